"""What became of a CSV that was loaded, on the screen."""

from __future__ import annotations

from backoffice.services.leg_feiten_vast import Laadresultaat


def vertel(resultaat: Laadresultaat) -> int:
    """Print it, and give the exit status: 1 when the file has faults and nothing was kept."""
    for fout in resultaat.fouten:
        print(fout)
    if resultaat.fouten:
        print(
            f"\n{len(resultaat.fouten)} fouten. Er is niets bewaard; verbeter het bestand en bied het opnieuw aan."
        )
        return 1
    print(
        f"{resultaat.nieuw} nieuw, {resultaat.vervangen} vervangen, {resultaat.ongewijzigd} al bekend of dubbel."
    )
    return 0
