"""Who gets in, who does not, and for how long; on both databases."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import timedelta
from time import monotonic

import pyotp
import pytest
from sqlalchemy import Engine, select

from backoffice import geheimen
from backoffice.services import aanmelden, accounts, systeemtoegang
from backoffice.services.aanmelden import Aanmeldfout, Aanmelding, Verlopen
from backoffice.services.accounts import Accountfout
from backoffice.services.werkplek import Instellingen, Werkplek
from backoffice.storage import tabellen
from backoffice.toegang.aanmelding import Aanmeldregels, Stap
from backoffice.toegang.rechten import Rol
from backoffice.versleuteling import Kluis
from tests.flows.regio import AANBIEDER, NU

NIEUW = "paard fiets lamp zee"
ADRES = "192.0.2.1"


@pytest.fixture
def werkplek(engine: Engine, kluis: Kluis) -> Werkplek:
    """A back office where codes are one's own choice and `an` has a password of her own."""
    plek = Werkplek(engine, kluis, Instellingen(aanmelden=Aanmeldregels(totp_verplicht=False)))
    eerste = accounts.maak_account(
        plek, "an", Rol.TEKENBEVOEGD, AANBIEDER, nu=NU, wie="beheer", willekeur=os.urandom
    )
    halverwege = meld_aan(plek, eerste)
    assert halverwege.stap is Stap.WACHTWOORD
    klaar = accounts.kies_wachtwoord(plek, halverwege.token, NIEUW, nu=NU, willekeur=os.urandom)
    assert klaar.stap is Stap.KLAAR
    return plek


def meld_aan(
    werkplek: Werkplek, wachtwoord: str = NIEUW, *, naam: str = "an", adres: str = ADRES, na: float = 0
) -> Aanmelding:
    """Sign in, so many minutes after the start."""
    return aanmelden.meld_aan(
        werkplek, naam, wachtwoord, adres=adres, nu=NU + timedelta(minutes=na), willekeur=os.urandom
    )


def handelingen(werkplek: Werkplek) -> list[tuple[str, str]]:
    """Who did what, as the audit log has it."""
    a = tabellen.audit.c
    with werkplek.engine.connect() as conn:
        return [tuple(rij) for rij in conn.execute(select(a.wie, a.handeling).order_by(a.id))]


def test_wie_zich_aanmeldt_wordt_herkend_en_staat_in_de_auditlog(werkplek: Werkplek) -> None:
    bezoeker = aanmelden.herken(werkplek, meld_aan(werkplek).token, NU)
    assert bezoeker is not None
    assert (bezoeker.naam, bezoeker.rol, bezoeker.organisatie) == ("an", Rol.TEKENBEVOEGD, AANBIEDER)
    assert aanmelden.herken(werkplek, "verzonnen", NU) is None
    assert handelingen(werkplek)[-1] == ("an", "aangemeld")


def test_herkennen_wacht_niet_op_wie_aan_het_schrijven_is(werkplek: Werkplek) -> None:
    token = meld_aan(werkplek).token
    later = NU + timedelta(minutes=2)
    begin = monotonic()
    with werkplek.engine.begin() as schrijver:
        schrijver.execute(tabellen.inlogpoging.delete())
        assert aanmelden.herken(werkplek, token, later) is not None
    # SQLite would have waited half a minute for the other writer.
    assert monotonic() - begin < 15
    aanmelden.herken(werkplek, token, later)
    with werkplek.engine.connect() as conn:
        gezien = conn.execute(
            select(tabellen.sessie.c.gezien_op).where(tabellen.sessie.c.token_hash == geheimen.hash_token(token))
        ).scalar_one()
    assert gezien == later


