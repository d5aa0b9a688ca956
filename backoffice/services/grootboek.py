"""What the books say: the trial balance, and whether declarations, decisions and books agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Engine

from backoffice.ledger.aansluiting import Niveau, Regel, Stand, tel_op, vergelijk
from backoffice.services import csvbestand
from backoffice.services.csvbestand import euro_tekst
from backoffice.storage import aansluiting, boeksommen, grootboek
from backoffice.storage.boeksommen import Afwijking
from backoffice.storage.database import lezen
from backoffice.storage.grootboek import Peilstand, Saldo
from ijw.regels.tekst import euro


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


def maak_proefbalans(engine: Engine, van: date, tot_en_met: date, partij: str | None = None) -> Proefbalans:
    """The trial balance over book months, both named by their first day; of one party when it is named."""
    with lezen(engine) as conn:
        return Proefbalans(tuple(grootboek.lees_proefbalans(conn, van, tot_en_met, partij)))


def maak_stand(engine: Engine, op: date, bekend_op: date | None = None) -> list[Peilstand]:
    """What was granted, credited and paid for care delivered through a day, as known on that day or another.

    It follows from bookings, which are only added: asked again years later, it is the same.
    """
    with lezen(engine) as conn:
        return grootboek.lees_stand(conn, op, bekend_op or op)


NIVEAUS: Final = {niveau.name.lower(): niveau for niveau in Niveau}
"""The levels of the reconciliation by the names people use."""


@dataclass(frozen=True, slots=True)
class Aansluiting:
    """The sums of one level by key, in order, and every difference on any level, in Dutch."""

    rijen: tuple[Regel, ...]
    verschillen: tuple[str, ...]


def maak_aansluiting(engine: Engine, niveau: Niveau = Niveau.AANBIEDER) -> Aansluiting:
    """Compare what was declared, decided, booked and paid; differences are sought down to the lines."""
    with lezen(engine) as conn:
        standen = tel_op(aansluiting.lees_regels(conn), max(niveau, Niveau.BERICHT))
        verschillen = vergelijk(standen, aansluiting.lees_declaraties(conn), aansluiting.lees_saldi(conn))
        verschillen += map(_afwijking, boeksommen.afwijkingen(conn))
    rijen = (Regel(sleutel, stand) for sleutel, stand in sorted(standen.items()) if len(sleutel) == niveau)
    return Aansluiting(tuple(rijen), tuple(verschillen))


def hermaak_sommen(engine: Engine) -> int:
    """Make the sums beside the books anew from the lines, and give how many were not what the lines are."""
    with engine.begin() as conn:
        boeksommen.houd_vast(conn)
        anders = sum(1 for _ in boeksommen.afwijkingen(conn))
        boeksommen.hermaak(conn)
    return anders


def _afwijking(een: Afwijking) -> str:
    return (
        f"{een.gemeente} {een.aanbieder}: de som van {een.rekening} {een.partij}, geleverd in "
        f"{een.leveringsmaand:%m-%Y} en geboekt in {een.boekmaand:%m-%Y}, is niet die van de boekingen; "
        f"debet wijkt {euro(een.debet)} af, credit {euro(een.credit)}, het aantal regels {een.aantal}"
    )


KOPPEN: Final = Stand._fields
"""What the sums of a reconciliation are called, in their order."""


def schrijf_aansluiting(gemaakt: Aansluiting, niveau: Niveau) -> bytes:
    """The reconciliation as CSV, with a last row that holds the totals."""
    koppen = ("gemeente", "aanbieder", "bericht", "referentienummer")[:niveau]
    totaal = Stand()
    for rij in gemaakt.rijen:
        totaal = totaal.plus(rij.stand)
    rijen = [(rij.sleutel, rij.stand) for rij in gemaakt.rijen]
    rijen.append((("totaal", *[""] * (niveau - 1)), totaal))
    return csvbestand.schrijf(
        [
            (*koppen, *KOPPEN, "verschil"),
            *((*sleutel, *map(euro_tekst, stand), "; ".join(stand.verschillen())) for sleutel, stand in rijen),
        ]
    )
