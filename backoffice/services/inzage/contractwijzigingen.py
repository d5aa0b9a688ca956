"""Changes of contracts: loading a file, proposing an index, and deciding on what waits; for the region only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from backoffice.services import contractvoorstellen, laad_contracten
from backoffice.services.contractvoorstellen import Indexresultaat, Openstaand
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.laad_contracten import Laadresultaat
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.voorstellen import lees_voorstel
from backoffice.toegang.rechten import Bereik, Bezoeker
from ijw import codelijsten


def laad(
    werkplek: Werkplek, bezoeker: Bezoeker, inhoud: bytes, uitgang: str, nu: datetime, *, proef: bool
) -> Laadresultaat:
    """Take in a contractbestand (`uitgang` yaml or xlsx), or with `proef` only tell what that would come to."""
    gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
    with TemporaryDirectory() as map_:
        pad = Path(map_) / f"contracten.{uitgang}"
        pad.write_bytes(inhoud)
        if proef:
            return laad_contracten.proef_contracten(werkplek.engine, pad, gemeenten, nu)
        return laad_contracten.laad_contracten(werkplek.engine, pad, gemeenten, nu, bezoeker.naam)


def lijst(werkplek: Werkplek, bezoeker: Bezoeker) -> list[Openstaand]:
    """What waits for a second person, oldest first; only who works for the region sees what is not agreed yet."""
    return contractvoorstellen.lees_openstaand(werkplek.engine) if bezoeker.bereik == Bereik() else []


def toon(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int) -> Openstaand:
    """One voorstel, without differences once it was decided; NietGevonden."""
    for een in lijst(werkplek, bezoeker):
        if een.voorstel.id == nummer:
            return een
    with lezen(werkplek.engine) as conn:
        besloten = lees_voorstel(conn, nummer)
    if besloten is None or bezoeker.bereik != Bereik():
        raise NietGevonden(f"Voorstel {nummer} is er niet, of is niet van uw organisatie.")
    return Openstaand(besloten, (), verouderd=False)


def besluit(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    nummer: int,
    nu: datetime,
    toelichting: str | None,
    *,
    goedgekeurd: bool,
) -> None:
    """Approve or turn down; NietGevonden, or Voorstelfout when it cannot be, as for one's own."""
    toon(werkplek, bezoeker, nummer)
    if goedgekeurd:
        gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
        contractvoorstellen.keur_goed(werkplek.engine, nummer, bezoeker.naam, gemeenten, nu, toelichting)
    else:
        contractvoorstellen.keur_af(werkplek.engine, nummer, bezoeker.naam, nu, toelichting)


def indexeer(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    jaar: int,
    percentage: int,
    ova: int | None,
    soorten: Collection[str],
    nu: datetime,
) -> Indexresultaat:
    """Propose the yearly index, in hundredths of a percent; Voorstelfout when a plafond needs an OVA."""
    return contractvoorstellen.stel_index_voor(
        werkplek.engine, jaar, percentage, ova=ova, soorten=soorten, wie=bezoeker.naam, nu=nu
    )
