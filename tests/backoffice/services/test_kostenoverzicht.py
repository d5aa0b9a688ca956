import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection, Engine, insert

from backoffice.services.kostenoverzicht import (
    Aard,
    Bedragen,
    Kostenoverzicht,
    Kostenregel,
    Kostenverschil,
    maak_overzicht,
    schrijf_csv,
    schrijf_excel,
)
from backoffice.services.partijen import registreer_partijen
from backoffice.services.samenvatting import vat_samen
from backoffice.storage import tabellen
from backoffice.storage.boeksommen import hermaak
from backoffice.storage.nummerreeks import reserveer_ids
from tests.backoffice.storage import rijen

MEI = date(2026, 5, 6)


class Administratie:
    """Books prestaties in one declaratie of one aanbieder."""

    def __init__(self, conn: Connection, aanbieder: str = "99000001", gemeente: str = "0164") -> None:
        self.conn, self.aanbieder, self.gemeente = conn, aanbieder, gemeente
        self.bericht = rijen.bericht(conn, identificatie=f"B-{aanbieder}-{gemeente}", afzender=aanbieder)
        self.declaratie = rijen.declaratie(
            conn,
            bericht_id=self.bericht,
            aanbieder=aanbieder,
            gemeente=gemeente,
            declaratie_nummer=f"D{aanbieder}{gemeente}",
        )
        self.nummer = 0

    def boek(self, bedrag: int, geboekt_op: date = MEI, maand: date = date(2026, 4, 1), **anders: Any) -> int:
        """Book one granted prestatie, a credit when the amount is negative; gives the boeking."""
        self.nummer += 1
        prestatie = rijen.prestatie(
            self.conn,
            declaratie_id=self.declaratie,
            aanbieder=self.aanbieder,
            referentie=f"R{self.nummer}",
            begindatum=maand,
            bedrag=bedrag,
            **anders,
        )
        boeking = rijen.boeking(
            self.conn,
            bericht_id=self.bericht,
            prestatie_id=prestatie,
            gemeente=self.gemeente,
            geboekt_op=geboekt_op,
            leveringsmaand=maand,
        )
        self._regel(boeking, "vordering_gemeente", self.gemeente, bedrag)
        self._regel(boeking, "schuld_aanbieder", self.aanbieder, -bedrag)
        return boeking

    def _regel(self, boeking: int, rekening: str, partij: str, bedrag: int) -> None:
        rijen.boekingsregel(self.conn, boeking_id=boeking, rekening=rekening, partij=partij, bedrag=bedrag)


@pytest.fixture
def geboekt(engine: Engine) -> Engine:
    """Two gemeenten, two aanbieders; hand-made sums stand in the tests."""
    with engine.begin() as conn:
        een = Administratie(conn)
        een.boek(57_281)
        een.boek(10_000, code="45A02")
        een.boek(-10_000, date(2026, 6, 3), code="45A02")
        een.boek(4_001, date(2026, 5, 31), date(2026, 3, 1))
        een.boek(8_000, date(2026, 6, 1), date(2026, 3, 1))
        Administratie(conn, "99000002", "0147").boek(2_500, categorie="54", code="54A01")
        Administratie(conn, "99000001", "0147").boek(99)
        hermaak(conn)
    registreer_partijen(engine, {"99000001": "De Proefballon", "99000002": "=1+1"}, {})
    return engine


def test_bedragen_per_gemeente_aanbieder_product_en_maand(geboekt: Engine) -> None:
    eigen = Aard.EIGEN
    april, maart, mei, juni = (date(2026, maand, 1) for maand in (4, 3, 5, 6))
    assert maak_overzicht(geboekt).regels == (
        Kostenregel("0147", "99000001", "45", "45A01", april, mei, "", "0147", eigen, Bedragen(1, 99, 0)),
        Kostenregel("0147", "99000002", "54", "54A01", april, mei, "", "0147", eigen, Bedragen(1, 2_500, 0)),
        Kostenregel("0164", "99000001", "45", "45A01", maart, mei, "", "0164", eigen, Bedragen(1, 4_001, 0)),
        Kostenregel("0164", "99000001", "45", "45A01", maart, juni, "", "0164", eigen, Bedragen(1, 8_000, 0)),
        Kostenregel("0164", "99000001", "45", "45A01", april, mei, "", "0164", eigen, Bedragen(1, 57_281, 0)),
        Kostenregel("0164", "99000001", "45", "45A02", april, mei, "", "0164", eigen, Bedragen(1, 10_000, 0)),
        Kostenregel("0164", "99000001", "45", "45A02", april, juni, "", "0164", eigen, Bedragen(1, 0, -10_000)),
    )


def test_het_totaal_is_op_de_cent_wat_er_geboekt_is(geboekt: Engine) -> None:
    overzicht = maak_overzicht(geboekt)
    assert overzicht.totaal == Bedragen(7, 81_881, -10_000)
    assert overzicht.totaal.netto == sum(overzicht.saldo_gemeenten.values()) == 71_881
    assert overzicht.saldo_gemeenten == {"0147": 2_599, "0164": 69_282}
    assert overzicht.saldo_aanbieders == {"99000001": -69_381, "99000002": -2_500}
    assert overzicht.per(lambda regel: regel.aanbieder)["99000001"].netto == 69_381


def test_een_lege_administratie_kost_niets(engine: Engine) -> None:
    overzicht = maak_overzicht(engine)
    assert overzicht == Kostenoverzicht((), {}, {}, {})
    assert overzicht.totaal == Bedragen()
    assert vat_samen(engine).scheve_boekingen == 0


