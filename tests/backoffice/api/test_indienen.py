"""Sending messages, for real and on trial."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backoffice.api.app import KLEIN
from backoffice.toegang.rechten import Rol
from ijw.bron import STANDAARD_LIMIET
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import ANDERE_AANBIEDER, bezoeker
from tests.flows.regio import MAANDBEDRAG, Regio, als_bytes, jw323_van, keur_boeken

XML = {"Content-Type": "application/xml"}


def stuur(regio: Regio, inhoud: bytes, adres: str = "/berichten", **koppen: str) -> Any:
    """Send a message as the system of the aanbieder."""
    client = systeem(regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    return client.post(adres, content=inhoud, headers=XML | koppen)


def test_een_bericht_wordt_verwerkt_en_is_daarna_te_vinden(regio: Regio) -> None:
    regio.wijs_toe()
    antwoord = stuur(regio, als_bytes(jw323_van()))
    assert antwoord.status_code == 201
    assert antwoord.headers["location"] == "/api/v1/berichten/2"
    uitslag = antwoord.json()
    assert (uitslag["uitkomst"], uitslag["toegekend"], uitslag["antwoordSoort"]) == (
        "verwerkt",
        MAANDBEDRAG,
        "JW325",
    )
    client = systeem(regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    assert client.get("http://portaal.test" + antwoord.headers["location"]).json()["oordeel"] == "goed"
    keur_boeken(regio.engine)


def test_als_formulier_kan_ook(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    antwoord = client.post(
        "/berichten", files={"bestand": ("bericht.xml", als_bytes(jw323_van()), "application/xml")}
    )
    assert (antwoord.status_code, antwoord.json()["uitkomst"]) == (201, "verwerkt")


def test_hetzelfde_bericht_geeft_hetzelfde_antwoord(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    inhoud = als_bytes(jw323_van())
    eerste, tweede = stuur(sqlite_regio, inhoud), stuur(sqlite_regio, inhoud)
    assert (tweede.status_code, tweede.json()["uitkomst"]) == (200, "herhaald")
    assert tweede.headers["location"] == eerste.headers["location"]


def test_met_een_sleutel_komt_het_eerste_antwoord_terug(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    inhoud = als_bytes(jw323_van())
    sleutel = {"Idempotency-Key": "een"}
    eerste, tweede = (stuur(sqlite_regio, inhoud, **sleutel) for _ in range(2))
    assert (tweede.status_code, tweede.json()) == (201, eerste.json())
    keur_probleem(stuur(sqlite_regio, als_bytes(jw323_van()), **sleutel), 422)


def test_een_proef_zegt_wat_er_zou_gebeuren_en_bewaart_niets(regio: Regio) -> None:
    regio.wijs_toe()
    voor = regio.dump()
    uitslag = stuur(regio, als_bytes(jw323_van()), "/proefdeclaraties").json()
    assert (uitslag["uitkomst"], uitslag["toegekend"], uitslag["berichtId"]) == ("verwerkt", MAANDBEDRAG, None)
    assert [(regel["bedrag"], regel["retourcodes"]) for regel in uitslag["prestaties"]] == [(MAANDBEDRAG, [])]
    na = regio.dump()
    assert {naam for naam in na if na[naam] != voor[naam]} <= {"audit", "nummerreeks"}


def test_een_bericht_van_een_ander_wordt_niet_aangenomen(sqlite_regio: Regio) -> None:
    voor = sqlite_regio.dump()
    antwoord = stuur(sqlite_regio, als_bytes(jw323_van(aanbieder=ANDERE_AANBIEDER)))
    assert ANDERE_AANBIEDER in keur_probleem(antwoord, 403)["detail"]
    assert sqlite_regio.dump() == voor


@pytest.mark.parametrize(
    ("inhoud", "koppen", "status"),
    [
        (b"", XML, 422),
        (b"geen xml", XML, 422),
        (b"{}", {"Content-Type": "application/json"}, 415),
        (b"PK\x03\x04", XML, 415),
        (b"", {"Content-Type": "multipart/form-data"}, 400),
        (b"x" * (STANDAARD_LIMIET + 1), XML, 413),
        (b"x" * (STANDAARD_LIMIET + 100_000), XML, 413),
    ],
    ids=["leeg", "geen xml", "json", "zip", "leeg formulier", "net te groot", "veel te groot"],
)
@pytest.mark.parametrize("adres", ["/berichten", "/proefdeclaraties"])
def test_wat_geen_bericht_is_wordt_geweigerd(
    sqlite_regio: Regio, adres: str, inhoud: bytes, koppen: dict[str, str], status: int
) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    keur_probleem(client.post(adres, content=inhoud, headers=koppen), status)
    assert client.get("/berichten").json()["resultaten"] == []


def test_wat_niet_in_het_schema_past_staat_er_met_de_plaats(sqlite_regio: Regio) -> None:
    inhoud = als_bytes(jw323_van()).replace(b"45A04", b"een te lange productcode")
    probleem = keur_probleem(stuur(sqlite_regio, inhoud), 422)
    assert probleem["fouten"]
    assert all(fout["plaats"].startswith("/") for fout in probleem["fouten"])


@pytest.mark.parametrize("in_stukken", [False, True], ids=["met lengte", "in stukken"])
def test_een_ander_verzoek_blijft_klein(sqlite_regio: Regio, in_stukken: bool) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_GEMEENTE))

    def zoek(lengte: int) -> Any:
        inhoud = json.dumps({"bsn": ""}).encode().ljust(lengte)
        koppen = {"Content-Type": "application/json"}
        return client.post(
            "/toewijzingen/zoeken", content=iter([inhoud]) if in_stukken else inhoud, headers=koppen
        )

    keur_probleem(zoek(KLEIN), 400)
    assert "een ander verzoek 1 MB" in keur_probleem(zoek(KLEIN + 1), 413)["detail"]
