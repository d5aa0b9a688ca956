"""Composes the JW301 for one cliënt at one aanbieder: complete by OP087, and silent where nothing changed.

RedenWijziging and ReferentieAanbieder say something about this message, not about the toewijzing: they are
filled only on what it changes (IV097, IV099). A verzoek om wijziging is one whole, so its reference stands on
every line of the message that honours it (IV093).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from backoffice.toewijzingen.register import Versie
from ijw.berichten import basis, jw301
from ijw.retour import Kenmerk


@dataclass(frozen=True, slots=True)
class Stand:
    """A toewijzing as the register has it, and as the aanbieder last received it; None when it never was sent.

    A JW301 that was refused was not received.
    """

    geldend: Versie
    verzonden: Versie | None = None

    @property
    def gewijzigd(self) -> bool:
        """Whether the aanbieder does not know this version yet."""
        return self.verzonden is None or self.verzonden.moment != self.geldend.moment


def hoort_in(stand: Stand, dagtekening: date) -> bool:
    """Whether a JW301 made on a day holds a toewijzing: in force then or later, or changed since (OP087).

    A removal travels once; what was removed before it was ever sent does not travel at all.
    """
    if stand.geldend.verwijderd:
        return stand.verzonden is not None and stand.gewijzigd
    return stand.gewijzigd or (stand.geldend.einddatum or date.max) >= dagtekening


def toewijzing(
    gemeente: str,
    aanbieder: str,
    client: jw301.Client,
    standen: Iterable[Stand],
    kenmerk: Kenmerk,
    *,
    vow: str | None = None,
) -> jw301.Bericht:
    """The JW301 with every toewijzing that belongs in it, by ToewijzingNummer.

    `client` says who it is about; its own products are replaced. `vow` is the ReferentieAanbieder of the verzoek
    om wijziging that the message honours. ValueError when there is nothing to send.
    """
    dagtekening = kenmerk.dagtekening
    producten = tuple(
        _product(stand, vow)
        for stand in sorted(standen, key=lambda stand: stand.geldend.toewijzing_nummer)
        if hoort_in(stand, dagtekening)
    )
    if not producten:
        raise ValueError("er is geen toewijzing die in dit bericht hoort")
    return jw301.Bericht(
        header=jw301.Header(
            afzender=gemeente,
            ontvanger=aanbieder,
            bericht_identificatie=basis.BerichtIdentificatie(
                identificatie=kenmerk.identificatie, dagtekening=dagtekening
            ),
            xsd_versie=kenmerk.xsd_versie,
        ),
        client=replace(client, toegewezen_producten=producten),
    )


def _product(stand: Stand, vow: str | None) -> jw301.ToegewezenProduct:
    versie = stand.geldend
    omvang = None
    if versie.volume is not None and versie.eenheid is not None and versie.frequentie is not None:
        omvang = basis.Omvang(volume=versie.volume, eenheid=versie.eenheid, frequentie=versie.frequentie)
    return jw301.ToegewezenProduct(
        toewijzing_nummer=versie.toewijzing_nummer,
        referentie_aanbieder=vow or (versie.referentie_aanbieder if stand.gewijzigd else None),
        product=basis.Product(categorie=versie.categorie, code=versie.code) if versie.categorie else None,
        toewijzingsdatum=versie.toewijzingsdatum,
        toewijzingstijd=versie.toewijzingstijd,
        ingangsdatum=versie.ingangsdatum,
        einddatum=versie.einddatum,
        reden_wijziging=versie.reden_wijziging if stand.gewijzigd and stand.verzonden else None,
        omvang=omvang,
        budget=versie.budget,
        commentaar=None,
    )
