"""Runs of scheduled work: one per task and slot, whatever the number of schedulers."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Table, Text

from backoffice.storage.database import Id, Tijdstip, metadata

run = Table(
    "run",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("taak", Text, nullable=False),
    # Local date and time of the plan ("2026-10-25 06:00"), or a mark of who started it by hand.
    Column("slot", Text, nullable=False),
    Column("stand", Text, nullable=False),
    Column("wie", Text, nullable=False),
    Column("begonnen_op", Tijdstip, nullable=False),
    # The last sign of life of whoever works on it; a run without one may be taken over.
    Column("teken_op", Tijdstip, nullable=False),
    Column("geeindigd_op", Tijdstip),
    Column("pogingen", Integer, nullable=False),
    Column("stop_gevraagd", Boolean, nullable=False),
    # What it did, and what it could not do, in Dutch; never persoonsgegevens.
    Column("verslag", Text, nullable=False),
    CheckConstraint("stand IN ('bezig', 'klaar', 'onvolledig', 'gestopt', 'mislukt')", name="stand"),
    Index("uq_run_slot", "taak", "slot", unique=True),
)
