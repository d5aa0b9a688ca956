"""What imports what: the layers of this codebase as data, compared with the imports in the source."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parent.parent
PAKKETTEN = ("ijw", "backoffice", "adapters")

# Modules of the standard library that draw lots, and those that reach outside the process.
TOEVAL = frozenset({"random", "secrets", "uuid"})
BUITEN = frozenset(
    {
        "asyncio",
        "glob",
        "http",
        "multiprocessing",
        "os",
        "pathlib",
        "shutil",
        "socket",
        "sqlite3",
        "subprocess",
    }
    | {"tempfile", "threading", "time", "urllib"}
)
KLOK = frozenset(
    {
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "time.time",
        "time.localtime",
        "time.gmtime",
    }
)


@dataclass(frozen=True)
class Laag:
    """What the modules under one name may use besides themselves."""

    eigen: tuple[str, ...] = ()
    bibliotheken: tuple[str, ...] = ()
    verboden: frozenset[str] = frozenset()  # modules of the standard library
    klok: bool = False  # may ask what time it is; other layers are told


def zuiver(*eigen: str) -> Laag:
    """A layer without chance, files, database or network: all of it comes in as arguments."""
    return Laag(eigen, verboden=TOEVAL | BUITEN)


DOMEIN = (
    "backoffice.contracts",
    "backoffice.toewijzingen",
    "backoffice.verzoeken",
    "backoffice.declaraties",
    "backoffice.ledger",
    "backoffice.cost_routing",
    "backoffice.settlement",
)
BLADEN = (
    "backoffice.kalender",
    "backoffice.termijnen",
    "backoffice.fouten",
    "backoffice.toegang",
)  # shared by the rooms of the back office
LEZEN = ("ijw", *BLADEN, "backoffice.services", "backoffice.storage.views")  # what an entrance may see
WEB = ("anyio", "fastapi", "starlette")

# The most specific row decides: ijw.codec has its own, every other module of ijw falls under ijw.
LAGEN: dict[str, Laag] = {
    "ijw": Laag(verboden=TOEVAL),
    "ijw.bron": Laag(("ijw",), ("lxml",), TOEVAL),
    "ijw.codec": Laag(("ijw",), ("lxml", "xmlschema"), TOEVAL),
    "ijw.schema": Laag(("ijw",), ("lxml", "xmlschema"), TOEVAL),
    "ijw.regels": zuiver(
        "ijw.berichten",
        "ijw.bevinding",
        "ijw.codelijsten",
        "ijw.feiten",
        "ijw.nummers",
        "ijw.rekenen",
        "ijw.vorm",
    ),
    "ijw.regels.__main__": Laag(("ijw",), verboden=TOEVAL),  # prints the table of rules, with their tests
    "backoffice": Laag(),
    "backoffice.fouten": zuiver("ijw"),
    "backoffice.kalender": Laag(("backoffice.fouten",), ("holidays",), TOEVAL | BUITEN),
    "backoffice.termijnen": zuiver("backoffice.kalender"),
    "backoffice.toegang": zuiver("backoffice.fouten"),
    "backoffice.versleuteling": Laag(("backoffice.fouten",), ("cryptography",)),
    # What protects passwords, codes and tokens; the moment and the chance come in from outside.
    "backoffice.geheimen": Laag(
        ("backoffice.toegang", "backoffice.versleuteling"), ("argon2", "cryptography", "pyotp"), TOEVAL | BUITEN
    ),
    "backoffice.ports": Laag(("ijw", *BLADEN, *DOMEIN)),
    "backoffice.contracts": zuiver("ijw", *BLADEN),
    "backoffice.toewijzingen": zuiver("ijw", *BLADEN, "backoffice.contracts"),
    "backoffice.declaraties": zuiver("ijw", *BLADEN, "backoffice.contracts", "backoffice.toewijzingen"),
    "backoffice.verzoeken": zuiver("ijw", *BLADEN, "backoffice.contracts", "backoffice.toewijzingen"),
    "backoffice.ledger": zuiver("ijw", *BLADEN),
    "backoffice.cost_routing": zuiver("ijw", *BLADEN, "backoffice.ledger"),
    "backoffice.settlement": zuiver("ijw", *BLADEN, *DOMEIN),
    "backoffice.storage": Laag(
        ("ijw", *BLADEN, *DOMEIN, "backoffice.versleuteling"), ("sqlalchemy", "alembic", "psycopg")
    ),
    # Services reach storage directly: a use case is one transaction (hence SQLAlchemy's Connection in their
    # signatures), and a protocol in between would only repeat the repositories. What lies outside the
    # database (transport, payment, clock) goes through ports.
    "backoffice.services": Laag(
        (
            *("ijw", *BLADEN, *DOMEIN, "backoffice.geheimen", "backoffice.versleuteling"),
            *("backoffice.ports", "backoffice.storage"),
        ),
        ("jinja2", "openpyxl", "sqlalchemy", "stdnum", "xlsxwriter", "yaml"),
    ),
    # Draws lots from the Random it is given, and knows no clock, file or database.
    "backoffice.synthetisch": Laag(("ijw", *BLADEN, "backoffice.contracts"), verboden=BUITEN),
    # Plays messages against a system under test; what it waits with and by comes in from outside.
    "backoffice.ketentest": Laag(
        ("ijw", *BLADEN, "backoffice.contracts", "backoffice.services"), ("yaml",), TOEVAL | {"time"}
    ),
    # Plays scenarios in a register of its own, and compares what is in it with what should be.
    "backoffice.scenario": Laag(
        (
            *("ijw", *BLADEN, *DOMEIN, "backoffice.ports", "backoffice.services", "backoffice.ketentest"),
            *("backoffice.storage.registerstand", "backoffice.storage.database"),
        ),
        verboden=TOEVAL | {"time"},
    ),
    "adapters": Laag(("backoffice.ports", "backoffice.fouten"), klok=True),
    "adapters.ggk": Laag(("backoffice.ports", "backoffice.fouten"), ("lxml",), klok=True),
    "adapters.oidc": Laag(("backoffice.ports",), ("authlib", "httpx", "joserfc")),
    "adapters.sepa": Laag(("backoffice.ports", "backoffice.fouten"), ("lxml", "sepaxml")),
    "adapters.xaf": Laag(("backoffice.ports", "backoffice.fouten"), ("lxml",)),
    # The entrances. Only the command line, where a process begins, starts the wiring.
    "backoffice.cli": Laag(
        (
            *LEZEN,
            "backoffice.bootstrap",
            "backoffice.ketentest",
            "backoffice.portaal",
            "backoffice.scenario",
            "backoffice.scheduler",
            "backoffice.synthetisch",
            "backoffice.web",
        ),
        ("rich", "uvicorn"),
        klok=True,
    ),
    "backoffice.web": Laag((*LEZEN, "backoffice.ports"), WEB),
    "backoffice.api": Laag((*LEZEN, "backoffice.web"), (*WEB, "pydantic")),
    "backoffice.ui": Laag((*LEZEN, "backoffice.ports.aanmelddienst", "backoffice.web"), (*WEB, "jinja2", "segno")),
    "backoffice.portaal": Laag(("backoffice.api", "backoffice.ui", "backoffice.web"), WEB),
    "backoffice.scheduler": Laag((*LEZEN, "backoffice.ports"), ("apscheduler",)),
    "backoffice.bootstrap": Laag(
        ("ijw", "backoffice", "adapters"), ("sqlalchemy", "pydantic", "pydantic_settings"), klok=True
    ),
}


def onder(module: str, naam: str) -> bool:
    return module == naam or module.startswith(f"{naam}.")


def rij(module: str) -> str | None:
    """The name of the most specific row for a module; the row `backoffice` is for that package alone."""
    passend = [naam for naam in LAGEN if module == naam or (naam != "backoffice" and onder(module, naam))]
    return max(passend, key=len, default=None)


def imports(boom: ast.Module, pakket: str) -> Iterator[tuple[int, str, str]]:
    """Line, local name and full dotted name of every import, relative ones resolved against the package."""
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Import):
            for alias in knoop.names:
                yield knoop.lineno, alias.asname or alias.name, alias.name
        elif isinstance(knoop, ast.ImportFrom):
            delen = pakket.split(".")
            basis = delen[: len(delen) - knoop.level + 1] if knoop.level else []
            bron = ".".join([*basis, *filter(None, [knoop.module])])
            for alias in knoop.names:
                yield knoop.lineno, alias.asname or alias.name, f"{bron}.{alias.name}"


def toegestaan(doel: str, naam: str) -> bool:
    laag, top = LAGEN[naam], doel.partition(".")[0]
    if top in PAKKETTEN:
        return any(onder(doel, eigen) for eigen in (naam, *laag.eigen))
    return top in laag.bibliotheken or (top in sys.stdlib_module_names and top not in laag.verboden)


def voluit(uitdrukking: ast.expr, namen: dict[str, str]) -> str:
    """The full dotted name of an expression such as `dt.date.today`, empty where it is not a plain name."""
    if isinstance(uitdrukking, ast.Attribute):
        voor = voluit(uitdrukking.value, namen)
        return f"{voor}.{uitdrukking.attr}" if voor else ""
    return namen.get(uitdrukking.id, "") if isinstance(uitdrukking, ast.Name) else ""


def overtredingen(bron: str, module: str, *, is_pakket: bool = False) -> list[str]:
    """Everything in a source text that the row of its module does not allow."""
    naam = rij(module)
    if naam is None:
        return [f"{module}: geen rij in LAGEN; zet de nieuwe laag in de tabel"]
    boom = ast.parse(bron)
    gevonden = list(imports(boom, module if is_pakket else module.rpartition(".")[0]))
    fouten = [
        f"{module}:{regel}: {naam} mag {doel} niet importeren"
        for regel, _, doel in gevonden
        if not toegestaan(doel, naam)
    ]
    if not LAGEN[naam].klok:
        namen = {lokaal: doel for _, lokaal, doel in gevonden}
        fouten += [
            f"{module}:{knoop.lineno}: {naam} mag de klok niet lezen"
            for knoop in ast.walk(boom)
            if isinstance(knoop, ast.Attribute) and voluit(knoop, namen) in KLOK
        ]
    return fouten


def modules() -> Iterator[tuple[Path, str]]:
    for pakket in PAKKETTEN:
        for pad in sorted((WORTEL / pakket).rglob("*.py")):
            delen = pad.relative_to(WORTEL).with_suffix("").parts
            yield pad, ".".join(delen[:-1] if delen[-1] == "__init__" else delen)


def test_elke_module_houdt_zich_aan_haar_laag() -> None:
    gelezen = list(modules())
    assert {module.partition(".")[0] for _, module in gelezen} == set(PAKKETTEN)
    fouten = [
        fout
        for pad, module in gelezen
        for fout in overtredingen(pad.read_text("utf-8"), module, is_pakket=pad.name == "__init__.py")
    ]
    assert not fouten, "\n".join(fouten)


@pytest.mark.parametrize(
    ("module", "bron"),
    [
        ("ijw.rekenen", "from decimal import Decimal"),
        ("ijw.codec", "from lxml import etree"),
        ("ijw.regels.tr307", "from ijw.berichten import jw323\nfrom .regel import regel"),
        ("ijw.regels.tr307", "from ijw import feiten, rekenen"),
        (
            "backoffice.settlement.model",
            "from backoffice.ledger import model\nfrom ..declaraties import besluit",
        ),
        ("backoffice.kalender", "import holidays"),
        (
            "backoffice.storage.tabellen",
            "import sqlalchemy as sa\nfrom backoffice.contracts import model",
        ),
        ("backoffice.services.synthetisch", "import random"),
        ("backoffice.cli", "from datetime import date\nvandaag = date.today()"),
        ("backoffice.declaraties.model", "from datetime import date\neerste = date(2026, 1, 1)"),
    ],
)
def test_wat_mag(module: str, bron: str) -> None:
    assert overtredingen(bron, module) == []


@pytest.mark.parametrize(
    ("module", "bron", "melding"),
    [
        ("ijw.rekenen", "from lxml import etree", "lxml.etree"),
        ("ijw.codec", "import backoffice", "backoffice"),
        ("ijw.nummers", "import random", "random"),
        ("ijw.regels.tr307", "from ijw import codec", "ijw.codec"),
        ("ijw.regels.tr307", "def f():\n    from ..schema import lees", "ijw.schema.lees"),
        ("backoffice.contracts.model", "from backoffice.declaraties.model import x", "declaraties"),
        ("backoffice.contracts.model", "import os.path", "os.path"),
        ("backoffice.ledger.model", "from backoffice.settlement import model", "settlement"),
        ("backoffice.declaraties.model", "from sqlalchemy import Table", "sqlalchemy"),
        ("backoffice.storage.tabellen", "from backoffice.services import ontvang", "services"),
        ("backoffice.cli", "from backoffice.storage import tabellen", "storage"),
        ("backoffice.api", "from backoffice.bootstrap import bouw", "bootstrap"),
        ("adapters.ggk", "from ijw import codec", "ijw.codec"),
        ("backoffice.nieuw", "", "geen rij"),
        ("ijw.rekenen", "from datetime import date\nx = date.today()", "klok"),
        ("backoffice.ledger.model", "import datetime as dt\nx = dt.datetime.now(dt.UTC)", "klok"),
        ("backoffice.services.ontvang", "from datetime import datetime as d\nklok = d.now", "klok"),
    ],
)
def test_wat_niet_mag_valt_op(module: str, bron: str, melding: str) -> None:
    (fout,) = overtredingen(bron, module)
    assert melding in fout


def test_een_relatieve_import_in_een_pakket_telt_vanaf_dat_pakket() -> None:
    assert overtredingen("from .tabel import REGELS", "ijw.regels", is_pakket=True) == []
    assert overtredingen("from .codec import lees", "ijw", is_pakket=True) == []
    assert overtredingen("from ..codec import lees", "ijw.regels", is_pakket=True) != []


def test_de_domeinlagen_wijzen_alleen_naar_beneden() -> None:
    for naam in DOMEIN:
        for lager in set(LAGEN[naam].eigen) & set(DOMEIN) - {naam}:
            assert naam not in LAGEN[lager].eigen
