"""Roles, what each may do, and whose data it may see. This table is the whole policy of the portal and the API.

Two questions stand at every door. May this role do this (`Bezoeker.mag`)? And whose data is it about
(`Bezoeker.bereik`)? What lies outside one's bereik does not exist for a visitor: it is not found, never refused,
so that nobody learns from an error that it is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType
from typing import Final

REGIO: Final = "regio"
"""The organisation of who works for the regional office; others have an AGB-code or a gemeentecode."""


class Organisatiesoort(StrEnum):
    """What kind of organisation somebody works for."""

    AANBIEDER = auto()
    GEMEENTE = auto()
    REGIO = auto()


class Rol(StrEnum):
    """What somebody does in an organisation; the two systems are machines that speak for one."""

    DECLARATIEMEDEWERKER = auto()
    TEKENBEVOEGD = auto()
    SYSTEEM_AANBIEDER = auto()
    ADMINISTRATIE = auto()
    TOEGANG = auto()
    CONTROLLER = auto()
    SYSTEEM_GEMEENTE = auto()
    CONTRACTMANAGER = auto()
    FINANCIEEL = auto()
    BEHEER = auto()
    AUDITOR = auto()


class Recht(StrEnum):
    """One thing that may be done; every route of portal and API names exactly one."""

    PUBLIEK = auto()  # without signing in
    EIGEN = auto()  # whoever signed in: the start page, one's own account
    BERICHTEN_ZIEN = auto()
    BERICHTEN_INDIENEN = auto()
    PRESTATIES_ZIEN = auto()
    PRESTATIES_HERSTELLEN = auto()
    TERMIJNWACHT_ZIEN = auto()
    TOEWIJZINGEN_ZIEN = auto()
    TOEWIJZINGEN_MAKEN = auto()
    VERZOEKEN_ZIEN = auto()
    WERK_ZIEN = auto()
    WERK_BESLUITEN = auto()
    CONTRACTEN_ZIEN = auto()
    CONTRACTVOORSTELLEN_ZIEN = auto()
    CONTRACTEN_VOORSTELLEN = auto()
    CONTRACTEN_BESLUITEN = auto()
    KOSTEN_ZIEN = auto()
    BEGROTING_LADEN = auto()
    VERREKENING_ZIEN = auto()
    FEITEN_ZIEN = auto()
    FEITEN_VASTLEGGEN = auto()
    BETALINGEN_ZIEN = auto()
    BETALINGEN_VOORSTELLEN = auto()
    BETALINGEN_GOEDKEUREN = auto()
    REKENINGEN_VOORSTELLEN = auto()
    REKENINGEN_BESLUITEN = auto()
    GROOTBOEK_ZIEN = auto()
    AANGEHOUDEN_ZIEN = auto()
    AANGEHOUDEN_BESLISSEN = auto()
    RUNS_ZIEN = auto()
    RUNS_STARTEN = auto()
    MONITOR_ZIEN = auto()
    AUDIT_ZIEN = auto()
    ACCOUNTS_BEHEREN = auto()


_ZORG_ZIEN: Final = frozenset(
    {
        Recht.BERICHTEN_ZIEN,
        Recht.PRESTATIES_ZIEN,
        Recht.TERMIJNWACHT_ZIEN,
        Recht.TOEWIJZINGEN_ZIEN,
        Recht.VERZOEKEN_ZIEN,
        Recht.CONTRACTEN_ZIEN,
    }
)
_GELD_ZIEN: Final = frozenset(
    {Recht.KOSTEN_ZIEN, Recht.VERREKENING_ZIEN, Recht.BETALINGEN_ZIEN, Recht.GROOTBOEK_ZIEN}
)
_AANBIEDER: Final = _ZORG_ZIEN | {
    Recht.BERICHTEN_INDIENEN,
    Recht.PRESTATIES_HERSTELLEN,
    Recht.BETALINGEN_ZIEN,
    Recht.AANGEHOUDEN_ZIEN,
}
_GEMEENTE: Final = _ZORG_ZIEN | {Recht.WERK_ZIEN}
_REGIO: Final = _ZORG_ZIEN | {
    Recht.WERK_ZIEN,
    Recht.CONTRACTVOORSTELLEN_ZIEN,
    Recht.AANGEHOUDEN_ZIEN,
    Recht.RUNS_ZIEN,
    Recht.MONITOR_ZIEN,
}
_ALLES_ZIEN: Final = frozenset(recht for recht in Recht if recht.endswith("_zien"))

RECHTEN: Final[Mapping[Rol, frozenset[Recht]]] = MappingProxyType(
    {
        Rol.DECLARATIEMEDEWERKER: _AANBIEDER,
        # Signs for the organisation: names the account it is paid on.
        Rol.TEKENBEVOEGD: _AANBIEDER | {Recht.REKENINGEN_VOORSTELLEN},
        Rol.SYSTEEM_AANBIEDER: _AANBIEDER,
        Rol.ADMINISTRATIE: _GEMEENTE
        | {Recht.BERICHTEN_INDIENEN, Recht.FEITEN_ZIEN, Recht.FEITEN_VASTLEGGEN, Recht.AANGEHOUDEN_ZIEN},
        Rol.TOEGANG: _GEMEENTE
        | {Recht.WERK_BESLUITEN, Recht.TOEWIJZINGEN_MAKEN, Recht.FEITEN_ZIEN, Recht.FEITEN_VASTLEGGEN},
        Rol.CONTROLLER: _GEMEENTE
        | _GELD_ZIEN
        | {
            Recht.BEGROTING_LADEN,
            Recht.FEITEN_ZIEN,
            Recht.BETALINGEN_VOORSTELLEN,
            Recht.BETALINGEN_GOEDKEUREN,
            Recht.REKENINGEN_BESLUITEN,
            Recht.AANGEHOUDEN_ZIEN,
            Recht.AANGEHOUDEN_BESLISSEN,
        },
        Rol.SYSTEEM_GEMEENTE: _GEMEENTE
        | _GELD_ZIEN
        | {Recht.BERICHTEN_INDIENEN, Recht.FEITEN_ZIEN, Recht.FEITEN_VASTLEGGEN},
        Rol.CONTRACTMANAGER: _REGIO
        | {Recht.CONTRACTEN_VOORSTELLEN, Recht.CONTRACTEN_BESLUITEN, Recht.WERK_BESLUITEN, Recht.KOSTEN_ZIEN},
        Rol.FINANCIEEL: _REGIO
        | _GELD_ZIEN
        | {
            Recht.BETALINGEN_VOORSTELLEN,
            Recht.BETALINGEN_GOEDKEUREN,
            Recht.REKENINGEN_VOORSTELLEN,
            Recht.REKENINGEN_BESLUITEN,
            Recht.AANGEHOUDEN_BESLISSEN,
            Recht.BEGROTING_LADEN,
            Recht.FEITEN_ZIEN,
        },
        Rol.BEHEER: frozenset(
            {
                Recht.BERICHTEN_ZIEN,
                Recht.WERK_ZIEN,
                Recht.RUNS_ZIEN,
                Recht.RUNS_STARTEN,
                Recht.ACCOUNTS_BEHEREN,
                Recht.MONITOR_ZIEN,
            }
        ),
        Rol.AUDITOR: _ALLES_ZIEN,
    }
)
"""What each role may do, beside what everybody may (PUBLIEK, and EIGEN once signed in)."""

SOORT: Final[Mapping[Rol, Organisatiesoort]] = MappingProxyType(
    {
        **dict.fromkeys(
            (Rol.DECLARATIEMEDEWERKER, Rol.TEKENBEVOEGD, Rol.SYSTEEM_AANBIEDER), Organisatiesoort.AANBIEDER
        ),
        **dict.fromkeys(
            (Rol.ADMINISTRATIE, Rol.TOEGANG, Rol.CONTROLLER, Rol.SYSTEEM_GEMEENTE), Organisatiesoort.GEMEENTE
        ),
        **dict.fromkeys((Rol.CONTRACTMANAGER, Rol.FINANCIEEL, Rol.BEHEER, Rol.AUDITOR), Organisatiesoort.REGIO),
    }
)
"""For what kind of organisation each role works."""


@dataclass(frozen=True, slots=True)
class Bereik:
    """Whose data may be seen: of one aanbieder, of one gemeente, or (neither) of the whole region."""

    aanbieder: str | None = None
    gemeente: str | None = None


@dataclass(frozen=True, slots=True)
class Bezoeker:
    """Who knocks: a name for the audit log, and an AGB-code, a gemeentecode or REGIO as organisatie."""

    naam: str
    rol: Rol
    organisatie: str

    @property
    def bereik(self) -> Bereik:
        """Whose data this visitor may see."""
        match SOORT[self.rol]:
            case Organisatiesoort.AANBIEDER:
                return Bereik(aanbieder=self.organisatie)
            case Organisatiesoort.GEMEENTE:
                return Bereik(gemeente=self.organisatie)
            case Organisatiesoort.REGIO:
                return Bereik()

    def mag(self, recht: Recht) -> bool:
        """Whether this visitor may do it at all; with what, `bereik` says."""
        return recht in (Recht.PUBLIEK, Recht.EIGEN) or recht in RECHTEN[self.rol]
