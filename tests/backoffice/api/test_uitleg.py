"""Why something was decided, for who may see it, and without a name."""

from __future__ import annotations

from backoffice.toegang.rechten import Rol
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import BSN, Regio, jw301_van, prestatie, product


def test_een_afwijzing_met_wat_eraan_te_doen_is(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(toewijzing_nummer=4))
    client = systeem(regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    (rij,) = client.get("/prestaties/te-herstellen").json()["resultaten"]
    antwoord = client.get(f"/prestaties/{rij['id']}/uitleg")
    uitleg = antwoord.json()
    assert (uitleg["toegekend"], uitleg["toewijzingNummer"]) == (False, 4)
    codes = {bevinding["retourcode"] for bevinding in uitleg["bevindingen"]}
    assert codes
    assert codes == {advies["retourcode"] for advies in uitleg["adviezen"]}
    assert all(advies["actie"] and advies["bron"] for advies in uitleg["adviezen"])
    assert any(rij["referentie"] in zin for zin in uitleg["verhaal"])
    assert BSN not in antwoord.text
    ander = systeem(regio, bezoeker(Rol.SYSTEEM_AANBIEDER, van_een_ander=True))
    keur_probleem(ander.get(f"/prestaties/{rij['id']}/uitleg"), 404)


def test_een_toekenning_noemt_waarop_zij_berust(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer()
    uitleg = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER)).get("/prestaties/1/uitleg").json()
    assert (uitleg["toegekend"], uitleg["toewijzingVersie"], uitleg["contractversie"]) == (True, 1, 1)
    assert uitleg["adviezen"] == []


def test_een_afgekeurd_bericht_en_een_goed_bericht_met_dezelfde_identificatie(regio: Regio) -> None:
    regio.stuur(jw301_van(identificatie="T0"))
    regio.stuur(jw301_van(product(toewijzing_nummer=1002), identificatie="T0"))
    client = systeem(regio, bezoeker(Rol.SYSTEEM_GEMEENTE))
    goed, afgekeurd = (client.get(f"/berichten/{id_}/uitleg") for id_ in (1, 2))
    assert (goed.json()["afgekeurd"], goed.json()["bevindingen"]) == (False, [])
    assert (afgekeurd.json()["afgekeurd"], bool(afgekeurd.json()["bevindingen"])) == (True, True)
    assert "afgekeurd" in afgekeurd.json()["verhaal"][0]
    assert BSN not in goed.text + afgekeurd.text
    ander = systeem(regio, bezoeker(Rol.SYSTEEM_GEMEENTE, van_een_ander=True))
    keur_probleem(ander.get("/berichten/1/uitleg"), 404)
    keur_probleem(client.get("/berichten/99/uitleg"), 404)
