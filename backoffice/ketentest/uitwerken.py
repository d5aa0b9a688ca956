"""From a step to a message: the base, with what the gesprek says of it, and with numbers of its own.

Fields have the names of `ijw.json_vorm`. A field stands where it fits at the least depth: `begindatum` of a
prestatie is that of its ProductPeriode. Pure: the same gesprek gives the same bytes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from backoffice.ketentest.boom import Gespreksfout, Knoop, lees_boom
from backoffice.ketentest.gesprek import (
    GROOTSTE_NUMMER,
    HEENBERICHTEN,
    Gesprek,
    Rol,
    Stap,
    lees_dag,
    onbekend_veld,
)
from ijw import codec
from ijw.berichten import jw323
from ijw.fouten import IjwError, Schemafout
from ijw.json_vorm import Vormfout, van_json
from ijw.nummers import test_bsn
from ijw.rekenen import EURO, naar_centen, uit_centen
from ijw.vorm import Element, Klassetype, Ldt, is_klasse, vorm

JEUGDIGE: Final = "jeugdige"
"""Stands for the bsn of the first, second ... jeugdige of a gesprek."""
MEESTE_JEUGDIGEN: Final = 4
HOOGSTE_REEKS: Final = 9
_GETAL: Final = re.compile("-?[0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Plan:
    """How a gesprek is played: by how many months its days are moved, and which series of numbers it uses."""

    maanden: int = 0
    reeks: int = 0


@dataclass(frozen=True, slots=True)
class Partijen:
    """Between whom messages go, the series that their numbers are from, and how an Identificatie begins."""

    gemeente: str
    aanbieder: str
    reeks: int
    kenmerk: str


@dataclass(frozen=True, slots=True)
class Basis:
    """The messages from which gesprekken deviate, per bericht; and what each part of a list is made of."""

    berichten: Mapping[str, Knoop]
    onderdelen: Mapping[str, Knoop]


def lees_basis(tekst: str, bestand: str) -> Basis:
    """Read the base; raises Gespreksfout with file and line."""
    wortel = lees_boom(tekst, bestand)
    velden = wortel.velden("de basis")
    for naam in ("berichten", "onderdelen"):
        if naam not in velden:
            raise wortel.fout(f"geen {naam}", naam)
    berichten = velden["berichten"].velden("berichten")
    for naam, knoop in berichten.items():
        if naam not in HEENBERICHTEN:
            raise onbekend_veld(naam, knoop, HEENBERICHTEN)
    return Basis(berichten, velden["onderdelen"].velden("onderdelen"))


def aanbieder_van(gesprek: Gesprek, reeks: int) -> str:
    """The AGB-code of the aanbieder in a gesprek: each its own, so that gesprekken do not meet."""
    return f"4{reeks}{gesprek.nummer:06}"


def verschuif(dag: date, maanden: int) -> date:
    """Move a day by whole months; the last day of a month stays the last day."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    laatste = monthrange(jaar, maand + 1)[1]
    was_laatste = dag.day == monthrange(dag.year, dag.month)[1]
    return date(jaar, maand + 1, laatste if was_laatste else min(dag.day, laatste))


def werk_uit(gesprek: Gesprek, basis: Basis, plan: Plan) -> tuple[bytes, ...]:
    """Give the message of every step; raises Gespreksfout for what a message cannot hold."""
    partijen = Partijen(
        gesprek.gemeente,
        aanbieder_van(gesprek, plan.reeks),
        # No other gesprek has this number, in this series or another.
        plan.reeks * (GROOTSTE_NUMMER + 1) + gesprek.nummer,
        f"K{plan.reeks}{gesprek.nummer:03}",
    )
    uitgewerkt: list[bytes] = []
    for stap in gesprek.stappen:
        if stap.herhaal is not None:
            uitgewerkt.append(uitgewerkt[stap.herhaal - 1])
        else:
            uitgewerkt.append(werk_stap_uit(stap, basis, partijen, plan.maanden))
    return tuple(uitgewerkt)


def werk_stap_uit(stap: Stap, basis: Basis, partijen: Partijen, maanden: int = 0) -> bytes:
    """Give the message of one step, its days moved by whole months; Gespreksfout for what it cannot hold."""
    return _Uitwerking(stap, basis, partijen, maanden).bericht()


def bsn_van(reeks: int, jeugdige: int) -> str:
    """The bsn of the first, second ... jeugdige of a series."""
    return test_bsn(reeks * MEESTE_JEUGDIGEN + jeugdige)


