"""Who bears which kind of cost, as agreed: verdeelsleutels, kostenafspraken and delivery per day, from CSV.

All of a file is kept or nothing is; what was kept before changes nothing, and something else under the same name
is refused: a key is frozen for its year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

from backoffice.contracts.model import Contractsoort
from backoffice.cost_routing.solidariteit import GEDEELD, Grondslag, Kostenafspraak
from backoffice.cost_routing.verdeelsleutel import (
    Sleutelfout,
    Sleutels,
    Sleutelsoort,
    Verdeelsleutel,
    maak_sleutel,
)
from backoffice.services import csvbestand, rijen
from backoffice.services.kostendragers import ZONDER_CONTRACT
from backoffice.services.leg_feiten_vast import Laadresultaat
from backoffice.services.rijen import Rij, Rijfout
from backoffice.services.werkplek import Werkplek
from backoffice.storage import verrekening
from backoffice.storage.database import lezen
from ijw import nummers

SLEUTELKOLOMMEN: Final = ("naam", "jaar", "soort", "gemeente", "gewicht")
AFSPRAAKKOLOMMEN: Final = ("soort", "vanaf", "grondslag", "sleutel")
LEVERDAGKOLOMMEN: Final = ("aanbieder", "referentienummer", "dag", "volume")
SLEUTELSOORTEN: Final = {
    "jeugdigen": Sleutelsoort.JEUGDIGEN,
    "inwoners": Sleutelsoort.INWONERS,
    "gebruik": Sleutelsoort.GEBRUIK,
    "gelijk": Sleutelsoort.GELIJK,
    "mix": Sleutelsoort.MIX,
}
"""The kinds of keys as people write them."""
_PROCENT: Final = re.compile(r"(\d{1,3})(?:,(\d{1,2}))? ?%")


def sjabloon_sleutels() -> bytes:
    """A CSV with the columns of a verdeelsleutel and two ways to fill it in."""
    return csvbestand.schrijf(
        [
            SLEUTELKOLOMMEN,
            ("crisismeldpunt", "2026", "jeugdigen", "0141", "16000"),
            ("crisismeldpunt", "2026", "jeugdigen", "0147", "5000"),
            ("backoffice", "2026", "mix", "0141", "62,5 %"),
            ("backoffice", "2026", "mix", "0147", "37,5 %"),
        ]
    )


def laad_sleutels(werkplek: Werkplek, inhoud: bytes, naam: str, tijdstip: datetime, wie: str) -> Laadresultaat:
    """Keep the verdeelsleutels of a CSV; raises OnleesbareCsv when it is another table.

    A weight is a whole number, or a percentage; the percentages of a key are a hundred together.
    """
    fouten: list[Rijfout] = []
    regels: dict[tuple[str, int], list[Rij]] = defaultdict(list)
    for rij in rijen.lees(inhoud, naam, SLEUTELKOLOMMEN):
        jaar = rij.getal("jaar")
        if not rij.cellen["naam"]:
            rij.meld("naam", "elke sleutel heeft een naam")
        if rij.cellen["soort"].lower() not in SLEUTELSOORTEN:
            rij.meld("soort", f"{rij.gevonden('soort')} is niet bekend; verwacht {', '.join(SLEUTELSOORTEN)}")
        if _gewicht(rij) is None:
            rij.meld("gewicht", f"{rij.gevonden('gewicht')} is geen heel getal en geen percentage zoals 12,5 %")
        fouten += rij.fouten
        if jaar is not None:
            regels[rij.cellen["naam"], jaar].append(rij)
    if fouten:
        return Laadresultaat(fouten=tuple(fouten))
    with werkplek.engine.begin() as conn:
        bekend = verrekening.lees_sleutels(conn)
        nieuw: list[Verdeelsleutel] = []
        for (sleutelnaam, jaar), van_sleutel in regels.items():
            try:
                sleutel = _sleutel(sleutelnaam, jaar, van_sleutel)
                Sleutels([*bekend, sleutel])
            except Sleutelfout as fout:
                fouten.append(Rijfout(van_sleutel[0].nummer, "", str(fout)))
                continue
            if sleutel not in bekend:
                nieuw.append(sleutel)
        if fouten:
            return Laadresultaat(fouten=tuple(fouten))
        for sleutel in nieuw:
            verrekening.bewaar_sleutel(conn, sleutel, wie, tijdstip)
    return Laadresultaat(nieuw=len(nieuw), ongewijzigd=len(regels) - len(nieuw))


def _sleutel(naam: str, jaar: int, regels: Iterable[Rij]) -> Verdeelsleutel:
    soorten: set[Sleutelsoort] = set()
    procenten: set[bool] = set()
    gewichten: list[tuple[str, int]] = []
    for rij in regels:
        soorten.add(SLEUTELSOORTEN[rij.cellen["soort"].lower()])
        gewicht, procent = _gewicht(rij) or (0, False)
        procenten.add(procent)
        gewichten.append((rij.cellen["gemeente"], gewicht))
    if len(soorten) > 1 or len(procenten) > 1:
        raise Sleutelfout(
            f"Verdeelsleutel '{naam}' over {jaar}: de regels hebben niet dezelfde soort, of er staan getallen en "
            "percentages door elkaar. Geef alle regels dezelfde vorm."
        )
    return maak_sleutel(naam, jaar, soorten.pop(), gewichten, procenten=procenten.pop())


def _gewicht(rij: Rij) -> tuple[int, bool] | None:
    """The weight and whether it is a percentage, then in hundredths of a percent; None when it is neither."""
    tekst = rij.cellen["gewicht"]
    if tekst.isascii() and tekst.isdecimal():
        return int(tekst), False
    procent = _PROCENT.fullmatch(tekst)
    return None if procent is None else (int(procent[1]) * 100 + int(f"{procent[2] or ''}00"[:2]), True)


def laad_afspraken(werkplek: Werkplek, inhoud: bytes, naam: str, tijdstip: datetime, wie: str) -> Laadresultaat:
    """Keep what is agreed per kind of cost from a day on; raises OnleesbareCsv when it is another table."""
    fouten: list[Rijfout] = []
    gelezen: list[tuple[int, Kostenafspraak]] = []
    for rij in rijen.lees(inhoud, naam, AFSPRAAKKOLOMMEN):
        if (afspraak := _afspraak(rij)) is not None and not rij.fouten:
            gelezen.append((rij.nummer, afspraak))
        fouten += rij.fouten
    if fouten:
        return Laadresultaat(fouten=tuple(fouten))
    with werkplek.engine.begin() as conn:
        bekend = {(een.soort, een.vanaf): een for een in verrekening.lees_kostenafspraken(conn)}
        nieuw: list[Kostenafspraak] = []
        for nummer, afspraak in gelezen:
            eerder = bekend.setdefault((afspraak.soort, afspraak.vanaf), afspraak)
            if eerder is afspraak:
                nieuw.append(afspraak)
            elif eerder != afspraak:
                reden = "vanaf deze dag is al iets anders afgesproken; kies een latere dag"
                fouten.append(Rijfout(nummer, "vanaf", reden))
        if fouten:
            return Laadresultaat(fouten=tuple(fouten))
        for afspraak in nieuw:
            verrekening.bewaar_kostenafspraak(conn, afspraak, wie, tijdstip)
    return Laadresultaat(nieuw=len(nieuw), ongewijzigd=len(gelezen) - len(nieuw))


def _afspraak(rij: Rij) -> Kostenafspraak | None:
    soort, vanaf, sleutel = rij.cellen["soort"], rij.datum("vanaf"), rij.tekst("sleutel")
    soorten = [*Contractsoort, *sorted(GEDEELD), ZONDER_CONTRACT]
    if soort not in soorten:
        rij.meld("soort", f"{rij.gevonden('soort')} is niet bekend; verwacht een van {', '.join(soorten)}")
    if not rij.cellen["vanaf"]:
        rij.meld("vanaf", "vul in vanaf welke levering dit geldt")
    try:
        grondslag = Grondslag(rij.cellen["grondslag"].lower())
    except ValueError:
        rij.meld("grondslag", f"{rij.gevonden('grondslag')} is niet bekend; verwacht woonplaats of solidariteit")
        return None
    if (grondslag is Grondslag.SOLIDARITEIT) != (sleutel is not None):
        rij.meld("sleutel", "gedeelde kosten hebben een verdeelsleutel, en andere niet")
    return None if vanaf is None else Kostenafspraak(soort, vanaf, grondslag, sleutel)


def laad_leverdagen(werkplek: Werkplek, inhoud: bytes, naam: str, tijdstip: datetime, wie: str) -> Laadresultaat:
    """Keep what was delivered on each day of a prestatie, in its own eenheid; raises OnleesbareCsv as above."""
    fouten: list[Rijfout] = []
    gelezen: list[tuple[int, str, str, date, int]] = []
    for rij in rijen.lees(inhoud, naam, LEVERDAGKOLOMMEN):
        aanbieder, referentie = rij.cellen["aanbieder"], rij.cellen["referentienummer"]
        dag, volume = rij.datum("dag"), rij.getal("volume")
        if not nummers.agb_geldig(aanbieder):
            rij.meld("aanbieder", "verwacht een AGB-code van acht cijfers")
        if not referentie:
            rij.meld("referentienummer", "vul het ReferentieNummer van de prestatie in")
        if dag is None and not rij.cellen["dag"]:
            rij.meld("dag", "vul de dag van levering in")
        if volume == 0:
            rij.meld("volume", "verwacht meer dan nul")
        fouten += rij.fouten
        if dag is not None and volume is not None:
            gelezen.append((rij.nummer, aanbieder, referentie, dag, volume))
    if fouten:
        return Laadresultaat(fouten=tuple(fouten))
    with werkplek.engine.begin() as conn:
        bekend = {
            (aanbieder, referentie, dag): volume
            for aanbieder in sorted({een[1] for een in gelezen})
            for referentie, dagen in verrekening.lees_leverdagen(
                conn, aanbieder, {een[2] for een in gelezen if een[1] == aanbieder}
            ).items()
            for dag, volume in dagen.items()
        }
        nieuw: list[tuple[str, str, date, int]] = []
        for nummer, aanbieder, referentie, dag, volume in gelezen:
            if (eerder := bekend.get((aanbieder, referentie, dag))) is None:
                bekend[aanbieder, referentie, dag] = volume
                nieuw.append((aanbieder, referentie, dag, volume))
            elif eerder != volume:
                fouten.append(Rijfout(nummer, "volume", f"voor deze dag is al {eerder} opgegeven"))
        if fouten:
            return Laadresultaat(fouten=tuple(fouten))
        verrekening.bewaar_leverdagen(conn, nieuw, wie, tijdstip)
    return Laadresultaat(nieuw=len(nieuw), ongewijzigd=len(gelezen) - len(nieuw))


def vertel_afspraken(werkplek: Werkplek) -> Iterator[str]:
    """All verdeelsleutels and kostenafspraken, in Dutch."""
    with lezen(werkplek.engine) as conn:
        sleutels, afspraken = verrekening.lees_sleutels(conn), verrekening.lees_kostenafspraken(conn)
    for sleutel in sleutels:
        totaal = sum(gewicht for _, gewicht in sleutel.gewichten)
        yield f"{sleutel.naam} {sleutel.jaar}, {sleutel.soort}:"
        for gemeente, gewicht in sleutel.gewichten:
            yield f"  {gemeente} {gewicht:>10} ({100 * gewicht / totaal:.2f} %)".replace(".", ",")
    for afspraak in afspraken:
        met = f", sleutel {afspraak.sleutel}" if afspraak.sleutel else ""
        yield f"{afspraak.soort} vanaf {afspraak.vanaf:%d-%m-%Y}: {afspraak.grondslag}{met}"
