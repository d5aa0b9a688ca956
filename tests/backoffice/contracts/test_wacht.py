from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Contractstatus,
    Deelname,
    Optie,
    Soortdeelname,
    Statuswijziging,
    Variant,
)
from backoffice.contracts.wacht import (
    Leveringsom,
    Toewijzingsom,
    Waarneming,
    Wachtmelding,
    Wachtsoort,
    kijk,
)
from tests.backoffice.contracts.bouwers import contract, product, tarief

OP = date(2026, 5, 10)
AANBIEDER = "41000001"
GELEVERD = Leveringsom("0153", AANBIEDER, "45", "OB1A", date(2026, 2, 1), 2, 12_345)


def toewijzing(**anders: Any) -> Toewijzingsom:
    velden = {"categorie": "45", "code": "OB1A", "einddatum": date(2026, 12, 31), "aantal": 3}
    return Toewijzingsom("0153", AANBIEDER, **velden | anders)


def meldingen(
    *contracten: Contract,
    toewijzingen: Sequence[Toewijzingsom] = (),
    leveringen: Sequence[Leveringsom] = (GELEVERD,),
    soortdeelnames: Sequence[Soortdeelname] = (),
) -> list[Wachtmelding]:
    waarneming = Waarneming(OP, 90, date(2026, 1, 1), date(2026, 4, 1), toewijzingen, leveringen)
    return kijk(contracten, Afspraken(contracten), soortdeelnames, waarneming)


def soorten(*contracten: Contract, **anders: Any) -> list[Wachtsoort]:
    return [melding.soort for melding in meldingen(*contracten, **anders)]


def test_niets_te_melden() -> None:
    assert meldingen(contract(), toewijzingen=[toewijzing()]) == []


@pytest.mark.parametrize(
    ("einde", "aantal"),
    [(date(2026, 5, 9), 0), (OP, 1), (date(2026, 8, 8), 1), (date(2026, 8, 9), 0), (None, 0)],
)
def test_contracten_die_binnen_negentig_dagen_eindigen(einde: date | None, aantal: int) -> None:
    assert soorten(contract(einddatum=einde)) == [Wachtsoort.LOOPT_AF] * aantal


def test_een_open_optie_staat_erbij() -> None:
    (melding,) = meldingen(contract(einddatum=date(2026, 6, 30), opties=(Optie(date(2027, 6, 30)),)))
    assert melding.uitleg == "eindigt op 2026-06-30, over 51 dagen; er is nog een optie tot en met 2027-06-30"


@pytest.mark.parametrize(
    ("som", "meldt"),
    [
        (toewijzing(einddatum=date(2028, 12, 31)), False),
        (toewijzing(einddatum=date(2029, 1, 1)), True),
        (toewijzing(einddatum=date(2029, 1, 1), code=None), True),
        (toewijzing(einddatum=date(2029, 1, 1), code=None, categorie=None), True),
        (toewijzing(einddatum=None), False),
    ],
)
def test_toewijzingen_voorbij_het_einde(som: Toewijzingsom, meldt: bool) -> None:
    gevonden = meldingen(contract(), toewijzingen=[som, som])
    verwacht = Wachtmelding(
        Wachtsoort.VOORBIJ_EINDE,
        AANBIEDER,
        "OBJ-1",
        "0153",
        "het contract eindigt voor deze gemeente op 2028-12-31",
        6,
    )
    assert gevonden == ([verwacht] if meldt else [])


def test_zonder_einddatum_telt_pas_als_het_contract_bijna_afloopt() -> None:
    gevonden = soorten(contract(einddatum=date(2026, 8, 8)), toewijzingen=[toewijzing(einddatum=None)])
    assert gevonden == [Wachtsoort.LOOPT_AF, Wachtsoort.VOORBIJ_EINDE]


