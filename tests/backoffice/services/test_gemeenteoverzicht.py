"""The statements of the gemeenten: who bears what, against what was budgeted, in three forms."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from sqlalchemy import Connection, Engine

from backoffice.ledger.boeken import boek_toekenning
from backoffice.services import tabelvormen
from backoffice.services.gemeenteoverzicht import (
    GEEN_BEGROTING,
    Gemeenteoverzicht,
    Regio,
    maak_regio,
    regiotabellen,
    schrijf_alle_lastregels,
    schrijf_lastregels,
    tabellen_van,
)
from backoffice.services.kostenoverzicht import Kostenverschil
from backoffice.services.laad_begroting import Begrotingsfout, laad_begroting
from backoffice.services.partijen import registreer_partijen
from backoffice.services.tabelvormen import Tabel
from backoffice.storage.boekingen import bewaar_boekingen
from tests.backoffice.storage import rijen

NU = datetime(2026, 6, 1, 9, tzinfo=UTC)
BORNE, HENGELO = "0147", "0164"
AANBIEDER = "99000001"


def boek(conn: Connection, nummer: int, debiteur: str, delen: dict[str, int], maand: date, categorie: str) -> None:
    """A granted prestatie, declared to `debiteur` the month after its delivery."""
    bericht = rijen.bericht(conn, identificatie=f"B{nummer}", afzender=AANBIEDER)
    declaratie = rijen.declaratie(
        conn, bericht_id=bericht, gemeente=debiteur, aanbieder=AANBIEDER, declaratie_nummer=f"D{nummer}"
    )
    prestatie = rijen.prestatie(
        conn,
        declaratie_id=declaratie,
        aanbieder=AANBIEDER,
        referentie=f"R{nummer}",
        categorie=categorie,
        begindatum=maand,
        bedrag=sum(delen.values()),
    )
    ontvangen = date(maand.year, maand.month + 1, 4)
    boeking = boek_toekenning(prestatie, debiteur, AANBIEDER, delen, ontvangen, maand)
    bewaar_boekingen(conn, bericht, ontvangen.replace(day=1), [boeking], termijn=30)


@pytest.fixture
def geboekt(engine: Engine) -> Engine:
    """Hengelo: own 1,000 and 2,000, shared 600 with 400 for Borne, and 300 for Borne alone; and 500 last year."""
    januari, februari, april = (date(2026, maand, 1) for maand in (1, 2, 4))
    with engine.begin() as conn:
        boek(conn, 1, HENGELO, {HENGELO: 1_000}, januari, "45")
        boek(conn, 2, HENGELO, {HENGELO: 2_000}, februari, "44")
        boek(conn, 3, HENGELO, {HENGELO: 600, BORNE: 400}, februari, "45")
        boek(conn, 4, HENGELO, {BORNE: 300}, februari, "45")
        boek(conn, 5, HENGELO, {HENGELO: 7_777}, april, "45")
        boek(conn, 6, HENGELO, {HENGELO: 500}, date(2025, 1, 1), "45")
        boek(conn, 7, HENGELO, {HENGELO: 1_500}, date(2025, 9, 1), "45")
    registreer_partijen(engine, {AANBIEDER: "<b>De Proefballon</b>"}, {})
    return engine


def overzicht(regio: Regio, gemeente: str) -> Gemeenteoverzicht:
    (gevonden,) = [g for g in regio.gemeenten if g.gemeente == gemeente]
    return gevonden


def tabel(tabellen: list[Tabel], naam: str) -> Tabel:
    (gevonden,) = [t for t in tabellen if t.naam == naam]
    return gevonden


FEBRUARI = date(2026, 2, 1)


def test_eigen_gedeeld_en_verrekening_per_maand(geboekt: Engine) -> None:
    regio = maak_regio(geboekt, FEBRUARI)
    hengelo = tabellen_van(overzicht(regio, HENGELO), regio.namen)
    assert tabel(hengelo, "Kosten per leveringsmaand").rijen == [
        ("2026-01", 1_000, 0, 0, 1_000, 0),
        ("2026-02", 2_000, 600, 0, 2_600, 700),
    ]
    assert tabel(hengelo, "Kosten per ontvangstmaand").rijen == [
        ("2026-02", 1_000, 0, 0, 1_000, 0),
        ("2026-03", 2_000, 600, 0, 2_600, 700),
    ]
    borne = tabel(tabellen_van(overzicht(regio, BORNE), regio.namen), "Kosten per leveringsmaand")
    assert borne.rijen == [("2026-02", 0, 0, 700, 700, 0)]
    for gemeente, kosten in ((HENGELO, 3_600), (BORNE, 700)):
        for een in tabellen_van(overzicht(regio, gemeente), regio.namen)[:2]:
            assert een.totaal[4] == kosten == sum(rij[4] for rij in een.rijen if isinstance(rij[4], int))


def test_de_regio_is_de_som_van_haar_gemeenten_en_van_de_boeken(geboekt: Engine) -> None:
    per_gemeente = regiotabellen(maak_regio(geboekt, FEBRUARI))[0]
    assert per_gemeente.rijen == [
        (BORNE, "Borne", 0, 0, 700, 700, 0, 700, 0),
        (HENGELO, "Hengelo (O.)", 3_000, 600, 0, 3_600, 700, 3_600, 0),
    ]
    assert per_gemeente.totaal == ("regio", "", 3_000, 600, 700, 4_300, 700, 4_300, 0)
    for kolom in range(2, 9):
        assert (
            sum(rij[kolom] for rij in per_gemeente.rijen if isinstance(rij[kolom], int))
            == (per_gemeente.totaal[kolom])
        )


def test_een_overzicht_dat_niet_de_boeken_is_wordt_niet_gegeven(
    geboekt: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.storage.kosten.lees_geleverd", lambda conn, van, tot: {HENGELO: 3_600})
    with pytest.raises(Kostenverschil, match="gemeente 0147"):
        maak_regio(geboekt, FEBRUARI)


def laad(engine: Engine, map_: Path, tekst: str) -> int:
    pad = map_ / "begroting.csv"
    pad.write_text(tekst, "utf-8")
    return laad_begroting(engine, pad, NU, "controller")


def begroting(engine: Engine, gemeente: str) -> Tabel:
    regio = maak_regio(engine, FEBRUARI)
    return tabel(tabellen_van(overzicht(regio, gemeente), regio.namen), "Begroting en prognose")


def test_geen_begroting_is_geen_nul(geboekt: Engine, tmp_path: Path) -> None:
    # 45: 1,600 this year against 500 of 2,000 last year; 44 is new: a straight line, 2,000 times 6.
    assert begroting(geboekt, HENGELO).rijen == [
        ("44 Jeugdhulp verblijf (excl. behandeling)", GEEN_BEGROTING, 2_000, 12_000, "", ""),
        ("45 Jeugdhulp ambulant", GEEN_BEGROTING, 1_600, 6_400, "", ""),
    ]
    posten = ("44;0,00", "45;80", "41;5,5")
    rijen_ = (f"0164;2026;{post}" for post in posten)
    laad(geboekt, tmp_path, "\n".join(["gemeente;jaar;categorie;euros", *rijen_]))
    tabel_ = begroting(geboekt, HENGELO)
    assert tabel_.rijen == [
        ("41 Dagbehandeling", 550, 0, 0, 550, "100,0 %"),
        ("44 Jeugdhulp verblijf (excl. behandeling)", 0, 2_000, 12_000, -12_000, ""),
        ("45 Jeugdhulp ambulant", 8_000, 1_600, 6_400, 1_600, "20,0 %"),
    ]
    assert tabel_.totaal == ("totaal", 8_550, 3_600, 18_400, -9_850, "-115,2 %")
    assert begroting(geboekt, BORNE).totaal == ("totaal", GEEN_BEGROTING, 700, 4_200, "", "")
    regio = regiotabellen(maak_regio(geboekt, FEBRUARI))[1]
    assert regio.totaal == ("1 met begroting", "", 8_550, 3_600, 18_400, -9_850, "-115,2 %")


def test_een_begroting_per_contractsoort(geboekt: Engine, tmp_path: Path) -> None:
    laad(geboekt, tmp_path, "jaar;gemeente;euros;contractsoort\n2026;0164;1.000,00;OB Jeugd\n")
    assert begroting(geboekt, HENGELO).rijen == [
        ("OB Jeugd", 100_000, 0, 0, 100_000, "100,0 %"),
        # 3,600 against 500 of 2,000 last year.
        ("zonder contract", GEEN_BEGROTING, 3_600, 14_400, "", ""),
    ]


def test_nog_eens_laden_verandert_niets_en_een_nieuwe_vervangt(geboekt: Engine, tmp_path: Path) -> None:
    tekst = "gemeente;jaar;categorie;euros\n0164;2026;45;80\n0147;2026;45;7\n"
    assert laad(geboekt, tmp_path, tekst) == 2
    assert laad(geboekt, tmp_path, tekst) == 0
    assert laad(geboekt, tmp_path, tekst.replace("45;7", "44;9")) == 1
    assert [rij[:2] for rij in begroting(geboekt, BORNE).rijen] == [
        ("44 Jeugdhulp verblijf (excl. behandeling)", 900),
        ("45 Jeugdhulp ambulant", GEEN_BEGROTING),
    ]


@pytest.mark.parametrize(
    ("rij", "woord"),
    [
        ("9999;2026;45;1", "gemeente is '9999'"),
        ("0164;2014;45;1", "jaar is '2014'"),
        ("0164;2026;99;1", "categorie is '99'"),
        ("0164;2026;45;-1", "euros is '-1'"),
        ("0164;2026;45;veel", "euros is 'veel'"),
        ("0164;2026;44;2", "44 staat er voor 0164 in 2026 al"),
    ],
)
def test_een_fout_in_de_begroting_houdt_alles_tegen(geboekt: Engine, tmp_path: Path, rij: str, woord: str) -> None:
    with pytest.raises(Begrotingsfout, match=f"regel 3: {woord}"):
        laad(geboekt, tmp_path, f"gemeente;jaar;categorie;euros\n0164;2026;44;1\n{rij}\n")
    assert begroting(geboekt, HENGELO).totaal[1] == GEEN_BEGROTING


def test_tot_op_de_regel(geboekt: Engine) -> None:
    inhoud = schrijf_lastregels(geboekt, BORNE, FEBRUARI).decode("utf-8-sig")
    *regels, totaal = csv.DictReader(StringIO(inhoud, newline=""), delimiter=";")
    kolommen = ("bericht", "referentienummer", "gedeclareerd bij", "aard", "kosten")
    assert [tuple(regel[kolom] for kolom in kolommen) for regel in regels] == [
        ("B3", "R3", HENGELO, "verrekening", "4,00"),
        ("B4", "R4", HENGELO, "verrekening", "3,00"),
    ]
    assert totaal["kosten"] == "7,00"


def test_de_regels_van_allen_tegelijk_zijn_die_van_ieder(geboekt: Engine) -> None:
    wie = (BORNE, HENGELO, "0173")
    alle = dict(schrijf_alle_lastregels(geboekt, wie, FEBRUARI))
    assert alle == {gemeente: schrijf_lastregels(geboekt, gemeente, FEBRUARI) for gemeente in wie}
    assert alle["0173"].decode("utf-8-sig").splitlines()[1:] == [f"totaal{';' * 11}0,00"]


def test_drie_vormen_zeggen_hetzelfde(geboekt: Engine) -> None:
    regio = maak_regio(geboekt, FEBRUARI)
    tabellen = tabellen_van(overzicht(regio, HENGELO), regio.namen)
    boek_ = load_workbook(BytesIO(tabelvormen.schrijf_excel(tabellen)))
    assert [vel.max_row for vel in boek_.worksheets] == [len(een.rijen) + 2 for een in tabellen]
    assert boek_["Kosten per leveringsmaand"]["E4"].value == pytest.approx(36.0)
    blokken = tabelvormen.schrijf_csv(tabellen).decode("utf-8-sig").split("\r\n\r\n")
    assert [blok.splitlines()[0] for blok in blokken] == [een.naam for een in tabellen]
    assert "totaal;30,00;6,00;0,00;36,00;7,00" in blokken[0].splitlines()
    html = tabelvormen.schrijf_html("Jeugdhulp Hengelo", ["Uitleg."], tabellen).decode()
    assert html.count("€ 36,00") == 4
    assert "<b>De" not in html
    assert "&lt;b&gt;De Proefballon" in html


def test_de_bladzijde_is_toegankelijk_en_vraagt_niets_van_elders(geboekt: Engine) -> None:
    regio = maak_regio(geboekt, FEBRUARI)
    lang = Tabel("Lang", ("a", "b"), [(str(n), n) for n in range(41)], ("totaal", 0))
    tabellen = [*tabellen_van(overzicht(regio, HENGELO), regio.namen), lang]
    html = etree.fromstring(tabelvormen.schrijf_html("Titel", [], tabellen), etree.HTMLParser(encoding="utf-8"))
    assert html.get("lang") == "nl"
    assert not html.xpath("//script | //link | //img | //@src | //@href")
    assert len(html.xpath("//table")) == len(tabellen)
    for een in html.xpath("//table"):
        assert een.xpath("thead//th[@scope='col']")
        assert len(een.xpath("*/tr[th[@scope='row']]")) == len(een.xpath("tbody/tr | tfoot/tr"))
    assert [e.text for e in html.xpath("//summary")] == ["Toon 41 regels"]
    ids = html.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(html.xpath("//@aria-labelledby")) <= set(ids)


@pytest.mark.parametrize(
    ("centen", "tekst"),
    [(123_456_789, "€ 1.234.567,89"), (-100_000, "€ -1.000,00"), (99_999, "€ 999,99"), (5, "€ 0,05")],
)
def test_een_bedrag_om_te_lezen(centen: int, tekst: str) -> None:
    assert tabelvormen.leesbaar(centen) == tekst


def test_dezelfde_cijfers_geven_dezelfde_bytes(geboekt: Engine) -> None:
    tabellen = [regiotabellen(maak_regio(geboekt, FEBRUARI)) for _ in range(2)]
    assert len({tabelvormen.schrijf_excel(een) for een in tabellen}) == 1
    assert len({tabelvormen.schrijf_html("x", [], een) for een in tabellen}) == 1
