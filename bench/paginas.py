"""Every page of the portal with a year of the region in the database: server time and number of queries.

Each role that may sign in walks from the pages without parameters along the links it is shown, so that what is
added to the portal is measured too. Every address found is asked for several times, in one process and without a
network, with a session as a browser has; the slowest route stands first. A query is a statement that reaches
SQLite, whether SQLAlchemy or the driver ran it; rows inserted in one go count as one.
"""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from statistics import quantiles
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit

MEESTE_VRAGEN: Final = 15
MEESTE_MS: Final = 200
_PER_ROUTE: Final = 4
"""Addresses of one route that are visited as one role."""
_VEEL_TE_TRAAG: Final = 2_000
"""Milliseconds after which a route is not asked for again as the same role."""
_ADRES: Final = "http://portaal.test"
_LINK: Final = re.compile(r'href="(/[^"#]*)')
_GEEN_VRAAG: Final = re.compile(r"\s*(--|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)", re.IGNORECASE)
_INVOEGING: Final = re.compile(r"(INSERT INTO \S+).*", re.DOTALL)


class Bezoek(NamedTuple):
    """One request that was answered: milliseconds, those of them that a core was kept busy, and queries."""

    ms: float
    processor: float
    vragen: int


@dataclass(slots=True)
class Route:
    """What was measured of one route, its query parameters named; `soorten` are the kinds of content it gave."""

    bezoeken: dict[str, list[Bezoek]] = field(default_factory=lambda: defaultdict(list))
    soorten: set[str] = field(default_factory=set)

    @property
    def ms(self) -> list[float]:
        """Every time, in order of size."""
        return sorted(bezoek.ms for bezoeken in self.bezoeken.values() for bezoek in bezoeken)

    @property
    def p95(self) -> float:
        """What 95 of 100 requests stayed under, by the role that waited longest."""
        return max(_p95([bezoek.ms for bezoek in bezoeken]) for bezoeken in self.bezoeken.values())

    @property
    def processor(self) -> float:
        """As `p95`, in time that a core was busy: what is left when nobody else uses the machine."""
        return max(_p95([bezoek.processor for bezoek in bezoeken]) for bezoeken in self.bezoeken.values())

    @property
    def traagst(self) -> str:
        """The role that waited longest."""
        return max(self.bezoeken, key=lambda rol: _p95([bezoek.ms for bezoek in self.bezoeken[rol]]))

    @property
    def vragen(self) -> int:
        """The most queries of one request."""
        return max(bezoek.vragen for bezoeken in self.bezoeken.values() for bezoek in bezoeken)


