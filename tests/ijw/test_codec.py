"""Reading and writing: nothing is lost, and what is written fits the schema."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from ijw import codec, schema
from ijw.berichten import SOORTEN, jw302, jw323, jw325, soort, soort_van_namespace
from ijw.fouten import Onleesbaar, Schemafout, Schrijffout
from ijw.vorm import Berichtsoort, vorm
from tests.bouwers_xml import berichten, maak, voorbeeld

elke_soort = pytest.mark.parametrize("soort", SOORTEN, ids=lambda s: s.naam)
stromend = pytest.mark.parametrize("soort", [jw323.SOORT, jw325.SOORT], ids=lambda s: s.naam)


def canoniek(xml: bytes) -> str:
    boom = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    return etree.canonicalize(etree.tostring(boom, encoding="unicode"), rewrite_prefixes=True)


def gevallen(soort: Berichtsoort) -> list[object]:
    mengsels = [(1.0, 1), (0.0, 1), (1.0, 3), (0.5, 2), (0.8, 2)]
    return [
        voorbeeld(soort, Random(f"{soort.naam}{n}"), kans=kans, meeste=meeste)
        for n, (kans, meeste) in enumerate(mengsels)
    ]


@elke_soort
def test_schrijven_en_lezen_geeft_hetzelfde_bericht(soort: Berichtsoort) -> None:
    for bericht in gevallen(soort):
        xml = codec.schrijf(bericht, soort)
        assert codec.lees(xml) == bericht
        assert codec.schrijf(codec.lees(xml), soort) == xml


@elke_soort
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_ieder_geldig_bericht_komt_terug_zoals_het_was(soort: Berichtsoort, data: st.DataObject) -> None:
    bericht = data.draw(berichten(soort))
    xml = codec.schrijf(bericht, soort)
    assert schema.schema_van(soort).validate(etree.fromstring(xml))
    assert codec.lees(xml) == bericht


@elke_soort
def test_lezen_en_schrijven_geeft_dezelfde_canonieke_xml(soort: Berichtsoort) -> None:
    """Whatever prefixes, indentation, CDATA, character references and comments the sender uses."""
    for bericht in gevallen(soort):
        xml = codec.schrijf(bericht, soort)
        boom = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
        boom[0].insert(1, etree.Comment("kop"))
        boom.addprevious(etree.ProcessingInstruction("a", "b"))
        ingesprongen = etree.tostring(boom.getroottree(), pretty_print=True, encoding="utf-8")
        ander_prefix = etree.canonicalize(xml.decode(), rewrite_prefixes=True).encode()
        verwijzingen = etree.tostring(boom, encoding="us-ascii", xml_declaration=False)
        for el in boom.iter(etree.Element):
            if not len(el) and el.text:
                el.text = etree.CDATA(el.text)
        cdata = etree.tostring(boom, encoding="utf-8", xml_declaration=False)
        assert b"<![CDATA[" in cdata
        for vorm_van_ander in (ingesprongen, ander_prefix, verwijzingen, cdata):
            assert canoniek(codec.schrijf(codec.lees(vorm_van_ander), soort)) == canoniek(xml)


@elke_soort
def test_ontbrekend_element_wordt_niet_verzonnen(soort: Berichtsoort) -> None:
    kaal = voorbeeld(soort, Random(1), kans=0.0)
    xml = codec.schrijf(kaal, soort)
    for el in etree.fromstring(xml).iter():
        assert len(el) or el.text


@elke_soort
def test_bericht_is_utf8_zonder_bom_met_regeleinden_crlf(soort: Berichtsoort) -> None:
    xml = codec.schrijf(voorbeeld(soort, Random(2), kans=0.0), soort)
    assert xml.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\r\n<')
    assert xml.endswith(b">\r\n")
    assert xml.count(b"\n") == xml.count(b"\r\n") == xml.count(b"\r")


@elke_soort
def test_kop_noemt_berichtcode_en_release(soort: Berichtsoort) -> None:
    boom = etree.fromstring(codec.schrijf(voorbeeld(soort, Random(3)), soort))
    assert [el.text for el in boom[0][:3]] == [soort.code, "3", "2"]
    assert boom.tag == f"{{{soort.namespace}}}Bericht"


def test_soorten_zijn_te_vinden_op_naam_en_namespace() -> None:
    assert len(SOORTEN) == 14
    for kandidaat in SOORTEN:
        assert soort(kandidaat.naam) is kandidaat
        assert soort_van_namespace(kandidaat.namespace) is kandidaat
    assert soort_van_namespace("http://www.istandaarden.nl/ijw/3_1/jw323/schema") is None
    with pytest.raises(KeyError, match=r"JW323 3\.1"):
        soort("JW323", "3.1")


def test_retourklasse_is_een_heenklasse_met_retourcodes() -> None:
    velden = [el.naam for el in vorm(jw302.Contact).elementen]
    assert velden == ["Soort", "Adres", "Organisatie", "Telefoon", "Emailadres", "Periode", "RetourCode"]
    assert vorm(jw302.Relatie).elementen[6].type is jw302.Contact


def test_bijzondere_tekens_worden_ontsnapt() -> None:
    client = maak(jw302.Client, Random(1))
    lastig = "]]> & <b> \"'\r\n\t 𝄞 \u2028\x85"
    bericht = replace(voorbeeld(jw302.SOORT, Random(1)), client=replace(client, commentaar=lastig))
    xml = codec.schrijf(bericht, jw302.SOORT)
    assert b"]]&gt; &amp; &lt;b&gt; \"'&#13;\n\t " in xml
    assert codec.lees(xml).client.commentaar == lastig


@pytest.mark.parametrize("teken", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_teken_dat_niet_in_xml_mag_wordt_niet_geschreven(teken: str) -> None:
    client = replace(maak(jw302.Client, Random(1)), commentaar=f"geheim{teken}")
    bericht = replace(voorbeeld(jw302.SOORT, Random(1)), client=client)
    with pytest.raises(Schrijffout, match="Commentaar") as fout:
        codec.schrijf(bericht, jw302.SOORT)
    assert "geheim" not in str(fout.value)


def test_opmerking_in_een_waarde_deelt_de_waarde_niet() -> None:
    xml = codec.schrijf(voorbeeld(jw323.SOORT, Random(1)), jw323.SOORT)
    begin, eind = b"<jw323:GeleverdVolume>", b"</jw323:GeleverdVolume>"
    voor, na = xml.split(begin)[0], xml.split(eind)[1]
    for waarde in (b"10<!--x-->00", b"10<?x y?>00", b"1<![CDATA[00]]>0", b"&#49;000", b" 1000\n", b"+01000"):
        bericht = codec.lees(voor + begin + waarde + eind + na)
        assert bericht.declaratie.clienten[0].prestaties[0].geleverd_volume == 1000


@stromend
def test_stroom_geeft_hetzelfde_als_in_een_keer(soort: Berichtsoort) -> None:
    bericht = voorbeeld(soort, Random(4), meeste=5)
    xml = codec.schrijf(bericht, soort)
    stroom = codec.Stroom(xml)
    assert stroom.soort is soort
    assert stroom.kop is None
    stukken = []
    for stuk in stroom:
        assert stroom.kop.header == bericht.header
        stukken.append(stuk)
    assert len(stukken) > 1
    assert codec.voeg_in(stroom.kop, soort, stukken) == bericht
    assert b"".join(codec.schrijf_stroom(stroom.kop, soort, stukken)) == xml
    assert b"".join(codec.schrijf_stroom(bericht, soort, iter(stukken))) == xml


def test_stroom_zonder_clienten() -> None:
    bericht = voorbeeld(jw325.SOORT, Random(5), kans=0.0)
    assert bericht.declaratie_antwoord is None
    stroom = codec.Stroom(codec.schrijf(bericht, jw325.SOORT))
    assert list(stroom) == []
    assert stroom.kop == bericht
    assert b"".join(codec.schrijf_stroom(bericht, jw325.SOORT, [])) == codec.schrijf(bericht, jw325.SOORT)
    antwoord = maak(jw325.DeclaratieAntwoord, Random(5), kans=0.0)
    zonder = replace(bericht, declaratie_antwoord=antwoord)
    assert antwoord.clienten == ()
    geschreven = b"".join(codec.schrijf_stroom(zonder, jw325.SOORT, []))
    assert b"Clienten" not in geschreven
    assert codec.lees(geschreven) == zonder


def test_stukken_zonder_plaats_in_de_kop_worden_geweigerd() -> None:
    kop = voorbeeld(jw325.SOORT, Random(5), kans=0.0)
    with pytest.raises(Schrijffout, match="geen plaats voor Client"):
        list(codec.schrijf_stroom(kop, jw325.SOORT, [maak(jw325.Client, Random(1))]))


def test_ander_bericht_is_niet_te_stromen() -> None:
    with pytest.raises(KeyError, match="geen stroomklasse"):
        list(codec.schrijf_stroom(voorbeeld(jw302.SOORT, Random(1)), jw302.SOORT, []))


@stromend
def test_lezen_van_een_bestand(soort: Berichtsoort, tmp_path: Path) -> None:
    bericht = voorbeeld(soort, Random(6), meeste=2)
    pad = tmp_path / "bericht.xml"
    pad.write_bytes(codec.schrijf(bericht, soort))
    assert codec.lees(pad) == bericht


def test_limiet_telt_tot_en_met_de_laatste_byte() -> None:
    xml = codec.schrijf(voorbeeld(jw323.SOORT, Random(7)), jw323.SOORT)
    assert codec.lees(xml, limiet=len(xml))
    with pytest.raises(Onleesbaar, match="IB003"):
        codec.lees(xml, limiet=len(xml) - 1)


def test_schemafout_wijst_de_client_aan() -> None:
    bericht = voorbeeld(jw323.SOORT, Random(8))
    (client,) = bericht.declaratie.clienten
    (prestatie,) = client.prestaties
    fout = replace(prestatie, eenheid="99")
    clienten = [client, replace(client, prestaties=(prestatie, prestatie, fout, prestatie))]
    xml = b"".join(codec.schrijf_stroom(bericht, jw323.SOORT, clienten))
    with pytest.raises(Schemafout) as geweigerd:
        codec.lees(xml)
    (bevinding,) = geweigerd.value.bevindingen
    pad = "/Bericht/Declaratie/Clienten/Client[2]/Prestaties/Prestatie[3]/Eenheid"
    assert (bevinding.locatie, bevinding.gevonden) == (pad, "is 99")
    regels = xml.splitlines()
    assert b"Eenheid>99<" in regels[(bevinding.regelnummer or 0) - 1]


def test_gepubliceerd_schema_uit_een_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """IJW_XSD_DIR points at published files, which are read with their slow patterns replaced."""
    bron = schema.schemamap() / "3.2"
    for pad in bron.glob("*.xsd"):
        tekst = pad.read_text()
        for traag, snel in schema.TRAGE_PATRONEN.items():
            tekst = tekst.replace(f'"{snel}"', f'"{traag}"')
        (tmp_path / pad.name).write_text(tekst)
    assert "[ \\t]*[^\\s]" not in (tmp_path / "basisschema.xsd").read_text()
    monkeypatch.setenv("IJW_XSD_DIR", str(tmp_path))
    schema.schema_van.cache_clear()
    try:
        bericht = voorbeeld(jw302.SOORT, Random(9))
        xml = codec.schrijf(bericht, jw302.SOORT)
        assert codec.lees(xml) == bericht
        traag = xml.replace(b"<jw302:Emailadres>", b"<jw302:Emailadres>" + b"a" * 80_000 + b"\n")
        with pytest.raises(Schemafout):
            codec.lees(traag)
    finally:
        schema.schema_van.cache_clear()
