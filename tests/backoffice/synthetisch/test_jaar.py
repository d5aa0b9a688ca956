"""A synthetic year: its cases are planned for a reason, and its bank speaks the language of banks."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from random import Random

import pytest
from stdnum import iban

from adapters.sepa import Sepa
from backoffice.contracts.model import Contract, Gevolg
from backoffice.ports.betalen import Bankstand, Batch
from backoffice.ports.betalen import Opdracht as Betaalopdracht
from backoffice.synthetisch import BEGIN_VERHAAL, Levering, bank, genereer
from backoffice.synthetisch.aanbod import GEMEENTEN
from backoffice.synthetisch.jaargevallen import JAARSOORTEN, Kijk
from backoffice.synthetisch.kostengevallen import SLEUTELJAREN, gewichten

MOMENT = datetime(2025, 7, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def levering() -> Levering:
    return genereer(Random(1), 0.05, 12, verhaal=True)


def test_elke_soort_is_gepland(levering: Levering) -> None:
    gepland = Counter(geval.soort.naam for geval in levering.gevallen)
    assert set(gepland) == {soort.naam for soort in JAARSOORTEN}
    # A prestatie plays one part.
    namen = Counter((geval.aanbieder, geval.referentie) for geval in levering.gevallen)
    assert set(namen.values()) == {1}


def test_vanaf_schaal_0_4_zijn_er_zestig_aanbieders_in_veertien_gemeenten() -> None:
    assert len(genereer(Random(1), 0.4, 1, verhaal=True).aanbieders) == 60
    assert len(genereer(Random(1), 0.4, 1).aanbieders) == 24
    assert len(GEMEENTEN) == 14


def gevolgen(contracten: tuple[Contract, ...]) -> set[Gevolg]:
    return {termijn.gevolg for contract in contracten for termijn in contract.termijnen}


def test_alleen_een_verteld_jaar_kent_elk_gevolg(levering: Levering) -> None:
    assert gevolgen(levering.contracten) == set(Gevolg)
    gewoon = genereer(Random(1), 0.05, 12)
    assert gevolgen(gewoon.contracten) == {Gevolg.SIGNAAL}
    assert gewoon.gevallen == ()


def test_alles_komt_op_volgorde_en_de_feiten_voor_de_berichten_van_hun_dag() -> None:
    bestanden = list(genereer(Random(1), 0.05, 12, verhaal=True).bestanden)
    momenten = [bestand.ontvangen_op for bestand in bestanden]
    assert momenten == sorted(momenten)
    mappen = {bestand.pad.split("/")[0] for bestand in bestanden}
    assert mappen == {"301", "323", "afspraken", "feiten", "sleutels"}
    per_moment = defaultdict(list)
    for bestand in bestanden:
        per_moment[bestand.ontvangen_op].append(bestand.pad[:3].isdigit())
    assert all(soorten == sorted(soorten) for soorten in per_moment.values())
    namen = "".join(bestand.pad for bestand in bestanden)
    assert "9999" not in namen
    assert date(2025, 7, 1) == BEGIN_VERHAAL


def test_een_correctie_over_de_jaarwisseling_ligt_aan_beide_kanten_ervan(levering: Levering) -> None:
    jaarwisseling = [geval.verwacht for geval in levering.gevallen if geval.soort.kijk is Kijk.BOEKMAAND]
    assert jaarwisseling
    for verwacht in jaarwisseling:
        assert verwacht.startswith("geleverd 2025-1")
        assert verwacht[-7:] in ("2026-01", "2026-02")


def test_wie_draagt_staat_er_per_gemeente(levering: Levering) -> None:
    dragers = [geval for geval in levering.gevallen if geval.soort.kijk is Kijk.DRAGERS]
    assert {geval.soort.naam for geval in dragers} == {"verhuizing", "verhuizing-later", "verblijf", "gedeeld"}
    for geval in dragers:
        delen = dict(deel.split("=") for deel in geval.verwacht.split())
        assert set(delen) <= set(GEMEENTEN)
        aantal = {"verblijf": 1, "gedeeld": 14}.get(geval.soort.naam, 2)
        assert len(delen) == aantal


def test_elk_jaar_heeft_zijn_eigen_sleutel() -> None:
    een, ander = (gewichten(jaar) for jaar in SLEUTELJAREN)
    assert set(een) == set(ander) == set(GEMEENTEN)
    assert een != ander
    assert min(*een.values(), *ander.values()) > 0


@pytest.mark.parametrize("partij", ["99000001", "0153"])
def test_een_rekeningnummer_klopt_en_eindigt_op_zijn_houder(partij: str) -> None:
    eerste, tweede = bank.rekening(partij), bank.rekening(partij, 1)
    assert iban.validate(eerste) == eerste
    assert iban.validate(tweede) == tweede
    assert eerste != tweede
    assert eerste.endswith(partij)


def test_de_bank_leest_een_betaalbestand_en_meldt_wat_ervan_werd() -> None:
    opdrachten = [
        Betaalopdracht(f"IJW{nummer:012d}", "Stichting", bank.rekening("99000001", nummer), bedrag, "Jeugdhulp")
        for nummer, bedrag in ((1, 123_456), (2, 5))
    ]
    batch = Batch("IJW-0153-1", "Gemeente", bank.rekening("0153"), BEGIN_VERHAAL, MOMENT, opdrachten)
    gelezen = bank.lees_opdrachten(Sepa().schrijf(batch))
    assert [(een.kenmerk, een.iban, een.centen) for een in gelezen] == [
        (een.kenmerk, een.iban, een.bedrag) for een in opdrachten
    ]
    (melding,) = Sepa().lees(bank.afschrift(gelezen, [gelezen[0].kenmerk]))
    assert (melding.kenmerk, melding.stand, melding.bedrag) == ("IJW000000000002", Bankstand.UITGEVOERD, 5)
    (geweigerd,) = Sepa().lees(bank.weigering(gelezen[0].kenmerk))
    assert (geweigerd.kenmerk, geweigerd.stand, geweigerd.reden) == (
        "IJW000000000001",
        Bankstand.GEWEIGERD,
        bank.REKENING_OPGEHEVEN,
    )
