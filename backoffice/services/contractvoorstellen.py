"""Changes of tarieven: proposed by one person, in force once another one approves.

A voorstel holds the whole contract as it should become. It was made against one versie; when the contract has
changed since, it is out of date and a new one is needed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from backoffice.contracts.controle import controleer
from backoffice.contracts.indexeren import indexeer
from backoffice.contracts.model import Contract, Contractsoort, Indexplafond, in_vaste_volgorde
from backoffice.contracts.verschil import Verschil, geraakt, verschillen
from backoffice.fouten import BackofficeError, OnjuisteInhoud
from backoffice.services.contractbestand.gelezen import Gelezen
from backoffice.services.contractbestand.yaml_vorm import lees_yaml, schrijf_yaml
from backoffice.storage.contractcijfers import Raakvlak, raakvlakken
from backoffice.storage.contracten import bewaar, lees_geldig
from backoffice.storage.database import lezen
from backoffice.storage.voorstellen import (
    NieuwVoorstel,
    Voorstel,
    bewaar_besluit,
    bewaar_voorstellen,
    lees_voorstel,
    lees_voorstellen,
)

SOORTEN: Final = tuple(soort.value for soort in Contractsoort)
"""The kinds of contract that an index run can be limited to."""


class Voorstelfout(BackofficeError):
    """A voorstel cannot be decided by this person, or not any more; the Dutch text says why."""


class OvaOntbreekt(Voorstelfout, OnjuisteInhoud):
    """Contracts that rise no more than the OVA cannot be indexed without it."""


class Wijzigingsvoorstel(NamedTuple):
    """A contract in force, what it should become, and what brings that about."""

    oud: Contract
    nieuw: Contract
    aanleiding: str


@dataclass(frozen=True, slots=True)
class Openstaand:
    """A voorstel with what it would change; out of date when the contract changed since it was made."""

    voorstel: Voorstel
    verschillen: tuple[Verschil, ...]
    verouderd: bool


def stel_voor(
    conn: Connection, wijzigingen: Sequence[Wijzigingsvoorstel], door: str, op: datetime
) -> tuple[str, ...]:
    """Keep changes as voorstellen and give their contractnummers; one that waits already is not kept twice."""
    wachtend = {
        (voorstel.contractnummer, voorstel.tegen_versie, voorstel.inhoud)
        for voorstel in lees_voorstellen(conn, alleen_open=True)
    }
    nieuw = [
        NieuwVoorstel(oud.contractnummer, oud.versie, aanleiding, _als_tekst(wordt))
        for oud, wordt, aanleiding in wijzigingen
        if (oud.contractnummer, oud.versie, _als_tekst(wordt)) not in wachtend
    ]
    bewaar_voorstellen(conn, nieuw, door, op)
    return tuple(voorstel.contractnummer for voorstel in nieuw)


def lees_openstaand(engine: Engine) -> list[Openstaand]:
    """The voorstellen that wait for a decision, oldest first."""
    with lezen(engine) as conn:
        geldig = {contract.contractnummer: contract for contract in lees_geldig(conn)}
        openstaand = lees_voorstellen(conn, alleen_open=True)
    return [_openstaand(voorstel, geldig[voorstel.contractnummer], _contract(voorstel)) for voorstel in openstaand]


def lees_wachtend(engine: Engine) -> list[Voorstel]:
    """The voorstellen that wait for a decision, oldest first, without what they would change."""
    with lezen(engine) as conn:
        return lees_voorstellen(conn, alleen_open=True)


@dataclass(frozen=True, slots=True)
class Voorstelblad:
    """A voorstel with what it would change, and the care that touches per gemeente."""

    openstaand: Openstaand
    raakvlakken: tuple[Raakvlak, ...]


def toon_voorstel(engine: Engine, id_: int, dag: date) -> Voorstelblad | None:
    """One voorstel beside the contract as it is now; None when there is none."""
    with lezen(engine) as conn:
        voorstel = lees_voorstel(conn, id_)
        if voorstel is None:
            return None
        (oud,) = (een for een in lees_geldig(conn) if een.contractnummer == voorstel.contractnummer)
        nieuw = _contract(voorstel)
        geraakten = raakvlakken(conn, nieuw.aanbieder, geraakt(oud, nieuw), dag)
    return Voorstelblad(_openstaand(voorstel, oud, nieuw), tuple(geraakten))


def _openstaand(voorstel: Voorstel, geldig: Contract, nieuw: Contract) -> Openstaand:
    return Openstaand(voorstel, tuple(verschillen(geldig, nieuw)), geldig.versie != voorstel.tegen_versie)


def keur_goed(
    engine: Engine, id_: int, wie: str, gemeenten: Collection[str], nu: datetime, toelichting: str | None = None
) -> int:
    """Put a voorstel in force and give the new versie.

    Raises Voorstelfout when there is no such voorstel, it was decided, `wie` made it, the contract changed since,
    or it no longer fits beside the other contracts.
    """
    try:
        with engine.begin() as conn:
            voorstel = _te_besluiten(conn, id_, wie)
            geldig = lees_geldig(conn)
            (huidig,) = (een for een in geldig if een.contractnummer == voorstel.contractnummer)
            if huidig.versie != voorstel.tegen_versie:
                raise Voorstelfout(
                    f"Voorstel {id_} is verouderd: het gaat uit van versie {voorstel.tegen_versie} van contract "
                    f"{voorstel.contractnummer}, en nu geldt versie {huidig.versie}. "
                    "Keur het af en maak een nieuw."
                )
            contract = _contract(voorstel)
            if fouten := controleer([contract], gemeenten, geldig):
                raise Voorstelfout(f"Voorstel {id_} kan niet meer: {fouten[0]}")
            bewaar_besluit(conn, voorstel, goedgekeurd=True, door=wie, op=nu, toelichting=toelichting)
            bewaar(conn, [contract], nu)
            return huidig.versie + 1
    except IntegrityError:
        raise Voorstelfout(_NET_BESLOTEN.format(id_)) from None


def keur_af(engine: Engine, id_: int, wie: str, nu: datetime, toelichting: str | None = None) -> None:
    """Turn a voorstel down; raises Voorstelfout as `keur_goed` does, except that it may be out of date."""
    try:
        with engine.begin() as conn:
            voorstel = _te_besluiten(conn, id_, wie)
            bewaar_besluit(conn, voorstel, goedgekeurd=False, door=wie, op=nu, toelichting=toelichting)
    except IntegrityError:
        raise Voorstelfout(_NET_BESLOTEN.format(id_)) from None


_NET_BESLOTEN = "Over voorstel {} is op dit moment al besloten. Bekijk de voorstellen opnieuw."


@dataclass(frozen=True, slots=True)
class Indexresultaat:
    """Contractnummers by what an index run came to."""

    voorgesteld: tuple[str, ...]
    wachtten_al: tuple[str, ...]
    ongewijzigd: tuple[str, ...]


def stel_index_voor(
    engine: Engine,
    jaar: int,
    percentage: int,
    *,
    ova: int | None,
    soorten: Collection[str],
    wie: str,
    nu: datetime,
) -> Indexresultaat:
    """Propose the yearly index of all contracts, or of some kinds; percentages in hundredths.

    A contract of which an index of that year waits already keeps that one, whatever its percentage. Raises
    Voorstelfout when a contract has a plafond and `ova` is None.
    """
    with engine.begin() as conn:
        plan = _plan_index(conn, jaar, percentage, ova, soorten)
        voorgesteld = stel_voor(conn, plan.wijzigingen, wie, nu)
    ongewijzigd = (nummer for nummer in plan.bekeken if nummer not in (*voorgesteld, *plan.wachtten_al))
    return Indexresultaat(voorgesteld, plan.wachtten_al, tuple(ongewijzigd))


def proef_index(
    engine: Engine, jaar: int, percentage: int, *, ova: int | None, soorten: Collection[str]
) -> list[tuple[str, tuple[Verschil, ...]]]:
    """What an index run would change, per contractnummer; keeps nothing. Raises Voorstelfout as that does."""
    with lezen(engine) as conn:
        plan = _plan_index(conn, jaar, percentage, ova, soorten)
    return [(oud.contractnummer, tuple(verschillen(oud, nieuw))) for oud, nieuw, _ in plan.wijzigingen]


class _Indexplan(NamedTuple):
    """The changes that an index run would propose, and the contractnummers that it looked at."""

    wijzigingen: list[Wijzigingsvoorstel]
    wachtten_al: tuple[str, ...]
    bekeken: tuple[str, ...]


def _plan_index(
    conn: Connection, jaar: int, percentage: int, ova: int | None, soorten: Collection[str]
) -> _Indexplan:
    aanleiding = f"Indexering {jaar}"
    contracten = [een for een in lees_geldig(conn) if not soorten or een.soort in soorten]
    wachtend = {
        (voorstel.contractnummer, voorstel.tegen_versie)
        for voorstel in lees_voorstellen(conn, alleen_open=True)
        if voorstel.aanleiding == aanleiding
    }
    al = [een for een in contracten if (een.contractnummer, een.versie) in wachtend]
    wijzigingen = []
    for contract in contracten:
        if contract in al:
            continue
        if contract.indexplafond is Indexplafond.OVA and ova is None:
            raise OvaOntbreekt(
                f"Contract {contract.contractnummer} mag niet meer stijgen dan de OVA. Geef de OVA op (--ova)."
            )
        nieuw = in_vaste_volgorde(indexeer(contract, jaar, percentage, ova))
        if nieuw != contract:
            wijzigingen.append(Wijzigingsvoorstel(contract, nieuw, aanleiding))
    return _Indexplan(
        wijzigingen,
        tuple(een.contractnummer for een in al),
        tuple(een.contractnummer for een in contracten),
    )


def _te_besluiten(conn: Connection, id_: int, wie: str) -> Voorstel:
    voorstel = lees_voorstel(conn, id_)
    if voorstel is None:
        raise Voorstelfout(f"Voorstel {id_} bestaat niet. Bekijk de voorstellen met ijw contract voorstellen.")
    if voorstel.goedgekeurd is not None:
        wat = "goedgekeurd" if voorstel.goedgekeurd else "afgekeurd"
        raise Voorstelfout(f"Voorstel {id_} is al {wat} door {voorstel.besloten_door}.")
    if voorstel.voorgesteld_door.casefold() == wie.casefold():
        raise Voorstelfout(f"{wie} heeft voorstel {id_} zelf gedaan. Een ander moet erover besluiten.")
    return voorstel


def _als_tekst(contract: Contract) -> str:
    return schrijf_yaml([contract]).decode()


def _contract(voorstel: Voorstel) -> Contract:
    gelezen = Gelezen()
    gelezen.neem_over(lees_yaml(voorstel.inhoud.encode(), f"voorstel {voorstel.id}", gelezen.meld))
    if gelezen.fouten:
        raise Voorstelfout(f"Voorstel {voorstel.id} is niet meer te lezen: {gelezen.fouten[0]}")
    return gelezen.contracten[0]
