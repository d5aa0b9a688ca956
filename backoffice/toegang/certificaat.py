"""The certificate of a system, and how it is tied to an organisation.

A Dutch organisation certificate bears the OIN (twenty digits) or, in care, the AGB-code in the serialNumber of its
subject. Bron: Logius, OIN-stelsel; PKIoverheid, Programma van Eisen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

_VINGERAFDRUK: Final = re.compile(r"[0-9a-f]{64}")
_OIN: Final = re.compile(r"[0-9]{20}")


@dataclass(frozen=True, slots=True)
class Certificaat:
    """What is read of a certificate: SHA-256 of it in hexadecimals, and the serialNumber of its subject."""

    vingerafdruk: str
    nummer: str | None
    geldig_van: datetime
    geldig_tot: datetime


def bezwaar_tegen_vingerafdruk(vingerafdruk: str | None) -> str | None:
    """Why something is not a SHA-256 fingerprint, in Dutch."""
    if vingerafdruk is None or _VINGERAFDRUK.fullmatch(vingerafdruk):
        return None
    return "De vingerafdruk van een certificaat is SHA-256: 64 tekens, cijfers en a tot en met f."


def bezwaar_tegen_certificaatnummer(nummer: str | None, organisatie: str) -> str | None:
    """Why a number in a certificate cannot be of this organisation, in Dutch; an AGB-code must be its own."""
    if nummer is None or _OIN.fullmatch(nummer) or nummer == organisatie:
        return None
    return "Het nummer in het certificaat is een OIN van twintig cijfers, of de AGB-code van deze organisatie."
