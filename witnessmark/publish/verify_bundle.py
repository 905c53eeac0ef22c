#!/usr/bin/env python3
"""Verifies a witnessmark bundle offline. Standard library only, Python 3.9 or newer, one file: read it before you run it.

    python3 -I verify_bundle.py BUNDLE        BUNDLE is a folder or a ZIP

Each line says `holds`, `fails` or `cannot-tell`, what was looked at, and why. Absent is never ok.
Exit status: 0 everything holds; 1 nothing fails, something could not be checked; 2 usage; 3 something fails.

The steps, in the order of the code:
  0  a ZIP is in its one canonical form, byte for byte
  1  the bag: every file listed with its SHA-256, nothing missing, nothing unlisted (BagIt 1.0, RFC 8493)
  2  the index names every table, in the format that this file knows
  3  the log: its leaf hashes have the root of the checkpoint (RFC 6962), signed by the case's key (C2SP signed note, Ed25519)
  4  the bag's signature is of the same key
  5  each opened entry is a leaf of that log, names the entry before it, and its opened fields are what it committed to
  6  documents, claims, questions, conclusions and the rest are what their entries say
  7  texts: whole ones have their digest; passages are proved, block by block, against the root that the log committed to
  8  each quotation stands at its place, code point by code point
  9  conclusions cite claims of this bundle in the version that was read; what is cited exists
 10  every rule that was due has a completed run, and no house rule fails
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import struct
import sys
import zipfile
import zlib
from typing import Any, Callable, Dict, List, Optional, Tuple

Row = Dict[str, Any]
Rows = List[Row]
Files = Dict[str, bytes]
Point = Tuple[int, int, int, int]

FORMAT = "witnessmark-bundle/1"
BLOCK = 40
TAGS = ("VERIFY.txt", "bag-info.txt", "bagit.txt", "index.json", "manifest-sha256.txt", "verify_bundle.py")
TABLES = (
    "answers", "checkpoint", "claims", "conclusions", "documents", "entries", "grades", "leaves", "origins", "passages", "questions",
    "replies", "runs", "sites",
)
LARGEST_FILE = 2**31
LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9_./-]+)")
HEX64 = re.compile(r"[0-9a-f]{64}")


class Report:
    """What was found, in the order in which it was looked at."""

    def __init__(self) -> None:
        self.lines: List[Tuple[str, str, str]] = []

    def say(self, verdict: str, what: str, why: str = "") -> bool:
        """Note one thing; returns whether it holds."""
        self.lines.append((verdict, what, why))
        return verdict == "holds"

    def tell(self, held: bool, what: str, why: str, else_why: str) -> bool:
        """Note `holds` or `fails` with the reason that fits; returns whether it holds."""
        return self.say("holds" if held else "fails", what, why if held else else_why)

    def status(self) -> int:
        """The exit status: absent is never ok."""
        verdicts = {verdict for verdict, _, _ in self.lines}
        return 3 if "fails" in verdicts or not verdicts else 1 if "cannot-tell" in verdicts else 0


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: Any) -> bytes:
    """RFC 8785 for values without floats: keys sorted by UTF-16 code units."""
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda k: k.encode("utf-16-be", "surrogatepass"))}
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if isinstance(value, float):
        raise ValueError("a float has no place in a record")
    return value


# --- Ed25519 (RFC 8032), verification only ---------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def _add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(number: int, point: Point) -> Point:
    out = (0, 1, 1, 0)
    while number:
        if number & 1:
            out = _add(out, point)
        point, number = _add(point, point), number >> 1
    return out


def _point(data: bytes) -> Optional[Point]:
    y, sign = int.from_bytes(data, "little") & (2**255 - 1), data[31] >> 7
    if y >= P:
        return None
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - xx) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = _point(bytes.fromhex("58" + "66" * 31)) or (0, 1, 1, 0)


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature is of that key and message."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = _times(s, BASE), _add(r, _times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def note(text: str, public: bytes) -> Optional[str]:
    """The body of a C2SP signed note, where the key signed it and the form is strict; else None."""
    body, gap, signatures = text.partition("\n\n")
    match = re.fullmatch("\u2014 ([^\\s+]+) ([A-Za-z0-9+/]{91}=)\n", signatures)
    if not gap or match is None:
        return None
    blob = base64.b64decode(match[2])
    if base64.b64encode(blob).decode() != match[2]:
        return None
    name, body = match[1], body + "\n"
    key_id = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    return body if blob[:4] == key_id and signed(public, body.encode(), blob[4:]) and body.split("\n")[0].startswith(name) else None


# --- RFC 6962 --------------------------------------------------------------------------------------------------------------------------


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: list[bytes]) -> bytes:
    """The root over leaf hashes."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        paired = [_node(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def root_from_proof(index: int, size: int, leaf: bytes, path: list[bytes]) -> Optional[bytes]:
    """The root that a leaf and its audit path lead to, or None."""
    if not 0 <= index < size:
        return None
    node, steps, last = leaf, list(path), size - 1
    while last:
        if index & 1 or index < last:
            if not steps:
                return None
            step = steps.pop(0)
            node = _node(step, node) if index & 1 else _node(node, step)
        index, last = index >> 1, last >> 1
    return None if steps else node


