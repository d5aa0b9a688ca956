"""Contracts with their deelnames, producten and tarieven.

Revision: 0002, after 0001.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from backoffice.storage.migraties.triggers import alleen_toevoegen

revision = "0002"
down_revision = "0001"


def _sleutel(*volgnummers: str) -> list[sa.Column[Any]]:
    return [
        sa.Column("contractnummer", sa.Text, primary_key=True),
        sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(naam, sa.Integer, primary_key=True, autoincrement=False) for naam in volgnummers),
    ]


def upgrade() -> None:
    op.create_table(
        "contract",
        *_sleutel(),
        sa.Column("soort", sa.Text, nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("kvk", sa.Text),
        sa.Column("begindatum", sa.Date, nullable=False),
        sa.Column("einddatum", sa.Date),
        sa.Column("termijn_maanden", sa.Integer),
        sa.Column("gevolg", sa.Text, nullable=False),
        sa.Column("geladen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Index(None, "aanbieder"),
    )
    op.create_table(
        "contract_deelname",
        *_sleutel("volgnummer"),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("vanaf", sa.Date, nullable=False),
        sa.Column("tot_en_met", sa.Date),
        sa.ForeignKeyConstraint(["contractnummer", "versie"], ["contract.contractnummer", "contract.versie"]),
    )
    op.create_table(
        "contract_product",
        *_sleutel("volgnummer"),
        sa.Column("categorie", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("omschrijving", sa.Text, nullable=False),
        sa.Column("variant", sa.Text, nullable=False),
        sa.Column("eenheid", sa.Text),
        sa.Column("frequenties", sa.Text, nullable=False),
        sa.Column("tarief_type", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["contractnummer", "versie"], ["contract.contractnummer", "contract.versie"]),
    )
    op.create_table(
        "contract_tarief",
        *_sleutel("product", "volgnummer"),
        sa.Column("vanaf", sa.Date, nullable=False),
        sa.Column("tot_en_met", sa.Date),
        sa.Column("tarief", sa.BigInteger),
        sa.Column("uurtarief", sa.BigInteger),
        sa.ForeignKeyConstraint(
            ["contractnummer", "versie", "product"],
            ["contract_product.contractnummer", "contract_product.versie", "contract_product.volgnummer"],
        ),
        sa.CheckConstraint("(tarief IS NULL) <> (uurtarief IS NULL)", name="een_prijs"),
        sa.CheckConstraint("tarief > 0", name="tarief"),
        sa.CheckConstraint("uurtarief > 0", name="uurtarief"),
    )
    for tabel in ("contract", "contract_deelname", "contract_product", "contract_tarief"):
        alleen_toevoegen(tabel)
