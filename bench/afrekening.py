"""Whether the scheduled work costs more with 24 months in the books than with one, while as much is open.

A month is 3,500 prestaties in 350 messages, and all but the last month are paid. What is measured is the processor
time of each task, so that a busy machine does not count.
"""

from __future__ import annotations

import shutil
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.berichten import CODE, TARIEF
from bench.meten import Meting, Verhouding, tabel
from bench.register import TOEWIJZING

PER_BERICHT = 10
_AANBIEDERS = tuple(f"{10_000_000 + nummer}" for nummer in range(25))
_BEGIN: Final = date(2024, 1, 1)
LAATSTE: Final = date(2026, 3, 1)
_NU: Final = datetime(2026, 5, 20, 6, tzinfo=UTC)
_KORT, _WACHT, _LANG = 1, 4, 24
"""Months of history. The contract watch looks four months back, so it is measured with as many at least."""

_DOEL = 1.2


def draai(folder: Path, keren: int) -> Iterator[str]:
    """Measure in one process on SQLite, on a copy each time; files are made in `folder`."""
    for maanden in (_KORT, _WACHT, _LANG):
        maak(folder, maanden)
    _meet(folder, _KORT)  # what the first run loads is of no measurement
    afrekening: dict[int, list[float]] = {_KORT: [], _LANG: []}
    wacht: dict[int, list[float]] = {_WACHT: [], _LANG: []}
    for _ in range(keren):
        for maanden in (_KORT, _WACHT, _LANG):
            seconden = _meet(folder, maanden)
            contracten = seconden.pop("houd_contractwacht")
            if maanden in afrekening:
                afrekening[maanden].append(sum(seconden.values()))
            if maanden in wacht:
                wacht[maanden].append(contracten)
    metingen, verhoudingen = [], []
    for wat, gemeten in (("afrekenen", afrekening), ("contractwacht", wacht)):
        kort, lang = (Meting(f"{wat}, {n} maanden", median(reeks), 0) for n, reeks in gemeten.items())
        metingen += [kort, lang]
        verhoudingen.append(
            Verhouding(f"{wat}, lang tegen kort", f"{lang.seconden:.3f} s", lang.seconden / kort.seconden, _DOEL)
        )
    yield from tabel("afrekening", metingen, verhoudingen)


def _meet(folder: Path, maanden: int) -> dict[str, float]:
    """The processor seconds of each task on a copy of the register."""
    from backoffice.bootstrap import open_werkplek
    from backoffice.services import taken
    from backoffice.services.runs import Verslag

    kopie = folder / "afrekening.db"
    shutil.copyfile(pad_van(folder, maanden), kopie)
    werkplek = open_werkplek(f"sqlite:///{kopie}", {"IJW_SLEUTELBESTAND": str(folder / "sleutels")})
    seconden = {}
    for taak in (
        taken.stel_betalingen_voor,
        taken.sluit_maanden,
        taken.bewaak_betalingen,
        taken.bewaak_termijnen,
        taken.beantwoord_aangehouden,
        taken.bewaak_werk,
        taken.houd_contractwacht,
    ):
        begin = time.process_time()
        for _ in taak(werkplek, _NU, Verslag(), False):
            pass
        seconden[taak.__name__] = time.process_time() - begin
    werkplek.engine.dispose()
    for achtervoegsel in ("", "-wal", "-shm"):
        Path(f"{kopie}{achtervoegsel}").unlink(missing_ok=True)
    return seconden


def pad_van(folder: Path, maanden: int) -> Path:
    """The register with so many months."""
    return folder / f"afrekening-{maanden}.db"


# --- the books ------------------------------------------------------------------------------------


def maak(folder: Path, maanden: int) -> None:
    """A register with so many months of messages, bookings and payments, of which the last is not paid."""
    from backoffice.bootstrap import open_werkplek
    from backoffice.contracts.model import Deelname
    from backoffice.storage.boeksommen import hermaak
    from backoffice.storage.bulk import voeg_toe
    from backoffice.storage.contracten import bewaar
    from backoffice.storage.database import metadata
    from backoffice.storage.nummerreeks import reserveer_ids
    from backoffice.versleuteling import nieuwe_sleutel
    from bench.register import NU, contract

    sleutels = folder / "sleutels"
    if not sleutels.exists():
        sleutels.write_text(f"{nieuwe_sleutel('bench')}\n{nieuwe_sleutel('index')}\n")
    werkplek = open_werkplek(f"sqlite:///{pad_van(folder, maanden)}", {"IJW_SLEUTELBESTAND": str(sleutels)})
    gemeenten = sorted(werkplek.instellingen.gemeenten)
    boeken = _Boeken(werkplek.kluis.versleutel(bytes(20_000), "bericht.inhoud"))
    boeken.open_rekeningen(gemeenten)
    for terug in reversed(range(maanden)):
        boeken.maand(gemeenten, terug)
    with werkplek.engine.begin() as conn:
        deelnames = tuple(Deelname(gemeente, _BEGIN, None) for gemeente in gemeenten)
        contracten = [
            replace(contract(), contractnummer=wie, aanbieder=wie, begindatum=_BEGIN, deelnames=deelnames)
            for wie in _AANBIEDERS
        ]
        bewaar(conn, contracten, NU)
        for tabel_ in metadata.sorted_tables:
            if rijen := boeken.rijen.get(tabel_.name):
                reserveer_ids(conn, tabel_, len(rijen))
                voeg_toe(conn, tabel_, tuple(rijen[0]), [tuple(rij.values()) for rij in rijen])
        hermaak(conn)
    werkplek.engine.dispose()


