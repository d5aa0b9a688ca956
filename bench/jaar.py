"""A year of a region in a register, written row by row: what screens have to work with at full size.

350 aanbieders and 14 gemeenten, few large and many small, 16,000 jeugdigen and some 480,000 prestaties in a
declaratie per aanbieder, gemeente and month. Of 33 prestaties one is rejected, and of three of those two are sent
again a month later. All but the last month is paid, and what was paid last is not sent to the bank yet. Of ten
toewijzingen one was not declared for a month. The last month of the largest aanbieder waits for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from backoffice.contracts.model import Declaratietermijn, Deelname, Gevolg
from backoffice.services.werkplek import TWENTE, Werkplek
from backoffice.storage.boeksommen import hermaak
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.contracten import bewaar
from backoffice.storage.database import metadata
from backoffice.storage.nummerreeks import reserveer_ids
from bench.berichten import CODE, TARIEF, bericht_van, clienten
from bench.register import BEGIN, TOEWIJZING, contract
from ijw.berichten import jw323
from ijw.codec import schrijf
from ijw.nummers import test_bsn
from ijw.rekenen import verdeel

NU: Final = datetime(2027, 1, 20, 9, tzinfo=UTC)
MAANDEN: Final = tuple(date(2026, maand, 1) for maand in range(1, 13))
_VOLUME: Final = 480
_BEDRAG: Final = _VOLUME * TARIEF
_BSNS: Final = 9_000  # so many a test may use; one in two gemeenten is two jeugdigen here
_OVERAL: Final = 20  # so many aanbieders work in every gemeente, the others in four


@dataclass(frozen=True, slots=True)
class Omvang:
    """How large a region is."""

    aanbieders: int = 350
    jeugdigen: int = 16_000
    toewijzingen: int = 39_550


class _Toewijzing(NamedTuple):
    id: int
    client: int
    gemeente: str
    aanbieder: str


def vul(werkplek: Werkplek, omvang: Omvang) -> None:
    """Put the year in an empty database."""
    agbs = [f"{12_000_000 + nummer}" for nummer in range(omvang.aanbieders)]
    with werkplek.engine.begin() as conn:
        bewaar(conn, [_contract(agb) for agb in agbs], _moment(BEGIN))
        jaar = _Jaar(conn, werkplek)
        jaar.partijen(agbs)
        toewijzingen = jaar.toewijzingen(agbs, omvang)
        for maand in MAANDEN:
            jaar.maand(maand, toewijzingen)
        jaar.nummer_door()
        hermaak(conn)
    with werkplek.engine.begin() as conn:
        conn.exec_driver_sql("ANALYZE")


@dataclass(slots=True)
class _Jaar:
    """The rows of a year, written a month at a time."""

    conn: Connection
    werkplek: Werkplek
    inhoud: dict[str, bytes] = field(default_factory=dict)
    _nummers: dict[str, Any] = field(default_factory=lambda: defaultdict(lambda: count(1)))
    _rijen: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    _opnieuw: list[tuple[_Toewijzing, date]] = field(default_factory=list)

    def __post_init__(self) -> None:
        voorbeeld = bericht_van("VOORBEELD", range(3), tuple(clienten(0, 3)))
        inhoud = schrijf(voorbeeld, jw323.SOORT)
        for tabel in ("bericht", "uitgaand"):
            self.inhoud[tabel] = self.werkplek.kluis.versleutel(inhoud, f"{tabel}.inhoud")

    def _nieuw(self, tabel: str, **waarden: Any) -> int:
        """Add a row under the next number of its table, and give that number."""
        nummer: int = next(self._nummers[tabel])
        self._rijen[tabel].append({"id": nummer, **waarden})
        return nummer

    def _schrijf(self) -> None:
        for tabel in metadata.sorted_tables:
            if rijen := self._rijen.pop(tabel.name, None):
                voeg_toe(self.conn, tabel, tuple(rijen[0]), [tuple(rij.values()) for rij in rijen])

    def nummer_door(self) -> None:
        """Let what comes later be numbered from here."""
        for tabel in metadata.sorted_tables:
            if tabel.name in self._nummers:
                reserveer_ids(self.conn, tabel, next(self._nummers[tabel.name]) - 1)

    def partijen(self, agbs: Sequence[str]) -> None:
        """Everybody has a name and an account in force, and every gemeente a budget."""
        for agb in agbs:
            self._rijen["register_aanbieder"].append({"agb": agb, "naam": f"Jeugdhulp {agb}", "kvk": None})
        for partij in (*TWENTE, *agbs):
            self._nieuw(
                "betaalrekening",
                partij=partij,
                iban="NL91ABNA0417164300",
                naam=partij,
                voorgesteld_door="a",
                voorgesteld_op=_moment(BEGIN),
                besloten_door="b",
                besloten_op=_moment(BEGIN),
                geldig_vanaf=BEGIN,
            )
        for gemeente in TWENTE:
            self._rijen["begroting"].append(
                {
                    "gemeente": gemeente,
                    "jaar": BEGIN.year,
                    "indeling": "categorie",
                    "post": "45",
                    "bedrag": 1_000_000_000,
                    "geladen_op": _moment(BEGIN),
                    "wie": "bench",
                }
            )
        self._schrijf()

    def toewijzingen(self, agbs: Sequence[str], omvang: Omvang) -> list[_Toewijzing]:
        """Who gets what from whom, by aanbieder and gemeente; half of it goes on next year."""
        per_gemeente = verdeel(omvang.jeugdigen, {code: 1_000 // (n + 2) for n, code in enumerate(TWENTE)})
        jeugdigen = {gemeente: self._jeugdigen(gemeente, aantal) for gemeente, aantal in per_gemeente.items()}
        per_agb = verdeel(omvang.toewijzingen, {agb: 100_000 // (n + 3) for n, agb in enumerate(agbs)})
        uit: list[_Toewijzing] = []
        beurt: dict[str, Any] = defaultdict(count)
        for plaats, (agb, aantal) in enumerate(per_agb.items()):
            waar = TWENTE if plaats < _OVERAL else sorted(TWENTE[(plaats + stap) % 14] for stap in (0, 1, 4, 9))
            for gemeente, deel in verdeel(aantal, {code: per_gemeente[code] for code in waar}).items():
                if not deel:
                    continue
                bericht = self._bericht("JW301", gemeente, agb, BEGIN - timedelta(days=20))
                gestart = self._bericht("JW305", agb, gemeente, BEGIN + timedelta(days=2))
                for _ in range(deel):
                    client = jeugdigen[gemeente][next(beurt[gemeente]) % len(jeugdigen[gemeente])]
                    uit.append(self._toewijzing(client, gemeente, agb, bericht, gestart))
        self._schrijf()
        return uit

    def _jeugdigen(self, gemeente: str, aantal: int) -> list[int]:
        kluis = self.werkplek.kluis
        bsns = [test_bsn((TWENTE.index(gemeente) * 641 + n) % _BSNS) for n in range(aantal)]
        return [
            self._nieuw(
                "client",
                gemeente=gemeente,
                bsn_index=kluis.bsn_index(bsn),
                bsn=kluis.versleutel_tekst(bsn, "client.bsn"),
            )
            for bsn in bsns
        ]

    def _toewijzing(self, client: int, gemeente: str, agb: str, bericht: int, gestart: int) -> _Toewijzing:
        nummer: int = next(self._nummers["toewijzing"])
        rij = {
            **TOEWIJZING,
            "toewijzing_nummer": 100_000 + nummer,
            "client_id": client,
            "gemeente": gemeente,
            "aanbieder": agb,
            "einddatum": None if nummer % 2 else TOEWIJZING["einddatum"],
            "bericht_id": bericht,
        }
        self._rijen["toewijzing"].append({"id": nummer, **rij})
        self._nieuw("toewijzing_versie", **rij, toewijzing_id=nummer, vastgelegd_op=_moment(BEGIN))
        gebruikt = {"toewijzing_id": nummer, "volume": 11 * _VOLUME, "bedrag": 11 * _BEDRAG}
        self._rijen["verbruik"].append(gebruikt)
        self._nieuw(
            "levering",
            gemeente=gemeente,
            aanbieder=agb,
            client_id=client,
            toewijzing_nummer=100_000 + nummer,
            categorie="45",
            code=CODE,
            begindatum=BEGIN,
            bericht_id=gestart,
        )
        return _Toewijzing(nummer, client, gemeente, agb)

    def _bericht(self, soort: str, afzender: str, ontvanger: str, dag: date, oordeel: str = "goed") -> int:
        """A message, and the answer it got unless it waits for a person."""
        kenmerk = f"B{next(self._nummers['kenmerk'])}"
        bericht = self._nieuw(
            "bericht",
            soort=soort,
            release="3.2",
            afzender=afzender,
            ontvanger=ontvanger,
            identificatie=kenmerk,
            dagtekening=dag,
            ontvangen_op=_moment(dag),
            inhoud_hash=kenmerk.encode(),
            inhoud=self.inhoud["bericht"],
            oordeel=oordeel,
        )
        self._nieuw(
            "audit", tijdstip=_moment(dag), wie="systeem", handeling="bericht verwerkt", doel=f"{soort} {kenmerk}"
        )
        if oordeel != "aangehouden":
            antwoord = {"JW301": "JW302", "JW305": "JW306", "JW323": "JW325"}[soort]
            self._nieuw(
                "uitgaand",
                bericht_id=bericht,
                soort=antwoord,
                afzender=ontvanger,
                ontvanger=afzender,
                identificatie=f"A{kenmerk}",
                inhoud=self.inhoud["uitgaand"],
                aangemaakt_op=_moment(dag),
                verzonden_op=_moment(dag),
            )
        return bericht

    def maand(self, maand: date, toewijzingen: Sequence[_Toewijzing]) -> None:
        """Declare a month with what is sent again of the one before, and pay it."""
        per_paar: dict[tuple[str, str], list[tuple[_Toewijzing, date]]] = defaultdict(list)
        for een in toewijzingen:
            if een.id % 10 or een.id // 10 % 12 != maand.month - 1:
                per_paar[een.aanbieder, een.gemeente].append((een, maand))
        for een, eerder in self._opnieuw:
            per_paar[een.aanbieder, een.gemeente].append((een, eerder))
        self._opnieuw = []
        posten: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for (aanbieder, gemeente), lijnen in per_paar.items():
            posten[gemeente, aanbieder] = self._declaratie(aanbieder, gemeente, maand, lijnen)
        if maand != MAANDEN[-1]:
            self._betaal(maand, posten)
        self._schrijf()

    def _declaratie(
        self, aanbieder: str, gemeente: str, maand: date, lijnen: Sequence[tuple[_Toewijzing, date]]
    ) -> list[dict[str, Any]]:
        dag = _na(maand, 9)
        wacht = maand == MAANDEN[-1] and int(aanbieder) % 350 == 12_000_000 % 350
        bericht = self._bericht("JW323", aanbieder, gemeente, dag, "aangehouden" if wacht else "deels")
        declaratie = self._nieuw(
            "declaratie",
            bericht_id=bericht,
            gemeente=gemeente,
            aanbieder=aanbieder,
            declaratie_nummer=f"D{bericht}",
            periode=maand,
            dagtekening=dag,
            ingediend=len(lijnen) * _BEDRAG,
            toegekend=0,
        )
        if wacht:
            self._rijen["aanhouding"].append(
                {"bericht_id": bericht, "beslissen_uiterlijk": NU.date() + timedelta(days=5)}
            )
        posten = []
        toegekend = 0
        for volgnummer, (toewijzing, van) in enumerate(lijnen, 1):
            nummer: int = next(self._nummers["prestatie"])
            # What is sent again is right now.
            fout = nummer % 33 == 0 and van == maand
            self._prestatie(nummer, declaratie, volgnummer, toewijzing, van, goed=not fout and not wacht)
            if wacht:
                self._termijn(nummer, toewijzing, van, Gevolg.AANHOUDEN.value if nummer % 9 == 0 else "geen")
                continue
            self._termijn(nummer, toewijzing, van, "geen")
            if fout:
                self._bevinding(bericht, nummer)
                if nummer % 99:
                    self._opnieuw.append((toewijzing, van))
                continue
            toegekend += _BEDRAG
            posten.append(self._post(bericht, nummer, toewijzing, van, dag))
        self._rijen["declaratie"][-1]["toegekend"] = toegekend
        return posten

    def _prestatie(
        self, nummer: int, declaratie: int, volgnummer: int, toewijzing: _Toewijzing, van: date, *, goed: bool
    ) -> None:
        self._rijen["prestatie"].append(
            {
                "id": nummer,
                "declaratie_id": declaratie,
                "aanbieder": toewijzing.aanbieder,
                "client_id": toewijzing.client,
                "volgnummer": volgnummer,
                "referentie": f"R{nummer}",
                "toewijzing_nummer": 100_000 + toewijzing.id,
                "toewijzing_id": toewijzing.id,
                "toewijzing_versie": 1,
                "categorie": "45",
                "code": CODE,
                "begindatum": van,
                "einddatum": van + timedelta(days=27),
                "volume": _VOLUME,
                "eenheid": "01",
                "tarief": TARIEF,
                "bedrag": _BEDRAG,
                "toegekend": goed,
                "contract": toewijzing.aanbieder,
                "contractversie": 1,
                "regelset": "3.2",
            }
        )

    def _termijn(self, nummer: int, toewijzing: _Toewijzing, van: date, gevolg: str) -> None:
        self._rijen["termijnoordeel"].append(
            {
                "prestatie_id": nummer,
                "gevolg": gevolg,
                "uitkomst": "op tijd" if gevolg == "geen" else "te laat",
                "peildatum": van,
                "uiterste_datum": _na(van, 27),
                "verzonden": BEGIN,
                "contract": toewijzing.aanbieder,
                "contractversie": 1,
                "zin": "Hoe deze prestatie tegenover de afgesproken termijn staat.",
            }
        )

    def _bevinding(self, bericht: int, nummer: int) -> None:
        self._nieuw(
            "bevinding",
            bericht_id=bericht,
            prestatie_id=nummer,
            regel="TR418",
            niveau=3,
            retourcode="9418",
            locatie="DeclaratiePrestatie",
            onderwerp=f"Prestatie R{nummer}",
            element="ProductTarief",
            gevonden="126",
            verwacht="125",
        )

    def _post(self, bericht: int, nummer: int, toewijzing: _Toewijzing, van: date, dag: date) -> dict[str, Any]:
        boeking = self._boeking(toewijzing.gemeente, toewijzing.aanbieder, "toekenning", van, dag, nummer, bericht)
        post = {
            "boeking_id": boeking,
            "gemeente": toewijzing.gemeente,
            "aanbieder": toewijzing.aanbieder,
            "leveringsmaand": van,
            "bedrag": _BEDRAG,
            "vervalt_op": dag + timedelta(days=30),
            "betaling_id": None,
        }
        self._rijen["post"].append(post)
        return post

    def _boeking(
        self,
        gemeente: str,
        aanbieder: str,
        soort: str,
        maand: date,
        dag: date,
        prestatie: int | None = None,
        bericht: int | None = None,
        betaling: int | None = None,
        bedrag: int = _BEDRAG,
    ) -> int:
        boeking = self._nieuw(
            "boeking",
            prestatie_id=prestatie,
            bericht_id=bericht,
            gemeente=gemeente,
            soort=soort,
            geboekt_op=dag,
            boekmaand=dag.replace(day=1),
            leveringsmaand=maand,
            betaling_id=betaling,
        )
        van, naar = ("bank", "schuld_aanbieder") if betaling else ("schuld_aanbieder", "vordering_gemeente")
        for plaats, (rekening, teken) in enumerate(((naar, 1), (van, -1)), 1):
            partij = aanbieder if rekening == "schuld_aanbieder" else gemeente
            self._rijen["boekingsregel"].append(
                {
                    "boeking_id": boeking,
                    "nummer": plaats,
                    "rekening": rekening,
                    "partij": partij,
                    "bedrag": teken * bedrag,
                }
            )
        return boeking

    def _betaal(self, maand: date, posten: dict[tuple[str, str], list[dict[str, Any]]]) -> None:
        """Per gemeente a proposal with a payment per aanbieder; that of the last month paid is not sent yet."""
        dag = _na(maand, 20)
        verzonden = maand != MAANDEN[-2]
        voorstellen: dict[str, int] = {}
        for (gemeente, aanbieder), eigen in posten.items():
            if not eigen:
                continue
            if gemeente not in voorstellen:
                voorstellen[gemeente] = self._voorstel(gemeente, dag, verzonden=verzonden)
            bedrag = sum(post["bedrag"] for post in eigen)
            betaling = self._nieuw(
                "betaling",
                voorstel_id=voorstellen[gemeente],
                aanbieder=aanbieder,
                bedrag=bedrag,
                iban="NL91ABNA0417164300",
                naam=aanbieder,
                kenmerk=f"K{maand:%m}{gemeente}{aanbieder}",
                stand="uitgevoerd" if verzonden else "voorgesteld",
                stand_op=_moment(dag),
            )
            if verzonden:
                self._boeking(gemeente, aanbieder, "betaling", maand, dag, betaling=betaling, bedrag=bedrag)
            for post in eigen:
                post["betaling_id"] = betaling

    def _voorstel(self, gemeente: str, dag: date, *, verzonden: bool) -> int:
        wie, moment = ("b", _moment(dag)) if verzonden else (None, None)
        return self._nieuw(
            "betaalvoorstel",
            gemeente=gemeente,
            betaaldag=dag,
            gemaakt_door="a",
            gemaakt_op=_moment(dag),
            besluit="goedgekeurd" if verzonden else None,
            besloten_door=wie,
            besloten_op=moment,
            bestand=b"" if verzonden else None,
            geexporteerd_door=wie,
            geexporteerd_op=moment,
        )


def _contract(agb: str) -> Any:
    """The product of `bench.register` for all gemeenten, to be declared within two months or a person decides."""
    return replace(
        contract(),
        contractnummer=agb,
        aanbieder=agb,
        deelnames=tuple(Deelname(gemeente, BEGIN, None) for gemeente in TWENTE),
        termijnen=(Declaratietermijn(2, Gevolg.AANHOUDEN),),
    )


def _na(maand: date, dagen: int) -> date:
    """So many days after the first of the next month."""
    return (maand + timedelta(days=31)).replace(day=1) + timedelta(days=dagen)


def _moment(dag: date) -> datetime:
    return datetime(dag.year, dag.month, dag.day, 9, tzinfo=UTC)
