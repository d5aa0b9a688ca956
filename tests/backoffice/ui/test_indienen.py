"""Offering messages on the screen: one, many, a zip, and what may not be offered."""

from __future__ import annotations

import io
import zipfile

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from backoffice.services import indienen, zipbestand
from backoffice.services.werkplek import Instellingen
from backoffice.storage.tabellen import audit, bericht
from backoffice.toegang.rechten import Rol
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows.regio import BSN, Regio, als_bytes, jw301_van, jw323_van, prestatie, product

PAD = "/berichten/indienen"


def aanbieder(regio: Regio) -> TestClient:
    """A browser of somebody who declares."""
    return klant(regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER))


def bestand(naam: str, inhoud: bytes) -> tuple[str, tuple[str, bytes]]:
    """A file as a browser sends it."""
    return "bestanden", (naam, inhoud)


def zip_van(**leden: bytes) -> bytes:
    """A zip file with these members; an underscore in a name is a dot."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as archief:
        for naam, inhoud in leden.items():
            archief.writestr(naam.replace("_", "."), inhoud)
    return uit.getvalue()


def aantal(regio: Regio) -> int:
    """How many messages are kept."""
    return int(regio.rijen(select(func.count()).select_from(bericht))[0][0])


def test_een_goed_bericht_wordt_verwerkt_en_leidt_naar_zijn_pagina(regio: Regio) -> None:
    regio.wijs_toe()
    antwoord = aanbieder(regio).post(PAD, files=[bestand("maart.xml", als_bytes(jw323_van()))])
    assert antwoord.status_code == 200
    assert "maart.xml: verwerkt" in antwoord.text
    assert "€ 117,60 toegekend, € 0,00 afgewezen" in antwoord.text
    assert 'href="/berichten/2"' in antwoord.text
    assert ("declaratiemedewerker bij 12345678",) in regio.rijen(select(audit.c.wie))


def test_bij_elke_fout_staat_de_plaats_en_wat_te_doen(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    fout = als_bytes(jw323_van(prestatie(product_tarief=99, bedrag=11_880)))
    tekst = aanbieder(sqlite_regio).post(PAD, files=[bestand("a.xml", fout)]).text
    regel = next(n for n, r in enumerate(fout.decode().splitlines(), 1) if "<jw323:ProductTarief>" in r)
    assert f"regel {regel} van het bestand" in tekst
    assert "&lt;jw323:ProductTarief&gt;99" in tekst
    assert "retourcode 0611" in tekst
    assert "Kijk in het contract welk tarief geldt" in tekst


def test_een_beschadigd_bestand_houdt_een_goed_bestand_niet_tegen(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    goed = als_bytes(jw323_van())
    tekst = aanbieder(sqlite_regio).post(PAD, files=[bestand("a.xml", goed[:400]), bestand("b.xml", goed)]).text
    assert "a.xml: niet te verwerken" in tekst
    assert "afgebroken of beschadigd" in tekst
    assert "b.xml: verwerkt" in tekst


def test_hetzelfde_bestand_twee_keer_verandert_niets(regio: Regio) -> None:
    regio.wijs_toe()
    inhoud = als_bytes(jw323_van())
    browser = aanbieder(regio)
    browser.post(PAD, files=[bestand("a.xml", inhoud)])
    dump = regio.dump()
    tekst = browser.post(PAD, files=[bestand("a.xml", inhoud)]).text
    assert "a.xml: al eerder ontvangen" in tekst
    assert 'href="/berichten/2"' in tekst
    assert regio.dump() == dump


def test_een_andere_inhoud_onder_dezelfde_identificatie_is_een_conflict(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    browser = aanbieder(sqlite_regio)
    for nummer, volume in ((2, 120), (3, 60)):
        ander = prestatie(geleverd_volume=volume, bedrag=98 * volume)
        inhoud = als_bytes(jw323_van(ander, identificatie="D", declaratie_nummer="N"))
        tekst = browser.post(PAD, files=[bestand("a.xml", inhoud)]).text
        assert f'href="/berichten/{nummer}"' in tekst
    assert "al gebruikt voor een ander bericht" in tekst


def test_een_zip_wordt_uitgepakt_maar_een_zip_daarin_niet(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    goed = als_bytes(jw323_van())
    inhoud = zip_van(a_xml=goed, b_zip=zip_van(c_xml=als_bytes(jw323_van())))
    tekst = aanbieder(sqlite_regio).post(PAD, files=[bestand("alles.zip", inhoud)]).text
    assert "alles.zip, a.xml: verwerkt" in tekst
    assert "alles.zip, b.zip: niet te verwerken" in tekst
    assert aantal(sqlite_regio) == 2


def test_een_zipbom_wordt_niet_uitgelezen(sqlite_regio: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipbestand, "MEESTE_BERICHTEN", 1)
    sqlite_regio.werkplek.instellingen = Instellingen(limiet=1_000_000)
    bom = zip_van(**{f"a{nummer}_xml": b"\n" * 900_000 for nummer in range(2)}, r_txt=bytes(range(256)) * 100)
    tekst = aanbieder(sqlite_regio).post(PAD, files=[bestand("bom.zip", bom)]).text
    assert "bom.zip, a0.xml: niet te verwerken" in tekst
    assert "bom.zip: niet te verwerken" in tekst
    assert "veel te groot" in tekst


def test_een_naam_wijst_nergens_heen_en_noemt_geen_bsn(sqlite_regio: Regio) -> None:
    zelfde = zip_van(x_xml=b"niets").replace(b"x.xml", b"<.xml")
    namen = [
        bestand("../../etc/passwd", b"niets"),
        bestand(f"jan {BSN}.xml", b"niets"),
        bestand("<script>.xml", b"niets"),
        bestand("z.zip", zelfde),
    ]
    tekst = aanbieder(sqlite_regio).post(PAD, files=namen).text
    assert "passwd: niet te verwerken" in tekst
    assert "etc" not in tekst
    assert "bestand 2: niet te verwerken" in tekst
    assert BSN not in tekst
    assert "&lt;script&gt;.xml" in tekst
    assert "z.zip, &lt;.xml" in tekst


@pytest.mark.parametrize("van_een_ander", [False, True])
def test_alleen_berichten_van_de_eigen_organisatie_worden_aangenomen(
    sqlite_regio: Regio, van_een_ander: bool
) -> None:
    sqlite_regio.wijs_toe()
    dump = sqlite_regio.dump()
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER, van_een_ander=van_een_ander))
    tekst = browser.post(PAD, files=[bestand("a.xml", als_bytes(jw323_van()))]).text
    assert ("a.xml: niet van uw organisatie" in tekst) is van_een_ander
    assert (sqlite_regio.dump() == dump) is van_een_ander


def test_een_gemeente_dient_haar_eigen_toewijzing_in(sqlite_regio: Regio) -> None:
    inhoud = als_bytes(jw301_van(product()))
    for van_een_ander in (True, False):
        browser = klant(sqlite_regio.werkplek, bezoeker(Rol.ADMINISTRATIE, van_een_ander=van_een_ander))
        tekst = browser.post(PAD, files=[bestand("a.xml", inhoud)]).text
        assert ("a.xml: niet van uw organisatie" in tekst) is van_een_ander
    assert "a.xml: verwerkt" in tekst


def test_zonder_bestand_zegt_de_pagina_wat_te_doen(sqlite_regio: Regio) -> None:
    browser = aanbieder(sqlite_regio)
    assert 'enctype="multipart/form-data"' in browser.get(PAD).text
    antwoord = browser.post(PAD, files=[bestand("", b"")])
    assert antwoord.status_code == 422
    assert "U koos nog geen bestand" in antwoord.text


@pytest.mark.parametrize("koppen", [{"content-type": "multipart/form-data"}, {"content-type": "text/xml"}, {}])
def test_wat_geen_formulier_is_wordt_uitgelegd(sqlite_regio: Regio, koppen: dict[str, str]) -> None:
    antwoord = aanbieder(sqlite_regio).post(PAD, content=b"<Bericht/>", headers=koppen)
    assert antwoord.status_code == 422
    assert "kies de bestanden opnieuw" in antwoord.text


def test_te_veel_bytes_tegelijk_wordt_geweigerd_en_niet_verwerkt(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    inhoud = als_bytes(jw323_van())
    sqlite_regio.werkplek.instellingen = Instellingen(limiet=len(inhoud))
    browser = aanbieder(sqlite_regio)
    antwoord = browser.post(PAD, files=[bestand(f"{n}.xml", inhoud) for n in range(10)])
    assert antwoord.status_code == 413
    assert "in kleinere groepen" in antwoord.text
    assert aantal(sqlite_regio) == 1
    antwoord = browser.post(PAD, files=[bestand("a.xml", inhoud + b" "), bestand("b.xml", inhoud)])
    assert "a.xml: niet te verwerken" in antwoord.text
    assert "b.xml: verwerkt" in antwoord.text


def test_na_zoveel_berichten_wordt_de_rest_niet_bekeken(
    sqlite_regio: Regio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indienen, "MEESTE", 2)
    browser = aanbieder(sqlite_regio)
    twee = browser.post(PAD, files=[bestand("z.zip", zip_van(a_xml=b"x", b_xml=b"x"))]).text
    drie = browser.post(PAD, files=[bestand("z.zip", zip_van(a_xml=b"x", b_xml=b"x", c_xml=b"x"))]).text
    assert "meer dan 2 berichten" not in twee
    assert "meer dan 2 berichten" in drie
    assert "c.xml" not in drie
