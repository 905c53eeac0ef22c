"""Timing tests measure readers and finders, not the collector that walks over everything that other tests of the process left behind."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _own_heap() -> Iterator[None]:
    """Leave what stands before a test out of the garbage collection that runs within it."""
    gc.freeze()
    yield
    gc.unfreeze()
