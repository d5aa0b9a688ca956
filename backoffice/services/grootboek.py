"""What the books say: the trial balance, and whether declarations, decisions and books agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from backoffice.storage import grootboek
from backoffice.storage.database import lezen
from backoffice.storage.grootboek import Aansluitrij, Saldo


@dataclass(frozen=True, slots=True)
class Proefbalans:
    """Balances over book months; debet and credit are equal, and all balances together are zero."""

    saldi: tuple[Saldo, ...]

    @property
    def debet(self) -> int:
        """All debits in the months asked for, in eurocents."""
        return sum(saldo.debet for saldo in self.saldi)

    @property
    def credit(self) -> int:
        """All credits in the months asked for, in eurocents."""
        return sum(saldo.credit for saldo in self.saldi)

    @property
    def in_evenwicht(self) -> bool:
        """Whether the books balance, before, in and after these months."""
        return self.debet == self.credit and sum(saldo.begin for saldo in self.saldi) == 0


def maak_proefbalans(engine: Engine, van: date, tot_en_met: date) -> Proefbalans:
    """The trial balance over book months, both named by their first day."""
    with lezen(engine) as conn:
        return Proefbalans(tuple(grootboek.lees_proefbalans(conn, van, tot_en_met)))


def zoek_verschillen(engine: Engine) -> tuple[list[Aansluitrij], list[Aansluitrij]]:
    """All (gemeente, aanbieder) with their sums, and those that do not add up.

    Declared is granted plus refused, and the books hold exactly what was granted.
    """
    with lezen(engine) as conn:
        rijen = grootboek.lees_aansluiting(conn)
    return rijen, [
        rij for rij in rijen if rij.ingediend != rij.toegekend + rij.afgewezen or rij.geboekt != rij.toegekend
    ]
