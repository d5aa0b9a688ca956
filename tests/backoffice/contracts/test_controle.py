from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from backoffice.contracts.controle import controleer, controleer_soortdeelnames
from backoffice.contracts.fouten import Contractfout, euros, kort
from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Contractstatus,
    Declaratietermijn,
    Deelname,
    Financiering,
    Financieringsvorm,
    Optie,
    Optiebesluit,
    Product,
    Soortdeelname,
    Statuswijziging,
    TariefVersie,
    Variant,
    Voorwaarde,
)
from tests.backoffice.contracts.bouwers import GEMEENTEN, contract, product, tarief

TAAKGERICHT = product(variant=Variant.TAAKGERICHT, eenheid=None, frequenties=(), tarieven=())
EUROS = product(variant=Variant.OUTPUT, eenheid="83", tarieven=())


def meldingen(*contracten: Contract) -> list[str]:
    return [fout.melding for fout in controleer(contracten, GEMEENTEN)]


def test_een_goed_contract_heeft_geen_fouten() -> None:
    assert controleer([contract()], GEMEENTEN) == []


def test_een_fout_zegt_waar_wat_en_wat_niet() -> None:
    fouten = controleer([contract(product(tarief(date(2025, 1, 2))))], GEMEENTEN)
    assert fouten == [
        Contractfout(
            plaats="contract OBJ-1, producten 1, tarieven 1, vanaf",
            gevonden="2025-01-02",
            verwacht="de eerste dag van een maand",
            melding="Een tarief begint niet midden in een maand",
            pad=("OBJ-1", "producten", 0, "tarieven", 0, "vanaf"),
        )
    ]
    assert str(fouten[0]) == (
        "contract OBJ-1, producten 1, tarieven 1, vanaf: Een tarief begint niet midden in een maand "
        "(gevonden: 2025-01-02; verwacht: de eerste dag van een maand)"
    )


@pytest.mark.parametrize(
    ("goed", "fout", "melding"),
    [
        ({"aanbieder": "41000001"}, {"aanbieder": "4100001"}, "De agb-code klopt niet"),
        ({"aanbieder": "41000001"}, {"aanbieder": "4100000x"}, "De agb-code klopt niet"),
        ({"kvk": None}, {"kvk": "123"}, "Het KvK-nummer klopt niet"),
        (
            {"termijnen": (Declaratietermijn(0),)},
            {"termijnen": (Declaratietermijn(-1),)},
            "De termijn klopt niet",
        ),
        (
            {"einddatum": date(2025, 1, 1)},
            {"einddatum": date(2024, 12, 31), "deelnames": ()},
            "Het contract eindigt voordat het begint",
        ),
        (
            {"soort": Contractsoort.BESCHIKBAARHEID, "producten": ()},
            {"producten": ()},
            "Er zijn geen producten",
        ),
        ({}, {"deelnames": ()}, "Er doet geen gemeente mee"),
    ],
)
def test_contract(goed: dict[str, object], fout: dict[str, object], melding: str) -> None:
    assert meldingen(contract(**goed)) == []
    assert melding in meldingen(contract(**fout))


BEGIN, EINDE = date(2025, 1, 1), date(2028, 12, 31)


@pytest.mark.parametrize(
    ("goed", "fout", "melding"),
    [
        ([Deelname("0164", BEGIN)], [Deelname("9999", BEGIN)], "De gemeente is onbekend"),
        (
            [Deelname("0153", BEGIN, EINDE)],
            [Deelname("0153", date(2024, 12, 31), EINDE)],
            "De deelname valt buiten het contract",
        ),
        (
            [Deelname("0153", BEGIN, EINDE)],
            [Deelname("0153", BEGIN, date(2029, 1, 1))],
            "De deelname valt buiten het contract",
        ),
        (
            [Deelname("0153", EINDE)],
            [Deelname("0153", date(2029, 1, 1))],
            "De deelname valt buiten het contract",
        ),
        (
            [Deelname("0153", date(2025, 2, 1), date(2025, 2, 1))],
            [Deelname("0153", date(2025, 2, 1), date(2025, 1, 31))],
            "De deelname eindigt voordat zij begint",
        ),
        (
            [Deelname("0153", date(2026, 1, 1)), Deelname("0153", BEGIN, date(2025, 12, 31))],
            [Deelname("0153", date(2026, 1, 1)), Deelname("0153", BEGIN, date(2026, 1, 1))],
            "Gemeente 0153 doet twee keer tegelijk mee",
        ),
        (
            [Deelname("0153", BEGIN), Deelname("0164", BEGIN)],
            [Deelname("0153", BEGIN), Deelname("0153", date(2027, 1, 1))],
            "Gemeente 0153 doet twee keer tegelijk mee",
        ),
    ],
)
def test_deelnames(goed: list[Deelname], fout: list[Deelname], melding: str) -> None:
    assert meldingen(contract(deelnames=tuple(goed))) == []
    assert meldingen(contract(deelnames=tuple(fout))) == [melding]


