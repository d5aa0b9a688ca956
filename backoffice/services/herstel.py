"""Sending a prestatie again, corrected: the software makes the JW323 with the right references.

A prestatie that was rejected is sent anew under a new ReferentieNummer, without VorigReferentieNummer. One that
was granted is first credited, with exactly what it held, and then sent anew in the same message (IV091, OP366).
Whose data it is comes from what was stored, never from a form. One form gives one message, however often it is
sent.
"""

from __future__ import annotations

import base64
import hashlib
import io
import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from backoffice.fouten import BackofficeError, OnjuisteInhoud
from backoffice.services.heenbericht import afspraken_van
from backoffice.services.indienen import Aangeboden, Inzending, Proef, dien_in, probeer
from backoffice.services.inzage.prestaties import zoek
from backoffice.services.ontvang import Ontvangst
from backoffice.services.valideer import valideer
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, berichten, toewijzingen
from backoffice.storage.database import lezen
from backoffice.storage.views.berichten import Berichtvraag, lees_berichten
from backoffice.storage.views.prestaties import PrestatieRij, laatste_periode, lees_bevindingen
from backoffice.toegang.rechten import Bezoeker
from ijw import codec
from ijw.berichten import basis, jw323
from ijw.codec import Stroom
from ijw.feiten import ToegewezenProduct
from ijw.rekenen import (
    EURO,
    eerste_dag,
    laatste_dag,
    minuuttarief,
    naar_centen,
    uit_centen,
    verwacht_bedrag,
    verwachte_productperiode,
)

_NAAM: Final = "verbeterde declaratie"
_LENGTE_IDENTIFICATIE: Final = 12
_LENGTE_KENMERK: Final = 19
"""A ReferentieNummer has 20 characters at most, and one tells credit from debet."""


class NietHerstelbaar(BackofficeError):
    """A prestatie that cannot be sent again from the screen; the text says why and what to do."""


class Onjuist(OnjuisteInhoud):
    """A correction that would be refused before anybody looks at it; `redenen` say why, in Dutch."""

    def __init__(self, redenen: list[str]) -> None:
        super().__init__("Zo kan de prestatie niet worden ingediend.")
        self.redenen = tuple(redenen)


@dataclass(frozen=True, slots=True)
class Correctie:
    """What a prestatie should have said: days inclusive, volume in the eenheid, tarief in eurocents."""

    toewijzing_nummer: int
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int | None


@dataclass(frozen=True, slots=True)
class Herstelvorm:
    """What a form begins with: the prestatie, what we would fill in, and in Dutch what we changed and why.

    `toewijzingen` are those of this cliënt at this aanbieder, to choose from.
    """

    prestatie: PrestatieRij
    voorstel: Correctie
    aangepast: tuple[str, ...]
    toewijzingen: tuple[ToegewezenProduct, ...]


def bereid_voor(werkplek: Werkplek, bezoeker: Bezoeker, prestatie_id: int, moment: datetime) -> Herstelvorm:
    """Give a form for one prestatie, filled in as far as facts say what it should have been.

    Looking is an access to a person's data and is recorded. Raises NietGevonden or NietHerstelbaar.
    """
    with werkplek.engine.begin() as conn:
        rij = _zoek(conn, bezoeker, prestatie_id)
        eigen = _toewijzingen(conn, rij)
        codes = {b.retourcode for b in lees_bevindingen(conn, rij.bericht_id, [rij.id]).get(rij.id, ())}
        toewijzing = eigen.get(rij.toewijzing_nummer)
        voorstel, aangepast = _met_toewijzing(_zoals_het_was(rij), toewijzing, codes)
        voorstel, prijs = _met_contract(werkplek, conn, rij, voorstel, codes)
        _leg_vast(conn, bezoeker, rij, "herstel voorbereid", moment)
    return Herstelvorm(rij, voorstel, (*aangepast, *prijs), tuple(eigen.values()))


def op_proef(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    prestatie_id: int,
    correctie: Correctie | None,
    formulier: str,
    moment: datetime,
) -> Proef:
    """What `herstel` would give, with nothing kept; raises as `herstel` does."""
    xml = _maak(werkplek, bezoeker, prestatie_id, correctie, formulier, moment)
    (proef,) = probeer(werkplek, bezoeker, [_als_bestand(xml)], moment)
    return proef


