"""What stands in the menu, in order; a visitor sees what the role gives a right to."""

from __future__ import annotations

from itertools import groupby
from typing import Final, NamedTuple

from backoffice.toegang.rechten import Bezoeker, Recht


class Menupunt(NamedTuple):
    """One entry: its text, where it leads, what it takes to go there, and under which heading it stands."""

    tekst: str
    pad: str
    recht: Recht
    groep: str = ""


class Menugroep(NamedTuple):
    """Entries under one heading; without a heading they stand in the bar itself."""

    kop: str
    punten: tuple[Menupunt, ...]


OP_EEN_REGEL: Final = 8
"""So many entries fit in the bar; who has more gets them under headings."""

MENU: Final = (
    Menupunt("Start", "/", Recht.EIGEN),
    Menupunt("Postvak", "/postvak", Recht.WERK_ZIEN, "Post"),
    Menupunt("Berichten", "/berichten", Recht.BERICHTEN_ZIEN, "Post"),
    Menupunt("Indienen", "/berichten/indienen", Recht.BERICHTEN_INDIENEN, "Post"),
    Menupunt("Proefdeclaratie", "/berichten/proef", Recht.BERICHTEN_INDIENEN, "Post"),
    Menupunt("Te herstellen", "/prestaties/te-herstellen", Recht.PRESTATIES_HERSTELLEN, "Post"),
    Menupunt("Werklijst", "/werk", Recht.WERK_ZIEN, "Hulp"),
    Menupunt("Verzoeken", "/verzoeken", Recht.VERZOEKEN_ZIEN, "Hulp"),
    Menupunt("Toewijzingen", "/toewijzingen", Recht.TOEWIJZINGEN_ZIEN, "Hulp"),
    Menupunt("Feiten", "/feiten", Recht.FEITEN_ZIEN, "Hulp"),
    Menupunt("Termijnwacht", "/termijnwacht", Recht.TERMIJNWACHT_ZIEN, "Hulp"),
    Menupunt("Kosten", "/kosten", Recht.KOSTEN_ZIEN, "Geld"),
    Menupunt("Verrekeningen", "/verrekeningen", Recht.VERREKENING_ZIEN, "Geld"),
    Menupunt("Betalingen", "/betalingen", Recht.BETALINGEN_ZIEN, "Geld"),
    Menupunt("Te besluiten", "/betalingen/aangehouden", Recht.AANGEHOUDEN_BESLISSEN, "Geld"),
    Menupunt("Betaalvoorstellen", "/betaalvoorstellen", Recht.GROOTBOEK_ZIEN, "Geld"),
    Menupunt("Rekeningen", "/rekeningen", Recht.BETALINGEN_ZIEN, "Geld"),
    Menupunt("Grootboek", "/grootboek", Recht.GROOTBOEK_ZIEN, "Geld"),
    Menupunt("Contracten", "/contracten", Recht.CONTRACTEN_ZIEN, "Afspraken"),
    Menupunt("Contractbeheer", "/contractbeheer", Recht.CONTRACTVOORSTELLEN_ZIEN, "Afspraken"),
    Menupunt("Monitor", "/monitor", Recht.MONITOR_ZIEN, "Toezicht"),
    Menupunt("Runs", "/runs", Recht.RUNS_ZIEN, "Toezicht"),
    Menupunt("Wie zag wat", "/audit", Recht.AUDIT_ZIEN, "Toezicht"),
    Menupunt("Accounts", "/beheer/accounts", Recht.ACCOUNTS_BEHEREN, "Toezicht"),
    Menupunt("Uw account", "/account", Recht.EIGEN),
)


def menu_voor(bezoeker: Bezoeker | None) -> tuple[Menugroep, ...]:
    """The entries for this visitor, under headings when there are many; none before signing in."""
    if bezoeker is None:
        return ()
    punten = tuple(punt for punt in MENU if bezoeker.mag(punt.recht))
    if len(punten) <= OP_EEN_REGEL:
        return (Menugroep("", punten),)
    groepen = (Menugroep(kop, tuple(groep)) for kop, groep in groupby(punten, lambda punt: punt.groep))
    # A heading over one entry would only be in the way.
    return tuple(groep if len(groep.punten) > 1 else groep._replace(kop="") for groep in groepen)


def huidig_pad(menu: tuple[Menugroep, ...], pad: str) -> str | None:
    """Where the entry leads that this page is, or lies under; None when no entry does."""
    paden = (punt.pad for groep in menu for punt in groep.punten)
    return max((een for een in paden if pad == een or pad.startswith(f"{een}/")), key=len, default=None)
