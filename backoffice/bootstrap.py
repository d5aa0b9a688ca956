"""Puts a running back office together from its settings; the one place that knows every part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import overload

from adapters.ggk import Ggk
from adapters.mappen import Kaal, Mappen
from adapters.sepa import Sepa
from adapters.xaf import Auditfile
from backoffice.fouten import InstellingFout
from backoffice.ports.aanmelddienst import Aanmelddienst
from backoffice.ports.betalen import Bank
from backoffice.ports.boekhouding import Exportvorm
from backoffice.ports.postbus import Postbus, Vorm
from backoffice.services.werkplek import Instellingen, Werkplek
from backoffice.storage.database import open_database
from backoffice.storage.kluis import bestaande_kluis, kluis_van
from backoffice.storage.migraties import keur_versie, migreer
from backoffice.toegang.aanmelding import Aanmeldregels
from ijw import nummers
from ijw.berichten import basis
from ijw.bron import STANDAARD_LIMIET

STANDAARD_DATABASE = "sqlite:///backoffice.db"
_TOTP_KEUZEN = ("verplicht", "eigen keuze")
VORMEN: dict[str, type[Vorm]] = {"kaal": Kaal, "ggk": Ggk}


def open_werkplek(url: str | None, omgeving: Mapping[str, str]) -> Werkplek:
    """Open the database at `url` (else IJW_DATABASE_URL, else backoffice.db here), brought up to date.

    Raises DatabaseFout, SleutelFout or InstellingFout with what to do.
    """
    engine = open_database(url or omgeving.get("IJW_DATABASE_URL") or STANDAARD_DATABASE)
    migreer(engine)
    return Werkplek(engine, kluis_van(engine, omgeving), lees_instellingen(omgeving))


def open_register(url: str, omgeving: Mapping[str, str]) -> Werkplek:
    """Open a database that is in use already, to look things up in; nothing is made or brought up to date.

    Raises DatabaseFout, SleutelFout or InstellingFout with what to do.
    """
    engine = open_database(url)
    keur_versie(engine)
    return Werkplek(engine, bestaande_kluis(engine, omgeving), lees_instellingen(omgeving))


def open_bank() -> Bank:
    """What speaks the language of banks."""
    return Sepa()


def open_auditfile() -> Exportvorm:
    """What writes books as an auditfile."""
    return Auditfile()


def open_aanmelddienst(omgeving: Mapping[str, str]) -> Aanmelddienst | None:
    """Where people sign in at their own organisation: the OpenID Connect provider IJW_OIDC_URL, None without.

    IJW_OIDC_CLIENT and IJW_OIDC_GEHEIM are what it knows this portal by; IJW_OIDC_CLAIM_NAAM, _ROL and
    _ORGANISATIE name the claims with these. Raises InstellingFout with what to do.
    """
    if not (adres := omgeving.get("IJW_OIDC_URL")):
        return None
    if not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", adres):
        raise InstellingFout(f"IJW_OIDC_URL is '{adres}'. Verwacht: een adres dat met https:// begint.")
    client, geheim = omgeving.get("IJW_OIDC_CLIENT"), omgeving.get("IJW_OIDC_GEHEIM")
    if not (client and geheim):
        raise InstellingFout(
            "Bij IJW_OIDC_URL horen IJW_OIDC_CLIENT en IJW_OIDC_GEHEIM. Vraag ze aan uw aanmelddienst."
        )
    # Imported here because it is slow to load, and only the portal needs it.
    from adapters.oidc import Claims, Oidc

    claims = {wat: claim for wat in Claims._fields if (claim := omgeving.get(f"IJW_OIDC_CLAIM_{wat.upper()}"))}
    return Oidc(adres, client, geheim, Claims(**claims))


@dataclass(frozen=True, slots=True)
class Ervoor:
    """What stands between browsers and the portal: whose X-Forwarded headers count, and whose certificates."""

    proxy: tuple[str, ...] = ()
    certificaatkop: str | None = None
    certificaat_van: tuple[str, ...] = ()


def lees_ervoor(omgeving: Mapping[str, str]) -> Ervoor:
    """Read IJW_PROXY and IJW_MTLS_VERTROUWD (IP addresses with commas), and IJW_MTLS_KOP.

    Raises InstellingFout with what to do.
    """
    proxy, vertrouwd = (_adressen(omgeving, naam) for naam in ("IJW_PROXY", "IJW_MTLS_VERTROUWD"))
    kop = omgeving.get("IJW_MTLS_KOP") or None
    if (kop is None) != (not vertrouwd):
        raise InstellingFout(
            "IJW_MTLS_KOP en IJW_MTLS_VERTROUWD horen bij elkaar: in welke kop het certificaat staat, en van welk "
            "adres die kop mag komen."
        )
    return Ervoor(proxy, kop, vertrouwd)


def _adressen(omgeving: Mapping[str, str], naam: str) -> tuple[str, ...]:
    adressen = tuple(deel.strip() for deel in omgeving.get(naam, "").split(",") if deel.strip())
    for adres in adressen:
        try:
            ip_address(adres)
        except ValueError as fout:
            raise InstellingFout(f"{naam} bevat '{adres}'. Verwacht: IP-adressen, met komma's.") from fout
    return adressen


def open_postbus(omgeving: Mapping[str, str]) -> Postbus | None:
    """The postbus in the folder IJW_POSTBUS, wrapped as IJW_POSTBUS_VORM says; None when there is none.

    Raises InstellingFout with what to do.
    """
    if not (pad := omgeving.get("IJW_POSTBUS")):
        return None
    vorm = omgeving.get("IJW_POSTBUS_VORM") or "kaal"
    if vorm not in VORMEN:
        raise InstellingFout(f"IJW_POSTBUS_VORM is '{vorm}'. Verwacht: {' of '.join(VORMEN)}.")
    if not Path(pad).is_dir():
        raise InstellingFout(f"IJW_POSTBUS is '{pad}', en dat is geen map. Maak de map, of wijs een andere aan.")
    return Mappen(Path(pad), VORMEN[vorm](), lees_instellingen(omgeving).limiet)


def lees_instellingen(omgeving: Mapping[str, str]) -> Instellingen:
    """Read the settings: IJW_GEMEENTEN (codes with commas), IJW_XSD_VERSIE, IJW_LIMIET_MB (0: no limit).

    For paying: IJW_BETAALTERMIJN and IJW_AFKOELING_REKENING in days, IJW_MINIMUM_BETALING in euros. For signing
    in: IJW_SESSIE_STIL in minutes, IJW_SESSIE_HOOGUIT in hours, IJW_TOTP (verplicht, or eigen keuze). And
    IJW_BEWAAR_RUNS in days.
    """
    standaard = Instellingen()
    gemeenten = frozenset(omgeving.get("IJW_GEMEENTEN", "").replace(" ", "").split(",")) - {""}
    for code in sorted(gemeenten):
        if not nummers.gemeentecode_vorm(code):
            raise InstellingFout(f"IJW_GEMEENTEN bevat '{code}'. Verwacht: codes van vier cijfers, met komma's.")
    megabytes = _getal(omgeving, "IJW_LIMIET_MB", "megabytes")
    versie = omgeving.get("IJW_XSD_VERSIE") or standaard.xsd_versie
    if not re.fullmatch(basis.VERSIE.patroon or "", versie):
        raise InstellingFout(f"IJW_XSD_VERSIE is '{versie}'. Verwacht: een versie in drie delen, zoals 1.0.0.")
    return Instellingen(
        gemeenten=gemeenten or standaard.gemeenten,
        xsd_versie=versie,
        limiet=STANDAARD_LIMIET if megabytes is None else megabytes * 1024 * 1024 or None,
        betaaltermijn=_getal(omgeving, "IJW_BETAALTERMIJN", "dagen", standaard.betaaltermijn),
        minimum=100 * _getal(omgeving, "IJW_MINIMUM_BETALING", "euro's", standaard.minimum // 100),
        afkoeling=_getal(omgeving, "IJW_AFKOELING_REKENING", "dagen", standaard.afkoeling),
        aanmelden=_aanmeldregels(omgeving),
        bewaar_runs=_getal(omgeving, "IJW_BEWAAR_RUNS", "dagen", standaard.bewaar_runs),
    )


def _aanmeldregels(omgeving: Mapping[str, str]) -> Aanmeldregels:
    standaard = Aanmeldregels()
    totp = omgeving.get("IJW_TOTP") or _TOTP_KEUZEN[0]
    if totp not in _TOTP_KEUZEN:
        raise InstellingFout(f"IJW_TOTP is '{totp}'. Verwacht: {' of '.join(_TOTP_KEUZEN)}.")
    minuten = _getal(omgeving, "IJW_SESSIE_STIL", "minuten", int(standaard.stil.total_seconds()) // 60)
    uren = _getal(omgeving, "IJW_SESSIE_HOOGUIT", "uren", int(standaard.hooguit.total_seconds()) // 3600)
    if not (minuten and uren):
        raise InstellingFout("IJW_SESSIE_STIL en IJW_SESSIE_HOOGUIT zijn minstens 1: anders kan niemand werken.")
    return Aanmeldregels(timedelta(minutes=minuten), timedelta(hours=uren), totp == _TOTP_KEUZEN[0])


@overload
def _getal(omgeving: Mapping[str, str], naam: str, wat: str) -> int | None: ...
@overload
def _getal(omgeving: Mapping[str, str], naam: str, wat: str, standaard: int) -> int: ...
def _getal(omgeving: Mapping[str, str], naam: str, wat: str, standaard: int | None = None) -> int | None:
    """The setting as a whole number, or what holds without it."""
    tekst = omgeving.get(naam, "")
    if tekst and not (tekst.isascii() and tekst.isdecimal()):
        raise InstellingFout(f"{naam} is '{tekst}'. Verwacht: een heel aantal {wat}.")
    return int(tekst) if tekst else standaard
