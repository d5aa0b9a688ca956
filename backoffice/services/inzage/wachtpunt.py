"""One line of what waits for somebody."""

from __future__ import annotations

from typing import NamedTuple


class Wachtpunt(NamedTuple):
    """So many of something wait, and where to find them."""

    aantal: int
    wat: str
    pad: str
