"""What is of another organisation does not exist, on every route of portal and API; made from the routes.

For each role that works for one organisation, every route it may enter is asked for something real of the
neighbour and for the same of its own. A route that names something the tables below do not know, fails.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from backoffice.api.beschrijving import PAD
from backoffice.toegang.rechten import SOORT, Organisatiesoort, Recht, Rol
from backoffice.versleuteling import Kluis
from backoffice.web.poort import nodig_recht
from tests import bouwers
from tests.adapters.test_sepa import afschrift
from tests.backoffice.api.test_eigen_toewijzing import GEWENST, client_van
from tests.backoffice.ui.test_feiten import ADRES
from tests.backoffice.ui.test_herstel import formulier
from tests.backoffice.web import buren
from tests.backoffice.web.buren import ANDER, EIGEN, JULI, Buur
from tests.backoffice.web.portaal import bezoeker, klant
from tests.backoffice.web.test_poort import ALLE
from tests.databases import NieuweDatabase
from tests.flows.regio import Dump, Regio, als_bytes, jw301_van, jw323_van, product

Dingen = Mapping[str, Any]

NAAMT: Final = {
    "/aangehouden/{id}": "aangehouden",
    "/aangehouden/{prestatie_id}": "aangehouden",
    "/berichten/uitgaand/{uitgaand_id}": "uitgaand",
    "/berichten/{bericht_id}": "bericht",
    "/berichten/{id}": "bericht",
    "/betaalrekeningen/{id}": "rekening",
    "/betaalvoorstellen/blokkades/{nummer}": "blokkade",
    "/betaalvoorstellen/{id}": "voorstel",
    "/betaalvoorstellen/{nummer}": "voorstel",
    "/betaalvoorstellen/{nummer}/betalingen/{kenmerk}": "voorgesteld",
    "/betalingen/{kenmerk}": "betaald",
    "/blokkades/{id}": "blokkade",
    "/boekingen/{boeking_id}": "boeking",
    "/boekingen/{id}": "boeking",
    "/contracten/{contractnummer:path}": "contract",
    "/contracten/{nummer}": "contract",
    "/kosten/{gemeente}": "gemeente",
    "/persoonsfeiten/{id}": "persoonsfeit",
    "/prestaties/{id}": "prestatie",
    "/prestaties/{prestatie_id}": "prestatie",
    "/rekeningen/{nummer}": "rekening",
    "/toewijzingen/{id}": "toewijzing",
    "/toewijzingen/{toewijzing_id}": "toewijzing",
    "/uitgaande-berichten/{id}": "uitgaand",
    "/verrekeningen/{betaalt}": "derde",
    "/verrekeningen/{betaalt}/{ontvangt}": "gemeente",
    "/verzoeken/{id}": "verzoek",
    "/verzoeken/{verzoek_id}": "verzoek",
    "/werk/{id}": "werk",
    "/werk/{werk_id}": "werk",
    "/wie-betaalt/{aanbieder}": "aanbieder",
    "/wie-betaalt/{aanbieder}/{referentie}": "referentie",
}
"""What a part of an address names: the key in `dingen`."""

VAN_IEDEREEN: Final = {
    "/afrekening/{maand}": "2026-04",
    "/afrekeningen/{maand}": "2026-04-01",
    "/statisch/{naam}": "huisstijl.css",
    "/werk/{werk_id}/besluiten/{handeling}": "neem-in-onderzoek",
}
"""Parts of an address that name nothing of anybody, with a value."""

VRAAGT_NAAR: Final = {
    "aanbieder": "aanbieder",
    "bericht": "bericht",
    "gemeente": "gemeente",
    "identificatie": "identificatie",
    "nummer": "nummer",
}
"""Questions behind an address that name something: the key in `dingen`."""

VRAAGT: Final = (
    *(
        "aantal",
        "alle",
        "bekendOp",
        "bekend_op",
        "code",
        "jaar",
        "maand",
        "na",
        "ookAfgedaan",
        "oordeel",
        "op",
        "open",
    ),
    *("geladen", "proef", "regels", "soort", "stand", "tot", "totEnMet", "tot_en_met", "van", "vorm", "wachtend"),
)
"""Questions that name nothing of anybody."""


def _bericht(d: Dingen) -> bytes:
    """A message that only the one whose things these are may offer."""
    partijen = {"gemeente": d["gemeente"], "aanbieder": d["aanbieder"]}
    if d["partij"] == d["aanbieder"]:
        return als_bytes(jw323_van(clienten=[bouwers.jw323_client(bsn=d["bsn"])], **partijen))
    return als_bytes(jw301_van(product(toewijzing_nummer=d["nummer"]), bsn=d["bsn"], **partijen))


def _begroting(d: Dingen) -> bytes:
    return f"gemeente;jaar;categorie;euros\n{d['gemeente']};2026;45;1.000,00\n".encode()


def _afschrift(d: Dingen) -> bytes:
    return afschrift(bedrag="117.60").replace(b"IJW000000000001", d["betaald"].encode())


def _bestand(maak: Callable[[Dingen], bytes], naam: str, d: Dingen) -> dict[str, Any]:
    return {"files": {"bestanden": (naam, maak(d))}}


def _inhoud(maak: Callable[[Dingen], bytes], soort: str, d: Dingen) -> dict[str, Any]:
    return {"content": maak(d), "headers": {"Content-Type": soort}}


def _blokkade(d: Dingen) -> dict[str, Any]:
    return {"gemeente": d["gemeente"], "aanbieder": d["aanbieder"], "reden": "onderzoek"}


def _rekening(d: Dingen) -> dict[str, Any]:
    return {"partij": d["partij"], "iban": EIGEN.ibans[0], "naam": "Nieuwe naam"}


def _toewijzing(d: Dingen) -> dict[str, Any]:
    wie = {"gemeente": d["gemeente"], "bsn": d["bsn"], "aanbieder": d["aanbieder"]}
    return LATER | wie | {"gronden": "besproken met het gezin"}


def _feit(d: Dingen) -> dict[str, Any]:
    return ADRES | {"bsn": d["bsn"], "soort": "verblijf opvang", "gemeente": d["gemeente"]}


LATER: Final = GEWENST | {"vanaf": "2027-01-01", "einddatum": "2027-12-31"}
NIETS: Final[dict[str, Any]] = {}
BESLUIT: Final = {"besluit": "accepteer", "reden": "afgesproken"}
FORMULIEREN: Final[Mapping[str, Callable[[Dingen], dict[str, Any]]]] = {
    "/aangehouden/{prestatie_id}": lambda d: {"data": BESLUIT},
    "/berichten/indienen": partial(_bestand, _bericht, "a.xml"),
    "/berichten/proef": partial(_bestand, _bericht, "a.xml"),
    "/betaalvoorstellen/bank": partial(_bestand, _afschrift, "a.xml"),
    "/betaalvoorstellen/bank/melding": lambda d: {"data": {"kenmerk": d["betaald"], "stand": "uitgevoerd"}},
    "/betaalvoorstellen/blokkades": lambda d: {"data": _blokkade(d)},
    "/betaalvoorstellen/blokkades/{nummer}/opheffen": lambda d: NIETS,
    "/betaalvoorstellen/nieuw": lambda d: {
        "data": {"gemeente": d["gemeente"], "dag": "2026-07-20", "doen": "maak"}
    },
    "/betaalvoorstellen/{nummer}/afkeuren": lambda d: NIETS,
    "/betaalvoorstellen/{nummer}/bestand": lambda d: NIETS,
    "/betaalvoorstellen/{nummer}/goedkeuren": lambda d: NIETS,
    "/feiten": lambda d: {"data": {"bsn": d["bsn"]}},
    "/feiten/vastleggen": lambda d: {"data": _feit(d)},
    "/kosten/begroting": partial(_bestand, _begroting, "b.csv"),
    "/kosten/begroting/laden": lambda d: {"data": {"inhoud": _begroting(d).decode()}},
    "/prestaties/{prestatie_id}/herstel": lambda d: {
        "data": formulier(toewijzing=str(d["nummer"]), wat="intrekken")
    },
    "/rekeningen/nieuw": lambda d: {"data": _rekening(d)},
    "/rekeningen/{nummer}/bevestigen": lambda d: NIETS,
    "/rekeningen/{nummer}/weigeren": lambda d: NIETS,
    "/toewijzingen/nieuw": lambda d: {"data": _toewijzing(d)},
    "/toewijzingen/zoeken": lambda d: {"data": {"bsn": d["bsn"]}},
    "/toewijzingen/{toewijzing_id}/wijzigen": lambda d: {
        "data": GEWENST | {"versie": "1", "wat": "wijzigen", "vanaf": "2026-01-01", "instemming": "ja"}
    },
    "/werk/{werk_id}/besluiten/{handeling}": lambda d: {"data": {"gezien": "0"}},
}
"""What a page sends to each address of the portal that takes a form."""

LICHAMEN: Final[Mapping[str, Callable[[Dingen], dict[str, Any]]]] = {
    "/aangehouden/{id}/besluiten": lambda d: {"json": BESLUIT},
    "/bankverslagen": partial(_inhoud, _afschrift, "application/xml"),
    "/begrotingen": partial(_inhoud, _begroting, "text/csv"),
    "/berichten": partial(_inhoud, _bericht, "application/xml"),
    "/betaalrekeningen": lambda d: {"json": _rekening(d)},
    "/betaalrekeningen/{id}/besluiten": lambda d: {"json": {"besluit": "bevestigen"}},
    "/betaalvoorstellen": lambda d: {"json": {"gemeente": d["gemeente"], "betaaldag": "2026-07-20"}},
    "/betaalvoorstellen/{id}/besluiten": lambda d: {"json": {"besluit": "goedkeuren"}},
    "/betaalvoorstellen/{id}/bestand": lambda d: NIETS,
    "/betalingen/{kenmerk}/meldingen": lambda d: {"json": {"stand": "uitgevoerd"}},
    "/blokkades": lambda d: {"json": _blokkade(d)},
    "/blokkades/{id}/opheffen": lambda d: NIETS,
    "/clienten": lambda d: {"json": client_van(d["bsn"])},
    "/persoonsfeiten": lambda d: {"json": _feit(d)},
    "/persoonsfeiten/zoeken": lambda d: {"json": {"bsn": d["bsn"]}},
    "/persoonsfeiten/{id}/intrekken": lambda d: {"json": {"reden": "onjuist"}},
    "/prestaties/{id}/herstel": lambda d: {"json": {"kenmerk": "h1", "correctie": None}},
    "/proefdeclaraties": partial(_inhoud, _bericht, "application/xml"),
    "/toewijzingen": lambda d: {
        "json": {"bsn": d["bsn"], "aanbieder": d["aanbieder"], "wensen": [{"gewenst": LATER}]}
    },
    "/toewijzingen/zoeken": lambda d: {"json": {"bsn": d["bsn"]}},
    "/uitgaande-berichten/{id}/ontvangen": lambda d: NIETS,
    "/werk/{id}/besluiten": lambda d: {"json": {"handeling": "neem-in-onderzoek"}},
    "/werk/{id}/feiten": lambda d: {"json": {"woonplaats": d["gemeente"]}},
    "/wie-betaalt": lambda d: {"json": {"bsn": d["bsn"], "vanaf": "2026-01-01", "totEnMet": "2026-06-30"}},
}
"""What a client sends to each address of the API that takes a POST."""

NOOIT: Final = {(Organisatiesoort.AANBIEDER, "/betaalvoorstellen/{id}")}
"""What one kind of organisation never has, though its roles may ask: an aanbieder proposes no payments."""

NIEUW_VAN_JEZELF: Final = {"/clienten"}
"""What adds something of one's own about whom another knows too: everybody may be a cliënt of two gemeenten."""

