"""Which gemeente bears what, from facts and keys through to bookings and verrekenposten (domain examples 7.5)."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import IntegrityError

from backoffice.contracts.model import Contractsoort, Deelname
from backoffice.cost_routing.dossier import Opgave
from backoffice.ledger.journaal import journaal_van
from backoffice.services import herrouteer, taakgericht
from backoffice.services.gemeenteoverzicht import schrijf_lastregels
from backoffice.services.grootboek import maak_aansluiting
from backoffice.services.inzage import geld
from backoffice.services.kostenoverzicht import maak_overzicht
from backoffice.services.leg_feiten_vast import Feitfout, trek_in, voeg_toe
from backoffice.services.leg_kostenafspraken_vast import laad_afspraken, laad_leverdagen, laad_sleutels
from backoffice.services.leg_voortzetting_vast import leg_voortzetting_vast
from backoffice.services.ontvang import Ontvangst
from backoffice.services.sluit_maand import sluit_maand
from backoffice.services.taakgericht import Budget, Taakgerichtfout
from backoffice.services.wie_betaalt import wie_betaalt, wie_draagt
from backoffice.storage import contracten, tabellen
from backoffice.storage.database import lezen
from backoffice.storage.journaal import lees_geboekt
from backoffice.toegang.rechten import Rol
from backoffice.versleuteling import Kluis
from ijw.nummers import test_bsn
from tests import bouwers
from tests.backoffice.contracts import bouwers as contractbouwers
from tests.backoffice.web.portaal import bezoeker
from tests.databases import NieuweDatabase
from tests.flows.regio import (
    AANBIEDER,
    BSN,
    NU,
    Regio,
    afgewezen,
    credit,
    jw323_van,
    keur_boeken,
    prestatie,
    product,
)

ALMELO, BORNE, ENSCHEDE, HENGELO, HAAKSBERGEN = "0141", "0147", "0153", "0164", "0158"
OLDENZAAL, TUBBERGEN, WIERDEN, HELLENDOORN, LOSSER = "0173", "0183", "0189", "0163", "0168"
DEVENTER, DINKELLAND, ZWOLLE = "0150", "1774", "0193"
APRIL = (date(2026, 4, 1), date(2026, 4, 30))
MEI = datetime(2026, 5, 6, 9, tzinfo=UTC)
_DAGTEKENING = {"dagtekening": MEI.date(), "declaratie_dagtekening": MEI.date()}
EERSTE, TWEEDE = "wijkteam", "teamleider"
OPEN = date(2015, 1, 1)


@pytest.fixture
def regio(engine: Engine, kluis: Kluis) -> Regio:
    """The small region."""
    return Regio(engine, kluis)


def opgave(soort: str, vanaf: date | None, tot: date | None = None, gemeente: str | None = None) -> Opgave:
    """A fact from the BRP."""
    return Opgave(soort, vanaf, tot, gemeente, False, "BRP")


def leg_vast(regio: Regio, *feiten: Opgave, bsn: str = BSN) -> None:
    """Keep facts, one by one."""
    for feit in feiten:
        voeg_toe(regio.werkplek, bsn, feit, NU, EERSTE)


def verhuizing(op: date, van: str, naar: str) -> tuple[Opgave, Opgave]:
    """Somebody always lived in `van`, and from a day on in `naar`."""
    return opgave("woonadres", OPEN, op - timedelta(days=1), van), opgave("woonadres", op, None, naar)


def delen(regio: Regio) -> list[dict[str, int]]:
    """Per boeking what each gemeente bears by it."""
    r = tabellen.boekingsregel.c
    uit: dict[int, dict[str, int]] = {}
    vraag = select(r.boeking_id, r.partij, r.bedrag).where(r.rekening == "vordering_gemeente")
    for rij in regio.rijen(vraag.order_by(r.boeking_id, r.partij)):
        uit.setdefault(rij.boeking_id, {})[rij.partij] = rij.bedrag
    return list(uit.values())


def posten(regio: Regio) -> list[tuple[str, str, int]]:
    """All verrekenposten."""
    v = tabellen.verrekenpost.c
    return [tuple(rij) for rij in regio.rijen(select(v.betaalt, v.ontvangt, v.bedrag).order_by(v.id))]


def signalen(regio: Regio) -> list[str]:
    """What a person has to look at about who bears."""
    s = tabellen.signaal.c
    return [rij.reden for rij in regio.rijen(select(s.reden).where(s.regel == "IV046").order_by(s.id))]


_nummers = count(1)


def met_prijs(
    regio: Regio,
    centen: int,
    gemeente: str = ENSCHEDE,
    soort: Contractsoort = Contractsoort.OB_JEUGD,
    gemeenten: tuple[str, ...] = (ENSCHEDE, HENGELO),
    **toewijzing: Any,
) -> str:
    """An aanbieder whose every minute costs so much, with a toewijzing 2001 of `gemeente`; gives its AGB-code."""
    nummer = next(_nummers)
    aanbieder = f"{30_000_000 + nummer}"
    nieuw = contractbouwers.contract(
        contractbouwers.product(contractbouwers.tarief(tarief=centen), code="45A04"),
        contractnummer=f"PRIJS-{nummer}",
        aanbieder=aanbieder,
        soort=soort,
        deelnames=tuple(Deelname(een, date(2025, 1, 1)) for een in gemeenten),
    )
    with regio.engine.begin() as conn:
        contracten.bewaar(conn, [nieuw], NU)
    ruim = product(toewijzing_nummer=2001, volume=90_000, **toewijzing)
    regio.wijs_toe(ruim, gemeente=gemeente, aanbieder=aanbieder)
    return aanbieder


def in_april(referentie: str, volume: int, tarief: int, begin: date = APRIL[0], eind: date = APRIL[1]) -> Any:
    """A prestatie on toewijzing 2001."""
    return prestatie(
        referentie_nummer=referentie,
        toewijzing_nummer=2001,
        geleverd_volume=volume,
        product_tarief=tarief,
        bedrag=volume * tarief,
        begindatum=begin,
        einddatum=eind,
    )


def declareer(regio: Regio, aanbieder: str, *prestaties: Any, gemeente: str = ENSCHEDE) -> Ontvangst:
    """Declare April, in May; all of it must be granted."""
    bericht = jw323_van(*prestaties, gemeente=gemeente, aanbieder=aanbieder, maand=APRIL, **_DAGTEKENING)
    antwoord = regio.stuur(bericht, MEI)
    assert antwoord.uitkomst == "verwerkt", antwoord.bevindingen
    assert afgewezen(antwoord) == {}
    return antwoord


# --- who bears, by facts ----------------------------------------------------------------------------


def test_zonder_feiten_draagt_wie_de_declaratie_kreeg(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    assert delen(regio) == [{ENSCHEDE: 11_760}]
    assert (posten(regio), signalen(regio)) == ([], [])


def test_een_verhuizing_verdeelt_en_een_credit_neemt_alles_terug(regio: Regio) -> None:
    # March has 31 days, 16 of them from the 16th on: 11,760 x 16/31 = 6,069.68.
    leg_vast(regio, *verhuizing(date(2026, 3, 16), ENSCHEDE, BORNE))
    regio.wijs_toe()
    regio.declareer()
    assert delen(regio) == [{ENSCHEDE: 5_690, BORNE: 6_070}]
    assert posten(regio) == [(BORNE, ENSCHEDE, 6_070)]
    (reden,) = signalen(regio)
    assert reden.startswith("gemeente 0147 draagt hiervan € 60,70 (art. 1.1 Jeugdwet, woonplaats onder c)")
    regio.declareer(credit("R1", "C1"))
    assert delen(regio)[1] == {ENSCHEDE: -5_690, BORNE: -6_070}
    assert posten(regio)[1] == (BORNE, ENSCHEDE, -6_070)
    ((van,),) = regio.rijen(text("SELECT tegenpost_van FROM verrekenpost WHERE bedrag < 0"))
    assert van == 1


def test_voorbeeld_12(regio: Regio) -> None:
    # 1,286 minutes of 96 cents is 1,234.56.
    leg_vast(regio, *verhuizing(date(2026, 4, 15), HENGELO, BORNE))
    aanbieder = met_prijs(regio, 96, HENGELO)
    declareer(regio, aanbieder, in_april("P1", 1_286, 96), gemeente=HENGELO)
    assert delen(regio) == [{BORNE: 65_843, HENGELO: 57_613}]
    assert posten(regio) == [(BORNE, HENGELO, 65_843)]


def test_voorbeeld_1(regio: Regio) -> None:
    """Each gemeente gets its own prestatie for its own days: nothing is left to settle."""
    leg_vast(regio, *verhuizing(date(2026, 4, 15), HENGELO, ENSCHEDE))
    aanbieder = met_prijs(regio, 100, HENGELO, einddatum=date(2026, 4, 14))
    daarna = product(toewijzing_nummer=2001, volume=90_000, ingangsdatum=date(2026, 4, 15))
    regio.wijs_toe(daarna, aanbieder=aanbieder)
    tot_de_verhuizing = in_april("P1", 540, 100, eind=date(2026, 4, 14))
    declareer(regio, aanbieder, tot_de_verhuizing, gemeente=HENGELO)
    declareer(regio, aanbieder, in_april("P2", 540, 100, begin=date(2026, 4, 15)))
    assert delen(regio) == [{HENGELO: 54_000}, {ENSCHEDE: 54_000}]
    assert (posten(regio), signalen(regio)) == ([], [])


GEPLAATST = (
    opgave("woonadres", OPEN, date(2023, 8, 31), ENSCHEDE),
    opgave("woonadres", date(2023, 9, 1), None, TUBBERGEN),
)
OVERGEPLAATST = (
    opgave("verblijf pleegouder", date(2023, 9, 1), date(2026, 4, 9), TUBBERGEN),
    opgave("verblijf jeugdhulpaanbieder", date(2026, 4, 10), None, BORNE),
)
NAAR_HUIS = (
    opgave("woonadres", OPEN, date(2023, 8, 31), ENSCHEDE),
    opgave("woonadres", date(2023, 9, 1), date(2026, 1, 31), TUBBERGEN),
    opgave("verblijf pleegouder", date(2023, 9, 1), date(2026, 1, 31), TUBBERGEN),
    opgave("woonadres", date(2026, 2, 1), None, ALMELO),
    opgave("verblijf jeugdhulpaanbieder", date(2026, 4, 16), None, BORNE),
)
OP_KAMERS = (
    opgave("woonadres", OPEN, date(2023, 5, 31), OLDENZAAL),
    opgave("verblijf pleegouder", date(2023, 6, 1), date(2026, 4, 15), BORNE),
    opgave("woonadres", date(2023, 6, 1), date(2026, 4, 15), BORNE),
    opgave("woonadres", date(2026, 4, 16), None, ENSCHEDE),
)


@pytest.mark.parametrize(
    ("feiten", "verwacht"),
    [
        pytest.param((*GEPLAATST, opgave("verblijf pleegouder", date(2023, 9, 1))), {ENSCHEDE: 30_000}, id="2"),
        pytest.param((*GEPLAATST, *OVERGEPLAATST), {ENSCHEDE: 30_000}, id="3"),
        pytest.param(NAAR_HUIS, {ALMELO: 30_000}, id="4"),
        # Fifteen days from Oldenzaal in the pleeggezin, fifteen in his own flat.
        pytest.param(OP_KAMERS, {OLDENZAAL: 15_000, ENSCHEDE: 15_000}, id="6"),
        pytest.param(
            (opgave("geen inschrijving", OPEN), opgave("moeder bij geboorte", None, None, DEVENTER)),
            {DEVENTER: 30_000},
            id="7",
        ),
        pytest.param(
            (
                opgave("geen inschrijving", OPEN),
                opgave("moeder bij geboorte", None),
                opgave("hulpvraag", date(2026, 3, 1)),
                opgave("feitelijk verblijf", date(2026, 3, 1), None, ENSCHEDE),
            ),
            {ENSCHEDE: 30_000},
            id="7-moeder-onbekend",
        ),
        pytest.param(
            (
                Opgave("woonadres", OPEN, None, HELLENDOORN, True, "BRP"),
                opgave("moeder bij geboorte", None, None, WIERDEN),
            ),
            {WIERDEN: 30_000},
            id="8",
        ),
        pytest.param(
            (
                opgave("woonadres", OPEN, date(2026, 2, 28), HAAKSBERGEN),
                opgave("verblijf opvang", date(2026, 3, 1)),
            ),
            {HAAKSBERGEN: 30_000},
            id="9",
        ),
        pytest.param(
            (
                opgave("adres buitenland", OPEN),
                opgave("hulpvraag", date(2026, 2, 1)),
                opgave("feitelijk verblijf", date(2026, 1, 1), None, LOSSER),
            ),
            {LOSSER: 30_000},
            id="10",
        ),
    ],
)
def test_voorbeelden_met_feiten(regio: Regio, feiten: tuple[Opgave, ...], verwacht: dict[str, int]) -> None:
    leg_vast(regio, *feiten)
    aanbieder = met_prijs(regio, 100)
    declareer(regio, aanbieder, in_april("P1", 300, 100))
    assert delen(regio) == [verwacht]
    assert posten(regio) == [(een, ENSCHEDE, deel) for een, deel in verwacht.items() if een != ENSCHEDE]


def test_voorbeeld_5_en_de_vraag_wie_een_jeugdige_draagt(regio: Regio) -> None:
    leg_vast(
        regio,
        opgave("woonadres", OPEN, date(2018, 12, 31), ZWOLLE),
        opgave("verblijf jeugdhulpaanbieder", date(2019, 1, 1), None, DINKELLAND),
        opgave("gezag instelling", date(2018, 1, 1)),
        opgave("geboortedatum", date(2010, 5, 6)),
    )
    regels = wie_draagt(regio.werkplek, BSN, date(2021, 12, 1), date(2022, 1, 31), NU, EERSTE)
    periodes = [regel for regel in regels if not regel.startswith(" ")]
    assert periodes == [
        "01-12-2021 tot en met 31-12-2021: gemeente 1774 (art. 1.1 Jeugdwet zoals dat gold tot 01-01-2022).",
        "01-01-2022 tot en met 31-01-2022: gemeente 0193 (art. 1.1 Jeugdwet, woonplaats onder b).",
    ]
    assert any("bron BRP" in regel for regel in regels)
    assert wie_draagt(regio.werkplek, test_bsn(99), APRIL[0], APRIL[1], NU, EERSTE) == []


def test_wat_ontbreekt_wordt_werk_en_geen_gok(regio: Regio) -> None:
    leg_vast(regio, opgave("woonadres", OPEN, date(2026, 3, 15), BORNE))
    regio.wijs_toe()
    regio.declareer()
    # 15 of 31 days: 5,690.3.
    assert delen(regio) == [{BORNE: 5_690, ENSCHEDE: 6_070}]
    assert "zoek uit: het woonadres in deze periode" in signalen(regio)


def test_leverdagen_gaan_voor_kalenderdagen(regio: Regio) -> None:
    leg_vast(regio, *verhuizing(date(2026, 3, 16), ENSCHEDE, BORNE))
    csv = f"aanbieder;referentienummer;dag;volume\n{AANBIEDER};R1;2026-03-02;90\n{AANBIEDER};R1;20-03-2026;30\n"
    for nieuw in (2, 0):
        resultaat = laad_leverdagen(regio.werkplek, csv.encode(), "dagen.csv", NU, EERSTE)
        assert (resultaat.nieuw, resultaat.fouten) == (nieuw, ())
    anders = laad_leverdagen(regio.werkplek, csv.replace(";90", ";91").encode(), "dagen.csv", NU, EERSTE)
    assert [str(fout) for fout in anders.fouten] == ["regel 2, kolom volume: voor deze dag is al 90 opgegeven"]
    regio.wijs_toe()
    regio.declareer()
    assert delen(regio) == [{ENSCHEDE: 8_820, BORNE: 2_940}]


def test_leverdagen_buiten_de_prestatie_houden_niets_op(regio: Regio) -> None:
    leg_vast(regio, *verhuizing(date(2026, 3, 16), ENSCHEDE, BORNE))
    csv = f"aanbieder;referentienummer;dag;volume\n{AANBIEDER};R1;2026-04-02;90\n"
    laad_leverdagen(regio.werkplek, csv.encode(), "dagen.csv", NU, EERSTE)
    regio.wijs_toe()
    regio.declareer()
    assert delen(regio) == [{ENSCHEDE: 11_760}]
    assert "leverdagen" in signalen(regio)[0]


# --- shared costs -----------------------------------------------------------------------------------

SLEUTEL = "naam;jaar;soort;gemeente;gewicht\n" + "".join(
    f"crisismeldpunt;2026;jeugdigen;{gemeente};{aantal}\n"
    for gemeente, aantal in ((ALMELO, 16_000), (BORNE, 5_000), (ENSCHEDE, 33_000))
)
GEDEELD = (
    f"soort;vanaf;grondslag;sleutel\n{Contractsoort.BESCHIKBAARHEID};2026-01-01;solidariteit;crisismeldpunt\n"
)


def deel_kosten(regio: Regio) -> None:
    """Beschikbaarheid is shared by the number of jeugdigen in 2026."""
    assert laad_sleutels(regio.werkplek, SLEUTEL.encode(), "sleutel.csv", NU, EERSTE).nieuw == 1
    assert laad_afspraken(regio.werkplek, GEDEELD.encode(), "afspraken.csv", NU, EERSTE).nieuw == 1


def test_voorbeeld_13_en_een_credit_ervan(regio: Regio) -> None:
    deel_kosten(regio)
    aanbieder = met_prijs(regio, 100, soort=Contractsoort.BESCHIKBAARHEID)
    declareer(regio, aanbieder, in_april("P1", 10_000, 100))
    gedeeld = {ALMELO: 296_296, BORNE: 92_593, ENSCHEDE: 611_111}
    assert delen(regio) == [gedeeld]
    assert posten(regio) == [(ALMELO, ENSCHEDE, 296_296), (BORNE, ENSCHEDE, 92_593)]
    terug = bouwers.wijzig(in_april("C1", 10_000, 100), vorig_referentie_nummer="P1", debet_credit="C")
    declareer(regio, aanbieder, terug)
    assert delen(regio)[1] == {gemeente: -deel for gemeente, deel in gedeeld.items()}
    assert [bedrag for *_, bedrag in posten(regio)] == [296_296, 92_593, -296_296, -92_593]
    assert herrouteer.maak_voorstellen(regio.werkplek, MEI, EERSTE) == []


def test_andere_contractsoorten_worden_niet_gedeeld(regio: Regio) -> None:
    deel_kosten(regio)
    regio.wijs_toe()
    regio.declareer()
    assert delen(regio) == [{ENSCHEDE: 11_760}]


def test_zonder_sleutel_wordt_het_werk_en_later_alsnog_gedeeld(regio: Regio) -> None:
    laad_afspraken(regio.werkplek, GEDEELD.encode(), "afspraken.csv", NU, EERSTE)
    aanbieder = met_prijs(regio, 100, soort=Contractsoort.BESCHIKBAARHEID)
    declareer(regio, aanbieder, in_april("P1", 10_000, 100))
    assert delen(regio) == [{ENSCHEDE: 1_000_000}]
    assert signalen(regio) == ["zoek uit: de verdeelsleutel 'crisismeldpunt' over 2026"]
    laad_sleutels(regio.werkplek, SLEUTEL.encode(), "sleutel.csv", NU, EERSTE)
    for voorstel in herrouteer.maak_voorstellen(regio.werkplek, MEI, EERSTE):
        assert voorstel.wijzigingen[0].grond.startswith("verdeelsleutel 'crisismeldpunt' over 2026")
        herrouteer.keur_goed(regio.werkplek, voorstel.nummer, MEI, TWEEDE)
        keur_boeken(regio.engine)
    assert posten(regio) == [(ALMELO, ENSCHEDE, 296_296), (BORNE, ENSCHEDE, 92_593)]


def test_een_sleutel_ligt_vast_voor_zijn_jaar(regio: Regio) -> None:
    deel_kosten(regio)
    voor = regio.dump()
    assert laad_sleutels(regio.werkplek, SLEUTEL.encode(), "sleutel.csv", NU, EERSTE).ongewijzigd == 1
    anders = laad_sleutels(regio.werkplek, SLEUTEL.replace("5000", "5001").encode(), "s.csv", NU, EERSTE)
    assert "al vastgesteld met andere gewichten" in str(anders.fouten[0])
    assert regio.dump() == voor
    with pytest.raises(IntegrityError), regio.engine.begin() as conn:
        conn.execute(text("UPDATE verdeelsleutel_regel SET gewicht = 1"))


# --- facts of a later day -----------------------------------------------------------------------------


def test_feiten_die_later_komen_worden_voorgesteld_goedgekeurd_en_bijgeboekt(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    leg_vast(regio, *verhuizing(date(2026, 3, 16), ENSCHEDE, BORNE))
    sluit_maand(regio.werkplek, date(2026, 4, 1), MEI, TWEEDE)
    assert "anders dan geboekt" in wie_betaalt(regio.werkplek, "R1", None, NU, EERSTE)[0]
    (voorstel,) = herrouteer.maak_voorstellen(regio.werkplek, MEI, EERSTE)
    assert (voorstel.betaalt, voorstel.ontvangt, voorstel.bedrag) == (BORNE, ENSCHEDE, 6_070)
    assert voorstel.wijzigingen[0].grond == "art. 1.1 Jeugdwet, woonplaats onder c"
    # What waits is not proposed again, and nothing is booked yet.
    assert herrouteer.maak_voorstellen(regio.werkplek, MEI, EERSTE) == []
    assert posten(regio) == []
    with pytest.raises(herrouteer.Herrouteerfout, match="Laat iemand anders"):
        herrouteer.keur_goed(regio.werkplek, voorstel.nummer, MEI, EERSTE)
    assert herrouteer.keur_goed(regio.werkplek, voorstel.nummer, MEI, TWEEDE) == 1
    assert delen(regio) == [{ENSCHEDE: 11_760}, {ENSCHEDE: -6_070, BORNE: 6_070}]
    assert posten(regio) == [(BORNE, ENSCHEDE, 6_070)]
    b = tabellen.boeking.c
    ((maand, levering),) = regio.rijen(select(b.boekmaand, b.leveringsmaand).where(b.soort == "herroutering"))
    assert (maand, levering) == (date(2026, 5, 1), date(2026, 3, 1))
    with pytest.raises(herrouteer.Herrouteerfout, match="al goedgekeurd"):
        herrouteer.keur_goed(regio.werkplek, voorstel.nummer, MEI, TWEEDE)
    assert herrouteer.maak_voorstellen(regio.werkplek, MEI, EERSTE) == []
    assert "anders dan geboekt" not in wie_betaalt(regio.werkplek, "R1", None, NU, EERSTE)[0]
    assert maak_overzicht(regio.engine).saldo_gemeenten == {BORNE: 6_070, ENSCHEDE: 5_690}
    assert maak_aansluiting(regio.engine).verschillen == ()
    for gemeente, verwacht in (
        (ENSCHEDE, [("vordering_op_gemeente", BORNE, 6_070), ("kosten", AANBIEDER, -6_070)]),
        (BORNE, [("kosten", AANBIEDER, 6_070), ("schuld_aan_gemeente", ENSCHEDE, -6_070)]),
    ):
        with lezen(regio.engine) as conn:
            (journaalpost,) = journaal_van(
                gemeente, lees_geboekt(conn, gemeente, date(2026, 5, 1), date(2026, 5, 1))
            )
        assert [tuple(regel) for regel in journaalpost.regels] == verwacht
        assert (journaalpost.dagboek, journaalpost.boeking.kenmerk) == ("verrekening", "R1")
    (paar,) = herrouteer.afrekening(regio.werkplek, date(2026, 5, 1), date(2026, 5, 1))
    assert (paar.betaalt, paar.ontvangt, paar.bedrag, paar.prestaties) == (BORNE, ENSCHEDE, 6_070, 1)
    assert herrouteer.afrekening(regio.werkplek, date(2026, 4, 1), date(2026, 4, 1)) == []
    # A credit afterwards takes back what stands now.
    regio.stuur(jw323_van(credit("R1", "C1")), MEI)
    assert delen(regio)[2] == {ENSCHEDE: -5_690, BORNE: -6_070}
    assert sum(bedrag for *_, bedrag in posten(regio)) == 0


def test_de_regels_van_een_gemeente_tonen_ook_wat_later_is_overgeboekt(regio: Regio) -> None:
    """A booking without a message of its own broke the list of lines; it bears that of its prestatie."""
    regio.wijs_toe()
    regio.declareer()
    leg_vast(regio, *verhuizing(date(2026, 3, 16), ENSCHEDE, BORNE))
    (voorstel,) = herrouteer.maak_voorstellen(regio.werkplek, MEI, EERSTE)
    herrouteer.keur_goed(regio.werkplek, voorstel.nummer, MEI, TWEEDE)
    inhoud = schrijf_lastregels(regio.engine, BORNE, date(2026, 6, 1)).decode("utf-8-sig")
    _, regel, totaal = csv.reader(inhoud.splitlines(), delimiter=";")
    ((identificatie,),) = regio.rijen(
        select(tabellen.bericht.c.identificatie).where(tabellen.bericht.c.soort == "JW323")
    )
    assert (regel[1], regel[2], regel[-1], totaal[-1]) == (identificatie, "R1", "60,70", "60,70")


def test_een_feit_dat_wordt_ingetrokken_draait_de_verrekening_terug(regio: Regio) -> None:
    leg_vast(regio, *verhuizing(date(2026, 3, 16), ENSCHEDE, BORNE))
    regio.wijs_toe()
    regio.declareer()
    trek_in(regio.werkplek, 2, "brief van de gemeente", NU, EERSTE)
    voeg_toe(regio.werkplek, BSN, opgave("woonadres", OPEN, None, ENSCHEDE), NU, EERSTE, vervangt=True)
    (voorstel,) = herrouteer.maak_voorstellen(regio.werkplek, MEI, EERSTE)
    assert (voorstel.betaalt, voorstel.ontvangt, voorstel.bedrag) == (BORNE, ENSCHEDE, -6_070)
    herrouteer.keur_goed(regio.werkplek, voorstel.nummer, MEI, TWEEDE)
    keur_boeken(regio.engine)
    assert delen(regio)[1] == {ENSCHEDE: 6_070, BORNE: -6_070}
    # And once more: a prestatie may change hands as often as the facts do.
    trek_in(regio.werkplek, 4, "toch niet", NU, EERSTE)
    leg_vast(regio, opgave("woonadres", OPEN, None, HENGELO))
    (voorstel,) = herrouteer.maak_voorstellen(regio.werkplek, MEI, EERSTE)
    herrouteer.keur_goed(regio.werkplek, voorstel.nummer, MEI, TWEEDE)
    keur_boeken(regio.engine)
    assert posten(regio)[-1] == (HENGELO, ENSCHEDE, 11_760)


def test_een_voorstel_dat_is_ingehaald_wordt_niet_geboekt(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    leg_vast(regio, opgave("woonadres", OPEN, None, BORNE))
    (voorstel,) = herrouteer.maak_voorstellen(regio.werkplek, MEI, EERSTE)
    regio.declareer(credit("R1", "C1"))
    voor = regio.dump()
    with pytest.raises(herrouteer.Herrouteerfout, match="maak een nieuw voorstel"):
        herrouteer.keur_goed(regio.werkplek, voorstel.nummer, MEI, TWEEDE)
    assert regio.dump() == voor
    herrouteer.keur_af(regio.werkplek, voorstel.nummer, MEI, EERSTE)
    assert [rij["besluit"] for rij in herrouteer.voorstellen(regio.werkplek)] == ["afgekeurd"]
    with pytest.raises(herrouteer.Herrouteerfout, match="geen voorstel 9"):
        herrouteer.keur_af(regio.werkplek, 9, MEI, EERSTE)


def test_de_database_zelf_weigert_goedkeuring_door_de_maker(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    leg_vast(regio, opgave("woonadres", OPEN, None, BORNE))
    herrouteer.maak_voorstellen(regio.werkplek, MEI, EERSTE)
    with pytest.raises(IntegrityError), regio.engine.begin() as conn:
        conn.execute(
            text("UPDATE herrouteringsvoorstel SET besluit = 'goedgekeurd', besloten_door = gemaakt_door")
        )


@pytest.mark.parametrize("tabel", ["verrekenpost", "persoonsfeit"])
def test_wat_is_vastgelegd_blijft(regio: Regio, tabel: str) -> None:
    leg_vast(regio, opgave("woonadres", OPEN, None, BORNE))
    regio.wijs_toe()
    regio.declareer()
    for opdracht in (f"DELETE FROM {tabel}", f"UPDATE {tabel} SET id = 9"):
        with pytest.raises(IntegrityError), regio.engine.begin() as conn:
            conn.execute(text(opdracht))


# --- herindeling, continuation, taakgericht -------------------------------------------------------------


def test_een_heringedeelde_gemeente_leeft_voort_in_haar_opvolger(regio: Regio) -> None:
    # Schijndel, Sint-Oedenrode and Veghel became Meierijstad (1948) on 01-01-2017.
    leg_vast(regio, opgave("woonadres", OPEN, None, "0844"))
    regio.wijs_toe()
    regio.declareer()
    assert delen(regio) == [{"1948": 11_760}]


def test_voorbeeld_16(regio: Regio) -> None:
    """Enschede's tarief holds in Almelo on request, by the same aanbieder, until a year after the move."""
    aanbieder = met_prijs(regio, 100, ALMELO, gemeenten=(ENSCHEDE, HENGELO))
    laad = [ALMELO, aanbieder, date(2026, 3, 1), "verzoek van de ouders", NU, EERSTE]
    verhaal = leg_voortzetting_vast(regio.werkplek, BSN, ENSCHEDE, *laad)
    assert verhaal == leg_voortzetting_vast(regio.werkplek, BSN, ENSCHEDE, *laad)
    assert "van gemeente 0153 (art. 2.7a Jeugdwet)" in verhaal
    assert "01-03-2026 tot en met 28-02-2027" in verhaal
    with pytest.raises(Feitfout, match="geldt al iets anders"):
        leg_voortzetting_vast(regio.werkplek, BSN, HENGELO, *laad)
    te_duur = jw323_van(
        in_april("P0", 300, 101),
        gemeente=ALMELO,
        aanbieder=aanbieder,
        maand=APRIL,
        **_DAGTEKENING,
    )
    assert afgewezen(regio.stuur(te_duur, MEI)) != {}
    declareer(regio, aanbieder, in_april("P1", 300, 100), gemeente=ALMELO)
    assert delen(regio) == [{ALMELO: 30_000}]
    # The last day is the eve of the day on which he moved.
    ((tot,),) = regio.rijen(select(tabellen.voortzetting.c.tot_en_met))
    assert tot == date(2027, 2, 28)


