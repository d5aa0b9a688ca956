from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from backoffice.cost_routing.solidariteit import Grondslag, Kostenafspraak
from backoffice.cost_routing.verdeelsleutel import Sleutelsoort, maak_sleutel
from backoffice.services.kostendragers import dragerafspraken_van
from backoffice.services.werkplek import Werkplek
from backoffice.storage import verrekening
from backoffice.storage.database import lezen, open_database
from backoffice.versleuteling import Kluis

_NU = datetime(2026, 5, 6, 9, tzinfo=UTC)
_DAG = date(2026, 1, 1)


def _deel(engine: Engine, soort: str) -> None:
    """Another process agrees that a kind of cost is shared."""
    ander = open_database(engine.url.render_as_string(hide_password=False))
    with ander.begin() as conn:
        afspraak = Kostenafspraak(soort, _DAG, Grondslag.SOLIDARITEIT, soort)
        verrekening.bewaar_kostenafspraak(conn, afspraak, "ander", _NU)
    ander.dispose()


def test_wat_is_afgesproken_wordt_onthouden_tot_er_iets_bij_komt(engine: Engine, kluis: Kluis) -> None:
    werkplek = Werkplek(engine, kluis)
    with lezen(engine) as conn:
        leeg = dragerafspraken_van(werkplek, conn)
        assert dragerafspraken_van(werkplek, conn) is leeg
    assert not leeg.deelt({"OB Jeugd"})
    _deel(engine, "OB Jeugd")
    with lezen(engine) as conn:
        een = dragerafspraken_van(werkplek, conn)
        assert een.afspraak("OB Jeugd", _DAG).grondslag is Grondslag.SOLIDARITEIT
        assert een.afspraak("Dyslexie", _DAG).grondslag is Grondslag.WOONPLAATS
        assert dragerafspraken_van(werkplek, conn) is een
    assert een.deelt({"OB Jeugd"})
    assert not een.deelt({"Dyslexie"})
    _deel(engine, "Dyslexie")
    with lezen(engine) as conn:
        assert dragerafspraken_van(werkplek, conn).afspraak("Dyslexie", _DAG).sleutel == "Dyslexie"


def test_een_nieuwe_verdeelsleutel_geldt_meteen(engine: Engine, kluis: Kluis) -> None:
    werkplek = Werkplek(engine, kluis)
    with lezen(engine) as conn:
        assert dragerafspraken_van(werkplek, conn).sleutels.zoek("crisis", _DAG) is None
    with engine.begin() as conn:
        sleutel = maak_sleutel("crisis", 2026, Sleutelsoort.INWONERS, [("0141", 3), ("0153", 1)])
        verrekening.bewaar_sleutel(conn, sleutel, "ander", _NU)
    with lezen(engine) as conn:
        assert dragerafspraken_van(werkplek, conn).sleutels.zoek("crisis", _DAG) == sleutel
