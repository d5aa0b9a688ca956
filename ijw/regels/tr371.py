"""TR371: a declaratie-antwoord repeats the XsdVersie of the JW323 that it answers.

The rule has no retourcode, for nothing is sent back on a JW325: the finding is for whoever receives it.

Bron: informatiemodel iJw 3.2, technische regel TR371.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw325
from ijw.berichten.basis import XsdVersie
from ijw.feiten import Feiten, NietBeoordeeld
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel


@regel(
    "TR371",
    niveau=BERICHTOVERSTIJGEND,
    retourcode=None,
    doelen=(Doel("JW325", jw325.Header, "XsdVersieDeclaratie"),),
    nodig=("declaratie",),
)
def tr371(header: jw325.Header, doel: Doel, feiten: Feiten) -> Iterator[Afwijking | NietBeoordeeld]:
    """Yield a deviation when a version differs."""
    if feiten.declaratie is None:
        yield NietBeoordeeld("de beantwoorde declaratie is niet bekend")
    elif header.xsd_versie_declaratie != feiten.declaratie.xsd_versie:
        yield Afwijking(
            _toon(header.xsd_versie_declaratie), f"{_toon(feiten.declaratie.xsd_versie)}, als in de declaratie"
        )


def _toon(versie: XsdVersie) -> str:
    return f"{versie.basisschema_xsd_versie} en {versie.bericht_xsd_versie}"
