"""A region in which people decide: a cliënt who is known, what waits, and what left because of a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from backoffice.contracts.model import Product, Voorwaarde
from backoffice.services.besluitstap import Besluit, Uitslag
from backoffice.services.ontvang import Ontvangst
from backoffice.storage import contracten, tabellen, werk
from backoffice.storage.database import lezen
from ijw import codec
from ijw.bevinding import Bevinding, Niveau
from ijw.retour import Kenmerk, retourbericht
from tests import bouwers
from tests.backoffice.contracts import bouwers as contractbouwers
from tests.flows.regio import NU, Regio, contract, keur_uitgaand, product

EERDER = product(toewijzing_nummer=7, ingangsdatum=date(2025, 1, 1), einddatum=date(2025, 12, 31))
"""What this aanbieder delivered before, so that the gemeente knows the cliënt."""


def ob(**anders: Any) -> Product:
    """45A04 in minutes, as the region buys it."""
    return contractbouwers.product(contractbouwers.tarief(tarief=98), **{"code": "45A04", **anders})


def norm(**anders: Any) -> Product:
    """45A04 under a condition."""
    return ob(voorwaarden=(Voorwaarde(**anders),))


def contracteer(regio: Regio, *producten: Product, **anders: Any) -> None:
    """Replace the contract of the aanbieder by one that deviates."""
    nieuw = replace(contract(), **({"producten": producten} if producten else {}), **anders)
    with regio.engine.begin() as conn:
        contracten.bewaar(conn, [nieuw], NU)


def wie(naam: str = "Jansen", *gronden: str, nu: datetime = NU) -> Besluit:
    """Somebody who decides now."""
    return Besluit(naam, nu, gronden)


def items(regio: Regio) -> list[werk.Werk]:
    """All that waits, the first deadline in front."""
    with lezen(regio.engine) as conn:
        return werk.lees_lijst(conn, [*sorted(regio.werkplek.instellingen.gemeenten), "regio"])


def enig(regio: Regio) -> werk.Werk:
    """The one item that waits."""
    (item,) = items(regio)
    return item


def inhoud(regio: Regio, werk_id: int) -> dict[str, Any]:
    """What an item says."""
    with lezen(regio.engine) as conn:
        return werk.lees_inhoud(conn, regio.kluis, werk_id)


def voorstel(regio: Regio) -> tuple[str, str | None]:
    """What is proposed for the one item: the choice and the code."""
    gevonden = inhoud(regio, enig(regio).id)["voorstel"]
    return gevonden["keuze"], gevonden["code"]


def besluiten(regio: Regio, werk_id: int) -> list[werk.Werkbesluit]:
    """The decisions on an item."""
    with lezen(regio.engine) as conn:
        return werk.lees_werkbesluiten(conn, regio.kluis, werk_id)


def vertrokken(regio: Regio, uitslag: Uitslag | int) -> Any:
    """The message that left because of a decision."""
    id_ = uitslag.uitgaand_id if isinstance(uitslag, Uitslag) else uitslag
    ((versleuteld,),) = regio.rijen(select(tabellen.uitgaand.c.inhoud).where(tabellen.uitgaand.c.id == id_))
    inhoud_ = regio.kluis.ontsleutel(versleuteld, "uitgaand.inhoud")
    keur_uitgaand(inhoud_)
    return codec.lees(inhoud_)


def eigen_berichten(regio: Regio, soort: str) -> list[Any]:
    """Every message of our own of a kind, oldest first."""
    u = tabellen.uitgaand.c
    ids = regio.rijen(select(u.id).where(u.bericht_id.is_(None), u.soort == soort).order_by(u.id))
    return [vertrokken(regio, id_) for (id_,) in ids]


def regels(bericht: Any) -> dict[int, tuple[str | None, str | None]]:
    """Per ToewijzingNummer of a JW301 the RedenWijziging and the ReferentieAanbieder."""
    return {
        een.toewijzing_nummer: (een.reden_wijziging, een.referentie_aanbieder)
        for een in bericht.client.toegewezen_producten
    }


def keur_af(regio: Regio, bericht: Any, code: str = "9332", nu: datetime = NU) -> Ontvangst:
    """The aanbieder refuses a message of our own."""
    is_toewijzing = hasattr(bericht, "client")
    plaats = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]" if is_toewijzing else "/Bericht/Antwoord"
    gevonden = Bevinding("", Niveau.BERICHTOVERSTIJGEND, code, plaats, "", None, "", "")
    nummer = bericht.header.bericht_identificatie.identificatie
    kenmerk = Kenmerk(identificatie=f"R{int(nummer)}", dagtekening=nu.date(), xsd_versie=bouwers.XSD_VERSIE)
    return regio.stuur(retourbericht(bericht, bouwers.soort_van(bericht), [gevonden], kenmerk), nu)


def keur_goed(regio: Regio, bericht: Any, nu: datetime = NU) -> Ontvangst:
    """The aanbieder takes a message of our own."""
    nummer = bericht.header.bericht_identificatie.identificatie
    kenmerk = Kenmerk(identificatie=f"R{int(nummer)}", dagtekening=nu.date(), xsd_versie=bouwers.XSD_VERSIE)
    return regio.stuur(retourbericht(bericht, bouwers.soort_van(bericht), [], kenmerk), nu)
