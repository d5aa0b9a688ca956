"""Whether checking a verzoek costs more as the register grows: 40,000 running toewijzingen beside ten times that.

350 aanbieders sell to all 14 gemeenten of the region, from 1,000 products. Counted are the queries of checking
one verzoek om toewijzing, and of receiving it: taking it up, checking it, its work item and its answer.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, Final

from sqlalchemy import Engine, event, insert

from backoffice.contracts.model import Contract, Deelname
from backoffice.services.werkplek import TWENTE, Werkplek
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.contracten import bewaar
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import bericht, client, toewijzing, verbruik
from bench.berichten import VERSIE
from bench.meten import Meting, Verhouding, tabel
from bench.register import BERICHT, TOEWIJZING, contract
from ijw.berichten import basis, jw315
from ijw.codec import schrijf
from ijw.nummers import test_bsn

AANBIEDERS: Final = 350
PRODUCTEN: Final = 1_000
PER_AANBIEDER: Final = 12
LOPEND: Final = 40_000
VERZOEKEN: Final = 60
MEESTE_VRAGEN: Final = 20
_NU: Final = datetime(2026, 4, 13, 9, tzinfo=UTC)
_BEGIN: Final = date(2026, 1, 1)


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure in one process on SQLite, the median of 60 verzoeken in each register; `keren` is not used."""
    klein, groot = (_meet(folder / f"verzoek{factor}.db", LOPEND * factor) for factor in (1, 10))
    metingen = [
        Meting("toetsen bij 40.000 toewijzingen", klein.toetsen, 0),
        Meting("toetsen bij 400.000", groot.toetsen, 0),
        Meting("ontvangen bij 40.000", klein.ontvangen, 0),
        Meting("ontvangen bij 400.000", groot.ontvangen, 0),
    ]
    vragen = max(klein.vragen, groot.vragen)
    yield from tabel(
        "verzoek",
        metingen,
        [
            _groei("toetsen", klein.toetsen, groot.toetsen),
            _groei("ontvangen", klein.ontvangen, groot.ontvangen),
            Verhouding("queries om te toetsen, van hoogstens 19", str(vragen), vragen / (MEESTE_VRAGEN - 1), 1),
        ],
    )
    yield f"  queries om te ontvangen: {klein.ontvangvragen} en {groot.ontvangvragen}"


def _groei(wat: str, klein: float, groot: float) -> Verhouding:
    return Verhouding(f"{wat}, 400.000 tegen 40.000", f"{groot:.3f} s", groot / klein, 1.2)


@dataclass(slots=True)
class Uitkomst:
    """Of one register: median seconds, and the most queries, of checking and of receiving."""

    toetsen: float = 0.0
    ontvangen: float = 0.0
    vragen: int = 0
    ontvangvragen: int = 0


def _meet(pad: Path, lopend: int) -> Uitkomst:
    from backoffice.bootstrap import open_werkplek
    from backoffice.services.ontvang import ontvang
    from backoffice.services.zaak import dossiers_van
    from backoffice.storage.database import lezen

    werkplek = open_werkplek(f"sqlite:///{pad}", {})
    eerste_client = vul(werkplek, lopend)
    uitkomst = Uitkomst()
    toetsen, ontvangen = [], []
    for nummer in range(VERZOEKEN):
        vraag = vot(nummer)
        with tel(werkplek.engine) as vragen, lezen(werkplek.engine) as conn:
            begin = time.perf_counter()
            (dossier,) = dossiers_van(werkplek, conn, [vraag], 0, eerste_client + nummer, _NU.date(), {})
            voorstel = dossier.stel_voor()
            toetsen.append(time.perf_counter() - begin)
        uitkomst.vragen = max(uitkomst.vragen, len(vragen))
        if voorstel.keuze.value != "toewijzen":
            raise SystemExit(f"{voorstel.keuze}: {voorstel.gronden}")
        with tel(werkplek.engine) as vragen:
            begin = time.perf_counter()
            ontvangst = ontvang(werkplek, schrijf(vraag, jw315.SOORT), _NU)
            ontvangen.append(time.perf_counter() - begin)
        uitkomst.ontvangvragen = max(uitkomst.ontvangvragen, len(vragen))
        if ontvangst.uitkomst != "verwerkt":
            raise SystemExit(f"{ontvangst.uitkomst}: {[b.melding for b in ontvangst.bevindingen]}")
    uitkomst.toetsen, uitkomst.ontvangen = median(toetsen), median(ontvangen)
    return uitkomst


