"""Systems that call the API: with a secret that buys a short token (OAuth 2.0), or with a certificate.

Either way the system speaks for one organisation only; `toegang/afzender.py` holds what it sends to that.
Bron: RFC 6749, 4.4; RFC 8705 (mutual TLS).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple
from urllib.parse import unquote

from sqlalchemy.exc import IntegrityError

from backoffice import geheimen
from backoffice.services.aanmelden import leg_vast
from backoffice.services.accounts import Accountfout, OnjuistAccount
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.werkplek import Werkplek
from backoffice.storage import systemen
from backoffice.storage.database import lezen
from backoffice.storage.systemen import Systeem
from backoffice.toegang.aanmelding import SYSTEEMROLLEN, bezwaar_tegen_naam, bezwaar_tegen_organisatie
from backoffice.toegang.certificaat import bezwaar_tegen_certificaatnummer, bezwaar_tegen_vingerafdruk
from backoffice.toegang.rechten import Bezoeker, Rol
from backoffice.versleuteling import Willekeur

GELDIG: Final = timedelta(minutes=30)


class Uitgegeven(NamedTuple):
    """A token for the API and for how many seconds it is good."""

    token: str
    seconden: int


def maak_systeem(
    werkplek: Werkplek,
    client_id: str,
    rol: Rol,
    organisatie: str,
    *,
    vingerafdruk: str | None = None,
    certificaatnummer: str | None = None,
    nu: datetime,
    wie: str,
    willekeur: Willekeur,
) -> str:
    """Let a system in and give its secret, which nobody sees again.

    A certificate is recognised by its SHA-256 fingerprint, or by the OIN or AGB-code in its subject, which the
    authority that issued it has checked. Raises Accountfout when it cannot be.
    """
    client_id, organisatie = client_id.strip().lower(), organisatie.strip()
    vingerafdruk = vingerafdruk.replace(":", "").strip().lower() if vingerafdruk else None
    certificaatnummer = certificaatnummer.strip() if certificaatnummer else None
    bezwaar = (
        bezwaar_tegen_naam(client_id)
        or (None if rol in SYSTEEMROLLEN else f"De rol {rol} is voor mensen, niet voor systemen.")
        or bezwaar_tegen_organisatie(rol, organisatie)
        or bezwaar_tegen_vingerafdruk(vingerafdruk)
        or bezwaar_tegen_certificaatnummer(certificaatnummer, organisatie)
    )
    if bezwaar is not None:
        raise OnjuistAccount(bezwaar)
    geheim = geheimen.nieuw_token(willekeur)
    try:
        with werkplek.engine.begin() as conn:
            systemen.maak(
                conn,
                client_id=client_id,
                rol=rol,
                organisatie=organisatie,
                geheim_hash=geheim.hash,
                vingerafdruk=vingerafdruk,
                certificaatnummer=certificaatnummer,
                gemaakt_op=nu,
                gemaakt_door=wie,
            )
            leg_vast(conn, nu, wie, "systeem toegelaten", f"systeem {client_id}, {rol} voor {organisatie}")
    except IntegrityError as fout:
        melding = f"Er is al een systeem {client_id}, of een systeem met dit certificaat. Kies een ander."
        raise Accountfout(melding) from fout
    return geheim.tekst


def lijst(werkplek: Werkplek) -> list[Systeem]:
    """All systems, by organisation and name."""
    with lezen(werkplek.engine) as conn:
        return systemen.lees(conn)


def blokkeer(werkplek: Werkplek, client_id: str, *, nu: datetime, wie: str) -> None:
    """Keep a system out from now on; NietGevonden."""
    _zet_blokkade(werkplek, client_id, nu, "systeem geblokkeerd", nu=nu, wie=wie)


def deblokkeer(werkplek: Werkplek, client_id: str, *, nu: datetime, wie: str) -> None:
    """Let a system in again; NietGevonden."""
    _zet_blokkade(werkplek, client_id, None, "systeem vrijgegeven", nu=nu, wie=wie)


def geef_token(
    werkplek: Werkplek, client_id: str, geheim: str, *, nu: datetime, willekeur: Willekeur
) -> Uitgegeven | None:
    """A token for the API in exchange for a secret; None when they do not belong together, or it is blocked."""
    with werkplek.engine.begin() as conn:
        systeem = systemen.zoek(conn, client_id)
        # A secret is 256 bits of chance: no guessing it, however often one tries.
        if (
            systeem is None
            or systeem.geblokkeerd_op is not None
            or not geheimen.token_klopt(geheim, systeem.geheim_hash)
        ):
            wie = "onbekend" if systeem is None else systeem.bezoeker.naam
            leg_vast(conn, nu, wie, "aanmelden mislukt", "token voor de API")
            return None
        token = geheimen.nieuw_token(willekeur)
        systemen.bewaar_token(conn, token.hash, client_id, nu=nu, verloopt_op=nu + GELDIG)
        leg_vast(conn, nu, systeem.bezoeker.naam, "aangemeld", "token voor de API")
    return Uitgegeven(token.tekst, int(GELDIG.total_seconds()))


def herken_token(werkplek: Werkplek, token: str, nu: datetime) -> Bezoeker | None:
    """Which system holds this token; None when it is over, made up, or of a blocked system."""
    with lezen(werkplek.engine) as conn:
        return _binnen(systemen.zoek_token(conn, geheimen.hash_token(token), nu))


def herken_certificaat(werkplek: Werkplek, tekst: str, nu: datetime) -> Bezoeker | None:
    """Which system comes with this certificate, as a proxy that checked it passes it on.

    None when it is no certificate or no system's, and when its term is over or yet to begin.
    """
    certificaat = geheimen.lees_certificaat(unquote(tekst))
    if certificaat is None or not certificaat.geldig_van <= nu <= certificaat.geldig_tot:
        return None
    with lezen(werkplek.engine) as conn:
        return _binnen(systemen.zoek_certificaat(conn, certificaat.vingerafdruk, certificaat.nummer))


def _binnen(systeem: Systeem | None) -> Bezoeker | None:
    return None if systeem is None or systeem.geblokkeerd_op is not None else systeem.bezoeker


def _zet_blokkade(
    werkplek: Werkplek, client_id: str, sinds: datetime | None, handeling: str, *, nu: datetime, wie: str
) -> None:
    with werkplek.engine.begin() as conn:
        if systemen.zoek(conn, client_id) is None:
            raise NietGevonden(f"Er is geen systeem {client_id}.")
        systemen.zet_blokkade(conn, client_id, sinds)
        leg_vast(conn, nu, wie, handeling, f"systeem {client_id}")
