"""Who bears what one declaratie grants: by the facts of a jeugdige, by a verdeelsleutel, or who it was sent to.

Nearly every prestatie is borne by the gemeente it was declared to, and costs no more than the question whether
facts are known. What cannot be told stays with that gemeente and becomes a signal (IV046).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from sqlalchemy import Connection

from backoffice.contracts.afspraken import Afspraken
from backoffice.cost_routing.feiten import Persoonsfeiten, TegenstrijdigeFeiten
from backoffice.cost_routing.herindeling import Herindeling
from backoffice.cost_routing.routering import BEKEND_COLLEGE, Dragerafspraken, Kosten, Routering, routeer
from backoffice.cost_routing.verrekening import Leverdagfout
from backoffice.declaraties.model import Prestatieoordeel
from backoffice.ledger.boeken import Boeking, Boekingsoort
from backoffice.services.heenbericht import afspraken_van
from backoffice.services.verwerking import Gelezen
from backoffice.services.werkplek import Werkplek
from backoffice.storage import persoonsfeiten, verrekening, voortzettingen
from backoffice.storage.verrekening import Postrij
from ijw import codelijsten
from ijw.regels.tekst import euro

REGEL: Final = "IV046"
"""The gemeente in the header is the one that the law makes responsible."""
ZONDER_CONTRACT: Final = "zonder contract"


@cache
def herindelingen() -> tuple[Herindeling, ...]:
    """The gemeenten that went over into one other as a whole."""
    lijst = codelijsten.lees(codelijsten.GEMEENTEN)
    return tuple(
        Herindeling(oud, opvolgers[0], lijst.geldigheid[oud][1])
        for oud, opvolgers in sorted(lijst.opvolgers.items())
        if len(opvolgers) == 1
    )


def lees_dragerafspraken(conn: Connection) -> Dragerafspraken:
    """All that is agreed about who bears."""
    return Dragerafspraken(verrekening.lees_kostenafspraken(conn), verrekening.sleutels_van(conn), herindelingen())


def dragerafspraken_van(werkplek: Werkplek, conn: Connection) -> Dragerafspraken:
    """All that is agreed about who bears, read once and again only after something was added."""
    stempel = verrekening.stempel(conn)
    bekend = werkplek.dragerafspraken
    if bekend is None or bekend[0] != stempel:
        bekend = werkplek.dragerafspraken = (stempel, lees_dragerafspraken(conn))
    return bekend[1]


@dataclass(slots=True)
class Dragers:
    """Who bears the prestaties of one declaratie; empty when there is nothing to find out."""

    gemeente: str
    contracten: Afspraken | None = None
    dragerafspraken: Dragerafspraken | None = None
    feiten: Mapping[int, Persoonsfeiten] = field(default_factory=dict, repr=False)
    levering: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    gerouteerd: dict[int, Routering] = field(default_factory=dict)
    signalen: list[tuple[int | None, str, str]] = field(default_factory=list)

    def delen(self, prestatie_id: int, oordeel: Prestatieoordeel) -> Mapping[str, int]:
        """The eurocents per bearing gemeente of a granted debet prestatie."""
        bedrag = oordeel.prestatie.ingediend_bedrag.bedrag
        if self.contracten is None or self.dragerafspraken is None:
            return {self.gemeente: bedrag}
        periode = oordeel.prestatie.product_periode
        soort = self.contracten.soort(oordeel.afspraak.contract) if oordeel.afspraak else ZONDER_CONTRACT
        kosten = Kosten(
            self.gemeente,
            periode.begindatum,
            periode.einddatum,
            bedrag,
            soort,
            self.levering.get(oordeel.prestatie.product_referentie.referentie_nummer),
        )
        feiten = None if oordeel.client is None else self.feiten.get(oordeel.client)
        try:
            routering = routeer(kosten, feiten, self.dragerafspraken)
        except (TegenstrijdigeFeiten, Leverdagfout) as fout:
            # A declaratie is never held up by this: the known college pays, and a person finds out the rest.
            self.signalen.append((prestatie_id, REGEL, str(fout)))
            return {self.gemeente: bedrag}
        self.gerouteerd[prestatie_id] = routering
        self.signalen += [(prestatie_id, REGEL, f"zoek uit: {vraag}") for vraag in routering.ontbreekt]
        if routering.periodes:
            self.signalen += [
                (
                    prestatie_id,
                    REGEL,
                    f"gemeente {post.betaalt} draagt hiervan {euro(post.bedrag)} "
                    f"({routering.gronden[post.betaalt]}): overleg daarover, "
                    f"en vertel het de aanbieder ({BEKEND_COLLEGE})",
                )
                for post in routering.posten
            ]
        return routering.delen

    def bewaar_posten(
        self, conn: Connection, boekingen: Iterable[tuple[int, Boeking]], gecrediteerd: Mapping[int, int]
    ) -> None:
        """Keep what gemeenten owe each other by these bookings (with ids); a credit takes back its debet's."""
        eerdere = verrekening.posten_van(conn, gecrediteerd.values()) if gecrediteerd else {}
        posten: list[Postrij] = []
        for boeking_id, boeking in boekingen:
            if boeking.prestatie is None:
                continue
            if boeking.soort is Boekingsoort.CREDITERING:
                posten += [
                    post._replace(
                        prestatie_id=boeking.prestatie,
                        boeking_id=boeking_id,
                        bedrag=-post.bedrag,
                        tegenpost_van=id_,
                    )
                    for id_, post in eerdere.get(gecrediteerd[boeking.prestatie], ())
                ]
            elif (routering := self.gerouteerd.get(boeking.prestatie)) is not None:
                posten += posten_van(routering, boeking.prestatie, boeking_id)
        verrekening.bewaar_posten(conn, posten)


