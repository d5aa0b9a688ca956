"""Amounts as people read them on a screen."""

from __future__ import annotations


def euro(centen: int) -> str:
    """Eurocents with dots and a comma: 123456789 is 1.234.567,89."""
    heel, rest = divmod(abs(centen), 100)
    return f"{'-' if centen < 0 else ''}{heel:,}".replace(",", ".") + f",{rest:02d}"
