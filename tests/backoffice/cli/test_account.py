"""`ijw account` and `ijw serve` up to the moment of serving."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.oidc import Claims, Oidc
from backoffice.bootstrap import lees_ervoor, lees_instellingen, open_aanmelddienst, open_werkplek
from backoffice.cli import main
from backoffice.fouten import InstellingFout
from backoffice.services import aanmelden, accounts
from backoffice.services.accounts import Accountfout
from backoffice.services.demoaccounts import WACHTWOORD, zorg_voor_demo
from backoffice.services.ontvang import ontvang
from backoffice.services.werkplek import Werkplek
from backoffice.toegang.aanmelding import SYSTEEMROLLEN, Aanmeldregels, Stap
from backoffice.toegang.rechten import REGIO, Rol
from tests.flows.regio import AANBIEDER, GEMEENTE, NU, als_bytes, jw323_van


def test_een_account_van_begin_tot_eind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plek = ["--database", f"sqlite:///{tmp_path}/a.db"]
    assert main(["account", "maak", "chef", "--rol", "beheer", *plek]) == 0
    wachtwoord = capsys.readouterr().out.split()[-1]
    assert re.fullmatch(r"[a-z2-7]{5}(-[a-z2-7]{5}){2}", wachtwoord)
    assert main(["account", "maak", "chef", "--rol", "beheer", *plek]) == 2
    assert "al een account chef" in capsys.readouterr().err
    systeem = ["account", "systeem", "ecd", "--rol", "systeem_gemeente", "--organisatie", "0153", *plek]
    assert main(systeem) == 0
    assert len(capsys.readouterr().out.split()[-1]) == 43
    for actie, wie in (("blokkeer", "chef"), ("blokkeer-systeem", "ecd")):
        assert main(["account", actie, wie, *plek]) == 0
    capsys.readouterr()
    assert main(["account", "toon", *plek]) == 0
    assert capsys.readouterr().out.count("geblokkeerd") == 2
    for actie, wie in (("deblokkeer", "chef"), ("deblokkeer-systeem", "ecd"), ("wis-codes", "chef")):
        assert main(["account", actie, wie, *plek]) == 0
    assert main(["account", "wachtwoord", "chef", *plek]) == 0
    assert main(["account", "wachtwoord", "niemand", *plek]) == 2
    assert "geen account niemand" in capsys.readouterr().err


def test_meer_werkers_kan_niet_met_sqlite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--werkers", "2", "--database", f"sqlite:///{tmp_path}/a.db"]) == 2
    assert "Met SQLite werkt één proces" in capsys.readouterr().err


@pytest.fixture
def werkplek(tmp_path: Path) -> Werkplek:
    """A new back office, without anything in it."""
    return open_werkplek(f"sqlite:///{tmp_path}/b.db", {})


def declareer(werkplek: Werkplek) -> None:
    """What stands for a whole demo: one declaratie of one aanbieder."""
    ontvang(werkplek, als_bytes(jw323_van()), NU)


def test_bekende_wachtwoorden_komen_nooit_naast_echt_werk(werkplek: Werkplek) -> None:
    declareer(werkplek)
    with pytest.raises(Accountfout, match="niet leeg"):
        zorg_voor_demo(werkplek, lambda: None, NU)
    assert accounts.lijst(werkplek) == []


def test_een_account_alleen_is_ook_echt_werk(werkplek: Werkplek) -> None:
    accounts.maak_account(werkplek, "chef", Rol.BEHEER, REGIO, nu=NU, wie="x", willekeur=os.urandom)
    with pytest.raises(Accountfout, match="niet leeg"):
        zorg_voor_demo(werkplek, lambda: declareer(werkplek), NU)
    assert len(accounts.lijst(werkplek)) == 1


def test_een_demo_die_niet_laadt_maakt_geen_accounts(werkplek: Werkplek) -> None:
    with pytest.raises(Accountfout, match="niet geladen"):
        zorg_voor_demo(werkplek, lambda: None, NU)
    assert accounts.lijst(werkplek) == []


def test_een_demo_maakt_een_login_per_rol_en_onthoudt_ze(werkplek: Werkplek) -> None:
    logins = zorg_voor_demo(werkplek, lambda: declareer(werkplek), NU)
    assert {login.rol for login in logins} == set(Rol) - SYSTEEMROLLEN
    assert {login.organisatie for login in logins} == {AANBIEDER, GEMEENTE, REGIO}
    for login in logins:
        binnen = aanmelden.meld_aan(werkplek, login.naam, WACHTWOORD, adres="", nu=NU, willekeur=os.urandom)
        assert binnen.stap is Stap.KLAAR
    # A second start loads nothing and tells the same logins.
    assert sorted(zorg_voor_demo(werkplek, lambda: pytest.fail("geladen"), NU)) == sorted(logins)


@pytest.mark.parametrize(
    ("lees", "omgeving", "melding"),
    [
        (lees_instellingen, {"IJW_TOTP": "nee"}, "IJW_TOTP is 'nee'"),
        (lees_instellingen, {"IJW_SESSIE_STIL": "0"}, "minstens 1"),
        (lees_instellingen, {"IJW_SESSIE_HOOGUIT": "lang"}, "heel aantal uren"),
        (open_aanmelddienst, {"IJW_OIDC_URL": "http://aanmelden.test"}, "https://"),
        (open_aanmelddienst, {"IJW_OIDC_URL": "https://aanmelden.test"}, "IJW_OIDC_CLIENT en IJW_OIDC_GEHEIM"),
        (lees_ervoor, {"IJW_MTLS_KOP": "X-Cert"}, "horen bij elkaar"),
        (lees_ervoor, {"IJW_MTLS_VERTROUWD": "192.0.2.1"}, "horen bij elkaar"),
        (lees_ervoor, {"IJW_PROXY": "proxy.test"}, "IP-adressen"),
    ],
)
def test_een_instelling_die_niet_kan_wordt_uitgelegd(
    lees: Callable[[dict[str, str]], object], omgeving: dict[str, str], melding: str
) -> None:
    with pytest.raises(InstellingFout, match=melding):
        lees(omgeving)


def test_instellingen_van_aanmelden() -> None:
    assert lees_instellingen({}).aanmelden == Aanmeldregels()
    omgeving = {"IJW_SESSIE_STIL": "5", "IJW_SESSIE_HOOGUIT": "2", "IJW_TOTP": "eigen keuze"}
    anders = Aanmeldregels(timedelta(minutes=5), timedelta(hours=2), totp_verplicht=False)
    assert lees_instellingen(omgeving).aanmelden == anders
    ervoor = lees_ervoor({"IJW_PROXY": "192.0.2.1, ::1", "IJW_MTLS_KOP": "X", "IJW_MTLS_VERTROUWD": "::1"})
    assert (ervoor.proxy, ervoor.certificaatkop, ervoor.certificaat_van) == (("192.0.2.1", "::1"), "X", ("::1",))
    oidc = {"IJW_OIDC_URL": "https://a.test", "IJW_OIDC_CLIENT": "c", "IJW_OIDC_GEHEIM": "g"}
    dienst = open_aanmelddienst(oidc | {"IJW_OIDC_CLAIM_ROL": "groups"})
    assert dienst == Oidc("https://a.test", "c", "g", Claims(rol="groups"))
    assert open_aanmelddienst({}) is None
