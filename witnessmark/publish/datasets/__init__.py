"""The datasets of a release: tables, lines, a map layer, FollowTheMoney entities, and what each form cannot hold."""

from __future__ import annotations

from witnessmark.publish.datasets.write import write_datasets

__all__ = ["write_datasets"]
