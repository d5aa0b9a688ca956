"""What stands in the menu, in order; a visitor sees what the role gives a right to."""

from __future__ import annotations

from typing import Final, NamedTuple

from backoffice.toegang.rechten import Bezoeker, Recht


class Menupunt(NamedTuple):
    """One entry: its text, where it leads, and what it takes to go there."""

    tekst: str
    pad: str
    recht: Recht


MENU: Final = (
    Menupunt("Start", "/", Recht.EIGEN),
    Menupunt("Postvak", "/postvak", Recht.WERK_ZIEN),
    Menupunt("Berichten", "/berichten", Recht.BERICHTEN_ZIEN),
    Menupunt("Indienen", "/berichten/indienen", Recht.BERICHTEN_INDIENEN),
    Menupunt("Proefdeclaratie", "/berichten/proef", Recht.BERICHTEN_INDIENEN),
    Menupunt("Werklijst", "/werk", Recht.WERK_ZIEN),
    Menupunt("Toewijzingen", "/toewijzingen", Recht.TOEWIJZINGEN_ZIEN),
    Menupunt("Kosten", "/kosten", Recht.KOSTEN_ZIEN),
    Menupunt("Verrekeningen", "/verrekeningen", Recht.VERREKENING_ZIEN),
    Menupunt("Feiten", "/feiten", Recht.FEITEN_ZIEN),
    Menupunt("Termijnwacht", "/termijnwacht", Recht.TERMIJNWACHT_ZIEN),
    Menupunt("Contracten", "/contracten", Recht.CONTRACTEN_ZIEN),
    Menupunt("Betalingen", "/betalingen", Recht.BETALINGEN_ZIEN),
    Menupunt("Te herstellen", "/prestaties/te-herstellen", Recht.PRESTATIES_HERSTELLEN),
    Menupunt("Accounts", "/beheer/accounts", Recht.ACCOUNTS_BEHEREN),
    Menupunt("Uw account", "/account", Recht.EIGEN),
)


def menu_voor(bezoeker: Bezoeker | None) -> tuple[Menupunt, ...]:
    """The entries for this visitor; none before signing in."""
    return () if bezoeker is None else tuple(punt for punt in MENU if bezoeker.mag(punt.recht))
