"""`ijw proef`: what the answer to a message would be, with nothing of it kept.

Each message is judged by what the back office knows now, as if it were the only one. Exit status as `ijw verwerk`.
"""

from __future__ import annotations

import argparse

from backoffice.cli import verwerk
from backoffice.services.ontvang import proef

argumenten = verwerk.bronargumenten


def voer_uit(args: argparse.Namespace) -> int:
    """Judge everything on trial, and give the exit status."""
    status = verwerk.draai(args, "proef", proef)
    print("Dit was een proef: er is niets bewaard en niets verzonden.")
    return status
