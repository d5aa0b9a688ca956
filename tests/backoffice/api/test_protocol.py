"""What goes for the whole API: versions, problems, marks, limits and requests that come twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import anyio
import pytest
from starlette.types import Message, Receive, Scope, Send

from backoffice.api.protocol import Protocol, merk_van
from backoffice.toegang.rechten import Rol
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import NU, Regio


def test_elk_antwoord_noemt_de_versie_en_wat_er_nog_mag(sqlite_regio: Regio) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.AUDITOR))
    eerste, tweede = client.get("/berichten"), client.get("/berichten")
    assert eerste.headers["api-version"] == "1.0.0"
    assert (eerste.headers["ratelimit-limit"], eerste.headers["ratelimit-remaining"]) == ("600", "599")
    assert tweede.headers["ratelimit-remaining"] == "598"
    assert eerste.headers["cache-control"] == "no-store"


def test_na_te_veel_verzoeken_moet_een_client_wachten_en_een_ander_niet(sqlite_regio: Regio) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.AUDITOR), NU + timedelta(seconds=40))
    for _ in range(600):
        client.get("/bestaat-niet")
        assert client.get("/berichten").status_code == 200
    antwoord = client.get("/berichten")
    keur_probleem(antwoord, 429)
    assert antwoord.headers["retry-after"] == "20"


def test_wie_niet_is_aangemeld_leest_hoe_dat_kan(sqlite_regio: Regio) -> None:
    antwoord = systeem(sqlite_regio, None).get("/berichten")
    assert "Bearer" in keur_probleem(antwoord, 401)["detail"]
    assert antwoord.headers["www-authenticate"] == "Bearer"


def test_een_ander_adres_een_andere_methode_en_een_schuine_streep(sqlite_regio: Regio) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.AUDITOR))
    keur_probleem(client.get("/bestaat-niet"), 404)
    keur_probleem(client.get("/berichten/"), 404)
    antwoord = client.delete("/berichten")
    keur_probleem(antwoord, 405)
    assert "GET" in antwoord.headers["allow"]


def test_wie_het_al_heeft_krijgt_het_niet_nog_eens(sqlite_regio: Regio) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.AUDITOR))
    merk = client.get("/berichten").headers["etag"]
    al = client.get("/berichten", headers={"If-None-Match": f'"ander", W/{merk}'})
    assert (al.status_code, al.content, al.headers["etag"]) == (304, b"", merk)
    assert al.headers["api-version"] == "1.0.0"
    sqlite_regio.declareer()
    assert client.get("/berichten", headers={"If-None-Match": merk}).status_code == 200


def test_een_bestand_gaat_in_stukken_en_wie_het_heeft_krijgt_het_niet_nog_eens(sqlite_regio: Regio) -> None:
    sqlite_regio.declareer()
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    eerst = client.get("/berichten/1/inhoud")
    assert eerst.headers["etag"] == merk_van(eerst.content)
    assert int(eerst.headers["content-length"]) == len(eerst.content)
    assert eerst.headers["api-version"] == "1.0.0"
    assert eerst.headers["ratelimit-remaining"] == "599"
    al = client.get("/berichten/1/inhoud", headers={"If-None-Match": eerst.headers["etag"]})
    assert (al.status_code, al.content, al.headers["etag"]) == (304, b"", eerst.headers["etag"])
    anders = client.get("/berichten/1/inhoud", headers={"If-None-Match": '"anders"'})
    assert (anders.status_code, anders.content) == (200, eerst.content)


def test_wat_zijn_eigen_merk_draagt_wordt_onderweg_niet_vastgehouden() -> None:
    verstuurd: list[int] = []

    async def stukken() -> AsyncIterator[bytes]:
        for nummer in range(3):
            # What came before is on its way already.
            assert len(verstuurd) == 1 + nummer
            yield b"x"

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"etag", b'"a"')]})
        async for stuk in stukken():
            await send({"type": "http.response.body", "body": stuk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def neem(stuk: Message) -> None:
        verstuurd.append(len(stuk.get("body", b"")))

    async def geen() -> Message:
        return {"type": "http.disconnect"}

    anyio.run(Protocol(app), {"type": "http", "method": "GET", "headers": []}, geen, neem)
    assert verstuurd == [0, 1, 1, 1, 0]


def test_hetzelfde_verzoek_wordt_een_keer_uitgevoerd(regio: Regio) -> None:
    regio.declareer()
    sleutel = {"Idempotency-Key": "een"}
    client = systeem(regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    eerste = client.post("/uitgaande-berichten/1/ontvangen", headers=sleutel)
    later = systeem(regio, bezoeker(Rol.SYSTEEM_AANBIEDER), NU + timedelta(days=6))
    tweede = later.post("/uitgaande-berichten/1/ontvangen", headers=sleutel)
    assert (tweede.status_code, tweede.json()) == (200, eerste.json())
    assert tweede.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in eerste.headers


def test_een_sleutel_geldt_voor_een_verzoek_van_een_client(sqlite_regio: Regio) -> None:
    sqlite_regio.declareer()
    sqlite_regio.declareer()
    sleutel = {"Idempotency-Key": "een"}
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    assert client.post("/uitgaande-berichten/1/ontvangen", headers=sleutel).status_code == 200
    keur_probleem(client.post("/uitgaande-berichten/2/ontvangen", headers=sleutel), 422)
    ander = systeem(sqlite_regio, bezoeker(Rol.DECLARATIEMEDEWERKER))
    antwoord = ander.post("/uitgaande-berichten/2/ontvangen", headers=sleutel)
    assert (antwoord.status_code, antwoord.json()["id"]) == (200, 2)
    later = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER), NU + timedelta(days=8))
    assert later.post("/uitgaande-berichten/2/ontvangen", headers=sleutel).status_code == 200


def test_wat_niet_lukte_mag_met_dezelfde_sleutel_opnieuw(sqlite_regio: Regio) -> None:
    sleutel = {"Idempotency-Key": "een"}
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    keur_probleem(client.post("/uitgaande-berichten/1/ontvangen", headers=sleutel), 404)
    sqlite_regio.declareer()
    assert client.post("/uitgaande-berichten/1/ontvangen", headers=sleutel).status_code == 200


@pytest.mark.parametrize("sleutel", ["", "met spatie", "x" * 101])
def test_een_sleutel_is_kort_en_zonder_spaties(sqlite_regio: Regio, sleutel: str) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    antwoord = client.post("/uitgaande-berichten/1/ontvangen", headers={"Idempotency-Key": sleutel})
    keur_probleem(antwoord, 400)


def test_een_verzoek_van_een_andere_website_wordt_niet_uitgevoerd(sqlite_regio: Regio) -> None:
    sqlite_regio.declareer()
    client = systeem(sqlite_regio, bezoeker(Rol.SYSTEEM_AANBIEDER))
    antwoord = client.post("/uitgaande-berichten/1/ontvangen", headers={"Sec-Fetch-Site": "cross-site"})
    keur_probleem(antwoord, 403)
    assert client.get("/uitgaande-berichten/1").json()["verzondenOp"] is None
