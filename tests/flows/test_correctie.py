"""Corrections over messages, months and years, the state of any day, and decisions to look at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from backoffice.contracts.model import Declaratietermijn
from backoffice.services.grootboek import maak_stand
from backoffice.services.herbeoordeling import Voorstelfout, doe_af, stel_voor, voorstellen
from backoffice.storage import contracten, tabellen
from tests.backoffice.contracts import bouwers as contractbouwers
from tests.flows import regio as keten
from tests.flows.regio import AANBIEDER, GEMEENTE, NU, Regio, afgewezen, credit, prestatie
from tests.flows.test_termijn import dag, declareer, maand, om, spreek_af, wijs_toe


def stand(regio: Regio, op: date, bekend_op: date | None = None) -> tuple[int, ...]:
    return next((tuple(rij[2:]) for rij in maak_stand(regio.engine, op, bekend_op)), (0, 0, 0))


def test_een_correctie_over_het_jaareinde(regio: Regio) -> None:
    """December 2025 is declared, taken back and declared again in 2026; each day keeps what it knew."""
    spreek_af(regio, Declaratietermijn(1))
    wijs_toe(regio, dag("1-12", 2025), vanaf=dag("1-12", 2025))
    december = maand(12, 2025)
    assert afgewezen(declareer(regio, dag("5-1"), prestatie(**december))) == {}
    beter = {**december, "geleverd_volume": 100, "bedrag": 9_800}
    ontvangst = declareer(
        regio, dag("5-3"), prestatie(referentie_nummer="R2", **beter), credit("R1", "C1", **december)
    )
    assert afgewezen(ontvangst) == {}
    einde = dag("31-12", 2025)
    assert stand(regio, einde) == (0, 0, 0)
    assert stand(regio, einde, dag("4-1")) == (0, 0, 0)
    assert stand(regio, einde, dag("5-1")) == (11_760, 0, 0)
    assert stand(regio, einde, dag("4-3")) == (11_760, 0, 0)
    assert stand(regio, einde, dag("5-3")) == (21_560, 11_760, 0)
    assert stand(regio, dag("30-11", 2025), dag("5-3")) == (0, 0, 0)
    assert regio.verbruik() == (100, 9_800)


def test_een_credit_van_wat_is_afgewezen_verandert_niets(regio: Regio) -> None:
    wijs_toe(regio)
    assert "R1" in afgewezen(declareer(regio, dag("2-2"), prestatie(**maand(1), product_code="45A05")))
    terug = declareer(regio, dag("3-2"), credit("R1", "C1", **maand(1), product_code="45A05"))
    assert afgewezen(terug) == {"C1": ("8017",)}
    assert stand(regio, dag("28-2")) == (0, 0, 0)


def test_drie_maanden_teruggenomen_en_opnieuw_in_een_bericht(regio: Regio) -> None:
    wijs_toe(regio)
    for nummer in (1, 2, 3):
        declareer(regio, dag(f"5-{nummer + 1}"), prestatie(referentie_nummer=f"R{nummer}", **maand(nummer)))
    terug = [credit(f"R{n}", f"C{n}", **maand(n)) for n in (1, 2, 3)]
    nieuw = [prestatie(referentie_nummer=f"N{n}", **maand(n), geleverd_volume=60, bedrag=5_880) for n in (1, 2, 3)]
    assert afgewezen(declareer(regio, dag("20-5"), *nieuw, *terug)) == {}
    assert regio.verbruik() == (180, 17_640)
    t = tabellen.termijnoordeel.c
    assert regio.rijen(select(t.uitkomst).order_by(t.prestatie_id))[3:] == [("op tijd vervangen",)] * 3


def test_een_kortere_toewijzing_geeft_een_voorstel_en_verandert_niets(regio: Regio) -> None:
    wijs_toe(regio)
    declareer(regio, dag("5-3"), prestatie(**maand(1)), prestatie(referentie_nummer="R2", **maand(2)))
    assert stel_voor(regio.werkplek, NU, "Ria") == []
    wijs_toe(regio, dag("10-3"), einddatum=dag("31-1"), toewijzingstijd="11:00:00")
    prestaties = regio.dump()["prestatie"]
    (voorstel,) = stel_voor(regio.werkplek, NU, "Ria")
    assert (voorstel.referentie, voorstel.advies) == ("R2", "laten crediteren")
    assert voorstel.aanleiding == "toewijzing 1001 versie 2"
    assert regio.dump()["prestatie"] == prestaties
    assert stel_voor(regio.werkplek, NU, "Ria") == []
    assert voorstellen(regio.werkplek) == [voorstel]
    doe_af(regio.werkplek, voorstel.id, NU, "Ria")
    assert voorstellen(regio.werkplek) == []
    with pytest.raises(Voorstelfout, match="geen open voorstel"):
        doe_af(regio.werkplek, voorstel.id, NU, "Ria")


def test_een_ander_tarief_met_terugwerkende_kracht(regio: Regio) -> None:
    """What was granted at the old tarief should be credited; what was refused at the new one may come again."""
    wijs_toe(regio)
    duur = {"product_tarief": 100, "bedrag": 12_000}
    eerst = declareer(
        regio, dag("5-3"), prestatie(**maand(1)), prestatie(referentie_nummer="R2", **maand(2), **duur)
    )
    assert set(afgewezen(eerst)) == {"R2"}
    nieuw = contractbouwers.product(contractbouwers.tarief(tarief=100), code="45A04")
    with regio.engine.begin() as conn:
        contracten.bewaar(conn, [replace(keten.contract(), producten=(nieuw,))], NU)
    assert [(v.referentie, v.advies, v.aanleiding) for v in stel_voor(regio.werkplek, NU, "Ria")] == [
        ("R1", "laten crediteren", f"contract OBJ-{AANBIEDER} versie 2"),
        ("R2", "opnieuw laten indienen", f"contract OBJ-{AANBIEDER} versie 2"),
    ]


def test_een_toewijzing_die_later_kwam(regio: Regio) -> None:
    wijs_toe(regio)
    fout = declareer(regio, dag("5-3"), prestatie(toewijzing_nummer=1002, product_code="45A05", **maand(2)))
    assert afgewezen(fout) == {"R1": ("9338",)}
    nieuw = contractbouwers.product(contractbouwers.tarief(tarief=98), code="45A05")
    oud = keten.contract()
    with regio.engine.begin() as conn:
        contracten.bewaar(conn, [replace(oud, producten=(*oud.producten, nieuw))], NU)
    wijs_toe(regio, dag("10-3"), toewijzing_nummer=1002, code="45A05")
    (voorstel,) = stel_voor(regio.werkplek, om(dag("11-3")), "Ria")
    assert (voorstel.referentie, voorstel.advies, voorstel.gemeente) == ("R1", "opnieuw laten indienen", GEMEENTE)
