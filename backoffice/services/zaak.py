"""All that is known around a verzoek or a draft, read in a fixed number of queries whatever the register holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from backoffice.contracts.dekking import Dekking
from backoffice.contracts.model import Contract
from backoffice.services.heenbericht import contracten_van
from backoffice.services.werkplek import Werkplek
from backoffice.storage import beleid, toewijzingen, verzoeken
from backoffice.storage.contracten import lees_soortdeelnames
from backoffice.verzoeken.besluit import Voorstel, stel_voor
from backoffice.verzoeken.leeftijd import Geboren
from backoffice.verzoeken.model import Aanvraag, Regel, Woonplaats, Zaak, van_vot, van_vow
from backoffice.verzoeken.signalen import Onderneming, RodeKaart, draaideur, samenloop
from backoffice.verzoeken.werk import Bevonden
from ijw.berichten import basis, jw315, jw317
from ijw.feiten import ONBEKEND, Onbekend, ToegewezenProduct
from ijw.json_vorm import klasse_van_json
from ijw.regels.toetsing import Signaal

Verzoekbericht = jw315.Bericht | jw317.Bericht


@dataclass(frozen=True, slots=True)
class Dossier:
    """One Aanvraag with what is known around it, the policy that goes for it and the signals."""

    aanvraag: Aanvraag
    zaak: Zaak
    beleid: beleid.Gemeentebeleid
    signalen: tuple[Signaal, ...]

    def stel_voor(self) -> Voorstel:
        """The proposed decision."""
        return stel_voor(self.aanvraag, self.zaak, self.beleid.beleid, self.signalen)


@dataclass(frozen=True, slots=True)
class Omstandigheden:
    """What holds for everything one aanbieder asks for one cliënt on a day."""

    contracten: tuple[Contract, ...]
    dekking: Dekking
    toegewezen: dict[int, ToegewezenProduct]
    verzoeken: tuple[verzoeken.Geregistreerd, ...]
    beleid: beleid.Gemeentebeleid
    rode_kaarten: tuple[RodeKaart, ...]
    dag: date


def lees_omstandigheden(
    werkplek: Werkplek, conn: Connection, gemeente: str, aanbieder: str, client_id: int, dag: date
) -> Omstandigheden:
    """Look up what holds around a cliënt at an aanbieder."""
    contracten = tuple(contracten_van(werkplek, conn, aanbieder))
    toegewezen = toewijzingen.toewijzingen_van_client(conn, client_id)
    return Omstandigheden(
        contracten,
        Dekking(contracten, lees_soortdeelnames(conn)),
        {nummer: bekend.als_feit(gemeente) for nummer, bekend in toegewezen.items()},
        tuple(verzoeken.verzoeken_van_client(conn, client_id, aanbieder)),
        beleid.lees_beleid(conn, gemeente, dag),
        tuple(beleid.rode_kaarten(conn)),
        dag,
    )


def dossiers_van(
    werkplek: Werkplek,
    conn: Connection,
    berichten: Sequence[Verzoekbericht],
    bericht_id: int,
    client_id: int,
    dag: date,
    bevonden: dict[str, Bevonden],
) -> list[Dossier]:
    """A Dossier for each verzoek of one message, which may be given in parts, in their order.

    `bevonden` is what people found out, by ReferentieAanbieder.
    """
    kop = berichten[0].header
    om = lees_omstandigheden(werkplek, conn, kop.ontvanger, kop.afzender, client_id, dag)
    aanvragen = [aanvraag for bericht in berichten for aanvraag in _aanvragen(bericht, om)]
    regels = [regel for aanvraag in aanvragen for regel in aanvraag.regels]
    soorten = beleid.soorten_van(conn, {regel.code for regel in regels if regel.code is not None})
    geboren = _geboren(werkplek, conn, berichten[0], client_id)
    return [
        dossier(
            om,
            aanvraag,
            soorten,
            geboren,
            bevonden.get(aanvraag.referentie or "", Bevonden()),
            tuple(regel for regel in regels if regel not in aanvraag.regels),
            zonder=bericht_id,
        )
        for aanvraag in aanvragen
    ]


def dossier(
    om: Omstandigheden,
    aanvraag: Aanvraag,
    soorten: dict[Any, Any],
    geboren: Geboren | Onbekend | None,
    bevonden: Bevonden,
    mede_aangevraagd: tuple[Regel, ...] = (),
    *,
    zonder: int | None = None,
) -> Dossier:
    """Put the Dossier of one Aanvraag together; verzoeken that came in message `zonder` are no earlier ones."""
    woonplaats = bevonden.woonplaats
    if woonplaats is ONBEKEND and om.beleid.eigen_woonplaats:
        woonplaats = Woonplaats(aanvraag.gemeente)
    lopend = tuple(om.toegewezen.values())
    zaak = Zaak(
        dekking=om.dekking,
        lopend=lopend,
        verzoeken=tuple(v.verzoek for v in om.verzoeken if v.bericht_id != zonder),
        woonplaats=woonplaats,
        geboren=geboren,
        jeugdstrafrecht=bevonden.jeugdstrafrecht,
        maatregel=bevonden.maatregel,
        verhuizing=bevonden.verhuizing,
        afkeur=bevonden.afkeur,
        levering_begonnen=bevonden.levering_begonnen,
        soorten=soorten,
        samenloop=om.beleid.samenloop,
        mede_aangevraagd=mede_aangevraagd,
    )
    return Dossier(aanvraag, zaak, om.beleid, _signalen(om, aanvraag, lopend))


def _aanvragen(bericht: Verzoekbericht, om: Omstandigheden) -> tuple[Aanvraag, ...]:
    return van_vot(bericht) if isinstance(bericht, jw315.Bericht) else (van_vow(bericht, om.toegewezen),)


def _geboren(
    werkplek: Werkplek, conn: Connection, bericht: Verzoekbericht, client_id: int
) -> Geboren | Onbekend | None:
    if isinstance(bericht, jw315.Bericht):
        return Geboren.uit(bericht.client.geboortedatum)
    return geboren_van(werkplek, conn, client_id)


def geboren_van(werkplek: Werkplek, conn: Connection, client_id: int) -> Geboren | Onbekend | None:
    """When a cliënt was born by the last JW301 about him; ONBEKEND when there never was one."""
    client = toewijzingen.lees_dossier(conn, werkplek.kluis, client_id)
    if client is None:
        return ONBEKEND
    return Geboren.uit(klasse_van_json(client["geboortedatum"], basis.Geboortedatum, "geboortedatum"))


def _signalen(
    om: Omstandigheden, aanvraag: Aanvraag, lopend: Collection[ToegewezenProduct]
) -> tuple[Signaal, ...]:
    ondernemingen = dict.fromkeys(
        Onderneming(een.aanbieder, een.kvk, een.concern, een.bestuurders, een.adres) for een in om.contracten
    )
    gevonden = [
        *samenloop(aanvraag, lopend),
        *(s for onderneming in ondernemingen for s in draaideur(onderneming, om.rode_kaarten, om.dag)),
    ]
    return tuple(dict.fromkeys(gevonden))
