"""What becomes work by itself: refused messages and payments, silence, and what watch and reconciliation see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection

from backoffice.contracts.wacht import Wachtmelding
from backoffice.services.beoordeel_verzoek import lees_dossier
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import berichten, werk
from backoffice.storage.werk import Werk
from backoffice.termijnen import RETOURBERICHT, TERMIJNEN, Fase, Klok, klok, vervaldag
from backoffice.verzoeken.werk import REGIO, Bevonden, Handeling, Status, Werksoort, voorstel_als_json
from ijw.bevinding import Bevinding

SYSTEEM: Final = "systeem"
_VERDWENEN: Final = "verdwenen"
"""What is noted with a finding that somebody put away once it is no longer there."""
_AANSLUITING: Final = "aansluiting"


# --- our own messages -----------------------------------------------------------------------------


def meld_weigering(
    werkplek: Werkplek,
    conn: Connection,
    uitgaand_id: int,
    bericht: tuple[str, str, str, str],
    codes: Iterable[Bevinding],
    nu: datetime,
) -> None:
    """A message of our own that was refused, in the transaction that took up the answer.

    `bericht` is its berichtsoort, gemeente, aanbieder and Identificatie. A refused JW319 leaves its verzoek to be
    decided again; what a refused JW301 told is told again by the next one.
    """
    soort, gemeente, aanbieder, identificatie = bericht
    waarom = ", ".join(sorted({code.retourcode for code in codes if code.retourcode}))
    besluit = werk.zoek_besloten_werk(conn, uitgaand_id)
    verzoek_id = besluit.verzoek_id if besluit is not None and soort == "JW319" else None
    nieuw = werk.voeg_werk_toe(
        conn,
        werkplek.kluis,
        soort=Werksoort.GEWEIGERD.value,
        gemeente=gemeente,
        aanbieder=aanbieder,
        sleutel=str(uitgaand_id),
        reden=f"{soort} {identificatie} is door de aanbieder afgekeurd ({waarom})",
        inhoud=_verzoek_opnieuw(werkplek, conn, besluit, nu) if verzoek_id is not None else {},
        ontvangen_op=nu,
        client_id=None if besluit is None else besluit.client_id,
        verzoek_id=verzoek_id,
        uitgaand_id=uitgaand_id,
        **({} if besluit is None else _zelfde_klok(besluit)),
    )
    if besluit is not None and besluit.status != Status.AFGEDAAN:
        _sluit(werkplek, conn, besluit, f"het antwoord is afgekeurd, zie werk {nieuw}", nu)
    sluit_stilte(werkplek, conn, uitgaand_id, nu)


def sluit_stilte(werkplek: Werkplek, conn: Connection, uitgaand_id: int, nu: datetime) -> None:
    """The answer that stayed away came after all."""
    for item in werk.zoek_niet_af(conn, Werksoort.GEEN_RETOUR.value, [str(uitgaand_id)]).values():
        _sluit(werkplek, conn, item, "het retourbericht is er", nu)


def meld_stilte(werkplek: Werkplek, nu: datetime) -> int:
    """Our own messages that got no retourbericht within its term become work; gives how many did (OP090)."""
    vandaag = nu.astimezone(AMSTERDAM).date()
    with werkplek.engine.begin() as conn:
        stil = [
            een
            for een in berichten.zonder_retour(conn)
            if vervaldag(RETOURBERICHT, een.verzonden_op.astimezone(AMSTERDAM).date(), werkplek.kalender) < vandaag
        ]
        bekend = werk.zoek_niet_af(conn, Werksoort.GEEN_RETOUR.value, [str(een.id) for een in stil])
        nieuw = [een for een in stil if str(een.id) not in bekend]
        for een in nieuw:
            besluit = werk.zoek_besloten_werk(conn, een.id)
            werk.voeg_werk_toe(
                conn,
                werkplek.kluis,
                soort=Werksoort.GEEN_RETOUR.value,
                gemeente=een.afzender,
                aanbieder=een.ontvanger,
                sleutel=str(een.id),
                reden=f"op {een.soort} {een.identificatie} kwam geen retourbericht; neem contact op (OP090)",
                inhoud={},
                ontvangen_op=nu,
                client_id=None if besluit is None else besluit.client_id,
                uitgaand_id=een.id,
            )
    return len(nieuw)


def _verzoek_opnieuw(werkplek: Werkplek, conn: Connection, eerder: Werk | None, nu: datetime) -> dict[str, Any]:
    """What is proposed for a verzoek whose answer does not count, with what people found out before."""
    assert eerder is not None
    assert eerder.verzoek_id is not None
    bevonden = werk.lees_inhoud(conn, werkplek.kluis, eerder.id)["bevonden"]
    _, dossier = lees_dossier(werkplek, conn, eerder.verzoek_id, nu, Bevonden.uit_json(bevonden))
    return {"voorstel": voorstel_als_json(dossier.stel_voor()), "bevonden": bevonden}


def _zelfde_klok(eerder: Werk) -> dict[str, Any]:
    return {"termijn": eerder.termijn, "geteld_vanaf": eerder.geteld_vanaf, "vervaldag": eerder.vervaldag}


def meld_terugkomst(
    werkplek: Werkplek, conn: Connection, betaling: tuple[str, str, str], reden: str, nu: datetime
) -> None:
    """A payment that came back, in the transaction that took up what the bank said of it.

    `betaling` is the gemeente that paid, the aanbieder and the kenmerk.
    """
    gemeente, aanbieder, kenmerk = betaling
    werk.voeg_werk_toe(
        conn,
        werkplek.kluis,
        soort=Werksoort.BETALING.value,
        gemeente=gemeente,
        aanbieder=aanbieder,
        sleutel=kenmerk,
        reden=reden,
        inhoud={},
        ontvangen_op=nu,
    )


# --- the contract watch ---------------------------------------------------------------------------


def meld_wacht(werkplek: Werkplek, meldingen: Iterable[Wachtmelding], nu: datetime) -> int:
    """What the watch sees becomes work, once; gives how many items are new.

    What it still sees is brought up to date, what it no longer sees is closed. What somebody put away comes
    back only after it was gone for a while.
    """
    gezien: dict[str, list[Wachtmelding]] = defaultdict(list)
    for melding in meldingen:
        plek = (melding.soort.name, melding.aanbieder, melding.contractnummer or "", melding.gemeente or "")
        gezien["/".join(plek)].append(melding)
    gevonden = {
        sleutel: (
            delen[0].gemeente or REGIO,
            delen[0].aanbieder,
            f"{delen[0].soort}: {'; '.join(dict.fromkeys(melding.uitleg for melding in delen))}",
        )
        for sleutel, delen in gezien.items()
    }
    return _houd_bij(werkplek, Werksoort.CONTRACT, gevonden, "de contractwacht ziet dit niet meer", nu)


# --- the books ------------------------------------------------------------------------------------


def meld_verschillen(werkplek: Werkplek, verschillen: Sequence[str], nu: datetime) -> int:
    """What the reconciliation found becomes one item of the region, kept as those of the watch; 1 when it is new.

    The item says how much there is and names the first; `ijw grootboek aansluiting` names all.
    """
    gevonden = {}
    if verschillen:
        reden = f"de boeken sluiten niet aan ({len(verschillen)} keer), om te beginnen: {verschillen[0]}"
        gevonden[_AANSLUITING] = (REGIO, "", reden)
    return _houd_bij(werkplek, Werksoort.BOEKEN, gevonden, "de boeken sluiten weer aan", nu)


def _houd_bij(
    werkplek: Werkplek, soort: Werksoort, gevonden: Mapping[str, tuple[str, str, str]], voorbij: str, nu: datetime
) -> int:
    """Make the work of a kind what was found: gemeente, aanbieder and reason by key; gives how many are new."""
    nieuw = 0
    with werkplek.engine.begin() as conn:
        bekend = werk.laatste_per_sleutel(conn, soort.value)
        for sleutel, (gemeente, aanbieder, reden) in gevonden.items():
            eerder = bekend.get(sleutel)
            if eerder is not None and eerder.status != Status.AFGEDAAN:
                werk.wijzig_werk(conn, werkplek.kluis, eerder.id, reden=reden)
            elif eerder is None or eerder.gemeld == _VERDWENEN:
                nieuw += 1
                werk.voeg_werk_toe(
                    conn,
                    werkplek.kluis,
                    soort=soort.value,
                    gemeente=gemeente,
                    aanbieder=aanbieder,
                    sleutel=sleutel,
                    reden=reden,
                    inhoud={},
                    ontvangen_op=nu,
                )
        for sleutel in bekend.keys() - gevonden.keys():
            weg = bekend[sleutel]
            if weg.status != Status.AFGEDAAN:
                _sluit(werkplek, conn, weg, voorbij, nu)
            if weg.gemeld != _VERDWENEN:
                werk.wijzig_werk(conn, werkplek.kluis, weg.id, gemeld=_VERDWENEN)
    return nieuw


# --- deadlines ------------------------------------------------------------------------------------


def klok_van(werkplek: Werkplek, item: Werk, vandaag: date) -> Klok | None:
    """How the deadline of an item stands on a day; None when it has none."""
    if item.termijn is None or item.geteld_vanaf is None:
        return None
    return klok(TERMIJNEN[item.termijn], item.geteld_vanaf, vandaag, werkplek.kalender)


def escaleer(werkplek: Werkplek, gemeente: str, nu: datetime) -> list[tuple[Werk, Klok]]:
    """The items of a gemeente whose deadline came nearer or passed since it was last told; each stage once.

    Items that were put aside until today are open again.
    """
    vandaag = nu.astimezone(AMSTERDAM).date()
    gemeld = []
    with werkplek.engine.begin() as conn:
        for item in werk.lees_lijst(conn, [gemeente]):
            if item.aangehouden_tot is not None and item.aangehouden_tot <= vandaag:
                werk.wijzig_werk(conn, werkplek.kluis, item.id, status=Status.OPEN.value, aangehouden_tot=None)
            stand = klok_van(werkplek, item, vandaag)
            if stand is not None and stand.fase is not Fase.RUIM and stand.fase.value != item.gemeld:
                werk.wijzig_werk(conn, werkplek.kluis, item.id, gemeld=stand.fase.value)
                gemeld.append((item, stand))
    return gemeld


def _sluit(werkplek: Werkplek, conn: Connection, item: Werk, waarom: str, nu: datetime) -> None:
    werk.bewaar_werkbesluit(
        conn, werkplek.kluis, item.id, Handeling.AFSLUITEN.value, SYSTEEM, nu, {"gronden": [waarom]}
    )
    werk.wijzig_werk(
        conn, werkplek.kluis, item.id, status=Status.AFGEDAAN.value, aangehouden_tot=None, behandelaar=SYSTEEM
    )
