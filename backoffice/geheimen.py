"""Passwords, one-time codes, tokens and certificates, kept so that whoever steals the database has little.

A password is chosen by a person and kept as Argon2id. A token is 256 bits of chance, which nobody guesses: for
that SHA-256 is enough. Bron: OWASP Password Storage Cheat Sheet (Argon2id, 19 MiB, two rounds); RFC 6238 (TOTP).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import unicodedata
from datetime import datetime
from typing import Final, NamedTuple

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from backoffice.toegang.certificaat import Certificaat
from backoffice.versleuteling import Willekeur

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
SCHIJNHASH: Final = (
    "$argon2id$v=19$m=19456,t=2,p=1$7GbJnxRGw/zRq+jv+cLoCA$yc60O1TQqJZombdlVAOEHMWWkCzhnWw+tdD9LsLi+1A"
)
"""Compared with for a name that is not there, so that it takes as long as for one that is."""

_TOKENLENGTE: Final = 32
_TOTPLENGTE: Final = 20
_TOTP_SECONDEN: Final = 30
_UITGEVER: Final = "Backoffice Jeugd"


class Token(NamedTuple):
    """What the owner gets, and what is kept of it."""

    tekst: str
    hash: bytes


def hash_wachtwoord(wachtwoord: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(_gewoon(wachtwoord))


def wachtwoord_klopt(wachtwoord: str, bewaard: str | None) -> bool:
    """Whether it is the password that was kept; without one it takes as long, and is not."""
    try:
        return _HASHER.verify(bewaard or SCHIJNHASH, _gewoon(wachtwoord)) and bewaard is not None
    except (Argon2Error, InvalidHashError):
        return False


def _gewoon(wachtwoord: str) -> str:
    # One keyboard writes é as one character, another as two.
    return unicodedata.normalize("NFC", wachtwoord)


def nieuw_token(willekeur: Willekeur) -> Token:
    """A token that nobody guesses."""
    tekst = base64.urlsafe_b64encode(willekeur(_TOKENLENGTE)).decode().rstrip("=")
    return Token(tekst, hash_token(tekst))


def hash_token(tekst: str) -> bytes:
    """What is kept of a token, and by which it is found."""
    return hashlib.sha256(tekst.encode("utf-8", "surrogatepass")).digest()


def token_klopt(tekst: str, bewaard: bytes) -> bool:
    """Whether it is the token that was kept."""
    return hmac.compare_digest(hash_token(tekst), bewaard)


def eenmalig_wachtwoord(willekeur: Willekeur) -> str:
    """A password of 75 bits to pass on and to replace, in groups that read well."""
    letters = base64.b32encode(willekeur(10)).decode().lower()[:15]
    return "-".join(letters[plek : plek + 5] for plek in range(0, 15, 5))


def nieuw_totp(willekeur: Willekeur) -> str:
    """A secret for an app that shows codes, in base32."""
    return base64.b32encode(willekeur(_TOTPLENGTE)).decode()


def totp_adres(geheim: str, naam: str) -> str:
    """The otpauth address of a secret, for in a QR code."""
    return pyotp.TOTP(geheim).provisioning_uri(name=naam, issuer_name=_UITGEVER)


def totp_stap(geheim: str, code: str, nu: datetime, na: int | None) -> int | None:
    """For which step of 30 seconds this code is, now or one step aside; None when for none after step `na`.

    Whoever keeps the step as the next `na` sees to it that a code is used once.
    """
    totp = pyotp.TOTP(geheim)
    cijfers = code.replace(" ", "")
    nu_stap = int(nu.timestamp()) // _TOTP_SECONDEN
    passend = [
        stap
        for stap in range(nu_stap - 1, nu_stap + 2)
        if hmac.compare_digest(totp.generate_otp(stap).encode(), cijfers.encode("utf-8", "surrogatepass"))
    ]
    return next((stap for stap in passend if na is None or stap > na), None)


def lees_certificaat(tekst: str) -> Certificaat | None:
    """A certificate as a proxy passes it on: PEM, with or without its line ends, or only the base64 in it.

    Bron: RFC 9440 (base64 between colons).
    """
    try:
        der = base64.b64decode(re.sub(r"-----[A-Z ]*-----|[\s:]", "", tekst), validate=True)
        certificaat = x509.load_der_x509_certificate(der)
        nummers = certificaat.subject.get_attributes_for_oid(x509.NameOID.SERIAL_NUMBER)
    except (binascii.Error, ValueError):
        return None
    return Certificaat(
        vingerafdruk=certificaat.fingerprint(SHA256()).hex(),
        # With more than one it does not say for whom it is.
        nummer=str(nummers[0].value) if len(nummers) == 1 else None,
        geldig_van=certificaat.not_valid_before_utc,
        geldig_tot=certificaat.not_valid_after_utc,
    )
