"""Loading contracts: everything in a file is right and kept, or nothing is.

A contract that is new is in force at once, and so is a change without money in it. A change of tarieven waits as
a voorstel for a second person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from backoffice.contracts.controle import controleer, controleer_samen, controleer_soortdeelnames
from backoffice.contracts.fouten import Contractfout
from backoffice.contracts.model import Contract, Soortdeelname, in_vaste_volgorde
from backoffice.contracts.verschil import Verschil, geraakt, verschillen, wijzigt_tarief
from backoffice.contracts.waarschuwing import waarschuwingen
from backoffice.services.contractbestand import lees_contracten
from backoffice.services.contractbestand.gelezen import Gelezen
from backoffice.services.contractvoorstellen import Wijzigingsvoorstel, stel_voor
from backoffice.services.verwerking import AMSTERDAM
from backoffice.storage.contractcijfers import Raakvlak, raakvlakken
from backoffice.storage.contracten import bewaar, bewaar_soortdeelnames, lees_geldig, lees_soortdeelnames
from backoffice.storage.database import lezen


@dataclass(frozen=True, slots=True)
class Wijziging:
    """What changes in one contract that was known, and the care that it touches per gemeente."""

    contractnummer: str
    verschillen: tuple[Verschil, ...]
    raakvlakken: tuple[Raakvlak, ...]
    tweede_persoon: bool
    """Whether it waits for a second person, since it changes money."""


@dataclass(frozen=True, slots=True)
class Laadresultaat:
    """Contractnummers by what loading came to; with any fault nothing was kept.

    `voorgesteld` wait for a second person, `wachtten_al` did so before. `soorten` are the kinds of contract of
    which the participation changed. At most 100 faults are told; `meer_fouten` counts the others.
    """

    nieuw: tuple[str, ...] = ()
    gewijzigd: tuple[str, ...] = ()
    ongewijzigd: tuple[str, ...] = ()
    voorgesteld: tuple[str, ...] = ()
    wachtten_al: tuple[str, ...] = ()
    soorten: tuple[str, ...] = ()
    wijzigingen: tuple[Wijziging, ...] = ()
    waarschuwingen: tuple[Contractfout, ...] = ()
    fouten: tuple[Contractfout, ...] = ()
    meer_fouten: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done with each contract of a file, beside the versie in force."""

    nieuw: list[Contract]
    direct: list[tuple[Contract, Contract]]
    voorstellen: list[tuple[Contract, Contract]]
    ongewijzigd: list[Contract]


def laad_contracten(
    engine: Engine, pad: Path, gemeenten: Collection[str], geladen_op: datetime, wie: str
) -> Laadresultaat:
    """Read, check and keep the contracts of a file or folder, in one transaction.

    `gemeenten` are the codes that exist, `geladen_op` is a UTC moment, `wie` loads. Raises DatabaseFout when the
    database is away, full or read-only.
    """
    gelezen = lees_contracten(pad)
    with engine.begin() as conn:
        plan, resultaat = _beoordeel(conn, gelezen, gemeenten, _dag(geladen_op))
        if plan is None:
            return resultaat
        bewaar(conn, [*plan.nieuw, *(nieuw for _, nieuw in plan.direct)], geladen_op)
        soorten = bewaar_soortdeelnames(conn, gelezen.soortdeelnames, geladen_op)
        voorgesteld = stel_voor(
            conn,
            [Wijzigingsvoorstel(oud, nieuw, f"Geladen uit {pad.name}") for oud, nieuw in plan.voorstellen],
            wie,
            geladen_op,
        )
    return replace(
        resultaat,
        voorgesteld=voorgesteld,
        wachtten_al=tuple(een for een in resultaat.voorgesteld if een not in voorgesteld),
        soorten=tuple(soort.value for soort in soorten),
    )


def proef_contracten(engine: Engine, pad: Path, gemeenten: Collection[str], moment: datetime) -> Laadresultaat:
    """What loading would come to; keeps nothing."""
    gelezen = lees_contracten(pad)
    with lezen(engine) as conn:
        return _beoordeel(conn, gelezen, gemeenten, _dag(moment))[1]


