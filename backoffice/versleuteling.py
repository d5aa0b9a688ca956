"""Encryption at rest: AES-256-GCM per field, a keyed index to find a BSN by, and keys that can rotate.

A stored field is one version byte, the key id (one length byte and up to 16 characters), a nonce of 12 bytes
and the data with its tag. The `doel` (purpose, such as "client.bsn") is authenticated along with it, so that
a field cannot be moved to another column. Nonces are random: rotate before one key wrote four billion fields.

Keys are lines `keyid:base64` of 32 bytes each. The first is the active key, new fields are written with it;
the others still read what they once wrote. The line `index:base64` is the secret behind the index of BSNs and
the hash of messages, which a rotation of the others leaves alone.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from backoffice.fouten import OnbekendeSleutel, OntsleutelingMislukt, SleutelFout

_VERSIE: Final = 1
_NONCE: Final = 12
_TAG: Final = 16
_SLEUTELLENGTE: Final = 32
_BSN_INDEX: Final = 16
_INDEX: Final = "index"
_KEYID: Final = re.compile(r"[A-Za-z0-9_-]{1,16}")

Willekeur = Callable[[int], bytes]


class Kluis:
    """Encrypts and decrypts fields; made once, since making a cipher costs more than using it."""

    def __init__(self, sleutels: Mapping[str, bytes], index: bytes, *, nonces: Willekeur = os.urandom) -> None:
        """`sleutels` by key id, the active one first; `nonces` gives n bytes, never the same twice."""
        self._ciphers = {keyid.encode(): AESGCM(sleutel) for keyid, sleutel in sleutels.items()}
        self.actief = next(iter(sleutels))
        keyid = self.actief.encode()
        self._kop = bytes([_VERSIE, len(keyid)]) + keyid
        self._cipher = self._ciphers[keyid]
        self._nonces = nonces
        self._bsn_sleutel = _afgeleid(index, b"bsn_index")
        self._hash_sleutel = _afgeleid(index, b"inhoud_hash")
        self._kenmerk = _afgeleid(index, b"kenmerk")

    @property
    def kop(self) -> bytes:
        """What every field begins with that was written with the active key, and no other field does."""
        return self._kop

    def versleutel(self, inhoud: bytes, doel: str) -> bytes:
        """Encrypt with the active key, for one purpose."""
        nonce = self._nonces(_NONCE)
        return self._kop + nonce + self._cipher.encrypt(nonce, inhoud, self._kop + doel.encode())

    def ontsleutel(self, gegeven: bytes, doel: str) -> bytes:
        """Decrypt what `versleutel` made for the same purpose, with whichever key it names.

        Raises OnbekendeSleutel when that key is not given, OntsleutelingMislukt when the field was changed.
        """
        eind = 2 + gegeven[1] if len(gegeven) > 1 else 0
        if len(gegeven) < eind + _NONCE + _TAG or gegeven[0] != _VERSIE:
            raise OntsleutelingMislukt(doel)
        kop, nonce = gegeven[:eind], gegeven[eind : eind + _NONCE]
        cipher = self._ciphers.get(kop[2:])
        if cipher is None:
            # A damaged key id may hold anything: only what could be a key id is repeated to the reader.
            keyid = kop[2:].decode("ascii", "replace")
            raise OnbekendeSleutel(keyid) if _KEYID.fullmatch(keyid) else OntsleutelingMislukt(doel)
        try:
            return cipher.decrypt(nonce, gegeven[eind + _NONCE :], kop + doel.encode())
        except InvalidTag:
            raise OntsleutelingMislukt(doel) from None

    def versleutel_tekst(self, tekst: str, doel: str) -> bytes:
        """Encrypt a text as UTF-8."""
        return self.versleutel(tekst.encode(), doel)

    def ontsleutel_tekst(self, gegeven: bytes, doel: str) -> str:
        """Decrypt what `versleutel_tekst` made; raises as `ontsleutel` does."""
        return self.ontsleutel(gegeven, doel).decode()

    def bsn_index(self, bsn: str) -> bytes:
        """The 16 bytes under which a BSN can be found, the same for ever as long as the index key stays."""
        return hmac.digest(self._bsn_sleutel, bsn.encode(), "sha256")[:_BSN_INDEX]

    def kenmerk(self) -> bytes:
        """32 bytes that tell this index key from another, for the database to remember it by."""
        return self._kenmerk

    def inhoud_hash(self, inhoud: bytes) -> bytes:
        """The 32 bytes by which a message is recognised as the same; without the key they tell nothing."""
        return hmac.digest(self._hash_sleutel, inhoud, "sha256")


def lees_sleutels(tekst: str, *, bron: str, nonces: Willekeur = os.urandom) -> Kluis:
    """A Kluis from `keyid:base64` entries, split by lines or spaces; lines that start with # are skipped.

    Raises SleutelFout naming the source and the entry by number, never the key itself.
    """
    regels = [regel for regel in tekst.splitlines() if not regel.lstrip().startswith("#")]
    sleutels: dict[str, bytes] = {}
    for nummer, deel in enumerate(" ".join(regels).split(), start=1):
        keyid, _, waarde = deel.partition(":")
        try:
            sleutel = base64.b64decode(waarde, validate=True)
        except binascii.Error:
            sleutel = b""
        if not _KEYID.fullmatch(keyid) or len(sleutel) != _SLEUTELLENGTE:
            raise SleutelFout(
                f"{bron}: sleutel {nummer} is onbruikbaar. Verwacht keyid:base64 van {_SLEUTELLENGTE} bytes, "
                "met een keyid van ten hoogste 16 letters, cijfers, - of _."
            )
        if keyid in sleutels:
            raise SleutelFout(f"{bron}: sleutel '{keyid}' staat er twee keer. Laat er één staan.")
        sleutels[keyid] = sleutel
    index = sleutels.pop(_INDEX, None)
    if index is None or not sleutels:
        raise SleutelFout(f"{bron}: verwacht ten minste één sleutel keyid:base64 en de regel index:base64.")
    return Kluis(sleutels, index, nonces=nonces)


def open_kluis(
    omgeving: Mapping[str, str],
    standaardbestand: Path | None = None,
    *,
    maak_nieuw: bool = False,
    willekeur: Willekeur = os.urandom,
) -> Kluis:
    """The Kluis from IJW_SLEUTELBESTAND, else IJW_SLEUTEL, else the file beside the database.

    That last file is made, readable for its owner only, when it is absent and `maak_nieuw` is set, which is
    for a database that holds nothing yet. Raises SleutelFout when there is no usable key.
    """
    if bestand := omgeving.get("IJW_SLEUTELBESTAND"):
        return lees_sleutels(_lees(Path(bestand)), bron=bestand, nonces=willekeur)
    if tekst := omgeving.get("IJW_SLEUTEL"):
        return lees_sleutels(tekst, bron="IJW_SLEUTEL", nonces=willekeur)
    if standaardbestand is None:
        raise SleutelFout("Er is geen sleutel. Zet IJW_SLEUTELBESTAND of IJW_SLEUTEL.")
    if maak_nieuw and not standaardbestand.exists():
        _maak_sleutelbestand(standaardbestand, willekeur)
    return lees_sleutels(_lees(standaardbestand), bron=str(standaardbestand), nonces=willekeur)


def nieuwe_sleutel(keyid: str, willekeur: Willekeur = os.urandom) -> str:
    """A fresh `keyid:base64` line; put it first in the key file to rotate."""
    return f"{keyid}:{base64.b64encode(willekeur(_SLEUTELLENGTE)).decode()}"


def _afgeleid(geheim: bytes, gebruik: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_SLEUTELLENGTE, salt=None, info=gebruik).derive(geheim)


def _lees(bestand: Path) -> str:
    try:
        return bestand.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fout:
        raise SleutelFout(
            f"Sleutelbestand {bestand} is niet te lezen. Zet het terug of wijs het juiste aan met "
            "IJW_SLEUTELBESTAND; zonder sleutel zijn de gegevens onleesbaar."
        ) from fout


def _maak_sleutelbestand(bestand: Path, willekeur: Willekeur) -> None:
    inhoud = (
        "# Sleutels van de database hiernaast: bewaar een kopie op een andere plaats.\n"
        f"{nieuwe_sleutel('s1', willekeur)}\n{nieuwe_sleutel(_INDEX, willekeur)}\n"
    )
    # Written aside and linked into place: another process sees the whole file or none, and the first wins.
    kladbestand = bestand.with_name(f"{bestand.name}.{os.getpid()}")
    try:
        with open(kladbestand, "x", opener=_alleen_eigenaar) as klad:
            klad.write(inhoud)
            klad.flush()
            os.fsync(klad.fileno())
        try:
            os.link(kladbestand, bestand)
        except FileExistsError:
            return
        finally:
            kladbestand.unlink()
        map_ = os.open(bestand.parent, os.O_RDONLY)
        try:
            os.fsync(map_)
        finally:
            os.close(map_)
    except OSError as fout:
        raise SleutelFout(f"Sleutelbestand {bestand} is niet te maken. Controleer de map.") from fout


def _alleen_eigenaar(pad: str, vlaggen: int) -> int:
    return os.open(pad, vlaggen, 0o600)
