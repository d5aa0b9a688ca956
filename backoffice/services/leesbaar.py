"""Text from outside that any terminal, any parser and any reader can take."""

from __future__ import annotations


def toonbaar(tekst: str) -> str:
    """A text in which what cannot be printed stands as an escape; no control character is left in it."""
    leesbaar = tekst.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in leesbaar)
