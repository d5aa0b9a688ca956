"""The BSN somebody asks about: from a file or standard input, never as an argument that others can read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from backoffice.fouten import BackofficeError
from ijw import nummers


class OnbruikbaarClientbestand(BackofficeError):
    """The file or input does not hold one BSN; the text never repeats what it holds."""


def vraag_client(parser: argparse.ArgumentParser, *, verplicht: bool = True) -> None:
    """Let the BSN be given by the name of a file."""
    parser.add_argument(
        "--client-bestand",
        metavar="PAD",
        required=verplicht,
        help="een bestand met alleen het BSN; - leest het van de standaardinvoer",
    )


def lees_bsn(pad: str) -> str:
    """The BSN in a file, or on standard input for `-`; raises OnbruikbaarClientbestand."""
    try:
        bsn = (sys.stdin.readline() if pad == "-" else Path(pad).read_text(encoding="utf-8-sig")).strip()
    except (OSError, UnicodeDecodeError):
        raise OnbruikbaarClientbestand("Het bestand met het BSN is niet te lezen. Kijk de naam na.") from None
    if not nummers.bsn_geldig(bsn):
        raise OnbruikbaarClientbestand(
            "Hier staat geen BSN: verwacht één regel met negen cijfers die aan de elfproef voldoen."
        )
    return bsn
