"""Messages made to be slow to read: deep, wide, long, or wrong in every place."""

import re
from random import Random

from ijw import codec
from ijw.berichten import jw301, jw323
from tests.bouwers_xml import voorbeeld

DECLARATIE = codec.schrijf(voorbeeld(jw323.SOORT, Random(1)), jw323.SOORT)
TOEWIJZING = codec.schrijf(voorbeeld(jw301.SOORT, Random(1)), jw301.SOORT)
KOPREGEL, INHOUD = DECLARATIE.split(b"\r\n", 1)


def met_waarde(xml: bytes, naam: str, waarde: bytes) -> bytes:
    """The message with another text in the first element of that name."""
    uit, aantal = re.subn(rb"(<\w+:%b>)[^<]*" % naam.encode(), lambda m: m.group(1) + waarde, xml, count=1)
    assert aantal == 1
    return uit


def na_kop(wat: bytes) -> bytes:
    """The declaratie with something put at the end of its header."""
    return DECLARATIE.replace(b"</jw323:Header>", wat + b"</jw323:Header>", 1)


def _clienten(aantal: int, oud: bytes, nieuw: bytes) -> bytes:
    """The declaratie with its cliënt changed, and that so many times."""
    begin, eind = DECLARATIE.index(b"<jw323:Client>"), DECLARATIE.index(b"</jw323:Clienten>")
    return DECLARATIE[:begin] + DECLARATIE[begin:eind].replace(oud, nieuw) * aantal + DECLARATIE[eind:]


_ATTRIBUTEN = [b'a%d=""' % n for n in range(100_000)]
_RUIMTEN = b" ".join(b'xmlns:a%d="urn:%d"' % (n, n) for n in range(20_000))
_LANG = {
    "a": b"a" * 79_999 + b"\n",
    "regels": b"\n" * 80_000,
    "spaties": b" " * 80_000,
    "a-regels": b"a\n" * 40_000,
}
_VLOED = {
    "onbekend": (b"", b"<jw323:a/>", b""),
    "bekend": (b"", b"<jw323:Afzender>x</jw323:Afzender>", b""),
    "tekst": (b"", b"t<!---->", b""),
    "vreemd": (b"", b'<a xmlns="urn:a" b="c"/>', b""),
    "in elkaar": (b"<jw323:a>", b"<jw323:b/>", b"</jw323:a>"),
}

GEWEIGERD: dict[str, bytes] = {
    "100.000 diep, open": na_kop(b"<jw323:a>" * 100_000),
    "100.000 diep": na_kop(b"<jw323:a>" * 100_000 + b"</jw323:a>" * 100_000),
    **{
        f"{aantal} attributen": DECLARATIE.replace(
            b"<jw323:Header>", b"<jw323:Header " + b" ".join(_ATTRIBUTEN[:aantal]) + b">"
        )
        for aantal in (5_000, 100_000)
    },
    "100.000 cijfers": met_waarde(DECLARATIE, "GeleverdVolume", b"9" * 100_000),
    "wit als commentaar": met_waarde(TOEWIJZING, "Commentaar", b"\n " * 40_000),
    **{
        f"lang: {soort} in {naam}": met_waarde(TOEWIJZING, naam, tekst)
        for naam in ("ReferentieAanbieder", "Achternaam", "Emailadres", "Straatnaam", "Taal")
        for soort, tekst in _LANG.items()
    },
    **{
        f"vloed: {aantal} keer {naam}": na_kop(voor + stuk * aantal + na)
        for naam, (voor, stuk, na) in _VLOED.items()
        # Fewer make a message that is read as one tree.
        for aantal in (1_500, 50_000)
    },
    "5.000 cliënten fout": _clienten(5_000, b"<jw323:Eenheid>", b"<jw323:Eenheid>X"),
}
"""What the schema refuses, by a name for people."""

GELEZEN: dict[str, bytes] = {
    "20.000 namespaces": DECLARATIE.replace(b"<jw323:Header>", b"<jw323:Header " + _RUIMTEN + b">"),
    "500 waarschuwingen": _clienten(500, b"<jw323:Bsn>", b'<jw323:Bsn xmlns:q="q">'),
    "100.000 nullen": met_waarde(DECLARATIE, "GeleverdVolume", b"0" * 100_000 + b"12"),
    "zinnen als commentaar": met_waarde(TOEWIJZING, "Commentaar", "Een zin met een\xa0spatie. ".encode() * 3_000),
}
"""What is a good message all the same."""
