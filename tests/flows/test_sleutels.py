"""A newer key: everything goes under it in steps, and then the old one can go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice

import pytest
from sqlalchemy import Engine, LargeBinary, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from backoffice.cli import main, sleutels
from backoffice.fouten import OnbekendeSleutel
from backoffice.services.sleutels import herversleutel, tel_oud
from backoffice.storage import berichten, tabellen
from backoffice.storage.database import metadata
from backoffice.storage.herversleuteling import VELDEN
from backoffice.versleuteling import Kluis
from tests.backoffice.storage.rijen import MOMENT
from tests.flows.keten import jw315_van
from tests.flows.regio import NU, Regio
from tests.flows.test_routering import leg_vast, verhuizing

INDEX = bytes(range(32))
OUD, NIEUW = {"test": bytes(32)}, {"s2": bytes([7]) * 32}
HASHES = {
    ("client", "bsn_index"),
    ("persoonsfeit", "bsn_index"),
    ("voortzetting", "bsn_index"),
    ("bericht", "inhoud_hash"),
    ("envelop", "inhoud_hash"),
    ("sleutelkenmerk", "kenmerk"),
    ("sessie", "token_hash"),
    ("inlogpoging", "sleutel"),
    ("systeemclient", "geheim_hash"),
    ("apitoken", "token_hash"),
    ("herhaling", "vingerafdruk"),
}
# Gone after a week by itself; the handbook says to keep the old key for as long.
TIJDELIJK = {("herhaling", "antwoord")}


@pytest.fixture
def regio(engine: Engine, kluis: Kluis) -> Regio:
    """Messages, a cliënt, a verzoek with its work and a decision, and facts; all under the key `test`."""
    regio = Regio(engine, kluis)
    regio.wijs_toe()
    regio.declareer()
    regio.stuur(jw315_van())
    leg_vast(regio, *verhuizing(date(2026, 2, 1), "0153", "0164"))
    with engine.begin() as conn:
        (item,) = conn.execute(select(tabellen.werkitem.c.id)).scalars()
        besluit = {"id": 1, "werkitem_id": item, "keuze": "aanhouden", "wie": "Ria", "besloten_op": MOMENT}
        conn.execute(
            insert(tabellen.werkbesluit).values(
                **besluit, inhoud=kluis.versleutel_tekst("{}", "werkbesluit.inhoud")
            )
        )
    return regio


def met(regio: Regio, sleutels_: dict[str, bytes]) -> Regio:
    regio.werkplek = replace(regio.werkplek, kluis=Kluis(sleutels_, INDEX))
    return regio


def test_alle_versleutelde_kolommen_zijn_bekend() -> None:
    binair = {
        (tabel.name, kolom.name)
        for tabel in metadata.sorted_tables
        for kolom in tabel.columns
        if isinstance(kolom.type, LargeBinary)
    }
    assert binair == HASHES | TIJDELIJK | {(veld.tabel, veld.kolom) for veld in VELDEN}


def test_daarna_kan_de_oude_sleutel_weg(regio: Regio) -> None:
    met(regio, NIEUW | OUD)
    oud = tel_oud(regio.werkplek)
    gevuld = {doel for doel, aantal in oud.items() if aantal}
    assert {"client.bsn", "bericht.inhoud", "uitgaand.inhoud", "verzoek.inhoud", "werkitem.inhoud"} < gevuld
    with pytest.raises(OnbekendeSleutel):
        list(herversleutel(met(regio, NIEUW).werkplek, NU, "Ria"))
    met(regio, NIEUW | OUD)
    assert sum(herversleutel(regio.werkplek, NU, "Ria", 2)) == sum(oud.values())
    assert not any(tel_oud(regio.werkplek).values())
    met(regio, NIEUW)
    with regio.engine.begin() as conn:
        for (nummer,) in conn.execute(select(tabellen.bericht.c.id)).all():
            assert berichten.lees_inhoud(conn, regio.werkplek.kluis, nummer)[0].startswith(b"<?xml")
    for veld in VELDEN:
        for (inhoud,) in regio.rijen(select(veld.van).where(veld.van.is_not(None))):
            assert regio.werkplek.kluis.ontsleutel(inhoud, veld.doel)


def test_afgebroken_gaat_het_verder_waar_het_was(regio: Regio) -> None:
    met(regio, NIEUW | OUD)
    alle = sum(tel_oud(regio.werkplek).values())
    gedaan = sum(islice(herversleutel(regio.werkplek, NU, "Ria", 1), 2))
    assert gedaan == 2
    assert sum(tel_oud(regio.werkplek).values()) == alle - 2
    assert sum(herversleutel(regio.werkplek, NU, "Ria")) == alle - 2
    voor = regio.dump()
    assert list(herversleutel(regio.werkplek, NU, "Ria")) == []
    assert regio.dump() == voor
    a = tabellen.audit.c
    vraag = select(a.doel).where(a.handeling == "herversleuteling")
    assert [rij.doel for rij in regio.rijen(vraag)] == ["alle velden onder sleutel s2"] * 2


@pytest.mark.parametrize("tabel", [tabellen.werkbesluit, tabellen.persoonsfeit])
def test_alleen_de_inhoud_mag_anders(regio: Regio, tabel: Table) -> None:
    """The triggers name every column of these tables but the encrypted one."""
    assert regio.rijen(select(tabel))
    geweigerd = set()
    for kolom in tabel.columns:
        try:
            with regio.engine.begin() as conn:
                conn.execute(update(tabel).values({kolom: kolom}))
        except IntegrityError:
            geweigerd.add(kolom.name)
    assert geweigerd == {kolom.name for kolom in tabel.columns} - {"inhoud"}


def test_de_opdracht(regio: Regio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sleutels, "open_werkplek", lambda *_: regio.werkplek)
    assert main(["sleutels", "toon"]) == 0
    assert "Alles staat onder sleutel test" in capsys.readouterr().out
    met(regio, NIEUW | OUD)
    assert main(["sleutels", "toon"]) == 1
    assert "client.bsn" in capsys.readouterr().out
    assert main(["sleutels", "herversleutel"]) == 0
    assert "Alles staat onder sleutel s2" in capsys.readouterr().out
    met(regio, {"s3": bytes([9]) * 32})
    assert main(["sleutels", "herversleutel"]) == 2
    assert "s2" in capsys.readouterr().err
