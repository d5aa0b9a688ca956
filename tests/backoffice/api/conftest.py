"""A region for the screens, on each kind of database and on SQLite alone."""

from tests.backoffice.web.conftest import sqlite_regio
from tests.flows.conftest import regio

__all__ = ["regio", "sqlite_regio"]
