"""Code 4, past niet binnen contract: product, variant, eenheid, frequentie, period, status, conditions, VOW role.

An einddatum beyond the contract can be brought back at a VOT (IV094); every other objection stands. A suspended
contract stops new toewijzingen and leaves running ones alone, also when they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from backoffice.contracts.dekking import Contractdekking, Productdekking
from backoffice.contracts.model import Contractstatus, Variant, Voorwaarde
from backoffice.verzoeken.contractgrond import contracten
from backoffice.verzoeken.model import LANDELIJK, Aanvraag, Herkomst, Inkorting, Regel, Toetssoort, Uitkomst, Zaak
from ijw.feiten import Onbekend, ToegewezenProduct

SOORT = Toetssoort("past niet binnen contract", "4", "WJ759, IV075, IV094")


class _Bezwaar(NamedTuple):
    zin: str
    inkorting: Inkorting | None = None


def toets(aanvraag: Aanvraag, zaak: Zaak) -> Iterator[Uitkomst]:
    """Judge each line against the contract that fits it best."""
    for regel in aanvraag.regels:
        gevonden = contracten(regel, aanvraag, zaak)
        if not gevonden:
            yield SOORT.onbekend(regel.onderdeel, "een contract om aan te toetsen")
            continue
        if (open_ := _ontbreekt(regel, gevonden, zaak)) is not None:
            yield open_
            continue
        per_contract = [list(_bezwaren(regel, aanvraag, contract, zaak)) for contract in gevonden]
        bezwaren = min(per_contract, key=lambda lijst: (sum(b.inkorting is None for b in lijst), len(lijst)))
        if not bezwaren:
            yield SOORT.voldoet(regel.onderdeel, f"{regel.noemer} past binnen het contract")
        else:
            zin = "; ".join(bezwaar.zin for bezwaar in bezwaren)
            inkortingen = [bezwaar.inkorting for bezwaar in bezwaren if bezwaar.inkorting is not None]
            alles = len(inkortingen) == len(bezwaren)
            yield SOORT.faalt(regel.onderdeel, zin, *(inkortingen if alles else ()))


def _ontbreekt(regel: Regel, gevonden: Iterable[Contractdekking], zaak: Zaak) -> Uitkomst | None:
    """What must be looked up, or decided first, before the conditions of the product can be judged."""
    voorwaarden = [
        voorwaarde
        for contract in gevonden
        for product in _producten(regel, contract)
        for voorwaarde in product.voorwaarden
    ]
    if isinstance(zaak.geboren, Onbekend) and any(_heeft_leeftijd(voorwaarde) for voorwaarde in voorwaarden):
        return SOORT.onbekend(regel.onderdeel, "de geboortedatum")
    naast = {categorie for voorwaarde in voorwaarden for categorie in voorwaarde.alleen_met}
    if not naast:
        return None
    if isinstance(zaak.lopend, Onbekend):
        return SOORT.onbekend(regel.onderdeel, "de lopende toewijzingen")
    ook_gevraagd = [ander for ander in zaak.mede_aangevraagd if ander.categorie in naast]
    if ook_gevraagd and _loopt_mee_tot(naast, regel, (), zaak.lopend) is None:
        zin = f"{regel.noemer} mag alleen naast {ook_gevraagd[0].noemer}, waarover nog niet is besloten"
        return SOORT.mens(regel.onderdeel, zin)
    return None


def _producten(regel: Regel, contract: Contractdekking) -> tuple[Productdekking, ...]:
    """The products a line can mean: one, those of a categorie, or all."""
    if regel.categorie is None:
        return contract.producten
    if regel.code is None:
        return contract.in_categorie(regel.categorie)
    product = contract.product(regel.code)
    return () if product is None or product.categorie != regel.categorie else (product,)


def _bezwaren(regel: Regel, aanvraag: Aanvraag, contract: Contractdekking, zaak: Zaak) -> Iterator[_Bezwaar]:
    nummer = contract.contractnummer
    if contract.status is Contractstatus.OPGESCHORT and regel.toewijzing_nummer is None:
        yield _Bezwaar(f"contract {nummer} is opgeschort voor nieuwe cliënten")
    if aanvraag.herkomst is Herkomst.VOW and not contract.vow_rol:
        yield _Bezwaar(f"contract {nummer} geeft de aanbieder geen recht op een verzoek om wijziging")
    producten = [product for product in _producten(regel, contract) if _past_variant(regel, product)]
    if not producten:
        yield _Bezwaar(f"contract {nummer} heeft geen {regel.noemer}")
        return
    laatste = max(product.tot_en_met or date.max for product in producten)
    if regel.laatste_dag > laatste:
        zin = f"contract {nummer} loopt tot en met {laatste:%d-%m-%Y}"
        yield _Bezwaar(zin, Inkorting("einddatum", laatste, zin))
    if regel.code is not None:
        yield from _van_product(regel, aanvraag, producten[0], zaak)


def _past_variant(regel: Regel, product: Productdekking) -> bool:
    """Taakgericht is never assigned; without Code only 55 is output, and all else inspanning."""
    if product.variant is Variant.TAAKGERICHT:
        return False
    if regel.categorie is None or regel.code is not None:
        return True
    return product.variant is (Variant.OUTPUT if regel.categorie == LANDELIJK else Variant.INSPANNING)


def _van_product(regel: Regel, aanvraag: Aanvraag, product: Productdekking, zaak: Zaak) -> Iterator[_Bezwaar]:
    if regel.eenheid != product.eenheid:
        yield _Bezwaar(f"gevraagd is eenheid {regel.eenheid}, het contract heeft {product.eenheid}")
    if product.frequenties and regel.frequentie not in product.frequenties:
        kan = ", ".join(product.frequenties)
        yield _Bezwaar(f"gevraagd is frequentie {regel.frequentie}, het contract heeft {kan}")
    for voorwaarde in product.voorwaarden:
        yield from _van_voorwaarde(regel, aanvraag, voorwaarde, zaak)


def _van_voorwaarde(regel: Regel, aanvraag: Aanvraag, voorwaarde: Voorwaarde, zaak: Zaak) -> Iterator[_Bezwaar]:
    # Only a VOT says who referred; that a running toewijzing had the right one was judged then.
    if voorwaarde.verwijzers and regel.verwijzer is not None and regel.verwijzer not in voorwaarde.verwijzers:
        yield _Bezwaar(f"verwijzer {regel.verwijzer} kan dit product niet geven")
    if _heeft_leeftijd(voorwaarde) and not _past_leeftijd(regel, voorwaarde, zaak):
        yield _Bezwaar("de leeftijd past niet bij dit product")
    if not voorwaarde.alleen_met or isinstance(zaak.lopend, Onbekend):
        return
    samen = ", ".join(voorwaarde.alleen_met)
    tot = _loopt_mee_tot(voorwaarde.alleen_met, regel, aanvraag.regels, zaak.lopend)
    if tot is None:
        yield _Bezwaar(f"{regel.noemer} mag alleen samen met categorie {samen}, en die loopt niet")
    elif tot < regel.laatste_dag:
        zin = f"{regel.noemer} mag alleen samen met categorie {samen}, en die loopt tot en met {tot:%d-%m-%Y}"
        yield _Bezwaar(zin, Inkorting("einddatum", tot, zin))


def _heeft_leeftijd(voorwaarde: Voorwaarde) -> bool:
    return voorwaarde.leeftijd_vanaf is not None or voorwaarde.leeftijd_tot_en_met is not None


def _past_leeftijd(regel: Regel, voorwaarde: Voorwaarde, zaak: Zaak) -> bool:
    geboren = zaak.geboren
    if geboren is None or isinstance(geboren, Onbekend):
        return False
    vanaf, tot = voorwaarde.leeftijd_vanaf, voorwaarde.leeftijd_tot_en_met
    oud_genoeg = vanaf is None or regel.peildag >= geboren.zeker_vanaf(vanaf)
    return oud_genoeg and (tot is None or regel.peildag < geboren.mogelijk_vanaf(tot + 1))


def _loopt_mee_tot(
    categorieen: Iterable[str],
    regel: Regel,
    regels: Iterable[Regel],
    lopend: Iterable[ToegewezenProduct],
) -> date | None:
    """Through which day one of the categorieën runs beside a line, from its first day; None when none does."""
    naast = set(categorieen)
    perioden = [
        (ander.ingangsdatum, ander.laatste_dag)
        for ander in regels
        if ander is not regel and ander.categorie in naast
    ]
    perioden += [
        (product.ingangsdatum, product.einddatum or date.max)
        for product in lopend
        if product.categorie in naast and not product.verwijderd
    ]
    return max((einde for begin, einde in perioden if begin <= regel.peildag <= einde), default=None)
