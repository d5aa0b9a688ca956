"""The one-month rule: was a prestatie declared within the agreed term, and what follows when it was not.

The term is an agreement between parties and no rule of the standard, so it is tested last, per debet prestatie
that passed every rule, by the Declaratietermijn of its delivery period. It counts from a month: that of the end of
the ProductPeriode, or that in which the first JW301 covering it was sent, whichever is later. A declaratie that
was on time stays on time while it is corrected; one that was late is never cured. All dates are days inclusive.

Bron: the contract; art. 2.15 and 8.2.1 Jeugdwet; IV085 (credits), IV087 and OP303 (a rejection names its reason).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from backoffice.contracts.model import Declaratietermijn, Gevolg
from backoffice.kalender import Kalender
from ijw.regels.tekst import euro
from ijw.rekenen import laatste_dag

WERKDAGEN_VOOR_ANTWOORD: Final = 10
"""Werkdagen after receipt within which the JW325 is due (OP090x4), and thus every decision in it."""

_GEEN_TERMIJN: Final = Declaratietermijn()
_MAANDEN: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


class Uitkomst(StrEnum):
    """How a prestatie stands against the term."""

    GEEN_TERMIJN = "geen termijn"
    CREDIT = "credit"
    OP_TIJD = "op tijd"
    HERSTELD = "op tijd hersteld"
    VERVANGEN = "op tijd vervangen"
    NAKIJKEN = "nakijken"
    TE_LAAT = "te laat"


class Indiening(NamedTuple):
    """One time that a prestatie was declared: the Dagtekening of its message and the day of receipt."""

    dagtekening: date
    ontvangen: date


class Afkeur(NamedTuple):
    """An earlier indiening of the same prestatie that the JW325 of `antwoord` rejected.

    `technisch` when the whole message was rejected and counts as not sent (0001, 9333, 8214 and their like).
    """

    indiening: Indiening
    antwoord: date
    technisch: bool


class Vervanging(NamedTuple):
    """The approved debet that was credited and that a prestatie replaces; eurocents."""

    gecrediteerd: int
    op_tijd: bool


class Toewijzingsversie(NamedTuple):
    """One JW301 line of a toewijzing: when it was sent, and the days it grants."""

    verzonden: date
    ingangsdatum: date
    einddatum: date | None = None


class Termijnfeiten(NamedTuple):
    """What the term is judged by: the ProductPeriode, signed eurocents, and how it came in before.

    `toewijzing_verzonden` is the day of the first JW301 that covers the ProductPeriode, None when unknown. The
    same prestatie is the one with the same gemeente, aanbieder, cliënt, toewijzing, product and ProductPeriode.
    """

    begindatum: date
    einddatum: date
    bedrag: int
    indiening: Indiening
    toewijzing_verzonden: date | None
    afkeuren: tuple[Afkeur, ...] = ()
    vervangt: Vervanging | None = None


class Termijnoordeel(NamedTuple):
    """The judgement with every date it rests on.

    `uiterste_datum` is None without a term, `hersteldatum` unless an earlier indiening was on time and rejected.
    `gevolg` is what follows on the day of receipt, None when nothing does. Aanhouden ends on
    `beslissen_uiterlijk`, the last day for the JW325.
    """

    feiten: Termijnfeiten
    termijn: Declaratietermijn
    uitkomst: Uitkomst
    peildatum: date
    uiterste_datum: date | None = None
    hersteldatum: date | None = None
    gevolg: Gevolg | None = None
    beslissen_uiterlijk: date | None = None

    @property
    def retourcode(self) -> str | None:
        """The code of a rejection; None unless the contract rejects and names one."""
        return self.termijn.retourcode_te_laat if self.gevolg is Gevolg.AFWIJZEN else None

    @property
    def dagen_te_laat(self) -> int:
        """Calendar days after the last day that counted; zero when that was kept or there is none."""
        if self.uiterste_datum is None:
            return 0
        laatste = max(self.uiterste_datum, self.hersteldatum or date.min)
        return max(0, (self.peildatum - laatste).days)

    @property
    def leveringsjaar(self) -> int:
        """The year the care belongs to in every report, whenever it was declared."""
        return self.feiten.einddatum.year


def kies_termijn(termijnen: Iterable[Declaratietermijn], begindatum: date) -> Declaratietermijn:
    """The declaratietermijn for a ProductPeriode with this Begindatum; without any, no term is agreed."""
    gelden = (termijn for termijn in termijnen if termijn.vanaf <= begindatum)
    return max(gelden, key=lambda termijn: termijn.vanaf, default=_GEEN_TERMIJN)


def eerst_verzonden(versies: Iterable[Toewijzingsversie], begindatum: date, einddatum: date) -> date | None:
    """The day of the first JW301 that covers a whole ProductPeriode; None when none does."""
    eerste = None
    for verzonden, ingang, eind in versies:
        dekt = ingang <= begindatum and (eind is None or einddatum <= eind)
        if dekt and (eerste is None or verzonden < eerste):
            eerste = verzonden
    return eerste


def uiterste_datum(
    termijn: Declaratietermijn, einddatum: date, toewijzing_verzonden: date | None, kalender: Kalender
) -> date | None:
    """Last day to declare a ProductPeriode that ends on `einddatum`; None when no term is agreed."""
    if termijn.termijn_maanden is None:
        return None
    anker = laatste_dag(max(einddatum, toewijzing_verzonden or date.min))
    return _eind_van_maand(anker, termijn.termijn_maanden, termijn.verschuif_werkdag, kalender)


def peildatum(termijn: Declaratietermijn, indiening: Indiening) -> date:
    """The day by which lateness is judged: what the sender wrote, within a margin before the day of receipt."""
    return max(indiening.dagtekening, indiening.ontvangen - timedelta(days=termijn.peildatum_marge))


def beoordeel_termijn(
    termijnen: Sequence[Declaratietermijn], feiten: Termijnfeiten, kalender: Kalender
) -> Termijnoordeel:
    """Judge whether a prestatie was declared in time, by the term that holds for the Begindatum of its period."""
    termijn = kies_termijn(termijnen, feiten.begindatum)
    peil = peildatum(termijn, feiten.indiening)
    uiterlijk = uiterste_datum(termijn, feiten.einddatum, feiten.toewijzing_verzonden, kalender)
    if feiten.bedrag < 0:
        return Termijnoordeel(feiten, termijn, Uitkomst.CREDIT, peil)
    if uiterlijk is None:
        return Termijnoordeel(feiten, termijn, Uitkomst.GEEN_TERMIJN, peil)
    herstel = _hersteldatum(termijn, feiten.afkeuren, uiterlijk, kalender) if feiten.afkeuren else None
    uitkomst = _uitkomst(feiten, peil, uiterlijk, herstel)
    gevolg = _gevolg(termijn, uitkomst)
    return Termijnoordeel(
        feiten,
        termijn,
        uitkomst,
        peil,
        uiterlijk,
        herstel,
        gevolg,
        kalender.werkdagen_na(feiten.indiening.ontvangen, WERKDAGEN_VOOR_ANTWOORD)
        if gevolg is Gevolg.AANHOUDEN
        else None,
    )


def gevolg_op(oordeel: Termijnoordeel, dag: date, besluit: Gevolg | None = None) -> Gevolg | None:
    """What follows from a judgement on a day, given what a person decided of a line that is held.

    A held line without a decision is accepted with a signal in the JW325 of the last day, and a rejection without
    an agreed retourcode becomes that too.
    """
    if oordeel.beslissen_uiterlijk is None:
        return oordeel.gevolg
    if besluit is Gevolg.AFWIJZEN and oordeel.termijn.retourcode_te_laat is not None:
        return Gevolg.AFWIJZEN
    if besluit in (None, Gevolg.AANHOUDEN) and dag < oordeel.beslissen_uiterlijk:
        return Gevolg.AANHOUDEN
    return Gevolg.SIGNAAL


def vertel(oordeel: Termijnoordeel) -> str:
    """The judgement in one Dutch sentence, with its dates."""
    feiten = oordeel.feiten
    delen = [f"Prestatie {_MAANDEN[feiten.einddatum.month - 1]} {feiten.einddatum.year}"]
    if oordeel.uiterste_datum is not None:
        verzonden = feiten.toewijzing_verzonden
        delen += (
            f"toewijzing verzonden {_dag(verzonden)}" if verzonden else "verzending van de toewijzing onbekend",
            f"uiterste datum {_dag(oordeel.uiterste_datum)}",
        )
        if oordeel.hersteldatum is not None:
            delen.append(f"herstel tot en met {_dag(oordeel.hersteldatum)}")
    delen.append(f"peildatum {_dag(oordeel.peildatum)}")
    return f"{', '.join(delen)}: {_slot(oordeel)}."


def _uitkomst(feiten: Termijnfeiten, peil: date, uiterlijk: date, herstel: date | None) -> Uitkomst:
    if peil <= uiterlijk:
        return Uitkomst.OP_TIJD
    if herstel is not None and peil <= herstel:
        return Uitkomst.HERSTELD
    vervangt = feiten.vervangt
    if vervangt is not None and vervangt.op_tijd:
        return Uitkomst.VERVANGEN if feiten.bedrag <= vervangt.gecrediteerd else Uitkomst.NAKIJKEN
    # A toewijzing that was sent later than is known here moves the last day, so nobody is late yet.
    return Uitkomst.NAKIJKEN if feiten.toewijzing_verzonden is None else Uitkomst.TE_LAAT


def _hersteldatum(
    termijn: Declaratietermijn, afkeuren: tuple[Afkeur, ...], uiterlijk: date, kalender: Kalender
) -> date | None:
    """Last day to send a rejected prestatie again; only an indiening that was itself on time moves it."""
    herstel = date.min
    for afkeur in sorted(afkeuren, key=lambda afkeur: peildatum(termijn, afkeur.indiening)):
        if peildatum(termijn, afkeur.indiening) > max(uiterlijk, herstel):
            continue
        if afkeur.technisch:
            einde = kalender.werkdagen_na(afkeur.antwoord, termijn.herstel_technisch_werkdagen)
        else:
            einde = _eind_van_maand(
                laatste_dag(afkeur.antwoord), termijn.hersteltermijn, termijn.verschuif_werkdag, kalender
            )
        herstel = max(herstel, einde)
    return None if herstel == date.min else herstel


def _gevolg(termijn: Declaratietermijn, uitkomst: Uitkomst) -> Gevolg | None:
    if uitkomst not in (Uitkomst.TE_LAAT, Uitkomst.NAKIJKEN):
        return None
    if termijn.gevolg is Gevolg.AFWIJZEN:
        if termijn.retourcode_te_laat is None:
            return Gevolg.SIGNAAL
        # What a person still has to look at is not rejected by a machine.
        return Gevolg.AFWIJZEN if uitkomst is Uitkomst.TE_LAAT else Gevolg.AANHOUDEN
    return termijn.gevolg


# Thousands of prestaties share a handful of months.
@lru_cache(maxsize=1024)
def _eind_van_maand(anker: date, maanden: int, verschuif: bool, kalender: Kalender) -> date:
    """Last day of the month so many months after that of `anker`, moved to a werkdag when agreed."""
    jaren, maand = divmod(anker.month - 1 + maanden, 12)
    if anker.year + jaren > date.max.year:
        return date.max
    einde = laatste_dag(date(anker.year + jaren, maand + 1, 1))
    return kalender.volgende_werkdag(einde) if verschuif else einde


def _dag(dag: date) -> str:
    return f"{dag:%d-%m-%Y}"


def _slot(oordeel: Termijnoordeel) -> str:
    feiten, vervangt = oordeel.feiten, oordeel.feiten.vervangt
    match oordeel.uitkomst:
        case Uitkomst.CREDIT:
            return "een creditprestatie is nooit te laat"
        case Uitkomst.GEEN_TERMIJN:
            return "er is geen termijn afgesproken"
        case Uitkomst.HERSTELD:
            return "op tijd, als herstel van een afgewezen prestatie die op tijd was"
        case Uitkomst.VERVANGEN:
            return "op tijd, want zij vervangt een prestatie die op tijd was"
        case Uitkomst.NAKIJKEN if vervangt is not None and vervangt.op_tijd:
            meer = euro(feiten.bedrag - vervangt.gecrediteerd)
            slot = f"nakijken, want zij is {meer} hoger dan de gecrediteerde prestatie"
        case Uitkomst.NAKIJKEN:
            slot = "nakijken, want de toewijzing kan later zijn verzonden"
        case Uitkomst.TE_LAAT:
            dagen = oordeel.dagen_te_laat
            slot = f"{dagen} {'dag' if dagen == 1 else 'dagen'} te laat"
        case _:
            return "op tijd"
    return f"{slot}; {_vervolg(oordeel)}"


def _vervolg(oordeel: Termijnoordeel) -> str:
    if oordeel.gevolg is Gevolg.AFWIJZEN:
        return f"afgewezen met retourcode {oordeel.retourcode}, die het contract noemt"
    if oordeel.beslissen_uiterlijk is not None:
        return f"aangehouden, beslis uiterlijk {_dag(oordeel.beslissen_uiterlijk)}"
    zonder_code = oordeel.termijn.gevolg is Gevolg.AFWIJZEN and oordeel.termijn.retourcode_te_laat is None
    reden = ", want het contract noemt geen retourcode" if zonder_code else ""
    return f"goedgekeurd met een signaal{reden}"
