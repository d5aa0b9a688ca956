"""Toewijzingen from JW301s: the version decided last is in force, whatever the order of arrival (IV013)."""

from __future__ import annotations

import json
from datetime import date
from itertools import permutations
from typing import Any

from sqlalchemy import select

from backoffice.storage import tabellen
from ijw.nummers import test_bsn as proef_bsn
from tests import bouwers
from tests.flows.regio import (
    MAANDBEDRAG,
    Regio,
    afgewezen,
    credit,
    jw301_van,
    prestatie,
    product,
    regels_van,
)

OUD = {"toewijzingsdatum": date(2026, 3, 19), "toewijzingstijd": "23:59:59"}
EERST = {"toewijzingsdatum": date(2026, 3, 20), "toewijzingstijd": "10:00:00"}
LATER = {"toewijzingsdatum": date(2026, 3, 20), "toewijzingstijd": "10:00:01", "einddatum": date(2026, 6, 30)}
WEG = {"toewijzingsdatum": date(2026, 4, 2), "einddatum": date(2026, 1, 1), "reden_wijziging": "13"}


def geldig(regio: Regio, nummer: int = 1001) -> Any:
    (rij,) = regio.rijen(select(tabellen.toewijzing).where(tabellen.toewijzing.c.toewijzing_nummer == nummer))
    return rij


def versies(regio: Regio) -> list[tuple[int, str]]:
    v = tabellen.toewijzing_versie.c
    return [(rij.versie, rij.toewijzingstijd) for rij in regio.rijen(select(v.versie, v.toewijzingstijd))]


def signalen(regio: Regio) -> list[str]:
    return [rij.reden for rij in regio.rijen(select(tabellen.signaal.c.reden))]


def test_nieuw(regio: Regio) -> None:
    assert regio.wijs_toe().reden == "1 nieuw"
    rij = geldig(regio)
    assert (rij.gemeente, rij.aanbieder, rij.versie, rij.verwijderd) == ("0153", "12345678", 1, False)
    assert (rij.categorie, rij.code, rij.volume, rij.eenheid, rij.frequentie) == ("45", "45A04", 120, "01", "4")
    assert rij.eerste_verzonden == date(2026, 4, 3)
    assert regio.verbruik() == (0, 0)


def test_nieuwer(regio: Regio) -> None:
    regio.wijs_toe(product(**EERST))
    assert regio.wijs_toe(product(**LATER)).reden == "1 gewijzigd"
    assert (geldig(regio).versie, geldig(regio).einddatum) == (2, date(2026, 6, 30))
    assert versies(regio) == [(1, "10:00:00"), (2, "10:00:01")]
    # When it was first sent stays: the term for declaring starts there.
    assert geldig(regio).eerste_verzonden == date(2026, 4, 3)


def test_ouder(regio: Regio) -> None:
    regio.wijs_toe(product(**EERST))
    assert regio.wijs_toe(product(**OUD, volume=1)).reden == "1 ouder dan de geldende versie"
    assert (geldig(regio).versie, geldig(regio).volume) == (1, 120)


def test_de_volgorde_van_aankomst_maakt_niet_uit(regio: Regio) -> None:
    for nummer, volgorde in enumerate(permutations([OUD, EERST, LATER]), 1001):
        for versie in volgorde:
            regio.wijs_toe(product(toewijzing_nummer=nummer, **versie))
        rij = geldig(regio, nummer)
        assert (rij.toewijzingstijd, rij.einddatum) == (LATER["toewijzingstijd"], LATER["einddatum"])


def test_gelijk(regio: Regio) -> None:
    regio.wijs_toe(product(reden_wijziging="12"))
    # Repeated in a later message it is empty (IV099).
    assert regio.wijs_toe(product()).reden == "1 ongewijzigd"
    assert (geldig(regio).versie, signalen(regio)) == (1, [])


def test_tegenstrijdig_blijft_staan_voor_een_mens(regio: Regio) -> None:
    regio.wijs_toe(product())
    ontvangst = regio.wijs_toe(product(volume=60))
    assert "tegenstrijdig" in (ontvangst.reden or "")
    assert (geldig(regio).versie, geldig(regio).volume) == (1, 120)
    (signaal,) = signalen(regio)
    assert "1001" in signaal


def test_verwijderd(regio: Regio) -> None:
    regio.wijs_toe()
    regio.wijs_toe(product(**WEG))
    assert geldig(regio).verwijderd
    assert "9384" in afgewezen(regio.declareer())["R1"]