@contextmanager
def tel(engine: Engine) -> Iterator[list[str]]:
    """Every query that is asked of the database meanwhile; beginning and ending a transaction are none."""
    vragen: list[str] = []

    def noteer(_: Any, __: Any, vraag: str, *___: Any) -> None:
        if not vraag.startswith(("BEGIN", "PRAGMA")):
            vragen.append(vraag)

    event.listen(engine, "before_cursor_execute", noteer)
    try:
        yield vragen
    finally:
        event.remove(engine, "before_cursor_execute", noteer)


def vul(werkplek: Werkplek, lopend: int) -> int:
    """Fill an empty database; gives the id of the first of 60 cliënten of whom a verzoek will come."""
    with werkplek.engine.begin() as conn:
        bewaar(conn, [_contract(nummer) for nummer in range(AANBIEDERS)], _NU)
        bericht_id = reserveer_ids(conn, bericht)
        conn.execute(insert(bericht).values(id=bericht_id, **BERICHT))
        aantal = lopend // 2
        eerste = reserveer_ids(conn, client, aantal)
        voeg_toe(
            conn,
            client,
            ("id", "gemeente", "bsn_index", "bsn"),
            [(eerste + n, _gemeente(n), *_bsn(werkplek, n)) for n in range(aantal)],
        )
        begin = reserveer_ids(conn, toewijzing, lopend)
        nummers = count(begin)
        rijen = [_toewijzing(n % aantal, n) for n in range(lopend)]
        voeg_toe(
            conn,
            toewijzing,
            ("id", "toewijzing_nummer", "client_id", *TOEWIJZING),
            [(begin + n, next(nummers), eerste + n % aantal, *rij.values()) for n, rij in enumerate(rijen)],
        )
        voeg_toe(conn, verbruik, ("toewijzing_id", "volume", "bedrag"), [(begin + n, 0, 0) for n in range(lopend)])
    return eerste


def vot(nummer: int) -> jw315.Bericht:
    """A verzoek of which everything fits, for one of the first cliënten."""
    return jw315.Bericht(
        header=jw315.Header(
            afzender=_aanbieder(nummer),
            ontvanger=_gemeente(nummer),
            bericht_identificatie=basis.BerichtIdentificatie(identificatie=f"V{nummer}", dagtekening=_NU.date()),
            xsd_versie=VERSIE,
        ),
        client=jw315.Client(
            bsn=test_bsn(nummer),
            geboortedatum=basis.Geboortedatum(datum=date(2015, 6, 1)),
            geslacht="2",
            naam=basis.VerkorteNaam(geslachtsnaam=basis.Achternaam(achternaam="Bench")),
            aangevraagde_producten=(
                jw315.AangevraagdProduct(
                    referentie_aanbieder=f"V{nummer}",
                    product=basis.Product(categorie="45", code=_code(nummer, 0)),
                    toewijzing_ingangsdatum=date(2026, 5, 1),
                    toewijzing_einddatum=date(2026, 12, 31),
                    omvang=basis.Omvang(volume=120, eenheid="01", frequentie="4"),
                    verwijzer=basis.Verwijzer(type="02", zorgverlener_code="01234567"),
                ),
            ),
        ),
    )


def _contract(nummer: int) -> Contract:
    model = contract()
    product = model.producten[0]
    return replace(
        model,
        contractnummer=f"BENCH-{nummer}",
        aanbieder=_aanbieder(nummer),
        kvk=f"{90_000_000 + nummer}",
        deelnames=tuple(Deelname(gemeente, _BEGIN) for gemeente in TWENTE),
        producten=tuple(replace(product, code=_code(nummer, plaats)) for plaats in range(PER_AANBIEDER)),
    )


def _code(nummer: int, plaats: int) -> str:
    return f"B{(nummer * PER_AANBIEDER + plaats) % PRODUCTEN:04d}"


def _aanbieder(nummer: int) -> str:
    return f"{41_000_000 + nummer % AANBIEDERS}"


def _gemeente(nummer: int) -> str:
    return TWENTE[nummer % len(TWENTE)]


def _bsn(werkplek: Werkplek, nummer: int) -> tuple[bytes, bytes]:
    """Only of whom a verzoek comes the BSN is real; the others are there to be many."""
    if nummer >= VERZOEKEN:
        return nummer.to_bytes(16, "big"), b""
    bsn = test_bsn(nummer)
    return werkplek.kluis.bsn_index(bsn), werkplek.kluis.versleutel_tekst(bsn, "client.bsn")


def _toewijzing(client_: int, nummer: int) -> dict[str, Any]:
    """A running toewijzing of a cliënt, at another aanbieder than the one that asks."""
    return {
        **TOEWIJZING,
        "gemeente": _gemeente(client_),
        "aanbieder": _aanbieder(nummer + 1),
        "code": _code(nummer + 1, 1),
    }
