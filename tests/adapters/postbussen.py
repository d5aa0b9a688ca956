"""A letter to deliver, by its deviation, and a clock that is ahead of every file."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from backoffice.ports.postbus import Brief

KENMERK = "9c0f7b90-5c69-41e5-a837-0800200c9a66"
BRIEF = Brief(
    naam="JW325_0153_000000000007.xml",
    soort="JW325",
    versie=(3, 2),
    afzender="0153",
    ontvanger="12345678",
    identificatie="000000000007",
    gemaakt_op=datetime(2026, 4, 10, 22, 30, tzinfo=UTC),
    inhoud=b"<Bericht>\xc3\xa9</Bericht>",
    is_antwoord=True,
    kenmerk=KENMERK,
)


def brief(**anders: Any) -> Brief:
    """An answer of Enschede to an aanbieder."""
    return replace(BRIEF, **anders)


def straks() -> float:
    """A minute from now: every file has come to rest."""
    return time.time() + 60
