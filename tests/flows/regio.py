"""A small region to run whole flows in: one contract, messages by their deviation, and what must always hold.

Toewijzing 1001 of Enschede (0153) to aanbieder 12345678: 120 minutes of 45A04 a month, all of 2026. A month of
it costs 120 x 98 = 11,760 cents. Every message goes through `ontvang`, and after each one the books are checked.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from functools import cache, partial
from itertools import count
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from backoffice.cli import main, verwerk
from backoffice.contracts.model import Contract, Deelname
from backoffice.services.ontvang import Ontvangst, ontvang
from backoffice.services.valideer import valideer
from backoffice.services.werkplek import Instellingen, Werkplek
from backoffice.storage import contracten, tabellen
from backoffice.storage.database import lezen, metadata
from backoffice.versleuteling import Kluis
from ijw import codec, codelijsten
from ijw.berichten import basis, jw301, jw323, jw325
from ijw.bevinding import Niveau
from ijw.rekenen import naar_centen
from tests import bouwers
from tests.backoffice.contracts import bouwers as contractbouwers

AANBIEDER, GEMEENTE, BSN = bouwers.AANBIEDER, bouwers.GEMEENTE, bouwers.BSN
NU = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)
FEBRUARI = (date(2026, 2, 1), date(2026, 2, 28))
MAANDBEDRAG = 11_760
Dump = dict[str, list[tuple[Any, ...]]]


def contract(aanbieder: str = AANBIEDER) -> Contract:
    """45A04 in minutes at 98 cents, for Enschede and Hengelo."""
    return contractbouwers.contract(
        contractbouwers.product(contractbouwers.tarief(tarief=98), code="45A04"),
        contractnummer=f"OBJ-{aanbieder}",
        aanbieder=aanbieder,
        deelnames=tuple(Deelname(gemeente, date(2025, 1, 1)) for gemeente in (GEMEENTE, "0164")),
    )


product = partial(bouwers.toegewezen_product, ingangsdatum=date(2026, 1, 1))
prestatie = bouwers.prestatie


def credit(van: str, referentie: str, **anders: Any) -> jw323.Prestatie:
    """The creditprestatie of the standard prestatie (or one that deviates alike)."""
    return prestatie(referentie_nummer=referentie, vorig_referentie_nummer=van, debet_credit="C", **anders)


_nummers = count(1)


def jw301_van(
    *producten: jw301.ToegewezenProduct, gemeente: str = GEMEENTE, aanbieder: str = AANBIEDER, **anders: Any
) -> jw301.Bericht:
    """A JW301 with these producten (else the standard one) under a new Identificatie."""
    return bouwers.jw301_bericht(
        toegewezen_producten=list(producten or (product(),)),
        afzender=gemeente,
        ontvanger=aanbieder,
        **{"identificatie": f"T{next(_nummers)}"} | anders,
    )


def jw323_van(
    *prestaties: jw323.Prestatie,
    clienten: Iterable[jw323.Client] | None = None,
    gemeente: str = GEMEENTE,
    aanbieder: str = AANBIEDER,
    maand: tuple[date, date] | None = None,
    **anders: Any,
) -> jw323.Bericht:
    """A JW323 with these prestaties (else the standard one) under a new Identificatie and DeclaratieNummer."""
    nummer = next(_nummers)
    nieuw = {"identificatie": f"D{nummer}", "declaratie_nummer": f"N{nummer}"}
    if maand is not None:
        anders["declaratie_periode"] = basis.GeslotenPeriode(begindatum=maand[0], einddatum=maand[1])
    return bouwers.jw323_bericht(
        prestaties=None if clienten else prestaties or (prestatie(),),
        clienten=clienten,
        afzender=aanbieder,
        ontvanger=gemeente,
        **nieuw | anders,
    )


def als_bytes(bericht: Any) -> bytes:
    """The message as it would come in."""
    return codec.schrijf(bericht, bouwers.soort_van(bericht))


@cache
def processen() -> ForkServerContext:
    """Makes processes that share nothing with this one, quickly: their modules are loaded once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["backoffice.cli.verwerk", "tests.flows.regio"])
    return context


class VasteKlok:
    """A clock that stands still, for the opdrachten that ask what time it is."""

    @staticmethod
    def now(_: tzinfo) -> datetime:
        """The moment at which everything in this region comes in."""
        return NU


