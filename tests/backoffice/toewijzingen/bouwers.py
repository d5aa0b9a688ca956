"""A version of a toewijzing, a wish and a decision, of which a test names only the deviation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from backoffice.toewijzingen.opstellen import Stand, toewijzing
from backoffice.toewijzingen.register import Versie
from backoffice.toewijzingen.wijzigen import Besloten, Gevolg, Gewenst, wijzig
from ijw.berichten import jw301
from ijw.retour import Kenmerk
from tests.bouwers import AANBIEDER, GEMEENTE, XSD_VERSIE, jw301_client

BESLUITDAG = date(2025, 5, 10)


def versie(**anders: Any) -> Versie:
    """3 uur per week, in 2025 through 30 June."""
    basis = Versie(
        toewijzing_nummer=1001,
        categorie="45",
        code="45A04",
        toewijzingsdatum=date(2025, 1, 2),
        toewijzingstijd="09:00:00",
        ingangsdatum=date(2025, 1, 6),
        einddatum=date(2025, 6, 30),
        reden_wijziging=None,
        volume=3,
        eenheid="04",
        frequentie="2",
        budget=None,
        referentie_aanbieder=None,
        verwijderd=False,
    )
    return replace(basis, **anders)


def met_budget(**anders: Any) -> Versie:
    """An aspecifieke toewijzing of 10,000 euros."""
    omvang = {"volume": None, "eenheid": None, "frequentie": None}
    return versie(**{"code": None, **omvang, "budget": 1_000_000, **anders})


def gewenst(oud: Versie, **anders: Any) -> Gewenst:
    """What is in force now, from its first day, but for what the test names."""
    velden = ("einddatum", "categorie", "code", "volume", "eenheid", "frequentie", "budget")
    zelfde = {veld: getattr(oud, veld) for veld in velden}
    return Gewenst(**{"vanaf": oud.ingangsdatum, **zelfde, **anders})


def besloten(datum: date = BESLUITDAG, tijd: str = "10:00:00", **anders: Any) -> Besloten:
    return Besloten(datum, tijd, **anders)


def reeks(eerste: int = 2001) -> Callable[[], int]:
    """A number series of its own."""
    nummers = count(eerste)
    return lambda: next(nummers)


def gevolg(oud: Versie, wens: Gewenst | None, verzonden: date = BESLUITDAG, **anders: Any) -> Gevolg:
    """What a change comes to, decided and sent on one day."""
    gedaan = {"gedaan": anders.pop("gedaan")} if "gedaan" in anders else {}
    return wijzig(oud, wens, besloten(verzonden, **anders), verzonden=verzonden, nieuw_nummer=reeks(), **gedaan)


def bericht(*standen: Stand, dagtekening: date = BESLUITDAG, vow: str | None = None) -> jw301.Bericht:
    """The JW301 of these toewijzingen."""
    kenmerk = Kenmerk("T0001", dagtekening, XSD_VERSIE)
    return toewijzing(GEMEENTE, AANBIEDER, jw301_client(), standen, kenmerk, vow=vow)


def regels(uit: jw301.Bericht) -> list[tuple[int, date, date | None, str | None, str | None]]:
    """Number, first and last day, RedenWijziging and ReferentieAanbieder of each line of a JW301."""
    return [
        (p.toewijzing_nummer, p.ingangsdatum, p.einddatum, p.reden_wijziging, p.referentie_aanbieder)
        for p in uit.client.toegewezen_producten
    ]
