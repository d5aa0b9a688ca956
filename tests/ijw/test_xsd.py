"""Our schemas: the files are what the declarations give, and they say what the published ones say."""

import re
from itertools import product
from pathlib import Path

import pytest
from lxml import etree

from ijw import schema, xsd
from ijw.berichten import SOORTEN
from ijw.schema import TRAGE_PATRONEN

WORTEL = Path(__file__).resolve().parents[2]
GEPUBLICEERD = WORTEL.parent / "shared" / "reference" / "xsd"
XS = "{http://www.w3.org/2001/XMLSchema}"

NAMEN = ["basisschema", *(soort.naam for soort in SOORTEN)]

met_gepubliceerde = pytest.mark.skipif(not GEPUBLICEERD.is_dir(), reason="gepubliceerde schema's ontbreken")


def lees(pad: Path) -> dict[str, object]:
    """What a schema says, without order of types, documentation or prefixes: type name to its content."""
    boom = etree.parse(pad).getroot()
    uit: dict[str, object] = {"targetNamespace": boom.get("targetNamespace")}
    uit["elementFormDefault"] = boom.get("elementFormDefault")
    uit["import"] = [(i.get("namespace"), i.get("schemaLocation")) for i in boom.iter(f"{XS}import")]
    uit["appinfo"] = [re.sub("{.*}", "", str(el.tag)) for el in next(boom.iter(f"{XS}appinfo"))]
    for el in boom:
        if el.tag == f"{XS}element":
            uit[f"element {el.get('name')}"] = element(el)
        elif el.tag == f"{XS}simpleType":
            uit[el.get("name")] = restrictie(el)
        elif el.tag == f"{XS}complexType":
            (reeks,) = [kind for kind in el if kind.tag != f"{XS}annotation"]
            assert reeks.tag == f"{XS}sequence"
            uit[el.get("name")] = [element(kind) for kind in reeks]
    return uit


def element(el: etree._Element) -> tuple[object, ...]:
    assert set(el.attrib) <= {"name", "type", "minOccurs", "maxOccurs"}
    eigen = el.find(f"{XS}simpleType")
    type_ = gekwalificeerd(el, el.get("type")) if eigen is None else restrictie(eigen)
    return el.get("name"), type_, el.get("minOccurs", "1"), el.get("maxOccurs", "1")


def restrictie(el: etree._Element) -> tuple[str, frozenset[tuple[str, str]]]:
    grens = el.find(f"{XS}restriction")
    facetten = [f for f in grens if f.tag != f"{XS}annotation"]
    waarden = {(etree.QName(f).localname, f.get("value")) for f in facetten}
    assert len(waarden) == len(facetten)
    veilig = {(naam, TRAGE_PATRONEN.get(waarde, waarde)) for naam, waarde in waarden}
    return gekwalificeerd(grens, grens.get("base")), frozenset(veilig)


def gekwalificeerd(el: etree._Element, naam: str) -> str:
    prefix, _, lokaal = naam.partition(":")
    return f"{{{el.nsmap[prefix]}}}{lokaal}"


def test_de_bestanden_zijn_wat_de_declaraties_geven() -> None:
    op_schijf = {str(pad.relative_to(WORTEL / "xsd")): pad.read_bytes() for pad in (WORTEL / "xsd").rglob("*.xsd")}
    assert op_schijf == {naam: tekst.encode() for naam, tekst in xsd.bestanden().items()}


def test_schrijven_geeft_dezelfde_bestanden_met_regeleinden_lf(tmp_path: Path) -> None:
    assert xsd.main([str(tmp_path)]) == 0
    geschreven = {str(pad.relative_to(tmp_path)): pad.read_bytes() for pad in tmp_path.rglob("*.xsd")}
    assert geschreven == {naam: tekst.encode() for naam, tekst in xsd.bestanden().items()}
    assert not any(b"\r" in inhoud for inhoud in geschreven.values())
    assert sorted(geschreven) == sorted(f"3.2/{naam}.xsd" for naam in NAMEN)


def test_een_type_heeft_binnen_een_bericht_een_betekenis() -> None:
    for pad in (WORTEL / "xsd" / "3.2").glob("*.xsd"):
        namen = [el.get("name") for el in etree.parse(pad).getroot() if el.get("name")]
        assert len(namen) == len(set(namen)), pad.name


@pytest.mark.parametrize("soort", SOORTEN, ids=lambda soort: soort.naam)
def test_ieder_schema_is_te_laden(soort) -> None:
    assert schema.schema_van(soort) is not None


@met_gepubliceerde
@pytest.mark.parametrize("naam", NAMEN)
def test_zelfde_bouw_als_het_gepubliceerde_schema(naam: str) -> None:
    ons, hun = lees(WORTEL / "xsd" / "3.2" / f"{naam}.xsd"), lees(GEPUBLICEERD / f"{naam}.xsd")
    assert ons.keys() == hun.keys()
    for sleutel in hun:
        assert ons[sleutel] == hun[sleutel], sleutel


@met_gepubliceerde
def test_gepubliceerde_bouw_die_is_veranderd_valt_op(tmp_path: Path) -> None:
    bron = (GEPUBLICEERD / "JW323.xsd").read_text()
    veranderd = re.sub(r'(name="ProductTarief"[^>]*) minOccurs="0"', r"\1", bron)
    assert veranderd != bron
    (tmp_path / "JW323.xsd").write_text(veranderd)
    assert lees(tmp_path / "JW323.xsd") != lees(WORTEL / "xsd" / "3.2" / "JW323.xsd")


def patroonschema(patroon: str) -> etree.XMLSchema:
    return etree.XMLSchema(
        etree.XML(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:simpleType>'
            f'<xs:restriction base="xs:string"><xs:pattern value="{patroon}"/></xs:restriction>'
            "</xs:simpleType></xs:element></xs:schema>"
        )
    )


@pytest.mark.parametrize(("traag", "snel"), TRAGE_PATRONEN.items())
def test_snel_patroon_neemt_dezelfde_teksten_aan(traag: str, snel: str) -> None:
    """Every string of at most six of: letter, space, tab, newline, return, no-break space."""
    hun, ons = patroonschema(traag), patroonschema(snel)
    el = etree.Element("a")
    oordelen = set()
    for lengte in range(7):
        for tekens in product("a \t\n\r\xa0", repeat=lengte):
            el.text = "".join(tekens)
            oordeel = hun.validate(el)
            assert oordeel == ons.validate(el), repr(el.text)
            oordelen.add(oordeel)
    assert oordelen == {True, False}


@pytest.mark.parametrize("naam", NAMEN)
def test_geen_traag_patroon_in_onze_schemas(naam: str) -> None:
    boom = etree.parse(WORTEL / "xsd" / "3.2" / f"{naam}.xsd")
    assert {el.get("value") for el in boom.iter(f"{XS}pattern")}.isdisjoint(TRAGE_PATRONEN)
