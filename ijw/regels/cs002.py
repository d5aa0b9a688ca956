"""CS002: a Bsn passes the elfproef.

Bron: informatiemodel iJw 3.2, constraint CS002.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ijw.berichten import jw301, jw305, jw307, jw315, jw317, jw323, jw325
from ijw.nummers import bsn_geldig
from ijw.regels.regel import BERICHT, VOLDOET, Afwijking, Doel, Samenhang, regel


@regel(
    "CS002",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.Client, "Bsn"),
        Doel("JW305", jw305.Client, "Bsn"),
        Doel("JW307", jw307.Client, "Bsn"),
        Doel("JW315", jw315.Client, "Bsn"),
        Doel("JW317", jw317.Client, "Bsn"),
        Doel("JW323", jw323.Client, "Bsn"),
        Doel("JW325", jw325.Client, "Bsn"),
    ),
)
def cs002(client: Any, doel: Doel, samenhang: Samenhang) -> Iterable[Afwijking]:
    """Give a deviation for a Bsn that fails the elfproef; the Bsn itself is not shown."""
    if bsn_geldig(client.bsn):
        return VOLDOET
    return (Afwijking("voldoet niet aan de elfproef", "een geldig burgerservicenummer"),)
