"""For whom somebody may offer messages: only for the organisation that she works for.

A message names its sender itself, so anybody could write any sender into it. Who signed in, or whose certificate
it is, says which sender is true. The regional office sends nothing on behalf of others.
"""

from __future__ import annotations

from backoffice.fouten import BackofficeError
from backoffice.toegang.rechten import SOORT, Bezoeker, Organisatiesoort, Recht


class VreemdeAfzender(BackofficeError):
    """A message names another organisation as its sender than the one that offers it."""


def mag_indienen(bezoeker: Bezoeker, afzender: str) -> bool:
    """Whether this visitor may offer messages with this Afzender (an AGB-code or a gemeentecode)."""
    return (
        bezoeker.mag(Recht.BERICHTEN_INDIENEN)
        and SOORT[bezoeker.rol] is not Organisatiesoort.REGIO
        and afzender == bezoeker.organisatie
    )


def keur_afzender(bezoeker: Bezoeker, afzender: str) -> None:
    """Raise VreemdeAfzender when this visitor may not offer messages with this Afzender."""
    if not mag_indienen(bezoeker, afzender):
        raise VreemdeAfzender(
            f"De Afzender in het bericht is '{afzender[:20]}', maar u dient in voor {bezoeker.organisatie}. "
            "Er is niets verwerkt. Dien alleen berichten van uw eigen organisatie in."
        )
