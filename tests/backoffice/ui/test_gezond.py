"""What a watcher of the portal hears: that it works, or that it does not, and nothing else."""

from __future__ import annotations

from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import open_database
from tests.backoffice.web.portaal import geteld, klant
from tests.flows.regio import Regio


def test_zonder_aanmelden_en_met_een_vraag(regio: Regio) -> None:
    with geteld(regio.engine) as opdrachten:
        antwoord = klant(regio.werkplek, None).get("/gezond")
    assert (antwoord.status_code, antwoord.text) == (200, "ok\n")
    assert len([opdracht for opdracht in opdrachten if opdracht.startswith("SELECT")]) == 1


def test_een_database_die_weg_is(sqlite_regio: Regio) -> None:
    weg = open_database("postgresql://ijw:geheim@127.0.0.1:1/ijw?connect_timeout=1")
    antwoord = klant(Werkplek(weg, sqlite_regio.kluis), None).get("/gezond")
    assert antwoord.status_code == 503
    assert "127.0.0.1" not in antwoord.text