@pytest.mark.parametrize(
    ("goed", "fout", "melding"),
    [
        (product(code="ABCDE"), product(code="ABCDEF"), "De productcode klopt niet"),
        (product(code="A"), product(code=" "), "De productcode klopt niet"),
        (product(categorie="54"), product(categorie="56"), "De productcategorie is onbekend"),
        (product(), product(tarief(tarief=1), eenheid="02"), "De eenheid is onbekend"),
        (product(), product(tarief(tarief=1), eenheid=None), "De eenheid is onbekend"),
        (
            product(tarief(tarief=1), eenheid="82", variant=Variant.OUTPUT),
            product(tarief(tarief=1), eenheid="82"),
            "De eenheid past niet bij variant inspanning",
        ),
        (
            product(tarief(tarief=1), eenheid="84"),
            product(tarief(tarief=1), eenheid="84", variant=Variant.OUTPUT),
            "De eenheid past niet bij variant output",
        ),
        (product(frequenties=("6",)), product(frequenties=()), "Er is geen frequentie"),
        (product(frequenties=("1",)), product(frequenties=("3",)), "De frequentie is onbekend"),
        (
            product(tarief(tarief=1), eenheid="14", frequenties=("2",)),
            product(tarief(tarief=1), eenheid="14", frequenties=("1",)),
            "De frequentie past niet bij eenheid 14",
        ),
        (
            EUROS,
            product(tarief(tarief=1), eenheid="83", variant=Variant.OUTPUT),
            "Een product in euro's (83) heeft geen tarief",
        ),
        (product(), product(tarieven=()), "Er is geen tarief"),
        (
            TAAKGERICHT,
            product(variant=Variant.TAAKGERICHT, frequenties=(), tarieven=()),
            "Taakgericht werk heeft geen eenheid",
        ),
        (
            TAAKGERICHT,
            product(variant=Variant.TAAKGERICHT, eenheid=None, tarieven=()),
            "Taakgericht werk heeft geen frequenties",
        ),
        (
            TAAKGERICHT,
            product(variant=Variant.TAAKGERICHT, eenheid=None, frequenties=()),
            "Taakgericht werk heeft geen tarieven",
        ),
    ],
)
def test_producten(goed: Product, fout: Product, melding: str) -> None:
    assert meldingen(contract(goed)) == []
    assert meldingen(contract(fout)) == [melding]


def test_een_lange_deelname_raakt_elke_kortere() -> None:
    kortere = tuple(Deelname("0153", date(jaar, 2, 1), date(jaar, 2, 28)) for jaar in (2026, 2027))
    melding = "Gemeente 0153 doet twee keer tegelijk mee"
    assert meldingen(contract(deelnames=kortere)) == []
    assert meldingen(contract(deelnames=(Deelname("0153", BEGIN), *kortere))) == [melding, melding]


def test_een_code_staat_een_keer_in_een_contract() -> None:
    assert meldingen(contract(product(code="A"), product(code="B"))) == []
    assert meldingen(contract(product(), product(categorie="44"))) == ["Het product staat er twee keer in"]


@pytest.mark.parametrize(
    ("goed", "fout", "melding"),
    [
        ([tarief(tarief=1)], [tarief(tarief=0)], "Het tarief klopt niet"),
        ([tarief(tarief=99_999_999)], [tarief(tarief=100_000_000)], "Het tarief klopt niet"),
        ([tarief(tarief=1)], [tarief(tarief=-5875)], "Het tarief klopt niet"),
        # 30 cents an hour is half a cent a minute, which rounds up; 29 rounds to nothing.
        ([tarief(uurtarief=30)], [tarief(uurtarief=29)], "Het tarief klopt niet"),
        ([tarief()], [tarief(tarief=98, uurtarief=5875)], "Vul één van de twee in"),
        ([tarief()], [TariefVersie(BEGIN)], "Vul één van de twee in"),
        (
            [tarief(tot_en_met=date(2025, 2, 28))],
            [tarief(tot_en_met=date(2025, 2, 27))],
            "Een tarief eindigt niet midden in een maand",
        ),
        (
            [tarief(tot_en_met=date.max)],
            [tarief(tot_en_met=date(2024, 12, 31))],
            "Het tarief eindigt voordat het begint",
        ),
        (
            [tarief(date(2026, 1, 1)), tarief(tot_en_met=date(2025, 12, 31))],
            [tarief(date(2026, 1, 1)), tarief(tot_en_met=date(2026, 1, 31))],
            "Tarieven overlappen elkaar",
        ),
        ([tarief(), tarief(date(2025, 2, 1))], [tarief(), tarief()], "Tarieven overlappen elkaar"),
        (
            [tarief(date(2026, 1, 1)), tarief(tot_en_met=date(2025, 12, 31))],
            [tarief(date(2026, 1, 1)), tarief(tot_en_met=date(2025, 11, 30))],
            "Er zit een gat tussen de tarieven",
        ),
    ],
)
def test_tarieven(goed: list[TariefVersie], fout: list[TariefVersie], melding: str) -> None:
    assert meldingen(contract(product(*goed))) == []
    assert meldingen(contract(product(*fout))) == [melding]


