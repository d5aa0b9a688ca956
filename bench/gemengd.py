"""Many small synthetic messages of five kinds to measure with, the same bytes every time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.berichten import AANBIEDER, CODE, GEMEENTE, VERSIE
from ijw.berichten import basis, jw301, jw305, jw307, jw315, jw317
from ijw.codec import schrijf
from ijw.nummers import test_bsn
from ijw.vorm import Berichtsoort

_EERSTE = date(2026, 3, 2)
_PRODUCT = basis.Product(categorie="45", code=CODE)
_OMVANG = basis.Omvang(volume=120, eenheid="01", frequentie="4")
_GEBOREN = basis.Geboortedatum(datum=date(2012, 5, 17))
_ACHTERNAAM = basis.Achternaam(achternaam="Testkind")
_NAAM = basis.VerkorteNaam(geslachtsnaam=_ACHTERNAAM, voorletters="T")
_ADRES = basis.Adres(
    huis=basis.Huis(huisnummer=1),
    postcode="7500AA",
    straatnaam="Teststraat",
    plaatsnaam="Enschede",
    land_code="NL",
)


def schrijf_map(folder: Path, aantal: int) -> None:
    """Write so many messages of about 5 kB that levels 1 and 2 approve, of each kind in turn."""
    for nummer in range(aantal):
        soort, maak = _SOORTEN[nummer % len(_SOORTEN)]
        bericht = maak(test_bsn(nummer % 9_000), nummer)
        (folder / f"{nummer:05}.xml").write_bytes(schrijf(bericht, soort))


def _maand(nummer: int) -> tuple[date, date]:
    """First and last day of one of the months behind the dagtekening; each product has another."""
    begin = date(2026, 5 + nummer, 1)
    return begin, date(2026, 6 + nummer, 1) - timedelta(days=1)


def _kop(klasse: Any, nummer: int) -> Any:
    van_gemeente = klasse is jw301.Header
    afzender, ontvanger = (GEMEENTE, AANBIEDER) if van_gemeente else (AANBIEDER, GEMEENTE)
    kenmerk = basis.BerichtIdentificatie(identificatie=f"B{nummer}", dagtekening=date(2026, 4, 10))
    return klasse(afzender=afzender, ontvanger=ontvanger, bericht_identificatie=kenmerk, xsd_versie=VERSIE)


def _jw301(bsn: str, nummer: int) -> jw301.Bericht:
    naam = basis.VolledigeNaam(geslachtsnaam=_ACHTERNAAM, voorletters="T", naam_gebruik="1")
    producten = tuple(
        jw301.ToegewezenProduct(
            toewijzing_nummer=1_000 + n,
            product=_PRODUCT,
            toewijzingsdatum=_EERSTE - timedelta(days=7),
            toewijzingstijd="10:00:00",
            ingangsdatum=_maand(n)[0],
            einddatum=_maand(n)[1],
            omvang=_OMVANG,
        )
        for n in range(6)
    )
    client = jw301.Client(
        bsn=bsn,
        geboortedatum=_GEBOREN,
        geslacht="2",
        naam=naam,
        contactgegevens=(jw301.Contact(soort="01", adres=_ADRES),),
        toegewezen_producten=producten,
    )
    return jw301.Bericht(header=_kop(jw301.Header, nummer), client=client)


def _jw305(bsn: str, nummer: int) -> jw305.Bericht:
    producten = tuple(
        jw305.StartProduct(
            toewijzing_nummer=1_000 + n,
            product=_PRODUCT,
            toewijzing_ingangsdatum=_EERSTE,
            begindatum=_EERSTE,
            status_aanlevering="1",
        )
        for n in range(10)
    )
    client = jw305.Client(bsn=bsn, geboortedatum=_GEBOREN, geslacht="2", naam=_NAAM, start_producten=producten)
    return jw305.Bericht(header=_kop(jw305.Header, nummer), client=client)


def _jw307(bsn: str, nummer: int) -> jw307.Bericht:
    producten = tuple(
        jw307.StopProduct(
            toewijzing_nummer=1_000 + n,
            product=_PRODUCT,
            toewijzing_ingangsdatum=_EERSTE,
            begindatum=_EERSTE,
            reden_beeindiging="31",
            einddatum=date(2026, 3, 31),
            status_aanlevering="1",
        )
        for n in range(8)
    )
    client = jw307.Client(bsn=bsn, geboortedatum=_GEBOREN, geslacht="2", naam=_NAAM, stop_producten=producten)
    return jw307.Bericht(header=_kop(jw307.Header, nummer), client=client)


def _jw315(bsn: str, nummer: int) -> jw315.Bericht:
    producten = tuple(
        jw315.AangevraagdProduct(
            referentie_aanbieder=f"V{nummer}-{n}",
            product=_PRODUCT,
            toewijzing_ingangsdatum=_maand(n)[0],
            toewijzing_einddatum=_maand(n)[1],
            omvang=_OMVANG,
            verwijzer=basis.Verwijzer(type="02", zorgverlener_code="01234567"),
        )
        for n in range(6)
    )
    client = jw315.Client(
        bsn=bsn, geboortedatum=_GEBOREN, geslacht="2", naam=_NAAM, aangevraagde_producten=producten
    )
    return jw315.Bericht(header=_kop(jw315.Header, nummer), client=client)


def _jw317(bsn: str, nummer: int) -> jw317.Bericht:
    verzoek = jw317.Verzoek(
        referentie_aanbieder=f"V{nummer}",
        reden_verzoek="1",
        ongewijzigde_producten=tuple(jw317.OngewijzigdProduct(toewijzing_nummer=1_000 + n) for n in range(8)),
        te_wijzigen_producten=tuple(
            jw317.TeWijzigenProduct(
                toewijzing_nummer=2_000 + n,
                gewenste_ingangsdatum=_maand(0)[0],
                einddatum=_maand(5)[1],
                omvang=_OMVANG,
            )
            for n in range(6)
        ),
        nieuwe_producten=tuple(
            jw317.NieuwProduct(
                product=_PRODUCT,
                gewenste_ingangsdatum=_maand(n)[0],
                einddatum=_maand(n)[1],
                omvang=_OMVANG,
            )
            for n in range(3)
        ),
    )
    return jw317.Bericht(header=_kop(jw317.Header, nummer), client=jw317.Client(bsn=bsn, verzoek=verzoek))


_SOORTEN: tuple[tuple[Berichtsoort, Callable[[str, int], Any]], ...] = (
    (jw301.SOORT, _jw301),
    (jw305.SOORT, _jw305),
    (jw307.SOORT, _jw307),
    (jw315.SOORT, _jw315),
    (jw317.SOORT, _jw317),
)


if __name__ == "__main__":
    schrijf_map(Path(sys.argv[1]), int(sys.argv[2]))
