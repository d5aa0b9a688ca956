"""Builders: a valid berichtklasse or message of every kind, of which a test names only the deviation.

    prestatie(begindatum=date(2026, 3, 28))
    jw301_bericht(toegewezen_producten=[toegewezen_product(budget=100)])
    jw323_bericht(prestaties=[prestatie(bedrag=0, debet_credit="C")], dagtekening=date(2026, 4, 1))

A deviation is named by its field, wherever it stands in the object itself or in a part that is not repeated:
`begindatum` of a prestatie is that of its ProductPeriode. A name that fits nowhere, or in two parts, raises
TypeError; then build the part itself (`naam(...)`, `omvang(...)`). The totals of a JW323 and JW325 follow
from their prestaties unless the test gives others. All people are made up and all bsn's are test numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from ijw.berichten import (
    SOORTEN,
    basis,
    jw301,
    jw302,
    jw305,
    jw306,
    jw307,
    jw308,
    jw315,
    jw316,
    jw317,
    jw318,
    jw319,
    jw320,
    jw323,
    jw325,
)
from ijw.bevinding import Bevinding
from ijw.codec import voeg_in
from ijw.nummers import test_bsn
from ijw.regels.controle import controleer
from ijw.rekenen import naar_centen, uit_centen
from ijw.vorm import Berichtsoort, is_klasse, stroompad, vorm

AANBIEDER = "12345678"
GEMEENTE = "0153"
BSN = test_bsn(1)
DAGTEKENING = date(2026, 4, 3)
MAAND = (date(2026, 3, 1), date(2026, 3, 31))


def wijzig(obj: Any, **afwijking: Any) -> Any:
    """Give the object with other values for the named fields, at the least depth where the name fits."""
    for veld, waarde in afwijking.items():
        obj = _zet(obj, veld, waarde)
    return obj


def _zet(obj: Any, veld: str, waarde: Any) -> Any:
    paden: list[tuple[str, ...]] = [()]
    while paden:
        passend = [pad for pad in paden if veld in _velden(_lees(obj, pad))]
        if len(passend) > 1:
            raise TypeError(f"{type(obj).__name__} heeft {veld} op meer plaatsen: {passend}")
        if passend:
            return _vervang(obj, passend[0], veld, waarde)
        paden = [(*pad, deel) for pad in paden for deel in _delen(_lees(obj, pad))]
    raise TypeError(f"{type(obj).__name__} heeft geen {veld}")


def _velden(obj: Any) -> set[str]:
    return {el.veld for el in vorm(type(obj)).elementen}


def _delen(obj: Any) -> list[str]:
    return [
        el.veld
        for el in vorm(type(obj)).elementen
        if is_klasse(el.type) and not el.herhaald and getattr(obj, el.veld) is not None
    ]


def _lees(obj: Any, pad: tuple[str, ...]) -> Any:
    for deel in pad:
        obj = getattr(obj, deel)
    return obj


def _vervang(obj: Any, pad: tuple[str, ...], veld: str, waarde: Any) -> Any:
    if not pad:
        return replace(obj, **{veld: tuple(waarde) if isinstance(waarde, list) else waarde})
    return replace(obj, **{pad[0]: _vervang(getattr(obj, pad[0]), pad[1:], veld, waarde)})


def _bouwer(obj: Any) -> Callable[..., Any]:
    return partial(wijzig, obj)


# --- parts that many messages share ---------------------------------------------------------------

XSD_VERSIE = basis.XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0")

geboortedatum = _bouwer(basis.Geboortedatum(datum=date(2012, 5, 17)))
achternaam = _bouwer(basis.Achternaam(achternaam="Testkind"))
naam = _bouwer(basis.VolledigeNaam(geslachtsnaam=achternaam(), voorletters="T", naam_gebruik="1"))
verkorte_naam = _bouwer(basis.VerkorteNaam(geslachtsnaam=achternaam(), voorletters="T"))
product = _bouwer(basis.Product(categorie="45", code="45A04"))
omvang = _bouwer(basis.Omvang(volume=120, eenheid="01", frequentie="4"))
periode = _bouwer(basis.OpenPeriode(begindatum=MAAND[0], einddatum=MAAND[1]))
communicatie = _bouwer(basis.Communicatie(vorm="1", taal="Fries"))
telefoon = _bouwer(basis.Telefoonnummers(telefoon01=basis.Telefoon(telefoonnummer="0612345678", landnummer="31")))
adres = _bouwer(
    basis.Adres(
        huis=basis.Huis(huisnummer=1),
        postcode="7500AA",
        straatnaam="Teststraat",
        plaatsnaam="Enschede",
        land_code="NL",
    )
)


def _kop(klasse: Any) -> Any:
    van_gemeente = klasse.__module__.rpartition(".")[2] in ("jw301", "jw319", "jw325")
    afzender, ontvanger = (GEMEENTE, AANBIEDER) if van_gemeente else (AANBIEDER, GEMEENTE)
    extra: dict[str, Any] = {}
    if klasse is jw325.Header:
        extra = {
            "declaratie_identificatie": _identificatie("D0001"),
            "xsd_versie_declaratie": XSD_VERSIE,
            "retour_codes": ("0200",),
        }
    return klasse(
        afzender=afzender,
        ontvanger=ontvanger,
        bericht_identificatie=_identificatie("B0001"),
        xsd_versie=XSD_VERSIE,
        **extra,
    )


def _identificatie(kenmerk: str, dagtekening: date = DAGTEKENING) -> basis.BerichtIdentificatie:
    return basis.BerichtIdentificatie(identificatie=kenmerk, dagtekening=dagtekening)


# --- JW301 toewijzing -----------------------------------------------------------------------------

contact = _bouwer(jw301.Contact(soort="01", adres=adres(), telefoon=telefoon()))
relatie = _bouwer(
    jw301.Relatie(
        nummer="1", soort="20", geboortedatum=geboortedatum(datum=date(1980, 2, 3)), naam=naam(), contact=contact()
    )
)
toegewezen_product = _bouwer(
    jw301.ToegewezenProduct(
        toewijzing_nummer=1001,
        product=product(),
        toewijzingsdatum=date(2026, 3, 20),
        toewijzingstijd="10:00:00",
        ingangsdatum=date(2026, 4, 1),
        einddatum=date(2026, 12, 31),
        omvang=omvang(),
    )
)
jw301_client = _bouwer(
    jw301.Client(
        bsn=BSN,
        geboortedatum=geboortedatum(),
        geslacht="2",
        naam=naam(),
        relaties=(relatie(),),
        contactgegevens=(contact(),),
        toegewezen_producten=(toegewezen_product(),),
    )
)
jw301_bericht = _bouwer(jw301.Bericht(header=_kop(jw301.Header), client=jw301_client()))

# --- JW305 start and JW307 stop -------------------------------------------------------------------

start_product = _bouwer(
    jw305.StartProduct(
        toewijzing_nummer=1001,
        product=product(),
        toewijzing_ingangsdatum=date(2026, 3, 1),
        begindatum=date(2026, 3, 2),
        status_aanlevering="1",
    )
)
jw305_client = _bouwer(
    jw305.Client(
        bsn=BSN,
        geboortedatum=geboortedatum(),
        geslacht="2",
        naam=verkorte_naam(),
        start_producten=(start_product(),),
    )
)
jw305_bericht = _bouwer(jw305.Bericht(header=_kop(jw305.Header), client=jw305_client()))
stop_product = _bouwer(
    jw307.StopProduct(
        toewijzing_nummer=1001,
        product=product(),
        toewijzing_ingangsdatum=date(2026, 3, 1),
        begindatum=date(2026, 3, 2),
        reden_beeindiging="31",
        einddatum=date(2026, 3, 31),
        status_aanlevering="1",
    )
)
jw307_client = _bouwer(
    jw307.Client(
        bsn=BSN,
        geboortedatum=geboortedatum(),
        geslacht="2",
        naam=verkorte_naam(),
        stop_producten=(stop_product(),),
    )
)
jw307_bericht = _bouwer(jw307.Bericht(header=_kop(jw307.Header), client=jw307_client()))

# --- JW315 verzoek om toewijzing and JW317 verzoek om wijziging -----------------------------------

verwijzer = _bouwer(basis.Verwijzer(type="02", zorgverlener_code="01234567"))
aangevraagd_product = _bouwer(
    jw315.AangevraagdProduct(
        referentie_aanbieder="A0001",
        product=product(),
        toewijzing_ingangsdatum=date(2026, 4, 1),
        toewijzing_einddatum=date(2026, 12, 31),
        omvang=omvang(),
        verwijzer=verwijzer(),
    )
)
jw315_client = _bouwer(
    jw315.Client(
        bsn=BSN,
        geboortedatum=geboortedatum(),
        geslacht="2",
        naam=verkorte_naam(),
        aangevraagde_producten=(aangevraagd_product(),),
    )
)
jw315_bericht = _bouwer(jw315.Bericht(header=_kop(jw315.Header), client=jw315_client()))
ongewijzigd_product = _bouwer(jw317.OngewijzigdProduct(toewijzing_nummer=1001))
te_wijzigen_product = _bouwer(
    jw317.TeWijzigenProduct(
        toewijzing_nummer=1002,
        gewenste_ingangsdatum=date(2026, 5, 1),
        einddatum=date(2026, 12, 31),
        omvang=omvang(),
    )
)
nieuw_product = _bouwer(
    jw317.NieuwProduct(
        product=product(code="45A05"),
        gewenste_ingangsdatum=date(2026, 5, 1),
        einddatum=date(2026, 12, 31),
        omvang=omvang(),
    )
)
verzoek = _bouwer(
    jw317.Verzoek(
        referentie_aanbieder="A0001",
        reden_verzoek="1",
        ongewijzigde_producten=(ongewijzigd_product(),),
        te_wijzigen_producten=(te_wijzigen_product(),),
        nieuwe_producten=(nieuw_product(),),
    )
)
jw317_bericht = _bouwer(jw317.Bericht(header=_kop(jw317.Header), client=jw317.Client(bsn=BSN, verzoek=verzoek())))

# --- JW319 antwoord -------------------------------------------------------------------------------

woonplaatsbeginsel = _bouwer(jw319.Woonplaatsbeginsel(gemeente="0164"))
antwoord = _bouwer(jw319.Antwoord(referentie_aanbieder="A0001", verzoek_antwoord="1", reden_afwijzing_verzoek="4"))
jw319_bericht = _bouwer(jw319.Bericht(header=_kop(jw319.Header), antwoord=antwoord()))

# --- JW323 declaratie and JW325 antwoord ----------------------------------------------------------

prestatie = _bouwer(
    jw323.Prestatie(
        product_referentie=basis.Referentie(referentie_nummer="R1"),
        toewijzing_nummer=1001,
        product_categorie="45",
        product_code="45A04",
        product_periode=basis.GeslotenPeriode(begindatum=MAAND[0], einddatum=MAAND[1]),
        geleverd_volume=120,
        eenheid="01",
        product_tarief=98,
        ingediend_bedrag=basis.BedragMetDC(bedrag=11_760, debet_credit="D"),
    )
)
creditprestatie = partial(prestatie, referentie_nummer="R2", vorig_referentie_nummer="R0", debet_credit="C")
jw323_client = _bouwer(jw323.Client(bsn=BSN, prestaties=(prestatie(),)))
declaratie = _bouwer(
    jw323.Declaratie(
        declaratie_nummer="D0001",
        declaratie_periode=basis.GeslotenPeriode(begindatum=MAAND[0], einddatum=MAAND[1]),
        declaratie_dagtekening=DAGTEKENING,
        totaal_ingediend_bedrag=basis.TotaalBedragMetDC(totaal_bedrag=11_760, debet_credit="D"),
        clienten=(jw323_client(),),
    )
)


def jw323_bericht(
    *, prestaties: Iterable[Any] | None = None, clienten: Iterable[Any] | None = None, **afwijking: Any
) -> jw323.Bericht:
    """A JW323 with these cliënten, or one cliënt with these prestaties, and the total that belongs to them."""
    clienten = _clienten(jw323_client, prestaties, clienten) or (jw323_client(),)
    bedrag, debet_credit = uit_centen(_som(clienten))
    bericht = jw323.Bericht(
        header=_kop(jw323.Header),
        declaratie=declaratie(clienten=clienten, totaal_bedrag=bedrag, debet_credit=debet_credit),
    )
    return wijzig(bericht, **afwijking)


def _clienten(bouw: Any, prestaties: Iterable[Any] | None, clienten: Iterable[Any] | None) -> tuple[Any, ...]:
    if prestaties is not None:
        return (bouw(prestaties=tuple(prestaties)),)
    return tuple(clienten or ())


def _som(clienten: Iterable[Any]) -> int:
    bedragen = [prestatie.ingediend_bedrag for client in clienten for prestatie in client.prestaties]
    return sum(naar_centen(bedrag.bedrag, bedrag.debet_credit) for bedrag in bedragen)


def _als(klasse: Any, obj: Any, *retour_codes: str) -> Any:
    """The object as it returns in an answer: the same values, with retourcodes at every level."""
    waarden: dict[str, Any] = {}
    for el in vorm(klasse).elementen:
        if el.veld == "retour_codes":
            waarden[el.veld] = retour_codes
            continue
        waarde = getattr(obj, el.veld)
        if is_klasse(el.type) and el.herhaald:
            waarde = tuple(_als(el.type, deel, *retour_codes) for deel in waarde)
        elif is_klasse(el.type) and waarde is not None:
            waarde = _als(el.type, waarde, *retour_codes)
        waarden[el.veld] = waarde
    return klasse(**waarden)


afgewezen_prestatie = _bouwer(_als(jw325.Prestatie, prestatie(), "9340"))
jw325_client = _bouwer(jw325.Client(bsn=BSN, prestaties=(afgewezen_prestatie(),), retour_codes=("0200",)))
declaratie_antwoord = _bouwer(
    jw325.DeclaratieAntwoord(
        declaratie_nummer="D0001",
        totaal_ingediend_bedrag=basis.TotaalBedragMetDC(totaal_bedrag=11_760, debet_credit="D"),
        totaal_toegekend_bedrag=basis.TotaalBedragMetDC(totaal_bedrag=11_760, debet_credit="D"),
        retour_codes=("8001",),
    )
)


def totaal(centen: int) -> basis.TotaalBedragMetDC:
    """Signed eurocents as a total on the wire."""
    bedrag, debet_credit = uit_centen(centen)
    return basis.TotaalBedragMetDC(totaal_bedrag=bedrag, debet_credit=debet_credit)


def jw325_bericht(
    *,
    prestaties: Iterable[Any] | None = None,
    clienten: Iterable[Any] | None = None,
    ingediend: int = 20_000,
    dagtekening: date = DAGTEKENING,
    **afwijking: Any,
) -> jw325.Bericht:
    """A JW325 on a declaratie of so many signed eurocents, with these rejected prestaties."""
    afgewezen = _clienten(jw325_client, prestaties, clienten)
    bericht = jw325.Bericht(
        header=wijzig(_kop(jw325.Header), bericht_identificatie=_identificatie("B0001", dagtekening)),
        declaratie_antwoord=declaratie_antwoord(
            totaal_ingediend_bedrag=totaal(ingediend),
            totaal_toegekend_bedrag=totaal(ingediend - _som(afgewezen)),
            clienten=afgewezen,
            retour_codes=("0200",) if afgewezen else ("8001",),
        ),
    )
    return wijzig(bericht, **afwijking)


# --- retourberichten ------------------------------------------------------------------------------


def _retour(module: Any, heen: Any) -> Any:
    """The answer to a message that is right: its header, marked, and nothing else."""
    kop = {el.veld: getattr(heen.header, el.veld) for el in vorm(type(heen.header)).elementen}
    return module.Bericht(
        header=module.Header(
            **kop,
            identificatie_retour="T0001",
            dagtekening_retour=date(2026, 4, 8),
            xsd_versie_retour=XSD_VERSIE,
            retour_codes=("0200",),
        )
    )


jw302_client = _bouwer(_als(jw302.Client, jw301_client(), "0200"))
jw302_bericht = _bouwer(_retour(jw302, jw301_bericht()))
jw306_client = _bouwer(_als(jw306.Client, jw305_client(), "0200"))
jw306_bericht = _bouwer(_retour(jw306, jw305_bericht()))
jw308_client = _bouwer(_als(jw308.Client, jw307_client(), "0200"))
jw308_bericht = _bouwer(_retour(jw308, jw307_bericht()))
jw316_client = _bouwer(_als(jw316.Client, jw315_client(), "0200"))
jw316_bericht = _bouwer(_retour(jw316, jw315_bericht()))
jw318_client = _bouwer(_als(jw318.Client, jw317_bericht().client, "0200"))
jw318_bericht = _bouwer(_retour(jw318, jw317_bericht()))
jw320_antwoord = _bouwer(_als(jw320.Antwoord, antwoord(), "0200"))
jw320_bericht = _bouwer(_retour(jw320, jw319_bericht()))


# --- judging --------------------------------------------------------------------------------------


def soort_van(bericht: Any) -> Berichtsoort:
    """The berichtsoort of a whole message."""
    return next(soort for soort in SOORTEN if soort.wortel is type(bericht))


def bevindingen(bericht: Any) -> list[Bevinding]:
    """What the rules inside a message find in a whole message, read the way a stream is."""
    soort = soort_van(bericht)
    stukken: Any = ()
    if soort.stroomklasse is not None:
        stukken = bericht
        for el in stroompad(soort):
            stukken = () if stukken is None else getattr(stukken, el.veld)
        bericht = voeg_in(bericht, soort, ())
    return controleer(soort, lambda: bericht, lambda: stukken)


def codes(bericht: Any) -> list[tuple[str, str]]:
    """The rules that a message breaks, each with its place."""
    return [(bevinding.regel, bevinding.locatie) for bevinding in bevindingen(bericht)]
