"""A register in which every prestatie of the message to measure with is assigned and priced."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert

from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Deelname,
    Product,
    TariefType,
    TariefVersie,
    Variant,
)
from backoffice.services.werkplek import Werkplek
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.contracten import bewaar
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import bericht, client, toewijzing, verbruik
from bench.berichten import AANBIEDER, CLIENTEN, CODE, GEMEENTE, TARIEF, toewijzing_nummer
from ijw.nummers import test_bsn

NU = datetime(2026, 1, 1, tzinfo=UTC)
BEGIN = date(2026, 1, 1)


def vul(werkplek: Werkplek, prestaties: int) -> None:
    """Put a contract, 9,000 cliënten and a toewijzing per prestatie in an empty database."""
    with werkplek.engine.begin() as conn:
        bewaar(conn, [contract()], NU)
        bericht_id = reserveer_ids(conn, bericht)
        conn.execute(insert(bericht).values(id=bericht_id, **BERICHT))
        eerste_client = reserveer_ids(conn, client, CLIENTEN)
        kluis = werkplek.kluis
        bsns = [test_bsn(n) for n in range(CLIENTEN)]
        voeg_toe(
            conn,
            client,
            ("id", "gemeente", "bsn_index", "bsn"),
            [
                (eerste_client + n, GEMEENTE, kluis.bsn_index(bsn), kluis.versleutel_tekst(bsn, "client.bsn"))
                for n, bsn in enumerate(bsns)
            ],
        )
        eerste = reserveer_ids(conn, toewijzing, prestaties)
        voeg_toe(
            conn,
            toewijzing,
            ("id", "toewijzing_nummer", "client_id", *TOEWIJZING),
            [
                (eerste + n, toewijzing_nummer(n), eerste_client + n % CLIENTEN, *TOEWIJZING.values())
                for n in range(prestaties)
            ],
        )
        voeg_toe(
            conn, verbruik, ("toewijzing_id", "volume", "bedrag"), [(eerste + n, 0, 0) for n in range(prestaties)]
        )


def contract() -> Contract:
    """One product for one gemeente, at an aanbieder without declaratietermijn."""
    return Contract(
        contractnummer="BENCH",
        soort=Contractsoort.OB_JEUGD,
        aanbieder=AANBIEDER,
        begindatum=BEGIN,
        einddatum=None,
        deelnames=(Deelname(GEMEENTE, BEGIN, None),),
        producten=(
            Product(
                categorie="45",
                code=CODE,
                omschrijving="Jeugdhulp ambulant",
                variant=Variant.INSPANNING,
                eenheid="01",
                frequenties=("2", "4", "6"),
                tarief_type=TariefType.VAST,
                tarieven=(TariefVersie(BEGIN, TARIEF, None),),
            ),
        ),
    )


BERICHT: dict[str, Any] = {
    "soort": "JW301",
    "release": "3.2",
    "afzender": GEMEENTE,
    "ontvanger": AANBIEDER,
    "identificatie": "BENCH",
    "dagtekening": BEGIN,
    "ontvangen_op": NU,
    "inhoud_hash": b"",
    "inhoud": b"",
    "oordeel": "goed",
}

TOEWIJZING: dict[str, Any] = {
    "gemeente": GEMEENTE,
    "aanbieder": AANBIEDER,
    "categorie": "45",
    "code": CODE,
    "toewijzingsdatum": BEGIN,
    "toewijzingstijd": "09:00:00",
    "ingangsdatum": BEGIN,
    "einddatum": date(2026, 12, 31),
    "volume": 5_000,
    "eenheid": "01",
    "frequentie": "4",
    "verwijderd": False,
    "eerste_verzonden": BEGIN,
    "bericht_id": 1,
    "versie": 1,
}
