"""The one-month rule from end to end: every published example with its real JW301, JW323 and JW325."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from backoffice.contracts.model import Declaratietermijn, Deelname, Gevolg
from backoffice.services.beslis_aangehouden import Besluitfout, beantwoord_wachtende, beslis, wachtende
from backoffice.services.grootboek import maak_aansluiting
from backoffice.services.inzage import geld
from backoffice.services.ontvang import Ontvangst
from backoffice.services.waarom import waarom
from backoffice.storage import contracten, tabellen
from backoffice.toegang.rechten import Rol
from ijw import codec
from ijw.rekenen import laatste_dag
from tests.backoffice.contracts import bouwers as contractbouwers
from tests.backoffice.web.portaal import bezoeker
from tests.flows import regio as keten
from tests.flows.regio import GEMEENTE, NU, Regio, afgewezen, als_bytes, credit, kopcodes, prestatie, product

VROEGER = date(2020, 1, 1)


def om(dag: date) -> datetime:
    return datetime(dag.year, dag.month, dag.day, 9, tzinfo=UTC)


def dag(tekst: str, jaar: int = 2026) -> date:
    """A day written as day-month."""
    dagnummer, maand = tekst.split("-")
    return date(jaar, int(maand), int(dagnummer))


def spreek_af(regio: Regio, *termijnen: Declaratietermijn) -> None:
    """Agree on these terms, in a contract that runs since 2020."""
    prijs = contractbouwers.tarief(VROEGER, tarief=98)
    contract = replace(
        keten.contract(),
        begindatum=VROEGER,
        deelnames=(Deelname(GEMEENTE, VROEGER),),
        producten=(contractbouwers.product(prijs, code="45A04"),),
        termijnen=termijnen,
    )
    with regio.engine.begin() as conn:
        contracten.bewaar(conn, [contract], NU)


def wijs_toe(
    regio: Regio, verzonden: date = date(2026, 1, 5), *, vanaf: date | None = None, **anders: Any
) -> None:
    toe = product(
        ingangsdatum=vanaf or date(2026, 1, 1),
        toewijzingsdatum=verzonden,
        **anders,
    )
    ontvangst = regio.stuur(keten.jw301_van(toe, dagtekening=verzonden), om(verzonden))
    assert ontvangst.uitkomst == "verwerkt", ontvangst.bevindingen


def periode(maand: date) -> dict[str, date]:
    return {"begindatum": maand, "einddatum": laatste_dag(maand)}


def maand(nummer: int, jaar: int = 2026) -> dict[str, date]:
    return periode(date(jaar, nummer, 1))


def declareer(
    regio: Regio, op: date, *prestaties: Any, dagtekening: date | None = None, **anders: Any
) -> Ontvangst:
    """Send prestaties; the DeclaratiePeriode is the month before, unless said otherwise."""
    geschreven = dagtekening or op
    vorige = date(geschreven.year - (geschreven.month == 1), (geschreven.month - 2) % 12 + 1, 1)
    return regio.stuur(
        keten.jw323_van(
            *prestaties,
            **{
                "maand": (vorige, laatste_dag(vorige)),
                "dagtekening": geschreven,
                "declaratie_dagtekening": geschreven,
            }
            | anders,
        ),
        om(op),
    )


def oordelen(regio: Regio) -> list[tuple[str, str, str, date, date, date | None]]:
    """ReferentieNummer, uitkomst, gevolg, peildatum, uiterste datum and hersteldatum, in order of receipt."""
    t, p = tabellen.termijnoordeel.c, tabellen.prestatie.c
    return [
        tuple(rij)
        for rij in regio.rijen(
            select(p.referentie, t.uitkomst, t.gevolg, t.peildatum, t.uiterste_datum, t.hersteldatum)
            .join_from(tabellen.termijnoordeel, tabellen.prestatie, p.id == t.prestatie_id)
            .order_by(p.id, t.gevolg)
        )
    ]


def signalen(regio: Regio) -> list[str]:
    s = tabellen.signaal.c
    return [reden for (reden,) in regio.rijen(select(s.reden).where(s.regel == "TERMIJN").order_by(s.id))]


@pytest.mark.parametrize(
    ("levering", "verzonden", "ontvangen", "dagtekening", "uiterlijk", "peil", "uitkomst"),
    [
        pytest.param(4, "5-1", "1-6", None, "1-6", "1-6", "op tijd", id="1"),
        pytest.param(4, "5-1", "2-6", None, "1-6", "2-6", "te laat", id="2"),
        pytest.param(4, "5-1", "4-6", "1-6", "1-6", "1-6", "op tijd", id="3"),
        pytest.param(4, "5-1", "10-6", "29-5", "1-6", "7-6", "te laat", id="4"),
        pytest.param(1, "5-1", "2-3", None, "2-3", "2-3", "op tijd", id="6"),
        pytest.param(1, "5-1", "3-3", None, "2-3", "3-3", "te laat", id="6, een dag later"),
        pytest.param(2, "14-4", "20-5", None, "1-6", "20-5", "op tijd", id="7"),
        pytest.param(2, "14-4", "2-6", None, "1-6", "2-6", "te laat", id="7, na de uiterste dag"),
    ],
)
def test_de_termijn_telt_in_maanden(
    regio: Regio,
    levering: int,
    verzonden: str,
    ontvangen: str,
    dagtekening: str | None,
    uiterlijk: str,
    peil: str,
    uitkomst: str,
) -> None:
    """Examples 1 to 4, 6 and 7: what is late is approved all the same, with a signal and its amount."""
    wijs_toe(regio, dag(verzonden))
    ontvangst = declareer(
        regio,
        dag(ontvangen),
        prestatie(**maand(levering)),
        dagtekening=None if dagtekening is None else dag(dagtekening),
    )
    assert afgewezen(ontvangst) == {}
    te_laat = uitkomst == "te laat"
    gevolg = "accepteren_met_signaal" if te_laat else "geen"
    assert oordelen(regio) == [("R1", uitkomst, gevolg, dag(peil), dag(uiterlijk), None)]
    assert len(signalen(regio)) == te_laat
    assert all(reden.endswith("bedrag € 117,60") for reden in signalen(regio))


def test_voorbeeld_5_een_gebroken_maand_telt_als_haar_maand(regio: Regio) -> None:
    wijs_toe(regio, vanaf=dag("8-6"), einddatum=dag("17-6"))
    ontvangst = declareer(
        regio,
        dag("31-7"),
        prestatie(begindatum=dag("8-6"), einddatum=dag("17-6"), geleverd_volume=40, bedrag=3_920),
    )
    assert afgewezen(ontvangst) == {}
    assert oordelen(regio) == [("R1", "op tijd", "geen", dag("31-7"), dag("31-7"), None)]


@pytest.mark.parametrize(
    ("anders", "uitkomst"),
    [
        pytest.param({}, "op tijd hersteld", id="hetzelfde product"),
        pytest.param({"product_code": "45A05"}, "te laat", id="ook het product was anders"),
        pytest.param(maand(2), "te laat", id="een andere maand"),
    ],
)
def test_een_ander_toewijzingnummer_is_herstel(regio: Regio, anders: dict[str, Any], uitkomst: str) -> None:
    """As example 8, where what was wrong was the ToewijzingNummer itself."""
    wijs_toe(regio)
    fout = {"toewijzing_nummer": 4711, **maand(3)} | anders
    eerst = declareer(regio, dag("10-4"), prestatie(**fout))
    assert set(afgewezen(eerst)) == {"R1"}
    beter = declareer(regio, dag("26-5"), prestatie(referentie_nummer="R2", **maand(3)))
    assert afgewezen(beter) == {}
    hersteldatum = dag("1-6") if uitkomst == "op tijd hersteld" else None
    gevolg = "geen" if hersteldatum else "accepteren_met_signaal"
    assert oordelen(regio) == [("R2", uitkomst, gevolg, dag("26-5"), dag("30-4"), hersteldatum)]


def test_voorbeeld_8_herstel_na_een_afwijzing_die_op_tijd_was(regio: Regio) -> None:
    wijs_toe(regio)
    eerst = declareer(regio, dag("10-4"), prestatie(**maand(3), product_code="45A05"))
    assert afgewezen(eerst)["R1"][0] == "9340"
    beter = declareer(regio, dag("26-5"), prestatie(referentie_nummer="R2", **maand(3)))
    assert afgewezen(beter) == {}
    # The JW325 of 10-04 was in April, so the repair may come through May; 31-05-2026 is a Sunday.
    assert oordelen(regio) == [("R2", "op tijd hersteld", "geen", dag("26-5"), dag("30-4"), dag("1-6"))]
    assert signalen(regio) == []


def test_voorbeeld_9_wat_te_laat_kwam_wordt_door_herstel_niet_op_tijd(regio: Regio) -> None:
    wijs_toe(regio)
    eerst = declareer(regio, dag("12-5"), prestatie(**maand(3), eenheid="14"))
    assert afgewezen(eerst)["R1"][0] == "9341"
    assert afgewezen(declareer(regio, dag("20-5"), prestatie(referentie_nummer="R2", **maand(3)))) == {}
    assert oordelen(regio) == [("R2", "te laat", "accepteren_met_signaal", dag("20-5"), dag("30-4"), None)]


def test_voorbeeld_10_een_credit_is_nooit_te_laat(regio: Regio) -> None:
    spreek_af(regio, Declaratietermijn(1, Gevolg.AFWIJZEN, retourcode_te_laat="9308"))
    wijs_toe(regio, dag("2-9", 2024), vanaf=dag("1-9", 2024))
    september = maand(9, 2024)
    assert afgewezen(declareer(regio, dag("4-10", 2024), prestatie(**september))) == {}
    assert afgewezen(declareer(regio, dag("12-5"), credit("R1", "C1", **september))) == {}
    assert oordelen(regio) == [("R1", "op tijd", "geen", dag("4-10", 2024), dag("31-10", 2024), None)]


@pytest.mark.parametrize(
    ("minuten", "uitkomst"), [(90, "op tijd vervangen"), (100, "op tijd vervangen"), (110, "nakijken")]
)
@pytest.mark.parametrize("samen", [True, False], ids=["in één bericht", "in twee berichten"])
def test_voorbeeld_11_een_vervangende_prestatie_erft(
    regio: Regio, minuten: int, uitkomst: str, samen: bool
) -> None:
    wijs_toe(regio)
    eerste = {**maand(1), "geleverd_volume": 100, "bedrag": 9_800}
    assert afgewezen(declareer(regio, dag("10-2"), prestatie(**eerste))) == {}
    terug = credit("R1", "C1", **eerste)
    nieuw = prestatie(referentie_nummer="R2", **eerste | {"geleverd_volume": minuten, "bedrag": minuten * 98})
    if samen:
        assert afgewezen(declareer(regio, dag("12-6"), nieuw, terug)) == {}
    else:
        assert afgewezen(declareer(regio, dag("11-6"), terug)) == {}
        assert afgewezen(declareer(regio, dag("12-6"), nieuw)) == {}
    assert [rij[:2] for rij in oordelen(regio)] == [("R1", "op tijd"), ("R2", uitkomst)]
    assert len(signalen(regio)) == (uitkomst == "nakijken")
    assert regio.verbruik() == (minuten, minuten * 98)


def test_een_vervanging_van_wat_te_laat_was_blijft_te_laat(regio: Regio) -> None:
    wijs_toe(regio)
    declareer(regio, dag("3-3"), prestatie(**maand(1)))
    declareer(regio, dag("12-6"), credit("R1", "C1", **maand(1)), prestatie(referentie_nummer="R2", **maand(1)))
    assert [rij[:2] for rij in oordelen(regio)] == [("R1", "te laat"), ("R2", "te laat")]


def test_voorbeeld_12_zonder_termijn_wordt_niets_vastgelegd(regio: Regio) -> None:
    spreek_af(regio)
    wijs_toe(regio, dag("2-11", 2021), vanaf=dag("1-11", 2021))
    assert afgewezen(declareer(regio, dag("4-5"), prestatie(**maand(11, 2021)))) == {}
    assert oordelen(regio) == []


def test_de_termijn_is_die_van_het_begin_van_de_levering(regio: Regio) -> None:
    vanaf = Declaratietermijn(1, vanaf=dag("1-2"))
    spreek_af(regio, Declaratietermijn(), vanaf)
    wijs_toe(regio)
    declareer(regio, dag("12-6"), prestatie(**maand(1)), prestatie(referentie_nummer="R2", **maand(2)))
    assert [rij[:2] for rij in oordelen(regio)] == [("R2", "te laat")]


def test_voorbeeld_13_vijf_jaar_oud_keurt_het_hele_bericht_af(regio: Regio) -> None:
    spreek_af(regio, Declaratietermijn(1))
    wijs_toe(regio, dag("1-2", 2021), vanaf=dag("1-2", 2021))
    goede = [prestatie(referentie_nummer=f"G{n}", **maand(n % 12 + 1, 2025)) for n in range(40)]
    ontvangst = declareer(regio, dag("2-3"), *goede, prestatie(**maand(2, 2021)))
    assert (ontvangst.niveau, kopcodes(ontvangst)) == (2, ("0001",))
    assert oordelen(regio) == []


@pytest.mark.parametrize(
    ("opnieuw", "uitkomst"), [("16-6", "op tijd hersteld"), ("19-6", "op tijd hersteld"), ("20-6", "te laat")]
)
def test_voorbeeld_14_herstel_van_een_technisch_afgekeurd_bericht(
    regio: Regio, opnieuw: str, uitkomst: str
) -> None:
    wijs_toe(regio)
    fout = declareer(regio, dag("29-5"), prestatie(**maand(4)), totaal_bedrag=1)
    assert kopcodes(fout) == ("0001",)
    # The answer went out on 29-05 itself; it is put at 05-06, as in the example.
    with regio.engine.begin() as conn:
        conn.execute(
            tabellen.uitgaand.update()
            .where(tabellen.uitgaand.c.soort == "JW325")
            .values(aangemaakt_op=om(dag("5-6")))
        )
    assert afgewezen(declareer(regio, dag(opnieuw), prestatie(**maand(4)))) == {}
    assert oordelen(regio)[0][1] == uitkomst
    assert oordelen(regio)[0][5] == dag("19-6")


def test_een_afgekeurd_declaratienummer_geldt_ook_als_technisch(regio: Regio) -> None:
    wijs_toe(regio)
    declareer(regio, dag("2-2"), prestatie(**maand(1)), declaratie_nummer="NEEN")
    fout = declareer(regio, dag("1-6"), prestatie(referentie_nummer="R2", **maand(4)), declaratie_nummer="NEEN")
    assert lees_codes(fout) == ("9333",)
    assert afgewezen(declareer(regio, dag("15-6"), prestatie(referentie_nummer="R2", **maand(4)))) == {}
    assert oordelen(regio)[-1][:2] == ("R2", "op tijd hersteld")


def lees_codes(ontvangst: Ontvangst) -> tuple[str, ...]:
    return tuple(keten.lees_antwoord(ontvangst).declaratie_antwoord.retour_codes)


def test_voorbeeld_15_een_latere_declaratieperiode_helpt_niet(regio: Regio) -> None:
    wijs_toe(regio)
    ontvangst = declareer(regio, dag("18-6"), prestatie(**maand(4)))
    assert afgewezen(ontvangst) == {}
    assert [rij[1] for rij in oordelen(regio)] == ["te laat"]


def test_voorbeeld_16_over_de_jaargrens(regio: Regio) -> None:
    spreek_af(regio, Declaratietermijn(1))
    wijs_toe(regio, dag("1-12", 2025), vanaf=dag("1-12", 2025))
    assert afgewezen(declareer(regio, dag("2-2"), prestatie(**maand(12, 2025)))) == {}
    assert oordelen(regio) == [("R1", "op tijd", "geen", dag("2-2"), dag("2-2"), None)]
    b = tabellen.boeking.c
    assert regio.rijen(select(b.leveringsmaand, b.boekmaand)) == [(dag("1-12", 2025), dag("1-2"))]


def test_voorbeeld_17_afwijzen_zonder_afgesproken_code_wordt_een_signaal(regio: Regio) -> None:
    spreek_af(regio, Declaratietermijn(1, Gevolg.AFWIJZEN))
    wijs_toe(regio)
    assert afgewezen(declareer(regio, dag("15-7"), prestatie(**maand(5)))) == {}
    assert [rij[1:3] for rij in oordelen(regio)] == [("te laat", "accepteren_met_signaal")]
    assert "want het contract noemt geen retourcode" in signalen(regio)[0]


def test_afwijzen_met_de_code_die_het_contract_noemt(regio: Regio) -> None:
    spreek_af(regio, Declaratietermijn(1, Gevolg.AFWIJZEN, retourcode_te_laat="9308"))
    wijs_toe(regio)
    ontvangst = declareer(regio, dag("15-7"), prestatie(**maand(5)), prestatie(referentie_nummer="R2", **maand(6)))
    assert afgewezen(ontvangst) == {"R1": ("9308",)}
    assert (ontvangst.toegekend, ontvangst.afgewezen) == (11_760, 11_760)
    assert [rij[:3] for rij in oordelen(regio)] == [("R1", "te laat", "afwijzen"), ("R2", "op tijd", "geen")]
    assert "uiterlijk 30-06-2026" in ontvangst.bevindingen[0].melding
    (verhaal,) = waarom(regio.werkplek, "R1", None, NU, "iemand")
    assert "uiterste datum 30-06-2026, peildatum 15-07-2026: 15 dagen te laat" in verhaal


def test_een_latere_versie_van_de_toewijzing_zet_de_termijn_niet_terug(regio: Regio) -> None:
    """The month counts in which the first JW301 that covers the period was sent, not the last."""
    wijs_toe(regio, dag("5-1"), einddatum=dag("28-2"))
    wijs_toe(regio, dag("20-2"), einddatum=dag("31-12"), toewijzingstijd="11:00:00")
    wijs_toe(regio, dag("10-5"), einddatum=dag("30-11"), toewijzingstijd="12:00:00")
    declareer(regio, dag("12-6"), prestatie(**maand(3)))
    t = tabellen.termijnoordeel.c
    assert regio.rijen(select(t.uitkomst, t.verzonden, t.uiterste_datum)) == [
        ("te laat", dag("20-2"), dag("30-4"))
    ]


def test_een_gewijzigde_eenheid_telt_bij_een_credit_niet_mee(regio: Regio) -> None:
    """A credit takes off what its debet added, in the eenheid of the toewijzing at that time."""
    wijs_toe(regio)
    declareer(regio, dag("2-3"), prestatie(**maand(1)), prestatie(referentie_nummer="R2", **maand(2)))
    t = tabellen.toewijzing.c
    assert regio.verbruik() == (240, 23_520)
    wijs_toe(regio, dag("3-3"), toewijzingstijd="11:00:00", volume=2, eenheid="04")
    assert regio.rijen(select(t.eenheid)) == [("04",)]
    declareer(regio, dag("4-3"), credit("R1", "C1", **maand(1)), credit("R2", "C2", **maand(2)))
    assert regio.verbruik() == (0, 0)


# --- aanhouden ------------------------------------------------------------------------------------

AANHOUDEN = Declaratietermijn(1, Gevolg.AANHOUDEN, retourcode_te_laat="9308")
UITERLIJK = date(2026, 7, 29)  # ten werkdagen after Wednesday 15-07-2026


def houd_aan(regio: Regio, termijn: Declaratietermijn = AANHOUDEN) -> Any:
    """May came late and June in time, in one message of 15-07; gives the message."""
    spreek_af(regio, termijn)
    wijs_toe(regio)
    juni = (dag("1-6"), dag("30-6"))
    bericht = keten.jw323_van(
        prestatie(**maand(5)),
        prestatie(referentie_nummer="R2", **maand(6)),
        maand=juni,
        dagtekening=dag("15-7"),
        declaratie_dagtekening=dag("15-7"),
    )
    ontvangst = regio.stuur(bericht, om(dag("15-7")))
    assert (ontvangst.uitkomst, ontvangst.antwoord) == ("aangehouden", None)
    assert ontvangst.reden == "aangehouden, antwoord volgt uiterlijk 29-07-2026"
    return bericht


def aansluiting(regio: Regio) -> tuple[int, ...]:
    gemaakt = maak_aansluiting(regio.engine)
    assert gemaakt.verschillen == ()
    assert geld.aansluiting(regio.werkplek, bezoeker(Rol.FINANCIEEL)) == gemaakt
    rij = gemaakt.rijen[0].stand
    return (rij.ingediend, rij.toegekend, rij.afgewezen, rij.aangehouden, rij.geboekt)


def test_aanhouden_boekt_en_antwoordt_nog_niet(regio: Regio) -> None:
    bericht = houd_aan(regio)
    assert regio.rijen(select(tabellen.boeking.c.id)) == []
    assert regio.verbruik() == (0, 0)
    assert aansluiting(regio) == (23_520, 0, 0, 23_520, 0)
    (lijn,) = wachtende(regio.werkplek)
    assert (lijn.referentie, lijn.bedrag, lijn.beslissen_uiterlijk) == ("R1", 11_760, UITERLIJK)
    (verhaal,) = waarom(regio.werkplek, "R2", None, NU, "iemand")
    assert "uiterlijk 29-07-2026" in verhaal
    voor = regio.dump()
    nog_eens = regio.stuur(bericht, om(dag("16-7")))
    assert (nog_eens.uitkomst, nog_eens.antwoord) == ("herhaald", None)
    assert nog_eens.reden == "aangehouden, antwoord volgt uiterlijk 29-07-2026"
    assert regio.dump() == voor


@pytest.mark.parametrize(
    ("besluit", "toegekend", "gevolg"),
    [(Gevolg.SIGNAAL, 23_520, "accepteren_met_signaal"), (Gevolg.AFWIJZEN, 11_760, "afwijzen")],
)
def test_een_besluit_geeft_het_antwoord(regio: Regio, besluit: Gevolg, toegekend: int, gevolg: str) -> None:
    bericht = houd_aan(regio)
    klaar = beslis(regio.werkplek, keten.AANBIEDER, "R1", besluit, "gebeld", om(dag("20-7")), "Ria")
    assert klaar is not None
    keten.keur_antwoord(klaar.antwoord, als_bytes(bericht))
    keten.keur_boeken(regio.engine)
    assert (klaar.toegekend, klaar.afgewezen) == (toegekend, 23_520 - toegekend)
    assert codec.lees(klaar.antwoord).header.bericht_identificatie.dagtekening == dag("20-7")
    assert aansluiting(regio) == (23_520, toegekend, 23_520 - toegekend, 0, toegekend)
    assert [rij[:3] for rij in oordelen(regio)] == [
        ("R1", "te laat", "aanhouden"),
        ("R1", "te laat", gevolg),
        ("R2", "op tijd", "geen"),
    ]
    assert set(regio.rijen(select(tabellen.boeking.c.geboekt_op))) == {(dag("20-7"),)}
    nog_eens = regio.stuur(bericht, om(dag("21-7")))
    assert (nog_eens.uitkomst, nog_eens.antwoord, nog_eens.reden) == ("herhaald", klaar.antwoord, None)
    with pytest.raises(Besluitfout, match="Er wacht geen prestatie R1"):
        beslis(regio.werkplek, keten.AANBIEDER, "R1", besluit, "nog eens", om(dag("21-7")), "Ria")


def test_op_de_laatste_dag_gaat_het_antwoord_vanzelf(regio: Regio) -> None:
    bericht = houd_aan(regio)
    assert beantwoord_wachtende(regio.werkplek, om(dag("28-7")), "planner") == []
    (klaar,) = beantwoord_wachtende(regio.werkplek, om(UITERLIJK), "planner")
    keten.keur_antwoord(klaar.antwoord, als_bytes(bericht))
    keten.keur_boeken(regio.engine)
    assert (klaar.toegekend, klaar.afgewezen) == (23_520, 0)
    assert len(signalen(regio)) == 1
    voor = regio.dump()
    assert beantwoord_wachtende(regio.werkplek, om(dag("30-7")), "planner") == []
    assert regio.dump() == voor


def test_zonder_code_in_het_contract_kan_niemand_afwijzen(regio: Regio) -> None:
    houd_aan(regio, Declaratietermijn(1, Gevolg.AANHOUDEN))
    voor = regio.dump()
    with pytest.raises(Besluitfout, match="noemt geen retourcode"):
        beslis(regio.werkplek, keten.AANBIEDER, "R1", Gevolg.AFWIJZEN, "te laat", om(dag("20-7")), "Ria")
    assert regio.dump() == voor


def test_wat_wacht_houdt_zijn_nummers_en_telt_als_eerder(regio: Regio) -> None:
    """Later messages find its numbers used, and cannot make it fail by what came after it."""
    bericht = houd_aan(regio)
    nummer = bericht.declaratie.declaratie_nummer
    ook = declareer(regio, dag("16-7"), prestatie(referentie_nummer="R3", **maand(4)), declaratie_nummer=nummer)
    assert lees_codes(ook) == ("9333",)
    zelfde = declareer(regio, dag("3-8"), prestatie(**maand(7)))
    assert zelfde.uitkomst == "verwerkt"
    assert afgewezen(zelfde) == {"R1": ("8021",)}
    credit_erop = declareer(regio, dag("4-8"), credit("R2", "C1", **maand(6)))
    assert afgewezen(credit_erop) == {"C1": ("8017",)}
    klaar = beslis(regio.werkplek, keten.AANBIEDER, "R1", Gevolg.SIGNAAL, "goed", om(dag("4-8")), "Ria")
    assert klaar is not None
    assert (klaar.toegekend, klaar.afgewezen) == (23_520, 0)
    keten.keur_boeken(regio.engine)


def test_twee_regels_wachten_op_twee_besluiten(regio: Regio) -> None:
    spreek_af(regio, AANHOUDEN)
    wijs_toe(regio)
    declareer(regio, dag("15-7"), prestatie(**maand(5)), prestatie(referentie_nummer="R2", **maand(4)))
    assert len(wachtende(regio.werkplek)) == 2
    argumenten = (om(dag("20-7")), "Ria")
    assert beslis(regio.werkplek, keten.AANBIEDER, "R1", Gevolg.AFWIJZEN, "te laat", *argumenten) is None
    with pytest.raises(Besluitfout, match="al besloten"):
        beslis(regio.werkplek, keten.AANBIEDER, "R1", Gevolg.SIGNAAL, "toch", *argumenten)
    klaar = beslis(regio.werkplek, keten.AANBIEDER, "R2", Gevolg.SIGNAAL, "goed", *argumenten)
    assert klaar is not None
    assert (klaar.toegekend, klaar.afgewezen) == (11_760, 11_760)
