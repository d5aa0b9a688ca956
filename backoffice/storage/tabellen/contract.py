"""Contracts, every version of each: rows are added and stay, the highest versie is in force.

The columns of a part are named as the fields of its dataclass; a list is text with a comma or, for names, a
semicolon between its values.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    true,
)

from backoffice.storage.database import Id, Tijdstip, metadata


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
    Column("geladen_op", Tijdstip, nullable=False),
    Column("concern", Text),
    Column("bestuurders", Text, nullable=False, server_default=""),
    Column("adres", Text),
    Column("vow_rol", Boolean, nullable=False, server_default=true()),
    Column("retourcode_contract", Text),
    Column("indexplafond", Text),
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
    Column("frequenties", Text, nullable=False),
    Column("tarief_type", Text, nullable=False),
    ForeignKeyConstraint(["contractnummer", "versie"], ["contract.contractnummer", "contract.versie"]),
    # Under which kinds of contract a product is bought is asked for every verzoek.
    Index(None, "code"),
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
    # Hundredths of a percent.
    Column("indexering", Integer),
    ForeignKeyConstraint(
        ["contractnummer", "versie", "product"],
        ["contract_product.contractnummer", "contract_product.versie", "contract_product.volgnummer"],
    ),
    CheckConstraint("(tarief IS NULL) <> (uurtarief IS NULL)", name="een_prijs"),
    CheckConstraint("tarief > 0", name="tarief"),
    CheckConstraint("uurtarief > 0", name="uurtarief"),
)


def _van_contract() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["contractnummer", "versie"], ["contract.contractnummer", "contract.versie"])


contract_optie = Table(
    "contract_optie",
    metadata,
    *_sleutel("volgnummer"),
    Column("tot_en_met", Date, nullable=False),
    Column("besluit", Text, nullable=False),
    Column("besloten_op", Date),
    _van_contract(),
)

contract_status = Table(
    "contract_status",
    metadata,
    *_sleutel("volgnummer"),
    Column("vanaf", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("reden", Text, nullable=False),
    _van_contract(),
)

contract_financiering = Table(
    "contract_financiering",
    metadata,
    *_sleutel("volgnummer"),
    Column("vanaf", Date, nullable=False),
    Column("vorm", Text, nullable=False),
    # Eurocents per calendar year.
    Column("bedrag", BigInteger),
    Column("verdeelsleutel", Text),
    _van_contract(),
)

contract_termijn = Table(
    "contract_termijn",
    metadata,
    *_sleutel("volgnummer"),
    Column("termijn_maanden", Integer),
    Column("gevolg", Text, nullable=False),
    Column("vanaf", Date, nullable=False),
    Column("verschuif_werkdag", Boolean, nullable=False),
    Column("peildatum_marge", Integer, nullable=False),
    Column("hersteltermijn", Integer, nullable=False),
    Column("herstel_technisch_werkdagen", Integer, nullable=False),
    Column("retourcode_te_laat", Text),
    _van_contract(),
)

contract_voorwaarde = Table(
    "contract_voorwaarde",
    metadata,
    *_sleutel("product", "volgnummer"),
    Column("gemeente", Text),
    Column("vanaf", Date),
    Column("tot_en_met", Date),
    Column("leeftijd_vanaf", Integer),
    Column("leeftijd_tot_en_met", Integer),
    Column("verwijzers", Text, nullable=False),
    Column("alleen_met", Text, nullable=False),
    Column("volume", BigInteger),
    Column("frequentie", Text),
    Column("budget", BigInteger),
    ForeignKeyConstraint(
        ["contractnummer", "versie", "product"],
        ["contract_product.contractnummer", "contract_product.versie", "contract_product.volgnummer"],
    ),
)

# Which gemeenten take part in a kind of contract: every versie of the whole list, the highest is in force.
soort_deelname = Table(
    "soort_deelname",
    metadata,
    Column("soort", Text, primary_key=True),
    Column("versie", Integer, primary_key=True, autoincrement=False),
    Column("volgnummer", Integer, primary_key=True, autoincrement=False),
    Column("gemeente", Text, nullable=False),
    Column("vanaf", Date, nullable=False),
    Column("tot_en_met", Date),
    Column("geladen_op", Tijdstip, nullable=False),
)

# A change of tarieven waits here for a second person; `inhoud` is the whole contract as YAML.
contract_voorstel = Table(
    "contract_voorstel",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("contractnummer", Text, nullable=False),
    Column("tegen_versie", Integer, nullable=False),
    Column("aanleiding", Text, nullable=False),
    Column("inhoud", Text, nullable=False),
    Column("voorgesteld_door", Text, nullable=False),
    Column("voorgesteld_op", Tijdstip, nullable=False),
    ForeignKeyConstraint(["contractnummer", "tegen_versie"], ["contract.contractnummer", "contract.versie"]),
    # So that the besluit can carry the name and be refused when it is the same one.
    UniqueConstraint("id", "voorgesteld_door"),
)

contract_besluit = Table(
    "contract_besluit",
    metadata,
    Column("voorstel_id", Id, primary_key=True, autoincrement=False),
    Column("voorgesteld_door", Text, nullable=False),
    Column("goedgekeurd", Boolean, nullable=False),
    Column("besloten_door", Text, nullable=False),
    Column("besloten_op", Tijdstip, nullable=False),
    Column("toelichting", Text),
    ForeignKeyConstraint(
        ["voorstel_id", "voorgesteld_door"], ["contract_voorstel.id", "contract_voorstel.voorgesteld_door"]
    ),
    CheckConstraint("lower(besloten_door) <> lower(voorgesteld_door)", name="tweede_persoon"),
)
