"""The doors: files, folders, archives, mail, web archives and pages become captures, with how and from where.

Nothing of a document is parsed here; only containers are opened. What cannot be taken is a LeftOut that says why and what to do.
"""

from witnessmark.collect.containers import members
from witnessmark.collect.limits import Limits
from witnessmark.collect.page import collect_url
from witnessmark.collect.paths import collect_path

__all__ = ["Limits", "collect_path", "collect_url", "members"]
