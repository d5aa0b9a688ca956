"""From a step to a message: the base with its deviations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from backoffice.ketentest.boom import Gespreksfout
from backoffice.ketentest.gesprek import lees_gesprek
from backoffice.ketentest.kit import Kit
from backoffice.ketentest.uitwerken import Plan, verschuif, werk_uit
from ijw import codec

GEWOON = Plan()
KOP = "nummer: 7\ntitel: t\ntoont: t\ngetest: gemeente\nregels: [TR340]\nstappen:\n"


def bericht(kit: Kit, stap: str, plan: Plan = GEWOON) -> Any:
    """The message of a step given as indented YAML."""
    (xml,) = werk_uit(lees_gesprek(f"{KOP}{stap}", "proef.yaml"), kit.basis, plan)
    return codec.lees(xml)


def stap(soort: str, dag: str, velden: str = "") -> str:
    return f"  - bericht: {soort}\n    dag: {dag}\n    antwoord: geen\n{velden}"


@pytest.mark.parametrize("soort", ["JW301", "JW305", "JW307", "JW315", "JW319"])
def test_de_basis_is_een_goed_bericht(kit: Kit, soort: str) -> None:
    kop = bericht(kit, stap(soort, "2026-04-03")).header
    van_gemeente = soort in ("JW301", "JW319")
    assert (kop.afzender, kop.ontvanger) == (("0153", "40000007") if van_gemeente else ("40000007", "0153"))
    assert kop.bericht_identificatie.dagtekening == date(2026, 4, 3)


def test_een_veld_staat_waar_het_het_minst_diep_past(kit: Kit) -> None:
    velden = (
        "    prestaties:\n      - begindatum: 2026-03-09\n        geleverd_volume: 10\n        product_tarief: 7\n"
    )
    declaratie = bericht(kit, stap("JW323", "2026-04-03", velden)).declaratie
    (prestatie,) = declaratie.clienten[0].prestaties
    assert prestatie.product_periode.begindatum == date(2026, 3, 9)
    assert prestatie.product_periode.einddatum == date(2026, 3, 31)
    assert declaratie.declaratie_periode.begindatum == date(2026, 3, 1)
    assert (prestatie.ingediend_bedrag.bedrag, declaratie.totaal_ingediend_bedrag.totaal_bedrag) == (70, 70)


def test_een_credit_telt_af_van_het_totaal(kit: Kit) -> None:
    velden = "    prestaties:\n      - debet_credit: C\n        vorig_referentie_nummer: R0\n"
    totaal = bericht(kit, stap("JW323", "2026-04-03", velden)).declaratie.totaal_ingediend_bedrag
    assert (totaal.totaal_bedrag, totaal.debet_credit) == (30_000, "C")


def test_leeg_laat_weg(kit: Kit) -> None:
    velden = "    toegewezen_producten:\n      - omvang:\n        budget: 100\n"
    (product,) = bericht(kit, stap("JW301", "2026-01-05", velden)).client.toegewezen_producten
    assert (product.omvang, product.budget) == (None, 100)


def test_gesprekken_en_reeksen_komen_elkaar_niet_tegen(kit: Kit) -> None:
    gesprek = lees_gesprek(KOP + stap("JW301", "2026-01-05"), "proef.yaml")
    kenmerken = set()
    for anders, reeks in ((gesprek, 0), (gesprek, 1), (replace(gesprek, nummer=8), 0)):
        gelezen = codec.lees(werk_uit(anders, kit.basis, Plan(reeks=reeks))[0])
        client = gelezen.client
        kenmerken |= {gelezen.header.ontvanger, gelezen.header.bericht_identificatie.identificatie, client.bsn}
        kenmerken.add(client.toegewezen_producten[0].toewijzing_nummer)
    assert len(kenmerken) == 12


@pytest.mark.parametrize(
    ("soort", "velden", "fout"),
    [
        ("JW323", "    prestatie: x\n", "regel 10: gevonden het onbekende veld prestatie"),
        (
            "JW323",
            "    prestaties:\n      - tarief: 3\n",
            "regel 11: gevonden het onbekende veld tarief, verwacht",
        ),
        ("JW323", "    prestaties:\n      - eenheid: '99'\n", "regel 7: dit bericht past niet in het"),
        (
            "JW323",
            "    prestaties:\n      - geleverd_volume: veel\n",
            "regel 11: gevonden 'veel', verwacht voor gel",
        ),
        ("JW323", "    past_niet_in_schema: ja\n", "regel 7: dit bericht past in het schema, terwijl"),
        ("JW323", "    prestaties:\n      - referentie_nummer:\n", "regel 7: inhoud.declaratie.clienten[0]"),
        (
            "JW301",
            "    achternaam: x\n",
            "regel 10: gevonden achternaam, dat op meer plaatsen past, verwacht een van",
        ),
        (
            "JW301",
            "    jeugdige: 5\n",
            "regel 10: gevonden '5', verwacht de hoeveelste jeugdige, van 1 tot en met 4.",
        ),
        ("JW301", "    geslacht: [a]\n", "regel 10: gevonden een lijst, verwacht één waarde voor geslacht."),
        (
            "JW305",
            "    start_producten:\n      - toewijzing_nummer: 1000\n",
            "regel 11: gevonden '1000', verwacht",
        ),
    ],
)
def test_wat_een_bericht_niet_kan_bevatten(kit: Kit, soort: str, velden: str, fout: str) -> None:
    with pytest.raises(Gespreksfout) as gevangen:
        bericht(kit, stap(soort, "2026-04-03", velden))
    assert f"proef.yaml, {fout}" in str(gevangen.value)


@pytest.mark.parametrize(
    ("dag", "maanden", "verwacht"),
    [
        (date(2026, 3, 1), 11, date(2027, 2, 1)),
        (date(2026, 3, 31), 11, date(2027, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 31)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 2, 28), 12, date(2025, 2, 28)),
    ],
)
def test_dagen_verschuiven_met_hele_maanden(dag: date, maanden: int, verwacht: date) -> None:
    assert verschuif(dag, maanden) == verwacht


def test_alle_dagen_van_een_bericht_verschuiven(kit: Kit) -> None:
    gelezen = bericht(kit, stap("JW301", "2026-01-05"), Plan(maanden=3))
    (product,) = gelezen.client.toegewezen_producten
    assert gelezen.header.bericht_identificatie.dagtekening == date(2026, 4, 5)
    assert (product.ingangsdatum, product.einddatum) == (date(2026, 4, 1), date(2027, 3, 31))
    assert product.toewijzingsdatum == date(2026, 4, 5)
