"""What is for sale in the synthetic region, and the contracts it is sold under: both purchase models of Twente."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Final, NamedTuple

from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Declaratietermijn,
    Deelname,
    Financiering,
    Financieringsvorm,
    Gevolg,
    Indexplafond,
    Optie,
    Product,
    Soortdeelname,
    TariefVersie,
    Variant,
    Voorwaarde,
)
from backoffice.synthetisch import namen
from backoffice.synthetisch.model import Aanbieder

# Gemeentecode and a rough share of the jeugdigen; the shares are made up.
GEMEENTEN: Final = {
    "0141": 12,
    "0147": 4,
    "0153": 25,
    "0158": 4,
    "0163": 5,
    "0164": 13,
    "0168": 3,
    "0173": 5,
    "0183": 3,
    "0189": 4,
    "1700": 5,
    "1735": 5,
    "1742": 6,
    "1774": 4,
}
LOKAAL: Final = ("0141", "1735")
"""Almelo and Hof van Twente buy ambulant help with a productenboek of their own."""
OB_GEMEENTEN: Final = tuple(code for code in GEMEENTEN if code not in LOKAAL)

BEGIN: Final = date(2025, 1, 1)
EINDE: Final = date(2028, 12, 31)
NIEUW_TARIEF: Final = date(2026, 4, 1)
"""Regional tarieven change in the middle of the half year that is declared."""
LATE_DEELNAME: Final = ("1774", date(2026, 2, 1))
"""A gemeente that joined some of the contracts a month into the period."""

OPTIES: Final = (Optie(date(2029, 12, 31)), Optie(date(2030, 12, 31)))
"""Two optiejaren of which nobody decided yet."""

_NORM: Final = Voorwaarde(volume=1200, frequentie="2")
"""More than twenty hours a week needs a person."""
_NAAST_VERBLIJF: Final = Voorwaarde(gemeente="1735", alleen_met=("43", "44"))
_INSPANNING: Final = Variant.INSPANNING


def _uur(code: str, categorie: str, omschrijving: str, oud: int, nieuw: int) -> Product:
    tarieven = (TariefVersie(BEGIN, uurtarief=oud), TariefVersie(NIEUW_TARIEF, uurtarief=nieuw))
    return Product(
        categorie, code, omschrijving, _INSPANNING, "01", ("2", "4", "6"), tarieven=tarieven, voorwaarden=(_NORM,)
    )


def _stuk(
    code: str,
    categorie: str,
    omschrijving: str,
    eenheid: str,
    frequenties: tuple[str, ...],
    *tarieven: int,
    variant: Variant = _INSPANNING,
) -> Product:
    versies = tuple(
        TariefVersie(vanaf, tarief=tarief) for vanaf, tarief in zip((BEGIN, NIEUW_TARIEF), tarieven, strict=False)
    )
    return Product(categorie, code, omschrijving, variant, eenheid, frequenties, tarieven=versies)


OB: Final = (
    _uur("OB1A", "45", "Ondersteuningsbehoefte 1, niveau A", 5875, 6120),
    _uur("OB1B", "45", "Ondersteuningsbehoefte 1, niveau B", 6710, 6990),
    _uur("OB2A", "45", "Ondersteuningsbehoefte 2, niveau A", 6325, 6590),
    _uur("OB2B", "45", "Ondersteuningsbehoefte 2, niveau B", 7480, 7795),
    _uur("OB2C", "45", "Ondersteuningsbehoefte 2, niveau C", 9140, 9525),
    _uur("OB3B", "45", "Ondersteuningsbehoefte 3, niveau B", 8265, 8610),
    _uur("OB3C", "45", "Ondersteuningsbehoefte 3, niveau C", 9955, 10370),
    _uur("OB4B", "54", "Ondersteuningsbehoefte 4, niveau B", 10815, 11270),
    _uur("OB4C", "54", "Ondersteuningsbehoefte 4, niveau C", 12640, 13170),
)
VERBLIJF: Final = (
    _stuk("WV01", "44", "Pleegzorg, per etmaal", "14", ("2", "6"), 4215, 4390),
    _stuk("WV02", "44", "Gezinshuis, per etmaal", "14", ("2", "6"), 15840, 16500),
    _stuk("WV03", "43", "Behandelgroep, per etmaal", "14", ("2", "6"), 24675, 25710),
    _stuk("WV04", "44", "Logeren, per etmaal", "14", ("2", "6"), 18120, 18880),
)
DIAGNOSTIEK: Final = (
    _stuk("DG01", "45", "Diagnostisch onderzoek", "82", ("6",), 148500, 154700, variant=Variant.OUTPUT),
    _stuk("DG02", "54", "Diagnostiek en advies", "82", ("6",), 96250, 100300, variant=Variant.OUTPUT),
)
MAATREGEL: Final = (
    Product("48", "JB01", "Jeugdbescherming, maandbedrag", Variant.OUTPUT, "83", ("4",)),
    Product("47", "JR01", "Jeugdreclassering, maandbedrag", Variant.OUTPUT, "83", ("4",)),
)
# A productenboek counts in "dagen"; what a dag is in messages is agreed per product.
PRODUCTENBOEK: Final = {
    "0141": (
        _stuk("AL01", "45", "Begeleiding individueel, per uur", "04", ("2", "6"), 6480),
        _stuk("AL02", "54", "Behandeling individueel, per uur", "04", ("2", "6"), 10925),
        _stuk("AL03", "41", "Dagbesteding, per dagdeel", "16", ("2", "6"), 5890),
        _stuk("AL04", "41", "Dagbehandeling, per dag", "84", ("2", "4", "6"), 21650),
        _stuk("AL05", "44", "Kortdurend verblijf, per dag", "14", ("2", "6"), 17210),
    ),
    "1735": (
        _stuk("HT01", "45", "Begeleiding, per uur", "04", ("2", "6"), 6615),
        _stuk("HT02", "41", "Dagbesteding zorgboerderij, per dag", "16", ("2", "6"), 6230),
        _stuk("HT03", "41", "Groepsbehandeling, per dag", "84", ("2", "4", "6"), 19980),
        _stuk("HT04", "54", "Behandeling, per uur", "04", ("2", "6"), 11040),
    ),
}


# What the largest aanbieder sells besides, without any toewijzing in the messages that are made.
LANDELIJK: Final = (
    _stuk("LTA01", "55", "Landelijk specialistisch traject", "82", ("6",), 1_250_000, variant=Variant.OUTPUT),
)
BESCHIKBAAR: Final = (Product("46", "CR01", "Crisisbedden", Variant.TAAKGERICHT),)
OB_NAAST_VERBLIJF: Final = tuple(replace(product, voorwaarden=(_NORM, _NAAST_VERBLIJF)) for product in OB)

_REGIONAAL: Final = (
    Contractsoort.WONEN_EN_VERBLIJF,
    Contractsoort.MAATREGELHULP_JB_JR,
    Contractsoort.DIAGNOSTIEK,
    Contractsoort.BESCHIKBAARHEID,
)
SOORTDEELNAMES: Final = (
    *(Soortdeelname(Contractsoort.OB_JEUGD, code, BEGIN) for code in OB_GEMEENTEN),
    *(Soortdeelname(soort, code, BEGIN) for soort in _REGIONAAL for code in GEMEENTEN),
)


class _Verkoop(NamedTuple):
    """One contract to be: kind, products and the gemeenten that take part."""

    soort: Contractsoort
    afkorting: str
    producten: tuple[Product, ...]
    gemeenten: tuple[str, ...]


_BIJZONDER: Final = (
    _Verkoop(Contractsoort.LTA, "LTA", LANDELIJK, tuple(GEMEENTEN)),
    _Verkoop(Contractsoort.BESCHIKBAARHEID, "BV", BESCHIKBAAR, tuple(GEMEENTEN)),
    _Verkoop(Contractsoort.WONEN_EN_VERBLIJF, "WVOB", OB_NAAST_VERBLIJF, ("1735",)),
)
# Maatregelhulp went from subsidie to messages before the first month that is declared.
_FINANCIERING: Final = {
    Contractsoort.BESCHIKBAARHEID: (
        Financiering(BEGIN, Financieringsvorm.TAAKGERICHT, 120_000_000, "jeugdigen onder 18 op 1 januari"),
    ),
    Contractsoort.MAATREGELHULP_JB_JR: (
        Financiering(BEGIN, Financieringsvorm.SUBSIDIE, 90_000_000, "jeugdigen onder 18 op 1 januari"),
        Financiering(date(2025, 7, 1), Financieringsvorm.OUTPUT),
    ),
}
_ZONDER_TERMIJN: Final = (Contractsoort.LOKAAL, Contractsoort.LTA, Contractsoort.BESCHIKBAARHEID)
CODE_TE_LAAT: Final = "0611"
"""What the strict contracts name for a rejection that is late: the one code that is about the contract."""
_STRENG_VANAF: Final = date(2026, 1, 1)


def maak_aanbieders(
    rng: Random, aantal: int, *, elk_gevolg: bool = False
) -> tuple[tuple[Aanbieder, ...], tuple[Contract, ...]]:
    """Make so many aanbieders and their contracts; one in eight is large and serves the whole region.

    With `elk_gevolg` the contracts differ in what follows when a prestatie is late, else it is only signalled.
    """
    aanbieders, contracten = [], []
    groten = max(1, round(aantal / 8))
    for nummer in range(aantal):
        groot = nummer < groten
        verkopen = _groot(nummer) if groot else _klein(rng, nummer)
        aandeel = 0.75 / groten if groot else 0.25 / (aantal - groten)
        agb = f"9900{nummer + 1:04d}"
        eigen = [_contract(agb, nummer, verkoop, elk_gevolg) for verkoop in verkopen]
        contracten += eigen
        if nummer == 0:
            contracten += [_contract(agb, nummer, verkoop, elk_gevolg) for verkoop in _BIJZONDER]
        aanbod = _aanbod(eigen)
        aanbieders.append(
            Aanbieder(
                agb,
                namen.aanbieder(nummer),
                # A share of the whole region, all of it earned in the gemeenten served.
                aandeel * len(GEMEENTEN) / len(aanbod) * rng.uniform(0.6, 1.4),
                aanbod,
                {deel.gemeente: deel.vanaf for contract in eigen for deel in contract.deelnames},
            )
        )
    return tuple(aanbieders), tuple(contracten)


def _groot(nummer: int) -> list[_Verkoop]:
    verkopen = [
        _Verkoop(Contractsoort.OB_JEUGD, "OBJ", OB, OB_GEMEENTEN),
        _Verkoop(Contractsoort.WONEN_EN_VERBLIJF, "WV", VERBLIJF, tuple(GEMEENTEN)),
        *(_Verkoop(Contractsoort.LOKAAL, f"LP{code}", PRODUCTENBOEK[code], (code,)) for code in LOKAAL),
    ]
    if nummer % 4 == 0:
        verkopen.append(_Verkoop(Contractsoort.MAATREGELHULP_JB_JR, "MH", MAATREGEL, tuple(GEMEENTEN)))
    if nummer % 3 == 0:
        verkopen.append(_Verkoop(Contractsoort.DIAGNOSTIEK, "DG", DIAGNOSTIEK, tuple(GEMEENTEN)))
    return verkopen


def _klein(rng: Random, nummer: int) -> list[_Verkoop]:
    match nummer % 6:
        case 0 | 1 | 2:
            producten = tuple(sorted(rng.sample(OB, 4), key=lambda product: product.code))
            return [_Verkoop(Contractsoort.OB_JEUGD, "OBJ", producten, _enkele(rng, OB_GEMEENTEN))]
        case 3:
            code = rng.choice(LOKAAL)
            return [_Verkoop(Contractsoort.LOKAAL, f"LP{code}", PRODUCTENBOEK[code], (code,))]
        case 4:
            return [_Verkoop(Contractsoort.WONEN_EN_VERBLIJF, "WV", VERBLIJF[:2], _enkele(rng, tuple(GEMEENTEN)))]
    return [_Verkoop(Contractsoort.DIAGNOSTIEK, "DG", DIAGNOSTIEK, _enkele(rng, tuple(GEMEENTEN)))]


def _enkele(rng: Random, gemeenten: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(rng.sample(gemeenten, rng.randint(1, 2))))


def _contract(agb: str, nummer: int, verkoop: _Verkoop, elk_gevolg: bool) -> Contract:
    laat, sinds = LATE_DEELNAME
    return Contract(
        contractnummer=f"{verkoop.afkorting}-2025-{nummer + 1:04d}",
        soort=verkoop.soort,
        aanbieder=agb,
        begindatum=BEGIN,
        einddatum=EINDE,
        deelnames=tuple(
            Deelname(code, sinds if code == laat and nummer % 2 else BEGIN) for code in verkoop.gemeenten
        ),
        producten=verkoop.producten,
        kvk=f"9{nummer + 1:07d}",
        indexplafond=Indexplafond.OVA if verkoop.soort is Contractsoort.OB_JEUGD else None,
        opties=OPTIES,
        financieringen=_FINANCIERING.get(verkoop.soort, ()),
        termijnen=_termijnen(verkoop.soort, nummer, elk_gevolg),
    )


def _termijnen(soort: Contractsoort, nummer: int, elk_gevolg: bool) -> tuple[Declaratietermijn, ...]:
    """A month to declare in; who is late is told so, waits for a person, or is rejected, as was agreed."""
    if soort in _ZONDER_TERMIJN:
        return ()
    een_maand = Declaratietermijn(1)
    if not elk_gevolg:
        return (een_maand,)
    if soort is Contractsoort.WONEN_EN_VERBLIJF:
        return (replace(een_maand, gevolg=Gevolg.AANHOUDEN, retourcode_te_laat=CODE_TE_LAAT),)
    if soort is Contractsoort.MAATREGELHULP_JB_JR:
        return (replace(een_maand, gevolg=Gevolg.AFWIJZEN),)
    if soort is Contractsoort.OB_JEUGD and nummer % 6 == 1:
        streng = replace(een_maand, gevolg=Gevolg.AFWIJZEN, vanaf=_STRENG_VANAF, retourcode_te_laat=CODE_TE_LAAT)
        return (een_maand, streng)
    return (een_maand,)


def _aanbod(contracten: list[Contract]) -> dict[str, tuple[Product, ...]]:
    aanbod: dict[str, tuple[Product, ...]] = {}
    for contract in contracten:
        for deelname in contract.deelnames:
            aanbod[deelname.gemeente] = (*aanbod.get(deelname.gemeente, ()), *contract.producten)
    return aanbod
