"""Whatever happens to the books, their sums are the lines, and what is read from sums is what the lines say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from backoffice.ledger.aansluiting import Niveau
from backoffice.ports.betalen import Bankstand
from backoffice.services import betaalrekeningen, betalen, herrouteer
from backoffice.services.grootboek import maak_aansluiting
from backoffice.services.inzage import geld
from backoffice.services.kostenoverzicht import Kostenverschil, maak_overzicht
from backoffice.storage import tabellen
from backoffice.storage.boeksommen import hermaak
from backoffice.toegang.rechten import Rol
from backoffice.versleuteling import Kluis
from tests.backoffice.web.portaal import bezoeker
from tests.databases import NieuweDatabase
from tests.flows.regio import (
    AANBIEDER,
    FEBRUARI,
    GEMEENTE,
    NU,
    Regio,
    credit,
    keur_boeken,
    keur_sommen,
    prestatie,
)
from tests.flows.test_betalen import BANK, IBAN, IBAN_GEMEENTE, LATER, meld, voorstel
from tests.flows.test_routering import BORNE, EERSTE, MEI, TWEEDE, leg_vast, verhuizing

_MAANDEN = ({}, {"begindatum": FEBRUARI[0], "einddatum": FEBRUARI[1]})
_STAPPEN = ("declareer", "crediteer", "verhuis", "betaal", "uitgevoerd", "teruggekomen")


class Boekjaar:
    """A region in which everything happens that makes a booking."""

    def __init__(self, regio: Regio) -> None:
        self.regio = regio
        self.gedeclareerd: list[tuple[str, int]] = []
        self.betaald: list[str] = []
        self.verhuisd = False
        regio.wijs_toe()
        for partij, iban in ((AANBIEDER, IBAN), (GEMEENTE, IBAN_GEMEENTE)):
            nummer = betaalrekeningen.stel_rekening_voor(regio.werkplek, partij, iban, partij, NU, "an")
            betaalrekeningen.bevestig_rekening(regio.werkplek, nummer, NU, "bo")

    def declareer(self, keuze: int) -> None:
        self.gedeclareerd.append((f"R{len(self.gedeclareerd)}", keuze % 2))
        referentie, maand = self.gedeclareerd[-1]
        self.regio.declareer(prestatie(referentie_nummer=referentie, **_MAANDEN[maand]))

    def crediteer(self, keuze: int) -> None:
        if self.gedeclareerd:
            referentie, maand = self.gedeclareerd[keuze % len(self.gedeclareerd)]
            self.gedeclareerd.append((f"C{len(self.gedeclareerd)}", maand))
            self.regio.declareer(credit(referentie, self.gedeclareerd[-1][0], **_MAANDEN[maand]))

    def verhuis(self, keuze: int) -> None:
        if not self.verhuisd:
            self.verhuisd = True
            leg_vast(self.regio, *verhuizing(date(2026, 2 + keuze % 2, 16), GEMEENTE, BORNE))
        for een in herrouteer.maak_voorstellen(self.regio.werkplek, MEI, EERSTE):
            herrouteer.keur_goed(self.regio.werkplek, een.nummer, MEI, TWEEDE)

    def betaal(self, keuze: int) -> None:
        nummer = voorstel(self.regio).nummer
        if nummer is not None:
            betalen.keur_goed(self.regio.werkplek, nummer, LATER, "bo")
            betalen.exporteer(self.regio.werkplek, nummer, BANK, LATER, "an")
            b = tabellen.betaling.c
            self.betaald += self.regio.rijen(select(b.kenmerk).where(b.voorstel_id == nummer))[0]

    def uitgevoerd(self, keuze: int) -> None:
        if self.betaald:
            meld(self.regio, self.betaald[keuze % len(self.betaald)], Bankstand.UITGEVOERD)

    def teruggekomen(self, keuze: int) -> None:
        if self.betaald:
            meld(self.regio, self.betaald[keuze % len(self.betaald)], Bankstand.GEWEIGERD)


@given(st.lists(st.tuples(st.sampled_from(_STAPPEN), st.integers(0, 5)), max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_na_elke_volgorde_zijn_de_sommen_de_regels(
    sqlite_nieuw: NieuweDatabase, kluis: Kluis, stappen: list[tuple[str, int]]
) -> None:
    with sqlite_nieuw() as engine:
        jaar = Boekjaar(Regio(engine, kluis))
        for stap, keuze in [("declareer", 0), *stappen]:
            getattr(jaar, stap)(keuze)
            keur_sommen(engine)
        keur_scherm(jaar.regio)


def test_alles_een_keer(regio: Regio) -> None:
    jaar = Boekjaar(regio)
    for keuze, stap in enumerate(("declareer", "declareer", "betaal", "uitgevoerd", "teruggekomen")):
        getattr(jaar, stap)(keuze)
    soorten = {"toekenning", "betaling", "betaald", "teruggekomen"}
    for stap, soort in (("verhuis", "herroutering"), ("crediteer", "creditering"), ("betaal", "betaling")):
        getattr(jaar, stap)(0)
        soorten.add(soort)
        keur_boeken(regio.engine)
    assert {rij.soort for rij in regio.rijen(select(tabellen.boeksom.c.soort))} == soorten
    keur_scherm(regio)
    # Made anew they are the same.
    voor = sorted(map(tuple, regio.rijen(select(tabellen.boeksom))))
    with regio.engine.begin() as conn:
        hermaak(conn)
    assert sorted(map(tuple, regio.rijen(select(tabellen.boeksom)))) == voor


def keur_scherm(regio: Regio) -> None:
    """The reconciliation of the screen has the figures of the one that reads every line."""
    for niveau in (Niveau.GEMEENTE, Niveau.AANBIEDER):
        assert geld.aansluiting(regio.werkplek, bezoeker(Rol.FINANCIEEL), niveau) == maak_aansluiting(
            regio.engine, niveau
        )
    wie = bezoeker(Rol.FINANCIEEL)
    berichten = geld.aansluiting_berichten(regio.werkplek, wie, GEMEENTE, AANBIEDER).rijen
    regels = {rij.sleutel[2]: rij.stand for rij in maak_aansluiting(regio.engine, Niveau.BERICHT).rijen}
    assert {rij.identificatie: rij.stand for rij in berichten} == regels


def test_een_som_die_er_niet_is_houdt_het_kostenoverzicht_tegen(regio: Regio) -> None:
    jaar = Boekjaar(regio)
    jaar.declareer(0)
    with regio.engine.begin() as conn:
        conn.execute(delete(tabellen.boeksom))
    with pytest.raises(Kostenverschil):
        maak_overzicht(regio.engine)
    assert len(maak_aansluiting(regio.engine).verschillen) == 2