def test_uurtarief_hoort_bij_minuten() -> None:
    assert meldingen(contract(product(tarief(tarief=1), eenheid="04"))) == []
    assert meldingen(contract(product(eenheid="04"))) == ["Een uurtarief hoort bij een product in minuten"]


def ander(**anders: object) -> Contract:
    return contract(contractnummer="OBJ-2", **anders)


def test_twee_contracten_voor_een_maand() -> None:
    oud = contract(einddatum=date(2025, 12, 31))
    fouten = controleer([oud, ander(begindatum=date(2025, 12, 31))], GEMEENTEN)
    # The deelname starts before the new contract, which is a fault of its own.
    assert [str(fout) for fout in fouten if "twee contracten" in fout.melding] == [
        "contract OBJ-2, producten 1: Product OB1A staat in twee contracten "
        "(gevonden: gemeente 0153, 2025-12, ook OBJ-1; verwacht: per maand één contract)"
    ]


@pytest.mark.parametrize(
    "anders",
    [
        {"deelnames": (Deelname("0164", BEGIN),)},
        {"aanbieder": "41000002"},
        {"producten": (product(code="OB1B"),)},
        {"producten": (TAAKGERICHT,)},
        {
            "begindatum": date(2029, 1, 1),
            "einddatum": None,
            "deelnames": (Deelname("0153", date(2029, 1, 1)),),
        },
    ],
)
def test_contracten_die_elkaar_niet_raken(anders: dict[str, object]) -> None:
    assert meldingen(contract(), ander(**anders)) == []
    assert meldingen(contract(), ander()) == ["Product OB1A staat in twee contracten"]


def test_overlap_met_een_contract_dat_al_geladen_is() -> None:
    assert [fout.melding for fout in controleer([ander()], GEMEENTEN, [contract()])] == [
        "Product OB1A staat in twee contracten"
    ]
    # A new version takes the place of the old one.
    assert controleer([contract(einddatum=None)], GEMEENTEN, [contract()]) == []


def test_een_contractnummer_blijft_bij_zijn_aanbieder() -> None:
    fouten = controleer([contract(aanbieder="41000002")], GEMEENTEN, [contract()])
    assert [fout.melding for fout in fouten] == ["Het contractnummer hoort al bij een andere aanbieder"]


def jaren(nummer: str, eerste: int, laatste: int) -> Contract:
    begin, einde = date(eerste, 1, 1), date(laatste, 12, 31)
    deelnames = (Deelname("0153", begin),)
    return contract(contractnummer=nummer, begindatum=begin, einddatum=einde, deelnames=deelnames)


def test_een_lang_contract_raakt_elk_korter_contract() -> None:
    fouten = controleer([jaren("A", 2026, 2026), jaren("B", 2028, 2028), jaren("C", 2025, 2030)], GEMEENTEN)
    assert [(fout.pad[0], fout.gevonden[-5:]) for fout in fouten] == [("A", "ook C"), ("B", "ook C")]


def test_na_een_kort_contract_telt_het_volgende() -> None:
    fouten = controleer([jaren("A", 2025, 2025), jaren("B", 2026, 2028), jaren("C", 2027, 2027)], GEMEENTEN)
    assert [(fout.pad[0], fout.gevonden[-5:]) for fout in fouten] == [("C", "ook B")]


def test_een_contractnummer_komt_een_keer_voor() -> None:
    assert meldingen(contract(), contract()) == ["Het contractnummer komt vaker voor"]


