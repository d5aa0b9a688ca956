"""The term rule for the prestaties of one JW323: what it needs to know of each, and what it decides.

It is asked for a debet prestatie that passed every rule of the standard. Earlier attempts matter only for what
came after the end of its own month and term, so `kan_te_laat_zijn` says for which months they must be looked up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import Declaratietermijn, Gevolg
from backoffice.declaraties.termijn import (
    Afkeur,
    Indiening,
    Termijnfeiten,
    Termijnoordeel,
    Toewijzingsversie,
    Uitkomst,
    Vervanging,
    beoordeel_termijn,
    eerst_verzonden,
    gevolg_op,
    kies_termijn,
    peildatum,
    uiterste_datum,
    vertel,
)
from backoffice.kalender import Kalender
from ijw.berichten import jw323
from ijw.feiten import Contractafspraak, ToegewezenProduct
from ijw.rekenen import eerste_dag

TERMIJN: Final = "TERMIJN"
"""Stands where findings and signals name their rule: the term is of the contract, not of the standard."""

_OP_TIJD: Final = frozenset({Uitkomst.OP_TIJD, Uitkomst.HERSTELD, Uitkomst.VERVANGEN})


class Toewijzingsmaand(NamedTuple):
    """A toewijzing and a month of delivery, named by its first day."""

    toewijzing_nummer: int
    maand: date


class EerdereAfkeur(NamedTuple):
    """An earlier attempt that was rejected, with the product as it was declared.

    `onbekend_nummer` when it named no toewijzing of this cliënt, so that only its product says which was meant.
    """

    categorie: str
    code: str
    afkeur: Afkeur
    onbekend_nummer: bool = False


class EerdereToekenning(NamedTuple):
    """An earlier debet that was approved; eurocents, and how it stood against the term when that was judged."""

    referentie: str
    categorie: str
    code: str
    bedrag: int
    indiening: Indiening
    gecrediteerd: bool
    uitkomst: Uitkomst | None


@dataclass(frozen=True, slots=True)
class Termijnkennis:
    """What is known of the prestaties of one message.

    `dag` is the day on which is decided: that of receipt, or later for a message that was held. `besluiten` are
    those of people on its held lines, by ReferentieNummer; `toekenningen` of one month are oldest first.
    """

    kalender: Kalender
    dag: date
    versies: Mapping[int, tuple[Toewijzingsversie, ...]] = field(default_factory=dict)
    afkeuren: Mapping[Toewijzingsmaand, Collection[EerdereAfkeur]] = field(default_factory=dict)
    toekenningen: Mapping[Toewijzingsmaand, Collection[EerdereToekenning]] = field(default_factory=dict)
    besluiten: Mapping[str, Gevolg] = field(default_factory=dict)


class Termijnbesluit(NamedTuple):
    """The judgement, what follows from it on the day of deciding, and both in a Dutch sentence."""

    oordeel: Termijnoordeel
    gevolg: Gevolg | None
    zin: str


def kan_te_laat_zijn(
    bericht: jw323.Bericht, afspraken: Afspraken, kalender: Kalender, ontvangen: date
) -> set[Toewijzingsmaand]:
    """The months of toewijzingen that came in after their own term, before anything that may excuse it."""
    kop = bericht.header
    indiening = Indiening(kop.bericht_identificatie.dagtekening, ontvangen)
    bekend: dict[tuple[str, str, date, date], bool] = {}
    laat: set[Toewijzingsmaand] = set()
    for client in bericht.declaratie.clienten:
        for prestatie in client.prestaties:
            begin, eind = prestatie.product_periode.begindatum, prestatie.product_periode.einddatum
            sleutel = (prestatie.product_categorie, prestatie.product_code, begin, eind)
            te_laat = bekend.get(sleutel)
            if te_laat is None:
                afspraak = afspraken.zoek(kop.ontvanger, kop.afzender, *sleutel[:2], begin)
                # The contract may be that of another gemeente than the header says (art. 2.7a).
                te_laat = afspraak is None
                if afspraak is not None:
                    termijn = kies_termijn(afspraken.termijnen(afspraak.contract), begin)
                    uiterlijk = uiterste_datum(termijn, eind, None, kalender)
                    te_laat = uiterlijk is not None and peildatum(termijn, indiening) > uiterlijk
                bekend[sleutel] = te_laat
            if te_laat:
                laat.add(Toewijzingsmaand(prestatie.toewijzing_nummer, eerste_dag(begin)))
    return laat


class Termijntoets:
    """Judges the approved debets of one message, one after another."""

    def __init__(self, kennis: Termijnkennis, afspraken: Afspraken, indiening: Indiening) -> None:
        self.kennis = kennis
        self.afspraken = afspraken
        self.indiening = indiening
        self._maanden = {*kennis.afkeuren, *kennis.toekenningen}
        self._gelijke: dict[tuple[str, date, date, date | None], Termijnbesluit | None] = {}

    def besluit(
        self,
        prestatie: jw323.Prestatie,
        toewijzing: ToegewezenProduct,
        afspraak: Contractafspraak,
        gecrediteerd: Collection[str],
    ) -> Termijnbesluit | None:
        """The decision on one debet, None where no term is agreed.

        `gecrediteerd` are the ReferentieNummers of the debets that this message took back before it.
        """
        begin, eind = prestatie.product_periode.begindatum, prestatie.product_periode.einddatum
        verzonden = eerst_verzonden(self.kennis.versies.get(toewijzing.toewijzing_nummer, ()), begin, eind)
        sleutel = (afspraak.contract, begin, eind, verzonden)
        # Without a history the amount plays no part: one judgement for all that was delivered alike.
        eenvoudig = not self._maanden or self._maand(toewijzing, begin) not in self._maanden
        if eenvoudig and not self.kennis.besluiten and sleutel in self._gelijke:
            return self._gelijke[sleutel]
        termijnen = self.afspraken.termijnen(afspraak.contract)
        feiten = Termijnfeiten(begin, eind, prestatie.ingediend_bedrag.bedrag, self.indiening, verzonden)
        if not eenvoudig:
            maand = self._maand(toewijzing, begin)
            feiten = self._met_geschiedenis(feiten, termijnen, maand, prestatie, toewijzing, gecrediteerd)
        oordeel = beoordeel_termijn(termijnen, feiten, self.kennis.kalender)
        besluit = self._op_de_dag(oordeel, prestatie.product_referentie.referentie_nummer)
        if eenvoudig:
            self._gelijke[sleutel] = besluit
        return besluit

    @staticmethod
    def _maand(toewijzing: ToegewezenProduct, begin: date) -> Toewijzingsmaand:
        return Toewijzingsmaand(toewijzing.toewijzing_nummer, eerste_dag(begin))

    def _op_de_dag(self, oordeel: Termijnoordeel, referentie: str) -> Termijnbesluit | None:
        if oordeel.uitkomst is Uitkomst.GEEN_TERMIJN:
            return None
        gevolg = gevolg_op(oordeel, self.kennis.dag, self.kennis.besluiten.get(referentie))
        if gevolg is not oordeel.gevolg:
            oordeel = oordeel._replace(gevolg=gevolg, beslissen_uiterlijk=None)
        return Termijnbesluit(oordeel, gevolg, vertel(oordeel))

    def _met_geschiedenis(
        self,
        feiten: Termijnfeiten,
        termijnen: Sequence[Declaratietermijn],
        maand: Toewijzingsmaand,
        prestatie: jw323.Prestatie,
        toewijzing: ToegewezenProduct,
        gecrediteerd: Collection[str],
    ) -> Termijnfeiten:
        """The same facts with the attempts that were rejected, and the approved debet that this one replaces."""

        def zelfde(categorie: str, code: str, *, onbekend_nummer: bool = False) -> bool:
            # A toewijzing that names its product has one prestatie a month; a wrong code is what was repaired.
            # Of two things that are wrong at once nobody can tell what they repair.
            een_per_maand = toewijzing.code is not None and not onbekend_nummer
            return een_per_maand or (categorie, code) == (prestatie.product_categorie, prestatie.product_code)

        afkeuren = tuple(
            e.afkeur
            for e in self.kennis.afkeuren.get(maand, ())
            if zelfde(e.categorie, e.code, onbekend_nummer=e.onbekend_nummer)
        )
        toegekend = [e for e in self.kennis.toekenningen.get(maand, ()) if zelfde(e.categorie, e.code)]
        vervangt = None
        if toegekend and (toegekend[-1].gecrediteerd or toegekend[-1].referentie in gecrediteerd):
            laatste = toegekend[-1]
            uitkomst = laatste.uitkomst
            if uitkomst is None:
                toen = feiten._replace(bedrag=laatste.bedrag, indiening=laatste.indiening)
                uitkomst = beoordeel_termijn(termijnen, toen, self.kennis.kalender).uitkomst
            vervangt = Vervanging(laatste.bedrag, uitkomst in _OP_TIJD)
        return feiten._replace(afkeuren=afkeuren, vervangt=vervangt)
