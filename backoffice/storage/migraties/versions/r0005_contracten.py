"""Contracts with options, status, financiering, termijnen and conditions; proposals for a second person.

Revision: 0005, after 0003.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from backoffice.storage.migraties.triggers import alleen_toevoegen

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _sleutel(*volgnummers: str) -> list[sa.Column[Any]]:
    return [
        sa.Column("contractnummer", sa.Text, primary_key=True),
        sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(naam, sa.Integer, primary_key=True, autoincrement=False) for naam in volgnummers),
    ]


def _van_contract() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["contractnummer", "versie"], ["contract.contractnummer", "contract.versie"])


def upgrade() -> None:
    for kolom in (
        sa.Column("concern", sa.Text),
        sa.Column("bestuurders", sa.Text, nullable=False, server_default=""),
        sa.Column("adres", sa.Text),
        sa.Column("vow_rol", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("retourcode_contract", sa.Text),
        sa.Column("indexplafond", sa.Text),
    ):
        op.add_column("contract", kolom)
    op.add_column("contract_tarief", sa.Column("indexering", sa.Integer))
    op.create_table(
        "contract_optie",
        *_sleutel("volgnummer"),
        sa.Column("tot_en_met", sa.Date, nullable=False),
        sa.Column("besluit", sa.Text, nullable=False),
        sa.Column("besloten_op", sa.Date),
        _van_contract(),
    )
    op.create_table(
        "contract_status",
        *_sleutel("volgnummer"),
        sa.Column("vanaf", sa.Date, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("reden", sa.Text, nullable=False),
        _van_contract(),
    )
    op.create_table(
        "contract_financiering",
        *_sleutel("volgnummer"),
        sa.Column("vanaf", sa.Date, nullable=False),
        sa.Column("vorm", sa.Text, nullable=False),
        sa.Column("bedrag", sa.BigInteger),
        sa.Column("verdeelsleutel", sa.Text),
        _van_contract(),
    )
    op.create_table(
        "contract_termijn",
        *_sleutel("volgnummer"),
        sa.Column("termijn_maanden", sa.Integer),
        sa.Column("gevolg", sa.Text, nullable=False),
        sa.Column("vanaf", sa.Date, nullable=False),
        sa.Column("verschuif_werkdag", sa.Boolean, nullable=False),
        sa.Column("peildatum_marge", sa.Integer, nullable=False),
        sa.Column("hersteltermijn", sa.Integer, nullable=False),
        sa.Column("herstel_technisch_werkdagen", sa.Integer, nullable=False),
        sa.Column("retourcode_te_laat", sa.Text),
        _van_contract(),
    )
    op.create_table(
        "contract_voorwaarde",
        *_sleutel("product", "volgnummer"),
        sa.Column("gemeente", sa.Text),
        sa.Column("vanaf", sa.Date),
        sa.Column("tot_en_met", sa.Date),
        sa.Column("leeftijd_vanaf", sa.Integer),
        sa.Column("leeftijd_tot_en_met", sa.Integer),
        sa.Column("verwijzers", sa.Text, nullable=False),
        sa.Column("alleen_met", sa.Text, nullable=False),
        sa.Column("volume", sa.BigInteger),
        sa.Column("frequentie", sa.Text),
        sa.Column("budget", sa.BigInteger),
        sa.ForeignKeyConstraint(
            ["contractnummer", "versie", "product"],
            ["contract_product.contractnummer", "contract_product.versie", "contract_product.volgnummer"],
        ),
    )
    op.create_table(
        "soort_deelname",
        sa.Column("soort", sa.Text, primary_key=True),
        sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("volgnummer", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("vanaf", sa.Date, nullable=False),
        sa.Column("tot_en_met", sa.Date),
        sa.Column("geladen_op", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "contract_voorstel",
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        sa.Column("contractnummer", sa.Text, nullable=False),
        sa.Column("tegen_versie", sa.Integer, nullable=False),
        sa.Column("aanleiding", sa.Text, nullable=False),
        sa.Column("inhoud", sa.Text, nullable=False),
        sa.Column("voorgesteld_door", sa.Text, nullable=False),
        sa.Column("voorgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contractnummer", "tegen_versie"], ["contract.contractnummer", "contract.versie"]
        ),
        sa.UniqueConstraint("id", "voorgesteld_door"),
    )
    op.create_table(
        "contract_besluit",
        sa.Column("voorstel_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("voorgesteld_door", sa.Text, nullable=False),
        sa.Column("goedgekeurd", sa.Boolean, nullable=False),
        sa.Column("besloten_door", sa.Text, nullable=False),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("toelichting", sa.Text),
        sa.ForeignKeyConstraint(
            ["voorstel_id", "voorgesteld_door"], ["contract_voorstel.id", "contract_voorstel.voorgesteld_door"]
        ),
        sa.CheckConstraint("lower(besloten_door) <> lower(voorgesteld_door)", name="tweede_persoon"),
    )
    op.execute(
        "INSERT INTO contract_termijn (contractnummer, versie, volgnummer, termijn_maanden, gevolg, vanaf, "
        "verschuif_werkdag, peildatum_marge, hersteltermijn, herstel_technisch_werkdagen) "
        "SELECT contractnummer, versie, 0, termijn_maanden, gevolg, '0001-01-01', true, 3, 1, 10 FROM contract "
        "WHERE termijn_maanden IS NOT NULL OR gevolg <> 'accepteren_met_signaal'"
    )
    op.drop_column("contract", "termijn_maanden")
    op.drop_column("contract", "gevolg")
    for tabel in (
        "contract_optie",
        "contract_status",
        "contract_financiering",
        "contract_termijn",
        "contract_voorwaarde",
        "soort_deelname",
        "contract_voorstel",
        "contract_besluit",
    ):
        alleen_toevoegen(tabel)
