"""Bookings: what an approved prestatie does to the accounts, in double entry.

A boeking is added and stays; a credit posts the reverse of the boeking it points at. The lines of one boeking
sum to zero. Amounts are signed eurocents, debit positive.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple


class Rekening(StrEnum):
    """The accounts: a claim on the gemeente that bears the cost, a debt to the aanbieder that delivered.

    Taakgericht work is kept apart: no prestaties stand behind it, only a budget and its settlement.
    A payment that was sent to the bank is under way (per paying gemeente) until the bank says what became of it.
    """

    GEMEENTE = "vordering_gemeente"
    AANBIEDER = "schuld_aanbieder"
    TAAKGERICHT = "vordering_taakgericht"
    ONDERWEG = "betaling_onderweg"
    BANK = "bank"


class Boekingsoort(StrEnum):
    """Why something is booked."""

    TOEKENNING = "toekenning"
    CREDITERING = "creditering"
    BETALING = "betaling"
    BETAALD = "betaald"
    TERUGGEKOMEN = "teruggekomen"
    HERROUTERING = "herroutering"
    VOORSCHOT = "voorschot"
    AFREKENING = "afrekening"


ZONDER_PRESTATIE: Final = (
    Boekingsoort.BETALING,
    Boekingsoort.BETAALD,
    Boekingsoort.TERUGGEKOMEN,
    Boekingsoort.VOORSCHOT,
    Boekingsoort.AFREKENING,
)
"""What is booked without a prestatie behind it."""


class Boekingsregel(NamedTuple):
    """One line: account, party (gemeentecode or AGB-code) and signed eurocents."""

    rekening: Rekening
    partij: str
    bedrag: int


class Boeking(NamedTuple):
    """One balanced entry; `gemeente` owes the aanbieder, whoever bears the cost in the end (art. 8.2.1 Jeugdwet).

    `prestatie` is None for what is about a debt as a whole, such as a payment; `tegenboeking_van` is the boeking
    that this one undoes or changes, `betaling` the payment it is about. `ronde` counts the changes of bearer of
    one prestatie.
    """

    prestatie: int | None
    gemeente: str
    soort: Boekingsoort
    geboekt_op: date
    leveringsmaand: date
    regels: tuple[Boekingsregel, ...]
    tegenboeking_van: int | None = None
    betaling: int | None = None
    ronde: int = 0

    @property
    def in_evenwicht(self) -> bool:
        """Whether the lines sum to zero; nothing else may be kept."""
        return sum(regel.bedrag for regel in self.regels) == 0


class Geboekt(NamedTuple):
    """What stands in the books for a prestatie: the id of its toekenning, and the lines as they are now.

    `rondes` is how often its bearer changed since.
    """

    id: int
    regels: tuple[Boekingsregel, ...]
    rondes: int = 0


def boek_toekenning(
    prestatie: int,
    gemeente: str,
    aanbieder: str,
    delen: Mapping[str, int],
    geboekt_op: date,
    leveringsmaand: date,
) -> Boeking:
    """Book an approved debet prestatie; `delen` are the eurocents per bearing gemeente, their sum is the debt."""
    regels = [Boekingsregel(Rekening.GEMEENTE, drager, bedrag) for drager, bedrag in delen.items()]
    regels.append(Boekingsregel(Rekening.AANBIEDER, aanbieder, -sum(delen.values())))
    return Boeking(prestatie, gemeente, Boekingsoort.TOEKENNING, geboekt_op, leveringsmaand, tuple(regels))


def boek_creditering(
    prestatie: int, gemeente: str, origineel: Geboekt, geboekt_op: date, leveringsmaand: date
) -> Boeking:
    """Book an approved credit prestatie: the reverse of what stands for its debet (IV085, IV091)."""
    return Boeking(
        prestatie,
        gemeente,
        Boekingsoort.CREDITERING,
        geboekt_op,
        leveringsmaand,
        tuple(regel._replace(bedrag=-regel.bedrag) for regel in origineel.regels),
        origineel.id,
    )


def boek_herroutering(
    prestatie: int,
    gemeente: str,
    origineel: Geboekt,
    van: str,
    naar: str,
    bedrag: int,
    geboekt_op: date,
    leveringsmaand: date,
) -> Boeking:
    """Book that part of a prestatie is borne by another gemeente than was booked; the debt stays as it was."""
    return Boeking(
        prestatie,
        gemeente,
        Boekingsoort.HERROUTERING,
        geboekt_op,
        leveringsmaand,
        (
            Boekingsregel(Rekening.GEMEENTE, naar, bedrag),
            Boekingsregel(Rekening.GEMEENTE, van, -bedrag),
        ),
        origineel.id,
        ronde=origineel.rondes + 1,
    )


def boek_taakgericht(
    soort: Boekingsoort, gemeente: str, aanbieder: str, bedrag: int, geboekt_op: date, leveringsmaand: date
) -> Boeking:
    """Book a voorschot or the settlement of taakgericht work: each gemeente owes the aanbieder its own part."""
    return Boeking(
        None,
        gemeente,
        soort,
        geboekt_op,
        leveringsmaand,
        (
            Boekingsregel(Rekening.TAAKGERICHT, gemeente, bedrag),
            Boekingsregel(Rekening.AANBIEDER, aanbieder, -bedrag),
        ),
    )


def boek_betaling(
    betaling: int, gemeente: str, aanbieder: str, bedrag: int, geboekt_op: date, leveringsmaand: date
) -> Boeking:
    """Book a payment that was sent to the bank, for one month of delivery: less debt, more under way."""
    return Boeking(
        None,
        gemeente,
        Boekingsoort.BETALING,
        geboekt_op,
        leveringsmaand,
        (
            Boekingsregel(Rekening.AANBIEDER, aanbieder, bedrag),
            Boekingsregel(Rekening.ONDERWEG, gemeente, -bedrag),
        ),
        betaling=betaling,
    )


def boek_uitvoering(betaling: Boeking, geboekt_op: date) -> Boeking:
    """Book that the bank carried out a payment: what was under way has left the account."""
    bedrag = betaling.regels[0].bedrag
    return betaling._replace(
        soort=Boekingsoort.BETAALD,
        geboekt_op=geboekt_op,
        regels=(
            Boekingsregel(Rekening.ONDERWEG, betaling.gemeente, bedrag),
            Boekingsregel(Rekening.BANK, betaling.gemeente, -bedrag),
        ),
    )


def boek_terugkomst(id_: int, betaling: Boeking, van: Rekening, geboekt_op: date) -> Boeking:
    """Book that a payment, itself booked under `id_`, came back, so that the debt is open again.

    It comes off what is under way, or back into the bank account when the bank had carried it out.
    """
    schuld = betaling.regels[0]
    return betaling._replace(
        soort=Boekingsoort.TERUGGEKOMEN,
        geboekt_op=geboekt_op,
        regels=(
            schuld._replace(bedrag=-schuld.bedrag),
            Boekingsregel(van, betaling.gemeente, schuld.bedrag),
        ),
        tegenboeking_van=id_,
    )
