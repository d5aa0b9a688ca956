"""From approved prestaties to money, by two persons, once, and back when the bank returns it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import IntegrityError

from adapters.sepa import Sepa
from backoffice.cli import main
from backoffice.ledger.aansluiting import Niveau
from backoffice.ports.betalen import Bankmelding, Bankstand
from backoffice.services import betaalrekeningen, betalen, werklijst
from backoffice.services.betalen import Betaalfout, Gemaakt
from backoffice.services.grootboek import maak_aansluiting, maak_proefbalans
from backoffice.services.inzage import geld
from backoffice.storage import tabellen
from backoffice.toegang.rechten import Rol
from backoffice.versleuteling import Kluis
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import AANBIEDER, GEMEENTE, MAANDBEDRAG, NU, Regio, credit, jw323_van, prestatie

IBAN, IBAN_GEMEENTE = "NL91ABNA0417164300", "NL20INGB0001234567"
VERVALT = date(2026, 5, 10)  # 30 days after the receipt on 10 April
LATER = datetime(2026, 5, 12, 9, tzinfo=UTC)
BANK = Sepa()


@pytest.fixture
def regio(engine: Engine, kluis: Kluis) -> Regio:
    """One approved month to pay, and confirmed accounts of both sides."""
    regio = Regio(engine, kluis)
    regio.wijs_toe()
    regio.declareer()
    for partij, iban in ((AANBIEDER, IBAN), (GEMEENTE, IBAN_GEMEENTE)):
        nummer = betaalrekeningen.stel_rekening_voor(regio.werkplek, partij, iban, f"Naam {partij}", NU, "an")
        assert betaalrekeningen.bevestig_rekening(regio.werkplek, nummer, NU, "bo") == date(2026, 4, 15)
    return regio


def voorstel(regio: Regio, dag: date = VERVALT, wie: str = "an") -> Gemaakt:
    return betalen.maak_voorstel(regio.werkplek, GEMEENTE, dag, LATER, wie)


def verzend(regio: Regio, dag: date = VERVALT) -> str:
    """Propose, approve and export; gives the kenmerk of the one payment."""
    nummer = voorstel(regio, dag).nummer
    assert nummer is not None
    betalen.keur_goed(regio.werkplek, nummer, LATER, "bo")
    betalen.exporteer(regio.werkplek, nummer, BANK, LATER, "an")
    b = tabellen.betaling.c
    return str(regio.rijen(select(b.kenmerk).where(b.voorstel_id == nummer))[0].kenmerk)


def meld(regio: Regio, kenmerk: str, stand: Bankstand, bedrag: int | None = None, reden: str = "") -> str:
    return betalen.verwerk_melding(regio.werkplek, Bankmelding(kenmerk, stand, bedrag, reden), LATER)


def saldi(regio: Regio) -> dict[str, int]:
    balans = maak_proefbalans(regio.engine, date(2026, 1, 1), date(2026, 12, 1))
    assert balans.in_evenwicht
    totalen: dict[str, int] = {}
    for saldo in balans.saldi:
        totalen[saldo.rekening] = totalen.get(saldo.rekening, 0) + saldo.eind
    return totalen


def open_bedrag(regio: Regio) -> int:
    p = tabellen.post.c
    return int(regio.rijen(select(func.coalesce(func.sum(p.bedrag), 0)).where(p.betaling_id.is_(None)))[0][0])


def test_een_dag_voor_de_vervaldag_is_er_niets_te_betalen(regio: Regio) -> None:
    assert voorstel(regio, VERVALT - timedelta(days=1)).nummer is None
    assert voorstel(regio).voorstel.bedrag == MAANDBEDRAG


def test_een_post_staat_in_hoogstens_een_voorstel(regio: Regio) -> None:
    assert voorstel(regio).nummer is not None
    assert voorstel(regio) == Gemaakt(None, betalen.Voorstel((), ()))
    assert open_bedrag(regio) == 0


def test_een_proef_bewaart_niets(regio: Regio) -> None:
    voor = regio.dump()
    gemaakt = betalen.maak_voorstel(regio.werkplek, GEMEENTE, VERVALT, LATER, "an", proef=True)
    assert (gemaakt.nummer, gemaakt.voorstel.bedrag) == (None, MAANDBEDRAG)
    assert regio.dump() == voor


def test_de_maker_keurt_niet_goed_en_de_database_weigert_het_ook(regio: Regio) -> None:
    nummer = voorstel(regio).nummer
    assert nummer is not None
    with pytest.raises(Betaalfout, match="Laat iemand anders"):
        betalen.keur_goed(regio.werkplek, nummer, LATER, "an")
    with pytest.raises(IntegrityError), regio.engine.begin() as conn:
        conn.execute(update(tabellen.betaalvoorstel).values(besluit="goedgekeurd", besloten_door="an"))
    with pytest.raises(Betaalfout, match="niet goedgekeurd"):
        betalen.exporteer(regio.werkplek, nummer, BANK, LATER, "bo")
    betalen.keur_goed(regio.werkplek, nummer, LATER, "bo")
    with pytest.raises(Betaalfout, match="al goedgekeurd door bo"):
        betalen.keur_goed(regio.werkplek, nummer, LATER, "co")


def test_een_afgekeurd_voorstel_laat_zijn_posten_los(regio: Regio) -> None:
    nummer = voorstel(regio).nummer
    assert nummer is not None
    betalen.keur_af(regio.werkplek, nummer, LATER, "an")
    assert open_bedrag(regio) == MAANDBEDRAG
    assert voorstel(regio).voorstel.bedrag == MAANDBEDRAG
    with pytest.raises(Betaalfout, match="al afgekeurd"):
        betalen.keur_goed(regio.werkplek, nummer, LATER, "bo")


def test_het_bestand_wordt_een_keer_gemaakt_en_eenmaal_geboekt(regio: Regio) -> None:
    nummer = voorstel(regio).nummer
    assert nummer is not None
    betalen.keur_goed(regio.werkplek, nummer, LATER, "bo")
    eerste = betalen.exporteer(regio.werkplek, nummer, BANK, LATER, "an")
    voor = regio.dump()
    assert betalen.exporteer(regio.werkplek, nummer, BANK, LATER + timedelta(days=1), "co") == eerste
    assert regio.dump() == voor
    assert saldi(regio) == {
        "vordering_gemeente": MAANDBEDRAG,
        "schuld_aanbieder": 0,
        "betaling_onderweg": -MAANDBEDRAG,
    }


def test_wat_is_verzonden_laat_de_database_niet_meer_los(regio: Regio) -> None:
    verzend(regio)
    with pytest.raises(IntegrityError), regio.engine.begin() as conn:
        conn.execute(update(tabellen.post).values(betaling_id=None))


def test_de_bank_voert_uit_en_nog_eens_melden_verandert_niets(regio: Regio) -> None:
    kenmerk = verzend(regio)
    assert meld(regio, kenmerk, Bankstand.UITGEVOERD, MAANDBEDRAG) == f"{kenmerk}: uitgevoerd"
    assert saldi(regio) == {
        "vordering_gemeente": MAANDBEDRAG,
        "schuld_aanbieder": 0,
        "betaling_onderweg": 0,
        "bank": -MAANDBEDRAG,
    }
    voor = regio.dump()
    assert "was al uitgevoerd" in meld(regio, kenmerk, Bankstand.UITGEVOERD, MAANDBEDRAG)
    assert regio.dump() == voor


@pytest.mark.parametrize("eerst_uitgevoerd", [False, True])
def test_een_teruggekomen_betaling_staat_weer_open_en_wacht_op_een_mens(
    regio: Regio, eerst_uitgevoerd: bool
) -> None:
    kenmerk = verzend(regio)
    if eerst_uitgevoerd:
        meld(regio, kenmerk, Bankstand.UITGEVOERD)
    assert meld(regio, kenmerk, Bankstand.GEWEIGERD, reden="AC04") == f"{kenmerk}: teruggekomen (AC04)"
    assert saldi(regio)["schuld_aanbieder"] == -MAANDBEDRAG
    assert saldi(regio)["betaling_onderweg"] == 0
    assert saldi(regio).get("bank", 0) == 0
    assert open_bedrag(regio) == MAANDBEDRAG
    (overgeslagen,) = voorstel(regio, date(2026, 6, 1)).voorstel.overgeslagen
    assert f"betaling {kenmerk} kwam terug (AC04)" in overgeslagen.reden
    ((item, _),) = werklijst.lijst(regio.werkplek, LATER.date())
    assert (item.soort, item.gemeente, item.aanbieder) == ("teruggekomen betaling", GEMEENTE, AANBIEDER)
    assert item.reden == f"betaling {kenmerk} kwam terug (AC04); kijk het rekeningnummer na"
    (blokkade,) = betalen.blokkades(regio.werkplek)
    assert (blokkade["gemeente"], blokkade["aanbieder"], blokkade["referentie"]) == (GEMEENTE, AANBIEDER, None)
    betalen.deblokkeer(regio.werkplek, blokkade["id"], LATER, "an")
    assert betalen.blokkades(regio.werkplek) == []
    assert voorstel(regio, date(2026, 6, 1)).voorstel.bedrag == MAANDBEDRAG
    assert "kan niet uitgevoerd worden" in meld(regio, kenmerk, Bankstand.UITGEVOERD)


def stand_van_r1(regio: Regio) -> tuple[int, int, int]:
    """What of the one line is open, under way and paid; the books must agree on every level."""
    gemaakt = maak_aansluiting(regio.engine, Niveau.REGEL)
    assert gemaakt.verschillen == ()
    assert geld.aansluiting(regio.werkplek, bezoeker(Rol.FINANCIEEL)) == maak_aansluiting(regio.engine)
    ((_, stand),) = gemaakt.rijen
    return stand.open, stand.onderweg, stand.betaald


@pytest.mark.parametrize("eerst_uitgevoerd", [False, True])
def test_de_aansluiting_volgt_een_regel_tot_de_betaling_die_aankwam(regio: Regio, eerst_uitgevoerd: bool) -> None:
    assert stand_van_r1(regio) == (MAANDBEDRAG, 0, 0)
    kenmerk = verzend(regio)
    assert stand_van_r1(regio) == (0, MAANDBEDRAG, 0)
    if eerst_uitgevoerd:
        meld(regio, kenmerk, Bankstand.UITGEVOERD)
        assert stand_van_r1(regio) == (0, 0, MAANDBEDRAG)
    meld(regio, kenmerk, Bankstand.GEWEIGERD, reden="AC04")
    assert stand_van_r1(regio) == (MAANDBEDRAG, 0, 0)
    (blokkade,) = regio.rijen(select(tabellen.blokkade.c.id))
    betalen.deblokkeer(regio.werkplek, blokkade.id, LATER, "an")
    tweede = verzend(regio, date(2026, 6, 1))
    assert stand_van_r1(regio) == (0, MAANDBEDRAG, 0)
    meld(regio, tweede, Bankstand.UITGEVOERD)
    assert stand_van_r1(regio) == (0, 0, MAANDBEDRAG)


def test_een_ander_bedrag_of_een_onbekend_kenmerk_wordt_niet_verwerkt(regio: Regio) -> None:
    kenmerk = verzend(regio)
    voor = regio.dump()
    assert "de bank noemt € 0,01" in meld(regio, kenmerk, Bankstand.UITGEVOERD, 1)
    assert "onbekende betaling" in meld(regio, "IJW999999999999", Bankstand.UITGEVOERD)
    assert regio.dump() == voor


def test_een_niet_verzonden_betaling_kan_niet_zijn_uitgevoerd(regio: Regio) -> None:
    voorstel(regio)
    (kenmerk,) = regio.rijen(select(tabellen.betaling.c.kenmerk))
    assert "is voorgesteld en kan niet" in meld(regio, kenmerk.kenmerk, Bankstand.UITGEVOERD)


def test_een_credit_wordt_met_de_volgende_betaling_verrekend(regio: Regio) -> None:
    regio.stuur(jw323_van(prestatie(referentie_nummer="R7"), credit("R1", "R8")), NU + timedelta(hours=1))
    # The same month was granted, taken back and granted again: one month remains.
    gemaakt = voorstel(regio, date(2026, 6, 1))
    assert gemaakt.voorstel.bedrag == MAANDBEDRAG
    assert len(gemaakt.voorstel.betalingen[0].posten) == 3


def test_een_nieuw_rekeningnummer_vraagt_een_tweede_persoon_en_tijd(regio: Regio) -> None:
    nieuw = betaalrekeningen.stel_rekening_voor(regio.werkplek, AANBIEDER, "NL44RABO0123456789", "N", LATER, "an")
    with pytest.raises(Betaalfout, match="Laat iemand anders"):
        betaalrekeningen.bevestig_rekening(regio.werkplek, nieuw, LATER, "an")
    rekening = tabellen.betaalrekening
    with pytest.raises(IntegrityError), regio.engine.begin() as conn:
        conn.execute(update(rekening).where(rekening.c.id == nieuw).values(besloten_door="an"))
    vanaf = betaalrekeningen.bevestig_rekening(regio.werkplek, nieuw, LATER, "bo")
    assert vanaf == date(2026, 5, 17)

    def iban(dag: date) -> str:
        proef = betalen.maak_voorstel(regio.werkplek, GEMEENTE, dag, LATER, "an", proef=True)
        return proef.voorstel.betalingen[0].rekening.iban

    assert iban(vanaf - timedelta(days=1)) == IBAN
    assert iban(vanaf) == "NL44RABO0123456789"


@pytest.mark.parametrize("iban", ["NL91ABNA0417164301", "NL91", "", "XX91ABNA0417164300"])
def test_een_fout_iban_wordt_niet_aangenomen(regio: Regio, iban: str) -> None:
    with pytest.raises(Betaalfout, match="geen geldig IBAN"):
        betaalrekeningen.stel_rekening_voor(regio.werkplek, AANBIEDER, iban, "Naam", NU, "an")


def test_een_geweigerd_rekeningnummer_wordt_nooit_gebruikt(regio: Regio) -> None:
    nieuw = betaalrekeningen.stel_rekening_voor(regio.werkplek, AANBIEDER, "NL44RABO0123456789", "N", NU, "an")
    betaalrekeningen.weiger_rekening(regio.werkplek, nieuw, NU, "bo")
    assert voorstel(regio).voorstel.betalingen[0].rekening.iban == IBAN


def test_een_prestatie_aanhouden(regio: Regio) -> None:
    nummer = betalen.blokkeer(regio.werkplek, GEMEENTE, AANBIEDER, "vraag", NU, "an", referentie="R1")
    assert voorstel(regio).nummer is None
    betalen.deblokkeer(regio.werkplek, nummer, NU, "an")
    assert voorstel(regio).voorstel.bedrag == MAANDBEDRAG
    with pytest.raises(Betaalfout, match="al opgeheven"):
        betalen.deblokkeer(regio.werkplek, nummer, NU, "an")
    with pytest.raises(Betaalfout, match="staat niets open"):
        betalen.blokkeer(regio.werkplek, GEMEENTE, AANBIEDER, "vraag", NU, "an", referentie="R1")


def test_twee_tegelijk_stellen_elke_post_eenmaal_voor(regio: Regio) -> None:
    start = Barrier(2)
    gemaakt: list[Gemaakt] = []

    def doe() -> None:
        start.wait()
        gemaakt.append(voorstel(regio))

    draden = [Thread(target=doe) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(g.voorstel.bedrag for g in gemaakt) == [0, MAANDBEDRAG]


def test_de_opdracht_van_voorstel_tot_specificatie(
    regio: Regio, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.cli.betaal.open_werkplek", lambda url, omgeving: regio.werkplek)
    personen = iter(["an", "an", "bo", "bo", "bo"])
    monkeypatch.setattr("backoffice.cli.betaal.gebruiker", lambda: next(personen, "an"))
    assert main(["betaal", "voorstel", GEMEENTE, "--dag", "2026-05-10"]) == 0
    assert "Samen € 117,60 in 1 betaling" in capsys.readouterr().out
    (rij,) = regio.rijen(select(tabellen.betaalvoorstel.c.id))
    nummer, pad = str(rij.id), tmp_path / "betaling.xml"
    assert main(["betaal", "keur-goed", nummer]) == 2
    assert "Laat iemand anders" in capsys.readouterr().err
    assert main(["betaal", "keur-goed", nummer]) == 0
    assert main(["betaal", "exporteer", nummer, "--naar", str(tmp_path / "nergens" / "b.xml")]) == 2
    assert main(["betaal", "exporteer", nummer, "--naar", str(pad)]) == 0
    assert b"117.60" in pad.read_bytes()
    assert main(["betaal", "voorstellen"]) == 0
    assert "verzonden" in capsys.readouterr().out
    (betaling,) = regio.rijen(select(tabellen.betaling.c.kenmerk))
    assert main(["betaal", "specificatie", betaling.kenmerk]) == 0
    assert capsys.readouterr().out.splitlines()[1].endswith(";R1;1001;2026-03;toekenning;117,60")
    assert main(["betaal", "meld", betaling.kenmerk, "betaald"]) == 2
    assert main(["betaal", "meld", betaling.kenmerk, "uitgevoerd"]) == 0
    assert main(["betaal", "meld", betaling.kenmerk, "uitgevoerd"]) == 0
    assert "was al uitgevoerd" in capsys.readouterr().out
    assert main(["betaal", "blokkades"]) == 0
    assert capsys.readouterr().out == "Er staat niets stil.\n"
    assert main(["betaal", "blokkeer", GEMEENTE, AANBIEDER, "controle loopt", "--referentie", "R1"]) == 2
    assert "Er staat niets open" in capsys.readouterr().err
    assert main(["betaal", "blokkeer", GEMEENTE, AANBIEDER, "controle loopt"]) == 0
    assert main(["betaal", "blokkades"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("controle loopt")
    assert main(["betaal", "bank", str(pad)]) == 2
    assert "geen rekeningafschrift" in capsys.readouterr().err