# --- 0: the ZIP --------------------------------------------------------------------------------------------------------------------------


def open_zip(path: str, report: Report) -> Optional[Files]:
    """Step 0. Returns {name: bytes} without the common folder, or None."""
    with open(path, "rb") as file:
        raw = file.read()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as pack:
            names = [member.filename for member in pack.infolist()]
            if len(set(names)) != len(names):
                report.say("fails", "archive", "a name stands twice in it")
                return None
            files = {}
            for member in pack.infolist():
                if member.compress_type != zipfile.ZIP_STORED or member.file_size > len(raw):
                    report.say("fails", "archive", "a member is compressed or larger than the archive: " + repr(member.filename))
                    return None
                with pack.open(member) as content:
                    files[member.filename] = content.read()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError, NotImplementedError, struct.error, zlib.error) as fault:
        report.say("fails", "archive", "no sound ZIP: " + str(fault))
        return None
    again, places = canonical_zip(files)
    if again != raw:
        at = next((n for n, (a, b) in enumerate(zip(again, raw)) if a != b), min(len(again), len(raw)))
        near = next((name for name, start, end in places if start <= at < end), "the directory")
        report.say("fails", "archive", "byte %d differs from the canonical form, at %s" % (at, near))
        return None
    prefixes = {name.partition("/")[0] for name in files}
    if len(prefixes) != 1:
        report.say("fails", "archive", "it holds more than one folder")
        return None
    report.say("holds", "archive", "canonical form, %d files" % len(files))
    return {name.partition("/")[2]: content for name, content in files.items()}


def canonical_zip(files: Files) -> tuple[bytes, list[tuple[str, int, int]]]:
    """The one form that a bundle's ZIP may have: stored, sorted, without dates, owners, extra fields or gaps."""
    out, central, places, offset = [], [], [], 0
    for name in sorted(files):
        content, raw = files[name], name.encode("utf-8")
        fields = struct.pack("<HHHHHIIIHH", 20, 0x800, 0, 0, 0x21, zlib.crc32(content), len(content), len(content), len(raw), 0)
        out.append(b"PK\x03\x04" + fields + raw + content)
        central.append(b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, offset) + raw)
        places.append((name, offset, offset + 30 + len(raw) + len(content)))
        offset += 30 + len(raw) + len(content)
    directory = b"".join(central)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), offset, 0)
    return b"".join(out) + directory + end, places


def open_folder(path: str, report: Report) -> Files:
    """Returns {name: bytes} of a folder; links and odd files fail."""
    files = {}
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names) + [f for f in folders if os.path.islink(os.path.join(folder, f))]:
            full = os.path.join(folder, name)
            short = os.path.relpath(full, path).replace(os.sep, "/")
            if os.path.islink(full) or not os.path.isfile(full) or os.path.getsize(full) > LARGEST_FILE:
                report.say("fails", "file " + repr(short), "a link, an odd file, or larger than 2 GiB")
                continue
            with open(full, "rb") as file:
                files[short] = file.read()
    return files


# --- 1: the bag ---------------------------------------------------------------------------------------------------------------------------