def herstel(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    prestatie_id: int,
    correctie: Correctie | None,
    formulier: str,
    moment: datetime,
) -> Inzending:
    """Send a prestatie again as corrected, or (None) only credit it; `formulier` names the form it came on.

    The same form with the same values gives the same message, so that it counts once. `moment` is a UTC moment.
    Raises NietGevonden, NietHerstelbaar or Onjuist.
    """
    if (eerder := _eerder(werkplek, bezoeker, prestatie_id, correctie, formulier, moment)) is not None:
        return eerder
    xml = _maak(werkplek, bezoeker, prestatie_id, correctie, formulier, moment)
    (inzending,) = dien_in(werkplek, bezoeker, [_als_bestand(xml)], moment)
    return inzending


def _eerder(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    prestatie_id: int,
    correctie: Correctie | None,
    formulier: str,
    moment: datetime,
) -> Inzending | None:
    """What was made of this form before; None when it was not sent yet."""
    kenmerk = _kenmerk(prestatie_id, formulier, _dag(moment), correctie)[:_LENGTE_IDENTIFICATIE]
    with lezen(werkplek.engine) as conn:
        rij = zoek(conn, bezoeker, prestatie_id)
        vraag = Berichtvraag(soort=jw323.SOORT.naam, identificatie=kenmerk)
        gevonden = lees_berichten(conn, bezoeker.bereik, vraag, aantal=1)
    if not gevonden or gevonden[0].afzender != rij.aanbieder:
        return None
    ontvangst = Ontvangst("herhaald", jw323.SOORT.naam, rij.aanbieder, rij.gemeente, kenmerk)
    return Inzending(_NAAM, ontvangst, gevonden[0].id, (), 0, "")


def _als_bestand(xml: bytes) -> Aangeboden:
    return Aangeboden(_NAAM, io.BytesIO(xml))


def _zoek(conn: Connection, bezoeker: Bezoeker, prestatie_id: int) -> PrestatieRij:
    rij = zoek(conn, bezoeker, prestatie_id)
    if rij.vorige_referentie is not None:
        raise NietHerstelbaar(
            f"Prestatie {rij.referentie} is een creditprestatie. Herstel de prestatie die u wilde crediteren."
        )
    if rij.wacht_tot is not None:
        raise NietHerstelbaar(
            f"Prestatie {rij.referentie} wacht op een besluit. "
            f"Het antwoord komt uiterlijk {rij.wacht_tot:%d-%m-%Y}."
        )
    if rij.gecrediteerd_door is not None:
        raise NietHerstelbaar(f"Prestatie {rij.referentie} is al gecrediteerd. Dien wat u leverde opnieuw in.")
    return rij


# --- what we would fill in --------------------------------------------------------------------------


def _zoals_het_was(rij: PrestatieRij) -> Correctie:
    return Correctie(
        rij.toewijzing_nummer,
        rij.categorie,
        rij.code,
        rij.begindatum,
        rij.einddatum,
        rij.volume,
        rij.eenheid,
        rij.tarief,
    )


def _toewijzingen(conn: Connection, rij: PrestatieRij) -> dict[int, ToegewezenProduct]:
    """The toewijzingen of this cliënt at this aanbieder by number; none when the cliënt is not known."""
    if rij.client_id is None:
        return {}
    gevonden = toewijzingen.toewijzingen_van_client(conn, rij.client_id, rij.aanbieder)
    return {nummer: een.als_feit(rij.gemeente) for nummer, een in sorted(gevonden.items())}


