"""Which index key this database was written with (Kluis.kenmerk); at most one row."""

from sqlalchemy import Column, LargeBinary, Table

from backoffice.storage.database import metadata

sleutelkenmerk = Table("sleutelkenmerk", metadata, Column("kenmerk", LargeBinary, primary_key=True))
