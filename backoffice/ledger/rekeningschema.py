"""From our accounts to those of a gemeente: its own grootboekrekening, kostenplaats and taakveld."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from backoffice.fouten import BackofficeError
from backoffice.ledger.journaal import Journaalpost, Journaalrekening
from backoffice.ledger.taakvelden import TAAKVELDEN


class NietGekoppeld(BackofficeError):
    """The rekeningschema lacks an account for something that was booked; the text lists all that misses."""


VERBLIJF: Final = {
    **dict.fromkeys(("35", "36", "37", "38", "43", "44"), True),
    **dict.fromkeys(("31", "32", "33", "34", "40", "41", "42", "45", "47", "48", "49", "51", "53"), False),
}
"""Whether a productcategorie (JZ020) is care with verblijf; the others, such as crisis, can be either."""


class Post(NamedTuple):
    """What a line of the rekeningschema is looked up by."""

    rekening: Journaalrekening
    contractsoort: str = ""
    categorie: str = ""


@dataclass(frozen=True, slots=True)
class Koppeling:
    """One line of the rekeningschema: it fits when every condition that is not None does."""

    rekening: Journaalrekening
    grootboekrekening: str
    omschrijving: str
    contractsoort: str | None = None
    categorie: str | None = None
    verblijf: bool | None = None
    kostenplaats: str = ""
    taakveld: str = ""

    def past(self, post: Post) -> bool:
        """Whether this is the account for it."""
        return (
            self.rekening is post.rekening
            and self.contractsoort in (None, post.contractsoort)
            and self.categorie in (None, post.categorie)
            and (self.verblijf is None or self.verblijf is VERBLIJF.get(post.categorie))
        )


@dataclass(frozen=True, slots=True)
class Rekeningschema:
    """The accounts of one gemeente; the first line that fits decides. An auditfile asks for `fiscaal_nummer`."""

    koppelingen: tuple[Koppeling, ...]
    fiscaal_nummer: str = ""

    def zoek(self, post: Post) -> Koppeling | None:
        """The first line that fits."""
        return next((koppeling for koppeling in self.koppelingen if koppeling.past(post)), None)

    def koppel(self, posten: Iterable[Post], jaren: Iterable[int]) -> dict[Post, Koppeling]:
        """The line for each of these, booked in these years; NietGekoppeld names all that misses or is wrong."""
        gevonden = {post: self.zoek(post) for post in set(posten)}
        mist = [_in_woorden(post) for post, koppeling in sorted(gevonden.items()) if koppeling is None]
        goed = {post: koppeling for post, koppeling in gevonden.items() if koppeling is not None}
        verlopen = sorted(set(_verlopen(goed.values(), set(jaren))))
        if mist or verlopen:
            raise NietGekoppeld("Het rekeningschema past niet bij wat is geboekt. " + " ".join([*mist, *verlopen]))
        return goed


def posten_van(journaal: Iterable[Journaalpost]) -> Iterator[tuple[Journaalpost, tuple[Post, ...]]]:
    """Per journaalpost what its lines are looked up by; only cost differs by what was delivered."""
    for journaalpost in journaal:
        soort, categorie = journaalpost.boeking.contractsoort, journaalpost.boeking.categorie
        yield (
            journaalpost,
            tuple(
                Post(rekening, soort, categorie) if rekening is Journaalrekening.KOSTEN else Post(rekening)
                for rekening, _, _ in journaalpost.regels
            ),
        )


def _in_woorden(post: Post) -> str:
    if post.rekening is not Journaalrekening.KOSTEN:
        return f"Er is geen regel voor {post.rekening}."
    verblijf = {True: "met verblijf", False: "zonder verblijf", None: "verblijf niet af te leiden"}
    soort = post.contractsoort or "zonder contract"
    wat = f"contractsoort {soort}, categorie {post.categorie}, {verblijf[VERBLIJF.get(post.categorie)]}"
    return f"Er is geen regel voor {post.rekening}, {wat}."


def _verlopen(koppelingen: Iterable[Koppeling], jaren: set[int]) -> Iterator[str]:
    for koppeling in koppelingen:
        taakveld = TAAKVELDEN.get(koppeling.taakveld)
        for jaar in jaren:
            if taakveld is not None and not taakveld.geldig(jaar):
                yield f"Taakveld {koppeling.taakveld} ({taakveld.naam}) bestaat niet in {jaar}."
