"""The reconciliation adds up on every level, and names every cent that does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.ledger.aansluiting import Niveau, Regel, Stand, tel_op, vergelijk

GOED = Stand(ingediend=100, toegekend=100, geboekt=100, open=100)
AFGEWEZEN = Stand(ingediend=40, afgewezen=40)
R1, R2 = ("0164", "A", "B1", "R1"), ("0164", "A", "B1", "R2")
DECLARATIES = {R1[:3]: (140, 100)}
SALDI = {R1[:2]: (100, 0, 0)}


def test_op_elk_niveau_de_som_van_wat_eronder_ligt() -> None:
    standen = tel_op([Regel(R1, GOED), Regel(R2, AFGEWEZEN)], Niveau.REGEL)
    samen = Stand(140, 100, 40, geboekt=100, open=100)
    assert standen == {R1[:1]: samen, R1[:2]: samen, R1[:3]: samen, R1: GOED, R2: AFGEWEZEN}
    assert vergelijk(standen, DECLARATIES, SALDI) == []


def test_een_regel_wordt_bewaard_als_ernaar_is_gevraagd_of_als_zij_niet_klopt() -> None:
    scheef = GOED._replace(geboekt=99)
    standen = tel_op([Regel(R1, scheef), Regel(R2, AFGEWEZEN)], Niveau.GEMEENTE)
    assert set(standen) == {R1[:1], R1[:2], R1[:3], R1}


@pytest.mark.parametrize(
    ("anders", "woord"),
    [
        ({"ingediend": 101}, "ingediend € 1,01 is niet toegekend € 1,00 plus afgewezen € 0,00"),
        ({"aangehouden": 1}, "plus aangehouden € 0,01"),
        ({"geboekt": 99}, "geboekt € 0,99 is niet toegekend € 1,00"),
        ({"betaald": 1}, "toegekend € 1,00 is niet betaald € 0,01 plus onderweg € 0,00 plus open € 1,00"),
    ],
)
def test_een_cent_verschil_wordt_genoemd(anders: dict[str, int], woord: str) -> None:
    (verschil,) = GOED._replace(**anders).verschillen()
    assert woord in verschil


@given(st.tuples(*[st.integers(-(10**9), 10**9)] * 5))
def test_wat_klopt_geeft_geen_verschil(bedragen: tuple[int, int, int, int, int]) -> None:
    afgewezen, aangehouden, betaald, onderweg, open_ = bedragen
    toegekend = betaald + onderweg + open_
    ingediend = toegekend + afgewezen + aangehouden
    stand = Stand(ingediend, toegekend, afgewezen, aangehouden, toegekend, betaald, onderweg, open_)
    assert not list(stand.verschillen())


def test_het_antwoord_en_het_grootboek_moeten_hetzelfde_zeggen() -> None:
    standen = tel_op([Regel(R1, GOED), Regel(R2, AFGEWEZEN)], Niveau.BERICHT)
    assert vergelijk(standen, {R1[:3]: (140, 99)}, SALDI) == [
        "0164 A B1: de regels (€ 1,40, toegekend € 1,00) zijn niet het antwoord (€ 1,40, toegekend € 0,99)"
    ]
    assert vergelijk(standen, DECLARATIES, {R1[:2]: (90, 4, 6)}) == [
        "0164 A: betaald is € 0,00 en volgens de boeken € 0,06",
        "0164 A: onderweg is € 0,00 en volgens de boeken € 0,04",
        "0164 A: open is € 1,00 en volgens de boeken € 0,90",
    ]
    # What only one side knows is a difference too.
    assert len(vergelijk({}, DECLARATIES, SALDI)) == 2