def test_voorbeeld_14(regio: Regio) -> None:
    csv = "naam;jaar;soort;gemeente;gewicht\n" + "".join(
        f"toegang;2026;mix;{gemeente};{procent} %\n"
        for gemeente, procent in ((ALMELO, 40), (BORNE, 10), (ENSCHEDE, 50))
    )
    laad_sleutels(regio.werkplek, csv.encode(), "sleutel.csv", NU, EERSTE)
    budget = Budget("toegang", 2026, AANBIEDER, 120_000_000, "toegang")
    assert taakgericht.leg_budget_vast(regio.werkplek, budget, NU, EERSTE)
    assert not taakgericht.leg_budget_vast(regio.werkplek, budget, NU, EERSTE)
    with pytest.raises(Taakgerichtfout, match="al vastgelegd"):
        taakgericht.leg_budget_vast(regio.werkplek, budget._replace(budget=1), NU, EERSTE)
    for maand in range(1, 13):
        geboekt, bedragen = taakgericht.boek_voorschot(regio.werkplek, "toegang", date(2026, maand, 1), NU)
        assert (geboekt, bedragen) == (True, {ALMELO: 4_000_000, BORNE: 1_000_000, ENSCHEDE: 5_000_000})
    geboekt, _ = taakgericht.boek_voorschot(regio.werkplek, "toegang", date(2026, 12, 1), NU)
    assert not geboekt
    naar_sleutel = taakgericht.reken_jaar_af(regio.werkplek, "toegang", 2026, 115_000_000, None, NU, proef=True)
    assert {wie: een.saldo for wie, een in naar_sleutel.items()} == {
        ALMELO: -2_000_000,
        BORNE: -500_000,
        ENSCHEDE: -2_500_000,
    }
    gebruik = {ALMELO: 30, BORNE: 20, ENSCHEDE: 50}
    naar_gebruik = taakgericht.reken_jaar_af(regio.werkplek, "toegang", 2026, 115_000_000, gebruik, NU)
    saldi = {ALMELO: -13_500_000, BORNE: 11_000_000, ENSCHEDE: -2_500_000}
    assert {wie: een.saldo for wie, een in naar_gebruik.items()} == saldi
    with pytest.raises(Taakgerichtfout, match="al afgerekend"):
        taakgericht.reken_jaar_af(regio.werkplek, "toegang", 2026, 1, None, NU)
    r = tabellen.boekingsregel.c
    som = regio.rijen(select(func.sum(r.bedrag)).where(r.rekening == "vordering_taakgericht", r.partij == BORNE))
    assert som == [(23_000_000,)]
    assert regio.rijen(select(func.sum(r.bedrag))) == [(0,)]
    p = tabellen.post.c
    open_ = regio.rijen(select(func.sum(p.bedrag)).where(p.gemeente == BORNE, p.aanbieder == AANBIEDER))
    assert open_ == [(23_000_000,)]
    assert maak_overzicht(regio.engine).regels == ()
    gemaakt = maak_aansluiting(regio.engine)
    assert gemaakt.verschillen == ()
    assert geld.aansluiting(regio.werkplek, bezoeker(Rol.FINANCIEEL)) == gemaakt
    assert [(rij.sleutel, rij.stand.open) for rij in gemaakt.rijen][1] == ((BORNE, AANBIEDER), 23_000_000)
    with lezen(regio.engine) as conn:
        geboekt = list(lees_geboekt(conn, BORNE, date(2026, 1, 1), date(2026, 12, 1)))
    (*_, laatste) = journaal_van(BORNE, geboekt)
    assert [tuple(regel) for regel in laatste.regels] == [
        ("taakgericht", BORNE, 11_000_000),
        ("crediteur", AANBIEDER, -11_000_000),
    ]
    assert (laatste.dagboek, laatste.boeking.kenmerk) == ("declaraties", "afrekening 2026-12")


