"""Toewijzingen by what one looks for, one with everything around it, and changing one; each look is recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from backoffice.services.besluitstap import Besluit, Uitslag
from backoffice.services.eigen_toewijzing import Wens, stel_op
from backoffice.services.inzage import feiten, toewijzingen
from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.inzage.toewijzingen import Toewijzing
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit
from backoffice.storage.database import lezen
from backoffice.storage.views.toewijzingen import ToewijzingRij
from backoffice.storage.views.toewijzinglijst import (
    BesluitRij,
    GedeclareerdRij,
    LeveringRij,
    VerzondenRij,
    lees_besluiten,
    lees_gedeclareerd,
    lees_leveringen,
    lees_verzonden,
    zoek_toewijzingen,
)
from backoffice.storage.views.toewijzinglijst import (
    Toewijzingvraag as Toewijzingvraag,
)
from backoffice.storage.views.verzoeken import VerzoekRij, lees_bij_toewijzing
from backoffice.toegang.rechten import Bezoeker
from backoffice.toewijzingen.wijzigen import Gewenst as Gewenst
from ijw import nummers

PER_PAGINA: Final = 50
STANDEN: Final = ("lopend", "toekomstig", "beëindigd", "verwijderd")


@dataclass(frozen=True, slots=True)
class Toewijzingblad:
    """A toewijzing with its versions, what was sent, delivered and declared of it, who asked and who decided."""

    inhoud: Toewijzing
    verzonden: tuple[VerzondenRij, ...]
    leveringen: tuple[LeveringRij, ...]
    besluiten: tuple[BesluitRij, ...]
    gedeclareerd: tuple[GedeclareerdRij, ...]
    verzoeken: tuple[VerzoekRij, ...]


def lijst(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    vraag: Toewijzingvraag,
    nu: datetime,
    *,
    bsn: str | None = None,
    na: int | None = None,
) -> Pagina[ToewijzingRij]:
    """The newest toewijzingen that fit; NietGevonden for what is no BSN."""
    if bsn is not None:
        if not nummers.bsn_geldig(bsn):
            raise NietGevonden("Dit is geen BSN: het heeft negen cijfers en voldoet aan de elfproef. Kijk het na.")
        vraag = replace(vraag, bsn_index=werkplek.kluis.bsn_index(bsn))
    with werkplek.engine.begin() as conn:
        rijen = zoek_toewijzingen(conn, bezoeker.bereik, vraag, aantal=PER_PAGINA + 1, na=na)
        gevonden = pagina(rijen, PER_PAGINA, lambda rij: rij.id)
        audit.leg_vast(
            conn,
            tijdstip=nu,
            wie=bezoeker.naam,
            handeling="toewijzingen ingezien",
            doel="lijst van toewijzingen" if bsn is None else "toewijzingen van een jeugdige",
            clienten={rij.client_id for rij in gevonden.rijen},
        )
    return gevonden


def toon(werkplek: Werkplek, bezoeker: Bezoeker, toewijzing_id: int, nu: datetime) -> Toewijzingblad:
    """One toewijzing with everything around it. Raises NietGevonden."""
    inhoud = toewijzingen.toon(werkplek, bezoeker, toewijzing_id, nu)
    rij = inhoud.toewijzing
    with lezen(werkplek.engine) as conn:
        verzonden = lees_verzonden(conn, toewijzing_id)
        uitgaand = {versie.uitgaand_id for versie in inhoud.versies if versie.uitgaand_id is not None}
        return Toewijzingblad(
            inhoud,
            tuple(verzonden),
            tuple(lees_leveringen(conn, rij)),
            tuple(lees_besluiten(conn, sorted(uitgaand))),
            tuple(lees_gedeclareerd(conn, bezoeker.bereik, toewijzing_id, aantal=PER_PAGINA)),
            tuple(lees_bij_toewijzing(conn, bezoeker.bereik, rij.client_id, rij.aanbieder, rij.toewijzing_nummer)),
        )


def wijzig(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    toewijzing_id: int,
    wens: Gewenst | None,
    besluit: Besluit,
    *,
    instemming: bool,
) -> Uitslag:
    """Change a toewijzing (or remove it, without `wens`) and send the JW301; NietGevonden or Besluitfout."""
    rij = toewijzingen.toon(werkplek, bezoeker, toewijzing_id, besluit.nu).toewijzing
    return stel_op(
        werkplek,
        rij.gemeente,
        rij.aanbieder,
        feiten.bsn_van(werkplek, bezoeker, toewijzing_id),
        [Wens(rij.toewijzing_nummer, wens)],
        besluit,
        instemming=instemming,
    )


def wijs_toe(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    gemeente: str,
    aanbieder: str,
    bsn: str,
    wens: Gewenst,
    besluit: Besluit,
    *,
    formulier: str = "",
) -> Uitslag:
    """Assign a new product to a jeugdige the gemeente knows; the same `formulier` (its key) assigns once.

    NietGevonden outside the bereik, Besluitfout, or AndereInhoud for a form that was sent with something else.
    """
    if bezoeker.bereik.gemeente not in (None, gemeente):
        raise NietGevonden("Voor deze gemeente kunt u geen toewijzing maken.")
    return stel_op(werkplek, gemeente, aanbieder, bsn, [Wens(None, wens)], besluit, formulier=formulier)
