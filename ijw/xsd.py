"""The schema writer: prints the declarations of `ijw.berichten` as XSD files, the same bytes every time.

`python -m ijw.xsd [MAP]` writes `MAP/3.2/basisschema.xsd` and one file per berichtsoort; MAP is `xsd/` when
left out. What the files accept follows from the declarations alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ijw.berichten import SOORTEN, basis
from ijw.vorm import KOPCODES, Berichtsoort, Element, Klassetype, Ldt, namespace, vorm

XSD_VERSIE = "1.0.0"
"""The version our schemas carry, and the XsdVersie a message names unless set otherwise (IV034)."""

_XS = "http://www.w3.org/2001/XMLSchema"
_KOPTYPES = dict(zip(KOPCODES, (basis.BERICHT_CODE, basis.BERICHT_VERSIE, basis.BERICHT_SUBVERSIE), strict=True))


def bestanden() -> dict[str, str]:
    """Give the text of every schema by its path under the schema folder."""
    uit = {}
    for release in sorted({soort.release for soort in SOORTEN}):
        soorten = [soort for soort in SOORTEN if soort.release == release]
        uit[f"{release}/basisschema.xsd"] = _tekst(_basisschema(release, soorten))
        for soort in soorten:
            uit[f"{release}/{soort.naam}.xsd"] = _tekst(_berichtschema(soort))
    return uit


def schrijf(folder: Path) -> list[Path]:
    """Write every schema under a folder and give their paths."""
    paden = []
    for naam, tekst in bestanden().items():
        pad = folder / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(tekst.encode())
        paden.append(pad)
    return paden


def _tekst(regels: Iterator[str]) -> str:
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', *regels, ""))


def _basisschema(release: str, soorten: list[Berichtsoort]) -> Iterator[str]:
    gedeeld = _gedeelde_typen(soorten)
    yield from _kop(namespace(release, "basisschema"), "")
    yield from _appinfo("basisschema", release, ("Basisschema",))
    for naam in sorted(gedeeld):
        type_ = gedeeld[naam]
        yield from _simpel(type_) if isinstance(type_, Ldt) else _samengesteld(type_, "ijw", ())
    yield "</xs:schema>"


def _berichtschema(soort: Berichtsoort) -> Iterator[str]:
    prefix = soort.naam.lower()
    yield from _kop(
        soort.namespace,
        f' xmlns:ijw="{soort.basis_namespace}" xmlns:{prefix}="{soort.namespace}"',
    )
    yield f'  <xs:import namespace="{soort.basis_namespace}" schemaLocation="basisschema.xsd"/>'
    yield from _appinfo(prefix, soort.release, ("Bericht", "Basisschema"))
    yield f'  <xs:element name="Bericht" type="{prefix}:Root"/>'
    for naam, type_ in _eigen_typen(soort.wortel).items():
        if isinstance(type_, Element):
            yield from _omhulsel(type_, prefix)
        else:
            yield from _samengesteld(type_, prefix, _kopelementen(soort) if naam == "Header" else ())
    yield "</xs:schema>"


def _kop(doel: str, ruimten: str) -> Iterator[str]:
    eigen = ruimten or f' xmlns:ijw="{doel}"'
    yield f'<xs:schema xmlns:xs="{_XS}"{eigen} targetNamespace="{doel}" elementFormDefault="qualified">'


def _appinfo(naam: str, release: str, soorten: tuple[str, ...]) -> Iterator[str]:
    waarden = {"standaard": "ijw", "bericht": naam, "release": release}
    waarden |= {f"{soort}Xsd{deel}Versie": XSD_VERSIE for soort in soorten for deel in ("", "Min", "Max")}
    yield "  <xs:annotation>"
    yield "    <xs:appinfo>"
    for sleutel, waarde in waarden.items():
        yield f"      <ijw:{sleutel}>{waarde}</ijw:{sleutel}>"
    yield "    </xs:appinfo>"
    yield "  </xs:annotation>"


# --- which types there are ------------------------------------------------------------------------


def _gedeelde_typen(soorten: list[Berichtsoort]) -> dict[str, Ldt | Klassetype]:
    """The simple and composite types that the messages of a release use, by name."""
    gedeeld: dict[str, Ldt | Klassetype] = {ldt.naam: ldt for ldt in _KOPTYPES.values()}

    def verzamel(klasse: Klassetype) -> None:
        for el in vorm(klasse).elementen:
            if isinstance(el.type, Ldt):
                gedeeld[el.type.naam] = el.type
                continue
            if _is_gedeeld(el.type):
                gedeeld[vorm(el.type).naam] = el.type
            verzamel(el.type)

    for soort in soorten:
        verzamel(soort.wortel)
    return gedeeld


def _eigen_typen(wortel: Klassetype) -> dict[str, Klassetype | Element]:
    """The berichtklassen and omhulsels of one message by name, in the order in which they are met."""
    eigen: dict[str, Klassetype | Element] = {}

    def verzamel(klasse: Klassetype) -> None:
        eigen[vorm(klasse).naam] = klasse
        for el in vorm(klasse).elementen:
            if el.omhulsel:
                eigen.setdefault(el.omhulsel, el)
            if not isinstance(el.type, Ldt) and not _is_gedeeld(el.type):
                verzamel(el.type)

    verzamel(wortel)
    return eigen


def _is_gedeeld(klasse: Klassetype) -> bool:
    return vorm(klasse).naam.startswith("CDT_")


# --- how a type is printed ------------------------------------------------------------------------


def _simpel(ldt: Ldt) -> Iterator[str]:
    yield f'  <xs:simpleType name="{ldt.naam}">'
    yield from _uitleg(ldt.uitleg if ldt.codelijst is None else f"{ldt.uitleg} Codelijst {ldt.codelijst}.", 4)
    yield f'    <xs:restriction base="xs:{ldt.basis}">'
    for facet, waarde in _facetten(ldt):
        yield f"      <xs:{facet} value={quoteattr(waarde)}/>"
    yield "    </xs:restriction>"
    yield "  </xs:simpleType>"


def _facetten(ldt: Ldt) -> Iterator[tuple[str, str]]:
    grenzen = {
        "minLength": ldt.min_lengte,
        "maxLength": ldt.max_lengte,
        "minInclusive": ldt.minimum,
        "maxInclusive": ldt.maximum,
    }
    for facet, grens in grenzen.items():
        if grens is not None:
            yield facet, str(grens)
    if ldt.patroon is not None:
        yield "pattern", ldt.patroon
    for code in ldt.waarden:
        yield "enumeration", code


def _samengesteld(klasse: Klassetype, prefix: str, vooraf: tuple[str, ...]) -> Iterator[str]:
    eigen = vorm(klasse)
    yield f'  <xs:complexType name="{eigen.naam}">'
    yield from _uitleg(eigen.uitleg, 4)
    yield "    <xs:sequence>"
    yield from vooraf
    for el in eigen.elementen:
        if el.omhulsel:
            yield f'      <xs:element name="{el.omhulsel}" type="{prefix}:{el.omhulsel}"{_minimum(el)}/>'
        else:
            yield from _element(el, prefix, _minimum(el))
    yield "    </xs:sequence>"
    yield "  </xs:complexType>"


def _omhulsel(el: Element, prefix: str) -> Iterator[str]:
    yield f'  <xs:complexType name="{el.omhulsel}">'
    yield "    <xs:sequence>"
    yield from _element(el, prefix, ' maxOccurs="unbounded"')
    yield "    </xs:sequence>"
    yield "  </xs:complexType>"


def _minimum(el: Element) -> str:
    return ' minOccurs="0"' if el.optioneel else ""


def _element(el: Element, prefix: str, aantal: str) -> Iterator[str]:
    type_ = _typenaam(el.type, prefix)
    if el.patroon is not None:
        yield from _vernauwd(el.naam, type_, el.patroon, el.uitleg)
    elif el.uitleg:
        yield f'      <xs:element name="{el.naam}" type="{type_}"{aantal}>'
        yield from _uitleg(el.uitleg, 8)
        yield "      </xs:element>"
    else:
        yield f'      <xs:element name="{el.naam}" type="{type_}"{aantal}/>'


def _kopelementen(soort: Berichtsoort) -> tuple[str, ...]:
    """The header elements that pin the berichtsoort and the release."""
    waarden = zip(_KOPTYPES.items(), (soort.code, *soort.versie), strict=True)
    return tuple(
        regel
        for (naam, type_), waarde in waarden
        for regel in _vernauwd(naam, f"ijw:{type_.naam}", str(waarde), "")
    )


def _vernauwd(naam: str, type_: str, patroon: str, uitleg: str) -> Iterator[str]:
    yield f'      <xs:element name="{naam}">'
    yield from _uitleg(uitleg, 8)
    yield "        <xs:simpleType>"
    yield f'          <xs:restriction base="{type_}">'
    yield f"            <xs:pattern value={quoteattr(patroon)}/>"
    yield "          </xs:restriction>"
    yield "        </xs:simpleType>"
    yield "      </xs:element>"


def _typenaam(type_: Ldt | Klassetype, prefix: str) -> str:
    if isinstance(type_, Ldt):
        return f"ijw:{type_.naam}"
    naam = vorm(type_).naam
    return f"ijw:{naam}" if _is_gedeeld(type_) else f"{prefix}:{naam}"


def _uitleg(tekst: str, inspringing: int) -> Iterator[str]:
    if tekst:
        marge = " " * inspringing
        yield f"{marge}<xs:annotation>"
        yield f"{marge}  <xs:documentation>{escape(tekst)}</xs:documentation>"
        yield f"{marge}</xs:annotation>"


def main(argumenten: list[str]) -> int:
    """Write the schemas to the folder named, or to `xsd/`."""
    folder = Path(argumenten[0]) if argumenten else Path("xsd")
    paden = schrijf(folder)
    print(f"{len(paden)} schema's geschreven in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
