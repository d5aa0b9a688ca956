"""`python -m bench [NAAM ...]`: run the benchmarks and print a table of each."""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path

BENCHES = (
    "valideer",
    "veel",
    "lezen",
    "verwerk",
    "vijandig",
    "geschiedenis",
    "schrijven",
    "verzoek",
    "regio",
    "afrekening",
    "land",
    "paginas",
    "inzenden",
    "drukte",
)
"""Each is a module here with `draai(folder, keren)`, which gives the lines to print."""


def main() -> int:
    """Run the benchmarks asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Meet hoe snel het gaat.")
    parser.add_argument("namen", nargs="*", metavar="NAAM", help=f"wat te meten: {', '.join(BENCHES)}")
    parser.add_argument("--keren", type=int, default=5, metavar="N", help="hoe vaak elk programma draait")
    args = parser.parse_args()
    if onbekend := set(args.namen) - set(BENCHES):
        parser.error(f"niet bekend: {', '.join(sorted(onbekend))}")
    with tempfile.TemporaryDirectory(prefix="ijw-bench-") as folder:
        for naam in args.namen or BENCHES:
            for regel in import_module(f"bench.{naam}").draai(Path(folder), args.keren):
                print(regel, flush=True)
    return 0


sys.exit(main())