class _Uitwerking:
    """Works out one step."""

    def __init__(self, stap: Stap, basis: Basis, partijen: Partijen, maanden: int) -> None:
        self.stap, self.basis, self.partijen, self.maanden = stap, basis, partijen, maanden
        self.dag = verschuif(stap.dag, maanden)

    def bericht(self) -> bytes:
        soort = self.stap.soort
        inhoud: dict[str, Any] = {"header": self._kop()}
        self._pas_toe(inhoud, soort.wortel, self.basis.berichten[soort.naam].velden("de basis"))
        self._pas_toe(inhoud, soort.wortel, self._velden())
        if "client" in inhoud:
            inhoud["client"].setdefault("bsn", self._bsn(1))
        if soort is jw323.SOORT:
            _vul_declaratie_aan(inhoud["declaratie"], self.dag, self.stap.nummer)
        for product in inhoud.get("client", {}).get("toegewezen_producten", ()):
            product.setdefault("toewijzingsdatum", self.dag.isoformat())
        try:
            bericht, _ = van_json({"bericht": soort.naam, "release": soort.release, "inhoud": inhoud})
            xml = codec.schrijf(bericht, soort)
            past = self._past(xml)
        except Vormfout as fout:
            raise self._fout(" ".join(fout.fouten)) from None
        except IjwError as fout:
            raise self._fout(str(fout)) from None
        if past is not self.stap.past_niet_in_schema:
            return xml
        raise self._fout("dit bericht past in het schema, terwijl past_niet_in_schema: ja iets anders zegt.")

    def _past(self, xml: bytes) -> bool:
        try:
            codec.lees(xml)
        except Schemafout as fout:
            if not self.stap.past_niet_in_schema:
                raise self._fout(f"dit bericht past niet in het schema: {fout.bevindingen[0].melding}") from None
            return False
        return True

    def _fout(self, zin: str) -> Gespreksfout:
        return Gespreksfout(f"{self.stap.knoop.plek}: {zin}")

    def _velden(self) -> dict[str, Knoop]:
        """The fields of the step; prestaties of a JW323 without a cliënt are those of the first jeugdige."""
        velden = dict(self.stap.velden)
        if self.stap.soort is jw323.SOORT and "prestaties" in velden:
            prestaties = velden.pop("prestaties")
            plek = prestaties.bestand, prestaties.regel
            velden["clienten"] = Knoop(*plek, [Knoop(*plek, {"prestaties": prestaties})])
        return velden

    def _kop(self) -> dict[str, Any]:
        gemeente, aanbieder = self.partijen.gemeente, self.partijen.aanbieder
        van_gemeente = self.stap.van() is Rol.GEMEENTE
        eerste = self.stap.identificatie_van or self.stap.nummer
        return {
            "afzender": gemeente if van_gemeente else aanbieder,
            "ontvanger": aanbieder if van_gemeente else gemeente,
            "bericht_identificatie": {
                "identificatie": f"{self.partijen.kenmerk}S{eerste}",
                "dagtekening": self.dag.isoformat(),
            },
            "xsd_versie": {"basisschema_xsd_versie": "1.0.0", "bericht_xsd_versie": "1.0.0"},
        }

    def _bsn(self, jeugdige: int) -> str:
        return bsn_van(self.partijen.reeks, jeugdige)

    def _pas_toe(self, doel: dict[str, Any], klasse: Klassetype, velden: Mapping[str, Knoop]) -> None:
        for naam, knoop in velden.items():
            pad, el = _zoek(klasse, naam, knoop)
            deel = doel
            for veld in pad:
                deel = deel.setdefault(veld, {})
            if knoop.inhoud is None:
                deel.pop(el.veld, None)
            elif naam == JEUGDIGE:
                deel[el.veld] = self._bsn(_jeugdige(knoop))
            else:
                deel[el.veld] = self._waarde(el, knoop, deel.get(el.veld))

    def _waarde(self, el: Element, knoop: Knoop, huidig: Any) -> Any:
        if isinstance(el.type, Ldt):
            return self._enkel(el, el.type, knoop)
        if el.herhaald:
            return [self._onderdeel(el.type, deel) for deel in knoop.lijst(el.veld)]
        doel: dict[str, Any] = huidig or {}
        self._pas_toe(doel, el.type, knoop.velden(el.veld))
        return doel

    def _onderdeel(self, klasse: Klassetype, knoop: Knoop) -> dict[str, Any]:
        doel: dict[str, Any] = {}
        if (basis := self.basis.onderdelen.get(klasse.__name__)) is not None:
            self._pas_toe(doel, klasse, basis.velden(klasse.__name__))
        self._pas_toe(doel, klasse, knoop.velden(klasse.__name__))
        if any(el.veld == "bsn" for el in vorm(klasse).elementen):
            doel.setdefault("bsn", self._bsn(1))
        return doel

    def _enkel(self, el: Element, type_: Ldt, knoop: Knoop) -> str | int:
        if type_.basis == "date":
            return verschuif(lees_dag(knoop, el.veld), self.maanden).isoformat()
        tekst = knoop.tekst(el.veld)
        if type_.basis != "integer":
            return tekst
        if not _GETAL.fullmatch(tekst):
            raise knoop.fout(f"'{tekst}'", f"voor {el.veld} een geheel getal")
        if el.naam == "ToewijzingNummer":
            if not 1 <= int(tekst) <= 999:
                raise knoop.fout(f"'{tekst}'", f"voor {el.veld} een getal van 1 tot en met 999")
            return self.partijen.reeks * 1000 + int(tekst)
        return int(tekst)


