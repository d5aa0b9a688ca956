"""Messages in and out without a person: from the postbus into the back office, and from the outbox to it.

Both work one message at a time, so that they can be stopped and begun again anywhere. What was received but
not yet put away comes again, and changes nothing; what was delivered but not yet marked as sent is delivered
again, under the same name with the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from backoffice.fouten import BackofficeError
from backoffice.ports.postbus import Brief, Envelop, Onbestelbaar, Postbus, Stuk
from backoffice.services.ontvang import Ontvangst, ontvang
from backoffice.services.werkplek import Werkplek
from backoffice.storage import postbus as brieven
from backoffice.storage.database import lezen
from ijw import codec
from ijw.berichten import soort as berichtsoort
from ijw.fouten import IjwError

_GETOOND = 10
_ZIN = {
    "verwerkt": "verwerkt",
    "herhaald": "al eerder ontvangen; er verandert niets",
    "aangehouden": "wacht op een besluit van een medewerker",
    "conflict": "de Identificatie is al gebruikt voor een ander bericht; iemand moet ernaar kijken",
    "afgekeurd": "afgekeurd; het antwoord zegt waarom",
    "geweigerd": "geweigerd; het bestand met de reden staat ernaast",
    "mislukt": "onvoorziene fout; het bestand blijft staan",
}


@dataclass(frozen=True, slots=True)
class Inname:
    """What became of one thing in the postbus: as an Ontvangst says, or geweigerd or mislukt.

    `gelukt` is False for what a person must look at. `zin` is Dutch and without persoonsgegevens.
    """

    naam: str
    uitkomst: str
    gelukt: bool
    zin: str


@dataclass(frozen=True, slots=True)
class Verzending:
    """What became of one message in the outbox; when not `gelukt`, `zin` says why in Dutch."""

    naam: str
    ontvanger: str
    gelukt: bool
    zin: str


def neem_in(werkplek: Werkplek, postbus: Postbus, nu: datetime, wie: str = "systeem") -> Iterator[Inname]:
    """Receive what waits in the postbus, a message per step; `nu` is a UTC moment.

    A message counts as received when it came in, also when nobody looked until later. Raises DatabaseFout or
    PostbusFout when these are away; what was not received then stays where it was.
    """
    for stuk in postbus.binnen():
        try:
            inname = _neem_een(werkplek, postbus, stuk, min(stuk.aangekomen_op, nu), wie)
        except BackofficeError:
            raise
        except Exception as fout:
            # One message that nobody foresaw must not stop the others. The text of an error may hold
            # persoonsgegevens, its type never does.
            inname = Inname(stuk.naam, "mislukt", False, f"{stuk.naam}: {_ZIN['mislukt']} ({type(fout).__name__})")
        yield inname


def verzend(werkplek: Werkplek, postbus: Postbus, nu: datetime) -> Iterator[Verzending]:
    """Deliver what waits in the outbox, a message per step, each in a transaction of its own.

    What cannot be delivered stays and is tried again another time. Raises DatabaseFout or PostbusFout.
    """
    na = 0
    while True:
        with werkplek.engine.begin() as conn:
            uitgaand = brieven.volgende_te_verzenden(conn, werkplek.kluis, na)
            if uitgaand is None:
                return
            na = uitgaand.id
            brief = _brief(uitgaand)
            try:
                postbus.bezorg(brief)
            except Onbestelbaar as fout:
                verzending = Verzending(brief.naam, brief.ontvanger, False, f"{_wat(brief)}: {fout}")
            else:
                brieven.markeer_verzonden(conn, uitgaand.id, nu)
                verzending = Verzending(
                    brief.naam, brief.ontvanger, True, f"{_wat(brief)}: verzonden als {brief.naam}"
                )
        yield verzending


def _neem_een(werkplek: Werkplek, postbus: Postbus, stuk: Stuk, ontvangen_op: datetime, wie: str) -> Inname:
    if stuk.inhoud is None:
        return _weiger(postbus, stuk, stuk.reden)
    inhoud_hash = werkplek.kluis.inhoud_hash(stuk.inhoud)
    if stuk.envelop is not None:
        if reden := _past_niet(stuk.inhoud, stuk.envelop):
            return _weiger(postbus, stuk, reden)
        with werkplek.engine.begin() as conn:
            brieven.bewaar_kenmerk(conn, inhoud_hash, stuk.envelop.kenmerk)
    ontvangst = ontvang(werkplek, stuk.inhoud, ontvangen_op, wie=wie)
    if ontvangst.identificatie is None:
        # Nothing was kept and nobody gets an answer, so a person tells the sender.
        return _weiger(postbus, stuk, _reden(ontvangst))
    gelukt = ontvangst.uitkomst != "conflict"
    zin = f"{stuk.naam}: {_wat(ontvangst)}: {_ZIN[ontvangst.uitkomst]}"
    if ontvangst.uitkomst == "herhaald":
        try:
            _bezorg_opnieuw(werkplek, postbus, ontvangst, inhoud_hash)
        except Onbestelbaar as fout:
            gelukt, zin = False, f"{zin}; {fout}"
    postbus.neem(stuk)
    return Inname(stuk.naam, ontvangst.uitkomst, gelukt, zin)


def _wat(bericht: Ontvangst | Brief) -> str:
    return f"{bericht.soort} van {bericht.afzender} aan {bericht.ontvanger}"


def _weiger(postbus: Postbus, stuk: Stuk, reden: str) -> Inname:
    postbus.weiger(stuk, reden)
    return Inname(stuk.naam, "geweigerd", False, f"{stuk.naam}: {_ZIN['geweigerd']}")


def _reden(ontvangst: Ontvangst) -> str:
    """Why a message was not received, with the first findings."""
    zinnen = [ontvangst.reden or f"Deze {ontvangst.soort} past niet in het schema."]
    zinnen += [bevinding.melding for bevinding in ontvangst.bevindingen[:_GETOOND]]
    if (meer := len(ontvangst.bevindingen) - _GETOOND) > 0:
        zinnen.append(f"en nog {meer} bevindingen")
    return "\n".join([*zinnen, "Er is niets bewaard en er gaat geen antwoord. Laat het de afzender weten."])


def _past_niet(inhoud: bytes, envelop: Envelop) -> str | None:
    """Why a message is not what its envelope says; None when it is, or when it cannot be read anyway.

    The carrier knows who its sender is, so no message may pretend to come from another. Only a code of digits
    names a gemeente or aanbieder: VECOZO sends for others.
    """
    try:
        stroom = codec.Stroom(inhoud, limiet=len(inhoud))
        next(iter(stroom), None)
    except IjwError:
        return None
    kop = stroom.kop.header
    zender_past = envelop.zender == kop.afzender or not envelop.zender.isdecimal()
    if zender_past and (envelop.ontvanger, envelop.soort) == (kop.ontvanger, stroom.soort.naam):
        return None
    return (
        "De envelop hoort niet bij dit bericht: zender, ontvanger en functie van de envelop moeten de Afzender, "
        "de Ontvanger en de berichtsoort van het bericht zijn. Er is niets bewaard; vraag de afzender ernaar."
    )


def _bezorg_opnieuw(werkplek: Werkplek, postbus: Postbus, ontvangst: Ontvangst, inhoud_hash: bytes) -> None:
    """Deliver the answer once more to who sent the same message again: perhaps it never arrived."""
    with lezen(werkplek.engine) as conn:
        uitgaand = brieven.verzonden_antwoord(
            conn, werkplek.kluis, ontvangst.soort, ontvangst.afzender, ontvangst.identificatie, inhoud_hash
        )
    if uitgaand is not None:
        postbus.bezorg(_brief(uitgaand))


def _brief(uitgaand: brieven.Uitgaand) -> Brief:
    return Brief(
        naam=f"{uitgaand.soort}_{uitgaand.afzender}_{uitgaand.id:012d}.xml",
        soort=uitgaand.soort,
        versie=berichtsoort(uitgaand.soort).versie,
        afzender=uitgaand.afzender,
        ontvanger=uitgaand.ontvanger,
        identificatie=uitgaand.identificatie,
        gemaakt_op=uitgaand.aangemaakt_op,
        inhoud=uitgaand.inhoud,
        is_antwoord=uitgaand.is_antwoord,
        kenmerk=uitgaand.kenmerk,
    )
