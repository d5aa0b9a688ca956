"""The termijnwacht of one aanbieder or gemeente: what is due, what is late, and what is expected."""

from __future__ import annotations

from datetime import date, datetime

from backoffice.services.tabelvormen import Tabel
from backoffice.services.termijnwacht import Openstaand, lees_openstaand
from backoffice.services.werkplek import Werkplek
from backoffice.settlement.openstaand import Verwacht
from backoffice.toegang.rechten import Bezoeker


def overzicht(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    dag: date,
    moment: datetime,
    *,
    aanbieder: str | None = None,
    gemeente: str | None = None,
) -> Openstaand | None:
    """What is expected within the bereik of a visitor, of one aanbieder or gemeente when these are named.

    None when a visitor of the region names neither: the list of all would serve nobody. `moment` is UTC, for the
    audit log.
    """
    bereik = bezoeker.bereik
    van = bereik.aanbieder or aanbieder
    bij = bereik.gemeente or gemeente
    if van is None and bij is None:
        return None
    return lees_openstaand(werkplek, dag, moment, bezoeker.naam, aanbieder=van, gemeente=bij)


def als_tabel(verwacht: tuple[Verwacht, ...]) -> list[Tabel]:
    """The list as a table, to work through."""
    koppen = ("gemeente", "aanbieder", "toewijzing", "van", "tot en met", "gestart", "uiterlijk", "dagen", "stand")
    rijen = [
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
        for een in verwacht
    ]
    return [Tabel("termijnwacht", koppen, rijen, (f"{len(rijen)} prestaties", *[""] * (len(koppen) - 1)))]
