from datetime import date
from timeit import timeit

import pytest

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import Contractsoort, Deelname, TariefType, TariefVersie, Variant
from ijw import codelijsten
from ijw.feiten import ONBEKEND, Contractafspraak
from tests.backoffice.contracts.bouwers import contract, product, tarief


def zoek(afspraken: Afspraken, maand: date, gemeente: str = "0153", code: str = "OB1A") -> Contractafspraak | None:
    return afspraken.zoek(gemeente, "41000001", "45", code, maand)


def test_uurtarief_wordt_tarief_per_minuut_en_blijft_ernaast_staan() -> None:
    # 5875 / 60 = 97.92 -> 98 (IV081)
    assert zoek(Afspraken([contract(versie=3)]), date(2025, 1, 1)) == Contractafspraak(
        contract="OBJ-1", versie=3, categorie="45", code="OB1A", eenheid="01", tarief=98, uurtarief=5875
    )


@pytest.mark.parametrize(("uurtarief", "per_minuut"), [(8729, 145), (8730, 146)])
def test_halve_cent_gaat_omhoog(uurtarief: int, per_minuut: int) -> None:
    # 87.30 / 60 = 1.455 -> 1.46; 87.29 / 60 = 1.45483 -> 1.45
    afspraak = zoek(Afspraken([contract(product(tarief(uurtarief=uurtarief)))]), date(2025, 1, 1))
    assert afspraak is not None
    assert afspraak.tarief == per_minuut


def test_product_in_uren_mag_in_minuten_worden_gedeclareerd() -> None:
    uren = product(tarief(tarief=7450), eenheid="04", tarief_type=TariefType.MAXIMUM)
    afspraak = zoek(Afspraken([contract(uren)]), date(2025, 1, 1))
    assert afspraak is not None
    assert (afspraak.tarief, afspraak.uurtarief, afspraak.tarief_type) == (7450, 7450, "maximum")


def test_stuks_hebben_geen_uurtarief() -> None:
    stuks = product(tarief(tarief=7450), eenheid="84")
    afspraak = zoek(Afspraken([contract(stuks)]), date(2025, 1, 1))
    assert afspraak is not None
    assert (afspraak.tarief, afspraak.uurtarief) == (7450, None)


@pytest.mark.parametrize(
    ("maand", "uurtarief"),
    [
        (date(2025, 12, 1), 5875),
        (date(2025, 12, 31), 5875),
        (date(2026, 1, 1), 6120),
        (date(2026, 1, 31), 6120),
    ],
)
def test_tarief_volgt_de_leveringsmaand(maand: date, uurtarief: int) -> None:
    # Listed newest first: the order in a file does not matter.
    afspraak = zoek(Afspraken([contract(product(tarief(date(2026, 1, 1), uurtarief=6120), tarief()))]), maand)
    assert afspraak is not None
    assert afspraak.uurtarief == uurtarief


@pytest.mark.parametrize(
    ("maand", "er_is_een_afspraak"),
    [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2028, 12, 31), True),
        (date(2029, 1, 1), False),
    ],
)
def test_eerste_en_laatste_dag_van_het_contract(maand: date, er_is_een_afspraak: bool) -> None:
    afspraken = Afspraken([contract(product(tarief(date(2020, 1, 1))))])
    assert (zoek(afspraken, maand) is not None) is er_is_een_afspraak
    assert afspraken.heeft_contract("0153", "41000001", maand) is er_is_een_afspraak
    assert (afspraken.productlijst("0153", "41000001", maand) == {"OB1A": "45"}) is er_is_een_afspraak