def listed(files: Files, name: str, report: Report) -> Optional[dict[str, str]]:
    """The {path: digest} of a manifest in strict form, or None."""
    try:
        text = files[name].decode("ascii")
    except (KeyError, UnicodeDecodeError):
        report.say("fails", name, "missing, or not ASCII")
        return None
    lines = text.split("\n")
    rows = [(match[2], match[1]) for match in map(LINE.fullmatch, lines[:-1]) if match]
    paths = [path for path, _ in rows]
    if lines[-1] or len(rows) != len(lines) - 1 or paths != sorted(set(paths)):
        report.say("fails", name, "not in the form `digest  path`, sorted by path, each once")
        return None
    return dict(rows)


def check_bag(files: Files, report: Report) -> bool:
    """Step 1. True where every byte of the bag is accounted for."""
    tags, payload = listed(files, "tagmanifest-sha256.txt", report), listed(files, "manifest-sha256.txt", report)
    if tags is None or payload is None:
        return False
    whole = tuple(sorted(tags)) == tuple(sorted(TAGS))
    sound = report.tell(whole, "tag manifest", "lists the tag files", "does not list the tag files and no others")
    two_lines = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    sound &= report.tell(files.get("bagit.txt") == two_lines, "bagit.txt", "BagIt 1.0", "not the two lines of BagIt 1.0")
    bad, named = 0, files.get("signature.txt", b"").decode("utf-8", "replace").split("\n")[1:2]
    if named != [sha256(files["tagmanifest-sha256.txt"])]:
        bad += 1
        report.say("fails", "tag manifest", "its SHA-256 is not the one that signature.txt names")
    for name, digest in list(tags.items()) + list(payload.items()):
        if name not in files:
            bad += 1
            report.say("fails", "file " + name, "listed and missing")
        elif sha256(files[name]) != digest:
            bad += 1
            report.say("fails", "file " + name, "its SHA-256 is not the one listed")
    for name in payload:
        digest = name.rpartition("/")[2]
        if name != "data/sha256/" + digest[:2] + "/" + digest or payload[name] != digest:
            bad += 1
            report.say("fails", "file " + name, "its name is not its SHA-256")
    for name in sorted(set(files) - set(tags) - set(payload) - {"tagmanifest-sha256.txt", "signature.txt"}):
        bad += 1
        report.say("fails", "file " + repr(name), "present and not listed")
    if not bad:
        report.say("holds", "bag", "%d files have the SHA-256 that is listed, none is missing, none is unlisted" % (len(tags) + len(payload)))
    return sound and not bad


# --- 2 to 5: index, log, signature, entries -----------------------------------------------------------------------------------------------


def read_index(files: Files, report: Report) -> Optional[tuple[Row, Files]]:
    """Step 2. Returns (index, {role: bytes}) or None."""
    try:
        index = json.loads(files["index.json"].decode("utf-8"))
        roles = index["roles"]
        if index["format"] != FORMAT:
            report.say("cannot-tell", "index", "format %r is not known to this verifier (%s)" % (index["format"], FORMAT))
            return None
        if canonical(index) + b"\n" != files["index.json"] or tuple(sorted(roles)) != tuple(sorted(TABLES)):
            raise ValueError("not canonical, or not exactly the tables of this format")
        tables = {role: files["data/sha256/%s/%s" % (digest[:2], digest)] for role, digest in roles.items()}
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        report.say("fails", "index", "cannot be read: %r" % (fault,))
        return None
    report.say("holds", "index", "names %d tables, all present" % len(tables))
    return index, tables


def rows_of(tables: Files, role: str) -> Rows:
    """The rows of a table of canonical JSON lines. Raises ValueError."""
    raw = tables[role]
    if raw and not raw.endswith(b"\n"):
        raise ValueError("the table ends in the middle of a line")
    out = []
    for number, line in enumerate(raw.split(b"\n")[:-1], 1):
        row = json.loads(line.decode("utf-8"))
        if not isinstance(row, dict) or canonical(row) != line:
            raise ValueError("line %d is not canonical JSON" % number)
        out.append(row)
    return out


