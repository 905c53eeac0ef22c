"""The command line: one file per verb. It speaks, asks the walk, and returns an exit status; it does nothing itself.

Exit statuses: 0 done; 1 evidence findings (check) or something that could not be checked (verify); 2 usage; 3 a house rule, a refusal,
or verify fails; 4 damaged; 5 unreachable; 130 interrupted, may be resumed.
"""

from __future__ import annotations

import os
import sys

INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its status."""
    from typer.exceptions import Abort, TyperException

    from witnessmark.cli.app import app
    from witnessmark.records.faults import WitnessmarkError

    try:
        status = app(arguments, standalone_mode=False)
        sys.stdout.flush()
    except WitnessmarkError as fault:
        sys.stderr.write(f"witnessmark: {fault}\n")
        sys.exit(fault.status)
    except TyperException as fault:
        said = fault.format_message()  # no word at all is answered with the whole usage
        sys.stderr.write(f"{said}\n" if said.startswith("Usage:") else f"witnessmark: {said}\nSee `witnessmark --help`.\n")
        sys.exit(2)
    except (KeyboardInterrupt, Abort):
        status = INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # The reader of our output went away, as `head` does (typer makes a SystemExit of it): nobody is there to be told, and what
        # Python flushes at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        sys.stderr.write(f"witnessmark: {where}{fault.strerror or fault}; look at its rights and the room on the disk, then go on\n")
        sys.exit(2)
    if status == INTERRUPTED:  # typer, too, makes this number of an interrupt, and says nothing
        sys.stderr.write("witnessmark: interrupted; give the same command again to go on\n")
    sys.exit(status if isinstance(status, int) else 0)
