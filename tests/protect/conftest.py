"""Releases of one document, for inspections."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def document_of_release():
    def make(sha256, disclosure):
        return SimpleNamespace(assembly=SimpleNamespace(documents=(SimpleNamespace(sha256=sha256, disclosure=disclosure),)))

    return make