def posten_van(routering: Routering, prestatie_id: int, boeking_id: int) -> list[Postrij]:
    """The verrekenposten of a routering, as they are kept."""
    return [
        Postrij(
            prestatie_id, boeking_id, post.betaalt, post.ontvangt, post.bedrag, routering.gronden[post.betaalt]
        )
        for post in routering.posten
    ]


def laad_dragers(
    werkplek: Werkplek, conn: Connection, gemeente: str, aanbieder: str, debets: Sequence[Prestatieoordeel]
) -> Dragers:
    """What is needed to tell who bears these granted debets, in a fixed number of queries."""
    if not debets:
        return Dragers(gemeente)
    clienten = {oordeel.client for oordeel in debets if oordeel.client is not None}
    feiten = persoonsfeiten.van_clienten(conn, werkplek.kluis, clienten)
    contracten, dragerafspraken = afspraken_van(werkplek, conn, aanbieder), dragerafspraken_van(werkplek, conn)
    soorten = {contracten.soort(een.afspraak.contract) if een.afspraak else ZONDER_CONTRACT for een in debets}
    if not feiten and not dragerafspraken.deelt(soorten) and not _opgeheven(gemeente, debets):
        return Dragers(gemeente)
    return Dragers(
        gemeente,
        contracten,
        dragerafspraken,
        feiten,
        verrekening.lees_leverdagen(conn, aanbieder, _referenties(debets, feiten)),
    )


def voortzettingen_van(
    conn: Connection, gelezen: Gelezen, clienten: Iterable[int]
) -> dict[int, list[tuple[date, date, str]]]:
    """Per cliënt (by id) who moved here: from when through when whose contract holds (art. 2.7a Jeugdwet)."""
    bekend = voortzettingen.van_clienten(conn, gelezen.gemeente, gelezen.aanbieder, set(clienten))
    return {
        client: [(een.vanaf, een.tot_en_met or date.max, een.contractgemeente) for een in van_client]
        for client, van_client in bekend.items()
    }


def _opgeheven(gemeente: str, debets: Iterable[Prestatieoordeel]) -> bool:
    """Whether the gemeente no longer existed at the end of some delivery."""
    laatste = max(oordeel.prestatie.product_periode.einddatum for oordeel in debets)
    return not codelijsten.gemeente_geldig(gemeente, laatste)


def _referenties(debets: Iterable[Prestatieoordeel], met_feiten: Collection[int]) -> list[str]:
    return [
        oordeel.prestatie.product_referentie.referentie_nummer
        for oordeel in debets
        if oordeel.client in met_feiten
    ]
