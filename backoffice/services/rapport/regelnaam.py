"""How a rule is called for people."""

from __future__ import annotations

from typing import Final

from backoffice.services.uitleg import SOORT_REGEL

_EIGEN: Final = {"XML": "XML, een bestand dat te lezen is", "XSD": "XSD, het schema van het bericht"}


def regelnaam(code: str) -> str:
    """Name a rule by its code: "TR358, technische regel"; the two that are no rule of iJw by what they check."""
    return _EIGEN.get(code) or f"{code}, {SOORT_REGEL[code[:2]]}"
