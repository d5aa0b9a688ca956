"""Code 3, geen contract: on the first day the aanbieder has a contract of the right kind that covers the gemeente.

Never for nationally bought care (55), which is judged against the contract of VNG; not in the year after a move
in which the conditions of the old gemeente hold (art. 2.7a Jeugdwet).
"""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.verzoeken.contractgrond import contracten
from backoffice.verzoeken.model import LANDELIJK, Aanvraag, Toetssoort, Uitkomst, Zaak

SOORT = Toetssoort("geen contract", "3", "WJ759, art. 2.7a Jeugdwet")


def toets(aanvraag: Aanvraag, zaak: Zaak) -> Iterator[Uitkomst]:
    """Fail for a line that no contract covers; which products it holds is for code 4."""
    for regel in aanvraag.regels:
        gevonden = contracten(regel, aanvraag, zaak)
        op = f"op {regel.peildag:%d-%m-%Y}"
        if gevonden:
            nummers = ", ".join(f"{contract.contractnummer} ({contract.soort})" for contract in gevonden)
            yield SOORT.voldoet(regel.onderdeel, f"contract {nummers} geldt {op}")
        elif regel.categorie == LANDELIJK:
            zin = f"er is {op} geen landelijk contract bekend; toets aan het contract van de VNG"
            yield SOORT.mens(regel.onderdeel, zin)
        else:
            zin = f"er is {op} geen contract voor {regel.noemer} waaraan gemeente {aanvraag.gemeente} meedoet"
            yield SOORT.faalt(regel.onderdeel, zin)