def check_log(index: Row, tables: Files, entries: Rows, report: Report) -> Optional[tuple[list[bytes], bytes]]:
    """Steps 3. Returns (leaf hashes, public key) or None."""
    opened = [e for e in entries if e["entry"]["type"] == "case-opened" and "value" in e["fields"].get("key", {})]
    lines = tables["leaves"].decode("ascii", "replace").split("\n")
    if not opened or lines[-1] or not all(HEX64.fullmatch(line) for line in lines[:-1]):
        report.say("fails", "log", "no opened first entry with the case's key, or leaves that are no hashes")
        return None
    leaves, public = [bytes.fromhex(line) for line in lines[:-1]], bytes.fromhex(opened[0]["fields"]["key"]["value"])
    body = note(tables["checkpoint"].decode("utf-8", "replace"), public)
    if body is None:
        report.say("fails", "checkpoint", "not signed by the case's key, or not in the form of C2SP tlog-checkpoint")
        return None
    origin, size, root = (body.split("\n") + ["", "", ""])[:3]
    right = origin == "witnessmark/" + index["case"] and size == str(len(leaves)) and root == base64.b64encode(root_of(leaves)).decode()
    told = "%d entries have the root of the signed checkpoint" % len(leaves), "its leaves do not have the size and root of the signed checkpoint"
    if not report.tell(right and index["head"] == len(leaves), "log", *told):
        return None
    return leaves, public


def check_signature(index: Row, files: Files, public: bytes, report: Report) -> bool:
    """Step 4."""
    body = note(files.get("signature.txt", b"").decode("utf-8", "replace"), public)
    digest = sha256(files["tagmanifest-sha256.txt"])
    right = body == "witnessmark/%s/bundle\n%s\n" % (index["case"], digest)
    return report.tell(right, "signature", "the tag manifest is signed by the case's key", "the tag manifest is not signed by the case's key")


def check_entry(opened: Any, leaves: list[bytes]) -> str:
    """Step 5 for one entry. Returns what is wrong, or the empty string."""
    entry, fields = opened["entry"], opened["fields"]
    raw = canonical(entry)
    if not 0 <= entry["seq"] < len(leaves) or hashlib.sha256(b"\x00" + raw).digest() != leaves[entry["seq"]]:
        return "it is no leaf of the log"
    digests = {}
    for name, field in fields.items():
        if "value" in field:
            salt = bytes.fromhex(field["salt"])
            digests[name] = sha256(b"witnessmark/field/v1\0" + salt + canonical([name, field["value"]]))
        else:
            digests[name] = field["digest"]
    if sha256(b"witnessmark/payload/v1\0" + canonical(digests)) != entry["payload"]:
        return "its opened fields are not what it committed to"
    return ""


def check_entries(entries: Rows, leaves: list[bytes], report: Report) -> Row:
    """Step 5. Returns {entry id: opened} of the sound ones."""
    sound, bad, raws = {}, 0, {}
    for opened in entries:
        try:
            fault = check_entry(opened, leaves)
        except (KeyError, ValueError, TypeError, AttributeError) as broken:
            fault = "cannot be read: %r" % (broken,)
        if fault:
            bad += 1
            report.say("fails", "entry %s" % (opened.get("entry") or {}).get("seq", "?"), fault)
            continue
        sound[opened["entry"]["id"]] = opened
        raws[opened["entry"]["seq"]] = (opened["entry"]["prev"], sha256(canonical(opened["entry"])))
    for seq, (prev, _) in raws.items():
        if (seq == 0 and prev != "0" * 64) or (seq - 1 in raws and raws[seq - 1][1] != prev):
            bad += 1
            report.say("fails", "entry %d" % seq, "does not name the entry before it")
    if not bad:
        report.say("holds", "entries", "%d opened entries are leaves of the log and what they committed to" % len(sound))
    return sound


# --- 6: what the tables say is what the entries say ---------------------------------------------------------------------------------------


def field(opened: Any, name: str) -> Any:
    """The value of an opened field, or None where it is not opened."""
    return ((opened or {}).get("fields", {}).get(name) or {}).get("value")


