"""Reading messages and drafts as an Aanvraag."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from backoffice.verzoeken.model import Herkomst, van_voornemen, van_vot, van_vow
from ijw.feiten import ToegewezenProduct
from tests.backoffice.toewijzingen.bouwers import gevolg, versie
from tests.bouwers import (
    AANBIEDER,
    DAGTEKENING,
    GEMEENTE,
    aangevraagd_product,
    jw315_bericht,
    jw317_bericht,
    te_wijzigen_product,
)

EERSTE, TWEEDE = (
    ToegewezenProduct(GEMEENTE, nummer, AANBIEDER, "45", code, date(2026, 1, 1), date(2026, 6, 30))
    for nummer, code in ((1001, "45A04"), (1002, "45A06"))
)
TOEWIJZINGEN = {1001: EERSTE, 1002: TWEEDE}


def test_een_vot_is_een_aanvraag_per_product():
    generiek = aangevraagd_product(referentie_aanbieder="A0002", product=None, omvang=None, budget=500_000)
    een, twee = van_vot(jw315_bericht(aangevraagde_producten=[aangevraagd_product(), generiek]))
    assert (een.herkomst, een.gemeente, een.aanbieder, een.dagtekening) == (
        Herkomst.VOT,
        GEMEENTE,
        AANBIEDER,
        DAGTEKENING,
    )
    assert (een.referentie, twee.referentie) == ("A0001", "A0002")
    (regel,) = een.regels
    assert (regel.categorie, regel.code, regel.volume, regel.eenheid, regel.frequentie) == (
        "45",
        "45A04",
        120,
        "01",
        "4",
    )
    assert (regel.ingangsdatum, regel.einddatum, regel.verwijzer) == (date(2026, 4, 1), date(2026, 12, 31), "02")
    (regel,) = twee.regels
    assert (regel.categorie, regel.code, regel.volume, regel.budget) == (None, None, None, 500_000)
    assert (een.regels[0].noemer, regel.noemer) == ("product 45A04", "een generieke toewijzing")


def test_een_vow_is_een_geheel():
    aanvraag = van_vow(jw317_bericht(), TOEWIJZINGEN)
    assert (aanvraag.herkomst, aanvraag.referentie) == (Herkomst.VOW, "A0001")
    assert (aanvraag.ongewijzigd, aanvraag.wijzigt) == ((1001,), {1002})
    assert [(r.onderdeel, r.code, r.toewijzing_nummer) for r in aanvraag.regels] == [
        ("toewijzing 1002", "45A06", 1002),
        ("NieuwProduct 1", "45A05", None),
    ]


@pytest.mark.parametrize(
    ("gewenst", "peildag"),
    [
        (date(2026, 1, 1), DAGTEKENING),
        (DAGTEKENING, DAGTEKENING),
        (date(2026, 5, 1), date(2026, 5, 1)),
    ],
)
def test_wat_al_was_toegewezen_wordt_niet_opnieuw_beoordeeld(gewenst, peildag):
    anders = te_wijzigen_product(gewenste_ingangsdatum=gewenst)
    aanvraag = van_vow(jw317_bericht(te_wijzigen_producten=[anders]), TOEWIJZINGEN)
    assert (aanvraag.regels[0].ingangsdatum, aanvraag.regels[0].peildag) == (gewenst, peildag)


def test_een_vow_over_een_onbekende_toewijzing():
    with pytest.raises(KeyError):
        van_vow(jw317_bericht(), {1001: EERSTE})


def test_een_eigen_voornemen():
    dag = date(2025, 5, 10)
    nieuw = versie(toewijzing_nummer=2001)
    verlengd = replace(versie(), einddatum=date(2025, 12, 31), reden_wijziging="04")
    (weg,) = gevolg(versie(toewijzing_nummer=1002), None).versies
    aanvraag = van_voornemen(GEMEENTE, AANBIEDER, [nieuw, verlengd, weg], dag, bestaand={1001, 1002})
    assert (aanvraag.herkomst, aanvraag.referentie) == (Herkomst.EIGEN, None)
    assert [(r.onderdeel, r.toewijzing_nummer, r.peildag) for r in aanvraag.regels] == [
        ("toewijzing 2001", None, date(2025, 1, 6)),
        ("toewijzing 1001", 1001, dag),
    ]
