"""Who may sign in, who is signed in, and which systems may call; nothing here opens a door by itself.

Passwords are kept as Argon2id, tokens as SHA-256 of 256 bits of chance.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from backoffice.storage.database import Id, Tijdstip, metadata

account = Table(
    "account",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    # In small letters: the name by which two persons are told apart.
    Column("naam", Text, nullable=False),
    Column("rol", Text, nullable=False),
    # AGB-code, gemeentecode or "regio".
    Column("organisatie", Text, nullable=False),
    # Argon2id; NULL for who signs in through another organisation.
    Column("wachtwoord_hash", Text),
    # Given by somebody else, so to be replaced at the first use.
    Column("eenmalig", Boolean, nullable=False),
    # Encrypted, doel "account.totp_geheim"; NULL until it was set up and a code of it was seen.
    Column("totp_geheim", LargeBinary),
    # The step of 30 seconds of the last code used: an older code is not taken again.
    Column("totp_stap", Integer),
    # Made for a demo, where nobody is asked for codes.
    Column("demo", Boolean, nullable=False, server_default=false()),
    # Who it is at the organisation that vouches: address of the issuer, space, subject.
    Column("extern", Text),
    Column("gemaakt_op", Tijdstip, nullable=False),
    Column("gemaakt_door", Text, nullable=False),
    Column("geblokkeerd_op", Tijdstip),
    UniqueConstraint("naam"),
    UniqueConstraint("extern"),
)

sessie = Table(
    "sessie",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("account_id", Id, ForeignKey("account.id"), nullable=False),
    Column("begonnen_op", Tijdstip, nullable=False),
    Column("gezien_op", Tijdstip, nullable=False),
    Column("verloopt_op", Tijdstip, nullable=False),
    # Whether a code of the app was given; and whether all steps are done, so that this session opens doors.
    Column("code_gezien", Boolean, nullable=False),
    Column("klaar", Boolean, nullable=False),
    # Encrypted, doel "sessie.totp_voorstel": a secret being set up, of which no code was seen yet.
    Column("totp_voorstel", LargeBinary),
    Index(None, "account_id"),
    Index(None, "verloopt_op"),
)

# Wrong tries by keyed hash of a name or an address, so that no list of names and addresses comes to be.
inlogpoging = Table(
    "inlogpoging",
    metadata,
    Column("sleutel", LargeBinary, primary_key=True),
    Column("mislukt", Integer, nullable=False),
    Column("laatst_op", Tijdstip, nullable=False),
    Index(None, "laatst_op"),
)

systeemclient = Table(
    "systeemclient",
    metadata,
    Column("client_id", Text, primary_key=True),
    Column("rol", Text, nullable=False),
    Column("organisatie", Text, nullable=False),
    Column("geheim_hash", LargeBinary, nullable=False),
    # Of the certificate it comes with: SHA-256 in hexadecimals, and the serialNumber of its subject (OIN, AGB).
    Column("vingerafdruk", Text),
    Column("certificaatnummer", Text),
    Column("gemaakt_op", Tijdstip, nullable=False),
    Column("gemaakt_door", Text, nullable=False),
    Column("geblokkeerd_op", Tijdstip),
    UniqueConstraint("vingerafdruk"),
    UniqueConstraint("certificaatnummer"),
)

apitoken = Table(
    "apitoken",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("client_id", Text, ForeignKey("systeemclient.client_id"), nullable=False),
    Column("gemaakt_op", Tijdstip, nullable=False),
    Column("verloopt_op", Tijdstip, nullable=False),
    Index(None, "client_id"),
    Index(None, "verloopt_op"),
)