NODIG: Final = {"van": "2026-01-01", "totEnMet": "2026-07-01", "jaar": "2026"}
"""Questions that some addresses of the API cannot do without."""

GEBONDEN: Final = [rol for rol in Rol if SOORT[rol] is not Organisatiesoort.REGIO]


class Buurt:
    """The region of both neighbours, which can be put back as it was."""

    def __init__(self, regio: Regio, bewaard: Path) -> None:
        self.regio = regio
        self._bestand, self._bewaard = Path(regio.engine.url.database or ""), bewaard
        self._kopieer(self._bestand, bewaard)
        self.begin = self.dump()

    def dump(self) -> Dump:
        """Everything that is kept, without who looked at what."""
        return {naam: rijen for naam, rijen in self.regio.dump().items() if naam != "audit"}

    def herstel(self) -> None:
        """Put back what was there at first."""
        self.regio.engine.dispose()
        self._kopieer(self._bewaard, self._bestand)

    @staticmethod
    def _kopieer(van: Path, naar: Path) -> None:
        with closing(sqlite3.connect(van)) as bron, closing(sqlite3.connect(naar)) as doel:
            bron.backup(doel)


@pytest.fixture(scope="module")
def buurt(sqlite_nieuw: NieuweDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Buurt]:
    """Two neighbours with one of everything."""
    with sqlite_nieuw() as engine:
        regio = Regio(engine, Kluis({"test": bytes(32)}, index=bytes(range(32))))
        for buur in (EIGEN, ANDER):
            buren.vul(regio, buur)
        yield Buurt(regio, tmp_path_factory.mktemp("buurt") / "bewaard.db")


