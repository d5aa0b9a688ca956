"""What is due is paid, netted and never lost, whatever is held back."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backoffice.ledger.boeken import (
    Boekingsregel,
    Geboekt,
    Rekening,
    boek_betaling,
    boek_creditering,
    boek_terugkomst,
    boek_toekenning,
    boek_uitvoering,
)
from backoffice.settlement.betalen import Post, Tegenrekening, posten_van, stel_voor

A, B = "12345678", "87654321"
DAG, MAAND = date(2026, 5, 6), date(2026, 4, 1)
REKENINGEN = {A: Tegenrekening("NL91ABNA0417164300", "Aanbieder A"), B: Tegenrekening("NL20INGB0001234567", "B")}


def post(boeking: int, bedrag: int, aanbieder: str = A, vervalt_op: date = DAG) -> Post:
    return Post(boeking, "0164", aanbieder, MAAND, bedrag, vervalt_op)


def test_een_schuld_vervalt_na_de_termijn_en_een_credit_meteen() -> None:
    toekenning = boek_toekenning(1, "0164", A, {"0164": 60, "0147": 40}, DAG, MAAND)
    origineel = Geboekt(5, toekenning.regels)
    credit = boek_creditering(2, "0164", origineel, DAG, MAAND)
    assert posten_van(5, [toekenning, credit], 30) == [
        Post(5, "0164", A, MAAND, 100, date(2026, 6, 5)),
        Post(6, "0164", A, MAAND, -100, DAG),
    ]


def test_een_betaling_is_geen_nieuwe_schuld_en_een_terugkomst_wel() -> None:
    betaling = boek_betaling(9, "0164", A, 100, DAG, MAAND)
    terug = boek_terugkomst(7, betaling, Rekening.ONDERWEG, DAG)
    assert posten_van(7, [betaling, boek_uitvoering(betaling, DAG), terug], 30) == [
        Post(9, "0164", A, MAAND, 100, DAG)
    ]
    assert all(boeking.in_evenwicht for boeking in (betaling, boek_uitvoering(betaling, DAG), terug))


def test_betaald_en_teruggekomen_heft_elkaar_op() -> None:
    betaling = boek_betaling(9, "0164", A, 100, DAG, MAAND)
    onderweg = [*betaling.regels, *boek_terugkomst(7, betaling, Rekening.ONDERWEG, DAG).regels]
    uitgevoerd = [
        *betaling.regels,
        *boek_uitvoering(betaling, DAG).regels,
        *boek_terugkomst(7, betaling, Rekening.BANK, DAG).regels,
    ]
    for regels in (onderweg, uitgevoerd):
        assert _saldi(regels) == dict.fromkeys({regel.rekening for regel in regels}, 0)


def _saldi(regels: list[Boekingsregel]) -> dict[Rekening, int]:
    return {soort: sum(r.bedrag for r in regels if r.rekening is soort) for soort in {r.rekening for r in regels}}


def test_wat_op_de_dag_vervalt_wordt_betaald_en_wat_een_dag_later_vervalt_niet() -> None:
    morgen = DAG + timedelta(days=1)
    voorstel = stel_voor([post(1, 100), post(2, 50, vervalt_op=morgen)], DAG, REKENINGEN, {})
    (betaling,) = voorstel.betalingen
    assert (betaling.aanbieder, betaling.bedrag, [p.boeking for p in betaling.posten]) == (A, 100, [1])
    assert stel_voor([post(2, 50, vervalt_op=morgen)], morgen, REKENINGEN, {}).bedrag == 50


def test_een_credit_wordt_verrekend_en_een_negatief_saldo_blijft_staan() -> None:
    assert stel_voor([post(1, 100), post(2, -30)], DAG, REKENINGEN, {}).bedrag == 70
    for credit in (-100, -130):
        voorstel = stel_voor([post(1, 100), post(2, credit)], DAG, REKENINGEN, {})
        assert voorstel.betalingen == ()
        assert "verrekend met wat volgt" in voorstel.overgeslagen[0].reden


def test_het_minimum_is_de_kleinste_betaling() -> None:
    assert stel_voor([post(1, 500)], DAG, REKENINGEN, {}, minimum=500).bedrag == 500
    voorstel = stel_voor([post(1, 499)], DAG, REKENINGEN, {}, minimum=500)
    assert (voorstel.bedrag, voorstel.overgeslagen[0].bedrag) == (0, 499)
    assert "minimum van € 5,00" in voorstel.overgeslagen[0].reden


def test_zonder_rekening_of_met_blokkade_geen_betaling() -> None:
    voorstel = stel_voor([post(1, 100), post(2, 50, B)], DAG, {A: REKENINGEN[A]}, {A: "onderzoek"})
    assert voorstel.betalingen == ()
    assert [o.reden for o in voorstel.overgeslagen] == [
        "betalingen staan stil: onderzoek",
        "er is geen bevestigd rekeningnummer dat op deze dag mag worden gebruikt",
    ]


def test_een_aangehouden_regel_wacht_en_de_rest_gaat_door() -> None:
    voorstel = stel_voor([post(1, 100), post(2, 50)], DAG, REKENINGEN, {}, aangehouden={2})
    assert [p.boeking for b in voorstel.betalingen for p in b.posten] == [1]


posten = st.lists(
    st.builds(
        post,
        st.integers(1, 10**6),
        st.integers(-(10**7), 10**7),
        st.sampled_from([A, B, "11111111"]),
        st.dates(date(2026, 5, 1), date(2026, 5, 12)),
    ),
    unique_by=lambda p: p.boeking,
    max_size=30,
)


@given(posten, st.integers(0, 10**6), st.sets(st.integers(1, 10**6), max_size=5))
def test_elke_vervallen_post_wordt_betaald_of_met_reden_overgeslagen(
    alle: list[Post], minimum: int, aangehouden: set[int]
) -> None:
    voorstel = stel_voor(alle, DAG, REKENINGEN, {B: "onderzoek"}, aangehouden, minimum)
    betaald = [p for b in voorstel.betalingen for p in b.posten]
    vervallen = [p for p in alle if p.vervalt_op <= DAG and p.boeking not in aangehouden]
    assert len({p.boeking for p in betaald}) == len(betaald)
    assert sum(p.bedrag for p in vervallen) == voorstel.bedrag + sum(o.bedrag for o in voorstel.overgeslagen)
    assert {p.aanbieder for p in vervallen} == {b.aanbieder for b in voorstel.betalingen} | {
        o.aanbieder for o in voorstel.overgeslagen
    }
    assert all(b.bedrag >= max(1, minimum) and b.aanbieder == A for b in voorstel.betalingen)
    assert all(sum(b.per_leveringsmaand.values()) == b.bedrag for b in voorstel.betalingen)
