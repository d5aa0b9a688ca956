"""Signals for the person who decides: the revolving door, and help elsewhere on the same days."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice.verzoeken.signalen import Onderneming, RodeKaart, draaideur, samenloop
from tests.backoffice.verzoeken.bouwers import ANDER, aanvraag, lopend, regel

WEG = Onderneming("41000009", "90000009", "Noorderlicht", ("J. Jansen",), "Dorpsstraat 1, Losser")
KAART = RodeKaart(WEG, date(2025, 6, 1), "contract ontbonden")
DAG = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("anders", "waarop"),
    [
        ({"kvk": "90000009"}, "KvK-nummer"),
        ({"concern": "NOORDERLICHT "}, "concern"),
        ({"bestuurders": ("P. Pieters", "j.  jansen")}, "een bestuurder"),
        ({"adres": "dorpsstraat 1,  losser"}, "adres"),
        ({"kvk": "90000009", "adres": "Dorpsstraat 1, Losser"}, "KvK-nummer, adres"),
    ],
)
def test_een_aanbieder_die_terugkomt_onder_een_andere_naam(anders, waarop):
    (signaal,) = draaideur(Onderneming("41000001", **anders), [KAART], DAG)
    assert signaal.reden == f"{waarop} gelijk aan die van 41000009, weg sinds 01-06-2025 (contract ontbonden)"
    assert "Jansen" not in signaal.reden


@pytest.mark.parametrize("anders", [{}, {"kvk": "90000001"}, {"bestuurders": ("P. Pieters",)}])
def test_een_gewone_aanbieder_geeft_geen_signaal(anders):
    assert list(draaideur(Onderneming("41000001", **anders), [KAART], DAG)) == []
    leeg = RodeKaart(Onderneming("41000009"), date(2025, 6, 1), "contract ontbonden")
    assert list(draaideur(Onderneming("41000001"), [leeg], DAG)) == []


@pytest.mark.parametrize(("dag", "aantal"), [(date(2025, 5, 31), 0), (date(2025, 6, 1), 1)])
def test_een_rode_kaart_telt_vanaf_haar_dag(dag, aantal):
    assert len(list(draaideur(Onderneming("41000009"), [KAART], dag))) == aantal


@pytest.mark.parametrize(
    ("anders", "aantal"),
    [
        ({}, 1),
        ({"einddatum": date(2026, 4, 1)}, 1),
        ({"einddatum": date(2026, 3, 31)}, 0),
        ({"ingangsdatum": date(2026, 6, 30), "einddatum": None}, 1),
        ({"ingangsdatum": date(2026, 7, 1), "einddatum": None}, 0),
        ({"code": "OB1A"}, 0),
        ({"aanbieder": "41000001"}, 0),
        ({"verwijderd": True}, 0),
    ],
)
def test_hetzelfde_product_bij_een_andere_aanbieder(anders, aantal):
    elders = lopend(7, **{"aanbieder": ANDER, **anders})
    assert len(list(samenloop(aanvraag(), [elders]))) == aantal


def test_twee_keer_verblijf():
    elders = lopend(7, aanbieder=ANDER, categorie="43", code="VB01")
    wonen = aanvraag(regel(categorie="44", code="WV01"))
    (signaal,) = samenloop(wonen, [elders])
    assert signaal.reden == (
        "AangevraagdProduct A0001: op dezelfde dagen verblijf bij aanbieder 41000002 (toewijzing 7)"
    )
    assert list(samenloop(aanvraag(), [elders])) == []
