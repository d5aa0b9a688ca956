"""A JW323 as bytes for tests that need a file: valid on levels 1 and 2, but for the deviation asked for."""

from __future__ import annotations

from datetime import date

from ijw.berichten import basis, jw323
from ijw.codec import schrijf
from ijw.nummers import test_bsn as proef_bsn

MAART = basis.GeslotenPeriode(begindatum=date(2026, 3, 1), einddatum=date(2026, 3, 31))
VERSIE = basis.XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0")


def jw323_bestand(
    *, bsn: str = proef_bsn(1), totaal: int = 7500, prestaties: int = 1, periode: basis.GeslotenPeriode = MAART
) -> bytes:
    """One Client with so many prestaties of 7500 cents each; `totaal` is that of one prestatie."""
    dagtekening = date(2026, 4, 10)
    som = basis.TotaalBedragMetDC(totaal_bedrag=totaal * prestaties, debet_credit="D")
    return schrijf(
        jw323.Bericht(
            header=jw323.Header(
                afzender="12345678",
                ontvanger="0153",
                bericht_identificatie=basis.BerichtIdentificatie(identificatie="B1", dagtekening=dagtekening),
                xsd_versie=VERSIE,
            ),
            declaratie=jw323.Declaratie(
                declaratie_nummer="D1",
                declaratie_periode=MAART,
                declaratie_dagtekening=dagtekening,
                totaal_ingediend_bedrag=som,
                clienten=(
                    jw323.Client(
                        bsn=bsn, prestaties=tuple(_prestatie(n, periode) for n in range(1, prestaties + 1))
                    ),
                ),
            ),
        ),
        jw323.SOORT,
    )


def _prestatie(nummer: int, periode: basis.GeslotenPeriode) -> jw323.Prestatie:
    return jw323.Prestatie(
        product_referentie=basis.Referentie(referentie_nummer=f"R{nummer}", vorig_referentie_nummer=None),
        toewijzing_nummer=nummer,
        product_categorie="45",
        product_code="45A04",
        product_periode=periode,
        geleverd_volume=60,
        eenheid="01",
        product_tarief=125,
        ingediend_bedrag=basis.BedragMetDC(bedrag=7500, debet_credit="D"),
    )