@pytest.fixture
def browser(buurt: Buurt, rol: Rol) -> Iterator[TestClient]:
    """The browser of somebody with this role at one's own organisation, open all the while."""
    with klant(buurt.regio.werkplek, bezoeker(rol), JULI) as open_:
        yield open_
    buurt.herstel()


def open_voor(rol: Rol) -> Iterator[tuple[str, str, APIRoute]]:
    """The routes that this role may enter: the method, where its application stands, and the route."""
    wie = bezoeker(rol)
    for methode, adres, route in ALLE:
        nodig = nodig_recht(route.endpoint)
        assert nodig is not None
        if wie.mag(nodig) and nodig not in (Recht.PUBLIEK, Recht.EIGEN):
            yield methode, PAD if adres.startswith(PAD) else "", route


def delen(route: APIRoute) -> list[str]:
    """The beginnings of an address that each end in a part that is filled in."""
    return [route.path[: deel.end()] for deel in re.finditer(r"{[^}]*}", route.path)]


def adres_van(route: APIRoute, d: Dingen) -> str:
    """The address of these things; a part of which nobody said what it names is a KeyError."""
    adres = route.path
    for deel in delen(route):
        waarde = d[NAAMT[deel]] if deel in NAAMT else VAN_IEDEREEN[deel]
        adres = re.sub(r"{[^}]*}", str(waarde), adres, count=1)
    return adres


