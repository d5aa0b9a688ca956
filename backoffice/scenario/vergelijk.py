"""Compares what a step came to with what must follow; every difference is one Dutch line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from backoffice.ketentest.vergelijk import verschillen as antwoordverschillen
from backoffice.scenario.bestand import Scenario, Stap
from backoffice.scenario.spelen import Gebeurd
from backoffice.services.beslis_aangehouden import wachtende
from backoffice.services.grootboek import maak_aansluiting, maak_proefbalans
from backoffice.services.kostenoverzicht import maak_overzicht
from backoffice.services.werklijst import lijst
from backoffice.services.werkplek import Werkplek
from backoffice.storage import registerstand
from backoffice.storage.database import lezen
from backoffice.termijnen import DECLARATIEANTWOORD, RETOURBERICHT, TERMIJNEN, Vanaf, vervaldag

_VROEGSTE, _LAATSTE = date(2000, 1, 1), date(2999, 12, 1)
_Rij = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ervoor:
    """How far the register had come before a step."""

    boeking: int
    signaal: int


def neem_op(werkplek: Werkplek) -> Ervoor:
    """Mark how far the register has come."""
    with lezen(werkplek.engine) as conn:
        return Ervoor(*registerstand.geteld(conn))


def verschillen(
    scenario: Scenario, stap: Stap, gebeurd: Gebeurd, werkplek: Werkplek, ervoor: Ervoor
) -> tuple[str, ...]:
    """What is different after a step: its answer, what else must follow, and whether the books still agree."""
    return (
        *_geweigerd(stap, gebeurd),
        *_antwoord(stap, gebeurd),
        *(
            regel
            for naam, toets in _TOETSEN.items()
            if naam in stap.dan
            for regel in toets(_Geval(naam, stap.dan[naam], scenario, stap, gebeurd, werkplek, ervoor))
        ),
        *_boeken(werkplek),
    )


@dataclass(frozen=True, slots=True)
class _Geval:
    """One thing to compare."""

    naam: str
    verwacht: Any
    scenario: Scenario
    stap: Stap
    gebeurd: Gebeurd
    werkplek: Werkplek
    ervoor: Ervoor

    def uit(self, lees: Callable[..., Any], *meer: Any) -> Any:
        """What the register says."""
        with lezen(self.werkplek.engine) as conn:
            return lees(conn, *meer)

    def met_eigen(self, velden: Mapping[str, Any]) -> dict[str, Any]:
        """A row with the gemeente and aanbieder of the scenario where it names none."""
        return {"gemeente": self.scenario.gemeente, "aanbieder": self.scenario.aanbieder, **velden}


def _geweigerd(stap: Stap, gebeurd: Gebeurd) -> Iterator[str]:
    verwacht = stap.dan.get("geweigerd")
    if gebeurd.geweigerd is None:
        if verwacht is not None:
            yield f"geweigerd: gevonden niets, verwacht '{verwacht}'"
    elif verwacht is None or verwacht not in gebeurd.geweigerd:
        yield f"geweigerd: gevonden '{gebeurd.geweigerd}', verwacht '{verwacht or 'niets'}'"


def _antwoord(stap: Stap, gebeurd: Gebeurd) -> Iterator[str]:
    if stap.antwoord is None or gebeurd.geweigerd is not None:
        return
    if gebeurd.heen is None:
        yield "antwoord: er is geen bericht dat op een antwoord wachtte"
        return
    yield from antwoordverschillen(stap.antwoord, gebeurd.heen, gebeurd.antwoord)


def _boeken(werkplek: Werkplek) -> Iterator[str]:
    """What holds after every step, whatever happens."""
    if not maak_proefbalans(werkplek.engine, _VROEGSTE, _LAATSTE).in_evenwicht:
        yield "boeken: debet en credit zijn niet gelijk"
    for verschil in maak_aansluiting(werkplek.engine).verschillen:
        yield f"boeken: {verschil}"


def _een(naam: str, gevonden: Any, verwacht: Any) -> Iterator[str]:
    if gevonden != verwacht:
        yield f"{naam}: gevonden {_toon(gevonden)}, verwacht {_toon(verwacht)}"


def _kaart(naam: str, gevonden: Mapping[str, Any], verwacht: Mapping[str, Any]) -> Iterator[str]:
    """Every name on either side."""
    for sleutel in (*verwacht, *(sleutel for sleutel in gevonden if sleutel not in verwacht)):
        yield from _een(f"{naam} {sleutel}", gevonden.get(sleutel), verwacht.get(sleutel))


def _rijen(naam: str, gevonden: Sequence[_Rij], verwacht: Sequence[_Rij]) -> Iterator[str]:
    """Rows in any order: those that nobody expected, and those that did not come."""
    over = [dict(rij) for rij in gevonden]
    niet_gekomen = []
    for rij in verwacht:
        if dict(rij) in over:
            over.remove(dict(rij))
        else:
            niet_gekomen.append(rij)
    for rij in over:
        yield f"{naam}: gevonden {_toon(rij)}, verwacht {'niets anders' if not niet_gekomen else 'die niet'}"
    for rij in niet_gekomen:
        yield f"{naam}: niet gevonden, verwacht {_toon(rij)}"


def _toon(waarde: Any) -> str:
    if waarde is None:
        return "niets"
    if isinstance(waarde, Mapping):
        return ", ".join(f"{naam} {_toon(deel)}" for naam, deel in waarde.items()) or "niets"
    if isinstance(waarde, list | tuple):
        return "; ".join(_toon(deel) for deel in waarde) or "niets"
    return waarde.isoformat() if isinstance(waarde, date) else str(waarde)


def _uitkomst(geval: _Geval) -> Iterator[str]:
    ontvangst = geval.gebeurd.ontvangst
    yield from _een(geval.naam, ontvangst and ontvangst.uitkomst, geval.verwacht)


def _antwoord_uiterlijk(geval: _Geval) -> Iterator[str]:
    declaratie = geval.stap.velden.get("bericht") == "JW323"
    termijn = DECLARATIEANTWOORD if declaratie else RETOURBERICHT
    yield from _een(geval.naam, vervaldag(termijn, geval.stap.dag, geval.werkplek.kalender), geval.verwacht)


def _uiterlijk(geval: _Geval) -> Iterator[str]:
    """Deadlines by their name, each counted from where it begins."""
    ontvangen = geval.stap.dag
    dagtekening = geval.stap.velden.get("verzonden", ontvangen)
    for naam, dag in geval.verwacht.items():
        if (termijn := TERMIJNEN.get(naam)) is None:
            yield f"{geval.naam} {naam}: onbekende termijn, verwacht een van {', '.join(TERMIJNEN)}"
            continue
        vanaf = dagtekening if termijn.vanaf is Vanaf.DAGTEKENING else ontvangen
        yield from _een(f"{geval.naam} {naam}", vervaldag(termijn, vanaf, geval.werkplek.kalender), dag)


def _signalen(geval: _Geval) -> Iterator[str]:
    gevonden = geval.uit(registerstand.signalen_na, geval.ervoor.signaal)
    verwacht = sorted(geval.verwacht)
    if sorted(regel for regel, _ in gevonden) != verwacht:
        verteld = "; ".join(f"{regel} ({reden})" for regel, reden in gevonden) or "niets"
        yield f"{geval.naam}: gevonden {verteld}, verwacht {_toon(verwacht)}"


def _termijnen(geval: _Geval) -> Iterator[str]:
    gevonden = geval.uit(registerstand.termijnoordelen)
    for referentie, velden in geval.verwacht.items():
        oordeel = gevonden.get(referentie, {})
        for veld, waarde in velden.items():
            yield from _een(f"{geval.naam} {referentie} {veld}", oordeel.get(veld), waarde)


def _wacht(geval: _Geval) -> Iterator[str]:
    wacht = {lijn.referentie: lijn.beslissen_uiterlijk for lijn in wachtende(geval.werkplek) if not lijn.besluit}
    yield from _kaart(geval.naam, wacht, geval.verwacht)


def _boekingen(geval: _Geval) -> Iterator[str]:
    gevonden = [
        {
            "soort": boeking.soort,
            "boekmaand": boeking.boekmaand,
            "levering": boeking.leveringsmaand,
            "regels": {f"{rekening} {partij}": bedrag for (rekening, partij), bedrag in boeking.regels.items()},
        }
        for boeking in geval.uit(registerstand.boekingen_na, geval.ervoor.boeking)
    ]
    yield from _rijen(geval.naam, gevonden, geval.verwacht)


def _werk(geval: _Geval) -> Iterator[str]:
    """What waits for a person; a reden that is expected is the beginning of the whole."""
    wacht = [item for item, _ in lijst(geval.werkplek, geval.stap.dag)]
    for verwacht in geval.verwacht:
        rij = {"gemeente": geval.scenario.gemeente, **verwacht}
        passend = [item for item in wacht if _past(item, rij)]
        if not passend:
            yield f"{geval.naam}: niet gevonden, verwacht {_toon(rij)}"
        else:
            wacht.remove(passend[0])
    for item in wacht:
        rij = {"gemeente": item.gemeente, "soort": item.soort, "vervaldag": item.vervaldag, "reden": item.reden}
        yield f"{geval.naam}: gevonden {_toon(rij)}, verwacht niets anders"


def _past(item: Any, rij: _Rij) -> bool:
    gelijk = all(getattr(item, veld) == waarde for veld, waarde in rij.items() if veld != "reden")
    return gelijk and str(item.reden).startswith(rij.get("reden", ""))


def _saldi(geval: _Geval) -> Iterator[str]:
    """All balances of the accounts that are named; a balance of zero need not be."""
    rekeningen = {naam.partition(" ")[0] for naam in geval.verwacht}
    saldi: dict[str, int] = {}
    for saldo in maak_proefbalans(geval.werkplek.engine, _VROEGSTE, _LAATSTE).saldi:
        if saldo.rekening in rekeningen:
            naam = f"{saldo.rekening} {saldo.partij}"
            saldi[naam] = saldi.get(naam, 0) + saldo.eind
    yield from _kaart(geval.naam, _zonder_nul(saldi), _zonder_nul(geval.verwacht))


def _zonder_nul(bedragen: Mapping[str, int]) -> dict[str, int]:
    return {naam: bedrag for naam, bedrag in bedragen.items() if bedrag}


def _kosten(geval: _Geval) -> Iterator[str]:
    overzicht = maak_overzicht(geval.werkplek.engine)
    kosten = {gemeente: som.netto for gemeente, som in overzicht.per(lambda regel: regel.gemeente).items()}
    yield from _kaart(geval.naam, _zonder_nul(kosten), _zonder_nul(geval.verwacht))


def _kosten_per_maand(geval: _Geval) -> Iterator[str]:
    overzicht = maak_overzicht(geval.werkplek.engine)
    sommen = overzicht.per(lambda regel: (regel.gemeente, regel.leveringsmaand, regel.ontvangstmaand))
    gevonden = [
        dict(zip(("gemeente", "levering", "ontvangst", "bedrag"), (*sleutel, som.netto), strict=True))
        for sleutel, som in sommen.items()
        if som.netto
    ]
    yield from _rijen(geval.naam, gevonden, geval.verwacht)


def _verrekenposten(geval: _Geval) -> Iterator[str]:
    velden = ("betaalt", "ontvangt", "bedrag")
    posten = geval.uit(registerstand.verrekenposten)
    yield from _rijen(geval.naam, [dict(zip(velden, post, strict=True)) for post in posten], geval.verwacht)


def _open_posten(geval: _Geval) -> Iterator[str]:
    velden = ("gemeente", "aanbieder", "bedrag", "vervalt_op")
    posten = [dict(zip(velden, post, strict=True)) for post in geval.uit(registerstand.open_posten)]
    yield from _rijen(geval.naam, posten, [geval.met_eigen(rij) for rij in geval.verwacht])


def _betalingen(geval: _Geval) -> Iterator[str]:
    velden = ("gemeente", "aanbieder", "bedrag", "stand")
    gemaakt = [dict(zip(velden, rij[1:], strict=True)) for rij in geval.uit(registerstand.betalingen)]
    yield from _rijen(geval.naam, gemaakt, [geval.met_eigen(rij) for rij in geval.verwacht])


def _verslag(geval: _Geval) -> Iterator[str]:
    """Each line that was told begins with a line that was expected."""
    gevonden = getattr(geval.gebeurd.verslag, geval.naam)
    goed = len(gevonden) == len(geval.verwacht) and all(
        zin.startswith(begin) for zin, begin in zip(gevonden, geval.verwacht, strict=True)
    )
    if not goed:
        yield f"{geval.naam}: gevonden {_toon(gevonden)}, verwacht {_toon(geval.verwacht)}"


_TOETSEN: Final[dict[str, Callable[[_Geval], Iterator[str]]]] = {
    "uitkomst": _uitkomst,
    "antwoord_uiterlijk": _antwoord_uiterlijk,
    "uiterlijk": _uiterlijk,
    "signalen": _signalen,
    "termijnen": _termijnen,
    "wacht_op_besluit": _wacht,
    "boekingen": _boekingen,
    "werk": _werk,
    "saldi": _saldi,
    "kosten": _kosten,
    "kosten_per_maand": _kosten_per_maand,
    "verrekenposten": _verrekenposten,
    "open_posten": _open_posten,
    "betalingen": _betalingen,
    "gedaan": _verslag,
    "niet_gedaan": _verslag,
}
