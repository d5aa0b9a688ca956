"""The way of the money, from a line to the bank and from a payment to its lines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from backoffice.cli import main
from backoffice.ports.betalen import Bankmelding, Bankstand
from backoffice.services import betaalrekeningen, betalen
from backoffice.services.spoor import GeenSpoor, volg_spoor
from backoffice.storage import tabellen
from backoffice.versleuteling import Kluis
from tests.flows.regio import AANBIEDER, BSN, GEMEENTE, NU, Regio, credit, jw323_van, prestatie
from tests.flows.test_betalen import IBAN, IBAN_GEMEENTE, VERVALT, verzend

LATER = datetime(2026, 5, 12, 9, tzinfo=UTC)


@pytest.fixture
def regio(engine: Engine, kluis: Kluis) -> Regio:
    """One approved month to pay, and confirmed accounts of both sides."""
    regio = Regio(engine, kluis)
    regio.wijs_toe()
    regio.declareer(identificatie="D1")
    for partij, iban in ((AANBIEDER, IBAN), (GEMEENTE, IBAN_GEMEENTE)):
        nummer = betaalrekeningen.stel_rekening_voor(regio.werkplek, partij, iban, f"Naam {partij}", NU, "an")
        betaalrekeningen.bevestig_rekening(regio.werkplek, nummer, NU, "bo")
    return regio


def spoor(regio: Regio, wat: str) -> list[str]:
    return volg_spoor(regio.werkplek, wat, LATER, "controller")


def stappen(regio: Regio, wat: str) -> list[str]:
    """What happened, without dates and amounts."""
    return [regel.split(",")[0] for regel in spoor(regio, wat) if not regel.startswith(" ")]


def meld(regio: Regio, kenmerk: str, stand: Bankstand, reden: str = "") -> None:
    betalen.verwerk_melding(regio.werkplek, Bankmelding(kenmerk, stand, None, reden), LATER)


def test_een_toegekende_regel_staat_open(regio: Regio) -> None:
    assert spoor(regio, "R1") == [
        "Boeking 1: toekenning, gemeente 0153, geboekt op 10-04-2026 in 04-2026, levering 03-2026, bericht D1, "
        "ReferentieNummer R1",
        "  vordering_gemeente   0153              € 117,60",
        "  schuld_aanbieder     12345678         € -117,60",
        "  staat open",
    ]
    assert spoor(regio, "1") == spoor(regio, "R1")


def test_een_credit_en_wat_zij_terugdraait_vinden_elkaar(regio: Regio) -> None:
    regio.stuur(jw323_van(credit("R1", "R2")), NU + timedelta(hours=1))
    heen, terug = spoor(regio, "R1"), spoor(regio, "R2")
    assert heen == terug
    assert "  draait boeking 1 terug" in heen
    assert stappen(regio, "R1") == ["Boeking 1: toekenning", "Boeking 2: creditering"]


def test_van_voorstel_tot_bank_en_terug(regio: Regio) -> None:
    kenmerk = verzend(regio)
    betaald = f"Betaling {kenmerk}: € 117"
    assert stappen(regio, "R1") == ["Boeking 1: toekenning", "Boeking 2: betaling", betaald]
    meld(regio, kenmerk, Bankstand.UITGEVOERD)
    heen = spoor(regio, "R1")
    assert f"  gaat mee met betaling {kenmerk}" in heen
    assert f"Betaling {kenmerk}: € 117,60 aan 12345678, uitgevoerd op 12-05-2026" in heen
    assert f"  betaalvoorstel 1 voor {VERVALT:%d-%m-%Y}, gemaakt door an, goedgekeurd door bo" in heen
    terug = spoor(regio, kenmerk)
    assert "  omvat boeking 1, R1: € 117,60" in terug
    assert next(regel for regel in terug if regel.startswith("Boeking")).startswith("Boeking 2: betaling")


def test_na_een_teruggekomen_betaling_loopt_het_spoor_door(regio: Regio) -> None:
    eerste = verzend(regio)
    meld(regio, eerste, Bankstand.GEWEIGERD, "AC04")
    assert "  staat open" in spoor(regio, "R1")
    (blokkade,) = regio.rijen(select(tabellen.blokkade.c.id))
    betalen.deblokkeer(regio.werkplek, blokkade.id, LATER, "an")
    tweede = verzend(regio, (LATER + timedelta(days=20)).date())
    assert stappen(regio, "R1") == [
        "Boeking 1: toekenning",
        "Boeking 2: betaling",
        "Boeking 3: teruggekomen",
        "Boeking 4: betaling",
        f"Betaling {eerste}: € 117",
        f"Betaling {tweede}: € 117",
    ]
    assert f"  omvat boeking 3, {eerste}: € 117,60" in spoor(regio, tweede)


def test_wat_een_ander_in_dezelfde_betaling_kreeg_hoort_er_niet_bij(regio: Regio) -> None:
    april = prestatie(referentie_nummer="R7")
    regio.stuur(jw323_van(credit("R1", "R8"), april), NU + timedelta(hours=1))
    regio.stuur(jw323_van(credit("R7", "R9"), prestatie(referentie_nummer="R10")), NU + timedelta(hours=2))
    kenmerk = verzend(regio, (LATER + timedelta(days=20)).date())
    r10 = "\n".join(spoor(regio, "R10"))
    assert "ReferentieNummer R10" in r10
    assert "ReferentieNummer R7" not in r10
    assert "R10: € 117,60" in "\n".join(spoor(regio, kenmerk))


def test_inzien_wordt_vastgelegd_en_noemt_geen_persoon(regio: Regio) -> None:
    tekst = "\n".join(spoor(regio, "R1"))
    assert BSN not in tekst
    a = tabellen.audit.c
    rijen = regio.rijen(select(a.wie, a.doel).where(a.handeling == "boekingen ingezien"))
    assert [tuple(rij) for rij in rijen] == [("controller", "spoor van R1")]


def test_de_opdracht(regio: Regio, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backoffice.cli.grootboek.open_werkplek", lambda url, omgeving: regio.werkplek)
    assert main(["grootboek", "spoor", "R1"]) == 0
    assert capsys.readouterr().out.startswith("Boeking 1: toekenning")
    assert main(["grootboek", "spoor", "9999999999999999999999"]) == 2
    assert "niets geboekt onder '9999" in capsys.readouterr().err
    with pytest.raises(GeenSpoor):
        spoor(regio, "R2")
