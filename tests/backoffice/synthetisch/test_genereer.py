import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from backoffice.contracts.controle import controleer as controleer_contracten
from backoffice.synthetisch import Bestand, Levering, genereer
from backoffice.synthetisch.fouten import CATALOGUS, CORRECTIES, FOUTEN, Plek
from backoffice.synthetisch.regio import AANBIEDERS, GROOTSTE_SCHAAL, JEUGDIGEN
from ijw import codec, codelijsten, nummers
from ijw.berichten import jw301, jw323
from ijw.fouten import IjwError, Schemafout
from ijw.regels.controle import controleer

WORTEL = Path(__file__).resolve().parents[3]
KLEIN = 0.05

# Which finding of level 1 or 2 each kind must give; every other kind gives none.
BEVINDINGEN = {
    "totaalbedrag": "TR358",
    "bsn-elfproef": "CS002",
    "geen-hele-maand": "CS340",
    "ouder-dan-vijf-jaar": "TR335",
    "voor-2021": "CS100",
    "twee-maanden": "CS337",
    "credit-zelfde-bericht": "TR316",
    "debet-dubbel-in-bericht": "TR416",
    "zonder-tarief": "CD087",
    "xsd-fout": "XSD",
    "jw301-xsd-fout": "XSD",
    "jw301-zonder-einddatum": "CD076",
    "jw301-verwijderd": "CS335",
    "afgebroken": "Onleesbaar",
    "doctype": "Onleesbaar",
    "bom": "Onleesbaar",
    "leeg": "Onleesbaar",
    "andere-release": "Onleesbaar",
}


@pytest.fixture(scope="module")
def levering() -> Levering:
    """A region of the default size."""
    return genereer(Random(1))


@pytest.fixture(scope="module")
def bestanden(levering: Levering) -> list[Bestand]:
    return list(levering.bestanden)


def lees(bestand: Bestand) -> tuple[Any, set[str]]:
    """The message, if it can be read, and the rules of level 1 and 2 it breaks."""
    try:
        stroom = codec.Stroom(bestand.inhoud)
        stukken = tuple(stroom)
    except Schemafout as fout:
        return None, {bevinding.regel for bevinding in fout.bevindingen}
    except IjwError as fout:
        return None, {type(fout).__name__}
    bevindingen = controleer(stroom.soort, lambda: stroom.kop, lambda: stukken)
    bericht = codec.voeg_in(stroom.kop, stroom.soort, stukken) if stukken else stroom.kop
    return bericht, {bevinding.regel for bevinding in bevindingen}


@pytest.fixture(scope="module")
def gelezen(bestanden: list[Bestand]) -> dict[str, tuple[Any, set[str]]]:
    return {bestand.pad: lees(bestand) for bestand in bestanden}


def afdruk(bestanden: list[Bestand]) -> str:
    alles = hashlib.sha256()
    for bestand in bestanden:
        alles.update(f"{bestand.pad} {bestand.ontvangen_op} ".encode() + bestand.inhoud)
    return alles.hexdigest()


def test_elke_soort_is_geplant_en_zo_vaak_als_de_catalogus_zegt(levering: Levering) -> None:
    geplant = Counter(geval.soort.naam for geval in levering.verwacht)
    assert set(geplant) == set(CATALOGUS)
    assert {soort.naam: geplant[soort.naam] for soort in FOUTEN} == {soort.naam: soort.aantal for soort in FOUTEN}


def test_de_catalogus_kent_genoeg_soorten_met_bestaande_retourcodes() -> None:
    assert len(FOUTEN) >= 25
    assert len(CATALOGUS) == len(FOUTEN) + len(CORRECTIES)
    retourcodes = codelijsten.lees("WJ001")
    met_code = [s for s in FOUTEN if s.plek in (Plek.PRESTATIE, Plek.CLIENT, Plek.DECLARATIE, Plek.KOP)]
    assert [soort.naam for soort in met_code if soort.verwacht not in retourcodes] == []


