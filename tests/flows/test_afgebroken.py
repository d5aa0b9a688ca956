"""`ijw verwerk` killed again and again: no message lost, none answered or booked twice."""

from __future__ import annotations

import random
import re
import signal
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from backoffice.contracts.model import Declaratietermijn, Gevolg
from backoffice.storage import contracten
from backoffice.storage.database import lezen, metadata
from backoffice.storage.kluis import bestaande_kluis
from backoffice.storage.tabellen import nummerreeks, uitgaand
from backoffice.versleuteling import nieuwe_sleutel
from ijw.nummers import test_bsn as proef_bsn
from tests import bouwers
from tests.databases import NieuweDatabase
from tests.flows.regio import (
    NU,
    als_bytes,
    contract,
    draai_verwerk,
    jw301_van,
    jw323_van,
    keur_boeken,
    leeg_register,
    prestatie,
    processen,
    product,
)

CLIENTEN = 12
TRAAG = "87654321"
WACHTEND = 4
VERZONDEN = date(2026, 1, 5)
MOMENTEN = {"ontvangen_op", "aangemaakt_op", "tijdstip", "vastgelegd_op", "geladen_op", "geboekt_op"}
VERSLEUTELD = {"bericht.inhoud", "uitgaand.inhoud", "client.bsn", "client.gegevens", "client.dossier"}


def _schrijf_berichten(folder: Path) -> int:
    """JW301s first, then JW323s that each declare a month of every cliënt: granted once, refused after that."""
    berichten: list[Any] = [
        jw301_van(product(toewijzing_nummer=1000 + n), bsn=proef_bsn(n)) for n in range(CLIENTEN)
    ]
    for nummer in range(24):
        maand = nummer // 2 % 3 + 1
        periode = {"begindatum": date(2026, maand, 1), "einddatum": date(2026, maand, 28 if maand == 2 else 31)}
        clienten = [
            bouwers.jw323_client(
                bsn=proef_bsn(n),
                prestaties=(prestatie(referentie_nummer=f"R{nummer}-{n}", toewijzing_nummer=1000 + n, **periode),),
            )
            for n in range(CLIENTEN)
        ]
        berichten.append(jw323_van(clienten=clienten))
    # Of another aanbieder, whose contract has a person look at what is late: January is.
    ander = {"aanbieder": TRAAG}
    toewijzing = product(toewijzing_nummer=2000, toewijzingsdatum=VERZONDEN)
    berichten.append(jw301_van(toewijzing, bsn=proef_bsn(0), dagtekening=VERZONDEN, **ander))
    januari = {"begindatum": date(2026, 1, 1), "einddatum": date(2026, 1, 31), "toewijzing_nummer": 2000}
    berichten += [
        jw323_van(
            clienten=[
                bouwers.jw323_client(
                    bsn=proef_bsn(0), prestaties=(prestatie(referentie_nummer=f"T{nummer}", **januari),)
                )
            ],
            **ander,
        )
        for nummer in range(WACHTEND)
    ]
    for nummer, bericht in enumerate(berichten):
        (folder / f"{nummer:03d}.xml").write_bytes(als_bytes(bericht))
    return len(berichten)


def _verwerk(
    engine: Engine, sleutel: str, folder: Path, uit: Path, sterft: tuple[int, int] | None = None
) -> int | None:
    """The exit status of `ijw verwerk` in a process of its own, dying where told."""
    url = engine.url.render_as_string(hide_password=False)
    proces = processen().Process(target=draai_verwerk, args=(url, sleutel, folder, uit, sterft))
    proces.start()
    proces.join()
    return proces.exitcode


