"""Who gets help: jeugdigen, the aanbieders they go to, and what is assigned to them and changed afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Final

from backoffice.contracts.model import Product, Variant
from backoffice.synthetisch import namen
from backoffice.synthetisch.aanbod import GEMEENTEN
from backoffice.synthetisch.model import (
    Aanbieder,
    Brief,
    Jeugdige,
    Nummers,
    Regio,
    Stand,
    Toewijzing,
    Verloop,
    Zaak,
    maand_na,
    werkdag,
)
from ijw import nummers as kenmerken
from ijw import rekenen

JEUGDIGEN: Final = 2_000
AANBIEDERS: Final = 60
BSNS: Final = 9_000
"""Test numbers given out, a little less than exist, so that some stay unknown everywhere."""
GEMEENTEN_PER_BSN: Final = 10
"""How many gemeenten may know one BSN at most: a larger region uses numbers again at another gemeente."""
GROOTSTE_SCHAAL: Final = BSNS * GEMEENTEN_PER_BSN // JEUGDIGEN

_JAAREINDE: Final = date(2026, 12, 31)
_DAG: Final = timedelta(days=1)

# Volumes per eenheid and frequentie, as gemeenten tend to assign them.
_OMVANG: Final = {
    ("01", "2"): (60, 90, 120, 180, 240, 300),
    ("01", "4"): (240, 360, 480, 720),
    ("01", "6"): (1200, 2400, 4800),
    ("04", "2"): (2, 3, 4, 6),
    ("04", "6"): (20, 40, 80),
    ("14", "2"): (7, 7, 7, 5),
    ("14", "6"): (60, 90, 180),
    ("16", "2"): (2, 4, 6),
    ("16", "6"): (40, 80),
    ("82", "6"): (1, 2, 3),
    ("83", "4"): (61_500, 78_250, 112_400),
    ("84", "2"): (1, 2, 3),
    ("84", "4"): (4, 8),
    ("84", "6"): (24, 48),
}
_BUDGETTEN: Final = (240_000, 360_000, 600_000)


def maak_regio(rng: Random, aanbieders: tuple[Aanbieder, ...], jeugdigen: int, maanden: tuple[date, ...]) -> Regio:
    """Make the region: so many jeugdigen with their toewijzingen and the JW301s that tell of them."""
    regio = Regio(maanden, aanbieders, Nummers())
    per_gemeente = {
        code: [aanbieder for aanbieder in aanbieders if code in aanbieder.aanbod] for code in GEMEENTEN
    }
    # A small region may have gemeenten that nobody serves.
    gemeenten = [code for code in GEMEENTEN if per_gemeente[code]]
    bekend: dict[str, set[str]] = {}
    for nummer in range(jeugdigen):
        jeugdige = _jeugdige(rng, nummer, gemeenten, bekend)
        kandidaten = per_gemeente[jeugdige.gemeente]
        aantal = 2 if len(kandidaten) > 1 and rng.random() < 0.12 else 1
        for aanbieder in _trek(rng, kandidaten, aantal):
            _maak_zaak(rng, regio, Zaak(jeugdige.gemeente, aanbieder, jeugdige), bekend)
    return regio


def _jeugdige(rng: Random, nummer: int, gemeenten: list[str], bekend: dict[str, set[str]]) -> Jeugdige:
    bsn = kenmerken.test_bsn(nummer % BSNS)
    vrij = [code for code in gemeenten if code not in bekend.get(bsn, ())] or gemeenten
    gemeente = rng.choices(vrij, [GEMEENTEN[code] for code in vrij])[0]
    bekend.setdefault(bsn, set()).add(gemeente)
    achternaam, voorvoegsel = namen.achternaam(rng)
    return Jeugdige(
        bsn=bsn,
        gemeente=gemeente,
        geboren=date(2009, 1, 1) + timedelta(days=rng.randrange(365 * 13)),
        geslacht=rng.choice("12"),
        achternaam=achternaam,
        voorvoegsel=voorvoegsel,
        voornaam=namen.voornaam(rng),
        ouder=namen.voornaam(rng),
        straat=namen.straat(rng),
        huisnummer=rng.randint(1, 199),
        postcode=namen.postcode(rng),
    )


def _trek(rng: Random, kandidaten: list[Aanbieder], aantal: int) -> list[Aanbieder]:
    """Draw so many different aanbieders by weight."""
    over = list(kandidaten)
    getrokken = []
    for _ in range(aantal):
        grenzen = list(accumulate(aanbieder.gewicht for aanbieder in over))
        gekozen = rng.choices(over, cum_weights=grenzen)[0]
        over.remove(gekozen)
        getrokken.append(gekozen)
    return getrokken


def _maak_zaak(rng: Random, regio: Regio, zaak: Zaak, bekend: dict[str, set[str]]) -> None:
    begin = max(regio.maanden[0], zaak.aanbieder.deelname_vanaf[zaak.gemeente])
    laatste = rekenen.laatste_dag(regio.maanden[-1])
    ingang = begin
    if rng.random() < 0.4 and begin < laatste:
        ingang = begin + timedelta(days=rng.randrange(max(1, (laatste - begin).days - 30)))
    product = _kies_product(rng, zaak)
    toewijzing = _toewijzing(rng, regio.nummers, zaak, product, ingang)
    regio.toewijzingen.append(toewijzing)
    eerste = _eerste_brief(rng, zaak, [toewijzing])
    regio.brieven.append(eerste)
    if rng.random() < 0.2 and toewijzing.specifiek:
        _tweede_product(rng, regio, zaak, toewijzing, eerste)
    else:
        _verloop(rng, regio, toewijzing, eerste, bekend)


def _kies_product(rng: Random, zaak: Zaak) -> Product:
    aanbod = zaak.aanbieder.aanbod[zaak.gemeente]
    # Help without verblijf is far more common than what is counted in etmalen or paid per month.
    gewichten = [{"14": 2, "82": 1, "83": 1}.get(product.eenheid or "", 5) for product in aanbod]
    return rng.choices(aanbod, gewichten)[0]


def _toewijzing(rng: Random, nummers: Nummers, zaak: Zaak, product: Product, ingang: date) -> Toewijzing:
    toewijzing = Toewijzing(zaak, nummers.toewijzing(zaak.gemeente), product, ingang, _einddatum(rng, ingang))
    if product.eenheid == rekenen.MINUUT and rng.random() < 0.1:
        toewijzing.budget = rng.choice(_BUDGETTEN)
        return toewijzing
    toewijzing.frequentie = rng.choice(product.frequenties)
    toewijzing.volume = rng.choice(_OMVANG[product.eenheid or "", toewijzing.frequentie])
    if product.variant is Variant.OUTPUT and product.eenheid == rekenen.EURO:
        # An amount per month fits whole months.
        toewijzing.ingang = ingang if ingang.day == 1 else maand_na(ingang.replace(day=1))
        toewijzing.eind = _JAAREINDE
    elif toewijzing.frequentie == rekenen.PER_MAAND and rng.random() < 0.3:
        toewijzing.eind = None
    return toewijzing


def _einddatum(rng: Random, ingang: date) -> date:
    if rng.random() < 0.3:
        return min(_JAAREINDE, ingang + timedelta(days=rng.randint(50, 150)))
    return _JAAREINDE


def _eerste_brief(rng: Random, zaak: Zaak, toewijzingen: list[Toewijzing]) -> Brief:
    """The first JW301 of a zaak: most in time, some a few days after the help began."""
    dag = werkdag(toewijzingen[0].ingang + timedelta(days=rng.choice((-21, -14, -10, -7, -5, -3, 4))))
    tijd = _tijd(rng)
    return Brief(zaak, dag, [Stand(t, t.ingang, t.eind, dag, tijd) for t in toewijzingen])


def _tijd(rng: Random) -> str:
    return f"{rng.randrange(8, 17):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}"


def _tweede_product(rng: Random, regio: Regio, zaak: Zaak, eerste: Toewijzing, brief: Brief) -> None:
    """A second product beside the first, in the same JW301."""
    anders = [product for product in zaak.aanbieder.aanbod[zaak.gemeente] if product.code != eerste.product.code]
    if not anders:
        return
    tweede = _toewijzing(rng, regio.nummers, zaak, rng.choice(anders), eerste.ingang)
    if not tweede.specifiek:
        # A budget for a whole categorie could overlap with the first product (TR302).
        tweede.budget, tweede.frequentie = None, rekenen.TOTAAL
        tweede.volume = rng.choice(_OMVANG[rekenen.MINUUT, rekenen.TOTAAL])
    regio.toewijzingen.append(tweede)
    brief.standen.append(Stand(tweede, tweede.ingang, tweede.eind, brief.dag, brief.standen[0].tijd))


def _verloop(
    rng: Random, regio: Regio, toewijzing: Toewijzing, eerste: Brief, bekend: dict[str, set[str]]
) -> None:
    """Let something happen to a toewijzing afterwards, or nothing."""
    lot = rng.random()
    midden = _midden(rng, regio, toewijzing)
    if midden is None:
        return
    if lot < 0.07:
        _verleng(rng, regio, toewijzing, eerste, midden, door_elkaar=lot < 0.025)
    elif lot < 0.10:
        _verhuis(rng, regio, toewijzing, midden, bekend)
    elif lot < 0.13:
        _wijzig_volume(rng, regio, toewijzing, midden)
    elif lot < 0.15:
        _verwijder(rng, regio, toewijzing, eerste)


def _midden(rng: Random, regio: Regio, toewijzing: Toewijzing) -> date | None:
    """A day within the period with something to deliver before and after it; None for what cannot change."""
    laatste = rekenen.laatste_dag(regio.maanden[-1])
    ruimte = (min(toewijzing.eind or laatste, laatste) - toewijzing.ingang).days
    if ruimte < 75 or toewijzing.frequentie not in (rekenen.PER_WEEK, rekenen.PER_MAAND):
        return None
    if toewijzing.product.variant is Variant.OUTPUT:
        return None
    return toewijzing.ingang + timedelta(days=rng.randrange(40, ruimte - 30))


def _brief_over(
    rng: Random, regio: Regio, toewijzing: Toewijzing, dag: date, eind: date, reden: str, *meer: Toewijzing
) -> Brief:
    """A later JW301 on a zaak: its first toewijzing changed, with the new ones beside it (OP087)."""
    tijd = _tijd(rng)
    standen = [Stand(toewijzing, toewijzing.ingang, eind, dag, tijd, reden)]
    standen += [Stand(nieuw, nieuw.ingang, nieuw.eind, dag, tijd) for nieuw in meer]
    brief = Brief(toewijzing.zaak, dag, standen)
    regio.brieven.append(brief)
    return brief


def _verleng(
    rng: Random, regio: Regio, toewijzing: Toewijzing, eerste: Brief, eind: date, *, door_elkaar: bool
) -> None:
    """Extend before the end has passed, under the same number (OP380)."""
    eerste.standen[0].eind = eind
    toewijzing.verloop, toewijzing.bewijs_vanaf = Verloop.VERLENGD, eind + _DAG
    toewijzing.eind = _JAAREINDE
    dag = werkdag(eind - timedelta(days=16))
    if not door_elkaar:
        _brief_over(rng, regio, toewijzing, dag, _JAAREINDE, "04")
        return
    # An earlier decision overtaken by a later one, whose JW301 arrives first (OP080, IV013).
    toewijzing.verloop = Verloop.VERLENGD_DOOR_ELKAAR
    _brief_over(rng, regio, toewijzing, dag, eind + timedelta(days=5), "04").onderweg = 8
    _brief_over(rng, regio, toewijzing, werkdag(dag + _DAG), _JAAREINDE, "04")


def _verhuis(rng: Random, regio: Regio, toewijzing: Toewijzing, dag: date, bekend: dict[str, set[str]]) -> None:
    """Move to another gemeente: the old toewijzing ends the day before, the new gemeente gives its own."""
    zaak = toewijzing.zaak
    bsn = zaak.jeugdige.bsn
    bestemmingen = [
        code
        for code, producten in zaak.aanbieder.aanbod.items()
        if code not in bekend[bsn]
        and toewijzing.product in producten
        and zaak.aanbieder.deelname_vanaf[code] <= dag
    ]
    if not bestemmingen:
        return
    daar = rng.choice(sorted(bestemmingen))
    bekend[bsn].add(daar)
    nieuw = Toewijzing(
        Zaak(daar, zaak.aanbieder, zaak.jeugdige),
        regio.nummers.toewijzing(daar),
        toewijzing.product,
        dag,
        toewijzing.eind,
        toewijzing.volume,
        toewijzing.frequentie,
        verloop=Verloop.VERHUISD_NAAR,
        bewijs_vanaf=dag,
    )
    toewijzing.eind = dag - _DAG
    regio.toewijzingen.append(nieuw)
    _brief_over(rng, regio, toewijzing, werkdag(dag - timedelta(days=9)), toewijzing.eind, "07")
    aankondiging = _eerste_brief(rng, nieuw.zaak, [nieuw])
    regio.brieven.append(aankondiging)


def _wijzig_volume(rng: Random, regio: Regio, toewijzing: Toewijzing, dag: date) -> None:
    """Another volume per week or month: the old toewijzing ends, a new number begins (OP257)."""
    omvang = _OMVANG[toewijzing.product.eenheid or "", toewijzing.frequentie or ""]
    nieuw = Toewijzing(
        toewijzing.zaak,
        regio.nummers.toewijzing(toewijzing.zaak.gemeente),
        toewijzing.product,
        dag,
        toewijzing.eind,
        rng.choice([volume for volume in omvang if volume != toewijzing.volume]),
        toewijzing.frequentie,
        verloop=Verloop.NIEUW_VOLUME,
        bewijs_vanaf=dag,
    )
    toewijzing.eind = dag - _DAG
    regio.toewijzingen.append(nieuw)
    _brief_over(rng, regio, toewijzing, werkdag(dag - timedelta(days=8)), toewijzing.eind, "12", nieuw)


def _verwijder(rng: Random, regio: Regio, toewijzing: Toewijzing, eerste: Brief) -> None:
    """The wrong product was assigned: removed before anything was declared, and assigned anew (CS335)."""
    anders = [
        product
        for product in toewijzing.zaak.aanbieder.aanbod[toewijzing.zaak.gemeente]
        if product.eenheid == toewijzing.product.eenheid and product.code != toewijzing.product.code
    ]
    if not anders:
        return
    goed = Toewijzing(
        toewijzing.zaak,
        regio.nummers.toewijzing(toewijzing.zaak.gemeente),
        rng.choice(anders),
        toewijzing.ingang,
        toewijzing.eind,
        toewijzing.volume,
        toewijzing.frequentie,
    )
    regio.toewijzingen.append(goed)
    toewijzing.verloop, toewijzing.eind = Verloop.VERWIJDERD, toewijzing.ingang
    dag = werkdag(eerste.dag + timedelta(days=3))
    _brief_over(rng, regio, toewijzing, dag, toewijzing.ingang, "13", goed)