@dataclass(slots=True)
class Meting:
    """What every role met: measured routes, those that gave no page, and routes that nobody reached."""

    routes: dict[str, Route] = field(default_factory=lambda: defaultdict(Route))
    geweigerd: dict[str, int] = field(default_factory=dict)
    """The status of the last answer of a route that was no page."""
    gemist: tuple[str, ...] = ()


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure on SQLite and give the lines to print; IJW_BENCH_REGISTER names a year that was kept."""
    from bench.jaar import Omvang

    bewaard = os.environ.get("IJW_BENCH_REGISTER")
    pad = Path(bewaard) if bewaard else folder / "jaar.db"
    meting = meet(pad, Omvang(), keren)
    yield f"pagina's: servertijd in ms en vragen per pagina, {keren} keer elk (load {os.getloadavg()[0]:.1f})"
    yield f"  {'route':<58}{'p50':>7}{'p95':>8}{'p95 cpu':>9}{'vragen':>8}  {'traagst voor':<22}"
    traagste = sorted(meting.routes.items(), key=lambda paar: paar[1].p95, reverse=True)
    for naam, route in traagste:
        fout = [
            wat
            for wat, mis in (("TE TRAAG", route.p95 > MEESTE_MS), ("TE VEEL", route.vragen > MEESTE_VRAGEN))
            if mis and "text/html" in route.soorten
        ]
        p50 = quantiles(route.ms, n=2)[0] if len(route.ms) > 1 else route.ms[0]
        cijfers = f"{p50:>7.0f}{route.p95:>8.0f}{route.processor:>9.0f}{route.vragen:>8}"
        yield f"  {naam:<58}{cijfers}  {route.traagst:<22}{' '.join(fout)}"
    for pad_, status in sorted(meting.geweigerd.items()):
        yield f"  gaf {status}: {pad_}"
    for pad_ in meting.gemist:
        yield f"  niet bereikt: {pad_}"


def meet(pad: Path, omvang: Any, keren: int) -> Meting:
    """Walk through the portal as every role, on the year at `pad`, which is made when it is not there."""
    from backoffice.bootstrap import open_werkplek
    from backoffice.services.aanmelden import meld_aan
    from backoffice.services.demoaccounts import WACHTWOORD, zorg_voor_demo
    from bench.jaar import NU, vul

    werkplek = open_werkplek(f"sqlite:///{pad}", {})
    teller = _Teller(werkplek.engine)
    meting = Meting()
    for login in zorg_voor_demo(werkplek, lambda: vul(werkplek, omvang), NU):
        if login.naam != login.rol.value:
            continue
        aanmelding = meld_aan(
            werkplek, login.naam, WACHTWOORD, adres="127.0.0.1", nu=NU, willekeur=os.urandom, vorige=None
        )
        asyncio.run(_loop_rond(werkplek, login.rol.value, aanmelding.token, teller, meting, keren))
    bereikt = {naam.partition("?")[0] for naam in meting.routes}
    meting.gemist = tuple(pad for pad in dict.fromkeys(_paden()) if pad not in bereikt)
    werkplek.engine.dispose()
    return meting


async def _loop_rond(werkplek: Any, rol: str, token: str, teller: _Teller, meting: Meting, keren: int) -> None:
    """Follow the links that one role is shown; every address once to read its links, then to measure."""
    import httpx

    from adapters.sepa import Sepa
    from backoffice.portaal import maak_portaal
    from backoffice.services.geheugen import blijf_af_van_wat_er_is
    from backoffice.web.poort import Portaal
    from backoffice.web.sessiekoek import herken
    from bench.jaar import NU

    app = maak_portaal(Portaal(werkplek, lambda: NU, herken, Sepa(), {}))
    blijf_af_van_wat_er_is()  # as `ijw serve` does
    per_route: dict[str, int] = defaultdict(int)
    gezien: set[str] = set()
    rij = deque(pad for pad in _paden() if "{" not in pad)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=_ADRES, cookies={"sessie": token}) as browser:
        while rij:
            adres = rij.popleft()
            naam = _naam_van(adres)
            if adres in gezien or naam is None or per_route[naam] >= _PER_ROUTE:
                continue
            gezien.add(adres)
            per_route[naam] += 1
            antwoord = await browser.get(adres)
            if antwoord.status_code in (303, 403):
                continue  # another step of signing in, or not for this role
            if antwoord.status_code != 200:
                meting.geweigerd[naam] = antwoord.status_code
                continue
            route = meting.routes[naam]
            soort = antwoord.headers["content-type"].partition(";")[0]
            route.soorten.add(soort)
            if soort == "text/html":
                rij.extend(unescape(link) for link in _LINK.findall(antwoord.text))
            for _ in range(keren):
                teller.begin()
                begin, bezig = time.perf_counter(), time.process_time()
                await browser.get(adres)
                ms, processor = 1000 * (time.perf_counter() - begin), 1000 * (time.process_time() - bezig)
                route.bezoeken[rol].append(Bezoek(ms, processor, teller.vragen))
                if ms > _VEEL_TE_TRAAG:
                    per_route[naam] = _PER_ROUTE
                    break


def _paden() -> list[str]:
    """The path of every route that a browser asks for."""
    from fastapi.routing import APIRoute

    from backoffice.ui.app import ROUTERS

    return [
        route.path
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in route.methods
    ]


def _naam_van(adres: str) -> str | None:
    """The route of an address with the names of its query parameters; None for one of another kind."""
    from starlette.routing import compile_path

    delen = urlsplit(adres)
    for pad in _paden():
        if compile_path(pad)[0].match(delen.path):
            namen = ",".join(sorted({naam for naam, _ in parse_qsl(delen.query)}))
            return f"{pad}?{namen}" if namen else pad
    return None


class _Teller:
    """Counts the statements that reach SQLite, of every thread."""

    def __init__(self, engine: Any) -> None:
        from sqlalchemy import event

        self.vragen = 0
        self._vorige = ""
        event.listen(engine, "checkout", self._luister)

    def begin(self) -> None:
        """Count from nothing."""
        self.vragen = 0
        self._vorige = ""

    def _luister(self, verbinding: sqlite3.Connection, *_: object) -> None:
        verbinding.set_trace_callback(self._tel)

    def _tel(self, opdracht: str) -> None:
        if _GEEN_VRAAG.match(opdracht):
            return
        wat = _INVOEGING.sub(r"\1", opdracht)
        # Many rows of one executemany are one query; the same question twice is two.
        self.vragen += not (wat.startswith("INSERT") and wat == self._vorige)
        self._vorige = wat


def _p95(ms: Sequence[float]) -> float:
    return quantiles(ms, n=20, method="inclusive")[-1] if len(ms) > 1 else ms[0]
