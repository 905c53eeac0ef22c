"""Runs the benchmarks: `python -m bench` for all, `python -m bench find`, `python -m bench gate`, `python -m bench reading --documents 5000 --kills 2`."""

from __future__ import annotations

import argparse

from bench import find, gate, reading


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("find", "gate", "reading", "all"), default="all")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--seed", type=int, default=20221026)
    asked = parser.parse_args()
    if asked.what in ("find", "all"):
        find.main([])
    if asked.what in ("gate", "all"):
        gate.main(megabytes=asked.megabytes)
    if asked.what in ("reading", "all"):
        reading.main(documents=asked.documents, kills=asked.kills, seed=asked.seed)


if __name__ == "__main__":
    main()
