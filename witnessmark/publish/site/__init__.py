"""The static site of a release: plain HTML without any script, readable from disk, on paper and in the strictest browser."""

from __future__ import annotations

from witnessmark.publish.site.write import write_site

__all__ = ["write_site"]
