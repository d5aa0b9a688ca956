"""Planting faults that sink a whole message; the clean message follows a few days later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from backoffice.synthetisch import schrijven
from backoffice.synthetisch.declareren import opnieuw
from backoffice.synthetisch.model import Brief, Concept, maand_na, werkdag
from backoffice.synthetisch.planten import Planter
from ijw import rekenen
from ijw.berichten import jw301, jw323

BUITEN_DE_REGIO: Final = "0193"
_VIJF_JAAR_TERUG: Final = date(2021, 1, 1)
"""The first month of which a prestatie exists in messages (CS100)."""

_DAG: Final = timedelta(days=1)
_Bederf = Callable[[Planter, Concept], None]


def _altijd(concept: Concept) -> bool:
    return True


def _na_vijf_jaar(concept: Concept) -> bool:
    return concept.periode >= maand_na(_VIJF_JAAR_TERUG, 60)


def _met_tarief(concept: Concept) -> bool:
    return concept.regels[0].tarief is not None


def _vanaf_dag_een(concept: Concept) -> bool:
    return concept.regels[0].begin.day == 1


# --- what is done to the message ------------------------------------------------------------------


def _totaal(planter: Planter, fout: Concept) -> None:
    fout.wijzig = partial(schrijven.met_totaal, erbij=1_000)


def _bsn(planter: Planter, fout: Concept) -> None:
    bsn = fout.regels[0].bsn
    fout.wijzig = partial(schrijven.met_eerste_bsn, bsn=f"{bsn[:-1]}{(int(bsn[-1]) + 1) % 10}")


def _geen_hele_maand(planter: Planter, fout: Concept) -> None:
    eind = rekenen.laatste_dag(fout.periode) - _DAG
    fout.wijzig = partial(schrijven.met_periode_tot, eind=eind)


def _oude_prestatie(planter: Planter, fout: Concept, maand: date) -> None:
    regel = opnieuw(fout.regels[0], planter.regio.nummers, begin=maand, eind=rekenen.laatste_dag(maand))
    fout.regels.append(regel)


def _twee_maanden(planter: Planter, fout: Concept) -> None:
    fout.regels[0].begin -= _DAG


def _credit_erbij(planter: Planter, fout: Concept) -> None:
    eerste = fout.regels[0]
    fout.regels.append(opnieuw(eerste, planter.regio.nummers, vorig=eerste.referentie))


def _debet_erbij(planter: Planter, fout: Concept) -> None:
    fout.regels.append(opnieuw(fout.regels[0], planter.regio.nummers))


def _zonder_tarief(planter: Planter, fout: Concept) -> None:
    fout.regels[0].tarief = None


def _toekomst(planter: Planter, fout: Concept) -> None:
    fout.dagtekening = fout.dag + timedelta(days=20)


def _buiten_de_regio(planter: Planter, fout: Concept) -> None:
    fout.ontvanger = BUITEN_DE_REGIO


def _vervorm(planter: Planter, fout: Concept, hoe: Callable[[bytes], bytes]) -> None:
    fout.vervorm = hoe


def _onbekend_element(inhoud: bytes) -> bytes:
    for soort in (b"jw323", b"jw301"):
        slot = b"</" + soort + b":Header>"
        extra = b"<" + soort + b":Bijzonderheid>ja</" + soort + b":Bijzonderheid>\r\n"
        inhoud = inhoud.replace(slot, extra + slot)
    return inhoud


def _halverwege(inhoud: bytes) -> bytes:
    return inhoud[: len(inhoud) * 2 // 3]


def _doctype(inhoud: bytes) -> bytes:
    declaratie, rest = inhoud.split(b"\r\n", 1)
    return declaratie + b'\r\n<!DOCTYPE Bericht [<!ENTITY x "y">]>\r\n' + rest


def _bom(inhoud: bytes) -> bytes:
    return b"\xef\xbb\xbf" + inhoud


def _leeg(inhoud: bytes) -> bytes:
    return b""


def _andere_release(inhoud: bytes) -> bytes:
    return inhoud.replace(jw323.SOORT.namespace.encode(), jw323.SOORT.namespace.replace("3_2", "9_9").encode())


_GEWEIGERD: Final[Mapping[str, tuple[Callable[[Concept], bool], _Bederf]]] = {
    "dagtekening-toekomst": (_altijd, _toekomst),
    "totaalbedrag": (_altijd, _totaal),
    "bsn-elfproef": (_altijd, _bsn),
    "geen-hele-maand": (_altijd, _geen_hele_maand),
    "ouder-dan-vijf-jaar": (_na_vijf_jaar, partial(_oude_prestatie, maand=_VIJF_JAAR_TERUG)),
    "voor-2021": (_altijd, partial(_oude_prestatie, maand=date(2020, 11, 1))),
    "twee-maanden": (_vanaf_dag_een, _twee_maanden),
    "credit-zelfde-bericht": (_altijd, _credit_erbij),
    "debet-dubbel-in-bericht": (_altijd, _debet_erbij),
    "zonder-tarief": (_met_tarief, _zonder_tarief),
    "xsd-fout": (_altijd, partial(_vervorm, hoe=_onbekend_element)),
    "afgebroken": (_altijd, partial(_vervorm, hoe=_halverwege)),
    "doctype": (_altijd, partial(_vervorm, hoe=_doctype)),
    "bom": (_altijd, partial(_vervorm, hoe=_bom)),
    "leeg": (_altijd, partial(_vervorm, hoe=_leeg)),
    "andere-release": (_altijd, partial(_vervorm, hoe=_andere_release)),
    "buiten-de-regio": (_altijd, _buiten_de_regio),
}


def _plant_geweigerd(planter: Planter, naam: str) -> bool:
    past, bederf = _GEWEIGERD[naam]
    concept = planter.vrij_concept(past)
    if concept is None:
        return False
    bederf(planter, _fout_ervoor(planter, naam, concept))
    return True


def _fout_ervoor(planter: Planter, naam: str, concept: Concept) -> Concept:
    """Send a copy to be spoiled on the day of a declaratie, and the declaratie itself some days later."""
    fout = replace(concept, regels=[replace(regel) for regel in concept.regels])
    planter.regio.concepten.append(fout)
    concept.dag = werkdag(concept.dag + timedelta(days=4))
    planter.noteer(naam, fout)
    planter.noteer("nieuw-bericht", concept)
    return fout


def _plant_declaratienummer(planter: Planter) -> bool:
    """The number of the declaratie of a month before."""
    concept = planter.vrij_concept(lambda kandidaat: planter.later(kandidaat, -1) is not None)
    if concept is None:
        return False
    vorige = planter.later(concept, -1)
    assert vorige is not None
    _fout_ervoor(planter, "declaratienummer", concept).nummer = vorige.nummer
    return True


def _plant_oudere_periode(planter: Planter) -> bool:
    """A forgotten prestatie in a declaratie of its own month, after the next month was declared."""
    vondst = planter.zoek(lambda concept, _: len(concept.regels) > 2, maanden_erna=2)
    if vondst is None:
        return False
    concept, regel = vondst
    laatste = planter.later(concept, 2)
    assert laatste is not None
    concept.regels.remove(regel)
    laatste.regels.append(regel)
    dag = maand_na(concept.periode, 2).replace(day=28)
    nummer = planter.regio.nummers.declaratie(concept.aanbieder, concept.periode)
    te_oud = Concept(concept.aanbieder, concept.gemeente, concept.periode, dag, nummer, [replace(regel)])
    planter.regio.concepten.append(te_oud)
    planter.noteer("oudere-periode", te_oud)
    planter.noteer("late-prestatie", laatste, regel.referentie)
    return True


def _plant_herzending(planter: Planter) -> bool:
    concept = planter.vrij_concept(_altijd)
    if concept is None:
        return False
    _zend_na(planter, "herzending", concept, "-nogmaals")
    return True


def _plant_identificatie(planter: Planter) -> bool:
    concept = planter.vrij_concept(_altijd)
    if concept is None:
        return False
    _zend_na(planter, "identificatie-anders", concept, "-anders").regels[0].volume += 1
    return True


def _zend_na(planter: Planter, naam: str, concept: Concept, toevoeging: str) -> Concept:
    """Send a declaratie once more under the Identificatie it has, some days later."""
    regels = [replace(regel) for regel in concept.regels]
    nogmaals = replace(concept, regels=regels, toevoeging=toevoeging, onderweg=6, herhaalt=concept)
    planter.regio.concepten.append(nogmaals)
    planter.noteer(naam, nogmaals)
    return nogmaals


# --- JW301 ----------------------------------------------------------------------------------------


def _zonder_einddatum(bericht: jw301.Bericht) -> jw301.Bericht:
    return _met_product(bericht, einddatum=None)


def _verwijderd_met_einddatum(bericht: jw301.Bericht) -> jw301.Bericht:
    return _met_product(bericht, reden_wijziging="13")


def _met_product(bericht: jw301.Bericht, **anders: Any) -> jw301.Bericht:
    eerste, *rest = bericht.client.toegewezen_producten
    producten = (replace(eerste, **anders), *rest)
    return replace(bericht, client=replace(bericht.client, toegewezen_producten=producten))


def _plant_brief(planter: Planter, naam: str) -> bool:
    kandidaten = [
        brief
        for brief in planter.regio.brieven
        if not brief.bezet and brief.onderweg == 1 and brief.standen[0].reden is None and _per_week(brief)
    ]
    if not kandidaten:
        return False
    brief = planter.rng.choice(kandidaten)
    fout = replace(brief, bezet=True)
    brief.bezet, brief.dag = True, werkdag(brief.dag + _DAG)
    match naam:
        case "jw301-xsd-fout":
            fout.vervorm = _onbekend_element
        case "jw301-zonder-einddatum":
            fout.wijzig = _zonder_einddatum
        case _:
            fout.wijzig = _verwijderd_met_einddatum
    planter.regio.brieven.append(fout)
    planter.noteer(naam, fout)
    return True


def _per_week(brief: Brief) -> bool:
    stand = brief.standen[0]
    return stand.toewijzing.frequentie == rekenen.PER_WEEK and stand.eind != stand.ingang


PLANTERS: Final[Mapping[str, Callable[[Planter], bool]]] = {
    "oudere-periode": _plant_oudere_periode,
    **{naam: partial(_plant_geweigerd, naam=naam) for naam in _GEWEIGERD},
    "declaratienummer": _plant_declaratienummer,
    "herzending": _plant_herzending,
    "identificatie-anders": _plant_identificatie,
    "jw301-xsd-fout": partial(_plant_brief, naam="jw301-xsd-fout"),
    "jw301-zonder-einddatum": partial(_plant_brief, naam="jw301-zonder-einddatum"),
    "jw301-verwijderd": partial(_plant_brief, naam="jw301-verwijderd"),
}
"""Per kind what plants one case, False when nothing suits."""
