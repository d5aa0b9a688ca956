"""Age of a jeugdige, also where part of the date of birth is unknown."""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date

from ijw.berichten.basis import Geboortedatum


@dataclass(frozen=True, slots=True)
class Geboren:
    """The first and the last day on which a jeugdige may have been born; the same day when it is known."""

    vroegst: date
    laatst: date

    @classmethod
    def uit(cls, geboortedatum: Geboortedatum) -> Geboren | None:
        """Read what a message says (COD170); None when the whole date is unknown."""
        dag = geboortedatum.datum
        match geboortedatum.datum_gebruik:
            case None:
                return cls(dag, dag)
            case "1":
                return cls(dag.replace(day=1), dag.replace(day=monthrange(dag.year, dag.month)[1]))
            case "2":
                return cls(date(dag.year, 1, 1), date(dag.year, 12, 31))
            case _:
                return None

    def zeker_vanaf(self, jaren: int) -> date:
        """The first day on which he certainly has this age."""
        return verjaardag(self.laatst, jaren)

    def mogelijk_vanaf(self, jaren: int) -> date:
        """The first day on which he may have this age."""
        return verjaardag(self.vroegst, jaren)


def verjaardag(geboren: date, jaren: int) -> date:
    """The day on which someone reaches an age; who was born on 29 February does so on 1 March in other years."""
    jaar = geboren.year + jaren
    if (geboren.month, geboren.day) == (2, 29) and not isleap(jaar):
        return date(jaar, 3, 1)
    return geboren.replace(year=jaar)
