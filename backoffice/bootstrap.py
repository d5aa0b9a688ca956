"""Puts a running back office together from its settings; the one place that knows every part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import overload

from adapters.ggk import Ggk
from adapters.mappen import Kaal, Mappen
from adapters.sepa import Sepa
from adapters.xaf import Auditfile
from backoffice.fouten import InstellingFout
from backoffice.ports.betalen import Bank
from backoffice.ports.boekhouding import Exportvorm
from backoffice.ports.postbus import Postbus, Vorm
from backoffice.services.werkplek import Instellingen, Werkplek
from backoffice.storage.database import open_database
from backoffice.storage.kluis import bestaande_kluis, kluis_van
from backoffice.storage.migraties import keur_versie, migreer
from ijw import nummers
from ijw.berichten import basis
from ijw.bron import STANDAARD_LIMIET

STANDAARD_DATABASE = "sqlite:///backoffice.db"
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

    And for paying: IJW_BETAALTERMIJN and IJW_AFKOELING_REKENING in days, IJW_MINIMUM_BETALING in euros. And
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
        bewaar_runs=_getal(omgeving, "IJW_BEWAAR_RUNS", "dagen", standaard.bewaar_runs),
    )


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
