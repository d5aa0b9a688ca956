"""A region in which people decide: one cliënt who is known, and what left because of a decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from backoffice.services.besluit_werk import Besluit, Uitslag
from backoffice.storage import tabellen, werk
from backoffice.storage.database import lezen
from ijw import codec
from tests.flows.regio import NU, Regio, keur_uitgaand, product

ANDERE = product(toewijzing_nummer=500, code="45B01", einddatum=None)
"""Something else that this aanbieder delivers, so that the cliënt is known."""


def wie(naam: str = "Jansen", *gronden: str, nu: datetime = NU) -> Besluit:
    """Somebody who decides now."""
    return Besluit(naam, nu, gronden)


def items(regio: Regio) -> list[werk.Werk]:
    """All that waits, the first deadline in front."""
    with lezen(regio.engine) as conn:
        return werk.lees_lijst(conn, sorted(regio.werkplek.instellingen.gemeenten))


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


def eigen_berichten(regio: Regio, *soorten: str) -> list[Any]:
    """Every message of our own, oldest first."""
    u = tabellen.uitgaand.c
    ids = regio.rijen(select(u.id).where(u.bericht_id.is_(None), u.soort.in_(soorten)).order_by(u.id))
    return [vertrokken(regio, id_) for (id_,) in ids]


def regels(bericht: Any) -> dict[int, tuple[str | None, str | None]]:
    """Per ToewijzingNummer of a JW301 the RedenWijziging and the ReferentieAanbieder."""
    return {
        een.toewijzing_nummer: (een.reden_wijziging, een.referentie_aanbieder)
        for een in bericht.client.toegewezen_producten
    }
