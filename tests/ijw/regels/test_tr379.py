"""TR379: toewijzingen with and without the ReferentieAanbieder of what they honour."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ijw.feiten import Feiten, Verzoek
from ijw.regels.tr379 import tr379
from tests.bouwers import toegewezen_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

MET = toegewezen_product(referentie_aanbieder="A1")
ZONDER = toegewezen_product(referentie_aanbieder=None)
VOT, VOW = Verzoek("A1", "JW315"), Verzoek("A1", "JW317", ("2",))


def feiten(*verzoeken: Verzoek, in_bericht: tuple[str, ...] = ()) -> Feiten:
    return Feiten(verzoeken_van_client=verzoeken, referenties_in_bericht=frozenset(in_bericht))


test_tr379 = toets_feiten(
    "TR379",
    # A reference is that of a verzoek of the cliënt, and only there.
    Feitgeval((MET, feiten(VOT, in_bericht=("A1",))), (MET, feiten(in_bericht=("A1",)))),
    Feitgeval((ZONDER, feiten()), (MET, feiten(Verzoek("A2", "JW315"), in_bericht=("A1",)))),
    # A verzoek that was rejected is not honoured.
    Feitgeval(
        (MET, feiten(VOT, in_bericht=("A1",))), (MET, feiten(replace(VOT, antwoorden=("1",)), in_bericht=("A1",)))
    ),
    # The reference goes once with a toewijzing; a later time it is empty.
    Feitgeval(
        (MET, feiten(replace(VOT, toegewezen={1002}), in_bericht=("A1",))),
        (MET, feiten(replace(VOT, toegewezen={1001}), in_bericht=("A1",))),
    ),
    # A verzoek om wijziging is honoured as a whole: every line bears the reference.
    Feitgeval((MET, feiten(VOW, in_bericht=("A1",))), (ZONDER, feiten(VOW, in_bericht=("A1",)))),
    Feitgeval((ZONDER, feiten(VOT, in_bericht=("A1",))), (ZONDER, feiten(VOW, in_bericht=("A1",)))),
    Feitgeval(
        (ZONDER, feiten(replace(VOW, toegewezen={1001}), in_bericht=("A1",))),
        (ZONDER, feiten(VOW, in_bericht=("A1",))),
    ),
)


def test_of_een_regel_een_open_verzoek_honoreert_is_niet_te_zien():
    assert uitkomst(tr379, ZONDER, feiten(VOT)).onbeoordeeld[0].regel == "TR379"
    assert uitkomst(tr379, ZONDER, feiten(VOT)).afwijkingen == []
    assert uitkomst(tr379, ZONDER, feiten(replace(VOT, antwoorden=("1",)))).onbeoordeeld == ()


def test_een_open_wijziging_die_het_bericht_niet_noemt_eist_niets():
    uit = uitkomst(tr379, ZONDER, feiten(VOW))
    assert uit.afwijkingen == []
    assert [signaal.reden for signaal in uit.onbeoordeeld] == [
        "of dit verzoek A1 honoreert, zegt het bericht niet"
    ]


def test_een_open_verzoek_dat_een_andere_regel_honoreert_laat_niets_open():
    assert uitkomst(tr379, ZONDER, feiten(VOT, in_bericht=("A1",))) == ([], ())


@pytest.mark.parametrize(("referentie", "gevonden"), [(None, "ontbreekt"), ("A2", "A2")])
def test_wat_er_staat_in_plaats_van_de_referentie_wordt_genoemd(referentie, gevonden):
    product = toegewezen_product(referentie_aanbieder=referentie)
    ((_, afwijking),) = uitkomst(tr379, product, feiten(VOW, in_bericht=("A1", "A2"))).afwijkingen
    assert afwijking.gevonden == gevonden
