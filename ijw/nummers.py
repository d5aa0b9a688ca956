"""Numbers that identify: bsn, agb-code and gemeentecode, judged by their form alone."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_TESTREEKS: Final = "9999"


def _cijfers(waarde: str, aantal: int) -> bool:
    # isdigit alone would also accept digits of other scripts.
    return len(waarde) == aantal and waarde.isascii() and waarde.isdigit()


def bsn_geldig(bsn: str) -> bool:
    """Whether a bsn has nine digits and passes the elfproef (CS002)."""
    return _cijfers(bsn, 9) and (_gewogen(bsn[:8]) - int(bsn[8])) % 11 == 0


def _gewogen(cijfers: str) -> int:
    return sum((9 - plaats) * int(cijfer) for plaats, cijfer in enumerate(cijfers))


def agb_geldig(agb: str) -> bool:
    """Whether an agb-code has the form of eight digits (LDT_AgbCode); the code has no check digit."""
    return _cijfers(agb, 8)


def gemeentecode_vorm(code: str) -> bool:
    """Whether a gemeentecode has the form of four digits; whether it exists, the code list knows."""
    return _cijfers(code, 4)


def test_bsn(n: int) -> str:
    """The n-th bsn (from 0) of the test range 9999xxxxx that passes the elfproef.

    ValueError when n lies outside the range, which holds a little over nine thousand numbers.
    """
    reeks = _testreeks()
    if not 0 <= n < len(reeks):
        raise ValueError(f"de testreeks heeft {len(reeks)} bsn's, nummer {n} bestaat niet")
    return reeks[n]


# A test module that imports it by name would otherwise have pytest run it as a test.
test_bsn.__dict__["__test__"] = False


@lru_cache(maxsize=1)
def _testreeks() -> tuple[str, ...]:
    stammen = (f"{_TESTREEKS}{stam:04d}" for stam in range(10_000))
    return tuple(f"{stam}{cijfer}" for stam in stammen if (cijfer := _gewogen(stam) % 11) < 10)