def sterf_bij(bericht: int, stap: int) -> None:
    """Have this process killed in its so manieth message, at its so manieth step: a function begins or ends."""
    ontvang, berichten, stappen = verwerk.ontvang, count(), count()

    def zet_stap(*_: Any) -> None:
        if next(stappen) == stap:
            os.kill(os.getpid(), signal.SIGKILL)

    def ontvangt(*args: Any, **anders: Any) -> Any:
        if next(berichten) == bericht:
            sys.setprofile(zet_stap)
        return ontvang(*args, **anders)

    vars(verwerk)["ontvang"] = ontvangt


def draai_verwerk(url: str, sleutel: str, folder: Path, uit: Path, sterft: tuple[int, int] | None = None) -> None:
    """`ijw verwerk` on a folder, in a process of its own that ends with its exit status, or dies where told."""
    os.environ["IJW_SLEUTEL"] = sleutel
    vars(verwerk)["datetime"] = VasteKlok
    if sterft is not None:
        sterf_bij(*sterft)
    with open(os.devnull, "w") as nergens:
        sys.stdout = sys.stderr = nergens
        status = main(["verwerk", str(folder), "--database", url, "--uit", str(uit)])
    os._exit(status)


def leeg_register(engine: Engine) -> None:
    """The contracts of the region, and nothing else."""
    with engine.begin() as conn:
        contracten.bewaar(conn, [contract(), contract("87654321")], NU)


class Regio:
    """An open back office with its contracts, on a fresh database."""

    def __init__(self, engine: Engine, kluis: Kluis, instellingen: Instellingen | None = None) -> None:
        self.werkplek = Werkplek(engine, kluis, instellingen or Instellingen())
        self.engine, self.kluis = engine, kluis
        leeg_register(engine)

    def stuur(self, bericht: Any, op: datetime = NU) -> Ontvangst:
        """Receive a message (built, or as bytes or file), and check the answer and the books."""
        bron = bericht if isinstance(bericht, bytes | Path) else als_bytes(bericht)
        ontvangst = ontvang(self.werkplek, bron, op)
        if ontvangst.antwoord is not None:
            (keur_antwoord if ontvangst.antwoord_soort == "JW325" else keur_retour)(ontvangst.antwoord, bron)
        keur_boeken(self.engine)
        return ontvangst

    def wijs_toe(self, *producten: jw301.ToegewezenProduct, **anders: Any) -> Ontvangst:
        """Register toewijzingen; they must all be accepted."""
        ontvangst = self.stuur(jw301_van(*producten, **anders))
        assert ontvangst.uitkomst == "verwerkt", ontvangst.bevindingen
        return ontvangst

    def declareer(self, *prestaties: jw323.Prestatie, **anders: Any) -> Ontvangst:
        """Send a declaratie."""
        return self.stuur(jw323_van(*prestaties, **anders))

    def rijen(self, vraag: Any) -> list[Any]:
        """What a query gives."""
        return rijen(self.engine, vraag)

    def dump(self) -> Dump:
        """Every row of every table that says something, to compare byte by byte; a number may be left over."""
        with lezen(self.engine) as conn:
            return {
                tabel.name: [
                    tuple(rij) for rij in conn.execute(select(tabel).order_by(*tabel.primary_key.columns))
                ]
                for tabel in metadata.sorted_tables
                if tabel is not tabellen.nummerreeks
            }

    def verbruik(self, nummer: int = 1001, gemeente: str = GEMEENTE) -> tuple[int, int]:
        """Minutes and cents used of a toewijzing, by its running total."""
        v, t = tabellen.verbruik.c, tabellen.toewijzing.c
        ((volume, bedrag),) = self.rijen(
            select(v.volume, v.bedrag)
            .join_from(tabellen.verbruik, tabellen.toewijzing, t.id == v.toewijzing_id)
            .where(t.toewijzing_nummer == nummer, t.gemeente == gemeente)
        )
        return volume, bedrag


def rijen(engine: Engine, vraag: Any) -> list[Any]:
    """What a query gives."""
    with lezen(engine) as conn:
        return list(conn.execute(vraag))


