"""How Python cleans up while a large message is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def zonder_afvalophaler() -> Iterator[None]:
    """Pause the cycle collector: a large message makes a million values, none of them in a cycle.

    Each goes as soon as nobody refers to it; looking through them for cycles took up to a third of the time.
    """
    stond_aan = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if stond_aan:
            gc.enable()
