"""Verslagen for tests of the forms: real ones from bytes, and one that tries to break whatever holds it."""

from __future__ import annotations

from datetime import date

from backoffice.services.rapport import VORMEN
from backoffice.services.rapport.verslag import Fragment, Kenmerk, Verslag, maak_verslag
from backoffice.services.valideer import Uitslag, onleesbaar, valideer
from ijw.bevinding import Bevinding, Niveau
from tests.backoffice.berichtbestanden import jw323_bestand

GOED = jw323_bestand()
GEEN_SCHEMA = GOED.replace(b"<jw323:Eenheid>01<", b"<jw323:Eenheid>99<")
VERKEERD_TOTAAL = jw323_bestand(totaal=7501)

GEMEEN = "<script>alert(1)</script>&amp;]]>\x00\x1b[2J\x9b\u202e\ufffe{{7*7}}' \"é\n" + "lang" * 20_000
NAAM = "map/<a href='x'>&\" %2e\x07\udce9]]>\u202e.xml"


def verslag(inhoud: bytes, bestand: str = "a.xml") -> Verslag:
    return maak_verslag(valideer(inhoud, bestand), inhoud, met_kenmerk=True)


def gemeen_verslag() -> Verslag:
    bevinding = Bevinding("TR358", Niveau.BERICHT, "0001", f"/Bericht/{GEMEEN}", GEMEEN, GEMEEN, GEMEEN, GEMEEN, 7)
    uitslag = Uitslag(NAAM, "JW323", "3.2", "afgekeurd", Niveau.BERICHT, (bevinding,))
    return Verslag(uitslag, (Fragment(GEMEEN, 3, 9),), Kenmerk(GEMEEN, date(2026, 4, 10)))


def gemeen_onleesbaar() -> Verslag:
    return Verslag(onleesbaar(NAAM, GEMEEN))


def schrijf(vorm: str, *verslagen: Verslag) -> str:
    return "".join(VORMEN[vorm].schrijver()(verslagen))


def alles() -> list[Verslag]:
    inhoud = {"goed": GOED, "schema": GEEN_SCHEMA, "totaal": VERKEERD_TOTAAL, "stuk": b"stuk"}
    return [verslag(stuk, f"{naam}.xml") for naam, stuk in inhoud.items()]
