"""A stand in which the standard prestatie is approved, and short ways to judge."""

from dataclasses import replace
from datetime import date
from typing import Any

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import TariefVersie
from backoffice.declaraties.beoordeling import beoordeel
from backoffice.declaraties.model import Declaratieoordeel, Stand
from ijw.berichten import jw323
from tests import declaratiebouwers as d
from tests.backoffice.contracts.bouwers import contract, product

ONTVANGEN = date(2026, 6, 8)
AFSPRAKEN = Afspraken([contract(product(), product(code="X1", eenheid="83", tarieven=()))])


def vaste_prijs(eenheid: str, centen: int, **anders: Any) -> Any:
    """A product with one price per eenheid."""
    return product(TariefVersie(date(2020, 1, 1), centen), eenheid=eenheid, **anders)


def afspraken(*producten: Any, **anders: Any) -> Afspraken:
    return Afspraken([contract(*producten, begindatum=date(2020, 1, 1), **anders)])


def stand(**anders: Any) -> Stand:
    basisstand = Stand(
        afspraken=AFSPRAKEN,
        clienten={d.BSN: d.CLIENT},
        toewijzingen={1001: d.toewijzing()},
        toewijzing_client={1001: d.CLIENT},
        laatste_periode=date(2026, 4, 1),
    )
    return replace(basisstand, **anders)


def oordeel(*prestaties: jw323.Prestatie, bekend: Stand | None = None, **anders: Any) -> Declaratieoordeel:
    """Judge prestaties of one cliënt."""
    return beoordeel(d.bericht(d.client(*prestaties), **anders), bekend or stand(), ONTVANGEN)


def codes(uitkomst: Declaratieoordeel) -> dict[str, tuple[str, ...]]:
    """Retourcodes by ReferentieNummer, in document order."""
    return {p.prestatie.product_referentie.referentie_nummer: p.retourcodes for p in uitkomst.prestaties}
