"""Large synthetic messages to measure with, the same bytes every time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ijw.berichten import basis, jw323
from ijw.codec import schrijf_stroom
from ijw.nummers import test_bsn
from ijw.rekenen import uit_centen, verwacht_bedrag

CLIENTEN = 9_000
AANBIEDER, GEMEENTE, CODE = "12345678", "0153", "45A04"
_MAART = basis.GeslotenPeriode(begindatum=date(2026, 3, 1), einddatum=date(2026, 3, 31))
VERSIE = basis.XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0")
TARIEF = 125
# An indent such as a message has that was made to be looked at; it brings the file to its 25 MB.
_INSPRINGING = b"\r\n" + b" " * 6 + b"<"


def schrijf_jw323(pad: Path, prestaties: int, eerste: int = 0) -> None:
    """Write a JW323 that levels 1 and 2 approve: one month for 9,000 cliënten, one toewijzing per prestatie.

    It holds the prestaties from number `eerste` on, so that messages with other numbers do not overlap.
    """
    bericht = bericht_van(f"B{eerste}", range(eerste, eerste + prestaties), ())
    with pad.open("wb") as uitvoer:
        for stuk in schrijf_stroom(bericht, jw323.SOORT, clienten(eerste, eerste + prestaties)):
            uitvoer.write(stuk.replace(b"\r\n<", _INSPRINGING))


def bericht_van(
    kenmerk: str,
    nummers: range,
    clienten: tuple[jw323.Client, ...],
    afzender: str = AANBIEDER,
    ontvanger: str = GEMEENTE,
) -> jw323.Bericht:
    """A JW323 with these cliënten and the total of these prestaties; `kenmerk` names message and declaratie."""
    centen, debet_credit = uit_centen(sum(map(_bedrag, nummers)))
    dagtekening = date(2026, 4, 10)
    return jw323.Bericht(
        header=jw323.Header(
            afzender=afzender,
            ontvanger=ontvanger,
            bericht_identificatie=basis.BerichtIdentificatie(identificatie=kenmerk, dagtekening=dagtekening),
            xsd_versie=VERSIE,
        ),
        declaratie=jw323.Declaratie(
            declaratie_nummer=kenmerk,
            declaratie_periode=_MAART,
            declaratie_dagtekening=dagtekening,
            totaal_ingediend_bedrag=basis.TotaalBedragMetDC(totaal_bedrag=centen, debet_credit=debet_credit),
            clienten=clienten,
        ),
    )


def clienten(eerste: int, einde: int) -> Iterator[jw323.Client]:
    """The cliënten with the prestaties from one number up to another."""
    for n in range(eerste, min(eerste + CLIENTEN, einde)):
        eigen = range(n, einde, CLIENTEN)
        yield jw323.Client(
            bsn=test_bsn(n % CLIENTEN), prestaties=tuple(maak_prestatie(nummer) for nummer in eigen)
        )


def maak_prestatie(nummer: int) -> jw323.Prestatie:
    """The n-th prestatie."""
    return jw323.Prestatie(
        product_referentie=basis.Referentie(referentie_nummer=f"BENCH-{nummer:012}", vorig_referentie_nummer=None),
        toewijzing_nummer=toewijzing_nummer(nummer),
        product_categorie="45",
        product_code=CODE,
        product_periode=_MAART,
        geleverd_volume=_volume(nummer),
        eenheid="01",
        product_tarief=TARIEF,
        ingediend_bedrag=basis.BedragMetDC(bedrag=_bedrag(nummer), debet_credit="D"),
    )


def toewijzing_nummer(nummer: int) -> int:
    """The ToewijzingNummer of the n-th prestatie."""
    return 100_000_000 + nummer


def _volume(nummer: int) -> int:
    return 60 + 15 * (nummer % 97)


def _bedrag(nummer: int) -> int:
    return verwacht_bedrag(_volume(nummer), "01", TARIEF)


if __name__ == "__main__":
    schrijf_jw323(Path(sys.argv[1]), int(sys.argv[2]))
