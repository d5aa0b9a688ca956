"""The Dutch of argparse, which comes with English texts only."""

from __future__ import annotations

import argparse
from typing import Final

_TEKSTEN: Final = {
    "usage: ": "gebruik: ",
    "%(prog)s: error: %(message)s\n": "%(prog)s: fout: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "bij %(argument_name)s: %(message)s",
    "positional arguments": "argumenten",
    "options": "opties",
    "show this help message and exit": "toon deze uitleg en stop",
    "the following arguments are required: %s": "dit ontbreekt: %s",
    "unrecognized arguments: %s": "dit is niet bekend: %s",
    "expected one argument": "hier hoort één waarde achter",
    "expected at least one argument": "hier hoort ten minste één waarde achter",
    "ignored explicit argument %r": "hier hoort geen waarde achter: %r",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r is niet bekend, kies uit: %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r kan hier niet",
    "not allowed with argument %s": "dit kan niet samen met %s",
}


def spreek_nederlands() -> None:
    """Have argparse take its texts from here; texts it does not know stay as they are."""
    # argparse looks every text up by this name in its own module, so this reaches all of them.
    vars(argparse)["_"] = lambda tekst: _TEKSTEN.get(tekst, tekst)