def test_alleen_wat_geplant_is_breekt_een_regel_van_niveau_1_of_2(
    levering: Levering, gelezen: dict[str, tuple[Any, set[str]]]
) -> None:
    gebroken = {pad: regels for pad, (_, regels) in gelezen.items() if regels}
    verwacht = {
        geval.bestand: BEVINDINGEN[geval.soort.naam]
        for geval in levering.verwacht
        if geval.soort.naam in BEVINDINGEN
    }
    assert set(gebroken) == set(verwacht)
    assert [pad for pad, regel in verwacht.items() if regel not in gebroken[pad]] == []


def test_een_goede_kopie_volgt_op_elk_geweigerd_bericht(
    levering: Levering, gelezen: dict[str, tuple[Any, set[str]]]
) -> None:
    opnieuw = [geval.bestand for geval in levering.verwacht if geval.soort.naam == "nieuw-bericht"]
    assert opnieuw
    assert all(not gelezen[pad][1] for pad in opnieuw)


def test_de_aantallen_van_een_halfjaar_twente(
    levering: Levering, bestanden: list[Bestand], gelezen: dict[str, tuple[Any, set[str]]]
) -> None:
    soorten = Counter(bestand.pad[:3] for bestand in bestanden)
    assert levering.jeugdigen == JEUGDIGEN == 2_000
    assert len(levering.aanbieders) == AANBIEDERS == 60
    assert len(dict(levering.aanbieders)) == len({naam for _, naam in levering.aanbieders}) == 60
    assert soorten["301"] >= JEUGDIGEN
    assert 300 <= soorten["323"] <= 2_000
    toegewezen = [b for b, _ in gelezen.values() if isinstance(b, jw301.Bericht)]
    assert len({bericht.client.bsn for bericht in toegewezen}) == JEUGDIGEN
    assert len({bericht.header.afzender for bericht in toegewezen}) == 14


def test_een_paar_aanbieders_maken_het_meeste_van_de_omzet(gelezen: dict[str, tuple[Any, set[str]]]) -> None:
    omzet: Counter[str] = Counter()
    for bericht, _ in gelezen.values():
        if isinstance(bericht, jw323.Bericht):
            omzet[bericht.header.afzender] += bericht.declaratie.totaal_ingediend_bedrag.totaal_bedrag
    grootste = sum(bedrag for _, bedrag in omzet.most_common(10))
    assert 0.75 < grootste / omzet.total() < 0.95


def test_elke_eenheid_en_beide_inkoopmodellen_komen_voor(gelezen: dict[str, tuple[Any, set[str]]]) -> None:
    eenheden: defaultdict[str, set[str]] = defaultdict(set)
    for bericht, regels in gelezen.values():
        if isinstance(bericht, jw323.Bericht) and not regels:
            for client in bericht.declaratie.clienten:
                for prestatie in client.prestaties:
                    eenheden[prestatie.eenheid].add(prestatie.product_code[:2])
    assert set(eenheden) == {"01", "04", "14", "16", "82", "83", "84"}
    # Hours of the productenboek may be declared in minutes; the Twents model is sold in minutes.
    assert {"OB", "AL", "HT"} <= eenheden["01"]


def test_de_contracten_kloppen_en_kennen_een_tariefwijziging_en_een_late_deelname(levering: Levering) -> None:
    gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
    assert controleer_contracten(levering.contracten, gemeenten) == []
    versies = {v.vanaf for c in levering.contracten for p in c.producten for v in p.tarieven}
    assert date(2026, 4, 1) in versies
    assert {d.vanaf for c in levering.contracten for d in c.deelnames} == {date(2025, 1, 1), date(2026, 2, 1)}


def test_alleen_bsns_van_de_testreeks_en_nooit_in_een_bestandsnaam(
    bestanden: list[Bestand], gelezen: dict[str, tuple[Any, set[str]]]
) -> None:
    bsns = set()
    for bericht, _ in gelezen.values():
        if isinstance(bericht, jw301.Bericht):
            bsns.add(bericht.client.bsn)
        elif isinstance(bericht, jw323.Bericht):
            bsns |= {client.bsn for client in bericht.declaratie.clienten}
    assert all(bsn.startswith("9999") for bsn in bsns)
    assert sum(not nummers.bsn_geldig(bsn) for bsn in bsns) <= CATALOGUS["bsn-elfproef"].aantal
    namen = "\n".join(bestand.pad for bestand in bestanden)
    assert [bsn for bsn in bsns if bsn in namen] == []