def test_een_dag_zonder_reden_13_is_niet_verwijderd(regio: Regio) -> None:
    regio.wijs_toe(product(einddatum=date(2026, 1, 1)))
    assert not geldig(regio).verwijderd


def test_verwijderen_kan_niet_zolang_er_iets_is_toegekend(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    voor = geldig(regio)
    geweigerd = regio.stuur(jw301_van(product(**WEG)))
    assert (geweigerd.uitkomst, geweigerd.niveau, geweigerd.antwoord_soort) == ("afgekeurd", 3, "JW302")
    assert [regel for regel, _ in regels_van(geweigerd)] == ["TR385"]
    assert geldig(regio) == voor
    assert afgewezen(regio.declareer(credit("R1", "R2"))) == {}
    regio.wijs_toe(product(**WEG))
    assert geldig(regio).verwijderd


def test_ook_een_toekenning_van_nul_euro_houdt_verwijderen_tegen(regio: Regio) -> None:
    regio.wijs_toe()
    assert afgewezen(regio.declareer(prestatie(geleverd_volume=0, bedrag=0))) == {}
    assert [regel for regel, _ in regels_van(regio.stuur(jw301_van(product(**WEG))))] == ["TR385"]


def test_een_nummer_van_een_ander(regio: Regio) -> None:
    regio.wijs_toe()
    voor = regio.dump()
    for anders in ({"bsn": proef_bsn(2)}, {"aanbieder": "87654321"}):
        ontvangst = regio.stuur(jw301_van(product(), **anders))
        assert (ontvangst.uitkomst, [r for r, _ in regels_van(ontvangst)]) == ("afgekeurd", ["TR332"])
    na = regio.dump()
    for tabel in ("toewijzing", "toewijzing_versie", "client", "verbruik"):
        assert na[tabel] == voor[tabel]
    # At another gemeente the number is another toewijzing (OP275).
    regio.wijs_toe(gemeente="0164", bsn=proef_bsn(2))


def test_een_fout_in_een_product_houdt_het_hele_bericht_tegen(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    ontvangst = regio.stuur(jw301_van(product(**WEG), product(toewijzing_nummer=1002)))
    assert ontvangst.uitkomst == "afgekeurd"
    assert len(regio.dump()["toewijzing"]) == 1


def test_hetzelfde_nummer_twee_keer_in_een_bericht(regio: Regio) -> None:
    ontvangst = regio.stuur(jw301_van(product(**EERST), product(**LATER)))
    assert (ontvangst.uitkomst, ontvangst.niveau) == ("afgekeurd", 2)
    assert regio.dump()["toewijzing"] == []


def gegevens(regio: Regio) -> dict[str, Any]:
    ((versleuteld,),) = regio.rijen(select(tabellen.client.c.gegevens))
    gelezen: dict[str, Any] = json.loads(regio.kluis.ontsleutel_tekst(versleuteld, "client.gegevens"))
    return gelezen


def test_gegevens_van_een_client_worden_niet_ouder(regio: Regio) -> None:
    def bericht(voornamen: str, **versie: Any) -> Any:
        return jw301_van(product(**versie), naam=bouwers.naam(voornamen=voornamen))

    regio.stuur(bericht("Nieuw", **EERST))
    regio.stuur(bericht("Oud", **OUD))
    assert gegevens(regio)["voornamen"] == "Nieuw"
    regio.stuur(bericht("Nieuwer", **LATER))
    assert gegevens(regio)["voornamen"] == "Nieuwer"


def test_wat_is_toegekend_blijft_bij_een_nieuwe_versie(regio: Regio) -> None:
    regio.wijs_toe(product(**EERST))
    regio.declareer()
    regio.wijs_toe(product(**LATER))
    assert regio.verbruik() == (120, MAANDBEDRAG)
    assert afgewezen(regio.declareer(credit("R1", "R2"))) == {}


def test_wie_iets_las_of_schreef_staat_in_het_logboek(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    a = tabellen.audit.c
    regels = regio.rijen(select(a.wie, a.handeling, a.client_id, a.bericht_id).order_by(a.id))
    assert [tuple(rij) for rij in regels] == [
        ("systeem", "toewijzing geregistreerd", 1, 1),
        ("systeem", "declaratie beoordeeld", 1, 2),
    ]