def check_claims(claims: Rows, entries: Row, report: Report) -> None:
    """Step 6 for claims."""
    bad = shut = 0
    for claim in claims:
        opened, content = entries.get(claim["entry"]), claim["content"]
        fault = ""
        if opened is None or opened["entry"]["type"] != "claim-accepted":
            fault = "no opened entry accepted it"
        elif not claim["as_accepted"]:
            # Its words were replaced: a version, a hash over them, would tell them to whoever tries a list of names.
            shut += 1
            fault = "" if field(opened, "claim") == claim["id"] and not claim["version"] else "its entry accepted another claim"
        elif field(opened, "claim") != claim["id"] or field(opened, "version") != claim["version"]:
            fault = "its entry accepted another claim or version"
        elif field(opened, "content") is None:
            shut += 1
            continue
        elif field(opened, "content") != content or sha256(canonical(content)) != claim["version"]:
            fault = "its content is not the one that was accepted"
        if fault:
            bad += 1
            report.say("fails", "claim " + claim["id"][:12], fault)
    if shut:
        report.say("cannot-tell", "claims", "%d have words replaced to protect somebody, so their accepted version cannot be recomputed" % shut)
    if not bad:
        report.say("holds", "claims", "%d claims are what was accepted" % (len(claims) - shut))


def check_documents(documents: Rows, entries: Row, report: Report) -> dict[str, Any]:
    """Step 6 for documents. Returns {text digest: tree root} of readings that the log committed to."""
    roots, bad, shut = {}, 0, 0
    readings = [e for e in entries.values() if e["entry"]["type"] == "document-read"]
    for document in documents:
        digest = document["sha256"]
        for receipt in document["receipts"]:
            opened = entries.get(receipt["entry"])
            named = {k: v for k, v in receipt.items() if k not in ("entry", "at", "by")}
            shown = {k for k, v in (opened or {}).get("fields", {}).items() if "value" in v}
            said = {k: v for k, v in named.items() if v is not None}
            if opened is None or opened["entry"]["at"] != receipt["at"] or any(field(opened, k) != v for k, v in said.items() if k in shown):
                bad += 1
                report.say("fails", "document " + digest[:12], "a receipt is not what its entry says")
            elif not shown.issuperset(said):
                shut += 1
        for opened in readings:
            if field(opened, "document") == digest and field(opened, "text"):
                roots[field(opened, "text")] = (digest, field(opened, "tree"))
    if shut:
        report.say("cannot-tell", "documents", "%d receipts have words replaced to protect somebody" % shut)
    if not bad:
        report.say("holds", "documents", "%d documents, each receipt what its entry says" % len(documents))
    return roots


RECORDS: Dict[str, Tuple[str, str, Callable[[Row], Row]]] = {
    "questions": ("question-opened", "question", lambda row: row["asked"]),
    "conclusions": ("conclusion-drawn", "conclusion", lambda row: row),
    "replies": ("reply-recorded", "reply", lambda row: row),
    "sites": ("site-opened", "site", lambda row: row),
    "answers": ("answer-given", "finding", lambda row: row),
    "grades": ("graded", "about", lambda row: row),
}


def check_records(tables: Files, entries: Row, report: Report) -> None:
    """Step 6 for what people decided."""
    for role, (sort, key, inner) in RECORDS.items():
        said = [e for e in entries.values() if e["entry"]["type"] == sort]
        bad = replaced = 0
        rows = rows_of(tables, role)
        for row in rows:
            record = inner(row)
            shown = [{k: v["value"] for k, v in e["fields"].items() if "value" in v} for e in said]
            if any(all(values.get(k) == v for k, v in record.items()) for values in shown):
                continue
            if any(values and set(values) < set(record) and all(record[k] == v for k, v in values.items()) for values in shown):
                replaced += 1
                continue
            bad += 1
            report.say("fails", role, "no entry says so: " + str(record.get(key))[:40])
        if replaced:
            report.say("cannot-tell", role, "%d have words replaced to protect somebody" % replaced)
        if rows and not bad:
            report.say("holds", role, "%d, each said by an entry" % (len(rows) - replaced))


# --- 7, 8: texts and quotations ---------------------------------------------------------------------------------------------------------------