def test_bestanden_komen_op_volgorde_en_na_hun_dagtekening(
    bestanden: list[Bestand], gelezen: dict[str, tuple[Any, set[str]]], levering: Levering
) -> None:
    momenten = [bestand.ontvangen_op for bestand in bestanden]
    assert momenten == sorted(momenten)
    assert len({bestand.pad for bestand in bestanden}) == len(bestanden)
    toekomst = {g.bestand for g in levering.verwacht if g.soort.naam == "dagtekening-toekomst"}
    for bestand in bestanden:
        bericht, _ = gelezen[bestand.pad]
        if bericht is not None:
            dagtekening = bericht.header.bericht_identificatie.dagtekening
            assert (dagtekening >= bestand.ontvangen_op.date()) == (bestand.pad in toekomst)
            assert bestand.pad in toekomst or dagtekening >= bestand.ontvangen_op.date() - timedelta(days=8)


def test_een_herzending_is_hetzelfde_bestand_en_een_conflict_alleen_dezelfde_sleutel(
    levering: Levering, bestanden: list[Bestand]
) -> None:
    inhoud = {bestand.pad: bestand.inhoud for bestand in bestanden}
    herzonden = [g.bestand for g in levering.verwacht if g.soort.naam == "herzending"]
    anders = [g.bestand for g in levering.verwacht if g.soort.naam == "identificatie-anders"]
    assert all(inhoud[pad] == inhoud[pad.replace("-nogmaals", "")] for pad in herzonden)
    assert all(inhoud[pad] != inhoud[pad.replace("-anders", "")] for pad in anders)


def test_dezelfde_seed_geeft_dezelfde_bytes_en_een_andere_niet() -> None:
    eerste = afdruk(list(genereer(Random(7), KLEIN).bestanden))
    assert afdruk(list(genereer(Random(7), KLEIN).bestanden)) == eerste
    assert afdruk(list(genereer(Random(8), KLEIN).bestanden)) != eerste


def test_de_bytes_hangen_niet_af_van_de_volgorde_van_verzamelingen() -> None:
    opdracht = (
        "import hashlib; from random import Random; from backoffice.synthetisch import genereer\n"
        f"l = genereer(Random(7), {KLEIN}); h = hashlib.sha256()\n"
        "[h.update(f'{b.pad} {b.ontvangen_op} '.encode() + b.inhoud) for b in l.bestanden]\n"
        "print(h.hexdigest())"
    )
    uitkomsten = {
        subprocess.run(
            [sys.executable, "-c", opdracht],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=WORTEL,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert uitkomsten == {afdruk(list(genereer(Random(7), KLEIN).bestanden))}


@pytest.mark.parametrize(("schaal", "maanden"), [(0, 6), (-1, 6), (GROOTSTE_SCHAAL + 0.1, 6), (1, 0), (1, 13)])
def test_wat_niet_kan_wordt_geweigerd(schaal: float, maanden: int) -> None:
    with pytest.raises(ValueError, match=r"de schaal is|het aantal maanden"):
        genereer(Random(1), schaal, maanden)


def test_boven_de_testreeks_staat_een_bsn_bij_meer_gemeenten_maar_nooit_twee_keer_bij_een(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("backoffice.synthetisch.regio.BSNS", 40)
    per_gemeente: defaultdict[tuple[str, str], set[date]] = defaultdict(set)
    bsns = set()
    for bestand in genereer(Random(3), 0.1, 1).bestanden:
        if bestand.pad.startswith("301") and (bericht := lees(bestand)[0]) is not None:
            client = bericht.client
            bsns.add(client.bsn)
            per_gemeente[bericht.header.afzender, client.bsn].add(client.geboortedatum.datum)
    assert len(bsns) == 40
    assert len(per_gemeente) > 150
    # Two children under one number at one gemeente would have two dates of birth.
    assert {len(data) for data in per_gemeente.values()} == {1}


def test_een_regio_kan_heel_klein_of_een_maand_zijn() -> None:
    assert genereer(Random(1), 0.0005).jeugdigen == 1
    assert {b.pad[4:11] for b in genereer(Random(1), KLEIN, 1).bestanden if b.pad.startswith("323")} == {"2026-02"}