def _inhoud(engine: Engine, sleutel: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row, decrypted, without moments, and with ids counted from 1: a killed process may leave a gap."""
    kluis = bestaande_kluis(engine, {"IJW_SLEUTEL": sleutel})
    tabellen = [tabel for tabel in metadata.sorted_tables if tabel is not nummerreeks]
    with lezen(engine) as conn:
        plek = {
            tabel.c.id: {id_: n for n, id_ in enumerate(conn.scalars(select(tabel.c.id).order_by(tabel.c.id)), 1)}
            for tabel in tabellen
            if "id" in tabel.c
        }

        def leesbaar(kolom: Any, waarde: Any) -> Any:
            if kolom.name in MOMENTEN:
                return None
            if str(kolom) == "uitgaand.identificatie":
                return plek[uitgaand.c.id][int(waarde)]
            if str(kolom) in VERSLEUTELD:
                helder = kluis.ontsleutel(waarde, str(kolom))
                helder = re.sub(rb">([0-9]{12})<", lambda m: b">%d<" % plek[uitgaand.c.id][int(m[1])], helder)
                return re.sub(rb"Dagtekening>.*?<", b"Dagtekening><", helder)
            # Large tables refer to others without a foreign key, by the same names.
            naar = metadata.tables.get(kolom.name.removesuffix("_id"))
            verwijst_naar = [kolom, *(sleutel.column for sleutel in kolom.foreign_keys)]
            verwijst_naar += [] if naar is None else naar.primary_key.columns
            reeks = next((plek[naar] for naar in verwijst_naar if naar in plek), {})
            return reeks.get(waarde, waarde)

        return {
            tabel.name: [
                tuple(map(leesbaar, tabel.c, rij))
                for rij in conn.execute(select(tabel).order_by(*tabel.primary_key.columns))
            ]
            for tabel in tabellen
        }


def _aantal(engine: Engine) -> int:
    with lezen(engine) as conn:
        return int(conn.execute(select(func.count()).select_from(metadata.tables["bericht"])).scalar_one())


@pytest.mark.parametrize(("soort", "keren"), [("sqlite", 15), ("postgresql", 6)])
def test_afgebroken_op_willekeurige_momenten(
    soort: str, keren: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    nieuw: NieuweDatabase = request.getfixturevalue(f"{soort}_nieuw")
    sleutel = f"{nieuwe_sleutel('s1')} {nieuwe_sleutel('index')}"
    berichten, heel, stuk = tmp_path / "in", tmp_path / "heel", tmp_path / "stuk"
    berichten.mkdir()
    aantal = _schrijf_berichten(berichten)
    with ExitStack() as open_:
        ongestoord, gestoord = open_.enter_context(nieuw()), open_.enter_context(nieuw())
        for engine in (ongestoord, gestoord):
            leeg_register(engine)
            with engine.begin() as conn:
                wacht = Declaratietermijn(1, Gevolg.AANHOUDEN)
                contracten.bewaar(conn, [replace(contract(TRAAG), termijnen=(wacht,))], NU)
        assert _verwerk(ongestoord, sleutel, berichten, heel) == 0

        loting = random.Random(20260410)
        for _ in range(keren):
            # A message takes 7,000 to 20,000 steps, so this is anywhere: reading, judging, writing, answering.
            sterft = _aantal(gestoord) + loting.randint(0, 1), loting.randint(0, 15_000)
            assert _verwerk(gestoord, sleutel, berichten, stuk, sterft) == -signal.SIGKILL
        assert 0 < _aantal(gestoord) < aantal
        assert _verwerk(gestoord, sleutel, berichten, stuk) == 0

        verwacht, gekregen = _inhoud(ongestoord, sleutel), _inhoud(gestoord, sleutel)
        for tabel in verwacht:
            assert gekregen[tabel] == verwacht[tabel], tabel
        assert len(verwacht["bericht"]) == aantal
        assert len(verwacht["uitgaand"]) == aantal - WACHTEND
        assert len(verwacht["aanhouding"]) == len(verwacht["termijnoordeel"]) - 3 * CLIENTEN == WACHTEND
        assert len(verwacht["boeking"]) == 3 * CLIENTEN
        keur_boeken(gestoord)
        antwoorden = {bestand.read_bytes() for bestand in stuk.glob("*.xml")}
        kluis = bestaande_kluis(gestoord, {"IJW_SLEUTEL": sleutel})
        with lezen(gestoord) as conn:
            uitbak = conn.execute(select(metadata.tables["uitgaand"].c.inhoud)).scalars().all()
        assert antwoorden == {kluis.ontsleutel(inhoud, "uitgaand.inhoud") for inhoud in uitbak}
        assert len(antwoorden) == aantal - WACHTEND