class _Boeken:
    """Rows of a register, month after month, by the name of their table."""

    def __init__(self, inhoud: bytes) -> None:
        self.rijen: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._inhoud = inhoud
        self._toewijzingen: dict[tuple[str, str, int, int], int] = {}

    def _voeg_toe(self, tabel_: str, **waarden: Any) -> int:
        """Add a row under the next number of its table, and give that number."""
        nummer = len(self.rijen[tabel_]) + 1
        self.rijen[tabel_].append({"id": nummer, **waarden})
        return nummer

    def open_rekeningen(self, gemeenten: Sequence[str]) -> None:
        """Everybody has an account in force, and is told in a first message what is assigned."""
        dag = {"voorgesteld_door": "a", "voorgesteld_op": _moment(_BEGIN), "besloten_door": "b"}
        for partij in (*gemeenten, *_AANBIEDERS):
            self._voeg_toe(
                "betaalrekening",
                partij=partij,
                iban="NL91ABNA0417164300",
                naam=partij,
                besloten_op=_moment(_BEGIN),
                geldig_vanaf=_BEGIN,
                **dag,
            )
        for gemeente in gemeenten:
            for nummer in range(len(_AANBIEDERS) * PER_BERICHT):
                index = f"{gemeente}{nummer}".encode()
                self._voeg_toe("client", gemeente=gemeente, bsn_index=index, bsn=b"")
        self._bericht("JW301", gemeenten[0], _AANBIEDERS[0], _BEGIN)

    def maand(self, gemeenten: Sequence[str], terug: int) -> None:
        """The month so many before the last: declared, answered and booked, and paid unless it is the last."""
        eerste = _maand_terug(terug)
        for gemeente in gemeenten:
            for aanbieder in _AANBIEDERS:
                posten = self._declaratie(gemeente, aanbieder, eerste, jaar=terug // 12)
                if terug:
                    self._betaal(gemeente, aanbieder, eerste, posten)
            self._werk(gemeente, eerste, "afgedaan" if terug else "open")
        self.rijen["gesloten_maand"].append({"maand": eerste, "gesloten_op": _moment(eerste), "wie": "bench"})

    def _bericht(self, soort: str, afzender: str, ontvanger: str, dag: date) -> int:
        nummer = len(self.rijen["bericht"]) + 1
        kenmerk = {"soort": soort, "afzender": afzender, "ontvanger": ontvanger, "identificatie": f"B{nummer}"}
        wat = {"dagtekening": dag, "ontvangen_op": _moment(dag), "inhoud_hash": b"", "inhoud": self._inhoud}
        return self._voeg_toe("bericht", release="3.2", oordeel="goed", **kenmerk, **wat)

    def _declaratie(self, gemeente: str, aanbieder: str, eerste: date, jaar: int) -> list[dict[str, Any]]:
        """A declaratie of one month with its answer and bookings, and the posten of it."""
        bericht = self._bericht("JW323", aanbieder, gemeente, eerste)
        self._voeg_toe(
            "uitgaand",
            bericht_id=bericht,
            soort="JW325",
            afzender=gemeente,
            ontvanger=aanbieder,
            identificatie=f"A{bericht}",
            inhoud=self._inhoud,
            aangemaakt_op=_moment(eerste),
            verzonden_op=_moment(eerste),
        )
        declaratie = self._voeg_toe(
            "declaratie",
            bericht_id=bericht,
            gemeente=gemeente,
            aanbieder=aanbieder,
            declaratie_nummer=f"D{bericht}",
            periode=eerste,
            dagtekening=eerste,
            ingediend=1000 * PER_BERICHT,
            toegekend=1000 * PER_BERICHT,
        )
        return [
            self._prestatie(
                gemeente, aanbieder, eerste, declaratie, self._toewijzing(gemeente, aanbieder, lijn, jaar)
            )
            for lijn in range(PER_BERICHT)
        ]

    def _toewijzing(self, gemeente: str, aanbieder: str, lijn: int, jaar: int) -> int:
        """The toewijzing of a line: one a year, from the month after the last of the year before."""
        sleutel = (gemeente, aanbieder, lijn, jaar)
        if sleutel not in self._toewijzingen:
            tot = _maand_terug(12 * jaar - 1) - timedelta(days=1) if jaar else None
            nummer = self._voeg_toe(
                "toewijzing",
                **{
                    **TOEWIJZING,
                    "gemeente": gemeente,
                    "aanbieder": aanbieder,
                    "toewijzing_nummer": len(self._toewijzingen) + 1,
                    "client_id": 1,
                    "ingangsdatum": _maand_terug(12 * jaar + 11),
                    "einddatum": tot,
                },
            )
            self._toewijzingen[sleutel] = nummer
        return self._toewijzingen[sleutel]

    def _prestatie(
        self, gemeente: str, aanbieder: str, eerste: date, declaratie: int, toewijzing: int
    ) -> dict[str, Any]:
        nummer = len(self.rijen["prestatie"]) + 1
        prestatie = self._voeg_toe(
            "prestatie",
            declaratie_id=declaratie,
            aanbieder=aanbieder,
            client_id=1,
            volgnummer=1,
            referentie=f"R{nummer}",
            toewijzing_nummer=toewijzing,
            toewijzing_id=toewijzing,
            toewijzing_versie=1,
            categorie="45",
            code=CODE,
            begindatum=eerste,
            einddatum=eerste + timedelta(days=27),
            volume=8,
            eenheid="01",
            tarief=TARIEF,
            bedrag=1000,
            toegekend=True,
            regelset="3.2",
        )
        boeking = self._boeking(gemeente, aanbieder, "toekenning", eerste, prestatie, None)
        post = {"boeking_id": boeking, "gemeente": gemeente, "aanbieder": aanbieder, "leveringsmaand": eerste}
        post |= {"bedrag": 1000, "vervalt_op": _maand_terug(-1, eerste), "betaling_id": None}
        self.rijen["post"].append(post)
        return post

    def _boeking(
        self, gemeente: str, aanbieder: str, soort: str, maand: date, prestatie: int | None, betaling: int | None
    ) -> int:
        boeking = self._voeg_toe(
            "boeking",
            prestatie_id=prestatie,
            gemeente=gemeente,
            soort=soort,
            geboekt_op=maand,
            boekmaand=maand,
            leveringsmaand=maand,
            betaling_id=betaling,
        )
        for nummer, (rekening, partij, bedrag) in enumerate(
            (("vordering_gemeente", gemeente, 1000), ("schuld_aanbieder", aanbieder, -1000)), 1
        ):
            self.rijen["boekingsregel"].append(
                {"boeking_id": boeking, "nummer": nummer, "rekening": rekening, "partij": partij, "bedrag": bedrag}
            )
        return boeking

    def _betaal(self, gemeente: str, aanbieder: str, eerste: date, posten: Sequence[dict[str, Any]]) -> None:
        moment = _moment(eerste)
        voorstel = self._voeg_toe(
            "betaalvoorstel",
            gemeente=gemeente,
            betaaldag=eerste,
            gemaakt_door="a",
            gemaakt_op=moment,
            besluit="goedgekeurd",
            besloten_door="b",
            besloten_op=moment,
            bestand=b"",
            geexporteerd_door="b",
            geexporteerd_op=moment,
        )
        betaling = self._voeg_toe(
            "betaling",
            voorstel_id=voorstel,
            aanbieder=aanbieder,
            bedrag=1000 * len(posten),
            iban="NL91ABNA0417164300",
            naam=aanbieder,
            kenmerk=f"K{voorstel}",
            stand="uitgevoerd",
            stand_op=moment,
        )
        self._boeking(gemeente, aanbieder, "betaling", eerste, None, betaling)
        for post in posten:
            post["betaling_id"] = betaling

    def _werk(self, gemeente: str, eerste: date, status: str) -> None:
        for nummer in range(10):
            self._voeg_toe(
                "werkitem",
                soort="verzoek",
                gemeente=gemeente,
                aanbieder=_AANBIEDERS[nummer],
                sleutel=f"{gemeente}/{eerste}/{nummer}",
                reden="bench",
                inhoud=self._inhoud[:500],
                status=status,
                ontvangen_op=_moment(eerste),
            )


def _maand_terug(aantal: int, vanaf: date = LAATSTE) -> date:
    """The first day of the month so many before."""
    maand = 12 * vanaf.year + vanaf.month - 1 - aantal
    return date(maand // 12, maand % 12 + 1, 1)


def _moment(dag: date) -> datetime:
    return datetime(dag.year, dag.month, dag.day, 9, tzinfo=UTC)
