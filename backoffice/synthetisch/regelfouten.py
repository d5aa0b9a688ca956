"""Planting faults in single prestaties, and the honest corrections that look like them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from backoffice.contracts.model import Product
from backoffice.synthetisch.aanbod import BEGIN, NIEUW_TARIEF
from backoffice.synthetisch.declareren import herprijs, opnieuw
from backoffice.synthetisch.model import Concept, Regel, Verloop, prijs
from backoffice.synthetisch.planten import Planter
from backoffice.synthetisch.regio import BSNS
from ijw import nummers, rekenen

_DAG: Final = timedelta(days=1)
_BEWIJZEN: Final = {
    Verloop.VERLENGD: "verlengd",
    Verloop.VERLENGD_DOOR_ELKAAR: "omgekeerde-volgorde",
    Verloop.VERHUISD_NAAR: "verhuisd",
    Verloop.NIEUW_VOLUME: "nieuw-volume",
}


def noteer_verloop(planter: Planter) -> None:
    """Note the first prestatie after every change of a toewijzing: it must be accepted."""
    gezien = set()
    for concept, regel in planter.eerste_regels():
        toewijzing = regel.toewijzing
        vanaf = toewijzing.bewijs_vanaf
        if vanaf and regel.eind >= vanaf and toewijzing.nummer not in gezien:
            gezien.add(toewijzing.nummer)
            planter.neem(toewijzing)
            planter.noteer(_BEWIJZEN[toewijzing.verloop], concept, regel.referentie)


# --- a regel changed in its place -----------------------------------------------------------------

_Past = Callable[[Concept, Regel], bool]
_Bederf = Callable[[Regel], None]


def _alles(concept: Concept, regel: Regel) -> bool:
    return True


def _hele_maand(regel: Regel) -> bool:
    return regel.begin.day == 1 and regel.eind == rekenen.laatste_dag(regel.begin)


def _in_minuten(regel: Regel) -> bool:
    return regel.eenheid == rekenen.MINUUT and regel.toewijzing.product.eenheid == rekenen.MINUUT


def _per_week(regel: Regel) -> bool:
    return _in_minuten(regel) and regel.toewijzing.frequentie == rekenen.PER_WEEK


def _met_tarief(regel: Regel) -> bool:
    return regel.eenheid in ("14", "16", "84")


def _bederf_tarief(regel: Regel) -> None:
    regel.tarief = (regel.tarief or 0) + 125
    regel.bedrag = regel.volume * regel.tarief


def _bederf_oud_tarief(regel: Regel) -> None:
    regel.tarief, regel.bedrag = prijs(regel.toewijzing.product, BEGIN, regel.eenheid, regel.volume)


def _bederf_bedrag(regel: Regel) -> None:
    regel.bedrag += 1_000


def _bederf_volume(regel: Regel) -> None:
    per_week = regel.toewijzing.volume or 0
    herprijs(regel, per_week * rekenen.weken(regel.begin, regel.eind) + 15)


def _bederf_begin(regel: Regel) -> None:
    regel.begin += _DAG


def _bederf_eind(regel: Regel) -> None:
    regel.eind -= _DAG


def _bederf_voor(regel: Regel) -> None:
    regel.begin = regel.begin.replace(day=1)


def _bederf_na(regel: Regel) -> None:
    regel.eind = rekenen.laatste_dag(regel.eind)


def _bederf_categorie(regel: Regel) -> None:
    regel.categorie = "54" if regel.categorie == "45" else "45"


def _bederf_eenheid(regel: Regel) -> None:
    regel.eenheid, regel.volume = rekenen.UUR, max(1, regel.volume // 60)
    regel.tarief, regel.bedrag = prijs(regel.toewijzing.product, regel.maand, regel.eenheid, regel.volume)


def _bederf_nummer(regel: Regel) -> None:
    regel.nummer = 900_000_000 + regel.nummer


_TER_PLAATSE: Final[Mapping[str, tuple[_Past, _Bederf]]] = {
    "tarief": (lambda _, r: _met_tarief(r), _bederf_tarief),
    "oud-tarief": (lambda _, r: r.maand >= NIEUW_TARIEF and _in_minuten(r), _bederf_oud_tarief),
    "bedrag": (lambda _, r: _in_minuten(r) and r.toewijzing.specifiek, _bederf_bedrag),
    "weekmaximum": (lambda _, r: _per_week(r), _bederf_volume),
    "begin-niet-eerste-dag": (lambda _, r: _per_week(r) and _hele_maand(r), _bederf_begin),
    "eind-niet-laatste-dag": (lambda _, r: _per_week(r) and _hele_maand(r), _bederf_eind),
    "voor-toewijzing": (lambda _, r: _per_week(r) and r.begin.day > 1, _bederf_voor),
    "na-toewijzing": (
        lambda _, r: _per_week(r) and r.eind < rekenen.laatste_dag(r.eind),
        _bederf_na,
    ),
    "categorie": (lambda _, r: r.toewijzing.specifiek and _in_minuten(r), _bederf_categorie),
    "eenheid": (lambda _, r: _per_week(r), _bederf_eenheid),
    "onbekende-toewijzing": (_alles, _bederf_nummer),
}


def _plant_ter_plaatse(planter: Planter, naam: str) -> bool:
    past, bederf = _TER_PLAATSE[naam]
    vondst = planter.zoek(past)
    if vondst is None:
        return False
    concept, regel = vondst
    goed = replace(regel)
    bederf(regel)
    planter.noteer(naam, concept, regel.referentie)
    planter.dien_opnieuw_in(concept, goed)
    return True


# --- kinds that need more than the regel itself ---------------------------------------------------


def _plant_totaal_volume(planter: Planter) -> bool:
    def past(concept: Concept, regel: Regel) -> bool:
        eerder = sum(r.volume for r in planter.eerder(concept, regel.toewijzing))
        return _in_minuten(regel) and regel.toewijzing.frequentie == rekenen.TOTAAL and eerder >= 60

    vondst = planter.zoek(past)
    if vondst is None:
        return False
    concept, regel = vondst
    goed = replace(regel)
    eerder = sum(r.volume for r in planter.eerder(concept, regel.toewijzing))
    herprijs(regel, (regel.toewijzing.volume or 0) - eerder + 30)
    return _noteer_afwijzing(planter, "totaal-volume", concept, regel, goed)


def _plant_budget(planter: Planter) -> bool:
    vondst = planter.zoek(lambda _, regel: regel.toewijzing.budget is not None)
    if vondst is None:
        return False
    concept, regel = vondst
    goed = replace(regel)
    _, per_uur = prijs(regel.toewijzing.product, regel.maand, rekenen.MINUUT, 60)
    herprijs(regel, (regel.toewijzing.budget or 0) * 60 // per_uur + 60)
    return _noteer_afwijzing(planter, "budget", concept, regel, goed)


def _plant_productcode(planter: Planter) -> bool:
    def ander(regel: Regel) -> Product | None:
        aanbod = regel.toewijzing.zaak.aanbieder.aanbod[regel.toewijzing.zaak.gemeente]
        eigen = regel.toewijzing.product
        return next(
            (p for p in aanbod if (p.categorie, p.eenheid) == (eigen.categorie, eigen.eenheid) and p is not eigen),
            None,
        )

    vondst = planter.zoek(lambda _, regel: regel.toewijzing.specifiek and ander(regel) is not None)
    if vondst is None:
        return False
    concept, regel = vondst
    goed = replace(regel)
    product = ander(regel)
    assert product is not None
    regel.code = product.code
    regel.tarief, regel.bedrag = prijs(product, regel.maand, regel.eenheid, regel.volume)
    return _noteer_afwijzing(planter, "productcode", concept, regel, goed)


def _plant_code_bij_categorie(planter: Planter) -> bool:
    def vreemd(regel: Regel) -> str | None:
        aanbod = regel.toewijzing.zaak.aanbieder.aanbod[regel.toewijzing.zaak.gemeente]
        return next((p.code for p in aanbod if p.categorie != regel.categorie), None)

    vondst = planter.zoek(lambda _, regel: regel.toewijzing.budget is not None and vreemd(regel) is not None)
    if vondst is None:
        return False
    concept, regel = vondst
    goed = replace(regel)
    regel.code = vreemd(regel) or ""
    return _noteer_afwijzing(planter, "code-bij-categorie", concept, regel, goed)


def _plant_andermans(planter: Planter) -> bool:
    vondst = planter.zoek(_alles)
    if vondst is None:
        return False
    concept, regel = vondst
    goed = replace(regel)
    andermans = [
        toewijzing.nummer
        for toewijzing in planter.regio.toewijzingen
        if toewijzing.zaak.gemeente == concept.gemeente and toewijzing.zaak.aanbieder is not concept.aanbieder
    ]
    if not andermans:
        return False
    regel.nummer = planter.rng.choice(andermans)
    return _noteer_afwijzing(planter, "andermans-toewijzing", concept, regel, goed)


def _plant_verwijderd(planter: Planter) -> bool:
    verwijderd = {
        (toewijzing.zaak, toewijzing.ingang): toewijzing.nummer
        for toewijzing in planter.regio.toewijzingen
        if toewijzing.verloop is Verloop.VERWIJDERD
    }
    vondst = planter.zoek(lambda _, regel: (regel.toewijzing.zaak, regel.toewijzing.ingang) in verwijderd)
    if vondst is None:
        return False
    concept, regel = vondst
    goed = replace(regel)
    regel.nummer = verwijderd[regel.toewijzing.zaak, regel.toewijzing.ingang]
    return _noteer_afwijzing(planter, "verwijderde-toewijzing", concept, regel, goed)


def _plant_na_declaratieperiode(planter: Planter) -> bool:
    """A second declaratie of a month, sent after the next month ended, holding care of that next month."""
    vondst = planter.zoek(
        lambda concept, _: len(concept.regels) > 1 and concept.periode > planter.regio.maanden[0]
    )
    if vondst is None:
        return False
    concept, regel = vondst
    vroeger = rekenen.eerste_dag(concept.periode - _DAG)
    dag = rekenen.laatste_dag(concept.periode) + _DAG
    fout = opnieuw(regel, planter.regio.nummers)
    nummer = planter.regio.nummers.declaratie(concept.aanbieder, vroeger)
    extra = Concept(concept.aanbieder, concept.gemeente, vroeger, dag, nummer, [fout])
    planter.regio.concepten.append(extra)
    planter.noteer("na-declaratieperiode", extra, fout.referentie)
    planter.noteer("herindiening", concept, regel.referentie)
    return True


def _plant_dubbel_debet(planter: Planter) -> bool:
    return _plant_extra(planter, "dubbel-debet", lambda regel: opnieuw(regel, planter.regio.nummers))


def _plant_credit_onbekend(planter: Planter) -> bool:
    return _plant_extra(
        planter,
        "credit-onbekend",
        lambda regel: opnieuw(regel, planter.regio.nummers, vorig=f"X{regel.referentie}"),
    )


def _plant_credit_anders(planter: Planter) -> bool:
    return _plant_extra(
        planter,
        "credit-anders",
        lambda regel: opnieuw(regel, planter.regio.nummers, vorig=regel.referentie, bedrag=regel.bedrag + 100),
        # In euros the volume would have to change along (CS339).
        lambda _, regel: regel.eenheid != rekenen.EURO,
    )


def _plant_extra(planter: Planter, naam: str, maak: Callable[[Regel], Regel], past: _Past = _alles) -> bool:
    """A regel too many in the next month, made from one of this month."""
    vondst = planter.zoek(past, maanden_erna=1)
    if vondst is None:
        return False
    concept, regel = vondst
    volgende = planter.later(concept)
    assert volgende is not None
    fout = maak(regel)
    volgende.regels.append(fout)
    planter.noteer(naam, volgende, fout.referentie)
    return True


def _plant_referentie(planter: Planter) -> bool:
    vondst = planter.zoek(lambda concept, regel: any(planter.eerder(concept, regel.toewijzing)))
    if vondst is None:
        return False
    concept, regel = vondst
    goed = replace(regel)
    eerste = next(planter.eerder(concept, regel.toewijzing))
    regel.referentie = eerste.referentie
    return _noteer_afwijzing(planter, "referentie-hergebruikt", concept, regel, goed)


def _plant_dubbele_credit(planter: Planter) -> bool:
    vondst = planter.zoek(_alles, maanden_erna=2)
    if vondst is None:
        return False
    concept, regel = vondst
    eerste, tweede = planter.later(concept), planter.later(concept, 2)
    assert eerste is not None
    assert tweede is not None
    credit = opnieuw(regel, planter.regio.nummers, vorig=regel.referentie)
    nogmaals = opnieuw(credit, planter.regio.nummers)
    eerste.regels.append(credit)
    tweede.regels.append(nogmaals)
    planter.noteer("terugname", eerste, credit.referentie)
    planter.noteer("dubbele-credit", tweede, nogmaals.referentie)
    return True


def _plant_onbekende_client(planter: Planter) -> bool:
    vondst = planter.zoek(_alles)
    if vondst is None:
        return False
    concept, regel = vondst
    goed = replace(regel)
    regel.bsn = nummers.test_bsn(BSNS + planter.rng.randrange(50))
    return _noteer_afwijzing(planter, "onbekende-client", concept, regel, goed)


def _noteer_afwijzing(planter: Planter, naam: str, concept: Concept, regel: Regel, goed: Regel) -> bool:
    planter.noteer(naam, concept, regel.referentie)
    planter.dien_opnieuw_in(concept, goed)
    return True


# --- honest corrections ---------------------------------------------------------------------------


def _plant_verbetering(planter: Planter) -> bool:
    vondst = planter.zoek(lambda _, regel: regel.volume > 1 and regel.eenheid != rekenen.EURO, maanden_erna=1)
    if vondst is None:
        return False
    concept, regel = vondst
    volgende = planter.later(concept)
    assert volgende is not None
    credit = opnieuw(regel, planter.regio.nummers, vorig=regel.referentie)
    beter = opnieuw(regel, planter.regio.nummers)
    herprijs(beter, max(1, regel.volume * 3 // 4))
    volgende.regels += (credit, beter)
    planter.noteer("verbetering", volgende, credit.referentie)
    planter.noteer("verbetering", volgende, beter.referentie)
    return True


def _plant_terugname(planter: Planter) -> bool:
    return _plant_extra(
        planter, "terugname", lambda regel: opnieuw(regel, planter.regio.nummers, vorig=regel.referentie)
    )


def _plant_late_prestatie(planter: Planter) -> bool:
    vondst = planter.zoek(lambda concept, _: len(concept.regels) > 2, maanden_erna=1)
    if vondst is None:
        return False
    concept, regel = vondst
    volgende = planter.later(concept)
    assert volgende is not None
    concept.regels.remove(regel)
    volgende.regels.append(regel)
    planter.noteer("late-prestatie", volgende, regel.referentie)
    return True


PLANTERS: Final[Mapping[str, Callable[[Planter], bool]]] = {
    "totaal-volume": _plant_totaal_volume,
    "verwijderde-toewijzing": _plant_verwijderd,
    "code-bij-categorie": _plant_code_bij_categorie,
    "budget": _plant_budget,
    **{naam: partial(_plant_ter_plaatse, naam=naam) for naam in _TER_PLAATSE},
    "productcode": _plant_productcode,
    "andermans-toewijzing": _plant_andermans,
    "na-declaratieperiode": _plant_na_declaratieperiode,
    "dubbel-debet": _plant_dubbel_debet,
    "referentie-hergebruikt": _plant_referentie,
    "credit-onbekend": _plant_credit_onbekend,
    "credit-anders": _plant_credit_anders,
    "dubbele-credit": _plant_dubbele_credit,
    "onbekende-client": _plant_onbekende_client,
    "verbetering": _plant_verbetering,
    "terugname": _plant_terugname,
    "late-prestatie": _plant_late_prestatie,
}
"""Per kind what plants one case, False when nothing suits; the choosiest kinds first."""