def read_passages(passages: Rows, roots: dict[str, Any], report: Report) -> dict[str, dict[int, str]]:
    """Step 7. Returns {text digest: {block index: words}}."""
    shown, bad, blocks = {}, 0, 0
    for passage in passages:
        text, found = passage["text"], {}
        document, root = roots.get(text, (None, None))
        if root is None or root != passage["root"] or document != passage["document"]:
            bad += 1
            report.say("fails", "text " + text[:12], "the log committed to another root of this text, or to none")
            continue
        for block in passage["blocks"]:
            leaf = hashlib.sha256(b"\x00" + bytes.fromhex(block["salt"]) + block["text"].encode("utf-8")).digest()
            proved = root_from_proof(block["index"], passage["size"], leaf, [bytes.fromhex(step) for step in block["proof"]])
            if proved is None or proved.hex() != root or len(block["text"]) > BLOCK:
                bad += 1
                report.say("fails", "text " + text[:12], "block %s is not proved" % block["index"])
            else:
                found[block["index"]] = block["text"]
                blocks += 1
        shown[text] = found
    if not bad and shown:
        report.say("holds", "passages", "%d blocks of %d texts are proved against the roots in the log" % (blocks, len(shown)))
    return shown


def stands(quote: str, start: int, end: int, blocks: dict[int, str]) -> Optional[bool]:
    """True, False, or None where a block of the place is not shown."""
    words = ""
    for index in range(start // BLOCK, (end - 1) // BLOCK + 1):
        if index not in blocks:
            return None
        words += blocks[index]
    skip = start - start // BLOCK * BLOCK
    return words[skip : skip + end - start] == quote and len(quote) == end - start


def check_quotes(claims: Rows, documents: Rows, files: Files, shown: dict[str, dict[int, str]], roots: dict[str, Any], report: Report) -> None:
    """Step 8, and the digests of whole texts and documents (step 7)."""
    kinds = {document["sha256"]: document["disclosure"] for document in documents}
    held = bad = unseen = replaced = 0
    for digest, kind in sorted(kinds.items()):
        if kind == "whole" and "data/sha256/%s/%s" % (digest[:2], digest) not in files:
            bad += 1
            report.say("fails", "document " + digest[:12], "said to be whole, and not in the bundle")
    for claim in claims:
        anchor, kind = claim["content"]["anchor"], kinds.get(claim["content"]["anchor"]["document"])
        if not claim["as_accepted"]:
            replaced += 1
            continue
        if anchor["text"] not in roots or roots[anchor["text"]][0] != anchor["document"] or kind is None:
            bad += 1
            report.say("fails", "claim " + claim["id"][:12], "the log knows no such text of that document")
            continue
        if kind == "hash-only":
            unseen += 1
            continue
        raw = files.get("data/sha256/%s/%s" % (anchor["text"][:2], anchor["text"])) if kind == "whole" else None
        if raw is not None:
            verdict = raw.decode("utf-8")[anchor["start"] : anchor["end"]] == anchor["quote"]
        else:
            verdict = stands(anchor["quote"], anchor["start"], anchor["end"], shown.get(anchor["text"], {}))
        if verdict:
            held += 1
        else:
            bad += 1
            why = "these words do not stand at their place: " if verdict is False else "its place is not in the bundle: "
            report.say("fails", "claim " + claim["id"][:12], why + repr(anchor["quote"][:60]))
    if unseen:
        report.say("cannot-tell", "quotations", "%d stand in documents of which the bundle holds the hash alone" % unseen)
    if replaced:
        report.say("cannot-tell", "quotations", "%d have words replaced to protect somebody" % replaced)
    if not bad:
        report.say("holds", "quotations", "%d stand at their places" % held)


# --- 9, 10: citations and runs ------------------------------------------------------------------------------------------------------------------


def check_citations(tables: Files, claims: Rows, report: Report) -> None:
    """Step 9."""
    versions = {claim["id"]: claim["version"] for claim in claims}
    questions = {row["id"] for row in rows_of(tables, "questions")}
    bad = 0
    for row in rows_of(tables, "conclusions"):
        for cited in row["claims"]:
            if versions.get(cited["claim"]) != cited["version"]:
                bad += 1
                report.say("fails", "conclusion " + row["conclusion"][:12], "cites a claim, or a version of it, that is not in the bundle")
        if row["question"] not in questions or not row["claims"]:
            bad += 1
            report.say("fails", "conclusion " + row["conclusion"][:12], "answers no question of the bundle, or cites nothing")
    for row in rows_of(tables, "sites"):
        if any(ident not in versions for ident in row["claims"]):
            bad += 1
            report.say("fails", "site " + row["site"][:12], "rests on a claim that is not in the bundle")
    if not bad:
        report.say("holds", "citations", "everything that is cited is here, in the version that was read")


def check_runs(tables: Files, report: Report) -> None:
    """Step 10."""
    bad, told = 0, 0
    runs = rows_of(tables, "runs")
    for run in runs:
        shutting = [finding for finding in run["findings"] if finding["shuts"]]
        failing = [finding for finding in shutting if finding["verdict"] == "fails"]
        unknown = [finding for finding in shutting if finding["verdict"] == "cannot-tell"]
        told += len(run["findings"])
        if run["fault"] or (run["grain"] == "case" and not run["completed"]):
            bad += 1
            report.say("fails", "rule " + run["code"], "it stopped, or was not run")
        elif run["house"] and failing:
            bad += 1
            report.say("fails", "rule " + run["code"], "a house rule that does not hold: " + failing[0]["message"][:100])
        elif run["house"] and unknown:
            report.say("cannot-tell", "rule " + run["code"], unknown[0]["message"][:100])
    if not bad:
        report.say("holds", "rules", "%d rules, %d findings; no house rule fails" % (len(runs), told))


def verify(files: Files, report: Report) -> Optional[Row]:
    """Steps 1 to 10 over {name: bytes}. Returns the index, or None."""
    if not check_bag(files, report):
        return None
    found = read_index(files, report)
    if found is None:
        return None
    index, tables = found
    try:
        entries = rows_of(tables, "entries")
        log = check_log(index, tables, entries, report)
        if log is None:
            return index
        leaves, public = log
        check_signature(index, files, public, report)
        sound = check_entries(entries, leaves, report)
        claims, documents = rows_of(tables, "claims"), rows_of(tables, "documents")
        check_claims(claims, sound, report)
        roots = check_documents(documents, sound, report)
        check_records(tables, sound, report)
        shown = read_passages(rows_of(tables, "passages"), roots, report)
        check_quotes(claims, documents, files, shown, roots, report)
        check_citations(tables, claims, report)
        check_runs(tables, report)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as fault:
        report.say("fails", "tables", "cannot be read: %s: %s" % (type(fault).__name__, fault))
        return index
    fingerprint = hashlib.sha256(public).hexdigest()
    report.lines.append(("note", "key", "signed by Ed25519 key " + public.hex()))
    report.lines.append(("note", "key", "its SHA-256 is %s: compare it with a copy that you got another way" % fingerprint))
    report.lines.append(("note", "time", "all times are the case's own; " + index["tokens"]))
    return index


def printable(text: str) -> str:
    """Text with control characters made visible: it may have come from anybody."""
    return "".join(c if c.isprintable() else "\\u%04x" % ord(c) for c in text)


def main(arguments: Optional[list[str]] = None) -> int:
    """Verify one bundle and print what was found; returns the exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if len(arguments) != 1 or arguments[0] in ("-h", "--help"):
        sys.stdout.write(__doc__)
        return 2
    path, report, index = arguments[0], Report(), None
    if not os.path.exists(path):
        sys.stderr.write("verify_bundle: %s: there is nothing here\n" % path)
        return 2
    files = open_folder(path, report) if os.path.isdir(path) else open_zip(path, report)
    if files is not None:
        index = verify(files, report)
    for verdict, what, why in report.lines:
        sys.stdout.write(printable("%-12s%s%s" % (verdict, what, ": " + why if why else "")) + "\n")
    if index:
        notice = index["notice"] + ": " if index.get("notice") else ""
        sys.stdout.write(printable("%s%s, %d entries, as of %s" % (notice, index.get("title"), index.get("head", 0), index.get("at"))) + "\n")
    words = {0: "everything that was looked at holds", 1: "nothing fails, but not everything could be checked", 3: "something fails"}
    sys.stdout.write("verdict: " + words[report.status()] + "\n")
    return report.status()


if __name__ == "__main__":
    sys.exit(main())