def test_euros() -> None:
    assert [euros(5875), euros(5), euros(0), euros(-5), euros(-12345)] == [
        "58,75", "0,05", "0,00", "-0,05", "-123,45",
    ]  # fmt: skip


def test_een_melding_haalt_alleen_korte_leesbare_tekst_aan() -> None:
    assert kort("a" * 60) == "a" * 60
    assert kort("a" * 61) == "a" * 57 + "..."
    assert kort("a\x1b[2Jb\n") == "a?[2Jb?"


@pytest.mark.parametrize(("vanaf", "bestaat"), [(date(2022, 3, 23), True), (date(2022, 3, 24), False)])
def test_een_gemeente_doet_mee_vanaf_een_dag_waarop_zij_bestaat(vanaf: date, bestaat: bool) -> None:
    # Weesp became part of Amsterdam on 24-03-2022.
    weesp = contract(begindatum=date(2022, 1, 1), deelnames=(Deelname("0457", vanaf),))
    meldingen = [fout.melding for fout in controleer([weesp], {"0457"})]
    assert ("De gemeente bestaat op die dag niet, door een herindeling" in meldingen) is not bestaat


GELICHT = Optie(date(2029, 12, 31), Optiebesluit.GELICHT, date(2028, 3, 1))
SUBSIDIE = Financiering(BEGIN, Financieringsvorm.SUBSIDIE, 100)
ONTBONDEN = Statuswijziging(date(2026, 6, 1), Contractstatus.ONTBONDEN, "klaar")


@pytest.mark.parametrize(
    ("goed", "fout", "melding"),
    [
        (
            {"opties": (Optie(date(2029, 1, 1)),)},
            {"opties": (Optie(date(2028, 12, 31)),)},
            "De optie verlengt niets",
        ),
        ({}, {"einddatum": None, "opties": (GELICHT,)}, "De optie verlengt niets"),
        (
            {"opties": (GELICHT,)},
            {"opties": (replace(GELICHT, besloten_op=None),)},
            "Een besluit heeft een datum, een open optie niet",
        ),
        (
            {"opties": (GELICHT, replace(GELICHT, tot_en_met=date(2030, 12, 31)))},
            {"opties": (Optie(date(2029, 6, 30)), GELICHT)},
            "Er is een optie overgeslagen",
        ),
        (
            {"deelnames": (Deelname("0153", date(2029, 12, 31)),), "opties": (Optie(date(2029, 12, 31)),)},
            {"deelnames": (Deelname("0153", date(2030, 1, 1)),), "opties": (Optie(date(2029, 12, 31)),)},
            "De deelname valt buiten het contract",
        ),
        (
            {"statussen": (replace(ONTBONDEN, vanaf=BEGIN),)},
            {"statussen": (replace(ONTBONDEN, vanaf=date(2024, 12, 31)),)},
            "De status valt buiten het contract",
        ),
        (
            {"statussen": (ONTBONDEN,)},
            {
                "statussen": (
                    ONTBONDEN,
                    Statuswijziging(date(2026, 7, 1), Contractstatus.ACTIEF, "toch weer"),
                )
            },
            "Een ontbonden contract herleeft niet",
        ),
        (
            {"statussen": (Statuswijziging(date(2026, 5, 31), Contractstatus.OPGESCHORT, "x"), ONTBONDEN)},
            {"statussen": (Statuswijziging(ONTBONDEN.vanaf, Contractstatus.OPGESCHORT, "x"), ONTBONDEN)},
            "Er zijn twee statussen op één dag",
        ),
        (
            {"financieringen": (SUBSIDIE,)},
            {"financieringen": (replace(SUBSIDIE, vanaf=date(2025, 1, 2)),)},
            "Een vorm begint niet midden in een maand",
        ),
        (
            {"financieringen": (SUBSIDIE, Financiering(date(2026, 1, 1), Financieringsvorm.OUTPUT))},
            {"financieringen": (SUBSIDIE, Financiering(BEGIN, Financieringsvorm.OUTPUT))},
            "Er zijn twee vormen op één dag",
        ),
        (
            {"financieringen": (replace(SUBSIDIE, bedrag=1),)},
            {"financieringen": (replace(SUBSIDIE, bedrag=0),)},
            "Het bedrag past niet bij subsidie",
        ),
        (
            {"financieringen": (Financiering(BEGIN, Financieringsvorm.OUTPUT),)},
            {"financieringen": (Financiering(BEGIN, Financieringsvorm.OUTPUT, 1),)},
            "Het bedrag past niet bij output",
        ),
        (
            {"financieringen": (replace(SUBSIDIE, verdeelsleutel="inwoners"),)},
            {"financieringen": (Financiering(BEGIN, Financieringsvorm.OUTPUT, None, "inwoners"),)},
            "Bij output valt niets te verdelen",
        ),
        (
            {"termijnen": (Declaratietermijn(1), Declaratietermijn(2, vanaf=BEGIN))},
            {"termijnen": (Declaratietermijn(1, vanaf=BEGIN), Declaratietermijn(2, vanaf=BEGIN))},
            "Er zijn twee termijnen op één dag",
        ),
        ({"retourcode_contract": "0611"}, {"retourcode_contract": "0612"}, "De retourcode is onbekend"),
        (
            {"termijnen": (Declaratietermijn(1, retourcode_te_laat="0001"),)},
            {"termijnen": (Declaratietermijn(1, retourcode_te_laat="9"),)},
            "De retourcode is onbekend",
        ),
        (
            {"soort": Contractsoort.LTA, "producten": (product(categorie="55"),)},
            {"soort": Contractsoort.LTA},
            "Categorie 55 hoort bij een landelijk contract (LTA), en alleen daarbij",
        ),
        (
            {},
            {"producten": (product(categorie="55"),)},
            "Categorie 55 hoort bij een landelijk contract (LTA), en alleen daarbij",
        ),
    ],
)
def test_afspraken_met_een_datum(goed: dict[str, Any], fout: dict[str, Any], melding: str) -> None:
    assert meldingen(contract(**goed)) == []
    assert meldingen(contract(**fout)) == [melding]


