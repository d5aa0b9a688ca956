from __future__ import annotations

from datetime import date

import pytest

from backoffice.services.rapport.verslag import Fragment, Kenmerk, maak_verslag
from backoffice.services.valideer import Uitslag, onleesbaar, valideer
from ijw.bevinding import Bevinding, Niveau
from ijw.nummers import test_bsn as proef_bsn
from tests.backoffice.services.rapport.test_vindplaats import regel_van
from tests.backoffice.services.rapport.verslagen import GEEN_SCHEMA, GOED, VERKEERD_TOTAAL, verslag

CLIENT = "/Bericht/Declaratie/Clienten/Client[1]"
PRESTATIE = f"{CLIENT}/Prestaties/Prestatie[1]"


def bij(locatie: str, element: str | None = None, regelnummer: int | None = None) -> Uitslag:
    bevinding = Bevinding("TR000", Niveau.BERICHT, None, locatie, "Prestatie R1", element, "x", "y", regelnummer)
    return Uitslag("a.xml", "JW323", "3.2", "afgekeurd", Niveau.BERICHT, (bevinding,))


@pytest.mark.parametrize(
    ("locatie", "element", "stuk", "getoond", "gemerkt"),
    [
        (PRESTATIE, "Eenheid", b"<jw323:Eenheid>", "<jw323:Eenheid>01</jw323:Eenheid>", "01"),
        (f"{PRESTATIE}/Eenheid", None, b"<jw323:Eenheid>", "<jw323:Eenheid>01</jw323:Eenheid>", "01"),
        (PRESTATIE, "Bedrag IngediendBedrag", b"<ijw:Bedrag>", "<ijw:Bedrag>7500</ijw:Bedrag>", "7500"),
        (PRESTATIE, "VorigReferentieNummer", b"<jw323:Prestatie>", "<jw323:Prestatie>", "jw323:Prestatie"),
        (PRESTATIE, None, b"<jw323:Prestatie>", "<jw323:Prestatie>", "jw323:Prestatie"),
        (CLIENT, "Bsn", b"<jw323:Bsn>", "<jw323:Bsn>...</jw323:Bsn>", "..."),
    ],
)
def test_de_regel_van_het_element_of_anders_van_zijn_berichtklasse(
    locatie: str, element: str | None, stuk: bytes, getoond: str, gemerkt: str
) -> None:
    gemaakt = maak_verslag(bij(locatie, element), GOED)
    ((bevinding, fragment),) = gemaakt.meldingen()
    assert bevinding.regelnummer == regel_van(GOED, stuk)
    assert fragment is not None
    assert fragment.tekst == getoond
    assert fragment.tekst[fragment.begin : fragment.begin + fragment.lengte] == gemerkt


def test_een_leeg_element_is_in_zijn_geheel_de_plaats() -> None:
    inhoud = GOED.replace(b"<jw323:Eenheid>01<", b"<jw323:Eenheid> <")
    assert maak_verslag(bij(PRESTATIE, "Eenheid"), inhoud).fragmenten == (
        Fragment("<jw323:Eenheid></jw323:Eenheid>", 0, 31),
    )


def test_een_plaats_die_er_niet_is_verandert_niets() -> None:
    gemaakt = maak_verslag(bij("/Bericht/Elders[4]", "Eenheid", 12), GOED)
    assert list(gemaakt.meldingen()) == [(gemaakt.uitslag.bevindingen[0], None)]
    assert gemaakt.uitslag == bij("/Bericht/Elders[4]", "Eenheid", 12)


def test_een_bericht_op_een_regel_toont_alleen_de_plaats() -> None:
    inhoud = GOED.replace(b"\r\n", b"")
    ((bevinding, fragment),) = maak_verslag(bij(PRESTATIE, "Eenheid"), inhoud).meldingen()
    assert (bevinding.regelnummer, fragment) == (1, Fragment("<jw323:Eenheid>01</jw323:Eenheid>", 15, 2))


def test_een_goed_of_onleesbaar_bericht_wordt_niet_nog_eens_gelezen(monkeypatch: pytest.MonkeyPatch) -> None:
    def lees(*_: object) -> None:
        raise AssertionError("gelezen")

    monkeypatch.setattr("backoffice.services.rapport.verslag.vind", lees)
    for uitslag, bron in (
        (valideer(GOED, "a"), GOED),
        (onleesbaar("a", "stuk"), None),
        (valideer(b"stuk", "a"), b"stuk"),
        (valideer(GOED[:900], "a"), GOED[:900]),
    ):
        assert maak_verslag(uitslag, bron).uitslag == uitslag


@pytest.mark.parametrize("inhoud", [GOED, GEEN_SCHEMA, VERKEERD_TOTAAL])
def test_het_kenmerk_staat_in_de_kop(inhoud: bytes) -> None:
    assert verslag(inhoud).kenmerk == Kenmerk("B1", date(2026, 4, 10))
    assert maak_verslag(valideer(inhoud, "a"), inhoud).kenmerk is None


@pytest.mark.parametrize(
    ("oud", "nieuw", "kenmerk"),
    [
        (b">B1<", b"> <", Kenmerk(None, date(2026, 4, 10))),
        (b">B1<", b">123456789012<", Kenmerk("123456789012", date(2026, 4, 10))),
        (b">B1<", b">1234567890123<", Kenmerk(None, date(2026, 4, 10))),
        (b"Dagtekening>2026-04-10<", b"Dagtekening>10 april<", Kenmerk("B1", None)),
        (b"<ijw:Identificatie>B1</ijw:Identificatie>", b"", Kenmerk(None, date(2026, 4, 10))),
    ],
)
def test_een_kenmerk_dat_niet_past_is_onbekend(oud: bytes, nieuw: bytes, kenmerk: Kenmerk) -> None:
    assert verslag(GOED.replace(oud, nieuw)).kenmerk == kenmerk


def test_een_bsn_op_een_verkeerde_plek_blijft_verborgen() -> None:
    inhoud = GOED.replace(
        b"<jw323:Eenheid>01</jw323:Eenheid>", b"<jw323:Bsn>%s</jw323:Bsn>" % proef_bsn(1).encode()
    )
    assert "9999" not in repr(verslag(inhoud))