@pytest.mark.parametrize("rekening", ["vordering_gemeente", "schuld_aanbieder"])
def test_een_boeking_die_niet_in_het_overzicht_past_houdt_het_tegen(geboekt: Engine, rekening: str) -> None:
    with geboekt.begin() as conn:
        los = rijen.boeking(conn, bericht_id=Administratie(conn, gemeente="0141").bericht, soort="los")
        partij = "0164" if rekening == "vordering_gemeente" else "99000001"
        rijen.boekingsregel(conn, boeking_id=los, rekening=rekening, partij=partij, bedrag=1)
    with pytest.raises(Kostenverschil, match="niet gelijk aan de boekingen"):
        maak_overzicht(geboekt)
    assert vat_samen(geboekt).scheve_boekingen == 1


def test_csv_van_een_gemeente_opent_in_excel(geboekt: Engine) -> None:
    overzicht = maak_overzicht(geboekt)
    inhoud = schrijf_csv(overzicht, overzicht.van_gemeente("0147"))
    assert inhoud.startswith(b"\xef\xbb\xbfgemeente;gemeentenaam;")
    rijen_ = list(csv.reader(StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rijen_[1][:6] == ["0147", "Borne", "99000001", "De Proefballon", "45", "45A01"]
    assert rijen_[1][6:] == ["2026-04", "2026-05", "", "0147", "eigen", "1", "0,99", "0,00", "0,99"]
    assert rijen_[2][3] == "'=1+1"
    assert rijen_[-1] == ["totaal", *[""] * 10, "2", "25,99", "0,00", "25,99"]


def test_een_negatief_bedrag_in_csv(geboekt: Engine) -> None:
    overzicht = maak_overzicht(geboekt)
    laatste = schrijf_csv(overzicht, overzicht.regels[-1:]).decode("utf-8-sig").splitlines()[1]
    assert laatste.endswith(";1;0,00;-100,00;-100,00")


def test_excel_heeft_overal_hetzelfde_totaal_en_geen_verschil_met_de_boekingen(geboekt: Engine) -> None:
    boek = load_workbook(BytesIO(schrijf_excel(maak_overzicht(geboekt))))
    assert boek.sheetnames == [
        "per gemeente",
        "per aanbieder",
        "per leveringsmaand",
        "per ontvangstmaand",
        "regels",
    ]
    for vel in boek.worksheets:
        koppen, *regels, totaal = vel.values
        netto = koppen.index("netto")
        assert totaal[0] == "totaal"
        assert totaal[netto] == pytest.approx(718.81)
        assert sum(regel[netto] for regel in regels) == pytest.approx(718.81)
    assert [rij[-1] for rij in boek["per gemeente"].iter_rows(min_row=2, values_only=True)] == [0, 0, 0]
    per_maand = {rij[:2]: rij[5] for rij in boek["per ontvangstmaand"].iter_rows(min_row=2, values_only=True)}
    assert per_maand["0164", "2026-06"] == pytest.approx(-20)


def test_een_naam_wordt_in_excel_geen_formule(geboekt: Engine) -> None:
    vel = load_workbook(BytesIO(schrijf_excel(maak_overzicht(geboekt))))["per aanbieder"]
    cel = vel["B3"]
    assert (cel.value, cel.data_type, cel.quotePrefix) == ("=1+1", "s", True)


def test_hetzelfde_overzicht_geeft_dezelfde_bytes(geboekt: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    overzicht = maak_overzicht(geboekt)
    eerste = schrijf_excel(overzicht)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert schrijf_excel(overzicht) == eerste
    assert b"2033" not in eerste


def test_tellingen_en_redenen(geboekt: Engine) -> None:
    with geboekt.begin() as conn:
        administratie = Administratie(conn, "99000003")
        wat = {"declaratie_id": administratie.declaratie, "aanbieder": "99000003", "toegekend": False}
        for nummer, bedrag in enumerate((500, -200)):
            afgewezen = rijen.prestatie(conn, referentie=f"A{nummer}", bedrag=bedrag, **wat)
            _bevinding(conn, administratie.bericht, afgewezen, "TR418", "0611")
            _bevinding(conn, administratie.bericht, afgewezen, "TR418", "0611")
        _bevinding(conn, administratie.bericht, afgewezen, "TR323", "8017")
        _bevinding(conn, administratie.bericht, None, "TR358", "0001")
    samenvatting = vat_samen(geboekt)
    assert samenvatting.tellingen.prestaties == {True: (7, 71_881), False: (2, 300)}
    assert samenvatting.tellingen.berichten == {("JW323", "goed", None): 4}
    assert [(r.regel, r.retourcode, r.aantal, r.bedrag) for r in samenvatting.redenen] == [
        ("TR418", "0611", 2, 700),
        ("TR323", "8017", 1, 200),
    ]


def _bevinding(conn: Connection, bericht: int, prestatie: int | None, regel: str, code: str) -> None:
    conn.execute(
        insert(tabellen.bevinding).values(
            id=reserveer_ids(conn, tabellen.bevinding),
            bericht_id=bericht,
            prestatie_id=prestatie,
            regel=regel,
            niveau=3,
            retourcode=code,
            locatie="/Bericht",
            onderwerp="Prestatie",
            gevonden="iets",
            verwacht="iets anders",
        )
    )
