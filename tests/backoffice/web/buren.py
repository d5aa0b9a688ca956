"""Two neighbours in one region: each a gemeente with its aanbieder and one jeugdige, who share nothing.

Each has one of everything that a route can name, so that a test can ask for the own and for the neighbour's alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from adapters.sepa import Sepa
from backoffice.contracts.model import Deelname
from backoffice.services import betaalrekeningen, betalen
from backoffice.services.leg_feiten_vast import voeg_toe
from backoffice.storage import contracten
from backoffice.storage.tabellen import (
    bericht,
    betaalrekening,
    betaalvoorstel,
    betaling,
    blokkade,
    boeking,
    persoonsfeit,
    toewijzing,
    uitgaand,
    verzoek,
    werkitem,
)
from backoffice.storage.tabellen import prestatie as prestaties
from backoffice.toegang.rechten import Organisatiesoort
from ijw.nummers import test_bsn
from tests.backoffice.web.portaal import ANDERE_AANBIEDER, ANDERE_GEMEENTE
from tests.bouwers import jw323_client
from tests.flows.keten import vot
from tests.flows.regio import AANBIEDER, GEMEENTE, NU, Regio, contract, jw323_van, prestatie, product
from tests.flows.test_routering import verhuizing
from tests.flows.test_termijn import AANHOUDEN, maand

MEI: Final = datetime(2026, 5, 13, 9, tzinfo=UTC)
JULI: Final = datetime(2026, 7, 16, 9, tzinfo=UTC)
"""When April was declared, and when all of this is there to be looked at."""


@dataclass(frozen=True, slots=True)
class Buur:
    """One of the two, and what it calls its things: no text of `merken` is anything of the other."""

    letter: str
    gemeente: str
    aanbieder: str
    derde: str
    bsn: str
    toewijzing: int
    ibans: tuple[str, str]

    @property
    def merken(self) -> tuple[str, ...]:
        """Texts that stand only where something of this one is shown."""
        referenties = (f"{self.letter}-{naam}" for naam in ("MAART", "APRIL", "FOUT", "MEI", "JUNI", "VRAAG"))
        return (*referenties, str(self.toewijzing), f"OBJ-{self.aanbieder}", f"Naam {self.aanbieder}", *self.ibans)


EIGEN: Final = Buur(
    "EIG", GEMEENTE, AANBIEDER, "0141", test_bsn(1), 1001, ("NL91ABNA0417164300", "NL20INGB0001234567")
)
ANDER: Final = Buur(
    "AND",
    ANDERE_GEMEENTE,
    ANDERE_AANBIEDER,
    "0147",
    test_bsn(2),
    4_242_424,
    ("NL02ABNA0123456789", "NL44RABO0123456789"),
)


def vul(regio: Regio, buur: Buur) -> None:
    """Everything that one of the two has: granted, paid, refused, waiting, asked, found out and decided."""
    partijen = {"gemeente": buur.gemeente, "aanbieder": buur.aanbieder}
    deelname = replace(
        contract(buur.aanbieder), deelnames=(Deelname(buur.gemeente, date(2025, 1, 1)),), termijnen=(AANHOUDEN,)
    )
    with regio.engine.begin() as conn:
        contracten.bewaar(conn, [deelname], NU)
    toe = product(toewijzing_nummer=buur.toewijzing, toewijzingsdatum=date(2026, 1, 5))
    regio.wijs_toe(toe, bsn=buur.bsn, **partijen)
    for feit in verhuizing(date(2026, 4, 1), buur.gemeente, buur.derde):
        voeg_toe(regio.werkplek, buur.bsn, feit, NU, "wijkteam")

    def declareer(op: datetime, *lijnen: Any, **anders: Any) -> None:
        client = jw323_client(bsn=buur.bsn, prestaties=list(lijnen))
        regio.stuur(jw323_van(clienten=[client], **partijen | anders), op)

    def lijn(naam: str, nummer: int, **anders: Any) -> Any:
        vast = {"referentie_nummer": f"{buur.letter}-{naam}", "toewijzing_nummer": buur.toewijzing}
        return prestatie(**vast | maand(nummer) | anders)

    declareer(NU, lijn("MAART", 3), lijn("FOUT", 3, product_code="45A05"))
    vraag = vot(f"{buur.letter}-VRAAG")
    kop = replace(vraag.header, afzender=buur.aanbieder, ontvanger=buur.gemeente)
    regio.stuur(replace(vraag, header=kop, client=replace(vraag.client, bsn=buur.bsn)))
    for partij, iban in zip((buur.aanbieder, buur.gemeente), buur.ibans, strict=True):
        nummer = betaalrekeningen.stel_rekening_voor(regio.werkplek, partij, iban, f"Naam {partij}", NU, "an")
        betaalrekeningen.bevestig_rekening(regio.werkplek, nummer, NU, "bo")
    voorstel = betalen.maak_voorstel(regio.werkplek, buur.gemeente, date(2026, 5, 12), MEI, "an").nummer
    assert voorstel is not None
    betalen.keur_goed(regio.werkplek, voorstel, MEI, "bo")
    betalen.exporteer(regio.werkplek, voorstel, Sepa(), MEI, "an")
    april = (date(2026, 4, 1), date(2026, 4, 30))
    declareer(MEI, lijn("APRIL", 4), maand=april, dagtekening=MEI.date(), declaratie_dagtekening=MEI.date())
    assert betalen.maak_voorstel(regio.werkplek, buur.gemeente, JULI.date(), JULI, "an").nummer
    gisteren = date(2026, 7, 15)
    juni = {"maand": (date(2026, 6, 1), date(2026, 6, 30)), "dagtekening": gisteren}
    declareer(JULI, lijn("MEI", 5), lijn("JUNI", 6), **juni, declaratie_dagtekening=gisteren)
    betalen.blokkeer(regio.werkplek, buur.gemeente, buur.aanbieder, "onderzoek", JULI, "an")
    for partij in (buur.aanbieder, buur.gemeente):
        betaalrekeningen.stel_rekening_voor(regio.werkplek, partij, buur.ibans[0], "Nieuw", JULI, "an")


def dingen(regio: Regio, buur: Buur, soort: Organisatiesoort) -> Mapping[str, Any]:
    """What one of the two has by what it is; `soort` is who asks: an account is of an aanbieder or a gemeente."""

    def een(kolom: ColumnElement[Any], *voorwaarden: ColumnElement[bool]) -> Any:
        return regio.rijen(select(kolom).where(*voorwaarden).order_by(kolom).limit(1))[0][0]

    b, u, p, v, r = bericht.c, uitgaand.c, prestaties.c, betaalvoorstel.c, betaalrekening.c
    partij = buur.aanbieder if soort is Organisatiesoort.AANBIEDER else buur.gemeente
    open_, gedaan = (
        een(v.id, v.gemeente == buur.gemeente, besluit)
        for besluit in (v.besluit.is_(None), v.besluit == "goedgekeurd")
    )
    return {
        "bericht": een(b.id, b.soort == "JW323", b.afzender == buur.aanbieder),
        "identificatie": een(b.identificatie, b.soort == "JW323", b.afzender == buur.aanbieder),
        "uitgaand": een(u.id, u.soort == "JW325", u.ontvanger == buur.aanbieder),
        "prestatie": een(p.id, p.referentie == f"{buur.letter}-MAART"),
        "referentie": f"{buur.letter}-MAART",
        "aangehouden": een(p.id, p.referentie == f"{buur.letter}-MEI"),
        "toewijzing": een(toewijzing.c.id, toewijzing.c.gemeente == buur.gemeente),
        "verzoek": een(verzoek.c.id, verzoek.c.gemeente == buur.gemeente),
        "werk": een(werkitem.c.id, werkitem.c.gemeente == buur.gemeente),
        "voorstel": open_,
        "voorgesteld": een(betaling.c.kenmerk, betaling.c.voorstel_id == open_),
        "boeking": een(boeking.c.id, boeking.c.gemeente == buur.gemeente),
        "betaald": een(betaling.c.kenmerk, betaling.c.voorstel_id == gedaan),
        "blokkade": een(blokkade.c.id, blokkade.c.gemeente == buur.gemeente),
        "rekening": een(r.id, r.partij == partij, r.besloten_door.is_(None)),
        "persoonsfeit": een(persoonsfeit.c.id, persoonsfeit.c.bsn_index == regio.kluis.bsn_index(buur.bsn)),
        "contract": f"OBJ-{buur.aanbieder}",
        "gemeente": buur.gemeente,
        "aanbieder": buur.aanbieder,
        "derde": buur.derde,
        "partij": partij,
        "bsn": buur.bsn,
        "nummer": buur.toewijzing,
    }