def _jeugdige(knoop: Knoop) -> int:
    tekst = knoop.tekst(JEUGDIGE)
    if not tekst.isdecimal() or not 1 <= int(tekst) <= MEESTE_JEUGDIGEN:
        raise knoop.fout(f"'{tekst}'", f"de hoeveelste jeugdige, van 1 tot en met {MEESTE_JEUGDIGEN}")
    return int(tekst)


def _zoek(klasse: Klassetype, naam: str, knoop: Knoop) -> tuple[tuple[str, ...], Element]:
    """Where a field fits at the least depth: the fields on the way, and its element."""
    passend = plaatsen_van(klasse).get("bsn" if naam == JEUGDIGE else naam, ())
    if not passend:
        raise onbekend_veld(naam, knoop, (*plaatsen_van(klasse), JEUGDIGE))
    if len(passend) > 1:
        plaatsen = ", ".join(".".join((*pad, el.veld)) for pad, el in passend)
        raise knoop.fout(f"{naam}, dat op meer plaatsen past", f"een van {plaatsen}, helemaal uitgeschreven")
    return passend[0]


@cache
def plaatsen_van(klasse: Klassetype) -> Mapping[str, tuple[tuple[tuple[str, ...], Element], ...]]:
    """Where each field of a berichtklasse can stand, at the least depth; not within a list."""
    plaatsen: dict[str, tuple[tuple[tuple[str, ...], Element], ...]] = {}
    laag: list[tuple[tuple[str, ...], Element]] = [((), el) for el in vorm(klasse).elementen]
    while laag:
        hier: dict[str, tuple[tuple[tuple[str, ...], Element], ...]] = {}
        for pad, el in laag:
            hier[el.veld] = (*hier.get(el.veld, ()), (pad, el))
        plaatsen = {**hier, **plaatsen}
        laag = [
            ((*pad, el.veld), deel)
            for pad, el in laag
            if is_klasse(el.type) and not el.herhaald
            for deel in vorm(el.type).elementen
        ]
    return plaatsen


def _vul_declaratie_aan(declaratie: dict[str, Any], dag: date, stap: int) -> None:
    """What follows from the rest of a declaratie, where the gesprek does not say otherwise.

    The declaratieperiode is the month before the day of sending, and the productperiode is that month; the
    amount of a prestatie is volume times tarief (of euros the volume), the totaal is the sum.
    """
    eind = dag.replace(day=1) - timedelta(days=1)
    maand = {"begindatum": eind.replace(day=1).isoformat(), "einddatum": eind.isoformat()}
    declaratie.setdefault("declaratie_nummer", f"D{stap}")
    declaratie.setdefault("declaratie_dagtekening", dag.isoformat())
    periode = declaratie["declaratie_periode"] = {**maand, **declaratie.get("declaratie_periode", {})}
    som = 0
    for client in declaratie.get("clienten", ()):
        for prestatie in client.get("prestaties", ()):
            prestatie["product_periode"] = {**periode, **prestatie.get("product_periode", {})}
            volume, tarief = prestatie["geleverd_volume"], prestatie.get("product_tarief", 0)
            bedrag = prestatie.setdefault("ingediend_bedrag", {})
            bedrag.setdefault("bedrag", volume if prestatie["eenheid"] == EURO else volume * tarief)
            bedrag.setdefault("debet_credit", "D")
            som += naar_centen(bedrag["bedrag"], bedrag["debet_credit"])
    centen, debet_credit = uit_centen(som)
    berekend = {"totaal_bedrag": centen, "debet_credit": debet_credit}
    declaratie["totaal_ingediend_bedrag"] = {**berekend, **declaratie.get("totaal_ingediend_bedrag", {})}
