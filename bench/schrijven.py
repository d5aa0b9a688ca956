"""Writing a JW325 with 29,000 rejected prestaties, beside string templates that escape and know nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from statistics import median
from xml.sax.saxutils import escape

from bench.berichten import AANBIEDER, GEMEENTE, VERSIE, clienten
from bench.meten import Meting, tabel, tijd
from ijw.berichten import basis, jw325
from ijw.codec import schrijf_stroom
from ijw.vorm import vorm

PRESTATIES = 29_000


def draai(folder: object, keren: int) -> Iterator[str]:
    """Measure in one process, in turns; nothing is made in `folder`. The two write the same bytes."""
    kop, rij = antwoord(PRESTATIES)
    manieren: dict[str, Callable[[], bytes]] = {
        "schrijf_stroom, 29.000 prestaties": lambda: b"".join(schrijf_stroom(kop, jw325.SOORT, rij)),
        "sjablonen met escape": lambda: met_sjablonen(kop, rij),
    }
    if len({manier() for manier in manieren.values()}) != 1:
        raise SystemExit("de twee schrijven niet hetzelfde")
    seconden: dict[str, list[float]] = {naam: [] for naam in manieren}
    for _ in range(keren):
        for naam, manier in manieren.items():
            begin = time.perf_counter()
            manier()
            seconden[naam].append(time.perf_counter() - begin)
    eigen, maat = (Meting(naam, median(runs), 0) for naam, runs in seconden.items())
    yield from tabel("schrijven", [eigen, maat], [tijd("tijd, tegen sjablonen", eigen, maat, 6)])


def antwoord(prestaties: int) -> tuple[jw325.Bericht, list[jw325.Client]]:
    """A JW325 without its cliënten, and the cliënten with so many rejected prestaties."""
    rij = [
        jw325.Client(
            bsn=client.bsn,
            prestaties=tuple(
                jw325.Prestatie(
                    **{el.veld: getattr(prestatie, el.veld) for el in vorm(type(prestatie)).elementen},
                    retour_codes=("9340",),
                )
                for prestatie in client.prestaties
            ),
            retour_codes=("0200",),
        )
        for client in clienten(0, prestaties)
    ]
    kenmerk = basis.BerichtIdentificatie(identificatie="B0", dagtekening=date(2026, 4, 10))
    nul = basis.TotaalBedragMetDC(totaal_bedrag=0, debet_credit="D")
    kop = jw325.Bericht(
        header=jw325.Header(
            afzender=GEMEENTE,
            ontvanger=AANBIEDER,
            bericht_identificatie=kenmerk,
            xsd_versie=VERSIE,
            declaratie_identificatie=kenmerk,
            xsd_versie_declaratie=VERSIE,
            retour_codes=("0200",),
        ),
        declaratie_antwoord=jw325.DeclaratieAntwoord(
            declaratie_nummer="B0",
            totaal_ingediend_bedrag=nul,
            totaal_toegekend_bedrag=nul,
            clienten=(),
            retour_codes=("0200",),
        ),
    )
    return kop, rij


# --- the yardstick --------------------------------------------------------------------------------


def met_sjablonen(kop: jw325.Bericht, rij: Iterable[jw325.Client]) -> bytes:
    """The same message by templates of text, as somebody would write it by hand for this one message."""
    begin, eind = b"".join(schrijf_stroom(kop, jw325.SOORT, [_LEEG])).split(_client(_LEEG).encode())
    return b"".join((begin, "".join(map(_client, rij)).encode(), eind))


_LEEG = jw325.Client(bsn="", prestaties=(), retour_codes=())


def _client(client: jw325.Client) -> str:
    prestaties = "".join(map(_prestatie, client.prestaties))
    if prestaties:
        prestaties = f"<jw325:Prestaties>\r\n{prestaties}</jw325:Prestaties>\r\n"
    return (
        "<jw325:Client>\r\n"
        f"<jw325:Bsn>{escape(client.bsn)}</jw325:Bsn>\r\n"
        f"{prestaties}{_retourcodes(client.retour_codes)}"
        "</jw325:Client>\r\n"
    )


def _prestatie(prestatie: jw325.Prestatie) -> str:
    referentie, periode = prestatie.product_referentie, prestatie.product_periode
    bedrag = prestatie.ingediend_bedrag
    return f"""<jw325:Prestatie>\r
<jw325:ProductReferentie>\r
<ijw:ReferentieNummer>{escape(referentie.referentie_nummer)}</ijw:ReferentieNummer>\r
</jw325:ProductReferentie>\r
<jw325:ToewijzingNummer>{prestatie.toewijzing_nummer}</jw325:ToewijzingNummer>\r
<jw325:ProductCategorie>{escape(prestatie.product_categorie or "")}</jw325:ProductCategorie>\r
<jw325:ProductCode>{escape(prestatie.product_code or "")}</jw325:ProductCode>\r
<jw325:ProductPeriode>\r
<ijw:Begindatum>{periode.begindatum}</ijw:Begindatum>\r
<ijw:Einddatum>{periode.einddatum}</ijw:Einddatum>\r
</jw325:ProductPeriode>\r
<jw325:GeleverdVolume>{prestatie.geleverd_volume}</jw325:GeleverdVolume>\r
<jw325:Eenheid>{escape(prestatie.eenheid)}</jw325:Eenheid>\r
<jw325:ProductTarief>{prestatie.product_tarief}</jw325:ProductTarief>\r
<jw325:IngediendBedrag>\r
<ijw:Bedrag>{bedrag.bedrag}</ijw:Bedrag>\r
<ijw:DebetCredit>{escape(bedrag.debet_credit)}</ijw:DebetCredit>\r
</jw325:IngediendBedrag>\r
{_retourcodes(prestatie.retour_codes)}</jw325:Prestatie>\r
"""


def _retourcodes(codes: Iterable[str]) -> str:
    regels = "".join(f"<jw325:RetourCode>{escape(code)}</jw325:RetourCode>\r\n" for code in codes)
    return f"<jw325:RetourCodes>\r\n{regels}</jw325:RetourCodes>\r\n" if regels else ""