def keur_boeken(engine: Engine) -> None:
    """Bookings follow the decisions exactly, balance one by one, and the running totals equal their sums."""
    prestaties = {rij.id: rij for rij in rijen(engine, select(tabellen.prestatie))}
    boekingen = {rij.id: rij for rij in rijen(engine, select(tabellen.boeking))}
    regels: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for rij in rijen(engine, select(tabellen.boekingsregel)):
        regels[rij.boeking_id][rij.rekening, rij.partij] += rij.bedrag
    toegekend = sorted(p.id for p in prestaties.values() if p.toegekend)
    besluiten = [b for b in boekingen.values() if b.soort in ("toekenning", "creditering")]
    assert sorted(b.prestatie_id for b in besluiten) == toegekend
    van = {b.prestatie_id: b for b in besluiten}
    stand = {id_: Counter(regels[van[id_].id]) for id_ in toegekend}
    for b in sorted(boekingen.values(), key=lambda b: b.id):
        if b.soort == "herroutering":
            assert (sum(regels[b.id].values()), b.tegenboeking_van) == (0, van[b.prestatie_id].id)
            stand[b.prestatie_id].update(regels[b.id])
    keur_verrekening(engine, {id_: (van[id_], prestaties[id_], stand[id_]) for id_ in toegekend})
    for id_ in toegekend:
        p, b = prestaties[id_], van[id_]
        assert sum(regels[b.id].values()) == 0
        assert regels[b.id]["schuld_aanbieder", p.aanbieder] == -p.bedrag
        assert b.leveringsmaand == p.begindatum.replace(day=1)
        if p.vorige_referentie is None:
            assert (b.soort, b.tegenboeking_van) == ("toekenning", None)
            continue
        origineel = boekingen[b.tegenboeking_van]
        debet = prestaties[origineel.prestatie_id]
        assert b.soort == "creditering"
        assert (debet.referentie, debet.gecrediteerd_door) == (p.vorige_referentie, p.id)
        assert {r: -w for r, w in regels[b.id].items() if w} == {r: w for r, w in stand[debet.id].items() if w}
    volumes: Counter[int] = Counter()
    bedragen: Counter[int] = Counter()
    for id_ in toegekend:
        p = prestaties[id_]
        teken = 1 if p.vorige_referentie is None else -1
        volumes[p.toewijzing_id] += teken * p.volume
        bedragen[p.toewijzing_id] += p.bedrag
    keur_sommen(engine)
    for v in rijen(engine, select(tabellen.verbruik)):
        assert (v.volume, v.bedrag) == (volumes[v.toewijzing_id], bedragen[v.toewijzing_id])
    for d in rijen(engine, select(tabellen.declaratie)):
        delen = [p for p in prestaties.values() if p.declaratie_id == d.id]
        assert sum(p.bedrag for p in delen) == d.ingediend
        assert sum(p.bedrag for p in delen if p.toegekend) == d.toegekend
        geboekt = [b.id for b in boekingen.values() if b.bericht_id == d.bericht_id]
        schuld = sum(w for b in geboekt for (rekening, _), w in regels[b].items() if rekening[0] == "s")
        assert -schuld == d.toegekend


def keur_sommen(engine: Engine) -> None:
    """The sums are exactly the lines added up, here in Python, by everything that a report is made by."""
    boekingen = {rij.id: rij for rij in rijen(engine, select(tabellen.boeking))}
    prestaties = {rij.id: rij for rij in rijen(engine, select(tabellen.prestatie))}
    betalers = dict(
        tuple(rij) for rij in rijen(engine, select(tabellen.betaling.c.id, tabellen.betaling.c.aanbieder))
    )
    c = tabellen.contract.c
    soorten = {tuple(rij[:2]): rij[2] for rij in rijen(engine, select(c.contractnummer, c.versie, c.soort))}
    regels = rijen(engine, select(tabellen.boekingsregel))
    dragers: dict[int, set[str]] = defaultdict(set)
    for rij in regels:
        if rij.rekening == "vordering_gemeente":
            dragers[rij.boeking_id].add(rij.partij)
    verwacht: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for rij in regels:
        b = boekingen[rij.boeking_id]
        van = boekingen[b.tegenboeking_van] if b.tegenboeking_van else b
        p, onder = prestaties.get(b.prestatie_id), prestaties.get(van.prestatie_id or b.prestatie_id)
        kost = p if rij.rekening == "vordering_gemeente" else None
        som = verwacht[
            rij.rekening,
            rij.partij,
            b.gemeente,
            b.leveringsmaand,
            soorten[onder.contract, onder.contractversie] if onder and onder.contract else "",
            b.boekmaand,
            b.geboekt_op.replace(day=1),
            kost is not None and len(dragers[b.id]) > 1,
            kost.categorie if kost else "",
            p.aanbieder if p else betalers.get(b.betaling_id, rij.partij),
            kost.code if kost else "",
            b.soort,
        ]
        som[0] += max(rij.bedrag, 0)
        som[1] += min(rij.bedrag, 0)
        som[2] += 1
    sommen = {tuple(rij[:-3]): list(rij[-3:]) for rij in rijen(engine, select(tabellen.boeksom))}
    assert sommen == verwacht


