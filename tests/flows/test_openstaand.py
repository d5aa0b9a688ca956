"""Brought together the termijnwacht is what `verwachte_prestaties` says of all toewijzingen, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Any, Final, NamedTuple

import pytest
from sqlalchemy import Connection, Engine, insert, select

from backoffice.contracts.model import Declaratietermijn, Deelname
from backoffice.services import openstaand
from backoffice.services.openstaand import lees_openstaand, tel_dringend
from backoffice.services.termijnwacht import maak_overzicht, vroegste_maand
from backoffice.services.werkplek import Instellingen, Werkplek
from backoffice.settlement.openstaand import Stand
from backoffice.storage import contracten, tabellen
from backoffice.storage import openstaand as opslag
from backoffice.storage.database import lezen
from backoffice.versleuteling import Kluis
from ijw.nummers import test_bsn as proef_bsn
from ijw.rekenen import laatste_dag
from tests.backoffice.contracts import bouwers
from tests.backoffice.storage import rijen
from tests.backoffice.web.portaal import geteld
from tests.flows.regio import NU, Regio, product
from tests.flows.test_termijn import spreek_af

_DAGEN: Final = (date(2026, 4, 30), date(2026, 3, 27), date(2026, 3, 1))
_GEMEENTEN: Final = ("0153", "0164")
_AANBIEDERS: Final = ("12345678", "87654321")
_ZORG: Final = (("45", "45A04"), ("45", "45A05"), ("45", "45A09"), ("45", None), (None, None))
_BEGIN: Final = date(2025, 1, 1)
_HALF: Final = date(2026, 2, 16)
"""From here on another term holds."""


class Versie(NamedTuple):
    """A JW301 line: when it was sent, what it grants, and whether it removes the toewijzing."""

    verzonden: date
    ingangsdatum: date
    einddatum: date | None
    verwijderd: bool


class Gedeclareerd(NamedTuple):
    """A prestatie: the day on which its ProductPeriode begins, and what became of it."""

    begindatum: date
    lot: str


class Toegewezen(NamedTuple):
    """A toewijzing with all that bears on it; `stop` ends what began on `start`."""

    gemeente: str
    aanbieder: str
    zorg: tuple[str | None, str | None]
    versies: Sequence[Versie]
    gedeclareerd: Sequence[Gedeclareerd]
    start: date | None
    stop: date | None


# Few days, on both sides of every boundary, so that much is alike.
_BIJ: Final = sorted(
    {
        grens + timedelta(days=dagen)
        for grens in (*_DAGEN, *map(vroegste_maand, _DAGEN), _HALF, date(2026, 3, 31), date(2025, 12, 31))
        for dagen in (-1, 0, 1)
    }
)


def loot(toeval: Random) -> Toegewezen:
    """A toewijzing of which everything is left to chance."""
    dag = partial(toeval.choice, _BIJ)

    def versie() -> Versie:
        begin, einde = sorted((dag(), dag()))
        return Versie(dag(), begin, toeval.choice((None, einde)), toeval.random() < 0.1)

    loten = ("staat", "staat", "wacht", "afgewezen", "gecrediteerd", "beslist")
    return Toegewezen(
        toeval.choice(_GEMEENTEN),
        toeval.choice(_AANBIEDERS),
        toeval.choice(_ZORG),
        [versie() for _ in range(toeval.choice((1, 1, 1, 2, 3)))],
        [Gedeclareerd(dag(), toeval.choice(loten)) for _ in range(toeval.randrange(6))],
        toeval.choice((None, dag())),
        toeval.choice((None, dag())),
    )


def test_samen_is_het_wat_een_voor_een_wordt_verwacht(engine: Engine, kluis: Kluis) -> None:
    toeval = Random(1)
    werkplek = Werkplek(engine, kluis, Instellingen())
    with engine.begin() as conn:
        vul(conn, [een for een in [loot(toeval) for _ in range(150)] for _ in range(toeval.randint(1, 2))])
    standen = Counter[Stand]()
    for dag in _DAGEN:
        van, bij = _AANBIEDERS[0], _GEMEENTEN[0]
        for aanbieder, gemeente in ((None, None), (van, None), (None, bij), (van, bij)):
            wie: dict[str, Any] = {"aanbieder": aanbieder, "gemeente": gemeente}
            alles = maak_overzicht(werkplek, dag, NU, "een voor een", **wie)
            samen = lees_openstaand(werkplek, dag, NU, "samen", **wie)
            assert (tuple(samen.verwacht), samen.aantallen) == (alles.verwacht, alles.aantallen)
            standen.update(samen.aantallen)
            enkele = lees_openstaand(werkplek, dag, NU, "enkele", **wie, per_stand=2)
            assert enkele.aantallen == alles.aantallen
            assert list(enkele.verwacht) == [
                een for stand in Stand for een in [e for e in alles.verwacht if e.stand is stand][:2]
            ]
        alles = maak_overzicht(werkplek, dag, NU, "een voor een", aanbieder=van)
        assert tel_dringend(werkplek, dag, van) == sum(een.dringend for een in alles.verwacht) > 0
    assert all(standen.values())


def vul(conn: Connection, register: Sequence[Toegewezen]) -> None:
    """Contracts of which one product has terms, one has none and one is bought no more; and the register."""
    termijnen = (Declaratietermijn(1), Declaratietermijn(2, vanaf=_HALF, verschuif_werkdag=False))
    afspraken = (("45A04", termijnen, None), ("45A05", (), None), ("45A09", termijnen, _HALF.replace(day=1)))
    prijs = bouwers.tarief(_BEGIN, tarief=98)
    contracten.bewaar(
        conn,
        [
            bouwers.contract(
                bouwers.product(prijs, code=code),
                contractnummer=f"{aanbieder}-{code}",
                aanbieder=aanbieder,
                begindatum=_BEGIN,
                deelnames=tuple(Deelname(gemeente, _BEGIN, tot) for gemeente in _GEMEENTEN),
                termijnen=geldend,
            )
            for aanbieder in _AANBIEDERS
            for code, geldend, tot in afspraken
        ],
        NU,
    )
    nummers = count(1)
    declaraties = {
        (gemeente, aanbieder, lot): _declaratie(conn, gemeente, aanbieder, lot, next(nummers))
        for gemeente in _GEMEENTEN
        for aanbieder in _AANBIEDERS
        for lot in ("staat", "wacht", "beslist")
    }
    # The numbers go down while the ids go up.
    for nummer, een in zip(range(2_000, 0, -1), register, strict=False):
        _bewaar(conn, een, nummer, declaraties, nummers)


def _bericht(conn: Connection, nummer: int, **anders: Any) -> int:
    return rijen.bericht(conn, identificatie=f"B{nummer}", ontvangen_op=datetime(2025, 1, 1, tzinfo=UTC), **anders)


def _declaratie(conn: Connection, gemeente: str, aanbieder: str, lot: str, nummer: int) -> int:
    bericht_id = _bericht(conn, nummer)
    if lot != "staat":
        conn.execute(
            insert(tabellen.aanhouding).values(
                bericht_id=bericht_id,
                beslissen_uiterlijk=date(2026, 5, 1),
                afgehandeld_op=NU if lot == "beslist" else None,
            )
        )
    return rijen.declaratie(
        conn, bericht_id=bericht_id, gemeente=gemeente, aanbieder=aanbieder, declaratie_nummer=f"N{nummer}"
    )


def _bewaar(
    conn: Connection,
    een: Toegewezen,
    nummer: int,
    declaraties: dict[tuple[str, str, str], int],
    nummers: count[int],
) -> None:
    client_id = rijen.client(conn, gemeente=een.gemeente, bsn_index=nummer.to_bytes(16))
    categorie, code = een.zorg
    versies = [
        {
            "gemeente": een.gemeente,
            "toewijzing_nummer": nummer,
            "aanbieder": een.aanbieder,
            "client_id": client_id,
            "categorie": categorie,
            "code": code,
            "ingangsdatum": versie.ingangsdatum,
            "einddatum": versie.einddatum,
            "verwijderd": versie.verwijderd,
            "eerste_verzonden": een.versies[0].verzonden,
            "bericht_id": _bericht(conn, next(nummers), dagtekening=versie.verzonden),
            "versie": volg,
        }
        for volg, versie in enumerate(een.versies, 1)
    ]
    id_ = rijen.toewijzing(conn, **versies[-1])
    for versie in versies:
        rijen.toewijzing_versie(conn, toewijzing_id=id_, **versie)
    van = {"aanbieder": een.aanbieder, "toewijzing_nummer": nummer, "toewijzing_id": id_}
    for begin, lot in een.gedeclareerd:
        declaratie_id = declaraties[een.gemeente, een.aanbieder, lot if lot in ("wacht", "beslist") else "staat"]
        lijn = van | {"declaratie_id": declaratie_id, "begindatum": begin, "einddatum": laatste_dag(begin)}
        door = None
        if lot == "gecrediteerd":
            door = rijen.prestatie(conn, **lijn, vorige_referentie="R", bedrag=-6000)
        rijen.prestatie(conn, **lijn, toegekend=lot in ("staat", "gecrediteerd"), gecrediteerd_door=door)
    bericht_id = versies[-1]["bericht_id"]
    regel = {
        "gemeente": een.gemeente,
        "aanbieder": een.aanbieder,
        "client_id": client_id,
        "bericht_id": bericht_id,
    }
    for start, stop in [(een.start, None), (een.start, een.stop)] if een.start else []:
        conn.execute(
            insert(tabellen.levering).values(
                id=next(nummers),
                **regel,
                toewijzing_nummer=nummer,
                begindatum=start,
                reden=stop and "20",
                einddatum=stop,
            )
        )


def wijs_toe(regio: Regio, *nummers: int) -> None:
    for nummer in nummers:
        regio.wijs_toe(product(toewijzing_nummer=nummer), bsn=proef_bsn(nummer))


def test_wat_gelijk_is_komt_samen(regio: Regio) -> None:
    wijs_toe(regio, *range(1001, 1006))
    with lezen(regio.engine) as conn:
        (gelijke,) = opslag.lees_gelijke(conn, date(2026, 1, 1), NU.date(), "12345678", None)
    assert (gelijke.aantal, gelijke.toewijzing.toewijzing_nummer) == (5, 1001)
    assert [nummer for nummer, _ in gelijke.op_nummer()] == [1001, 1002, 1003, 1004, 1005]


def test_alleen_wat_wordt_getoond_wordt_gelezen_en_vastgelegd(regio: Regio) -> None:
    wijs_toe(regio, *range(1001, 1006))
    gelezen = lees_openstaand(regio.werkplek, NU.date(), NU, "Ria", aanbieder="12345678", per_stand=2)
    assert sum(gelezen.aantallen.values()) == 15
    assert ingezien(regio) == []
    assert [een.toewijzing_nummer for een in gelezen.verwacht] == [1001, 1001]
    assert len(ingezien(regio)) == 1
    # January through June of each; July may be declared in August.
    assert tel_dringend(regio.werkplek, date(2026, 8, 1), "12345678") == 30
    assert len(ingezien(regio)) == 1


def test_zonder_afgesproken_termijn_wordt_er_niet_geteld(regio: Regio) -> None:
    spreek_af(regio)
    wijs_toe(regio, 1001)
    with geteld(regio.engine) as opdrachten:
        assert tel_dringend(regio.werkplek, NU.date(), "12345678") == 0
    assert not any("FROM prestatie" in opdracht for opdracht in opdrachten)


def test_wie_alles_leest_leest_in_porties_en_ziet_ieder_een_keer(
    regio: Regio, monkeypatch: pytest.MonkeyPatch
) -> None:
    wijs_toe(regio, 1001, 1002)
    monkeypatch.setattr(openstaand, "_PORTIE", 2)
    gelezen = lees_openstaand(regio.werkplek, NU.date(), NU, "Ria", gemeente="0153").verwacht
    eerste = next(gelezen)
    assert len(ingezien(regio)) == 1
    alle = [eerste, *gelezen]
    assert [(een.toewijzing_nummer, een.begindatum.month) for een in alle] == [
        (nummer, maand) for nummer in (1001, 1002) for maand in (1, 2, 3)
    ]
    assert len(ingezien(regio)) == 2


def test_wat_onder_het_lezen_wordt_ingetrokken_blijft_weg(regio: Regio) -> None:
    wijs_toe(regio, 1001, 1002)
    gelezen = lees_openstaand(regio.werkplek, NU.date(), NU, "Ria", gemeente="0153").verwacht
    t = tabellen.toewijzing
    with regio.engine.begin() as conn:
        conn.execute(t.update().where(t.c.toewijzing_nummer == 1001).values(verwijderd=True))
    assert {een.toewijzing_nummer for een in gelezen} == {1002}


def ingezien(regio: Regio) -> list[Any]:
    """The cliënten of whom it is recorded that what is expected of them was seen."""
    a = tabellen.audit.c
    return regio.rijen(select(a.client_id).where(a.handeling == "termijnwacht ingezien"))
