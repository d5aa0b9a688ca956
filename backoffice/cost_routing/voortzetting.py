"""Continuation of help after a change of woonplaats: whose contract and tarief hold, and until when.

On request the new gemeente has help without verblijf continued by the same aanbieder, under the same conditions
and tarieven, for at most one year from the change (art. 2.7a Jeugdwet); the new gemeente bears the cost. Cases
that changed gemeente by the new woonplaatsbeginsel kept theirs through 2022, pleegzorg without end (art. 10.1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from backoffice.cost_routing.woonplaats import OVERGANG

ARTIKEL: Final = "art. 2.7a Jeugdwet"
OVERGANGSRECHT: Final = "art. 10.1 Jeugdwet"


@dataclass(frozen=True, slots=True)
class Voortzetting:
    """For help that `gemeente` bears the contract of `contractgemeente` holds; days inclusive, None: no end."""

    gemeente: str
    contractgemeente: str
    vanaf: date
    tot_en_met: date | None
    artikel: str = ARTIKEL

    def geldt_op(self, dag: date) -> bool:
        """Whether it holds on a day of delivery."""
        return self.vanaf <= dag <= (self.tot_en_met or date.max)


def voortzetting(
    oude_gemeente: str, nieuwe_gemeente: str, verhuisd_op: date, *, verzocht: bool, met_verblijf: bool
) -> Voortzetting | None:
    """The continuation after a move; None when nobody asked for it or the jeugdige stays with an aanbieder.

    Without a request the new gemeente owes equivalent help, under its own contracts.
    """
    if not verzocht or met_verblijf or oude_gemeente == nieuwe_gemeente:
        return None
    return Voortzetting(nieuwe_gemeente, oude_gemeente, verhuisd_op, _jaar_later(verhuisd_op) - timedelta(days=1))


def overgang_2022(oude_gemeente: str, nieuwe_gemeente: str, *, pleegzorg: bool) -> Voortzetting:
    """The continuation of help that ran when the responsible gemeente changed on 01-01-2022."""
    einde = None if pleegzorg else _jaar_later(OVERGANG) - timedelta(days=1)
    return Voortzetting(nieuwe_gemeente, oude_gemeente, OVERGANG, einde, OVERGANGSRECHT)


def contractgemeente(gemeente: str, dag: date, voortzettingen: Iterable[Voortzetting] = ()) -> str:
    """By whose contract a prestatie of this gemeente is judged for a day of delivery: product, eenheid, tarief."""
    for voortgezet in voortzettingen:
        if voortgezet.gemeente == gemeente and voortgezet.geldt_op(dag):
            return voortgezet.contractgemeente
    return gemeente


def vertel(voortgezet: Voortzetting) -> str:
    """The continuation in one Dutch sentence."""
    einde = voortgezet.tot_en_met
    tot = f"tot en met {einde:%d-%m-%Y}" if einde else "zonder einddatum"
    return (
        f"Gemeente {voortgezet.gemeente} laat de hulp vanaf {voortgezet.vanaf:%d-%m-%Y} {tot} voortzetten door "
        f"dezelfde aanbieder, onder het contract en de tarieven van gemeente {voortgezet.contractgemeente} "
        f"({voortgezet.artikel})."
    )


def _jaar_later(dag: date) -> date:
    """The same day a year later; after 29 February that is 1 March."""
    try:
        return dag.replace(year=dag.year + 1)
    except ValueError:
        return date(dag.year + 1, 3, 1)