def _met_toewijzing(
    was: Correctie, toewijzing: ToegewezenProduct | None, codes: set[str | None]
) -> tuple[Correctie, list[str]]:
    """The period and product of the toewijzing, where those of the prestatie were the reason."""
    if toewijzing is None:
        return was, []
    aangepast = []
    nieuw = was
    periode = verwachte_productperiode(was.begindatum, toewijzing.ingangsdatum, toewijzing.einddatum)
    if codes & {"9307", "9308", "9387", "9388"} and periode is not None:
        nieuw = replace(nieuw, begindatum=periode[0], einddatum=periode[1])
        aangepast.append("De periode is die van de toewijzing in deze maand.")
    if codes & {"9339", "9340"}:
        nieuw = replace(nieuw, categorie=toewijzing.categorie or was.categorie, code=toewijzing.code or was.code)
        aangepast.append("Het product is dat van de toewijzing.")
    if "9341" in codes and toewijzing.eenheid is not None:
        nieuw = replace(nieuw, eenheid=toewijzing.eenheid)
        aangepast.append("De eenheid is die van de toewijzing. Kijk het volume na.")
    return nieuw, aangepast


def _met_contract(
    werkplek: Werkplek, conn: Connection, rij: PrestatieRij, was: Correctie, codes: set[str | None]
) -> tuple[Correctie, list[str]]:
    """The tarief of the contract, where that of the prestatie was the reason or its product changed."""
    afspraak = afspraken_van(werkplek, conn, rij.aanbieder).zoek(
        rij.gemeente, rij.aanbieder, was.categorie, was.code, was.begindatum
    )
    ander = (was.categorie, was.code) != (rij.categorie, rij.code)
    if afspraak is None or afspraak.eenheid != was.eenheid or not (ander or "0611" in codes):
        return was, []
    return replace(was, tarief=afspraak.tarief), ["Het tarief is dat van het contract in de maand van levering."]


# --- the message ------------------------------------------------------------------------------------


def _maak(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    prestatie_id: int,
    correctie: Correctie | None,
    formulier: str,
    moment: datetime,
) -> bytes:
    dag = _dag(moment)
    with werkplek.engine.begin() as conn:
        rij = _zoek(conn, bezoeker, prestatie_id)
        if correctie is None and not rij.toegekend:
            raise NietHerstelbaar(
                f"Prestatie {rij.referentie} is niet toegekend. U hoeft haar niet te crediteren."
            )
        bsn = _bsn(werkplek, conn, rij)
        laatste = laatste_periode(conn, rij.gemeente, rij.aanbieder) or rij.begindatum
        uurtarief = None if correctie is None else _uurtarief(werkplek, conn, rij, correctie)
        _leg_vast(conn, bezoeker, rij, "prestatie hersteld", moment)
    kenmerk = _kenmerk(rij.id, formulier, dag, correctie)
    prestaties = tuple(_prestaties(rij, correctie, uurtarief, kenmerk))
    maand = eerste_dag(max(laatste, correctie.einddatum if correctie else rij.einddatum))
    bericht = _bericht(
        rij, bsn, prestaties, kenmerk[:_LENGTE_IDENTIFICATIE], maand, dag, werkplek.instellingen.xsd_versie
    )
    xml = codec.schrijf(bericht, jw323.SOORT)
    if redenen := [bevinding.melding for bevinding in valideer(xml, "herstel").bevindingen]:
        raise Onjuist(redenen)
    return xml


