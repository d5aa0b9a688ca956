"""How many requests a client may make: so many in each minute, counted in this process."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from fastapi import Request

from backoffice.api.problemen import ApiFout
from backoffice.toegang.rechten import Bezoeker
from backoffice.web.poort import portaal_van

PER_MINUUT: Final = 600


class Tempo:
    """Counts per client; `per_minuut` requests are let through in each minute of the clock."""

    def __init__(self, per_minuut: int = PER_MINUUT) -> None:
        self.per_minuut = per_minuut
        self._minuut: datetime | None = None
        self._geteld: dict[Bezoeker, int] = {}

    def tel(self, wie: Bezoeker, nu: datetime) -> dict[str, str]:
        """Count a request, and give the headers that tell how many are left; ApiFout 429 when there were none."""
        minuut = nu.replace(second=0, microsecond=0)
        if minuut != self._minuut:
            self._minuut, self._geteld = minuut, {}
        geteld = self._geteld[wie] = self._geteld.get(wie, 0) + 1
        wacht = str(60 - nu.second)
        koppen = {
            "RateLimit-Limit": str(self.per_minuut),
            "RateLimit-Remaining": str(max(0, self.per_minuut - geteld)),
            "RateLimit-Reset": wacht,
        }
        if geteld > self.per_minuut:
            detail = f"U mag {self.per_minuut} verzoeken per minuut doen. Wacht {wacht} seconden."
            raise ApiFout(429, detail, koppen | {"Retry-After": wacht})
        return koppen


async def bewaak_tempo(request: Request) -> None:
    """Count this request of who passed the gate; the dependency of every route."""
    wie: Bezoeker | None = request.state.bezoeker
    if wie is not None:
        tempo: Tempo = request.app.state.tempo
        request.state.koppen = tempo.tel(wie, portaal_van(request).nu())
