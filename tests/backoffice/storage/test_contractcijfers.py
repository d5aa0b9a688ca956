from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from backoffice.contracts.verschil import Geraakt
from backoffice.contracts.wacht import Leveringsom, Toewijzingsom
from backoffice.storage.contractcijfers import Raakvlak, leveringen, lopende_toewijzingen, raakvlakken
from backoffice.storage.database import lezen
from tests.backoffice.storage import rijen

OP = date(2026, 5, 1)
AANBIEDER = "12345678"
GERAAKT = Geraakt("0164", "45", "OB1A", date(2026, 4, 1), date(2026, 7, 1))


def vul(engine: Engine, toewijzingen: list[dict[str, Any]], prestaties: list[dict[str, Any]]) -> None:
    with engine.begin() as conn:
        client, bericht = rijen.client(conn), rijen.bericht(conn)
        for nummer, anders in enumerate(toewijzingen):
            velden = {"categorie": "45", "code": "OB1A", "toewijzing_nummer": nummer} | anders
            rijen.toewijzing(conn, client_id=client, bericht_id=bericht, **velden)
        declaratie = rijen.declaratie(conn, bericht_id=bericht)
        for nummer, anders in enumerate(prestaties):
            rijen.prestatie(conn, declaratie_id=declaratie, code="OB1A", referentie=f"R{nummer}", **anders)


def test_lopend_is_tot_en_met_de_einddatum_en_niet_verwijderd(engine: Engine) -> None:
    vul(
        engine,
        [
            {"einddatum": OP},
            {"einddatum": date(2026, 4, 30)},
            {"einddatum": None, "code": None},
            {"einddatum": None, "code": None},
            {"einddatum": None, "verwijderd": True},
        ],
        [],
    )
    with lezen(engine) as conn:
        assert set(lopende_toewijzingen(conn, OP)) == {
            Toewijzingsom("0164", AANBIEDER, "45", "OB1A", OP, 1),
            Toewijzingsom("0164", AANBIEDER, "45", None, None, 2),
        }


def test_leveringen_per_maand_zonder_wat_is_afgewezen_of_gecrediteerd(engine: Engine) -> None:
    vul(
        engine,
        [],
        [
            {"begindatum": date(2026, 3, 31), "bedrag": 1},
            {"begindatum": date(2026, 4, 1), "bedrag": 10},
            {"begindatum": date(2026, 4, 20), "bedrag": 100},
            {"begindatum": date(2026, 4, 20), "bedrag": 1_000, "toegekend": False},
            {"begindatum": date(2026, 4, 20), "bedrag": -100, "vorige_referentie": "R2"},
            {"begindatum": date(2026, 5, 1), "bedrag": 10_000},
        ],
    )
    with lezen(engine) as conn:
        gevraagd = (date(2026, 4, 1), date(2026, 5, 1))
        assert leveringen(conn, [("0164", AANBIEDER), ("0153", AANBIEDER)], *gevraagd) == {
            ("0164", AANBIEDER): [Leveringsom("0164", AANBIEDER, "45", "OB1A", date(2026, 4, 1), 2, 110)]
        }
        assert not leveringen(conn, [("0153", AANBIEDER)], *gevraagd)


@pytest.mark.parametrize(
    ("toewijzing", "raakt"),
    [
        ({}, 1),
        ({"code": None}, 1),
        ({"code": None, "categorie": None}, 1),
        ({"code": None, "categorie": "44"}, 0),
        ({"code": "OB2"}, 0),
        ({"gemeente": "0153"}, 0),
        ({"aanbieder": "87654321"}, 0),
        ({"ingangsdatum": date(2026, 6, 30)}, 1),
        ({"ingangsdatum": date(2026, 7, 1)}, 0),
        ({"einddatum": date(2026, 4, 30)}, 0),
    ],
)
def test_geraakte_toewijzingen(engine: Engine, toewijzing: dict[str, Any], raakt: int) -> None:
    vul(engine, [toewijzing], [])
    with lezen(engine) as conn:
        verwacht = [Raakvlak("0164", 1, 0, 0)] if raakt else []
        assert raakvlakken(conn, AANBIEDER, [GERAAKT], OP) == verwacht


def test_geraakte_prestaties(engine: Engine) -> None:
    dagen = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 1)]
    vul(engine, [], [{"begindatum": dag, "bedrag": 10} for dag in dagen])
    with lezen(engine) as conn:
        assert raakvlakken(conn, AANBIEDER, [GERAAKT], OP) == [Raakvlak("0164", 0, 2, 20)]
        assert raakvlakken(conn, "87654321", [GERAAKT], OP) == []
        assert raakvlakken(conn, AANBIEDER, [], OP) == []