@pytest.mark.parametrize(
    ("maand", "er_is_een_afspraak"),
    [
        (date(2025, 6, 30), False),
        (date(2025, 7, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_eerste_en_laatste_dag_van_de_deelname(maand: date, er_is_een_afspraak: bool) -> None:
    deelnames = (Deelname("0164", date(2025, 1, 1)), Deelname("0153", date(2025, 7, 1), date(2026, 12, 31)))
    afspraken = Afspraken([contract(deelnames=deelnames)])
    assert (zoek(afspraken, maand) is not None) is er_is_een_afspraak
    assert afspraken.heeft_contract("0153", "41000001", maand) is er_is_een_afspraak
    assert zoek(afspraken, maand, gemeente="0164") is not None


def test_een_gebroken_maand_telt_helemaal_mee() -> None:
    afspraken = Afspraken([contract(begindatum=date(2025, 3, 15), einddatum=date(2025, 5, 10))])
    gevonden = [maand for maand in range(1, 8) if zoek(afspraken, date(2025, maand, 1))]
    assert gevonden == [3, 4, 5]


def test_een_contract_van_een_dag_geldt_die_maand() -> None:
    afspraken = Afspraken([contract(einddatum=date(2025, 1, 1))])
    assert zoek(afspraken, date(2025, 1, 1)) is not None
    assert zoek(afspraken, date(2025, 2, 1)) is None


def test_na_de_laatste_maand_van_een_tarief_is_er_niets_meer() -> None:
    afspraken = Afspraken([contract(product(tarief(tot_en_met=date(2025, 6, 30))))])
    assert zoek(afspraken, date(2025, 6, 30)) is not None
    assert zoek(afspraken, date(2025, 7, 1)) is None


def test_opvolgend_contract_neemt_het_over() -> None:
    oud = contract(einddatum=date(2025, 12, 31))
    nieuw = contract(
        contractnummer="OBJ-2",
        begindatum=date(2026, 1, 1),
        deelnames=(Deelname("0153", date(2026, 1, 1)),),
    )
    for volgorde in ([oud, nieuw], [nieuw, oud]):
        afspraken = Afspraken(volgorde)
        gevonden = [zoek(afspraken, maand) for maand in (date(2025, 12, 1), date(2026, 1, 1))]
        assert [afspraak.contract for afspraak in gevonden if afspraak] == ["OBJ-1", "OBJ-2"]


def test_bij_overlap_gaat_het_laatst_begonnen_contract_voor() -> None:
    nieuw = contract(contractnummer="OBJ-2", begindatum=date(2026, 1, 1))
    for volgorde in ([contract(), nieuw], [nieuw, contract()]):
        afspraak = zoek(Afspraken(volgorde), date(2026, 1, 1))
        assert afspraak is not None
        assert afspraak.contract == "OBJ-2"


def test_wie_niet_meedoet_heeft_niets() -> None:
    afspraken = Afspraken([contract()])
    maand = date(2025, 1, 1)
    assert afspraken.zoek("0164", "41000001", "45", "OB1A", maand) is None
    assert afspraken.zoek("0153", "41000002", "45", "OB1A", maand) is None
    assert afspraken.zoek("0153", "41000001", "44", "OB1A", maand) is None
    assert afspraken.zoek("0153", "41000001", "45", "OB1B", maand) is None
    assert not afspraken.heeft_contract("0164", "41000001", maand)
    assert afspraken.productlijst("0164", "41000001", maand) == {}


def test_product_in_euros_heeft_geen_tarief_en_loopt_met_het_contract_mee() -> None:
    euros = product(variant=Variant.OUTPUT, eenheid="83", tarieven=())
    afspraken = Afspraken([contract(euros)])
    afspraak = zoek(afspraken, date(2028, 12, 1))
    assert afspraak is not None
    assert (afspraak.eenheid, afspraak.tarief, afspraak.uurtarief) == ("83", None, None)
    assert zoek(afspraken, date(2029, 1, 1)) is None


def test_taakgericht_is_een_contract_zonder_declareerbaar_product() -> None:
    bed = product(code="CR01", variant=Variant.TAAKGERICHT, eenheid=None, frequenties=(), tarieven=())
    afspraken = Afspraken([contract(bed, soort=Contractsoort.BESCHIKBAARHEID)])
    assert zoek(afspraken, date(2025, 1, 1), code="CR01") is None
    assert afspraken.productlijst("0153", "41000001", date(2025, 1, 1)) == {}
    assert afspraken.heeft_contract("0153", "41000001", date(2025, 1, 1))


def test_eenheid_en_productlijst_per_maand() -> None:
    nieuw = product(tarief(date(2026, 1, 1), tarief=4890), code="DB01", categorie="41", eenheid="16")
    afspraken = Afspraken([contract(product(), nieuw)])
    assert afspraken.eenheid("0153", "41000001", "41", "DB01", date(2026, 1, 15)) == "16"
    assert afspraken.eenheid("0153", "41000001", "41", "DB01", date(2025, 12, 15)) is None
    assert afspraken.productlijst("0153", "41000001", date(2025, 12, 15)) == {"OB1A": "45"}
    assert afspraken.productlijst("0153", "41000001", date(2026, 1, 15)) == {"OB1A": "45", "DB01": "41"}


JZ21 = codelijsten.lees("JZ21").categorieen


@pytest.mark.parametrize(
    ("categorie", "code", "maand", "lijst"),
    [
        ("45", "OB1A", date(2025, 1, 1), {"OB1A": "45"}),
        ("41", "45A04", date(2028, 12, 31), {"OB1A": "45"}),
        (None, None, date(2025, 1, 1), {"OB1A": "45"}),
        # No contract on the day before the first and after the last.
        ("45", "OB1A", date(2024, 12, 31), ONBEKEND),
        ("45", "OB1A", date(2029, 1, 1), ONBEKEND),
        # A national contract may exist that nobody loaded here.
        ("55", "LTA1", date(2025, 1, 1), ONBEKEND),
        ("55", None, date(2025, 1, 1), ONBEKEND),
    ],
)
def test_de_lijst_waarmee_wordt_beoordeeld(categorie, code, maand, lijst) -> None:
    afspraken = Afspraken([contract(product(tarief(date(2020, 1, 1))))])
    assert afspraken.gehanteerde_productlijst("0153", "41000001", categorie, code, maand) == lijst


def test_een_landelijk_product_dat_wel_is_afgesproken() -> None:
    afspraken = Afspraken([contract(product(code="LTA1", categorie="55"))])
    dag = date(2025, 1, 1)
    assert afspraken.gehanteerde_productlijst("0153", "41000001", "55", "LTA1", dag) == {"LTA1": "55"}


def test_zonder_eigen_producten_geldt_de_landelijke_lijst() -> None:
    bed = product(code="CR01", variant=Variant.TAAKGERICHT, eenheid=None, frequenties=(), tarieven=())
    afspraken = Afspraken([contract(bed, soort=Contractsoort.BESCHIKBAARHEID)])
    dag = date(2025, 1, 1)
    assert afspraken.gehanteerde_productlijst("0153", "41000001", "45", "45A04", dag) == JZ21
    assert afspraken.gehanteerde_productlijst("0164", "41000001", "45", "45A04", dag) is ONBEKEND


def test_zoeken_duurt_niet_langer_bij_meer_contracten() -> None:
    def duur(aantal: int) -> float:
        versies = tuple(TariefVersie(date(jaar, 1, 1), tarief=100) for jaar in range(2020, 2029))
        afspraken = Afspraken(
            contract(product(*versies), aanbieder=f"{41000001 + nummer}") for nummer in range(aantal)
        )
        return min(timeit(lambda: zoek(afspraken, date(2026, 5, 1)), number=5_000) for _ in range(5))

    assert duur(2_000) < 5 * duur(20)
