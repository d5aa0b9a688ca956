"""Every rule of levels 3 and 4 of the six heenberichten, broken in a message that is received, and its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine

from backoffice.services.werkplek import Instellingen
from backoffice.versleuteling import Kluis
from ijw.berichten import soort as berichtsoort
from ijw.bevinding import Niveau
from ijw.nummers import test_bsn as proef_bsn
from ijw.regels.tabel import regels_voor
from tests import bouwers
from tests.databases import NieuweDatabase
from tests.flows.keten import antwoord, codes, jw315_van, jw319_van, start, stop, te_wijzigen, vot, vow
from tests.flows.regio import Regio, jw301_van, jw323_van, product, regels_van

HEEN = ("JW301", "JW305", "JW307", "JW315", "JW317", "JW319")
MORGEN = date(2026, 4, 11)
WEG = {"toewijzingsdatum": date(2026, 4, 2), "einddatum": date(2026, 1, 1), "reden_wijziging": "13"}
VOLGEND_JAAR = product(toewijzing_nummer=1002, ingangsdatum=date(2027, 1, 1), einddatum=date(2027, 12, 31))
GENERIEK = product(product=None, omvang=None, budget=100_000)
ASPECIFIEK = product(product=bouwers.product(code=None), omvang=None)
ONBEKENDE_GEMEENTE = "9998"


@pytest.fixture
def nieuwe_database(sqlite_nieuw: NieuweDatabase) -> NieuweDatabase:
    """One kind of database: what differs between the cases is the rule, not where the facts are kept."""
    return sqlite_nieuw


@dataclass(frozen=True)
class Geval:
    """A message that breaks a rule, after others that were accepted, and the retourcodes in its answer."""

    regel: str
    bericht: Any
    verwacht: dict[str, tuple[str, ...]]
    eerder: tuple[Any, ...] = ()
    gemeenten: frozenset[str] = field(default_factory=lambda: frozenset({bouwers.GEMEENTE, ONBEKENDE_GEMEENTE}))

    @property
    def soort(self) -> str:
        return bouwers.soort_van(self.bericht).naam


def start_lijn(**anders: Any) -> Any:
    return bouwers.start_product(**anders)


def stop_lijn(**anders: Any) -> Any:
    return bouwers.stop_product(**anders)


TOEGEWEZEN = jw301_van(product())
WEGGEHAALD = "3"
KOP, CLIENT = "Header", "Client"
PRODUCT = "Client/ToegewezenProduct"
START, STOP, GEVRAAGD = "Client/StartProduct", "Client/StopProduct", "Client/AangevraagdProduct"
VERZOEK, ANDERS = "Client/Verzoek", "Client/Verzoek/TeWijzigenProduct"
PAUZE = stop_lijn(reden_beeindiging="20", einddatum=date(2026, 3, 20))

GEVALLEN = [
    # JW301
    Geval("TR332", jw301_van(product(), bsn=proef_bsn(2)), {PRODUCT: ("9332",)}, (TOEGEWEZEN,)),
    Geval("TR379", jw301_van(product(referentie_aanbieder="A9")), {PRODUCT: ("9379",)}),
    Geval("TR381", jw301_van(product(code="45A05")), {PRODUCT: ("S329",)}),
    Geval("TR385", jw301_van(product(**WEG)), {PRODUCT: ("9385",)}, (TOEGEWEZEN, jw323_van())),
    # JW305
    Geval("TR019", start(start_lijn(toewijzing_nummer=7)), {START: ("9019",)}, (TOEGEWEZEN,)),
    Geval("TR063", start(start_lijn(status_aanlevering=WEGGEHAALD)), {START: ("9063",)}, (TOEGEWEZEN,)),
    Geval(
        "TR071",
        start(start_lijn(status_aanlevering=WEGGEHAALD)),
        {START: ("9071",)},
        (TOEGEWEZEN, start(), stop()),
    ),
    Geval("TR074", start(), {START: ("9074",)}, (TOEGEWEZEN, start(), stop())),
    Geval("TR326", start(start_lijn(begindatum=date(2026, 3, 9))), {START: ("9326",)}, (TOEGEWEZEN, start())),
    Geval("TR381", start(start_lijn(code="45A05")), {START: ("S329",)}, (TOEGEWEZEN,)),
    # JW307
    Geval("TR019", stop(stop_lijn(toewijzing_nummer=7)), {STOP: ("9019", "9069")}, (TOEGEWEZEN,)),
    Geval("TR063", stop(stop_lijn(status_aanlevering=WEGGEHAALD)), {STOP: ("9063",)}, (TOEGEWEZEN, start())),
    Geval("TR074", stop(), {STOP: ("9074", "9415")}, (TOEGEWEZEN, start(), stop())),
    Geval("TR381", stop(stop_lijn(code="45A05")), {STOP: ("9069", "S329")}, (TOEGEWEZEN, start())),
    Geval("TR382", stop(), {STOP: ("9069",)}, (TOEGEWEZEN,)),
    Geval(
        "TR413",
        stop(stop_lijn(reden_beeindiging="20", einddatum=date(2026, 3, 25))),
        {STOP: ("9413",)},
        (TOEGEWEZEN, start(), stop(PAUZE)),
    ),
    Geval(
        "TR414",
        stop(stop_lijn(einddatum=date(2026, 3, 19))),
        {STOP: ("9414",)},
        (TOEGEWEZEN, start(), stop(PAUZE)),
    ),
    Geval("TR415", stop(stop_lijn(einddatum=date(2026, 4, 1))), {STOP: ("9415",)}, (TOEGEWEZEN, start(), stop())),
    # JW315
    Geval("TR347", vot("A0001"), {GEVRAAGD: ("9347",)}, (vot("A0001"), antwoord("A0001"))),
    Geval("TR374", vot("A0002"), {CLIENT: ("9374",)}, (vot("A0001"),)),
    Geval("TR381", vot(code="45A05"), {GEVRAAGD: ("S329",)}),
    # JW317
    Geval("TR304", vow(bsn=proef_bsn(5)), {CLIENT: ("8187",), ANDERS: ("9351",)}, (TOEGEWEZEN,)),
    Geval("TR347", vow(), {VERZOEK: ("9347",)}, (TOEGEWEZEN, vot("A0001"), antwoord("A0001"))),
    Geval("TR349", vow(), {VERZOEK: ("9349",)}, (jw301_van(product(), VOLGEND_JAAR),)),
    Geval("TR350", vow(blijft=(7,)), {f"{VERZOEK}/OngewijzigdProduct": ("9350",)}, (TOEGEWEZEN,)),
    Geval("TR351", vow(te_wijzigen(7), blijft=(1001,)), {ANDERS: ("9351",)}, (TOEGEWEZEN,)),
    Geval("TR357", vow(te_wijzigen(gewenste_ingangsdatum=date(2026, 4, 3))), {ANDERS: ("9357",)}, (TOEGEWEZEN,)),
    Geval(
        "TR361",
        vow(nieuw=(bouwers.nieuw_product(code="45A04"),)),
        {VERZOEK: ("9361",)},
        (TOEGEWEZEN,),
    ),
    Geval("TR373", vow(te_wijzigen(omvang=bouwers.omvang(frequentie="6"))), {ANDERS: ("9373",)}, (TOEGEWEZEN,)),
    Geval("TR374", vow(referentie_aanbieder="A0002"), {CLIENT: ("9374",)}, (TOEGEWEZEN, vot("A0001"))),
    Geval(
        "TR375",
        vow(te_wijzigen(gewenste_ingangsdatum=date(2026, 1, 1))),
        {ANDERS: ("9375",)},
        (jw301_van(GENERIEK),),
    ),
    Geval(
        "TR381",
        vow(te_wijzigen(), nieuw=(bouwers.nieuw_product(code="45A05"),)),
        {f"{VERZOEK}/NieuwProduct": ("S329",)},
        (TOEGEWEZEN,),
    ),
    Geval("TR411", vow(te_wijzigen(omvang=None)), {ANDERS: ("9411",)}, (TOEGEWEZEN,)),
    Geval(
        "TR412",
        vow(te_wijzigen(gewenste_ingangsdatum=date(2026, 1, 1))),
        {ANDERS: ("9412",)},
        (jw301_van(ASPECIFIEK),),
    ),
    # JW319
    Geval("TR355", antwoord(), {"Antwoord": ("9355",)}),
    Geval(
        "TR359",
        antwoord(),
        {"Antwoord": ("9359",)},
        (vot(), jw301_van(product(referentie_aanbieder="A0001"))),
    ),
    Geval("TR360", antwoord(zegt="2"), {"Antwoord": ("9360",)}, (vot(), antwoord(zegt="2"))),
    Geval("TR365", antwoord(), {"Antwoord": ("9365",)}, (vot(), antwoord())),
    Geval(
        "TR378",
        antwoord(
            reden_afwijzing_verzoek="8", woonplaatsbeginsel=bouwers.woonplaatsbeginsel(gemeente=ONBEKENDE_GEMEENTE)
        ),
        {"Antwoord/Woonplaatsbeginsel": ("S300",)},
        (vot(),),
    ),
]
BOUW = {
    "JW301": jw301_van,
    "JW305": start,
    "JW307": stop,
    "JW315": jw315_van,
    "JW317": partial(bouwers.jw317_bericht, identificatie="V1"),
    "JW319": jw319_van,
}
for naam, bouw in BOUW.items():
    gemeente = {"JW301": "gemeente", "JW319": "afzender"}.get(naam, "ontvanger")
    GEVALLEN += [
        Geval(
            "TR056",
            bouw(identificatie="X"),
            {KOP: ("9056",)},
            (bouw(identificatie="X", dagtekening=date(2026, 4, 2)),),
        ),
        Geval("TR135", bouw(dagtekening=MORGEN), {KOP: ("8848",)}),
        Geval("TR378", bouw(**{gemeente: ONBEKENDE_GEMEENTE}), {KOP: ("S300",)}),
    ]


@pytest.mark.parametrize("geval", GEVALLEN, ids=[f"{geval.soort}-{geval.regel}" for geval in GEVALLEN])
def test_de_retourcode_staat_in_het_antwoord(engine: Engine, kluis: Kluis, geval: Geval) -> None:
    regio = Regio(engine, kluis, Instellingen(gemeenten=geval.gemeenten))
    for bericht in geval.eerder:
        eerder = regio.stuur(bericht)
        assert eerder.uitkomst == "verwerkt" or geval.regel == "TR056", eerder.bevindingen
    voor = regio.dump()
    ontvangst = regio.stuur(geval.bericht)
    assert ontvangst.uitkomst == ("conflict" if geval.regel == "TR056" else "afgekeurd")
    assert geval.regel in {regel for regel, _ in regels_van(ontvangst)}
    assert codes(ontvangst) == geval.verwacht
    na = regio.dump()
    bewaard = {"bericht", "bevinding", "signaal", "uitgaand", "audit"}
    assert {naam for naam in na if na[naam] != voor[naam]} <= bewaard


def test_elke_regel_met_een_retourcode_komt_voor() -> None:
    regels = {
        (naam, regel.code)
        for naam in HEEN
        for niveau in (Niveau.BERICHTOVERSTIJGEND, Niveau.EXTERNE_BRON)
        for regel in regels_voor(berichtsoort(naam), niveau)
        if any(doel.bericht == naam for doel in regel.doelen)
    }
    assert {(geval.soort, geval.regel) for geval in GEVALLEN} == regels


@pytest.mark.parametrize("naam", HEEN)
def test_wat_zichzelf_tegenspreekt_krijgt_0001(regio: Regio, naam: str) -> None:
    fout = {
        "JW301": lambda: jw301_van(product(einddatum=date(2025, 12, 31))),
        "JW305": lambda: start(start_lijn(), start_lijn()),
        "JW307": lambda: stop(stop_lijn(einddatum=date(2026, 1, 1))),
        "JW315": lambda: vot(toewijzing_einddatum=date(2026, 3, 31)),
        "JW317": lambda: vow(te_wijzigen(), te_wijzigen()),
        "JW319": lambda: antwoord(zegt="1", reden_afwijzing_verzoek=None),
    }
    ontvangst = regio.stuur(fout[naam]())
    assert (ontvangst.uitkomst, ontvangst.niveau) == ("afgekeurd", 2)
    assert codes(ontvangst) == {KOP: ("0001",)}
