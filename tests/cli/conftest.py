"""The command line as a test runs it."""

import pytest

from witnessmark.cli import main


@pytest.fixture
def run(capsys):
    """Gives a command line; returns (status, output, error output)."""

    def command(*words):
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return command
