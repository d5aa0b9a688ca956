"""What a granted Aanvraag does to the register: new for what is new, a change for what runs (IV093)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from backoffice.toewijzingen.register import Versie
from backoffice.toewijzingen.wijzigen import NIETS_GEDAAN, Besloten, Gedaan, Gevolg, Gewenst, nieuw, wijzig
from backoffice.verzoeken.model import Regel


def voer_uit(
    regels: Iterable[Regel],
    register: Mapping[int, Versie],
    besloten: Besloten,
    *,
    nieuw_nummer: Callable[[], int],
    gedaan: Mapping[int, Gedaan],
) -> tuple[Gevolg | Versie, ...]:
    """The Gevolg of each line that changes a toewijzing and the Versie of each that is new, in their order.

    `register` and `gedaan` are by ToewijzingNummer. Decided and sent on one day. KeyError when a line changes a
    toewijzing that the register does not have.
    """
    return tuple(
        nieuw(nieuw_nummer(), gewenst(regel), besloten)
        if regel.toewijzing_nummer is None
        else wijzig(
            register[regel.toewijzing_nummer],
            gewenst(regel),
            besloten,
            verzonden=besloten.datum,
            nieuw_nummer=nieuw_nummer,
            gedaan=gedaan.get(regel.toewijzing_nummer, NIETS_GEDAAN),
        )
        for regel in regels
    )


def gewenst(regel: Regel) -> Gewenst:
    """What a line asks of the register."""
    return Gewenst(
        vanaf=regel.ingangsdatum,
        einddatum=regel.einddatum,
        categorie=regel.categorie,
        code=regel.code,
        volume=regel.volume,
        eenheid=regel.eenheid,
        frequentie=regel.frequentie,
        budget=regel.budget,
    )
