"""The header of every message, as a place for rules that look at them all alike."""

from __future__ import annotations

from ijw.berichten import jw301, jw305, jw307, jw315, jw317, jw319, jw323, jw325
from ijw.regels.regel import Doel


def koppen(eigen: str, van_declaratie: str) -> tuple[Doel, ...]:
    """An element in the header of each message, and one of the answered declaratie in that of a JW325."""
    return (
        Doel("JW301", jw301.Header, eigen),
        Doel("JW305", jw305.Header, eigen),
        Doel("JW307", jw307.Header, eigen),
        Doel("JW315", jw315.Header, eigen),
        Doel("JW317", jw317.Header, eigen),
        Doel("JW319", jw319.Header, eigen),
        Doel("JW323", jw323.Header, eigen),
        Doel("JW325", jw325.Header, eigen),
        Doel("JW325", jw325.Header, van_declaratie),
    )
