"""Facts about jeugdigen: from a CSV, or one by hand, with their source; all of it is kept or nothing is.

A fact that is known already changes nothing. One that says something else than a known fact of the same kind and
first day replaces it only when the line says so. Facts that cannot all be true are refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection

from backoffice.cost_routing import feiten as regels
from backoffice.cost_routing.dossier import SOORTEN as SOORTEN
from backoffice.cost_routing.dossier import Opgave as Opgave
from backoffice.cost_routing.dossier import gebreken, stel_samen
from backoffice.fouten import BackofficeError, OnjuisteInhoud
from backoffice.services import csvbestand, rijen
from backoffice.services.rijen import Rij, Rijfout
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, persoonsfeiten
from backoffice.storage.persoonsfeiten import Bewaard, Nieuw
from ijw import nummers

KOLOMMEN: Final = ("bsn", "soort", "vanaf", "tot_en_met", "gemeente", "in_onderzoek", "bron", "vervangt")
_VOORBEELD: Final = nummers.test_bsn(1)
SJABLOON: Final = (
    KOLOMMEN,
    (_VOORBEELD, "woonadres", "2020-01-01", "2026-04-14", "0164", "", "BRP 20-04-2026", ""),
    (_VOORBEELD, "woonadres", "2026-04-15", "", "0147", "", "BRP 20-04-2026", ""),
    (_VOORBEELD, "hulpvraag", "2026-02-01", "", "", "", "aanmelding wijkteam", ""),
)


class Feitfout(BackofficeError):
    """A fact that cannot be kept; the text says why, and never about whom."""


class OnjuistFeit(Feitfout, OnjuisteInhoud):
    """What is told cannot be a fact about anybody."""


class Regel(NamedTuple):
    """One fact as it comes in; `vervangt` says that it takes the place of what was known."""

    nummer: int
    bsn: str
    opgave: Opgave
    vervangt: bool


@dataclass(frozen=True, slots=True)
class Laadresultaat:
    """What became of a file: numbers of facts, or what is wrong with it (and then nothing was kept)."""

    nieuw: int = 0
    vervangen: int = 0
    ongewijzigd: int = 0
    fouten: tuple[Rijfout, ...] = ()


def sjabloon() -> bytes:
    """A CSV with the columns and a few lines about somebody who does not exist."""
    return csvbestand.schrijf(SJABLOON)


def laad_feiten(werkplek: Werkplek, inhoud: bytes, naam: str, tijdstip: datetime, wie: str) -> Laadresultaat:
    """Keep the facts of a CSV; raises OnleesbareCsv when it is another table."""
    gelezen: list[Regel] = []
    fouten: list[Rijfout] = []
    for rij in rijen.lees(inhoud, naam, KOLOMMEN):
        regel = _lees(rij)
        if rij.fouten or regel is None:
            fouten += rij.fouten
        else:
            gelezen.append(regel)
    if fouten:
        return Laadresultaat(fouten=tuple(fouten))
    with werkplek.engine.begin() as conn:
        return _leg_vast(werkplek, conn, gelezen, f"feiten uit {naam}", tijdstip, wie)


def voeg_toe(
    werkplek: Werkplek, bsn: str, opgave: Opgave, tijdstip: datetime, wie: str, *, vervangt: bool = False
) -> Laadresultaat:
    """Keep one fact by hand; Feitfout with the reason when it cannot be."""
    if not nummers.bsn_geldig(bsn):
        raise OnjuistFeit("Dit is geen BSN: het heeft negen cijfers en voldoet aan de elfproef. Kijk het na.")
    mis = [f"{kolom}: {reden}" for kolom, reden in gebreken(opgave)]
    if mis:
        raise OnjuistFeit(f"Dit feit kan niet worden bewaard. {'; '.join(mis)}.")
    with werkplek.engine.begin() as conn:
        resultaat = _leg_vast(werkplek, conn, [Regel(1, bsn, opgave, vervangt)], "feit met de hand", tijdstip, wie)
    if resultaat.fouten:
        raise Feitfout(f"Dit feit kan niet worden bewaard. {resultaat.fouten[0].reden}.")
    return resultaat


def trek_in(werkplek: Werkplek, nummer: int, bron: str, tijdstip: datetime, wie: str) -> None:
    """Take back a fact that was not true; it stays on record. Feitfout when it does not hold (any more)."""
    with werkplek.engine.begin() as conn:
        persoonsfeiten.neem_beurt(conn)
        gevonden = persoonsfeiten.zoek(conn, werkplek.kluis, nummer)
        if gevonden is None:
            raise Feitfout(f"Er geldt geen feit {nummer}. Kijk het nummer na met 'ijw feiten toon'.")
        index, bewaard = gevonden
        ingetrokken = Nieuw(index, _met_bron(bewaard.opgave, bron), nummer, ingetrokken=True)
        persoonsfeiten.bewaar(conn, werkplek.kluis, [ingetrokken], wie, tijdstip)
        _audit(conn, {index}, "feit ingetrokken", f"feit {nummer}", tijdstip, wie)


def toon_feiten(werkplek: Werkplek, bsn: str, tijdstip: datetime, wie: str) -> list[Bewaard]:
    """What is known of a jeugdige; the look is recorded."""
    index = werkplek.kluis.bsn_index(bsn)
    with werkplek.engine.begin() as conn:
        _audit(conn, {index}, "feiten ingezien", "woonplaats", tijdstip, wie)
        return persoonsfeiten.lees(conn, werkplek.kluis, {index}).get(index, [])


def _lees(rij: Rij) -> Regel | None:
    bsn = rij.cellen["bsn"].zfill(9)
    if not nummers.bsn_geldig(bsn):
        rij.meld("bsn", "dit is geen BSN: verwacht negen cijfers die aan de elfproef voldoen")
    soort = rij.cellen["soort"].lower()
    vanaf, tot_en_met = rij.datum("vanaf"), rij.datum("tot_en_met")
    in_onderzoek, vervangt = rij.ja("in_onderzoek"), rij.ja("vervangt")
    if soort not in SOORTEN:
        rij.meld("soort", f"{rij.gevonden('soort')} is niet bekend; verwacht een van {', '.join(SOORTEN)}")
        return None
    opgave = Opgave(soort, vanaf, tot_en_met, rij.tekst("gemeente"), in_onderzoek, rij.cellen["bron"])
    onleesbaar = {fout.kolom for fout in rij.fouten}
    for kolom, reden in gebreken(opgave):
        if kolom not in onleesbaar:
            rij.meld(kolom, reden)
    return Regel(rij.nummer, bsn, opgave, vervangt)


def _leg_vast(
    werkplek: Werkplek, conn: Connection, gelezen: Sequence[Regel], doel: str, tijdstip: datetime, wie: str
) -> Laadresultaat:
    persoonsfeiten.neem_beurt(conn)
    per_persoon: dict[bytes, list[Regel]] = defaultdict(list)
    for regel in gelezen:
        per_persoon[werkplek.kluis.bsn_index(regel.bsn)].append(regel)
    bekend = persoonsfeiten.lees(conn, werkplek.kluis, per_persoon.keys())
    nieuw: list[Nieuw] = []
    fouten: list[Rijfout] = []
    for index, van_persoon in per_persoon.items():
        nieuw += _nieuw(index, van_persoon, bekend.get(index, ()), fouten)
    if fouten:
        return Laadresultaat(fouten=tuple(sorted(fouten)))
    if nieuw:
        persoonsfeiten.bewaar(conn, werkplek.kluis, nieuw, wie, tijdstip)
    _audit(conn, set(per_persoon), "feiten vastgelegd", doel, tijdstip, wie)
    vervangen = sum(feit.vervangt is not None for feit in nieuw)
    return Laadresultaat(len(nieuw) - vervangen, vervangen, len(gelezen) - len(nieuw))


def _nieuw(
    index: bytes, gelezen: Iterable[Regel], bekend: Iterable[Bewaard], fouten: list[Rijfout]
) -> list[Nieuw]:
    """What one person's lines add; what is wrong with them goes to `fouten`."""
    geldt = {bewaard.opgave.sleutel: bewaard for bewaard in bekend}
    nieuw: dict[object, Nieuw] = {}
    regelnummers: list[int] = []
    aantal_fouten = len(fouten)
    for regel in gelezen:
        regelnummers.append(regel.nummer)
        sleutel = regel.opgave.sleutel
        oud = geldt.get(sleutel)
        eerder = nieuw[sleutel].opgave if sleutel in nieuw else oud.opgave if oud else None
        if eerder is not None and eerder.zegt_hetzelfde_als(regel.opgave):
            continue
        if sleutel in nieuw:
            fouten.append(Rijfout(regel.nummer, "", "een andere regel zegt iets anders over hetzelfde feit"))
        elif oud is not None and not regel.vervangt:
            reden = f"feit {oud.id} zegt iets anders over hetzelfde; vul ja in bij vervangt als dit het juiste is"
            fouten.append(Rijfout(regel.nummer, "vervangt", reden))
        elif oud is None and regel.vervangt:
            fouten.append(Rijfout(regel.nummer, "vervangt", "er is geen feit bekend om te vervangen"))
        else:
            nieuw[sleutel] = Nieuw(index, regel.opgave, oud.id if oud else None)
    if nieuw and len(fouten) == aantal_fouten:
        samen = {sleutel: bewaard.opgave for sleutel, bewaard in geldt.items()}
        samen |= {sleutel: feit.opgave for sleutel, feit in nieuw.items()}
        try:
            regels.controleer(stel_samen(samen.values()))
        except regels.TegenstrijdigeFeiten as fout:
            fouten.append(Rijfout(regelnummers[0], "", f"en wat verder van deze jeugdige bekend is: {fout}"))
    return list(nieuw.values())


def _audit(conn: Connection, indexen: set[bytes], handeling: str, doel: str, tijdstip: datetime, wie: str) -> None:
    clienten = persoonsfeiten.clienten_met(conn, indexen)
    audit.leg_vast(conn, tijdstip=tijdstip, wie=wie, handeling=handeling, doel=doel, clienten=clienten.keys())
    if indexen - set(clienten.values()):
        audit.leg_zonder_client_vast(conn, tijdstip=tijdstip, wie=wie, handeling=handeling, doel=doel)


def _met_bron(opgave: Opgave, bron: str) -> Opgave:
    if not bron.strip():
        raise OnjuistFeit("Vermeld waarom dit feit wordt ingetrokken.")
    return Opgave(
        opgave.soort, opgave.vanaf, opgave.tot_en_met, opgave.gemeente, opgave.in_onderzoek, bron.strip()
    )
