"""A region with contracts, and an Aanvraag that fits; a test names only what deviates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from backoffice.contracts.dekking import Dekking
from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Contractstatus,
    Deelname,
    Statuswijziging,
    Variant,
    Voorwaarde,
)
from backoffice.verzoeken.leeftijd import Geboren
from backoffice.verzoeken.model import Aanvraag, Herkomst, Regel, Stand, Woonplaats, Zaak
from backoffice.verzoeken.toetsen import toets
from ijw.feiten import ToegewezenProduct
from tests.backoffice.contracts import bouwers as contracten

LOSSER, ALMELO, ENSCHEDE, HOF = "0168", "0141", "0153", "1735"
AANBIEDER, ANDER = "41000001", "41000002"
DAGTEKENING = date(2026, 3, 1)
GEBOREN = Geboren(date(2014, 5, 17), date(2014, 5, 17))

OB2 = contracten.product(code="OB2A", omschrijving="Ondersteuningsbehoefte 2", frequenties=("2",))
KIND_VAN_OB: dict[tuple[str, str], frozenset[Contractsoort]] = {
    ("45", "OB2A"): frozenset({Contractsoort.OB_JEUGD})
}


def contract(*producten: Any, **anders: Any) -> Contract:
    """OB Jeugd for Losser and Enschede, through 2026."""
    basis = {
        "einddatum": date(2026, 12, 31),
        "deelnames": (Deelname(LOSSER, date(2025, 1, 1)), Deelname(ENSCHEDE, date(2025, 1, 1))),
    }
    return contracten.contract(*(producten or (OB2,)), **{**basis, **anders})


def met_status(status: Contractstatus, vanaf: date, **anders: Any) -> Contract:
    return contract(statussen=(Statuswijziging(vanaf, status, "besluit"),), **anders)


def norm(**anders: Any) -> Any:
    """OB2 with a condition."""
    return replace(OB2, voorwaarden=(Voorwaarde(**anders),))


def verblijf(**anders: Any) -> Any:
    return contracten.product(
        contracten.tarief(tarief=20_000),
        **{"categorie": "44", "code": "WV01", "eenheid": "14", "variant": Variant.INSPANNING, **anders},
    )


def regel(**anders: Any) -> Regel:
    """OB2, 90 minuten per week, April through June 2026."""
    basis = Regel(
        onderdeel="AangevraagdProduct A0001",
        categorie="45",
        code="OB2A",
        ingangsdatum=date(2026, 4, 1),
        einddatum=date(2026, 6, 30),
        peildag=anders.get("ingangsdatum", date(2026, 4, 1)),
        volume=90,
        eenheid="01",
        frequentie="2",
        verwijzer="02",
    )
    return replace(basis, **anders)


def budget(**anders: Any) -> Regel:
    """An aspecifieke line with a budget."""
    leeg: dict[str, Any] = dict.fromkeys(("code", "volume", "eenheid", "frequentie"))
    return regel(**{**leeg, "budget": 1_000_000, **anders})


def aanvraag(*regels: Regel, **anders: Any) -> Aanvraag:
    """A VOT to Losser."""
    basis = Aanvraag(Herkomst.VOT, LOSSER, AANBIEDER, DAGTEKENING, "A0001", regels or (regel(),))
    return replace(basis, **anders)


def vow(*regels: Regel, **anders: Any) -> Aanvraag:
    """A VOW to Losser that changes toewijzing 1001."""
    return aanvraag(*(regels or (wijziging(),)), **{"herkomst": Herkomst.VOW, **anders})


def wijziging(**anders: Any) -> Regel:
    """Toewijzing 1001 through 30 September."""
    return regel(
        **{
            "onderdeel": "toewijzing 1001",
            "toewijzing_nummer": 1001,
            "einddatum": date(2026, 9, 30),
            "verwijzer": None,
            **anders,
        }
    )


def lopend(nummer: int = 1001, **anders: Any) -> ToegewezenProduct:
    """OB2 in the first half of 2026, at the aanbieder himself."""
    basis = ToegewezenProduct(
        LOSSER, nummer, AANBIEDER, "45", "OB2A", date(2026, 1, 1), date(2026, 6, 30), 90, "01", "2"
    )
    return replace(basis, **anders)


def zaak(*contracts: Contract, **anders: Any) -> Zaak:
    """Everything is known and nothing stands in the way."""
    soortdeelnames = anders.pop("soortdeelnames", ())
    basis = Zaak(
        dekking=Dekking(contracts or (contract(),), soortdeelnames),
        lopend=(),
        verzoeken=(),
        woonplaats=Woonplaats(LOSSER),
        geboren=GEBOREN,
        jeugdstrafrecht=False,
        levering_begonnen=True,
        soorten=KIND_VAN_OB,
    )
    return replace(basis, **anders)


def vow_zaak(*contracts: Contract, **anders: Any) -> Zaak:
    """The same with toewijzing 1001 running."""
    return zaak(*contracts, **{"lopend": (lopend(),), **anders})


def gezakt(vraag: Aanvraag, feiten: Zaak) -> list[str | None]:
    """The codes of the checks that fail, in order, once each."""
    return list(dict.fromkeys(u.toets.code for u in toets(vraag, feiten) if u.faalt))


def standen(vraag: Aanvraag, feiten: Zaak, code: str | None) -> list[Stand]:
    """What the check with a code says of each part."""
    return [u.stand for u in toets(vraag, feiten) if u.toets.code == code]