# --- whatever the facts -----------------------------------------------------------------------------------


@given(
    grenzen=st.sets(st.dates(date(2026, 2, 20), date(2026, 4, 10)), min_size=1, max_size=5),
    keuze=st.lists(st.sampled_from([ALMELO, BORNE, ENSCHEDE, HENGELO, None]), min_size=6, max_size=6),
    volume=st.integers(1, 120),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wat_de_feiten_ook_zijn_boeken_en_posten_kloppen(
    sqlite_nieuw: NieuweDatabase, kluis: Kluis, grenzen: set[date], keuze: list[str | None], volume: int
) -> None:
    with sqlite_nieuw() as engine:
        regio = Regio(engine, kluis)
        regio.wijs_toe()
        eerst, *rest = sorted(grenzen)
        for (vanaf, tot), gemeente in zip(pairwise([eerst, *rest, date(2026, 5, 1)]), keuze, strict=False):
            soort = "geen inschrijving" if gemeente is None else "woonadres"
            leg_vast(regio, opgave(soort, vanaf, tot - timedelta(days=1), gemeente))
        regio.declareer(prestatie(geleverd_volume=volume, bedrag=volume * 98))
        leg_vast(regio, opgave("moeder bij geboorte", None, None, BORNE))
        for voorstel in herrouteer.maak_voorstellen(regio.werkplek, MEI, EERSTE):
            herrouteer.keur_goed(regio.werkplek, voorstel.nummer, MEI, TWEEDE)
        keur_boeken(engine)
        regio.declareer(credit("R1", "C1", geleverd_volume=volume, bedrag=volume * 98))
        assert set(maak_overzicht(engine).saldo_gemeenten.values()) == {0}
