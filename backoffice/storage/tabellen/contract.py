"""Contracts, every version of each: rows are added and stay, the highest versie is in force."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
)

from backoffice.storage.database import Tijdstip, metadata


def _sleutel(*volgnummers: str) -> list[Column[Any]]:
    """The key of a part: its contract, the versie, and its position within it."""
    return [
        Column("contractnummer", Text, primary_key=True),
        Column("versie", Integer, primary_key=True, autoincrement=False),
        *(Column(naam, Integer, primary_key=True, autoincrement=False) for naam in volgnummers),
    ]


contract = Table(
    "contract",
    metadata,
    *_sleutel(),
    Column("soort", Text, nullable=False),
    Column("aanbieder", Text, nullable=False),
    Column("kvk", Text),
    Column("begindatum", Date, nullable=False),
    Column("einddatum", Date),
    Column("termijn_maanden", Integer),
    Column("gevolg", Text, nullable=False),
    Column("geladen_op", Tijdstip, nullable=False),
    Index(None, "aanbieder"),
)

contract_deelname = Table(
    "contract_deelname",
    metadata,
    *_sleutel("volgnummer"),
    Column("gemeente", Text, nullable=False),
    Column("vanaf", Date, nullable=False),
    Column("tot_en_met", Date),
    ForeignKeyConstraint(["contractnummer", "versie"], ["contract.contractnummer", "contract.versie"]),
)

contract_product = Table(
    "contract_product",
    metadata,
    *_sleutel("volgnummer"),
    Column("categorie", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("omschrijving", Text, nullable=False),
    Column("variant", Text, nullable=False),
    Column("eenheid", Text),
    # Codes separated by a comma.
    Column("frequenties", Text, nullable=False),
    Column("tarief_type", Text, nullable=False),
    ForeignKeyConstraint(["contractnummer", "versie"], ["contract.contractnummer", "contract.versie"]),
)

contract_tarief = Table(
    "contract_tarief",
    metadata,
    *_sleutel("product", "volgnummer"),
    Column("vanaf", Date, nullable=False),
    Column("tot_en_met", Date),
    # Eurocents per eenheid, or per hour.
    Column("tarief", BigInteger),
    Column("uurtarief", BigInteger),
    ForeignKeyConstraint(
        ["contractnummer", "versie", "product"],
        ["contract_product.contractnummer", "contract_product.versie", "contract_product.volgnummer"],
    ),
    CheckConstraint("(tarief IS NULL) <> (uurtarief IS NULL)", name="een_prijs"),
    CheckConstraint("tarief > 0", name="tarief"),
    CheckConstraint("uurtarief > 0", name="uurtarief"),
)
