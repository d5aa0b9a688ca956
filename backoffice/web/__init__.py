"""What portal and API share: the gate every request passes, and the rules of the wire."""

from typing import Final

VERSIE: Final = "0.1.0"
"""Which version of the software this is, as in pyproject.toml."""
