"""From the outcomes of the checks to a proposed decision, and in what form it may be taken.

Only an approval without any doubt can be automatic, where the gemeente switched that on for the kind of
contract. A person decides on code 7, from 18 on, on measures of a judge or GI, and whenever something is not
known. A VOT that fits except for its end, volume or budget is brought back to what fits (IV094); a VOW is
granted or refused as a whole (OP348).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from backoffice.contracts.model import Contractsoort
from backoffice.verzoeken.contractgrond import contracten
from backoffice.verzoeken.leeftijd import Geboren
from backoffice.verzoeken.model import Aanvraag, Herkomst, Inkorting, Regel, Stand, Uitkomst, Zaak
from backoffice.verzoeken.toetsen import toets
from backoffice.verzoeken.toetsen.code9 import VOLWASSEN
from ijw.regels.toetsing import Signaal

BIJ_MAATREGEL: Final = frozenset({"3", "4", "8"})
"""The only codes with which a measure of a judge or GI can be refused."""


class Vorm(StrEnum):
    """How a decision is taken."""

    AUTOMATISCH = "automatisch"
    VOORSTEL = "voorstel"
    MENS = "mens"


class Keuze(StrEnum):
    """What is proposed; GEEN leaves it to the person who decides."""

    TOEWIJZEN = "toewijzen"
    AFWIJZEN = "afwijzen"
    TECHNISCH = "technisch afkeuren"
    GEEN = "geen voorstel"


@dataclass(frozen=True, slots=True)
class Beleid:
    """What a gemeente chose: which kinds of contract approve by themselves, and whether a VOT is brought back."""

    automatisch: Collection[Contractsoort] = ()
    inkorten: bool = True


@dataclass(frozen=True, slots=True)
class Voorstel:
    """A proposed decision with its grounds in Dutch.

    `regels` are the lines as they would be granted. `code` is the RedenAfwijzingVerzoek and `gemeente` the one
    that is responsible instead (code 8); a draft of the gemeente has neither. `uitkomsten` are those of what was
    asked, before `inkortingen`.
    """

    vorm: Vorm
    keuze: Keuze
    regels: tuple[Regel, ...]
    uitkomsten: tuple[Uitkomst, ...]
    gronden: tuple[str, ...]
    code: str | None = None
    gemeente: str | None = None
    retourcode: str | None = None
    inkortingen: tuple[Inkorting, ...] = ()


def eerste_falende(uitkomsten: Iterable[Uitkomst]) -> Uitkomst | None:
    """The outcome that decides the code; None when nothing fails."""
    return next((uitkomst for uitkomst in uitkomsten if uitkomst.faalt), None)


def twijfel(uitkomsten: Iterable[Uitkomst]) -> tuple[Uitkomst, ...]:
    """What a person has to look at.

    That nobody judged the content is no doubt, and neither is what could not be judged because an earlier check
    failed: without a contract there is nothing to hold the product against.
    """
    gezakt: set[str] = set()
    gevonden = []
    for uitkomst in uitkomsten:
        if uitkomst.faalt:
            gezakt.add(uitkomst.onderdeel)
        onbekend = uitkomst.stand is Stand.NIET_BEOORDEELD and not uitkomst.toets.alleen_mens
        if uitkomst.stand is Stand.MENS_NODIG or (onbekend and uitkomst.onderdeel not in gezakt):
            gevonden.append(uitkomst)
    return tuple(gevonden)


def stel_voor(aanvraag: Aanvraag, zaak: Zaak, beleid: Beleid, signalen: Collection[Signaal] = ()) -> Voorstel:
    """Propose a decision on what is asked."""
    uitkomsten = toets(aanvraag, zaak)
    falend = eerste_falende(uitkomsten)
    mens = tuple(_mens_nodig(aanvraag, zaak, uitkomsten, signalen))
    if falend is None:
        return _goedkeuring(aanvraag, zaak, beleid, uitkomsten, mens)
    if beleid.inkorten and aanvraag.herkomst is Herkomst.VOT:
        inkortingen = _inkortingen(uitkomsten)
        korter = replace(aanvraag, regels=tuple(_kort_in(regel, inkortingen) for regel in aanvraag.regels))
        if inkortingen and eerste_falende(toets(korter, zaak)) is None:
            return Voorstel(
                Vorm.MENS if mens else Vorm.VOORSTEL,
                Keuze.GEEN if twijfel(uitkomsten) else Keuze.TOEWIJZEN,
                korter.regels,
                uitkomsten,
                (*mens, *(f"ingekort: {inkorting.reden}" for inkorting in inkortingen)),
                inkortingen=inkortingen,
            )
    return _weigering(aanvraag, zaak, uitkomsten, falend, mens)


def _goedkeuring(
    aanvraag: Aanvraag, zaak: Zaak, beleid: Beleid, uitkomsten: tuple[Uitkomst, ...], mens: tuple[str, ...]
) -> Voorstel:
    if mens or aanvraag.herkomst is Herkomst.EIGEN:
        keuze = Keuze.GEEN if twijfel(uitkomsten) else Keuze.TOEWIJZEN
        return Voorstel(Vorm.MENS, keuze, aanvraag.regels, uitkomsten, mens)
    soorten = {soort for regel in aanvraag.regels for soort in _soorten(regel, aanvraag, zaak)}
    vorm = Vorm.AUTOMATISCH if soorten and soorten <= set(beleid.automatisch) else Vorm.VOORSTEL
    return Voorstel(vorm, Keuze.TOEWIJZEN, aanvraag.regels, uitkomsten, ("alle toetsen voldoen",))


def _soorten(regel: Regel, aanvraag: Aanvraag, zaak: Zaak) -> Iterator[Contractsoort]:
    return (contract.soort for contract in contracten(regel, aanvraag, zaak))


def _weigering(
    aanvraag: Aanvraag,
    zaak: Zaak,
    uitkomsten: tuple[Uitkomst, ...],
    falend: Uitkomst,
    mens: tuple[str, ...],
) -> Voorstel:
    code = None if aanvraag.herkomst is Herkomst.EIGEN else falend.toets.code
    gronden = (*(u.melding for u in uitkomsten if u.faalt), *mens)
    if falend.toets.retourcode is not None:
        retourcode = falend.toets.retourcode
        return Voorstel(
            Vorm.VOORSTEL, Keuze.TECHNISCH, aanvraag.regels, uitkomsten, gronden, retourcode=retourcode
        )
    if code is None or (_maatregel(aanvraag, zaak) and code not in BIJ_MAATREGEL):
        return Voorstel(Vorm.MENS, Keuze.GEEN, aanvraag.regels, uitkomsten, gronden)
    vorm = Vorm.MENS if mens or falend.toets.alleen_mens else Vorm.VOORSTEL
    return Voorstel(
        vorm, Keuze.AFWIJZEN, aanvraag.regels, uitkomsten, gronden, code=code, gemeente=falend.gemeente
    )


def _mens_nodig(
    aanvraag: Aanvraag, zaak: Zaak, uitkomsten: tuple[Uitkomst, ...], signalen: Iterable[Signaal]
) -> Iterator[str]:
    """Why a person has to decide, in Dutch; nothing when software may."""
    for uitkomst in twijfel(uitkomsten):
        yield uitkomst.melding
    if _maatregel(aanvraag, zaak):
        yield "over een maatregel van de rechter of een gecertificeerde instelling besluit een mens"
    if _volwassen(aanvraag, zaak):
        yield f"vanaf {VOLWASSEN} jaar besluit een mens"
    for signaal in signalen:
        yield f"{signaal.reden} ({signaal.regel})"


def _maatregel(aanvraag: Aanvraag, zaak: Zaak) -> bool:
    return zaak.maatregel or any(regel.maatregel for regel in aanvraag.regels)


def _volwassen(aanvraag: Aanvraag, zaak: Zaak) -> bool:
    if not isinstance(zaak.geboren, Geboren):
        return False
    grens = zaak.geboren.mogelijk_vanaf(VOLWASSEN)
    return any((regel.einddatum or regel.peildag) >= grens for regel in aanvraag.regels)


def _inkortingen(uitkomsten: Iterable[Uitkomst]) -> tuple[Inkorting, ...]:
    """What has to come off so that every check that fails would pass; nothing when that cannot be."""
    falend = [uitkomst for uitkomst in uitkomsten if uitkomst.faalt]
    if not all(uitkomst.inkortingen for uitkomst in falend):
        return ()
    krapst: dict[str, Inkorting] = {}
    for inkorting in (inkorting for uitkomst in falend for inkorting in uitkomst.inkortingen):
        eerder = krapst.get(inkorting.veld)
        if eerder is None or _maat(inkorting) < _maat(eerder):
            krapst[inkorting.veld] = inkorting
    return tuple(krapst.values())


def _maat(inkorting: Inkorting) -> int:
    return inkorting.naar.toordinal() if isinstance(inkorting.naar, date) else inkorting.naar


def _kort_in(regel: Regel, inkortingen: Iterable[Inkorting]) -> Regel:
    nieuw: dict[str, Any] = {inkorting.veld: inkorting.naar for inkorting in inkortingen}
    return replace(regel, **nieuw)
