"""Amounts, volumes, periods, caps and shares; the worked numbers were recomputed by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ijw import rekenen

DAGEN = st.dates(date(2021, 1, 1), date(2032, 12, 31))


def dag(tekst: str) -> date:
    """Day written as dd-mm-yyyy, as in the examples."""
    d, m, j = tekst.split("-")
    return date(int(j), int(m), int(d))


def productperioden(begin: date, eind: date) -> list[tuple[date, date]]:
    """The ProductPerioden of a toewijzing, month by month."""
    perioden = []
    maand = begin.replace(day=1)
    while maand <= eind:
        periode = rekenen.verwachte_productperiode(maand, begin, eind)
        assert periode is not None
        perioden.append(periode)
        maand = (maand + timedelta(days=31)).replace(day=1)
    return perioden


def periodecaps(volume: int, eenheid: str, frequentie: str, begin: date, eind: date) -> list[int | None]:
    return [
        rekenen.periodecap(volume, eenheid, frequentie, begin, eind, *periode)
        for periode in productperioden(begin, eind)
    ]


class TestBedragen:
    @pytest.mark.parametrize(
        ("bedrag", "debet_credit", "centen"),
        [(5000, "D", 5000), (5000, "C", -5000), (0, "D", 0), (0, "C", 0)],
    )
    def test_naar_centen(self, bedrag, debet_credit, centen):
        assert rekenen.naar_centen(bedrag, debet_credit) == centen

    @pytest.mark.parametrize("fout", ["", "d", "X"])
    def test_naar_centen_weigert_een_andere_letter(self, fout):
        with pytest.raises(ValueError, match="D of C"):
            rekenen.naar_centen(1, fout)

    @pytest.mark.parametrize(("centen", "verwacht"), [(1, (1, "D")), (0, (0, "D")), (-1, (1, "C"))])
    def test_uit_centen_maakt_nul_debet(self, centen, verwacht):
        assert rekenen.uit_centen(centen) == verwacht

    @given(st.integers(-(10**10), 10**10))
    def test_heen_en_terug(self, centen):
        assert rekenen.naar_centen(*rekenen.uit_centen(centen)) == centen

    @pytest.mark.parametrize(
        ("ingediend", "afgewezen", "totaal", "toegekend"),
        [
            ([(30000, "D"), (24000, "D"), (12000, "C")], [(24000, "D")], (42000, "D"), (18000, "D")),
            ([(5000, "D"), (12000, "C")], [(5000, "D")], (7000, "C"), (12000, "C")),
            ([(5000, "D"), (12000, "C")], [(12000, "C")], (7000, "C"), (5000, "D")),
            ([(5000, "D"), (5000, "C")], [], (0, "D"), (0, "D")),
        ],
    )
    def test_totalen_van_een_declaratie(self, ingediend, afgewezen, totaal, toegekend):
        som = sum(rekenen.naar_centen(*bedrag) for bedrag in ingediend)
        af = sum(rekenen.naar_centen(*bedrag) for bedrag in afgewezen)
        assert rekenen.uit_centen(som) == totaal
        assert rekenen.uit_centen(som - af) == toegekend

    @pytest.mark.parametrize(
        ("teller", "noemer", "verwacht"),
        [
            (1454, 10, 145),
            (1455, 10, 146),
            (-1454, 10, -145),
            (-1455, 10, -146),
            (0, 7, 0),
            (29, 60, 0),
            (30, 60, 1),
        ],
    )
    def test_deel_afgerond(self, teller, noemer, verwacht):
        assert rekenen.deel_afgerond(teller, noemer) == verwacht

    @given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
    def test_deel_afgerond_ligt_hoogstens_een_halve_ernaast(self, teller, noemer):
        uitkomst = rekenen.deel_afgerond(teller, noemer)
        assert 2 * abs(uitkomst * noemer - teller) <= noemer
        assert uitkomst == -rekenen.deel_afgerond(-teller, noemer)

    # 5875 / 60 = 97.92; 5850 / 60 = 97.5; 5849 / 60 = 97.48
    @pytest.mark.parametrize(("uurtarief", "tarief"), [(5875, 98), (5850, 98), (5849, 97), (6000, 100)])
    def test_minuuttarief(self, uurtarief, tarief):
        assert rekenen.minuuttarief(uurtarief) == tarief

    @pytest.mark.parametrize(
        ("volume", "eenheid", "tarief", "uurtarief", "bedrag"),
        [
            (585, "01", 98, 5875, 57281),  # 5875 x 585 / 60 = 57281.25
            (330, "01", 98, 5875, 32313),  # 5875 x 330 / 60 = 32312.5
            (585, "01", 98, None, 57330),
            (9, "04", 5875, None, 52875),
            (9, "04", 5875, 9999, 52875),
            (31, "14", 20000, None, 620000),
            (27000, "83", None, None, 27000),
            (0, "01", 98, 5875, 0),
        ],
    )
    def test_verwacht_bedrag(self, volume, eenheid, tarief, uurtarief, bedrag):
        assert rekenen.verwacht_bedrag(volume, eenheid, tarief, uurtarief) == bedrag

    def test_zonder_tarief_is_er_geen_bedrag(self):
        with pytest.raises(ValueError, match="tarief"):
            rekenen.verwacht_bedrag(10, "01", None)


class TestVerdeel:
    def test_crisismeldpunt(self):
        sleutel = {"0141": 16_000, "0147": 5_000, "0153": 33_000}
        assert rekenen.verdeel(1_000_000, sleutel) == {"0141": 296_296, "0147": 92_593, "0153": 611_111}

    def test_gelijke_resten_gaan_naar_de_laagste_code(self):
        sleutel = {"0168": 1, "0141": 1, "0153": 1}
        assert rekenen.verdeel(-10_000, sleutel) == {"0168": -3_333, "0141": -3_334, "0153": -3_333}

    def test_afrekening_naar_sleutel_en_naar_gebruik(self):
        sleutel = {"0141": 40, "0147": 10, "0153": 50}
        gebruik = {"0141": 30, "0147": 20, "0153": 50}
        voorschot = rekenen.verdeel(120_000_000, sleutel)
        naar_sleutel = rekenen.verdeel(115_000_000, sleutel)
        naar_gebruik = rekenen.verdeel(115_000_000, gebruik)
        assert {g: naar_sleutel[g] - voorschot[g] for g in sleutel} == {
            "0141": -2_000_000,
            "0147": -500_000,
            "0153": -2_500_000,
        }
        assert {g: naar_gebruik[g] - voorschot[g] for g in sleutel} == {
            "0141": -13_500_000,
            "0147": 11_000_000,
            "0153": -2_500_000,
        }

    def test_dagaandeel_na_verhuizing(self):
        assert rekenen.verdeel(123_456, {"0147": 16, "0164": 14}) == {"0147": 65_843, "0164": 57_613}

    def test_twaalfden(self):
        maanden = rekenen.verdeel(100_000, {f"{maand:02d}": 1 for maand in range(1, 13)})
        # 100000 = 12 x 8333 + 4, so the first four months carry a cent more.
        assert list(maanden.values()) == [8_334] * 4 + [8_333] * 8

    @pytest.mark.parametrize("gewichten", [{}, {"0141": 0}, {"0141": 2, "0147": -1}])
    def test_weigert_gewichten_zonder_verdeling(self, gewichten):
        with pytest.raises(ValueError, match="gewichten"):
            rekenen.verdeel(100, gewichten)

    @given(
        st.integers(-(10**10), 10**10),
        st.dictionaries(
            st.from_regex(r"[0-9]{4}", fullmatch=True), st.integers(0, 10**6), min_size=1, max_size=14
        ),
    )
    def test_delen_tellen_op_en_liggen_minder_dan_een_cent_ernaast(self, bedrag, gewichten):
        totaal = sum(gewichten.values())
        if totaal == 0:
            gewichten = dict.fromkeys(gewichten, 1)
            totaal = len(gewichten)
        delen = rekenen.verdeel(bedrag, gewichten)
        assert sum(delen.values()) == bedrag
        assert list(delen) == list(gewichten)
        for code, gewicht in gewichten.items():
            assert abs(delen[code] * totaal - bedrag * gewicht) < totaal
        assert rekenen.verdeel(-bedrag, gewichten) == {code: -deel for code, deel in delen.items()}


class TestVolumes:
    @pytest.mark.parametrize(
        ("eenheid", "output"),
        [
            ("01", False),
            ("04", False),
            ("14", False),
            ("16", False),
            ("82", True),
            ("83", True),
            ("84", False),
        ],
    )
    def test_is_output(self, eenheid, output):
        assert rekenen.is_output(eenheid) is output

    @pytest.mark.parametrize(
        ("minuten", "uren"), [(380, 6), (389, 6), (390, 7), (20, 1), (1, 1), (60, 1), (89, 1), (90, 2)]
    )
    def test_uren_uit_minuten(self, minuten, uren):
        assert rekenen.uren_uit_minuten(minuten) == uren

    @pytest.mark.parametrize("minuten", [0, -60])
    def test_zonder_minuten_geen_uren(self, minuten):
        with pytest.raises(ValueError, match="minuten"):
            rekenen.uren_uit_minuten(minuten)

    @pytest.mark.parametrize(
        ("volume", "gedeclareerd", "toegewezen", "verwacht"),
        [
            (585, "01", "04", 585),
            (9, "04", "04", 540),
            (585, "01", "01", 585),
            (9, "04", "01", None),
            (3, "16", "16", 3),
            (3, "14", "16", None),
            (3, "82", "84", None),
            (3, "84", "04", None),
        ],
    )
    def test_volume_in_toewijzingseenheid(self, volume, gedeclareerd, toegewezen, verwacht):
        assert rekenen.volume_in_toewijzingseenheid(volume, gedeclareerd, toegewezen) == verwacht


class TestPerioden:
    @pytest.mark.parametrize(
        ("begin", "eind", "weken", "zondagen", "maanden"),
        [
            ("07-07-2025", "31-07-2025", 4, 3, 1),
            ("01-08-2025", "31-08-2025", 5, 5, 1),
            ("01-09-2025", "07-09-2025", 1, 1, 1),
            ("07-10-2025", "30-12-2025", 13, 12, 3),
            ("29-12-2025", "04-01-2026", 1, 1, 2),  # week 1 of 2026 begins in December
            ("28-12-2026", "03-01-2027", 1, 1, 2),  # week 53
            ("04-01-2026", "05-01-2026", 2, 1, 1),  # Sunday and Monday
            ("05-01-2026", "11-01-2026", 1, 1, 1),
            ("01-03-2026", "31-03-2026", 6, 5, 1),
            ("14-10-2026", "13-12-2026", 9, 9, 3),
        ],
    )
    def test_weken_zondagen_maanden(self, begin, eind, weken, zondagen, maanden):
        assert rekenen.weken(dag(begin), dag(eind)) == weken
        assert rekenen.zondagen(dag(begin), dag(eind)) == zondagen
        assert rekenen.maanden(dag(begin), dag(eind)) == maanden

    @given(DAGEN, st.integers(0, 400))
    def test_tellen_klopt_met_een_voor_een_nalopen(self, begin, lengte):
        alle = [begin + timedelta(days=n) for n in range(lengte + 1)]
        eind = alle[-1]
        assert rekenen.dagen(begin, eind) == len(alle)
        assert rekenen.weken(begin, eind) == len({d.isocalendar()[:2] for d in alle})
        assert rekenen.zondagen(begin, eind) == sum(d.isoweekday() == 7 for d in alle)
        assert rekenen.maanden(begin, eind) == len({(d.year, d.month) for d in alle})

    @pytest.mark.parametrize(
        ("gegeven", "laatste"),
        [
            ("15-02-2024", "29-02-2024"),
            ("01-02-2026", "28-02-2026"),
            ("31-12-2026", "31-12-2026"),
            ("30-04-2026", "30-04-2026"),
        ],
    )
    def test_laatste_dag(self, gegeven, laatste):
        assert rekenen.laatste_dag(dag(gegeven)) == dag(laatste)

    def test_productperioden_van_een_toewijzing(self):
        assert productperioden(dag("08-04-2026"), dag("17-06-2026")) == [
            (dag("08-04-2026"), dag("30-04-2026")),
            (dag("01-05-2026"), dag("31-05-2026")),
            (dag("01-06-2026"), dag("17-06-2026")),
        ]

    @pytest.mark.parametrize(
        ("maand", "ingang", "einde", "verwacht"),
        [
            ("20-05-2026", "01-05-2026", "31-05-2026", ("01-05-2026", "31-05-2026")),
            ("20-05-2026", "02-05-2026", "30-05-2026", ("02-05-2026", "30-05-2026")),
            ("20-05-2026", "30-04-2026", "01-06-2026", ("01-05-2026", "31-05-2026")),
            ("20-05-2026", "31-05-2026", None, ("31-05-2026", "31-05-2026")),
            ("20-05-2026", "01-06-2026", None, None),
            ("20-05-2026", "01-04-2026", "30-04-2026", None),
            ("20-05-2026", "01-04-2026", "01-05-2026", ("01-05-2026", "01-05-2026")),
        ],
    )
    def test_verwachte_productperiode(self, maand, ingang, einde, verwacht):
        uitkomst = rekenen.verwachte_productperiode(dag(maand), dag(ingang), dag(einde) if einde else None)
        assert uitkomst == (verwacht and tuple(dag(grens) for grens in verwacht))


class TestCaps:
    @pytest.mark.parametrize(
        ("volume", "eenheid", "begin", "eind", "perioden", "totaal"),
        [
            # 3 uur per week: in minutes 720/900/180, total nine weeks
            (3, "04", "07-07-2025", "07-09-2025", [12 * 60, 15 * 60, 3 * 60], 27 * 60),
            (3, "04", "07-10-2025", "30-12-2025", [12 * 60, 15 * 60, 15 * 60], 39 * 60),
            (3, "04", "12-11-2026", "13-12-2026", [12 * 60, 6 * 60], 15 * 60),
            # € 300 per week: the last Sunday, 31-08, also carries the broken week that ends on a Friday
            (30000, "83", "07-07-2025", "05-09-2025", [90000, 180000, 0], 270000),
            (30000, "83", "01-10-2025", "31-12-2025", [120000, 150000, 150000], 420000),
            # ends on a Sunday: no extra week
            (30000, "83", "07-07-2025", "07-09-2025", [90000, 150000, 30000], 270000),
            (1, "82", "07-07-2025", "06-09-2025", [3, 6, 0], 9),
            # stuks inspanning count weeks touched, not Sundays
            (1, "84", "07-07-2025", "05-09-2025", [4, 5, 1], 9),
            # Hengelo 01-14 April against Borne 15-30 April, 3 uur per week
            (3, "04", "01-04-2026", "14-04-2026", [9 * 60], 9 * 60),
            (3, "04", "15-04-2026", "30-04-2026", [9 * 60], 9 * 60),
            # no Sunday at all, over a month border: Monday 30-03 to Wednesday 01-04
            (30000, "83", "30-03-2026", "01-04-2026", [0, 30000], 30000),
            (30000, "83", "30-03-2026", "31-03-2026", [30000], 30000),
            # begins on its only Sunday, 31-05, which then also carries the two days in June
            (30000, "83", "31-05-2026", "02-06-2026", [60000, 0], 60000),
        ],
    )
    def test_per_week(self, volume, eenheid, begin, eind, perioden, totaal):
        assert periodecaps(volume, eenheid, "2", dag(begin), dag(eind)) == perioden
        assert rekenen.totaalcap(volume, eenheid, "2", dag(begin), dag(eind)) == totaal

    def test_zonder_ruimte_in_september_na_twee_volle_maanden(self):
        begin, eind = dag("07-07-2025"), dag("07-09-2025")
        juli, augustus, september = periodecaps(3, "04", "2", begin, eind)
        totaal = rekenen.totaalcap(3, "04", "2", begin, eind)
        assert totaal - juli - augustus == 0
        assert september == 180

    def test_minuten_per_week_in_maart(self):
        maart = (dag("01-03-2026"), dag("31-03-2026"))
        assert rekenen.periodecap(120, "01", "2", dag("01-01-2026"), dag("31-12-2026"), *maart) == 720

    @pytest.mark.parametrize(("etmalen", "cap"), [(7, 31), (6, 31), (5, 30)])
    def test_etmalen_per_week_gaan_niet_boven_de_dagen(self, etmalen, cap):
        maart = (dag("01-03-2026"), dag("31-03-2026"))
        assert rekenen.periodecap(etmalen, "14", "2", dag("01-01-2026"), dag("31-12-2026"), *maart) == cap

    def test_etmalen_over_de_hele_toewijzing(self):
        # 04-03 to 31-03-2026 is 28 days in 5 weeks
        assert rekenen.totaalcap(7, "14", "2", dag("04-03-2026"), dag("31-03-2026")) == 28
        assert rekenen.totaalcap(5, "14", "2", dag("04-03-2026"), dag("31-03-2026")) == 25

    def test_dagdelen_kunnen_meer_zijn_dan_dagen(self):
        maart = (dag("01-03-2026"), dag("31-03-2026"))
        assert rekenen.periodecap(7, "16", "2", dag("01-01-2026"), dag("31-12-2026"), *maart) == 42

    def test_uren_gedeclareerd_in_minuten(self):
        mei = (dag("01-05-2026"), dag("31-05-2026"))
        cap = rekenen.periodecap(2, "04", "2", dag("01-01-2026"), dag("31-12-2026"), *mei)
        assert cap == 600
        assert rekenen.volume_in_toewijzingseenheid(585, "01", "04") <= cap
        assert rekenen.volume_in_toewijzingseenheid(11, "04", "04") > cap

    def test_uren_per_maand_ook_in_een_gebroken_maand(self):
        begin, eind = dag("14-10-2026"), dag("13-12-2026")
        assert periodecaps(15, "04", "4", begin, eind) == [15 * 60] * 3
        assert rekenen.totaalcap(15, "04", "4", begin, eind) == 45 * 60

    def test_output_per_maand_is_in_een_gebroken_maand_aan_het_contract(self):
        begin, eind = dag("14-10-2026"), dag("30-12-2026")
        assert periodecaps(30000, "83", "4", begin, eind) == [None, 30000, None]
        assert rekenen.totaalcap(30000, "83", "4", begin, eind) is None

    def test_output_per_maand_over_hele_maanden(self):
        begin, eind = dag("01-10-2026"), dag("31-12-2026")
        assert periodecaps(30000, "83", "4", begin, eind) == [30000] * 3
        assert rekenen.totaalcap(30000, "83", "4", begin, eind) == 90000

    @pytest.mark.parametrize(("eenheid", "maat"), [("01", 1), ("82", 1), ("04", 60)])
    def test_per_dag(self, eenheid, maat):
        begin, eind = dag("20-02-2026"), dag("03-03-2026")
        assert periodecaps(2, eenheid, "1", begin, eind) == [18 * maat, 6 * maat]
        assert rekenen.totaalcap(2, eenheid, "1", begin, eind) == 24 * maat

    def test_totaal_binnen_geldigheidsduur(self):
        begin, eind = dag("01-01-2026"), dag("30-06-2026")
        ruimte = rekenen.totaalcap(80, "04", "6", begin, eind)
        periode = rekenen.periodecap(80, "04", "6", begin, eind, dag("01-05-2026"), dag("31-05-2026"))
        verbruikt = (50 - 20) * 60
        assert ruimte == 80 * 60
        assert verbruikt + 52 * 60 > ruimte
        assert periode >= 52 * 60
        assert verbruikt + 50 * 60 == ruimte

    def test_budget_vergelijkt_bedragen(self):
        verbruikt = sum(rekenen.naar_centen(*b) for b in [(120_000, "D"), (150_000, "D"), (150_000, "C")])
        assert verbruikt + 390_000 == 510_000 > 500_000
        assert verbruikt + 380_000 == 500_000

    def test_open_einde(self):
        begin, maart = dag("01-01-2026"), (dag("01-03-2026"), dag("31-03-2026"))
        assert rekenen.periodecap(3, "04", "2", begin, None, *maart) == 18 * 60
        assert rekenen.periodecap(1, "82", "2", begin, None, *maart) == 5
        assert rekenen.periodecap(1, "82", "4", begin, None, *maart) == 1
        assert [rekenen.totaalcap(3, "04", frequentie, begin, None) for frequentie in "124"] == [None] * 3
        assert rekenen.totaalcap(80, "04", "6", begin, None) == 80 * 60

    @pytest.mark.parametrize("frequentie", ["1", "2", "4", "6"])
    def test_buiten_de_toewijzing_is_er_geen_ruimte(self, frequentie):
        toewijzing = (dag("01-03-2026"), dag("31-03-2026"))
        april = (dag("01-04-2026"), dag("30-04-2026"))
        assert rekenen.periodecap(3, "82", frequentie, *toewijzing, *april) == 0
        assert rekenen.periodecap(3, "01", frequentie, *april, *toewijzing) == 0

    def test_een_periode_die_uitsteekt_telt_alleen_binnen_de_toewijzing(self):
        maart = (dag("01-03-2026"), dag("31-03-2026"))
        assert rekenen.periodecap(120, "01", "2", dag("09-03-2026"), dag("22-03-2026"), *maart) == 240

    @pytest.mark.parametrize("frequentie", ["", "3", "5"])
    def test_onbekende_frequentie(self, frequentie):
        maart = (dag("01-03-2026"), dag("31-03-2026"))
        with pytest.raises(ValueError, match="frequentie"):
            rekenen.periodecap(1, "01", frequentie, *maart, *maart)

    @given(DAGEN, st.integers(0, 400), st.sampled_from(["82", "83"]), st.integers(1, 500))
    def test_outputweken_van_alle_maanden_zijn_samen_het_totaal(self, begin, lengte, eenheid, volume):
        eind = begin + timedelta(days=lengte)
        caps = periodecaps(volume, eenheid, "2", begin, eind)
        assert sum(caps) == volume * rekenen.weken(begin, eind)
        assert sum(caps) == rekenen.totaalcap(volume, eenheid, "2", begin, eind)

    @given(DAGEN, st.integers(0, 400), st.sampled_from(["01", "04", "84"]), st.sampled_from(["1", "2", "4"]))
    def test_inspanning_geeft_per_maand_nooit_minder_ruimte_dan_in_totaal(
        self, begin, lengte, eenheid, frequentie
    ):
        eind = begin + timedelta(days=lengte)
        totaal = rekenen.totaalcap(3, eenheid, frequentie, begin, eind)
        assert sum(periodecaps(3, eenheid, frequentie, begin, eind)) >= totaal

    @given(DAGEN, st.integers(0, 400), st.integers(1, 7))
    def test_etmalen_nooit_meer_dan_dagen(self, begin, lengte, volume):
        eind = begin + timedelta(days=lengte)
        for cap, periode in zip(
            periodecaps(volume, "14", "2", begin, eind), productperioden(begin, eind), strict=True
        ):
            assert cap <= rekenen.dagen(*periode)