def keur_verrekening(engine: Engine, geboekt: dict[int, tuple[Any, Any, Counter[tuple[str, str]]]]) -> None:
    """What others bear of a prestatie is exactly what they owe the gemeente that pays for it."""
    posten: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for post in rijen(engine, select(tabellen.verrekenpost)):
        posten[post.prestatie_id][post.betaalt, post.ontvangt] += post.bedrag
    for id_, (boeking, prestatie_, stand) in geboekt.items():
        (betaler,) = codelijsten.gemeente_opvolgers(boeking.gemeente, prestatie_.einddatum)
        delen = {partij: deel for (rekening, partij), deel in stand.items() if rekening == "vordering_gemeente"}
        assert sum(delen.values()) == prestatie_.bedrag
        anderen = {(partij, betaler): deel for partij, deel in delen.items() if deel and partij != betaler}
        assert {paar: bedrag for paar, bedrag in posten[id_].items() if bedrag} == anderen


def lees_antwoord(ontvangst: Ontvangst) -> Any:
    """The answer that a message got."""
    assert ontvangst.antwoord is not None
    return codec.lees(ontvangst.antwoord)


def kopcodes(ontvangst: Ontvangst) -> tuple[str, ...]:
    """The retourcodes in the header of the answer."""
    return tuple(lees_antwoord(ontvangst).header.retour_codes)


def afgewezen(ontvangst: Ontvangst) -> dict[str, tuple[str, ...]]:
    """ReferentieNummer to retourcodes of what the answer rejects."""
    deel = lees_antwoord(ontvangst).declaratie_antwoord
    clienten = () if deel is None else deel.clienten
    return {p.product_referentie.referentie_nummer: tuple(p.retour_codes) for c in clienten for p in c.prestaties}


def keur_retour(antwoord: bytes, vraag: bytes | Path) -> None:
    """A retourbericht is good on levels 1 and 2, and bears the header of the heenbericht (IV028)."""
    uitslag = valideer(antwoord, "antwoord")
    assert uitslag.oordeel == "goed", uitslag.bevindingen
    heen, terug = codec.lees(vraag).header, codec.lees(antwoord).header
    for veld in ("afzender", "ontvanger", "bericht_identificatie", "xsd_versie"):
        assert getattr(terug, veld) == getattr(heen, veld)


def keur_antwoord(antwoord: bytes, vraag: bytes | Path) -> None:
    """A JW325 is good on levels 1 and 2, and rejects exactly what it does not pay (IV087, TR342)."""
    uitslag = valideer(antwoord, "antwoord")
    assert uitslag.oordeel == "goed", uitslag.bevindingen
    gevraagd: jw323.Bericht = codec.lees(vraag)
    gelezen: jw325.Bericht = codec.lees(antwoord)
    assert (gelezen.header.afzender, gelezen.header.ontvanger) == (
        gevraagd.header.ontvanger,
        gevraagd.header.afzender,
    )
    assert gelezen.header.declaratie_identificatie == gevraagd.header.bericht_identificatie
    deel = gelezen.declaratie_antwoord
    if deel is None:
        assert gelezen.header.retour_codes[0] != "0200"
        return
    ingediend, toegekend = (
        naar_centen(t.totaal_bedrag, t.debet_credit)
        for t in (deel.totaal_ingediend_bedrag, deel.totaal_toegekend_bedrag)
    )
    terug = [p for c in deel.clienten for p in c.prestaties]
    if deel.retour_codes in (("0200",), ("8001",)):
        som = sum(naar_centen(p.ingediend_bedrag.bedrag, p.ingediend_bedrag.debet_credit) for p in terug)
        assert som == ingediend - toegekend
        assert (deel.retour_codes == ("8001",)) == (not terug)
    else:
        assert (toegekend, terug) == (0, [])
    heen = {p.product_referentie.referentie_nummer: p for c in gevraagd.declaratie.clienten for p in c.prestaties}
    for p in terug:
        assert p.retour_codes
        origineel = heen[p.product_referentie.referentie_nummer]
        assert all(getattr(p, veld) == getattr(origineel, veld) for veld in jw323.Prestatie.__dataclass_fields__)


def regels_van(ontvangst: Ontvangst) -> list[tuple[str, Niveau]]:
    """Which rules refused, and on which level."""
    return [(b.regel, b.niveau) for b in ontvangst.bevindingen]


def keur_uitgaand(bericht: bytes) -> None:
    """A message of our own is good on levels 1 and 2."""
    uitslag = valideer(bericht, "uitgaand")
    assert uitslag.oordeel == "goed", uitslag.bevindingen