def test_na_vijf_foute_wachtwoorden_wacht_men_steeds_langer(werkplek: Werkplek) -> None:
    for _ in range(5):
        with pytest.raises(Aanmeldfout, match="horen niet bij elkaar"):
            meld_aan(werkplek, "verkeerd")
    with pytest.raises(Aanmeldfout, match="Wacht tot 11:01 uur"):
        meld_aan(werkplek)
    with pytest.raises(Aanmeldfout, match="Wacht tot"):
        meld_aan(werkplek, na=0.99)
    with pytest.raises(Aanmeldfout, match="horen niet bij elkaar"):
        meld_aan(werkplek, "verkeerd", na=1)
    with pytest.raises(Aanmeldfout, match="Wacht tot"):
        meld_aan(werkplek, na=2.99)
    assert meld_aan(werkplek, na=3).stap is Stap.KLAAR
    # After a right one counting starts again.
    with pytest.raises(Aanmeldfout, match="horen niet bij elkaar"):
        meld_aan(werkplek, "verkeerd", na=3)


def test_een_naam_die_er_niet_is_wordt_net_zo_goed_gesloten(werkplek: Werkplek) -> None:
    for _ in range(5):
        with pytest.raises(Aanmeldfout, match="horen niet bij elkaar"):
            meld_aan(werkplek, "verkeerd", naam="niemand")
    with pytest.raises(Aanmeldfout, match="Wacht tot"):
        meld_aan(werkplek, "verkeerd", naam="niemand")
    assert meld_aan(werkplek).stap is Stap.KLAAR
    # What was typed as a name may have been a password.
    assert ("niemand", "aanmelden mislukt") not in handelingen(werkplek)
    assert ("onbekend", "aanmelden mislukt") in handelingen(werkplek)


@pytest.mark.parametrize("naam", ["", "\0", "an\0", "\udcff", "an' --"])
def test_wat_geen_naam_kan_zijn_is_een_onbekende_naam(werkplek: Werkplek, naam: str) -> None:
    with pytest.raises(Aanmeldfout, match="horen niet bij elkaar"):
        meld_aan(werkplek, "\0", naam=naam)
    assert systeemtoegang.geef_token(werkplek, naam, "\0", nu=NU, willekeur=os.urandom) is None


def test_een_adres_dat_veel_namen_probeert_wordt_gesloten(werkplek: Werkplek) -> None:
    for nummer in range(20):
        with pytest.raises(Aanmeldfout, match="horen niet bij elkaar"):
            meld_aan(werkplek, "verkeerd", naam=f"naam{nummer}")
    with pytest.raises(Aanmeldfout, match="Wacht tot"):
        meld_aan(werkplek)
    assert meld_aan(werkplek, adres="192.0.2.2").stap is Stap.KLAAR


def test_goede_aanmeldingen_sluiten_een_adres_niet(werkplek: Werkplek) -> None:
    for _ in range(25):
        assert meld_aan(werkplek).stap is Stap.KLAAR


