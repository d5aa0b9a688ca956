"""TR101: no berichtklasse occurs twice in a message: its logical key, with the keys above it, is unique.

Keys above it that occur once (the Client of most messages, the Verzoek, the Declaratie) tell nothing apart and
are left out; the Bsn belongs to the key of a Prestatie, the Nummer of a Relatie to that of its Contact. So
when a Relatie or Client is double, what it holds may be double as well, and all of it is found. A key element
that is empty is equal to another empty one. StatusAanlevering is no part of a key: a start that is removed
and sent again in one message must differ in its key (IV008). The one Client of a JW317 is always unique.

Bron: informatiemodel iJw 3.2, technische regel TR101; sleutels per berichtklasse.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any

from ijw.berichten import jw301, jw305, jw307, jw315, jw317, jw323, jw325
from ijw.regels.regel import (
    BERICHT,
    EIGEN,
    Afwijking,
    Doel,
    Kenmerk,
    Samenhang,
    Voorkomen,
    elke_volgende,
    regel,
)


def _prestatie(prestatie: jw323.Prestatie, ouder: jw323.Client) -> Hashable:
    referentie = prestatie.product_referentie
    return ouder.bsn, referentie.referentie_nummer, referentie.vorig_referentie_nummer


def _client(client: jw317.Client | jw323.Client, ouder: Any) -> Hashable:
    return client.bsn


def _contact(contact: jw301.Contact, ouder: jw301.Client | jw301.Relatie) -> Hashable:
    return "Contact", ouder.nummer if isinstance(ouder, jw301.Relatie) else None, contact.soort


def _relatie(relatie: jw301.Relatie, ouder: Any) -> Hashable:
    return "Relatie", relatie.nummer


def _toewijzing(product: Any, ouder: Any) -> Hashable:
    return type(product), product.toewijzing_nummer


def _start(start: jw305.StartProduct, ouder: Any) -> Hashable:
    return start.toewijzing_nummer, start.product, start.begindatum


def _stop(stop: jw307.StopProduct, ouder: Any) -> Hashable:
    return stop.toewijzing_nummer, stop.product, stop.begindatum, stop.reden_beeindiging, stop.einddatum


def _aangevraagd(product: jw315.AangevraagdProduct, ouder: Any) -> Hashable:
    return product.referentie_aanbieder


def _nieuw(product: jw317.NieuwProduct, ouder: Any) -> Hashable:
    return "NieuwProduct", product.product, product.gewenste_ingangsdatum


_SLEUTELS: dict[type[Any], Callable[[Any, Any], Hashable]] = {
    jw301.Contact: _contact,
    jw301.Relatie: _relatie,
    jw301.ToegewezenProduct: _toewijzing,
    jw305.StartProduct: _start,
    jw307.StopProduct: _stop,
    jw315.AangevraagdProduct: _aangevraagd,
    jw317.Client: _client,
    jw317.NieuwProduct: _nieuw,
    jw317.OngewijzigdProduct: _toewijzing,
    jw317.TeWijzigenProduct: _toewijzing,
    jw323.Client: _client,
    jw323.Prestatie: _prestatie,
    jw325.Client: _client,
    jw325.Prestatie: _prestatie,
}


def _sleutel(obj: Any, doel: Doel, samenhang: Samenhang) -> Iterable[Kenmerk]:
    return ((_SLEUTELS[doel.klasse](obj, samenhang.ouder), EIGEN),)


@regel(
    "TR101",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(
        Doel("JW301", jw301.Contact),
        Doel("JW301", jw301.Relatie),
        Doel("JW301", jw301.ToegewezenProduct),
        Doel("JW305", jw305.StartProduct),
        Doel("JW307", jw307.StopProduct),
        Doel("JW315", jw315.AangevraagdProduct),
        Doel("JW317", jw317.Client),
        Doel("JW317", jw317.NieuwProduct),
        Doel("JW317", jw317.OngewijzigdProduct),
        Doel("JW317", jw317.TeWijzigenProduct),
        Doel("JW323", jw323.Client),
        Doel("JW323", jw323.Prestatie),
        Doel("JW325", jw325.Client),
        Doel("JW325", jw325.Prestatie),
    ),
    kenmerk=_sleutel,
)
def tr101(voorkomens: Sequence[Voorkomen]) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """Yield a deviation for every repetition of a logical key."""
    return elke_volgende(voorkomens, "komt dubbel voor in het bericht", "een unieke sleutel")
