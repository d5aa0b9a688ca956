"""One boeking: what was booked, why, and what it hangs together with; each look is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from backoffice.ledger.boeken import Boekingsoort, Rekening
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, spoor
from backoffice.storage.spoor import Stap
from backoffice.storage.views import boekingen
from backoffice.toegang.rechten import Bezoeker

UITLEG: Final = {
    Boekingsoort.TOEKENNING: "Een prestatie is toegekend: de gemeente is de aanbieder het bedrag schuldig.",
    Boekingsoort.CREDITERING: "Een prestatie is gecrediteerd: wat ervoor was geboekt, is teruggeboekt.",
    Boekingsoort.BETALING: "Een betaling is naar de bank gestuurd: de schuld is minder, het geld is onderweg.",
    Boekingsoort.BETAALD: "De bank voerde een betaling uit: het geld is van de rekening af.",
    Boekingsoort.TERUGGEKOMEN: "Een betaling kwam terug: de schuld staat weer open.",
    Boekingsoort.HERROUTERING: "Een andere gemeente draagt de kosten dan eerst was geboekt.",
    Boekingsoort.VOORSCHOT: "Een voorschot voor taakgericht werk: de gemeente is haar deel schuldig.",
    Boekingsoort.AFREKENING: "De afrekening van taakgericht werk: budget min wat al is voorgeschoten.",
}
"""What each kind of boeking says happened."""


@dataclass(frozen=True, slots=True)
class Boekingblad:
    """One boeking, and those one step away from it that may be seen as well.

    `heft_op` is the one it undoes or changes, `opgeheven_door` are those that undo or change this one, `overige`
    tell of the payment it was settled with, or of another step of the same prestatie or payment.
    """

    boeking: Stap
    aanbieder: str
    uitleg: str
    heft_op: Stap | None
    opgeheven_door: tuple[Stap, ...]
    overige: tuple[Stap, ...]

    @property
    def samenhang(self) -> list[int]:
        """The numbers of all that is shown beside it."""
        eerste = () if self.heft_op is None else (self.heft_op,)
        return sorted(stap.id for stap in (*eerste, *self.opgeheven_door, *self.overige))


def toon(werkplek: Werkplek, bezoeker: Bezoeker, boeking_id: int, nu: datetime) -> Boekingblad:
    """One boeking; NietGevonden when there is none that this visitor may see."""
    with werkplek.engine.begin() as conn:
        if not boekingen.zichtbaar(conn, bezoeker.bereik, [boeking_id]):
            raise NietGevonden(f"Boeking {boeking_id} is er niet, of is niet van uw organisatie.")
        (deze,) = spoor.lees_stappen(conn, [boeking_id])
        erbij = spoor.buren(conn, {boeking_id})
        if deze.prestatie_id is not None:
            erbij |= set(spoor.boekingen_van(conn, deze.prestatie_id))
        samen = spoor.lees_stappen(conn, boekingen.zichtbaar(conn, bezoeker.bereik, sorted(erbij - {boeking_id})))
        audit.leg_vast(
            conn,
            tijdstip=nu,
            wie=bezoeker.naam,
            handeling="boeking ingezien",
            doel=f"boeking {boeking_id}",
            clienten={stap.client for stap in (deze, *samen) if stap.client is not None},
        )
    heft_op = next((stap for stap in samen if stap.id == deze.tegenboeking_van), None)
    opgeheven_door = tuple(stap for stap in samen if stap.tegenboeking_van == deze.id)
    return Boekingblad(
        deze,
        deze.aanbieder or next((r.partij for r in deze.regels if r.rekening is Rekening.AANBIEDER), ""),
        UITLEG[Boekingsoort(deze.soort)],
        heft_op,
        opgeheven_door,
        tuple(stap for stap in samen if stap is not heft_op and stap not in opgeheven_door),
    )