def test_een_later_contract_draagt_de_toewijzing() -> None:
    later = contract(contractnummer="OBJ-2", begindatum=date(2029, 1, 1), einddatum=date(2032, 12, 31))
    assert meldingen(contract(), later, toewijzingen=[toewijzing(einddatum=date(2029, 1, 1))]) == []


def test_de_deelname_van_een_gemeente_kan_eerder_eindigen() -> None:
    tot_juli = contract(deelnames=(Deelname("0153", date(2025, 1, 1), date(2026, 6, 30)),))
    assert soorten(tot_juli, toewijzingen=[toewijzing()]) == [Wachtsoort.VOORBIJ_EINDE]


@pytest.mark.parametrize("status", [Contractstatus.OPGESCHORT, Contractstatus.ONTBONDEN])
def test_lopend_bij_een_aanbieder_die_stil_ligt(status: Contractstatus) -> None:
    stil = contract(statussen=(Statuswijziging(OP, status, "onderzoek"),))
    gevonden = [een for een in meldingen(stil, toewijzingen=[toewijzing()]) if een.soort is Wachtsoort.STATUS]
    assert [(een.uitleg, een.aantal) for een in gevonden] == [(f"het contract is {status}", 3)]
    morgen = contract(statussen=(Statuswijziging(date(2026, 5, 11), Contractstatus.OPGESCHORT, "x"),))
    assert meldingen(morgen, toewijzingen=[toewijzing()]) == []


def test_een_gemeente_die_niet_aan_de_soort_meedoet() -> None:
    mee = Soortdeelname(Contractsoort.OB_JEUGD, "0164", date(2025, 1, 1))
    beide = contract(deelnames=(Deelname("0153", date(2025, 1, 1)), Deelname("0164", date(2025, 1, 1))))
    assert [(een.soort, een.gemeente) for een in meldingen(beide, soortdeelnames=[mee])] == [
        (Wachtsoort.NIET_IN_SOORT, "0153")
    ]
    assert meldingen(beide) == []
    voorbij = contract(deelnames=(Deelname("0153", date(2025, 1, 1), date(2026, 5, 9)),))
    assert meldingen(voorbij, soortdeelnames=[mee]) == []


def test_een_contract_zonder_levering() -> None:
    assert soorten(contract(), leveringen=[]) == [Wachtsoort.GEEN_LEVERING]
    net_begonnen = contract(product(tarief(date(2026, 2, 1))))
    taakgericht = contract(product(variant=Variant.TAAKGERICHT, eenheid=None, tarieven=(), frequenties=()))
    assert soorten(net_begonnen, leveringen=[]) == []
    assert soorten(taakgericht, leveringen=[]) == []


@pytest.mark.parametrize(
    ("anders", "uitleg"),
    [
        (
            {"code": "OB9"},
            "€ 123,45 toegekend over 2026-02 tot en met 2026-02: product OB9 staat dan in geen contract",
        ),
        ({"gemeente": "0164"}, "€ 123,45 toegekend over 2026-02 tot en met 2026-02: er is dan geen contract"),
        ({"code": "OB9", "categorie": "55"}, None),
    ],
)
def test_levering_zonder_contract(anders: dict[str, str], uitleg: str | None) -> None:
    gevonden = meldingen(contract(), leveringen=[GELEVERD, replace(GELEVERD, **anders)])
    assert [(een.soort, een.uitleg, een.aantal) for een in gevonden] == (
        [(Wachtsoort.GEEN_CONTRACT, uitleg, 2)] if uitleg else []
    )


def test_toewijzingen_zonder_contract() -> None:
    (melding,) = meldingen(contract(), toewijzingen=[toewijzing(code="XX")])
    assert (melding.soort, melding.aantal) == (Wachtsoort.GEEN_CONTRACT, 3)
    assert melding.uitleg == "lopende toewijzingen voor XX, zonder contract"
    assert meldingen(contract(), toewijzingen=[toewijzing(code=None, categorie="55")]) == []
