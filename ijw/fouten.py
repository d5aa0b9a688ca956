"""The errors of `ijw`: broken input, never a judgement about content (that is a Bevinding)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ijw.bevinding import Bevinding


class IjwError(Exception):
    """Something of a message cannot be used; the Dutch text says what and what to do."""


class Onleesbaar(IjwError):
    """The bytes are no iJw message we can read: no XML, wrong encoding, DOCTYPE, unknown release, too large."""


class Schemafout(IjwError):
    """The message does not fit the schema (controleniveau 1); `bevindingen` tell where."""

    def __init__(self, bevindingen: tuple[Bevinding, ...]) -> None:
        super().__init__(f"Het bericht voldoet niet aan het schema: {len(bevindingen)} fout(en).")
        self.bevindingen = bevindingen


class Schrijffout(IjwError):
    """A value cannot be written in the message it was meant for."""
