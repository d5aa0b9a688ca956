"""Encrypting fields again under the newest key, some rows at a time; what is done is known by its key.

A field is only replaced while it is as it was read, so whoever writes it meanwhile wins.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, LargeBinary, and_, func, select, update

from backoffice.storage.database import metadata
from backoffice.versleuteling import Kluis


class Veld(NamedTuple):
    """An encrypted column of a table with a key of one column; its doel is "table.column"."""

    tabel: str
    kolom: str

    @property
    def doel(self) -> str:
        """What its fields are encrypted for."""
        return f"{self.tabel}.{self.kolom}"

    @property
    def van(self) -> Column[bytes]:
        """The column itself."""
        return metadata.tables[self.tabel].c[self.kolom]

    @property
    def sleutel(self) -> Column[Any]:
        """The key of its table."""
        (sleutel,) = metadata.tables[self.tabel].primary_key.columns
        return sleutel


VELDEN: Final = (
    Veld("client", "bsn"),
    Veld("client", "gegevens"),
    Veld("client", "dossier"),
    Veld("bericht", "inhoud"),
    Veld("uitgaand", "inhoud"),
    Veld("inname", "naam"),
    Veld("inname", "inhoud"),
    Veld("verzoek", "inhoud"),
    Veld("werkitem", "inhoud"),
    Veld("werkbesluit", "inhoud"),
    Veld("persoonsfeit", "inhoud"),
    Veld("betaalvoorstel", "bestand"),
    Veld("account", "totp_geheim"),
    Veld("sessie", "totp_voorstel"),
)
"""Every encrypted column."""


def tel_oud(conn: Connection, kluis: Kluis, veld: Veld) -> int:
    """How many fields of a column are under another key than the newest."""
    return conn.execute(select(func.count()).where(_oud(kluis, veld))).scalar_one()


def herversleutel(conn: Connection, kluis: Kluis, veld: Veld, na: Any, aantal: int) -> tuple[Any, int] | None:
    """Encrypt so many fields again: the last key and how many; None when there are none.

    Begins above the key `na`, or with the first one when that is None.

    Raises OnbekendeSleutel or OntsleutelingMislukt for a field that cannot be read.
    """
    sleutel, kolom = veld.sleutel, veld.van
    vraag = select(sleutel, kolom).where(_oud(kluis, veld)).order_by(sleutel).limit(aantal)
    rijen = conn.execute(vraag if na is None else vraag.where(sleutel > na)).all()
    if not rijen:
        return None
    gedaan = 0
    for nummer, oud in rijen:
        nieuw = kluis.versleutel(kluis.ontsleutel(oud, veld.doel), veld.doel)
        wijziging = (
            update(metadata.tables[veld.tabel]).where(sleutel == nummer, kolom == oud).values({kolom: nieuw})
        )
        gedaan += conn.execute(wijziging).rowcount
    return rijen[-1][0], gedaan


def _oud(kluis: Kluis, veld: Veld) -> ColumnElement[bool]:
    begin = func.substr(veld.van, 1, len(kluis.kop), type_=LargeBinary)
    return and_(veld.van.is_not(None), begin != kluis.kop)