def test_van_elk_deel_van_een_adres_is_bekend_wat_het_noemt() -> None:
    onbekend = {
        f"{methode} {route.path}: {deel}"
        for rol in GEBONDEN
        for methode, _, route in open_voor(rol)
        for deel in delen(route)
        if (deel in NAAMT) + (deel in VAN_IEDEREEN) != 1
    }
    assert onbekend == set()


def test_van_elke_vraag_achter_een_adres_is_bekend_wat_zij_noemt() -> None:
    onbekend = {
        f"{methode} {route.path}: {veld.alias}"
        for rol in GEBONDEN
        for methode, _, route in open_voor(rol)
        for veld in route.dependant.query_params
        if (veld.alias in VRAAGT_NAAR) + (veld.alias in VRAAGT) != 1
    }
    assert onbekend == set()


def test_van_elk_adres_dat_iets_aanneemt_is_bekend_wat_erheen_gaat() -> None:
    onbekend = {
        f"{methode} {begin}{route.path}"
        for rol in GEBONDEN
        for methode, begin, route in open_voor(rol)
        if methode != "GET" and route.path not in (LICHAMEN if begin else FORMULIEREN)
    }
    assert onbekend == set()


@pytest.mark.parametrize("rol", GEBONDEN)
def test_wat_van_een_ander_is_bestaat_niet(buurt: Buurt, rol: Rol, browser: TestClient) -> None:
    d = buren.dingen(buurt.regio, ANDER, SOORT[rol])
    for methode, begin, route in open_voor(rol):
        wat, adres = f"{methode} {begin}{route.path} voor {rol}", adres_van(route, d)
        antwoord = browser.request(methode, begin + adres, **_verzoek(methode, begin, route, d))
        if any(deel in NAAMT for deel in delen(route)):
            assert antwoord.status_code == 404, f"{wat}: {antwoord.status_code}"
        assert antwoord.status_code < 500, wat
        assert [merk for merk in _van(ANDER, antwoord.text) if merk not in adres] == [], wat
        if methode != "GET":
            nu = buurt.dump()
            if route.path in NIEUW_VAN_JEZELF:
                nu |= {tabel: [rij for rij in nu[tabel] if rij in rijen] for tabel, rijen in buurt.begin.items()}
                buurt.herstel()
            assert nu == buurt.begin, wat


