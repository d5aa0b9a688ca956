"""The books of one gemeente over some months, on its own accounts, for its finance department."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from sqlalchemy import Engine

from backoffice.fouten import BackofficeError
from backoffice.ledger.journaal import Journaalpost, Journaalrekening, journaal_van
from backoffice.ledger.perioden import maand_na
from backoffice.ledger.rekeningschema import Koppeling, Post, Rekeningschema, posten_van
from backoffice.ports.boekhouding import (
    Exportpost,
    Exportregel,
    Grootboekexport,
    Grootboekrekening,
    Periode,
    Relatie,
)
from backoffice.services import csvbestand
from backoffice.services.csvbestand import euro_tekst
from backoffice.storage import journaal, kosten, perioden
from backoffice.storage.database import lezen
from ijw import codelijsten

KOLOMMEN: Final = (
    *("boekmaand", "status", "datum", "journaalpost", "regel", "dagboek", "omschrijving", "kenmerk"),
    *("leveringsmaand", "grootboekrekening", "kostenplaats", "taakveld", "relatie", "relatienaam"),
    *("debet", "credit"),
)
_GEMEENTEN: Final = (Journaalrekening.VORDERING, Journaalrekening.SCHULD)
_AANBIEDERS: Final = (Journaalrekening.KOSTEN, Journaalrekening.CREDITEUR)


class Exportfout(BackofficeError):
    """The books cannot be handed over like this; the text says why."""


def maak_export(
    engine: Engine, gemeente: str, van: date, tot_en_met: date, schema: Rekeningschema
) -> Grootboekexport:
    """The books of a gemeente over book months (by their first day); the same books give the same export.

    Raises Exportfout for an unknown gemeente or an empty span, NietGekoppeld when the schema lacks an account.
    """
    if gemeente not in codelijsten.lees(codelijsten.GEMEENTEN):
        raise Exportfout(f"Gemeente {gemeente[:20]!r} is onbekend. Verwacht: een gemeentecode, zoals 0164.")
    if tot_en_met < van:
        raise Exportfout(f"De laatste maand ({tot_en_met:%m-%Y}) ligt voor de eerste ({van:%m-%Y}).")
    with lezen(engine) as conn:
        gesloten = perioden.laatst_gesloten(conn)
        namen = kosten.lees_namen(conn)
        journaalposten = list(
            posten_van(journaal_van(gemeente, journaal.lees_geboekt(conn, gemeente, van, tot_en_met)))
        )
    koppelingen = schema.koppel(
        (post for _, posten in journaalposten for post in posten),
        {journaalpost.boeking.boekmaand.year for journaalpost, _ in journaalposten},
    )
    return Grootboekexport(
        gemeente,
        codelijsten.gemeentenaam(gemeente),
        schema.fiscaal_nummer,
        _rekeningen(koppelingen),
        _relaties((journaalpost for journaalpost, _ in journaalposten), namen),
        [Periode(maand, gesloten is not None and maand <= gesloten) for maand in _maanden(van, tot_en_met)],
        [_post(journaalpost, posten, koppelingen) for journaalpost, posten in journaalposten],
    )


def _maanden(van: date, tot_en_met: date) -> Iterator[date]:
    while van <= tot_en_met:
        yield van
        van = maand_na(van)


def _rekeningen(koppelingen: dict[Post, Koppeling]) -> list[Grootboekrekening]:
    """Every account that is used, once; the first line of the schema that names it gives the text."""
    rekeningen: dict[str, Grootboekrekening] = {}
    for post, koppeling in sorted(koppelingen.items(), key=lambda paar: paar[0]):
        nummer = koppeling.grootboekrekening
        is_kosten = post.rekening in (Journaalrekening.KOSTEN, Journaalrekening.TAAKGERICHT)
        rekeningen.setdefault(nummer, Grootboekrekening(nummer, koppeling.omschrijving, is_kosten))
    return sorted(rekeningen.values())


def _relaties(journaalposten: Iterable[Journaalpost], namen: dict[str, str]) -> list[Relatie]:
    relaties: set[Relatie] = set()
    for journaalpost in journaalposten:
        for rekening, partij, _ in journaalpost.regels:
            if rekening in _GEMEENTEN:
                relaties.add(Relatie(partij, codelijsten.gemeentenaam(partij), gemeente=True))
            elif rekening in _AANBIEDERS:
                relaties.add(Relatie(partij, namen.get(partij, ""), gemeente=False))
    return sorted(relaties)


def _post(journaalpost: Journaalpost, posten: tuple[Post, ...], koppelingen: dict[Post, Koppeling]) -> Exportpost:
    boeking = journaalpost.boeking
    return Exportpost(
        boeking.id,
        journaalpost.dagboek,
        boeking.geboekt_op,
        boeking.boekmaand,
        boeking.leveringsmaand,
        journaalpost.omschrijving,
        boeking.kenmerk,
        [
            Exportregel(
                koppelingen[post].grootboekrekening,
                koppelingen[post].kostenplaats,
                koppelingen[post].taakveld,
                regel.partij if regel.rekening in (*_AANBIEDERS, *_GEMEENTEN) else "",
                regel.bedrag,
            )
            for post, regel in zip(posten, journaalpost.regels, strict=True)
        ],
    )


def schrijf_csv(export: Grootboekexport) -> bytes:
    """One row per line, with a last row that holds the totals; only a closed month is definitief."""
    status = {periode.maand: status_van(periode) for periode in export.perioden}
    namen = {relatie.code: relatie.naam for relatie in export.relaties}
    debet = sum(regel.bedrag for post in export.posten for regel in post.regels if regel.bedrag > 0)
    rijen = (
        (
            f"{post.boekmaand:%Y-%m}",
            status[post.boekmaand],
            f"{post.datum:%d-%m-%Y}",
            str(post.nummer),
            str(nummer),
            post.dagboek,
            post.omschrijving,
            post.kenmerk,
            f"{post.leveringsmaand:%Y-%m}",
            regel.grootboekrekening,
            regel.kostenplaats,
            regel.taakveld,
            regel.relatie,
            namen.get(regel.relatie, ""),
            euro_tekst(max(regel.bedrag, 0)),
            euro_tekst(max(-regel.bedrag, 0)),
        )
        for post in export.posten
        for nummer, regel in enumerate(post.regels, 1)
    )
    totaal = ("totaal", *[""] * (len(KOLOMMEN) - 3), euro_tekst(debet), euro_tekst(debet))
    return csvbestand.schrijf([KOLOMMEN, *rijen, totaal])


def status_van(periode: Periode) -> str:
    """How a month is marked."""
    return "definitief" if periode.definitief else "voorlopig"
