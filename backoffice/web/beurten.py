"""Messages are taken in one after another: who waits holds no thread and is served in the order of coming.

One receipt already uses all that a process has, and SQLite has one writer. Side by side they would only fill the
memory and keep pages waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from anyio import CapacityLimiter, to_thread

T = TypeVar("T")

WACHTENDEN: Final = 300
"""So many may wait; each holds a connection and a file on disk."""

OPNIEUW_NA: Final = 30
"""Seconds after which who was sent away may try again."""


class TeDruk(Exception):
    """Too many wait already; nothing was taken in, and the same can be offered again later."""

    def __init__(self) -> None:
        super().__init__(
            "Er wachten al veel bestanden. Er is niets van u verwerkt. Probeer het over een halve minuut opnieuw."
        )


class Beurten:
    """The turns of one process."""

    def __init__(self, wachtenden: int = WACHTENDEN) -> None:
        self._limiet = CapacityLimiter(1)
        self._wachtenden = wachtenden

    async def doe(self, werk: Callable[[], T]) -> T:
        """Do it when it is its turn, in a thread of its own; raises TeDruk."""
        if self._limiet.statistics().tasks_waiting >= self._wachtenden:
            raise TeDruk
        return await to_thread.run_sync(werk, limiter=self._limiet)
