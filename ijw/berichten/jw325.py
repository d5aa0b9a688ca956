"""JW325 declaratie-antwoord: what a gemeente grants of one JW323, with the rejected prestaties.

Source: berichtspecificatie JW325, iJw 3.2; how it is filled: IV087, IV088, TR342.
"""

from __future__ import annotations

from ijw.berichten import basis, jw323, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Afzender, ontvanger en kenmerk van het antwoord en van de declaratie.")
class Header(kop.VanGemeente):
    """The header of the answer; its retourcodes judge the message as a whole."""

    declaratie_identificatie: basis.BerichtIdentificatie = element(
        "DeclaratieIdentificatie", basis.BerichtIdentificatie, "Kenmerk van de beantwoorde JW323."
    )
    xslt_versie: str | None = element("XsltVersie", basis.VERSIE, optioneel=True)
    xsd_versie_declaratie: basis.XsdVersie = element("XsdVersieDeclaratie", basis.XsdVersie)
    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse(
    "Prestatie",
    "Een afgewezen prestatie, ongewijzigd, met de redenen.",
    sleutel=("ProductReferentie/ReferentieNummer", "ProductReferentie/VorigReferentieNummer"),
)
class Prestatie(jw323.Prestatie):
    """A rejected prestatie as it was sent, with all its retourcodes (TR342, TR367)."""

    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Client", "Een jeugdige met afgewezen prestaties.", sleutel=("Bsn",))
class Client(jw323.Client):
    """A jeugdige of whom at least one berichtklasse is rejected."""

    prestaties: tuple[Prestatie, ...] = element("Prestatie", Prestatie, herhaald=True, omhulsel="Prestaties")
    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("DeclaratieAntwoord", "Wat is ingediend en toegekend.", sleutel=("DeclaratieNummer",))
class DeclaratieAntwoord:
    """Submitted and granted totals, and the cliënten with a rejection."""

    declaratie_nummer: str = element("DeclaratieNummer", basis.IDENTIFICATIE_DECLARATIE)
    totaal_ingediend_bedrag: basis.TotaalBedragMetDC = element("TotaalIngediendBedrag", basis.TotaalBedragMetDC)
    totaal_toegekend_bedrag: basis.TotaalBedragMetDC = element("TotaalToegekendBedrag", basis.TotaalBedragMetDC)
    clienten: tuple[Client, ...] = element("Client", Client, herhaald=True, optioneel=True, omhulsel="Clienten")
    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Root", "Antwoord op een declaratie.")
class Bericht:
    """A JW325."""

    header: Header = element("Header", Header)
    declaratie_antwoord: DeclaratieAntwoord | None = element(
        "DeclaratieAntwoord", DeclaratieAntwoord, optioneel=True
    )


SOORT = Berichtsoort(
    naam="JW325",
    code="491",
    release="3.2",
    uitleg="Declaratie-antwoord",
    wortel=Bericht,
    stroomklasse=Client,
)
