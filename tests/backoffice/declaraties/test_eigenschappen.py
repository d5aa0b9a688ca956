"""What holds for every declaratie: the signed control, the caps, and a JW325 that is valid itself."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from backoffice.declaraties.antwoord import antwoord
from backoffice.declaraties.beoordeling import beoordeel, debetsleutel, maat
from backoffice.declaraties.model import Stand
from ijw import codec, schema
from ijw.berichten import jw323, jw325
from ijw.feiten import EerderDebet, ToegewezenProduct, Verbruik
from ijw.nummers import test_bsn as proef_bsn
from ijw.regels.controle import controleer
from ijw.rekenen import laatste_dag, naar_centen, totaalcap, verwacht_bedrag
from ijw.retour import Kenmerk
from tests import declaratiebouwers as d
from tests.backoffice.contracts.bouwers import product
from tests.backoffice.declaraties.bouwers import ONTVANGEN, afspraken, vaste_prijs

BSNS = tuple(proef_bsn(n) for n in range(3))
ONBEKENDE_BSN = proef_bsn(3)
MAANDEN = (date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1))
AFSPRAKEN = afspraken(
    product(), vaste_prijs("14", 20_000, code="V1"), product(code="E1", eenheid="83", tarieven=())
)
# Eenheid, tarief, uurtarief, and a volume that often fits and sometimes does not.
PRODUCTEN = {
    "OB1A": ("01", 98, 5875, 700),
    "V1": ("14", 20_000, None, 20),
    "E1": ("83", None, None, 30_000),
}
TOEWIJZINGEN = {
    1: d.toewijzing(toewijzing_nummer=1, volume=2, eenheid="04", frequentie="2"),
    2: d.toewijzing(toewijzing_nummer=2, volume=900, eenheid="01", frequentie="6"),
    3: d.toewijzing(toewijzing_nummer=3, code="V1", volume=3, eenheid="14", frequentie="2"),
    4: d.toewijzing(toewijzing_nummer=4, code=None, volume=None, eenheid=None, frequentie=None, budget=100_000),
    5: d.toewijzing(toewijzing_nummer=5, code="E1", volume=40_000, eenheid="83", frequentie="6"),
}


EIGENAAR = {1: 0, 2: 0, 3: 1, 4: 1, 5: 2}
NUMMERS = {bsn: [nr for nr, client in EIGENAAR.items() if client == plek] for plek, bsn in enumerate(BSNS)}


@st.composite
def prestaties(draw: st.DrawFn, referentie: str, nummers: list[int]) -> jw323.Prestatie:
    """A debet that the rules inside a message accept; now and then with something wrong."""
    nummer = draw(st.sampled_from(nummers))
    toegewezen = TOEWIJZINGEN[nummer].code if nummer in TOEWIJZINGEN else None
    code = toegewezen or draw(st.sampled_from(sorted(PRODUCTEN)))
    eenheid, tarief, uurtarief, hoogste = PRODUCTEN[code]
    volume = draw(st.integers(0, hoogste))
    begin = draw(st.sampled_from(MAANDEN))
    scheef = draw(st.integers(0, 9)) == 0 and eenheid != "83"
    return d.prestatie(
        referentie,
        begin,
        laatste_dag(begin),
        toewijzing_nummer=nummer,
        product_code=code,
        geleverd_volume=volume,
        eenheid=eenheid,
        product_tarief=tarief,
        bedrag=verwacht_bedrag(volume, eenheid, tarief, uurtarief) + scheef,
    )


def als_eerder(prestatie: jw323.Prestatie, client: int, goedgekeurd: bool) -> EerderDebet:
    return EerderDebet(
        client,
        debetsleutel(prestatie),
        prestatie.geleverd_volume,
        prestatie.eenheid,
        prestatie.product_tarief,
        prestatie.ingediend_bedrag.bedrag,
        goedgekeurd,
    )


@st.composite
def situaties(draw: st.DrawFn) -> tuple[jw323.Bericht, Stand]:
    """A first message that is judged to give a history, and a second with credits on it and new debets."""
    leeg = Stand(
        afspraken=AFSPRAKEN,
        clienten={bsn: client for client, bsn in enumerate(BSNS)},
        toewijzingen=TOEWIJZINGEN,
        toewijzing_client=EIGENAAR,
    )
    eerste = draw(_bericht("E", st.just([])))
    if eerste is None:
        tweede = draw(_bericht("R", st.just([])))
        return tweede or d.bericht(d.client(d.prestatie("R0"))), leeg
    eerder = [p for p in beoordeel(eerste, leeg, ONTVANGEN).prestaties if p.client is not None]
    verbruik: dict[int, Verbruik] = defaultdict(Verbruik)
    verbruik.update(beoordeel(eerste, leeg, ONTVANGEN).verbruik)
    stand = replace(
        leeg,
        verbruik=dict(verbruik),
        eerdere_debetten={
            p.prestatie.product_referentie.referentie_nummer: als_eerder(p.prestatie, p.client, p.toegekend)
            for p in eerder
            if p.client is not None
        },
        goedgekeurde_debetten={
            debetsleutel(p.prestatie): p.prestatie.product_referentie.referentie_nummer
            for p in eerder
            if p.toegekend
        },
        gebruikte_referenties={p.prestatie.product_referentie.referentie_nummer for p in eerder},
    )
    credits = st.lists(st.sampled_from([p.prestatie for p in eerder]), max_size=3) if eerder else st.just([])
    return draw(_bericht("R", credits)) or d.bericht(d.client(d.prestatie("R0"))), stand


@st.composite
def _bericht(draw: st.DrawFn, letter: str, credits: st.SearchStrategy[Any]) -> jw323.Bericht | None:
    """A message of up to four cliënten, one of them unknown; a reference may return under another cliënt."""
    clienten = []
    for bsn in draw(st.permutations((*BSNS, ONBEKENDE_BSN))):
        nummers = draw(st.lists(st.integers(0, 12), unique=True, max_size=4))
        eigen = [*NUMMERS.get(bsn, ()), *NUMMERS.get(bsn, ()), 6]
        regels = [draw(prestaties(f"{letter}{nummer}", eigen)) for nummer in nummers]
        for volgnummer, debet in enumerate(draw(credits)):
            if debet.ingediend_bedrag.bedrag:
                regels.append(_credit(debet, f"{letter}C{bsn[-1]}{len(clienten)}{volgnummer}"))
        if regels:
            clienten.append(d.client(*draw(st.permutations(regels)), bsn=bsn))
    return d.bericht(*clienten) if clienten else None


def _credit(debet: jw323.Prestatie, referentie: str) -> jw323.Prestatie:
    return replace(
        debet,
        product_referentie=replace(
            debet.product_referentie,
            referentie_nummer=referentie,
            vorig_referentie_nummer=debet.product_referentie.referentie_nummer,
        ),
        ingediend_bedrag=replace(debet.ingediend_bedrag, debet_credit="C"),
    )


def bedrag(prestatie: jw323.Prestatie) -> int:
    return naar_centen(prestatie.ingediend_bedrag.bedrag, prestatie.ingediend_bedrag.debet_credit)


@settings(max_examples=80, deadline=None)
@given(situaties())
def test_wat_voor_elke_declaratie_geldt(situatie: tuple[jw323.Bericht, Stand]) -> None:
    bericht, stand = situatie
    oordeel = beoordeel(bericht, stand, ONTVANGEN)
    assert oordeel == beoordeel(bericht, stand, ONTVANGEN)
    assert [p.prestatie for p in oordeel.prestaties] == [
        p for c in bericht.declaratie.clienten for p in c.prestaties
    ]
    afgewezen = sum(bedrag(p.prestatie) for p in oordeel.prestaties if not p.toegekend)
    assert afgewezen == oordeel.ingediend - oordeel.toegekend
    for p in oordeel.prestaties:
        assert p.toegekend == (not p.retourcodes)
    for nummer, toewijzing in TOEWIJZINGEN.items():
        eerder = stand.verbruik.get(nummer, Verbruik())
        nu = _herteld(toewijzing, eerder, oordeel.prestaties)
        erbij = oordeel.verbruik.get(nummer, Verbruik())
        assert nu == Verbruik(eerder.volume + erbij.volume, eerder.bedrag + erbij.bedrag)
        _binnen_de_grenzen(toewijzing, nu)
    _geldig(antwoord(bericht, oordeel, Kenmerk("A1", date(2026, 6, 9), d.XSD)))


def _herteld(toewijzing: ToegewezenProduct, eerder: Verbruik, oordelen: Any) -> Verbruik:
    """Recount the approved lines themselves, without the running totals."""
    volume, centen = eerder.volume, eerder.bedrag
    for p in oordelen:
        if p.toegekend and p.prestatie.toewijzing_nummer == toewijzing.toewijzing_nummer:
            teken = 1 if p.prestatie.ingediend_bedrag.debet_credit == "D" else -1
            volume += teken * maat(p.prestatie.geleverd_volume, p.prestatie.eenheid, toewijzing)
            centen += bedrag(p.prestatie)
    return Verbruik(volume, centen)


def _binnen_de_grenzen(toewijzing: ToegewezenProduct, nu: Verbruik) -> None:
    if toewijzing.volume is not None and toewijzing.eenheid and toewijzing.frequentie:
        cap = totaalcap(
            toewijzing.volume,
            toewijzing.eenheid,
            toewijzing.frequentie,
            toewijzing.ingangsdatum,
            toewijzing.einddatum,
        )
        assert cap is not None
        assert 0 <= nu.volume <= cap
    if toewijzing.budget is not None:
        assert 0 <= nu.bedrag <= toewijzing.budget


def _geldig(terug: jw325.Bericht) -> None:
    inhoud = terug.declaratie_antwoord
    assert inhoud is not None
    gepubliceerd = schema.schema_van(jw325.SOORT)
    document = etree.fromstring(codec.schrijf(terug, jw325.SOORT))
    assert gepubliceerd.validate(document), gepubliceerd.error_log
    kop = replace(terug, declaratie_antwoord=replace(inhoud, clienten=()))
    assert controleer(jw325.SOORT, lambda: kop, lambda: inhoud.clienten) == []