def _dag(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def _kenmerk(prestatie_id: int, formulier: str, dag: date, correctie: Correctie | None) -> str:
    """A text of capitals and digits that follows from the form and its values, and says nothing of them."""
    waarden = "intrekken" if correctie is None else repr(astuple(correctie))
    som = hashlib.sha256(f"{prestatie_id}/{formulier}/{dag}/{waarden}".encode()).digest()
    return f"H{base64.b32encode(som).decode()}"[:_LENGTE_KENMERK]


def _bsn(werkplek: Werkplek, conn: Connection, rij: PrestatieRij) -> str:
    if rij.client_id is not None:
        return toewijzingen.lees_bsn(conn, werkplek.kluis, rij.client_id)
    # The gemeente did not know this cliënt, so only the message itself says whose it is.
    inhoud, _ = berichten.lees_inhoud(conn, werkplek.kluis, rij.bericht_id)
    for client in Stroom(inhoud, limiet=sys.maxsize):
        if any(p.product_referentie.referentie_nummer == rij.referentie for p in client.prestaties):
            return str(client.bsn)
    raise NietHerstelbaar(f"Prestatie {rij.referentie} staat niet in het bericht waarmee zij kwam.")


def _uurtarief(werkplek: Werkplek, conn: Connection, rij: PrestatieRij, correctie: Correctie) -> int | None:
    """The price per hour by which minutes are priced, when the tarief is that of the contract (IV081)."""
    afspraak = afspraken_van(werkplek, conn, rij.aanbieder).zoek(
        rij.gemeente, rij.aanbieder, correctie.categorie, correctie.code, correctie.begindatum
    )
    if afspraak is None or afspraak.uurtarief is None:
        return None
    return afspraak.uurtarief if correctie.tarief == minuuttarief(afspraak.uurtarief) else None


def _prestaties(
    rij: PrestatieRij, correctie: Correctie | None, uurtarief: int | None, kenmerk: str
) -> Iterator[jw323.Prestatie]:
    if rij.toegekend:
        yield _prestatie(f"{kenmerk}C", _zoals_het_was(rij), -rij.bedrag, rij.referentie)
    if correctie is not None:
        if correctie.eenheid != EURO and correctie.tarief is None:
            raise Onjuist(["Vul het tarief in. Alleen een prestatie in euro's heeft er geen."])
        bedrag = verwacht_bedrag(correctie.volume, correctie.eenheid, correctie.tarief, uurtarief)
        yield _prestatie(f"{kenmerk}D", correctie, bedrag, None)


def _prestatie(referentie: str, inhoud: Correctie, centen: int, vorige: str | None) -> jw323.Prestatie:
    bedrag, debet_credit = uit_centen(centen)
    return jw323.Prestatie(
        product_referentie=basis.Referentie(referentie_nummer=referentie, vorig_referentie_nummer=vorige),
        toewijzing_nummer=inhoud.toewijzing_nummer,
        product_categorie=inhoud.categorie,
        product_code=inhoud.code,
        product_periode=basis.GeslotenPeriode(begindatum=inhoud.begindatum, einddatum=inhoud.einddatum),
        geleverd_volume=inhoud.volume,
        eenheid=inhoud.eenheid,
        product_tarief=inhoud.tarief,
        ingediend_bedrag=basis.BedragMetDC(bedrag=bedrag, debet_credit=debet_credit),
    )


def _bericht(
    rij: PrestatieRij,
    bsn: str,
    prestaties: tuple[jw323.Prestatie, ...],
    nummer: str,
    maand: date,
    dag: date,
    xsd_versie: str,
) -> jw323.Bericht:
    totaal = sum(naar_centen(p.ingediend_bedrag.bedrag, p.ingediend_bedrag.debet_credit) for p in prestaties)
    bedrag, debet_credit = uit_centen(totaal)
    return jw323.Bericht(
        header=jw323.Header(
            afzender=rij.aanbieder,
            ontvanger=rij.gemeente,
            bericht_identificatie=basis.BerichtIdentificatie(identificatie=nummer, dagtekening=dag),
            xsd_versie=basis.XsdVersie(basisschema_xsd_versie=xsd_versie, bericht_xsd_versie=xsd_versie),
        ),
        declaratie=jw323.Declaratie(
            declaratie_nummer=nummer,
            declaratie_periode=basis.GeslotenPeriode(begindatum=maand, einddatum=laatste_dag(maand)),
            declaratie_dagtekening=dag,
            totaal_ingediend_bedrag=basis.TotaalBedragMetDC(totaal_bedrag=bedrag, debet_credit=debet_credit),
            clienten=(jw323.Client(bsn=bsn, prestaties=prestaties),),
        ),
    )


def _leg_vast(conn: Connection, bezoeker: Bezoeker, rij: PrestatieRij, handeling: str, moment: datetime) -> None:
    doel = f"prestatie {rij.referentie}"
    if rij.client_id is None:
        audit.leg_zonder_client_vast(conn, tijdstip=moment, wie=bezoeker.naam, handeling=handeling, doel=doel)
    else:
        audit.leg_vast(
            conn, tijdstip=moment, wie=bezoeker.naam, handeling=handeling, doel=doel, clienten=[rij.client_id]
        )