def _beoordeel(
    conn: Connection, gelezen: Gelezen, gemeenten: Collection[str], dag: date
) -> tuple[_Plan | None, Laadresultaat]:
    """What loading comes to before anything is kept; no plan when there are faults."""
    bekend = lees_geldig(conn)
    plan = _plan(gelezen.contracten, bekend)
    for fout in _fouten(gelezen, gemeenten, bekend, plan):
        gelezen.meld(fout)
    if gelezen.fouten:
        return None, Laadresultaat(fouten=tuple(gelezen.fouten), meer_fouten=gelezen.meer_fouten)
    gewijzigd = [(paar, False) for paar in plan.direct] + [(paar, True) for paar in plan.voorstellen]
    return plan, Laadresultaat(
        nieuw=_nummers(plan.nieuw),
        gewijzigd=_nummers(nieuw for _, nieuw in plan.direct),
        ongewijzigd=_nummers(plan.ongewijzigd),
        voorgesteld=_nummers(nieuw for _, nieuw in plan.voorstellen),
        wijzigingen=tuple(_wijziging(conn, oud, nieuw, tweede, dag) for (oud, nieuw), tweede in gewijzigd),
        waarschuwingen=tuple(
            gelezen.in_bestand(waarschuwing)
            for waarschuwing in waarschuwingen(gelezen.contracten, _soortdeelnames(conn, gelezen))
        ),
    )


def _plan(contracten: Sequence[Contract], bekend: Sequence[Contract]) -> _Plan:
    op_nummer = {contract.contractnummer: contract for contract in bekend}
    plan = _Plan([], [], [], [])
    for nieuw in map(in_vaste_volgorde, contracten):
        oud = op_nummer.get(nieuw.contractnummer)
        if oud is None:
            plan.nieuw.append(nieuw)
        elif oud == nieuw:
            plan.ongewijzigd.append(nieuw)
        elif wijzigt_tarief(oud, nieuw):
            plan.voorstellen.append((oud, nieuw))
        else:
            plan.direct.append((oud, nieuw))
    return plan


def _fouten(
    gelezen: Gelezen, gemeenten: Collection[str], bekend: Sequence[Contract], plan: _Plan
) -> Iterator[Contractfout]:
    fouten = [*controleer(gelezen.contracten, gemeenten, bekend)]
    fouten += controleer_soortdeelnames(gelezen.soortdeelnames, gemeenten)
    if not fouten and plan.voorstellen:
        # What is proposed leaves its contract as it was for now, so the others must fit beside that too.
        wachtend = {nieuw.contractnummer for _, nieuw in plan.voorstellen}
        vervangen = {contract.contractnummer for contract in gelezen.contracten} - wachtend
        blijvend = [contract for contract in bekend if contract.contractnummer not in vervangen]
        direct = [contract for contract in gelezen.contracten if contract.contractnummer in vervangen]
        fouten += controleer_samen([*blijvend, *direct])
    for fout in fouten:
        # A list that seems empty because its rows could not be read has been reported already.
        if not (fout.pad[0] in gelezen.onvolledig and fout.pad[1:] in (("deelnames",), ("producten",))):
            yield fout


def _wijziging(conn: Connection, oud: Contract, nieuw: Contract, tweede_persoon: bool, dag: date) -> Wijziging:
    return Wijziging(
        nieuw.contractnummer,
        tuple(verschillen(oud, nieuw)),
        tuple(raakvlakken(conn, nieuw.aanbieder, geraakt(oud, nieuw), dag)),
        tweede_persoon,
    )


def _soortdeelnames(conn: Connection, gelezen: Gelezen) -> list[Soortdeelname]:
    """Participation as it will be: a kind that the file names is replaced as a whole."""
    genoemd = {deelname.soort for deelname in gelezen.soortdeelnames}
    blijvend = [deelname for deelname in lees_soortdeelnames(conn) if deelname.soort not in genoemd]
    return [*blijvend, *gelezen.soortdeelnames]


def _nummers(contracten: Iterator[Contract] | Sequence[Contract]) -> tuple[str, ...]:
    return tuple(contract.contractnummer for contract in contracten)


def _dag(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
