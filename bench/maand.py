"""A month of a region to measure with, the same every time: who declares what, and the register it rests on.

350 aanbieders work for 14 gemeenten and send 1,500 messages, a few large and many small. Of a hundred prestaties
two come after the agreed term and one has a wrong tarief. Of one jeugdige in ten the woonplaats is known, one in
fifty moved to another gemeente halfway, and one contract in twenty is of a kind whose cost all gemeenten share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, insert

from backoffice.contracts.model import Contract, Contractsoort, Declaratietermijn, Deelname, Gevolg
from backoffice.cost_routing.dossier import Opgave
from backoffice.cost_routing.solidariteit import Grondslag, Kostenafspraak
from backoffice.cost_routing.verdeelsleutel import Sleutelsoort, maak_sleutel
from backoffice.services.werkplek import TWENTE, Werkplek
from backoffice.storage import persoonsfeiten, verrekening
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.contracten import bewaar
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.persoonsfeiten import Nieuw
from backoffice.storage.tabellen import bericht, client, toewijzing, verbruik
from bench import register
from bench.berichten import TARIEF, VERSIE
from ijw.berichten import basis, jw323
from ijw.codec import schrijf
from ijw.nummers import test_bsn
from ijw.rekenen import uit_centen, verdeel, verwacht_bedrag

AANBIEDERS: Final = 350
_NU = datetime(2026, 1, 1, tzinfo=UTC)
_BEGIN, _DAGTEKENING = date(2026, 1, 1), date(2026, 4, 10)
_MAART = basis.GeslotenPeriode(begindatum=date(2026, 3, 1), einddatum=date(2026, 3, 31))
_JANUARI = basis.GeslotenPeriode(begindatum=date(2026, 1, 1), einddatum=date(2026, 1, 31))
_CODES = ("45A04", "45A05", "45A48", "45A49", "45A53", "45A55")
_GEDEELD = Contractsoort.MAATREGELHULP_JB_JR


class Jeugdige(NamedTuple):
    """One jeugdige at one aanbieder: the numbers of his prestaties, and whether his woonplaats is known."""

    bsn: str
    prestaties: range
    bekend: bool
    verhuisd: bool


class Declaratie(NamedTuple):
    """One message of the month."""

    nummer: int
    gemeente: str
    aanbieder: str
    jeugdigen: tuple[Jeugdige, ...]


def declaraties(prestaties: int, berichten: int) -> Iterator[Declaratie]:
    """The messages of the month, large ones first."""
    omvang = verdeel(prestaties, {f"{n:05}": 10_000_000 // (n + 40) for n in range(berichten)})
    per_gemeente: Counter[int] = Counter()
    eerste = 0
    for nummer, aantal in enumerate(omvang.values()):
        ronde, gemeente = divmod(nummer, len(TWENTE))
        einde = eerste + aantal
        jeugdigen = []
        for n in range(eerste, einde, 2):
            jeugdigen.append(_jeugdige(gemeente, per_gemeente[gemeente], range(n, min(n + 2, einde))))
            per_gemeente[gemeente] += 1
        aanbieder = _agb((ronde + 25 * gemeente) % AANBIEDERS)
        yield Declaratie(nummer, TWENTE[gemeente], aanbieder, tuple(jeugdigen))
        eerste = einde


def _jeugdige(gemeente: int, nummer: int, prestaties: range) -> Jeugdige:
    """One jeugdige of a gemeente; who has facts is known to no other gemeente."""
    if bekend := nummer % 10 == 0:
        bsn = test_bsn(200 * gemeente + nummer // 10)
    else:
        bsn = test_bsn(2_800 + (443 * gemeente + nummer) % 6_200)
    return Jeugdige(bsn, prestaties, bekend, nummer % 50 == 0)


def schrijf_maand(folder: Path, maand: Sequence[Declaratie]) -> None:
    """Write the messages."""
    for declaratie in maand:
        (folder / f"{declaratie.nummer:05}.xml").write_bytes(schrijf(_bericht(declaratie), jw323.SOORT))


def _bericht(declaratie: Declaratie) -> jw323.Bericht:
    clienten = tuple(
        jw323.Client(bsn=jeugdige.bsn, prestaties=tuple(_prestatie(n) for n in jeugdige.prestaties))
        for jeugdige in declaratie.jeugdigen
    )
    totaal = sum(p.ingediend_bedrag.bedrag for c in clienten for p in c.prestaties)
    centen, debet_credit = uit_centen(totaal)
    kenmerk = basis.BerichtIdentificatie(identificatie=f"B{declaratie.nummer}", dagtekening=_DAGTEKENING)
    return jw323.Bericht(
        header=jw323.Header(
            afzender=declaratie.aanbieder,
            ontvanger=declaratie.gemeente,
            bericht_identificatie=kenmerk,
            xsd_versie=VERSIE,
        ),
        declaratie=jw323.Declaratie(
            declaratie_nummer=f"D{declaratie.nummer}",
            declaratie_periode=_MAART,
            declaratie_dagtekening=_DAGTEKENING,
            totaal_ingediend_bedrag=basis.TotaalBedragMetDC(totaal_bedrag=centen, debet_credit=debet_credit),
            clienten=clienten,
        ),
    )


def _prestatie(nummer: int) -> jw323.Prestatie:
    volume = 60 + 15 * (nummer % 97)
    tarief = TARIEF + 1 if nummer % 100 == 1 else TARIEF
    return jw323.Prestatie(
        product_referentie=basis.Referentie(referentie_nummer=f"REGIO-{nummer:08}", vorig_referentie_nummer=None),
        toewijzing_nummer=_toewijzingnummer(nummer),
        product_categorie="45",
        product_code=_code(nummer),
        product_periode=_JANUARI if nummer % 50 == 0 else _MAART,
        geleverd_volume=volume,
        eenheid="01",
        product_tarief=tarief,
        ingediend_bedrag=basis.BedragMetDC(bedrag=verwacht_bedrag(volume, "01", tarief), debet_credit="D"),
    )


def vul(werkplek: Werkplek, maand: Sequence[Declaratie]) -> None:
    """Put the contracts, cliënten, toewijzingen, facts and keys of the region in an empty database."""
    with werkplek.engine.begin() as conn:
        bewaar(conn, [_contract(nummer) for nummer in range(AANBIEDERS)], _NU)
        _leg_kosten_vast(conn)
        bericht_id = reserveer_ids(conn, bericht)
        conn.execute(insert(bericht).values(**{**register.BERICHT, "id": bericht_id}))
        _vul_clienten(conn, werkplek, maand)


def _leg_kosten_vast(conn: Connection) -> None:
    gewichten = [(gemeente, 1_000 + 100 * n) for n, gemeente in enumerate(TWENTE)]
    sleutel = maak_sleutel("jeugdbescherming", _BEGIN.year, Sleutelsoort.JEUGDIGEN, gewichten)
    verrekening.bewaar_sleutel(conn, sleutel, "bench", _NU)
    afspraak = Kostenafspraak(_GEDEELD, _BEGIN, Grondslag.SOLIDARITEIT, sleutel.naam)
    verrekening.bewaar_kostenafspraak(conn, afspraak, "bench", _NU)


def _vul_clienten(conn: Connection, werkplek: Werkplek, maand: Sequence[Declaratie]) -> None:
    kluis = werkplek.kluis
    clienten: list[tuple[Any, ...]] = []
    toewijzingen: list[tuple[Any, ...]] = []
    feiten: list[Nieuw] = []
    eerste = reserveer_ids(conn, client, sum(len(declaratie.jeugdigen) for declaratie in maand))
    for declaratie in maand:
        gemeente = declaratie.gemeente
        velden = {**register.TOEWIJZING, "gemeente": gemeente, "aanbieder": declaratie.aanbieder}
        for jeugdige in declaratie.jeugdigen:
            id_, index = eerste + len(clienten), kluis.bsn_index(jeugdige.bsn)
            clienten.append((id_, gemeente, index, kluis.versleutel_tekst(jeugdige.bsn, "client.bsn")))
            feiten += [Nieuw(index, opgave) for opgave in _woonplaats(jeugdige, gemeente)]
            for n in jeugdige.prestaties:
                rij = {**velden, "code": _code(n)}
                toewijzingen.append((n + 1, _toewijzingnummer(n), id_, *rij.values()))
    voeg_toe(conn, client, ("id", "gemeente", "bsn_index", "bsn"), clienten)
    kolommen = ("id", "toewijzing_nummer", "client_id", *register.TOEWIJZING)
    voeg_toe(conn, toewijzing, kolommen, toewijzingen)
    voeg_toe(conn, verbruik, ("toewijzing_id", "volume", "bedrag"), [(rij[0], 0, 0) for rij in toewijzingen])
    persoonsfeiten.bewaar(conn, kluis, feiten, "bench", _NU)


def _woonplaats(jeugdige: Jeugdige, gemeente: str) -> list[Opgave]:
    if not jeugdige.bekend:
        return []
    sinds, verhuisdag = date(2020, 1, 1), date(2026, 3, 15)
    thuis = Opgave("woonadres", sinds, verhuisdag if jeugdige.verhuisd else None, gemeente, False, "BRP")
    if not jeugdige.verhuisd:
        return [thuis]
    ander = TWENTE[TWENTE.index(gemeente) - 1]
    return [thuis, Opgave("woonadres", date(2026, 3, 16), None, ander, False, "BRP")]


def _contract(nummer: int) -> Contract:
    """Six products for all gemeenten, to be declared within a month."""
    basiscontract = register.contract()
    return replace(
        basiscontract,
        contractnummer=f"BENCH-{nummer:03}",
        soort=_GEDEELD if nummer % 20 == 0 else Contractsoort.OB_JEUGD,
        aanbieder=_agb(nummer),
        deelnames=tuple(Deelname(gemeente, _BEGIN, None) for gemeente in TWENTE),
        producten=tuple(replace(basiscontract.producten[0], code=code) for code in _CODES),
        termijnen=(Declaratietermijn(1, Gevolg.AFWIJZEN, retourcode_te_laat="9308"),),
    )


def _agb(nummer: int) -> str:
    return str(12_000_000 + nummer)


def _code(nummer: int) -> str:
    return _CODES[nummer % len(_CODES)]


def _toewijzingnummer(nummer: int) -> int:
    return 100_000 + nummer
