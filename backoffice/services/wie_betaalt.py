"""Who bears a prestatie, or a jeugdige over a period, with articles, facts and their sources.

What was booked comes first; what today's facts say is told beside it. A look is an access and is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection

from backoffice.cost_routing.dossier import stel_samen
from backoffice.cost_routing.routering import leg_uit, woonplaatsregels
from backoffice.cost_routing.woonplaats import woonplaatsen
from backoffice.ledger.boeken import Rekening
from backoffice.services.herrouteer import routeer_nu
from backoffice.services.kostendragers import lees_dragerafspraken
from backoffice.services.leg_feiten_vast import toon_feiten
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, boekingen, herroutering, verrekening
from backoffice.storage.herroutering import Kandidaat
from ijw.regels.tekst import euro


def wie_betaalt(
    werkplek: Werkplek,
    referentie: str,
    aanbieder: str | None,
    tijdstip: datetime,
    wie: str,
    *,
    prestatie_id: int | None = None,
) -> list[str]:
    """The story in Dutch of each granted debet prestatie with this ReferentieNummer that was not taken back.

    Only of one prestatie when its id is given: one number may stand at two gemeenten.
    """
    with werkplek.engine.begin() as conn:
        gevonden = [
            een for een in herroutering.zoek(conn, referentie, aanbieder) if prestatie_id in (None, een.id)
        ]
        audit.leg_vast(
            conn,
            tijdstip=tijdstip,
            wie=wie,
            handeling="woonplaats ingezien",
            doel=f"wie betaalt {referentie}",
            clienten={een.client_id for een in gevonden if een.client_id is not None},
        )
        return ["\n".join(_verhaal(werkplek, conn, een)) for een in gevonden]


def _verhaal(werkplek: Werkplek, conn: Connection, kandidaat: Kandidaat) -> Iterator[str]:
    yield (
        f"Prestatie {kandidaat.referentie} van aanbieder {kandidaat.aanbieder}, "
        f"{kandidaat.begindatum:%d-%m-%Y} tot en met {kandidaat.einddatum:%d-%m-%Y}, "
        f"{euro(kandidaat.bedrag)}, gedeclareerd bij gemeente {kandidaat.gemeente}."
    )
    geboekt = boekingen.toekenning_van(conn, [kandidaat.id])[kandidaat.id]
    delen = {regel.partij: regel.bedrag for regel in geboekt.regels if regel.rekening is Rekening.GEMEENTE}
    yield "Geboekt:"
    yield from (f"  gemeente {gemeente} draagt {euro(deel)}" for gemeente, deel in sorted(delen.items()))
    for _, post in verrekening.posten_van(conn, [kandidaat.id]).get(kandidaat.id, ()):
        yield f"  gemeente {post.betaalt} verrekent {euro(post.bedrag)} met {post.ontvangt} ({post.grond})"
    ((_, routering),) = routeer_nu(werkplek, conn, [kandidaat], lees_dragerafspraken(conn))
    yield "Volgens wat nu bekend is:"
    if routering is None:
        yield "  De feiten of leverdagen spreken elkaar tegen. Kijk ze na met 'ijw feiten toon'."
        return
    yield from (f"  {regel}" for regel in leg_uit(routering).splitlines())
    if {gemeente: deel for gemeente, deel in routering.delen.items() if deel} != {
        gemeente: deel for gemeente, deel in delen.items() if deel
    }:
        yield "Dat is anders dan geboekt. Maak een voorstel met 'ijw verrekening voorstel'."


def wie_draagt(werkplek: Werkplek, bsn: str, van: date, tot: date, tijdstip: datetime, wie: str) -> list[str]:
    """The responsible gemeente of a jeugdige on each day of a period, in Dutch; empty when nothing is known.

    TegenstrijdigeFeiten when facts cannot all be true.
    """
    bewaard = toon_feiten(werkplek, bsn, tijdstip, wie)
    if not bewaard:
        return []
    periodes = woonplaatsen(stel_samen(een.opgave for een in bewaard), van, tot)
    return [
        *woonplaatsregels(periodes),
        *(f"Zoek uit: {vraag}." for vraag in dict.fromkeys(deel.ontbreekt for deel in periodes if deel.ontbreekt)),
    ]