def test_wie_tegelijk_raadt_krijgt_niet_meer_kansen(werkplek: Werkplek) -> None:
    fouten: list[str] = []

    def raad() -> None:
        try:
            meld_aan(werkplek, "verkeerd")
        except Aanmeldfout as fout:
            fouten.append(str(fout))

    draden = [threading.Thread(target=raad) for _ in range(12)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert len(fouten) == 12
    assert sum("horen niet bij elkaar" in fout for fout in fouten) == 5


def test_een_code_werkt_een_keer_en_een_oudere_daarna_niet_meer(werkplek: Werkplek) -> None:
    token = meld_aan(werkplek).token
    geheim = accounts.stel_totp_voor(werkplek, token, nu=NU, willekeur=os.urandom).geheim
    totp = pyotp.TOTP(geheim)
    accounts.bevestig_totp(werkplek, token, totp.at(NU), nu=NU, willekeur=os.urandom, wachtwoord=NIEUW)
    later = NU + timedelta(minutes=5)
    eerste, tweede = meld_aan(werkplek, na=5), meld_aan(werkplek, na=5)
    assert eerste.stap is Stap.CODE
    assert aanmelden.herken(werkplek, eerste.token, later) is None
    klaar = aanmelden.geef_code(werkplek, eerste.token, totp.at(later), nu=later, willekeur=os.urandom)
    assert aanmelden.herken(werkplek, klaar.token, later) is not None
    for code in (totp.at(later), totp.at(later, counter_offset=-1)):
        with pytest.raises(Aanmeldfout, match="al gebruikt"):
            aanmelden.geef_code(werkplek, tweede.token, code, nu=later, willekeur=os.urandom)
    # The phone may be up to half a minute ahead.
    volgende = totp.at(later, counter_offset=1)
    assert aanmelden.geef_code(werkplek, tweede.token, volgende, nu=later, willekeur=os.urandom).stap is Stap.KLAAR


def test_ook_codes_zijn_niet_te_raden(werkplek: Werkplek) -> None:
    token = meld_aan(werkplek).token
    geheim = accounts.stel_totp_voor(werkplek, token, nu=NU, willekeur=os.urandom).geheim
    code = pyotp.TOTP(geheim).at(NU)
    accounts.bevestig_totp(werkplek, token, code, nu=NU, willekeur=os.urandom, wachtwoord=NIEUW)
    halverwege = meld_aan(werkplek).token
    for _ in range(5):
        with pytest.raises(Aanmeldfout, match="klopt niet"):
            aanmelden.geef_code(werkplek, halverwege, "12345", nu=NU, willekeur=os.urandom)
    # A new half session does not give new tries.
    with pytest.raises(Aanmeldfout, match="Wacht tot"):
        aanmelden.geef_code(werkplek, meld_aan(werkplek).token, "12345", nu=NU, willekeur=os.urandom)


def test_een_app_instellen_vraagt_het_wachtwoord_nog_eens(werkplek: Werkplek) -> None:
    token = meld_aan(werkplek).token
    geheim = accounts.stel_totp_voor(werkplek, token, nu=NU, willekeur=os.urandom).geheim
    code = pyotp.TOTP(geheim).at(NU)
    with pytest.raises(Aanmeldfout, match="huidige wachtwoord"):
        accounts.bevestig_totp(werkplek, token, code, nu=NU, willekeur=os.urandom)
    with werkplek.engine.connect() as conn:
        assert conn.execute(select(tabellen.account.c.totp_geheim)).scalar_one() is None
    accounts.bevestig_totp(werkplek, token, code, nu=NU, willekeur=os.urandom, wachtwoord=NIEUW)
    with werkplek.engine.connect() as conn:
        bewaard = conn.execute(select(tabellen.account.c.totp_geheim)).scalar_one()
    assert geheim.encode() not in bewaard


@pytest.mark.parametrize("wat", ["blokkeer", "wachtwoord", "codes", "eigen wachtwoord", "overal af"])
def test_wat_een_account_verandert_eindigt_alle_sessies(werkplek: Werkplek, wat: str) -> None:
    tokens = [meld_aan(werkplek).token for _ in range(2)]
    match wat:
        case "blokkeer":
            accounts.blokkeer(werkplek, "an", nu=NU, wie="beheer")
        case "wachtwoord":
            accounts.geef_wachtwoord(werkplek, "an", nu=NU, wie="beheer", willekeur=os.urandom)
        case "codes":
            accounts.wis_totp(werkplek, "an", nu=NU, wie="beheer")
        case "eigen wachtwoord":
            nieuw = accounts.wijzig_wachtwoord(
                werkplek, tokens[0], NIEUW, NIEUW + " boot", nu=NU, willekeur=os.urandom
            )
            assert aanmelden.herken(werkplek, nieuw.token, NU) is not None
        case _:
            accounts.meld_overal_af(werkplek, "an", NU)
    assert [aanmelden.herken(werkplek, token, NU) for token in tokens] == [None, None]


def test_wie_geblokkeerd_is_komt_er_met_het_goede_wachtwoord_niet_in(werkplek: Werkplek) -> None:
    accounts.blokkeer(werkplek, "an", nu=NU, wie="beheer")
    with pytest.raises(Aanmeldfout, match="horen niet bij elkaar, of het account is geblokkeerd"):
        meld_aan(werkplek)
    accounts.deblokkeer(werkplek, "an", nu=NU, wie="beheer")
    assert meld_aan(werkplek).stap is Stap.KLAAR


def test_een_halve_aanmelding_verloopt_na_tien_minuten(werkplek: Werkplek) -> None:
    eerste = accounts.geef_wachtwoord(werkplek, "an", nu=NU, wie="beheer", willekeur=os.urandom)
    token = meld_aan(werkplek, eerste).token
    assert aanmelden.stap_bij(werkplek, token, NU + timedelta(minutes=9.9)) is Stap.WACHTWOORD
    with pytest.raises(Verlopen):
        accounts.kies_wachtwoord(werkplek, token, NIEUW, nu=NU + timedelta(minutes=10), willekeur=os.urandom)


def test_een_stap_overslaan_kan_niet(werkplek: Werkplek) -> None:
    token = meld_aan(werkplek).token
    with pytest.raises(Verlopen):
        aanmelden.geef_code(werkplek, token, "123456", nu=NU, willekeur=os.urandom)
    with pytest.raises(Verlopen):
        accounts.kies_wachtwoord(werkplek, token, NIEUW + "!", nu=NU, willekeur=os.urandom)


@pytest.mark.parametrize(
    ("naam", "rol", "organisatie", "melding"),
    [
        ("an", Rol.AUDITOR, "regio", "al een account an"),
        ("AN", Rol.AUDITOR, "regio", "al een account an"),
        ("a b", Rol.AUDITOR, "regio", "2-64 tekens"),
        ("bo", Rol.AUDITOR, "0153", "hoort als organisatie 'regio'"),
        ("bo", Rol.CONTROLLER, "153", "gemeentecode van vier cijfers"),
        ("bo", Rol.TEKENBEVOEGD, "0153", "AGB-code van acht cijfers"),
        ("bo", Rol.SYSTEEM_GEMEENTE, "0153", "voor systemen"),
    ],
)
def test_een_account_dat_niet_kan_wordt_uitgelegd(
    werkplek: Werkplek, naam: str, rol: Rol, organisatie: str, melding: str
) -> None:
    with pytest.raises(Accountfout, match=melding):
        accounts.maak_account(werkplek, naam, rol, organisatie, nu=NU, wie="beheer", willekeur=os.urandom)
    assert [account.naam for account in accounts.lijst(werkplek)] == ["an"]


def test_zichzelf_blokkeren_kan_niet(werkplek: Werkplek) -> None:
    with pytest.raises(Accountfout, match="eigen account"):
        accounts.blokkeer(werkplek, "an", nu=NU, wie="an")


def test_een_account_zonder_codes_moet_ze_instellen_tenzij_het_van_de_demo_is(werkplek: Werkplek) -> None:
    werkplek.instellingen = replace(werkplek.instellingen, aanmelden=Aanmeldregels())
    assert meld_aan(werkplek).stap is Stap.INSTELLEN
    with werkplek.engine.begin() as conn:
        conn.execute(tabellen.account.update().values(demo=True))
    assert meld_aan(werkplek).stap is Stap.KLAAR


def test_een_onbekende_naam_kost_evenveel_werk() -> None:
    assert not geheimen._HASHER.check_needs_rehash(geheimen.SCHIJNHASH)
    assert not geheimen.wachtwoord_klopt("wat dan ook", None)


def test_een_onbekende_naam_gaat_langs_dezelfde_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    gevraagd: list[str] = []

    class Teller:
        def verify(self, bewaard: str, wachtwoord: str) -> bool:
            gevraagd.append(bewaard)
            return True

    monkeypatch.setattr(geheimen, "_HASHER", Teller())
    assert not geheimen.wachtwoord_klopt("wat dan ook", None)
    assert gevraagd == [geheimen.SCHIJNHASH]
