"""What the product stands on may be handed on with it: no strong copyleft in what is installed for it; weak copyleft by list."""

import re
from importlib import metadata

import pytest

from tests.shape.code import ROOT

WEAK = {
    "certifi": "MPL-2.0: a list of root certificates, unchanged",
    "pathspec": "MPL-2.0: builds the package, unchanged; not loaded when it runs",
    "tld": "MPL-1.1 or LGPL: a list of domain endings, unchanged",
    "tqdm": "MPL-2.0 and MIT: a bar of progress that a library asks for, unchanged",
}
"""Weak copyleft that may be used unchanged as a library."""

NEVER = re.compile(r"\b(?:AGPL|GPL|GNU General Public|GNU Affero|SSPL|BUSL|Commons Clause)", re.IGNORECASE)
WEAKLY = re.compile(r"\b(?:LGPL|GNU Lesser|MPL|Mozilla Public|EPL|EUPL|CDDL)", re.IGNORECASE)
FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software|Python-2|Unlicense|CC0|Zlib|0BSD|Public Domain|MPL|Mozilla|HPND|LGPL", re.IGNORECASE
)


def locked(name):
    words = (ROOT / name).read_text("utf-8")
    return sorted({found.lower() for found in re.findall(r"^([A-Za-z0-9._-]+)==", words, re.MULTILINE)})


def licence_of(name):
    """What a package says of its licence: expression, field and classifiers."""
    said = metadata.metadata(name)
    field = (said.get("License") or "").strip()
    classifiers = [c.rpartition("::")[2].strip() for c in said.get_all("Classifier") or [] if c.startswith("License ::")]
    told = [said.get("License-Expression") or "", field.splitlines()[0][:200] if field else "", *classifiers]
    if not any(told):  # some say it in the licence's own file alone, whose first line names it
        files = metadata.files(name) or []
        told = [(file.read_text().strip() or "?").splitlines()[0][:200] for file in files if file.parent.name == "licenses"]
    return "; ".join(filter(None, told))


def refused(said):
    """Whether none of the licences that are offered may be used: `A OR B` offers two."""
    choices = re.split(r"\bOR\b", said) if re.search(r"\bOR\b", said) else [said]
    return all(NEVER.search(re.sub(r"LGPL|GNU Lesser General Public", "", choice, flags=re.IGNORECASE)) for choice in choices)


STRONG = ["GPL-3.0-or-later", "GNU General Public License v3 (GPLv3)", "AGPL-3.0-only", "GNU Affero General Public License v3"]


@pytest.mark.parametrize("said", STRONG)
def test_strong_copyleft_is_seen(said):
    assert refused(said)


@pytest.mark.parametrize("said", ["MIT", "GPL-2.0 OR MIT", "LGPL-2.1-only", "GNU Lesser General Public License v3 (LGPLv3)", "MPL-2.0"])
def test_what_may_be_used_is_not_taken_for_it(said):
    assert not refused(said)


def test_every_package_of_the_lock_has_a_licence_that_lets_it_be_handed_on():
    here, unknown, bad, weak = 0, [], [], []
    for name in locked("requirements.lock"):
        try:
            said = licence_of(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or version of Python than this one
        here += 1
        if refused(said):
            bad.append(f"{name}: {said}")
        elif WEAKLY.search(said) and name not in WEAK:
            weak.append(f"{name}: {said}")
        elif not FREE.search(said):
            unknown.append(f"{name}: {said}")
    assert here > 40
    assert (bad, weak, unknown) == ([], [], [])


def test_what_is_installed_for_the_product_is_in_the_lock():
    """Every requirement of the package, and theirs, is one of the lock's names."""
    names, seen, waiting = set(locked("requirements.lock")), set(), ["witnessmark"]
    while waiting:
        name = waiting.pop()
        for said in metadata.requires(name) or []:
            if "extra ==" in said or (";" in said and not _here(said.partition(";")[2])):
                continue
            wanted = re.split(r"[\s\[<>=!~;(]", said, maxsplit=1)[0].lower()
            if wanted not in seen:
                seen.add(wanted)
                waiting.append(wanted)
    flat = {name.replace("_", "-").replace(".", "-") for name in names}
    assert {name.replace("_", "-").replace(".", "-") for name in seen} <= flat


def _here(marker):
    from packaging.markers import Marker

    return Marker(marker.strip()).evaluate()
