"""What leaves because of a decision: composed, judged as the receiver will, and put in the outbox, or not at all.

A message that would be refused never leaves: Besluitfout tells why, and then nothing of the decision is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from backoffice.fouten import BackofficeError, OnjuisteInhoud
from backoffice.services.heenbericht import afspraken_van
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import berichten, toewijzingen, verzoeken
from backoffice.toewijzingen import opstellen
from backoffice.toewijzingen.nakijken import Omgeving, antwoord_nakijken, toewijzing_nakijken
from backoffice.toewijzingen.opstellen import Stand
from backoffice.toewijzingen.register import Versie
from ijw import codec
from ijw.berichten import basis, jw301, jw319
from ijw.bevinding import Bevinding
from ijw.feiten import ONBEKEND, Onbekend
from ijw.json_vorm import klasse_van_json
from ijw.retour import Kenmerk
from ijw.vorm import Berichtsoort

_SECONDE = timedelta(seconds=1)


class Besluitfout(BackofficeError):
    """A decision that cannot be taken, or not any more; the Dutch text says why and what can be done."""


class OnjuistBesluit(Besluitfout, OnjuisteInhoud):
    """A decision that lacks something, or names what cannot be; it can be taken in another form."""


@dataclass(frozen=True, slots=True)
class Administratie:
    """What one gemeente has with one aanbieder about one cliënt, as it stands in this transaction.

    `verzonden` are the toewijzingen as the aanbieder last received them.
    """

    gemeente: str
    aanbieder: str
    client_id: int
    register: dict[int, toewijzingen.Geregistreerd]
    verzonden: dict[int, Versie]
    verzoeken: tuple[verzoeken.Geregistreerd, ...]

    @property
    def versies(self) -> dict[int, Versie]:
        """What is in force, by ToewijzingNummer."""
        return {nummer: bekend.versie for nummer, bekend in self.register.items()}

    def besluitmoment(self, nu: datetime) -> tuple[date, str]:
        """Toewijzingsdatum and -tijd of a decision now: later than every version before it (IV013)."""
        moment = nu.astimezone(AMSTERDAM).replace(tzinfo=None, microsecond=0)
        for versie in self.versies.values():
            dag, tijd = versie.moment
            moment = max(moment, datetime.combine(dag, time.fromisoformat(tijd)) + _SECONDE)
        return moment.date(), f"{moment:%H:%M:%S}"


def lees_administratie(conn: Connection, gemeente: str, aanbieder: str, client_id: int) -> Administratie:
    """Read the register, what was sent of it, and the verzoeken."""
    return Administratie(
        gemeente,
        aanbieder,
        client_id,
        toewijzingen.toewijzingen_van_client(conn, client_id, aanbieder),
        toewijzingen.verzonden_versies(conn, client_id, aanbieder),
        tuple(verzoeken.verzoeken_van_client(conn, client_id, aanbieder)),
    )


def verzend_toewijzing(
    werkplek: Werkplek,
    conn: Connection,
    administratie: Administratie,
    versies: Sequence[Versie],
    nu: datetime,
    *,
    vow: str | None = None,
) -> int:
    """Register versions and tell the aanbieder in a JW301 that is complete by OP087; gives its id in the outbox.

    `vow` is the reference of the verzoek om wijziging that it honours. What a refused JW301 told is told again.
    """
    gemeente, aanbieder, client_id = administratie.gemeente, administratie.aanbieder, administratie.client_id
    dossier = toewijzingen.lees_dossier(conn, werkplek.kluis, client_id)
    if dossier is None:
        raise Besluitfout(
            "Van deze jeugdige is nog niet bekend wat in een toewijzing hoort te staan, zoals zijn volledige naam "
            "en adres. Leg dat eerst vast met ijw werk client."
        )
    client: jw301.Client = klasse_van_json(dossier, jw301.Client, "client")
    vow = vow or verzoeken.vow_te_herhalen(conn, client_id, aanbieder)
    geldend = {**administratie.versies, **{versie.toewijzing_nummer: versie for versie in versies}}
    standen = [Stand(versie, administratie.verzonden.get(nummer)) for nummer, versie in geldend.items()]

    def stel_op(kenmerk: Kenmerk) -> jw301.Bericht:
        try:
            return opstellen.toewijzing(gemeente, aanbieder, client, standen, kenmerk, vow=vow)
        except ValueError as fout:
            raise Besluitfout("Er is geen toewijzing die de aanbieder nog moet weten.") from fout

    lijst = _productlijst(werkplek, conn, administratie, geldend.values())
    bericht, uitgaand_id = _verzend(
        werkplek, conn, administratie, jw301.SOORT, stel_op, toewijzing_nakijken, nu, lijst
    )
    nummers = {product.toewijzing_nummer for product in bericht.client.toegewezen_producten}
    verzonden = []
    for nummer, versie in geldend.items():
        bekend = administratie.register.get(nummer)
        if bekend is None:
            dagtekening = bericht.header.bericht_identificatie.dagtekening
            nieuw = toewijzingen.voeg_toewijzing_toe(
                conn, gemeente, aanbieder, client_id, versie, dagtekening, nu, uitgaand_id=uitgaand_id
            )
            verzonden.append((nieuw, 1))
            continue
        if versie is not bekend.versie:
            toewijzingen.wijzig_toewijzing(conn, bekend, versie, nu, uitgaand_id=uitgaand_id)
        if nummer in nummers:
            verzonden.append((bekend.id, bekend.nummer_van_versie + (versie is not bekend.versie)))
    toewijzingen.bewaar_verzonden(conn, uitgaand_id, verzonden)
    ids = {verzoek.verzoek.referentie_aanbieder: verzoek.id for verzoek in administratie.verzoeken}
    verzoeken.bewaar_toegewezen(
        conn,
        [
            (ids[product.referentie_aanbieder], product.toewijzing_nummer)
            for product in bericht.client.toegewezen_producten
            if product.referentie_aanbieder in ids
        ],
        uitgaand_id=uitgaand_id,
    )
    return uitgaand_id


def verzend_antwoord(
    werkplek: Werkplek,
    conn: Connection,
    administratie: Administratie,
    verzoek_id: int,
    stel_op: Callable[[Kenmerk], jw319.Bericht],
    nu: datetime,
) -> int:
    """Answer a verzoek in a JW319 and give its id in the outbox."""
    bericht, uitgaand_id = _verzend(werkplek, conn, administratie, jw319.SOORT, stel_op, antwoord_nakijken, nu)
    antwoord: jw319.Antwoord = bericht.antwoord
    elders = antwoord.woonplaatsbeginsel
    verzoeken.bewaar_antwoord(
        conn,
        verzoek_id,
        antwoord.verzoek_antwoord,
        antwoord.reden_afwijzing_verzoek,
        None if elders is None else elders.gemeente,
        bericht.header.bericht_identificatie.dagtekening,
        uitgaand_id=uitgaand_id,
    )
    return uitgaand_id


def _verzend(
    werkplek: Werkplek,
    conn: Connection,
    administratie: Administratie,
    soort: Berichtsoort,
    stel_op: Callable[[Kenmerk], Any],
    kijk_na: Callable[[Any, Omgeving], tuple[Bevinding, ...]],
    nu: datetime,
    productlijst: dict[str, str] | Onbekend = ONBEKEND,
) -> tuple[Any, int]:
    vandaag = nu.astimezone(AMSTERDAM).date()
    omgeving = Omgeving(
        vandaag=vandaag,
        verzoeken=[verzoek.verzoek for verzoek in administratie.verzoeken],
        goedgekeurd={nr for nr, bekend in administratie.register.items() if bekend.heeft_toegekend},
        productlijst=productlijst,
    )
    nummer = berichten.nieuw_uitgaand_nummer(conn)
    versie = werkplek.instellingen.xsd_versie
    kenmerk = Kenmerk(
        identificatie=f"{nummer:012d}",
        dagtekening=vandaag,
        xsd_versie=basis.XsdVersie(basisschema_xsd_versie=versie, bericht_xsd_versie=versie),
    )
    bericht = stel_op(kenmerk)
    if bevindingen := kijk_na(bericht, omgeving):
        redenen = "; ".join(dict.fromkeys(bevinding.melding for bevinding in bevindingen))
        raise Besluitfout(f"De aanbieder zou deze {soort.naam} afkeuren, dus zij is niet gemaakt: {redenen}")
    berichten.bewaar_uitgaand(
        conn,
        werkplek.kluis,
        nummer,
        None,
        soort.naam,
        administratie.gemeente,
        administratie.aanbieder,
        kenmerk.identificatie,
        codec.schrijf(bericht, soort),
        nu,
    )
    return bericht, nummer


def _productlijst(
    werkplek: Werkplek, conn: Connection, administratie: Administratie, versies: Iterable[Versie]
) -> dict[str, str] | Onbekend:
    """Every product that was agreed when one of these began; ONBEKEND when of one of them nothing is known."""
    afspraken = afspraken_van(werkplek, conn, administratie.aanbieder)
    lijst: dict[str, str] = {}
    for versie in versies:
        toen = afspraken.gehanteerde_productlijst(
            administratie.gemeente, administratie.aanbieder, versie.categorie, versie.code, versie.ingangsdatum
        )
        if isinstance(toen, Onbekend):
            return ONBEKEND
        lijst |= toen
    return lijst
