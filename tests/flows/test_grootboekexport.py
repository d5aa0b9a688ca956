"""From declarations to what the finance department of a gemeente loads."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy import Engine

from adapters.xaf import Auditfile, GeenAuditfile
from backoffice.cli import main
from backoffice.ledger.boeken import boek_betaling, boek_creditering, boek_toekenning
from backoffice.ledger.journaal import journaal_van
from backoffice.ledger.rekeningschema import NietGekoppeld, Rekeningschema
from backoffice.ports.boekhouding import Grootboekexport
from backoffice.services.exporteer_grootboek import Exportfout, maak_export, schrijf_csv
from backoffice.services.rekeningschemabestand import lees_schema, schrijf_sjabloon
from backoffice.services.sluit_maand import sluit_maand
from backoffice.storage.boekingen import bewaar_boekingen, toekenning_van
from backoffice.storage.database import lezen
from backoffice.storage.journaal import lees_geboekt
from backoffice.versleuteling import Kluis
from tests.backoffice.storage import rijen
from tests.flows.regio import AANBIEDER, GEMEENTE, MAANDBEDRAG, Regio, credit, jw323_van, prestatie

MAART, APRIL, MEI = (date(2026, maand, 1) for maand in (3, 4, 5))
OP_10_APRIL = datetime(2026, 4, 10, 9, tzinfo=UTC)
OP_1_MEI = datetime(2026, 5, 1, 9, tzinfo=UTC)
HENGELO = "0164"
XAF = "{http://www.auditfiles.nl/XAF/3.2}"
SCHEMA = Path(__file__).parent.parent / "adapters" / "xaf32.xsd"


@pytest.fixture
def schema(tmp_path: Path) -> Rekeningschema:
    pad = tmp_path / "schema.yaml"
    pad.write_text(schrijf_sjabloon().replace("fiscaal_nummer: ''", "fiscaal_nummer: 'NL0B01'"), "utf-8")
    return lees_schema(pad)


@pytest.fixture
def regio(engine: Engine, kluis: Kluis) -> Regio:
    """Granted in April and taken back in May."""
    regio = Regio(engine, kluis)
    regio.wijs_toe()
    regio.stuur(jw323_van(prestatie(), identificatie="D1"), OP_10_APRIL)
    regio.stuur(jw323_van(credit("R1", "R2"), identificatie="D2"), OP_1_MEI)
    return regio


def boek_gedeeld(regio: Regio) -> None:
    """A prestatie declared to Hengelo, of which Enschede bears a part, and its payment; both in May."""
    with regio.engine.begin() as conn:
        bericht = rijen.bericht(conn, identificatie="D3", afzender=AANBIEDER)
        declaratie = rijen.declaratie(conn, bericht_id=bericht, gemeente=HENGELO, declaratie_nummer="N3")
        id_ = rijen.prestatie(conn, declaratie_id=declaratie, referentie="R3", bedrag=10_000)
        delen = {HENGELO: 6_000, GEMEENTE: 4_000}
        boeking = boek_toekenning(id_, HENGELO, AANBIEDER, delen, MEI, APRIL)
        bewaar_boekingen(conn, bericht, MEI, [boeking], termijn=30)
        betaling = boek_betaling(0, HENGELO, AANBIEDER, 10_000, MEI, APRIL)._replace(betaling=None)
        bewaar_boekingen(conn, bericht, MEI, [betaling], termijn=30)


def lees_csv(inhoud: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";"))


def keur_xaf(inhoud: bytes) -> etree._Element:
    """Valid by the schema, every reference known, every transaction and the whole in balance."""
    boom = etree.fromstring(inhoud)
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(boom)
    for sleutel, pad in (("accID", "ledgerAccount"), ("custSupID", "customerSupplier")):
        bekend = [element.findtext(f"{XAF}{sleutel}") for element in boom.iter(f"{XAF}{pad}")]
        assert len(set(bekend)) == len(bekend)
        assert {e.text for e in boom.iter(f"{XAF}{sleutel}")} == set(bekend)
    kanten: Counter[str] = Counter()
    for transactie in boom.iter(f"{XAF}transaction"):
        eigen = [(e.findtext(f"{XAF}amntTp"), e.findtext(f"{XAF}amnt")) for e in transactie.iter(f"{XAF}trLine")]
        centen = [(kant, int(bedrag.replace(".", ""))) for kant, bedrag in eigen if kant and bedrag]
        assert sum(bedrag if kant == "D" else -bedrag for kant, bedrag in centen) == 0
        for kant, bedrag in centen:
            kanten[kant] += bedrag
    for kant, totaal in (("D", "totalDebit"), ("C", "totalCredit")):
        assert int((boom.findtext(f".//{XAF}{totaal}") or "").replace(".", "")) == kanten[kant]
    assert boom.findtext(f".//{XAF}linesCount") == str(len(list(boom.iter(f"{XAF}trLine"))))
    return boom


def test_toekenning_en_credit_staan_op_de_rekeningen_van_de_gemeente(regio: Regio, schema: Rekeningschema) -> None:
    *regels, totaal = lees_csv(schrijf_csv(maak_export(regio.engine, GEMEENTE, APRIL, MEI, schema)))
    assert [
        (r["boekmaand"], r["grootboekrekening"], r["taakveld"], r["relatie"], r["debet"], r["credit"])
        for r in regels
    ] == [
        ("2026-04", "443001", "6.752", AANBIEDER, "117,60", "0,00"),
        ("2026-04", "160000", "", AANBIEDER, "0,00", "117,60"),
        ("2026-05", "443001", "6.752", AANBIEDER, "0,00", "117,60"),
        ("2026-05", "160000", "", AANBIEDER, "117,60", "0,00"),
    ]
    assert {r["kenmerk"] for r in regels} == {"D1/R1", "D2/R2"}
    assert (totaal["boekmaand"], totaal["debet"], totaal["credit"]) == ("totaal", "235,20", "235,20")
    assert MAANDBEDRAG == 11_760


def test_alleen_een_gesloten_maand_is_definitief(regio: Regio, schema: Rekeningschema) -> None:
    sluit_maand(regio.werkplek, APRIL, OP_1_MEI, "controller")
    export = maak_export(regio.engine, GEMEENTE, MAART, MEI, schema)
    assert [(p.maand, p.definitief) for p in export.perioden] == [(MAART, True), (APRIL, True), (MEI, False)]
    status = {(r["boekmaand"], r["status"]) for r in lees_csv(schrijf_csv(export))[:-1]}
    assert status == {("2026-04", "definitief"), ("2026-05", "voorlopig")}
    namen = [e.text for e in keur_xaf(Auditfile().schrijf(export)).iter(f"{XAF}periodDesc")]
    assert namen == ["03-2026 definitief", "04-2026 definitief", "05-2026 voorlopig"]


def test_wie_meedraagt_ziet_zijn_deel_en_samen_is_het_de_regio(regio: Regio, schema: Rekeningschema) -> None:
    boek_gedeeld(regio)
    hengelo, enschede = (maak_export(regio.engine, code, MEI, MEI, schema) for code in (HENGELO, GEMEENTE))
    assert [
        (p.dagboek, [(r.grootboekrekening, r.relatie, r.bedrag) for r in p.regels]) for p in hengelo.posten
    ] == [
        (
            "declaraties",
            [("443001", AANBIEDER, 6_000), ("130100", GEMEENTE, 4_000), ("160000", AANBIEDER, -10_000)],
        ),
        ("betalingen", [("160000", AANBIEDER, 10_000), ("199000", "", -10_000)]),
    ]
    assert [
        (p.dagboek, [(r.grootboekrekening, r.relatie, r.bedrag) for r in p.regels]) for p in enschede.posten
    ] == [
        ("declaraties", [("443001", AANBIEDER, -11_760), ("160000", AANBIEDER, 11_760)]),
        ("verrekening", [("443001", AANBIEDER, 4_000), ("160100", HENGELO, -4_000)]),
    ]
    keur_xaf(Auditfile().schrijf(hengelo))
    keur_xaf(Auditfile().schrijf(enschede))


def test_een_gecrediteerd_deel_valt_onder_hetzelfde_contract(regio: Regio) -> None:
    boek_gedeeld(regio)
    with regio.engine.begin() as conn:
        (id_,) = [post.id for post in lees_geboekt(conn, HENGELO, MEI, MEI) if post.kenmerk == "D3/R3"]
        bericht = rijen.bericht(conn, identificatie="D4", afzender=AANBIEDER)
        declaratie = rijen.declaratie(conn, bericht_id=bericht, gemeente=HENGELO, declaratie_nummer="N4")
        anders = {"referentie": "R4", "bedrag": -10_000, "categorie": "54", "code": "54001"}
        nieuw = rijen.prestatie(conn, declaratie_id=declaratie, **anders)
        (geboekt,) = [g for g in toekenning_van(conn, range(1, nieuw)).values() if g.id == id_]
        boeking = boek_creditering(nieuw, HENGELO, geboekt, MEI, APRIL)
        bewaar_boekingen(conn, bericht, MEI, [boeking], termijn=30)
    with lezen(regio.engine) as conn:
        posten = list(lees_geboekt(conn, GEMEENTE, MEI, MEI))
    assert [post.categorie for post in posten if post.gemeente == HENGELO] == ["45", "45"]
    bedragen = [regel.bedrag for post in journaal_van(GEMEENTE, posten[1:]) for regel in post.regels]
    assert bedragen == [4_000, -4_000, -4_000, 4_000]


@pytest.mark.parametrize("schrijf", [schrijf_csv, Auditfile().schrijf])
def test_nog_eens_exporteren_geeft_dezelfde_bytes(
    regio: Regio, schema: Rekeningschema, schrijf: Callable[[Grootboekexport], bytes]
) -> None:
    boek_gedeeld(regio)
    eerste, tweede = (schrijf(maak_export(regio.engine, GEMEENTE, APRIL, MEI, schema)) for _ in range(2))
    assert eerste == tweede


def test_een_maand_zonder_boekingen_is_een_geldig_auditfile(regio: Regio, schema: Rekeningschema) -> None:
    boom = keur_xaf(Auditfile().schrijf(maak_export(regio.engine, GEMEENTE, MAART, MAART, schema)))
    assert boom.findtext(f".//{XAF}totalDebit") == "0.00"


def test_een_auditfile_vraagt_een_boekjaar_en_een_fiscaal_nummer(regio: Regio, schema: Rekeningschema) -> None:
    with pytest.raises(GeenAuditfile, match="één boekjaar"):
        Auditfile().schrijf(maak_export(regio.engine, GEMEENTE, date(2025, 12, 1), APRIL, schema))
    zonder = Rekeningschema(schema.koppelingen)
    with pytest.raises(GeenAuditfile, match="fiscaal_nummer"):
        Auditfile().schrijf(maak_export(regio.engine, GEMEENTE, APRIL, APRIL, zonder))


def test_wat_niet_kan_zegt_waarom(regio: Regio, schema: Rekeningschema) -> None:
    with pytest.raises(Exportfout, match="onbekend"):
        maak_export(regio.engine, "0000", APRIL, APRIL, schema)
    with pytest.raises(Exportfout, match="ligt voor"):
        maak_export(regio.engine, GEMEENTE, MEI, APRIL, schema)
    with pytest.raises(NietGekoppeld, match=r"crediteur.*kosten, contractsoort OB Jeugd, categorie 45"):
        maak_export(regio.engine, GEMEENTE, APRIL, APRIL, Rekeningschema(()))


def test_de_opdracht(
    regio: Regio, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.cli.grootboek.open_werkplek", lambda url, omgeving: regio.werkplek)
    pad, uit = tmp_path / "schema.yaml", tmp_path / "uit.csv"
    pad.unlink(missing_ok=True)
    assert main(["grootboek", "sjabloon", str(pad)]) == 0
    assert main(["grootboek", "sjabloon", str(pad)]) == 2  # what somebody filled in stays
    gewoon = ["grootboek", "exporteer", "--gemeente", GEMEENTE, "--van", "2026-04", "--schema", str(pad)]
    assert main([*gewoon, "--naar", str(uit)]) == 0
    assert "1 journaalposten van gemeente Enschede" in capsys.readouterr().out
    assert len(lees_csv(uit.read_bytes())) == 3
    assert main([*gewoon, "--vorm", "xaf", "--naar", str(uit)]) == 2
    assert "fiscaal_nummer" in capsys.readouterr().err
    assert len(lees_csv(uit.read_bytes())) == 3
