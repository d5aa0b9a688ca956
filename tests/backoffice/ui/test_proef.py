"""A proefdeclaratie on the screen: the answer one would get, and nothing kept but that somebody looked."""

from __future__ import annotations

from fastapi.testclient import TestClient

from backoffice.toegang.rechten import Rol
from ijw.nummers import test_bsn
from tests.backoffice.ui.test_indienen import bestand
from tests.backoffice.web.portaal import bezoeker, klant
from tests.bouwers import jw323_client
from tests.flows.regio import Dump, Regio, als_bytes, jw323_van, prestatie

PAD = "/berichten/proef"


def aanbieder(regio: Regio, *, van_een_ander: bool = False) -> TestClient:
    """A browser of somebody who declares."""
    return klant(regio.werkplek, bezoeker(Rol.DECLARATIEMEDEWERKER, van_een_ander=van_een_ander))


def zonder_audit(regio: Regio) -> Dump:
    """Everything that is kept, but for the log of who looked."""
    return {tabel: rijen for tabel, rijen in regio.dump().items() if tabel not in ("audit", "nummerreeks")}


def test_een_proef_toont_elke_regel_en_bewaart_niets(regio: Regio) -> None:
    regio.wijs_toe()
    eerst, gezien = zonder_audit(regio), len(regio.dump()["audit"])
    fout = prestatie(referentie_nummer="R-FOUT", product_tarief=99, bedrag=11_880)
    antwoord = aanbieder(regio).post(PAD, files=[bestand("a.xml", als_bytes(jw323_van(fout)))])
    assert antwoord.status_code == 200
    assert "€ 0,00 zou worden toegekend, € 118,80 afgewezen" in antwoord.text
    assert "afgewezen, 0611: Het tarief is niet het tarief uit het contract." in antwoord.text
    assert "120 minuten" in antwoord.text
    assert zonder_audit(regio) == eerst
    assert len(regio.dump()["audit"]) == gezien + 1


def test_het_gedownloade_antwoord_is_precies_wat_men_zou_krijgen(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    inhoud = als_bytes(jw323_van(prestatie(product_tarief=99, bedrag=11_880)))
    antwoord = aanbieder(sqlite_regio).post(PAD, files=[bestand("a.xml", inhoud)], data={"vorm": "xml"})
    assert antwoord.headers["content-disposition"] == 'attachment; filename="proef-JW325.xml"'
    assert antwoord.content == sqlite_regio.stuur(inhoud).antwoord


def test_zonder_antwoord_toont_de_pagina_waarom(sqlite_regio: Regio) -> None:
    antwoord = aanbieder(sqlite_regio).post(PAD, files=[bestand("a.xml", b"niets")], data={"vorm": "xml"})
    assert "a.xml: niet te verwerken" in antwoord.text
    assert "content-disposition" not in antwoord.headers


def test_een_bericht_van_een_ander_geeft_geen_antwoord(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    eerst = sqlite_regio.dump()
    bestanden = [bestand("a.xml", als_bytes(jw323_van()))]
    antwoord = aanbieder(sqlite_regio, van_een_ander=True).post(PAD, files=bestanden, data={"vorm": "xml"})
    assert "a.xml: niet van uw organisatie" in antwoord.text
    assert sqlite_regio.dump() == eerst


def test_zonder_bestand_zegt_de_pagina_wat_te_doen(sqlite_regio: Regio) -> None:
    browser = aanbieder(sqlite_regio)
    assert browser.get(PAD).status_code == 200
    assert browser.post(PAD, files=[bestand("", b"")]).status_code == 422


def test_van_een_grote_declaratie_staan_de_afgewezen_regels_vooraan(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    goed = jw323_client(prestaties=[prestatie(referentie_nummer="G")])
    fout = [
        jw323_client(
            bsn=test_bsn(n), prestaties=[prestatie(referentie_nummer=f"F{n}", toewijzing_nummer=2000 + n)]
        )
        for n in range(100, 301)
    ]
    inhoud = als_bytes(jw323_van(clienten=[goed, *fout]))
    tekst = aanbieder(sqlite_regio).post(PAD, files=[bestand("a.xml", inhoud)]).text
    assert tekst.count('<th scope="row">F') == 200
    assert '<th scope="row">G' not in tekst
    assert "En nog 2 prestaties" in tekst
