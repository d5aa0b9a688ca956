"""Answers to our own messages: retourberichten and the JW325, which change the state of what was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backoffice.storage import tabellen
from ijw.berichten import soort as berichtsoort
from ijw.bevinding import Bevinding, Niveau
from ijw.nummers import test_bsn as proef_bsn
from ijw.retour import Kenmerk, retourbericht, retoursoort
from tests import bouwers
from tests.flows.keten import antwoord, lees, start, stop, verstuur, vot, vow
from tests.flows.regio import AANBIEDER, GEMEENTE, NU, Regio, jw301_van, jw323_van, prestatie, regels_van

HEEN = {"JW301": jw301_van, "JW305": start, "JW307": stop, "JW315": vot, "JW317": vow, "JW319": antwoord}
PLAATS = {
    "JW301": ("/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]", "9332", "TR332"),
    "JW305": ("/Bericht/Client/StartProducten/StartProduct[1]", "9326", "TR326"),
    "JW307": ("/Bericht/Client/StopProducten/StopProduct[1]", "9415", "TR415"),
    "JW315": ("/Bericht/Client", "9374", "TR374"),
    "JW317": ("/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[1]", "9351", "TR351"),
    "JW319": ("/Bericht/Antwoord", "9359", "TR359"),
}


def partijen(naam: str) -> dict[str, str]:
    if naam in ("JW301", "JW319"):
        return {"afzender": GEMEENTE, "ontvanger": AANBIEDER}
    return {"afzender": AANBIEDER, "ontvanger": GEMEENTE}


def retour(heen: Any, *gevonden: tuple[str, str, Niveau], kenmerk: str = "R1") -> Any:
    bevindingen = [Bevinding("", niveau, code, plaats, "", None, "", "") for plaats, code, niveau in gevonden]
    eigen = Kenmerk(identificatie=kenmerk, dagtekening=NU.date(), xsd_versie=bouwers.XSD_VERSIE)
    return retourbericht(heen, bouwers.soort_van(heen), bevindingen, eigen)


def staat(regio: Regio, nummer: int) -> tuple[Any, Any]:
    u = tabellen.uitgaand.c
    ((op, oordeel),) = regio.rijen(select(u.retour_op, u.retour_oordeel).where(u.id == nummer))
    return op, oordeel


@pytest.mark.parametrize("naam", HEEN)
def test_goedgekeurd(regio: Regio, naam: str) -> None:
    heen = HEEN[naam]()
    nummer = verstuur(regio, heen, **partijen(naam))
    assert staat(regio, nummer) == (None, None)
    ontvangst = regio.stuur(retour(heen))
    assert (ontvangst.uitkomst, ontvangst.antwoord, ontvangst.signalen) == ("verwerkt", None, ())
    assert ontvangst.soort == retoursoort(berichtsoort(naam)).naam
    # The header repeats that of the heenbericht; who sent the answer is the one it was sent to (IV028).
    assert (ontvangst.ontvanger, ontvangst.afzender) == tuple(partijen(naam).values())
    assert staat(regio, nummer) == (NU, "goed")


@pytest.mark.parametrize("naam", HEEN)
def test_afgekeurd(regio: Regio, naam: str) -> None:
    heen = HEEN[naam]()
    nummer = verstuur(regio, heen, **partijen(naam))
    plaats, code, regel = PLAATS[naam]
    ontvangst = regio.stuur(retour(heen, (plaats, code, Niveau.BERICHTOVERSTIJGEND)))
    assert (ontvangst.uitkomst, ontvangst.niveau) == ("verwerkt", None)
    assert [(b.locatie, b.retourcode, b.regel) for b in ontvangst.bevindingen] == [(plaats, code, regel)]
    assert staat(regio, nummer) == (NU, "afgekeurd")
    b = tabellen.bevinding.c
    assert [tuple(rij) for rij in regio.rijen(select(b.retourcode, b.locatie))] == [(code, plaats)]


def test_technisch_afgekeurd(regio: Regio) -> None:
    heen = jw301_van()
    nummer = verstuur(regio, heen)
    ontvangst = regio.stuur(retour(heen, ("/Bericht", "0001", Niveau.BERICHT)))
    assert regels_van(ontvangst) == [("IV032", Niveau.BERICHT)]
    assert staat(regio, nummer) == (NU, "afgekeurd")


def test_een_antwoord_op_wat_hier_niet_is_verzonden(regio: Regio) -> None:
    ontvangst = regio.stuur(retour(start()))
    assert (ontvangst.uitkomst, [s.regel for s in ontvangst.signalen]) == ("verwerkt", ["IV028"])


def test_een_tweede_antwoord_verandert_niets(regio: Regio) -> None:
    heen = jw301_van()
    nummer = verstuur(regio, heen)
    eerste = retour(heen)
    regio.stuur(eerste)
    assert regio.stuur(eerste).uitkomst == "herhaald"
    afkeur = (PLAATS["JW301"][0], "9332", Niveau.BERICHTOVERSTIJGEND)
    tweede = regio.stuur(retour(heen, afkeur, kenmerk="R2"), op=NU + timedelta(days=1))
    assert "al eerder beantwoord" in tweede.signalen[0].reden
    assert regio.stuur(retour(heen, afkeur)).uitkomst == "conflict"
    assert staat(regio, nummer) == (NU, "goed")


# --- JW325 ----------------------------------------------------------------------------------------


def beantwoord(regio: Regio, *prestaties: Any) -> tuple[int, Any]:
    """A JW323 of our own, and the JW325 that the gemeente gives."""
    regio.wijs_toe()
    heen = jw323_van(*prestaties)
    return verstuur(regio, heen, **partijen("JW323")), lees(regio.stuur(heen))


def test_een_jw325_op_een_eigen_declaratie(regio: Regio) -> None:
    nummer, terug = beantwoord(regio, prestatie(), prestatie(referentie_nummer="R2", toewijzing_nummer=7))
    ontvangst = regio.stuur(terug)
    assert (ontvangst.uitkomst, ontvangst.antwoord, ontvangst.signalen) == ("verwerkt", None, ())
    assert regels_van(ontvangst) == [("TR338", 3)]
    assert ontvangst.reden is not None
    assert ontvangst.reden.endswith("is goedgekeurd; 1 afwijzing daarbinnen")
    assert staat(regio, nummer) == (NU, "goed")


def test_een_declaratie_die_als_geheel_is_afgekeurd(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(declaratie_nummer="N")
    heen = jw323_van(declaratie_nummer="N")
    nummer = verstuur(regio, heen, **partijen("JW323"))
    assert regels_van(regio.stuur(lees(regio.stuur(heen)))) == [("TR333", 3)]
    assert staat(regio, nummer) == (NU, "afgekeurd")


FOUT = prestatie(referentie_nummer="R2", toewijzing_nummer=7)


@pytest.mark.parametrize(
    ("regel", "anders"),
    [
        ("TR337", {"declaratie_identificatie": {"dagtekening": date(2026, 4, 1)}}),
        ("TR371", {"xsd_versie_declaratie": {"bericht_xsd_versie": "9.9.9"}}),
        ("TR135", {"bericht_identificatie": {"dagtekening": date(2026, 4, 11)}}),
    ],
)
def test_een_kop_die_niet_bij_de_declaratie_hoort(regio: Regio, regel: str, anders: dict[str, Any]) -> None:
    nummer, terug = beantwoord(regio, FOUT)
    ((veld, waarden),) = anders.items()
    header = replace(terug.header, **{veld: replace(getattr(terug.header, veld), **waarden)})
    ontvangst = regio.stuur(replace(terug, header=header))
    assert ontvangst.uitkomst == "afgekeurd"
    assert regel in {code for code, _ in regels_van(ontvangst)}
    assert staat(regio, nummer) == (None, None)


@pytest.mark.parametrize(
    ("regels", "anders"),
    [
        (["TR367"], {"product_code": "45A05"}),
        (["TR366"], {"referentie_nummer": "R9"}),
    ],
)
def test_een_prestatie_die_niet_is_ingediend(regio: Regio, regels: list[str], anders: dict[str, str]) -> None:
    _, terug = beantwoord(regio, FOUT)
    deel = terug.declaratie_antwoord
    (client,) = deel.clienten
    prestaties = (bouwers.wijzig(client.prestaties[0], **anders),)
    terug = replace(terug, declaratie_antwoord=replace(deel, clienten=(replace(client, prestaties=prestaties),)))
    assert [code for code, _ in regels_van(regio.stuur(terug))] == regels


def test_een_onbekende_client_en_een_ander_nummer(regio: Regio) -> None:
    _, terug = beantwoord(regio, FOUT)
    deel = terug.declaratie_antwoord
    ander = replace(deel, declaratie_nummer="N0", clienten=(replace(deel.clienten[0], bsn=proef_bsn(9)),))
    ontvangst = regio.stuur(replace(terug, declaratie_antwoord=ander))
    assert sorted(code for code, _ in regels_van(ontvangst)) == ["TR304", "TR376"]


def test_een_declaratie_wordt_een_keer_beantwoord(regio: Regio) -> None:
    _, terug = beantwoord(regio, FOUT)
    assert regio.stuur(terug).uitkomst == "verwerkt"
    nog_een = bouwers.wijzig(
        terug.header, bericht_identificatie=bouwers.wijzig(terug.header.bericht_identificatie, identificatie="NOG")
    )
    assert regels_van(regio.stuur(replace(terug, header=nog_een))) == [("TR056", 3)]


def test_van_een_onbekende_declaratie_wordt_niets_beweerd(regio: Regio) -> None:
    ontvangst = regio.stuur(bouwers.jw325_bericht())
    assert ontvangst.uitkomst == "verwerkt"
    assert {s.regel for s in ontvangst.signalen} == {"TR056", "TR337", "TR371", "TR376", "IV087"}
