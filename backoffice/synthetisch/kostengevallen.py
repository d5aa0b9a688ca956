"""Planting who bears a cost: children who moved or stay elsewhere, and help that all gemeenten share.

What a case needs beside messages comes as files too: facts about a child, and the keys by which cost is shared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Final

from backoffice.contracts.model import Contractsoort, Gevolg
from backoffice.synthetisch.aanbod import DIAGNOSTIEK, GEMEENTEN
from backoffice.synthetisch.jaargevallen import dragers
from backoffice.synthetisch.model import Concept, Regel, maand_na
from backoffice.synthetisch.termijngevallen import Jaarplanter
from ijw import rekenen

SLEUTEL: Final = "jeugdigen tot 18 jaar"
SLEUTELJAREN: Final = (2025, 2026)
_DAG: Final = timedelta(days=1)
_VERHUISD: Final = 15
"""Days into a month on which a child moves."""
_LATER_BEKEND: Final = 3
"""Months until a move becomes known that nobody told of at first."""
_TERUG: Final = date(2015, 1, 1)

Feit = tuple[str, ...]
"""A line of a file with facts: bsn, soort, vanaf, tot_en_met, gemeente, in_onderzoek, bron, vervangt."""
_FEITKOLOMMEN: Final = ("bsn", "soort", "vanaf", "tot_en_met", "gemeente", "in_onderzoek", "bron", "vervangt")


class Kostenplanter:
    """Plants the cases and gathers the facts, by the day on which they become known."""

    def __init__(self, jaar: Jaarplanter) -> None:
        self.jaar = jaar
        self.feiten: defaultdict[date, list[Feit]] = defaultdict(list)
        self._toewijzingen = Counter(een.zaak.jeugdige.bsn for een in jaar.planter.regio.toewijzingen)

    def bestanden(self) -> Iterable[tuple[str, bytes, date]]:
        """Name, content and day of receipt of every file: first the keys, then the facts."""
        begin = self.jaar.planter.regio.maanden[0]
        yield "sleutels/verdeelsleutels.csv", _csv(_sleutels()), begin
        afspraak = (Contractsoort.DIAGNOSTIEK.value, begin.isoformat(), "solidariteit", SLEUTEL)
        yield "afspraken/kostenafspraken.csv", _csv([("soort", "vanaf", "grondslag", "sleutel"), afspraak]), begin
        for dag, regels in sorted(self.feiten.items()):
            yield f"feiten/brp-{dag:%Y-%m-%d}.csv", _csv([_FEITKOLOMMEN, *regels]), dag

    def plant_verhuizing(self, naam: str, maanden: int) -> bool:
        """A child moves within a month, and the facts come so many months after the first day of it."""
        vondst = self._kies(maanden)
        if vondst is None:
            return False
        concept, regel, elders = vondst
        dag = regel.begin + _VERHUISD * _DAG
        self._meld(
            regel,
            maand_na(concept.periode, maanden) - _DAG,
            ("woonadres", _TERUG, dag - _DAG, concept.gemeente),
            ("woonadres", dag, None, elders),
        )
        dagen = {concept.gemeente: rekenen.dagen(regel.begin, dag - _DAG), elders: rekenen.dagen(dag, regel.eind)}
        self.jaar.noteer(naam, regel, dragers(rekenen.verdeel(regel.bedrag, dagen)))
        return True

    def plant_verblijf(self) -> bool:
        """A child from elsewhere stays with a pleegouder: where it came from bears all of it (art. 1.1)."""
        vondst = self._kies(1)
        if vondst is None:
            return False
        concept, regel, elders = vondst
        geplaatst = regel.toewijzing.ingang - 200 * _DAG
        self._meld(
            regel,
            maand_na(concept.periode) - _DAG,
            ("woonadres", _TERUG, geplaatst - _DAG, elders),
            ("woonadres", geplaatst, None, concept.gemeente),
            ("verblijf pleegouder", geplaatst, None, concept.gemeente),
        )
        self.jaar.noteer("verblijf", regel, dragers({elders: regel.bedrag}))
        return True

    def plant_gedeeld(self) -> bool:
        """Diagnostiek, borne by all by the key of the year of delivery; the years in turn."""
        gepland = sum(geval.soort.naam == "gedeeld" for geval in self.jaar.gevallen)
        jaar = SLEUTELJAREN[gepland % 2]
        producten = {product.code for product in DIAGNOSTIEK}
        vondst = self.jaar.planter.zoek(lambda _, regel: regel.code in producten and regel.maand.year == jaar)
        if vondst is None:
            return False
        _, regel = vondst
        self.jaar.noteer("gedeeld", regel, dragers(rekenen.verdeel(regel.bedrag, gewichten(jaar))))
        return True

    def _kies(self, maanden: int) -> tuple[Concept, Regel, str] | None:
        """A whole month of a child with one toewijzing, of a kind of help that is not shared; and elsewhere."""

        def past(regel: Regel) -> bool:
            return (
                self._toewijzingen[regel.bsn] == 1
                and regel.tarief is not None
                and regel.code[:2] != "DG"
                and rekenen.dagen(regel.begin, regel.eind) >= 28
            )

        vondst = self.jaar.kies(past, maanden, (None, Gevolg.SIGNAAL))
        if vondst is None:
            return None
        concept, regel = vondst
        elders = [code for code in GEMEENTEN if code != concept.gemeente]
        return concept, regel, self.jaar.planter.rng.choice(elders)

    def _meld(self, regel: Regel, dag: date, *feiten: tuple[str, date, date | None, str]) -> None:
        for soort, vanaf, tot, gemeente in feiten:
            einde = "" if tot is None else tot.isoformat()
            bron = f"BRP {dag:%d-%m-%Y}"
            self.feiten[dag].append((regel.bsn, soort, vanaf.isoformat(), einde, gemeente, "", bron, ""))


def gewichten(jaar: int) -> dict[str, int]:
    """The jeugdigen per gemeente by which a cost of a year is shared; made up, and another number every year."""
    return {
        gemeente: deel * 1_000 + (jaar - SLEUTELJAREN[0]) * 7 * (nummer - 6)
        for nummer, (gemeente, deel) in enumerate(GEMEENTEN.items())
    }


def _sleutels() -> list[tuple[str, ...]]:
    return [
        ("naam", "jaar", "soort", "gemeente", "gewicht"),
        *(
            (SLEUTEL, str(jaar), "jeugdigen", gemeente, str(aantal))
            for jaar in SLEUTELJAREN
            for gemeente, aantal in gewichten(jaar).items()
        ),
    ]


def _csv(rijen: Sequence[Sequence[str]]) -> bytes:
    return "".join(";".join(rij) + "\r\n" for rij in rijen).encode("utf-8-sig")


KOSTENPLANTERS: Final[Mapping[str, Callable[[Kostenplanter], bool]]] = {
    "gedeeld": Kostenplanter.plant_gedeeld,
    "verblijf": Kostenplanter.plant_verblijf,
    "verhuizing": partial(Kostenplanter.plant_verhuizing, naam="verhuizing", maanden=1),
    "verhuizing-later": partial(Kostenplanter.plant_verhuizing, naam="verhuizing-later", maanden=_LATER_BEKEND),
}
"""Per kind what plants one case, False when nothing suits."""
