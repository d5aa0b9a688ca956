"""How Python cleans up: while a large message is read, and in a process that serves for long."""

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


def blijf_af_van_wat_er_is() -> None:
    """Let the cycle collector pass over all that exists now, in a process that keeps it until it ends.

    Of a portal that is two of every three objects, mostly modules and routes. Going through all of them held up
    one request in some fifty, for longer than most pages take: 120 ms, and 35 ms since.
    """
    # What is garbage already would stay for ever.
    gc.collect()
    gc.freeze()