@pytest.mark.parametrize("rol", GEBONDEN)
def test_geen_lijst_toont_iets_van_een_ander(buurt: Buurt, rol: Rol, browser: TestClient) -> None:
    d = buren.dingen(buurt.regio, EIGEN, SOORT[rol])
    for methode, begin, route in open_voor(rol):
        if methode == "GET":
            kent_vorm = any(veld.alias == "vorm" for veld in route.dependant.query_params)
            for vraag in ({}, {"vorm": "csv"})[: 1 + kent_vorm]:
                antwoord = browser.get(begin + adres_van(route, d), params=(NODIG if begin else {}) | vraag)
                wat = f"{begin}{route.path} voor {rol}"
                er_niet = (SOORT[rol], route.path) in NOOIT
                assert antwoord.status_code == (404 if er_niet else 200), f"{wat}: {antwoord.status_code}"
                assert _van(ANDER, antwoord.text) == [], wat


@pytest.mark.parametrize("rol", GEBONDEN)
def test_wat_van_de_eigen_organisatie_is_bestaat(buurt: Buurt, rol: Rol, browser: TestClient) -> None:
    d = buren.dingen(buurt.regio, EIGEN, SOORT[rol])
    for methode, begin, route in open_voor(rol):
        if methode != "GET":
            antwoord = browser.request(methode, begin + adres_van(route, d), **_verzoek(methode, begin, route, d))
            wat = f"{methode} {begin}{route.path} voor {rol}: {antwoord.status_code}"
            assert antwoord.status_code < 300 or antwoord.status_code in (303, 409), wat
            buurt.herstel()


def _verzoek(methode: str, begin: str, route: APIRoute, d: Dingen) -> dict[str, Any]:
    """What goes with a request about these things."""
    if methode == "GET":
        gevraagd = {naam: d[wat] for naam, wat in VRAAGT_NAAR.items()}
        return {"params": (NODIG if begin else {}) | gevraagd}
    verzoek = (LICHAMEN if begin else FORMULIEREN)[route.path](d)
    return verzoek | {"headers": {"If-Match": "*"} | verzoek.get("headers", {})}


def _van(buur: Buur, tekst: str) -> list[str]:
    """What of this neighbour stands in an answer, apart from the question itself in a field or a link."""
    zonder_vraag = re.sub(r'value="[^"]*"|\?[^"]*"', "", tekst)
    return [merk for merk in buur.merken if merk in zonder_vraag]