@pytest.mark.parametrize(
    ("goed", "fout", "melding"),
    [
        (Voorwaarde("0153", budget=1), Voorwaarde("0164", budget=1), "De gemeente doet niet mee"),
        (
            Voorwaarde(vanaf=BEGIN, tot_en_met=BEGIN, budget=1),
            Voorwaarde(vanaf=BEGIN, tot_en_met=date(2024, 12, 31), budget=1),
            "De voorwaarde eindigt voordat zij begint",
        ),
        (
            Voorwaarde(leeftijd_vanaf=4, leeftijd_tot_en_met=4),
            Voorwaarde(leeftijd_vanaf=5, leeftijd_tot_en_met=4),
            "De leeftijden kloppen niet",
        ),
        (Voorwaarde(leeftijd_vanaf=0), Voorwaarde(leeftijd_vanaf=-1), "De leeftijden kloppen niet"),
        (Voorwaarde(leeftijd_tot_en_met=120), Voorwaarde(leeftijd_tot_en_met=121), "De leeftijden kloppen niet"),
        (Voorwaarde(verwijzers=("08",)), Voorwaarde(verwijzers=("07",)), "De code is onbekend"),
        (Voorwaarde(alleen_met=("44",)), Voorwaarde(alleen_met=("99",)), "De code is onbekend"),
        (Voorwaarde(volume=1, frequentie="2"), Voorwaarde(volume=1), "Vul beide in, of geen van beide"),
        (
            Voorwaarde(volume=1, frequentie="6"),
            Voorwaarde(volume=1, frequentie="1"),
            "Het product kent deze frequentie niet",
        ),
        (Voorwaarde(budget=1), Voorwaarde(budget=0), "De norm klopt niet"),
        (Voorwaarde(budget=1), Voorwaarde("0153", BEGIN), "De voorwaarde zegt niets"),
    ],
)
def test_voorwaarden(goed: Voorwaarde, fout: Voorwaarde, melding: str) -> None:
    assert meldingen(contract(product(voorwaarden=(goed,)))) == []
    assert meldingen(contract(product(voorwaarden=(fout,)))) == [melding]


def test_soortdeelnames() -> None:
    een = Soortdeelname(Contractsoort.OB_JEUGD, "0153", BEGIN, date(2025, 12, 31))

    def fouten(*deelnames: Soortdeelname) -> list[str]:
        return [fout.melding for fout in controleer_soortdeelnames(deelnames, GEMEENTEN)]

    assert fouten(replace(een, vanaf=date(2026, 1, 1), tot_en_met=None), een) == []
    assert fouten(een, replace(een, vanaf=date(2025, 12, 31), tot_en_met=None)) == [
        "Gemeente 0153 doet twee keer tegelijk mee aan OB Jeugd"
    ]
    assert fouten(een, replace(een, soort=Contractsoort.DYSLEXIE)) == []
    assert fouten(replace(een, gemeente="9999")) == ["De gemeente is onbekend"]
    assert fouten(replace(een, tot_en_met=date(2024, 12, 31))) == ["De deelname eindigt voordat zij begint"]
