"""Messages are taken in one after another, in the order of coming; when too many wait, the next hears so."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from adapters.sepa import Sepa
from backoffice.portaal import maak_portaal
from backoffice.toegang.rechten import Bezoeker, Rol
from backoffice.web.beurten import OPNIEUW_NA, Beurten, TeDruk
from backoffice.web.poort import Portaal
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import NU, Regio, als_bytes, jw323_van


def test_een_tegelijk_en_op_volgorde() -> None:
    bezig: list[int] = []
    gedaan: list[int] = []
    slot = threading.Lock()

    def werk(nummer: int) -> int:
        with slot:
            bezig.append(nummer)
            assert len(bezig) == 1
        gedaan.append(nummer)
        with slot:
            bezig.remove(nummer)
        return nummer

    async def allemaal() -> list[int]:
        beurten = Beurten()
        return await asyncio.gather(*(beurten.doe(lambda nummer=nummer: werk(nummer)) for nummer in range(20)))

    assert asyncio.run(allemaal()) == list(range(20))
    assert gedaan == list(range(20))


def test_wie_te_veel_is_hoort_dat_en_de_rest_gaat_door() -> None:
    door = threading.Event()

    async def druk() -> tuple[int, int]:
        beurten = Beurten(wachtenden=1)
        eerste = asyncio.create_task(beurten.doe(lambda: door.wait(10)))
        tweede = asyncio.create_task(beurten.doe(lambda: True))
        await asyncio.sleep(0.05)
        with pytest.raises(TeDruk):
            await beurten.doe(lambda: True)
        door.set()
        return await eerste, await tweede

    assert asyncio.run(druk()) == (True, True)


@contextmanager
def vol(regio: Regio) -> Iterator[TestClient]:
    """A browser at a portal where nobody can wait any more."""

    def herken(_: Request) -> Bezoeker:
        return bezoeker(Rol.DECLARATIEMEDEWERKER)

    app = maak_portaal(
        Portaal(regio.werkplek, lambda: NU, herken, Sepa(), {}, beurten=Beurten(wachtenden=0)), herken_api=herken
    )
    koppen = {"Origin": "http://portaal.test", "Sec-Fetch-Site": "same-origin"}
    with TestClient(app, base_url="http://portaal.test", headers=koppen) as browser:
        yield browser


def test_een_vol_portaal_vraagt_later_terug_te_komen_en_bewaart_niets(sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    vooraf, bericht = sqlite_regio.dump(), als_bytes(jw323_van())
    with vol(sqlite_regio) as browser:
        for pad in ("/berichten/indienen", "/berichten/proef"):
            antwoord = browser.post(pad, files={"bestanden": ("a.xml", bericht)})
            assert (antwoord.status_code, antwoord.headers["retry-after"]) == (503, str(OPNIEUW_NA))
            assert "Even te druk" in antwoord.text
        antwoord = browser.post(
            "/api/v1/berichten",
            content=bericht,
            headers={"Content-Type": "application/xml", "Idempotency-Key": "a1"},
        )
        assert (antwoord.status_code, antwoord.headers["retry-after"]) == (503, str(OPNIEUW_NA))
    assert sqlite_regio.dump() == vooraf
