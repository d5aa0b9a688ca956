"""The termijnwacht of one aanbieder or gemeente: what is due, what is late, and what is expected."""

from __future__ import annotations

from datetime import date, datetime

from backoffice.services.openstaand import Openstaand, lees_openstaand
from backoffice.services.tabelvormen import Tabel
from backoffice.services.werkplek import Werkplek
from backoffice.toegang.rechten import Bezoeker


def overzicht(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    dag: date,
    moment: datetime,
    *,
    aanbieder: str | None = None,
    gemeente: str | None = None,
    per_stand: int | None = None,
) -> Openstaand | None:
    """What is expected within the bereik of a visitor, of one aanbieder or gemeente when these are named;
    all of it, or of each Stand so many at most.

    None when a visitor of the region names neither: the list of all would serve nobody. `moment` is UTC, for the
    audit log.
    """
    bereik = bezoeker.bereik
    van = bereik.aanbieder or aanbieder
    bij = bereik.gemeente or gemeente
    if van is None and bij is None:
        return None
    return lees_openstaand(werkplek, dag, moment, bezoeker.naam, aanbieder=van, gemeente=bij, per_stand=per_stand)


def als_tabel(openstaand: Openstaand) -> Tabel:
    """The list as a table, to work through; its rows are read as they are written."""
    koppen = ("gemeente", "aanbieder", "toewijzing", "van", "tot en met", "gestart", "uiterlijk", "dagen", "stand")
    rijen = (
        (
            een.gemeente,
            een.aanbieder,
            str(een.toewijzing_nummer),
            f"{een.begindatum:%d-%m-%Y}",
            f"{een.einddatum:%d-%m-%Y}",
            "ja" if een.gestart else "nee",
            "" if een.uiterste_datum is None else f"{een.uiterste_datum:%d-%m-%Y}",
            "" if een.dagen_over is None else str(een.dagen_over),
            een.stand.value,
        )
        for een in openstaand.verwacht
    )
    aantal = sum(openstaand.aantallen.values())
    return Tabel("termijnwacht", koppen, rijen, (f"{aantal} prestaties", *[""] * (len(koppen) - 1)))
