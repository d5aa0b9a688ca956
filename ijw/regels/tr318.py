"""TR318: a DeclaratiePeriode does not lie before the latest accepted one.

The same period again is a second declaratie and allowed (IV090). A gap is allowed too: whether care was
delivered in between, the gemeente cannot know (OP095, OP284).

Bron: informatiemodel iJw 3.2, technische regel TR318, with IV090.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR318",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="8214",
    doelen=(Doel("JW323", jw323.Declaratie, "DeclaratiePeriode"),),
    nodig=("laatste_periode",),
)
def tr318(declaratie: jw323.Declaratie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when a later DeclaratiePeriode was accepted before."""
    begin, laatste = declaratie.declaratie_periode.begindatum, feiten.laatste_periode
    if laatste is not None and begin < laatste:
        return (
            Afwijking(
                f"{begin:%Y-%m}",
                f"{laatste:%Y-%m} of later, want tot en met die maand is al gedeclareerd",
                "DeclaratiePeriode/Begindatum",
            ),
        )
    return VOLDOET
