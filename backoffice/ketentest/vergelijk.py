"""Compares an answer with what a gesprek expects of it; every difference is one Dutch line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from backoffice.ketentest.gesprek import GEEN_OPMERKING, Verwacht
from backoffice.services.valideer import valideer
from ijw import berichten, codec
from ijw.berichten import jw323, jw325
from ijw.fouten import IjwError
from ijw.rekenen import naar_centen
from ijw.vorm import Berichtsoort, Klassetype, is_klasse, vorm

_KOP: Final = "Header"
_VOLLEDIG: Final = "8001"
_ZONDER: Final = (GEEN_OPMERKING,)


def verschillen(verwacht: Verwacht, heen: bytes, antwoord: bytes | None) -> tuple[str, ...]:
    """What is different in an answer, in the order in which people would look; nothing when it is right."""
    if verwacht.soort is None:
        return () if antwoord is None else (f"antwoord: gevonden {_soort(antwoord)}, verwacht geen antwoord",)
    if antwoord is None:
        return (f"antwoord: gevonden geen antwoord, verwacht {verwacht.soort}",)
    uitslag = valideer(antwoord, "antwoord")
    if uitslag.bericht != verwacht.soort:
        return (f"antwoord: gevonden {uitslag.bericht or 'geen iJw-bericht'}, verwacht {verwacht.soort}",)
    if uitslag.oordeel != "goed":
        fout = uitslag.reden or uitslag.bevindingen[0].melding
        return (f"antwoord: gevonden een {verwacht.soort} die zelf fout is, verwacht een goed bericht: {fout}",)
    gelezen, gevraagd = codec.lees(antwoord), codec.lees(heen)
    return (
        *_kop(gelezen, gevraagd),
        *_codes(verwacht, plaatsen(gelezen)),
        *(_bedragen(verwacht, gelezen) if isinstance(gelezen, jw325.Bericht) else ()),
        *_overgenomen(gelezen, gevraagd),
    )


def plaatsen(antwoord: Any) -> dict[str, tuple[str, ...]]:
    """The retourcodes of an answer per place: Header, Client, StartProduct 2, Prestatie R1.

    A prestatie is named by its ReferentieNummer, another repeated berichtklasse by its place in the list.
    """
    gevonden: dict[str, tuple[str, ...]] = {}

    def daal(obj: Any, naam: str) -> None:
        klasse: Klassetype = type(obj)
        for el in vorm(klasse).elementen:
            waarde = getattr(obj, el.veld)
            if el.veld == "retour_codes":
                while naam in gevonden:
                    naam += "-nogmaals"
                gevonden[naam] = waarde
            elif is_klasse(el.type) and waarde is not None:
                for nummer, deel in enumerate(waarde if el.herhaald else (waarde,), 1):
                    daal(deel, _naam(deel, nummer if el.herhaald else None))

    daal(antwoord, "")
    return gevonden


def _naam(obj: Any, nummer: int | None) -> str:
    klasse = type(obj).__name__
    if isinstance(obj, jw325.Prestatie):
        return f"{klasse} {obj.product_referentie.referentie_nummer}"
    return klasse if nummer is None else f"{klasse} {nummer}"


def _soort(antwoord: bytes) -> str:
    try:
        return _berichtsoort(codec.lees(antwoord)).naam
    except IjwError:
        return "iets wat geen iJw-bericht is"


def _berichtsoort(bericht: Any) -> Berichtsoort:
    return next(soort for soort in berichten.SOORTEN if soort.wortel is type(bericht))


def _kop(antwoord: Any, heen: Any) -> Iterator[str]:
    """An answer names the message that it answers, and goes back where that came from."""
    kop, vraag = antwoord.header, heen.header
    is_jw325 = isinstance(antwoord, jw325.Bericht)
    kenmerk = kop.declaratie_identificatie if is_jw325 else kop.bericht_identificatie
    if kenmerk != vraag.bericht_identificatie:
        yield (
            f"Header: gevonden Identificatie {kenmerk.identificatie} van {kenmerk.dagtekening}, verwacht die van "
            f"het beantwoorde bericht, {vraag.bericht_identificatie.identificatie} van "
            f"{vraag.bericht_identificatie.dagtekening}"
        )
    partijen = (vraag.ontvanger, vraag.afzender) if is_jw325 else (vraag.afzender, vraag.ontvanger)
    if (kop.afzender, kop.ontvanger) != partijen:
        yield (
            f"Header: gevonden Afzender {kop.afzender} en Ontvanger {kop.ontvanger}, "
            f"verwacht {partijen[0]} en {partijen[1]}"
        )


def _codes(verwacht: Verwacht, gevonden: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Places in the order of the expectation, then those that nobody expected."""
    bedoeld = dict(verwacht.retourcodes)
    kop_alleen = bedoeld.keys() <= {_KOP}
    if not bedoeld:
        # Approved: a retourbericht without a code, a JW325 with 8001 on the declaratie.
        declaratie = verwacht.soort == jw325.SOORT.naam
        bedoeld = {_KOP: _ZONDER, "DeclaratieAntwoord": (_VOLLEDIG,)} if declaratie else {_KOP: ()}
    else:
        bedoeld.setdefault(_KOP, _ZONDER)
    for plaats, codes in bedoeld.items():
        if plaats not in gevonden:
            yield f"{plaats}: niet gevonden, verwacht {_toon(codes)}"
        elif sorted(gevonden[plaats]) != sorted(codes):
            yield f"{plaats}: gevonden {_toon(gevonden[plaats])}, verwacht {_toon(codes)}"
    for plaats, codes in gevonden.items():
        if plaats not in bedoeld and (kop_alleen or codes != _ZONDER):
            yield f"{plaats}: gevonden {_toon(codes)}, verwacht {'niets' if kop_alleen else _toon(_ZONDER)}"


def _toon(codes: tuple[str, ...]) -> str:
    return " en ".join(sorted(codes)) or "geen retourcode"


def _bedragen(verwacht: Verwacht, antwoord: jw325.Bericht) -> Iterator[str]:
    declaratie = antwoord.declaratie_antwoord
    if declaratie is None:
        return
    for naam, bedoeld, totaal in (
        ("ingediend", verwacht.ingediend, declaratie.totaal_ingediend_bedrag),
        ("toegekend", verwacht.toegekend, declaratie.totaal_toegekend_bedrag),
    ):
        gevonden = naar_centen(totaal.totaal_bedrag, totaal.debet_credit)
        if bedoeld is not None and gevonden != bedoeld:
            yield f"DeclaratieAntwoord: {naam} gevonden {gevonden} eurocent, verwacht {bedoeld} eurocent"


def _overgenomen(antwoord: Any, heen: Any) -> Iterator[str]:
    """A rejected prestatie goes back as it was sent (TR367)."""
    if not isinstance(antwoord, jw325.Bericht) or antwoord.declaratie_antwoord is None:
        return
    gestuurd = {
        tuple(getattr(prestatie, el.veld) for el in vorm(jw323.Prestatie).elementen)
        for client in heen.declaratie.clienten
        for prestatie in client.prestaties
    }
    for client in antwoord.declaratie_antwoord.clienten:
        for prestatie in client.prestaties:
            if tuple(getattr(prestatie, el.veld) for el in vorm(jw323.Prestatie).elementen) not in gestuurd:
                yield f"{_naam(prestatie, None)}: gevonden een gewijzigde prestatie, verwacht die van de JW323"
