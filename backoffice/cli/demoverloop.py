"""What happened during one run of the demo: every answer counted and compared with what was planted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from backoffice.cli.demoverzoeken import Verzoekenverloop
from backoffice.services.ontvang import Ontvangst
from backoffice.synthetisch.controle import Uitkomst, afgewezen, afgewezen_bedrag, is_beoordeeld, is_gevonden
from backoffice.synthetisch.fouten import Plek, Verwacht
from ijw import codec
from ijw.berichten import jw325
from ijw.rekenen import naar_centen


@dataclass(slots=True)
class Maand:
    """What happened in one month: messages by kind and uitkomst, signed eurocents, and what is worth telling.

    `te_laat` counts prestaties that came after their term.
    """

    berichten: Counter[tuple[str, str]] = field(default_factory=Counter)
    toegekend: int = 0
    afgewezen: int = 0
    te_laat: int = 0
    zinnen: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Verloop:
    """Outcomes, the sums of all JW325s, planted and found cases, and the story by month.

    Amounts are signed eurocents. `onterecht` counts rejected prestaties that nobody planted, `stappen` what was
    done besides messages and was not done before.
    """

    uitkomsten: Counter[str] = field(default_factory=Counter)
    ingediend: int = 0
    toegekend: int = 0
    afgewezen: int = 0
    geplant: Counter[str] = field(default_factory=Counter)
    gevonden: Counter[str] = field(default_factory=Counter)
    onterecht: int = 0
    stappen: int = 0
    gezien: set[tuple[str, str]] = field(default_factory=set)
    maanden: defaultdict[date, Maand] = field(default_factory=lambda: defaultdict(Maand))
    verzoeken: Verzoekenverloop = field(default_factory=Verzoekenverloop)

    @property
    def veranderd(self) -> bool:
        """Whether any file or step was new."""
        return self.stappen > 0 or self.uitkomsten["verwerkt"] > 0

    def tel(
        self, ontvangst: Ontvangst, gevallen: Sequence[Verwacht], gepland: frozenset[tuple[str, str]], uit: Path
    ) -> None:
        """Count what became of a file, and write the JW325 it got below `uit`.

        `gevallen` are those planted in it, `gepland` all prestaties (aanbieder, ReferentieNummer) of the year
        whose rejection was planned.
        """
        antwoord: jw325.Bericht | None = None
        if ontvangst.antwoord is not None and ontvangst.antwoord_soort == jw325.SOORT.naam:
            antwoord = codec.lees(ontvangst.antwoord)
            _schrijf_antwoord(uit, antwoord, ontvangst.antwoord)
            self._tel_bedragen(antwoord)
        uitkomst = Uitkomst(ontvangst.uitkomst, ontvangst.niveau, antwoord)
        for geval in gevallen:
            self.geplant[geval.soort.naam] += 1
            self.gevonden[geval.soort.naam] += is_gevonden(geval, uitkomst)
        # A file sent again gets the answer of the first one, where its faults were planted.
        if antwoord is not None and is_beoordeeld(antwoord) and ontvangst.uitkomst != "herhaald":
            geplant = {geval.referentie for geval in gevallen if geval.soort.plek in (Plek.PRESTATIE, Plek.CLIENT)}
            self.onterecht += sum(
                nummer not in geplant and (antwoord.header.ontvanger, nummer) not in gepland
                for nummer in (prestatie.product_referentie.referentie_nummer for prestatie in afgewezen(antwoord))
            )

    def _tel_bedragen(self, antwoord: jw325.Bericht) -> None:
        """Add up an answer, once: a file that came twice got the same answer twice."""
        kenmerk = (antwoord.header.afzender, antwoord.header.bericht_identificatie.identificatie)
        declaratie = antwoord.declaratie_antwoord
        if kenmerk in self.gezien:
            return
        self.gezien.add(kenmerk)
        if declaratie is not None:
            ingediend, toegekend = declaratie.totaal_ingediend_bedrag, declaratie.totaal_toegekend_bedrag
            self.ingediend += naar_centen(ingediend.totaal_bedrag, ingediend.debet_credit)
            self.toegekend += naar_centen(toegekend.totaal_bedrag, toegekend.debet_credit)
            self.afgewezen += afgewezen_bedrag(antwoord)


def _schrijf_antwoord(uit: Path, antwoord: jw325.Bericht, inhoud: bytes) -> None:
    kop, kenmerk = antwoord.header, antwoord.header.bericht_identificatie
    pad = (
        uit
        / "jw325"
        / f"{kenmerk.dagtekening:%Y-%m}"
        / f"{kop.afzender}-{kop.ontvanger}-{kenmerk.identificatie}.xml"
    )
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_bytes(inhoud)
