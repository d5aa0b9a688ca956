"""TR361: products that follow each other and products that overlap, with the toewijzingen they are of."""

from __future__ import annotations

from datetime import date

from ijw.berichten import jw317
from ijw.feiten import Feiten, ToegewezenProduct
from ijw.regels.tr361 import tr361
from tests.bouwers import nieuw_product, te_wijzigen_product, verzoek
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst
from tests.ijw.regels.stand import toewijzing, toewijzingen

EEN = toewijzing(1001, einddatum=date(2026, 4, 30))
TWEE = toewijzing(1002, code="45A06")


def stand(*bekend: ToegewezenProduct) -> Feiten:
    return Feiten(toewijzingen=toewijzingen(*bekend))


def nieuw(code: str | None, begin: date) -> jw317.Verzoek:
    return verzoek(nieuwe_producten=[nieuw_product(code=code, gewenste_ingangsdatum=begin)])


test_tr361 = toets_feiten(
    "TR361",
    # A new product after what stays, and on its last day.
    Feitgeval(
        (nieuw("45A04", date(2026, 5, 1)), stand(EEN, TWEE)),
        (nieuw("45A04", date(2026, 4, 30)), stand(EEN, TWEE)),
    ),
    # A new product beside what changes: another one, and the same.
    Feitgeval(
        (nieuw("45A05", date(2026, 5, 1)), stand(EEN, TWEE)),
        (nieuw("45A06", date(2026, 5, 1)), stand(EEN, TWEE)),
    ),
    # Without Code the Categorie counts.
    Feitgeval(
        (nieuw("45A05", date(2026, 5, 1)), stand(EEN, TWEE)),
        (nieuw(None, date(2026, 5, 1)), stand(EEN, TWEE)),
    ),
    # A toewijzing without Product overlaps with everything that runs.
    Feitgeval(
        (verzoek(nieuwe_producten=[]), stand(EEN, TWEE)),
        (verzoek(nieuwe_producten=[]), stand(EEN, toewijzing(1002, categorie=None, code=None))),
    ),
    # What stays and what changes.
    Feitgeval(
        (verzoek(nieuwe_producten=[]), stand(EEN, toewijzing(1002, ingangsdatum=date(2026, 5, 1)))),
        (verzoek(nieuwe_producten=[]), stand(EEN, toewijzing(1002, ingangsdatum=date(2026, 4, 30)))),
    ),
)


def test_tot_de_wijziging_loopt_de_toewijzing_zoals_zij_was():
    product = te_wijzigen_product(gewenste_ingangsdatum=date(2026, 5, 1))
    eerder = toewijzing(1001, ingangsdatum=date(2026, 4, 30), einddatum=date(2026, 4, 30))
    feiten = stand(eerder, toewijzing(1002))
    gevraagd = verzoek(te_wijzigen_producten=[product], nieuwe_producten=[])
    assert len(uitkomst(tr361, gevraagd, feiten).afwijkingen) == 1


def test_een_gewenste_ingangsdatum_voor_de_toewijzing_telt_ook():
    product = te_wijzigen_product(gewenste_ingangsdatum=date(2026, 4, 30))
    feiten = stand(EEN, toewijzing(1002, ingangsdatum=date(2026, 6, 1)))
    gevraagd = verzoek(te_wijzigen_producten=[product], nieuwe_producten=[])
    assert len(uitkomst(tr361, gevraagd, feiten).afwijkingen) == 1


def test_een_onbekende_toewijzing_wordt_genoemd_en_de_rest_beoordeeld():
    uit = uitkomst(tr361, nieuw("45A06", date(2026, 5, 1)), stand(TWEE))
    assert len(uit.afwijkingen) == 1
    assert [signaal.reden for signaal in uit.onbeoordeeld] == ["toewijzing 1001 is niet bekend"]


def test_een_toewijzing_die_blijft_en_wijzigt_botst_met_zichzelf():
    gevraagd = verzoek(te_wijzigen_producten=[te_wijzigen_product(toewijzing_nummer=1001)], nieuwe_producten=[])
    assert len(uitkomst(tr361, gevraagd, stand(EEN)).afwijkingen) == 1
