"""Deciding on work: each decision, what it does to the register and the message that tells of it, at once.

Every function is one transaction: decision, register, message and outbox, or nothing. Who decides is kept with
when, on what grounds, what the checks said and which lines were granted. Besluitfout tells what cannot be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from backoffice.services.beoordeel_verzoek import eerste_klok
from backoffice.services.besluitstap import (
    Besluit,
    Uitslag,
    administratie_van,
    lees_zaak,
    leg_bevonden_vast,
    leg_kaal_vast,
    leg_vast,
    neem_verzoek,
    neem_werk,
    sluit,
    sluit_herhaald,
    status_van,
    stel_opnieuw_voor,
)
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.verzending import Besluitfout, OnjuistBesluit, verzend_antwoord, verzend_toewijzing
from backoffice.services.verzoekbesluit import ken_toe, keur_afwijzing, keur_gemeente
from backoffice.services.werkplek import Werkplek
from backoffice.storage import werk
from backoffice.storage.database import lezen
from backoffice.termijnen import INFORMATIEVERZOEK, vervaldag
from backoffice.verzoeken.antwoord import afwijzing, in_onderzoek
from backoffice.verzoeken.besluit import Vorm
from backoffice.verzoeken.model import Herkomst, Woonplaats
from backoffice.verzoeken.werk import AUTOMATISCH, Handeling, Status, Werksoort


def wijs_toe(
    werkplek: Werkplek, werk_id: int, besluit: Besluit, anders: Mapping[str, Any] | None = None
) -> Uitslag:
    """Grant a verzoek as it is proposed; the JW301 leaves.

    `anders` are fields of the Regel that a gemeente assigns otherwise than was asked, at a VOT only (IV094).
    """
    with neem_verzoek(werkplek, werk_id, besluit) as (conn, zaak):
        return ken_toe(werkplek, conn, zaak, besluit, anders or {})


def wijs_af(werkplek: Werkplek, werk_id: int, besluit: Besluit, code: str, gemeente: str | None = None) -> Uitslag:
    """Refuse a verzoek with a RedenAfwijzingVerzoek; `gemeente` is responsible instead, with code 8 alone."""
    with neem_verzoek(werkplek, werk_id, besluit) as (conn, zaak):
        keur_afwijzing(zaak, besluit, code, gemeente)
        uitgaand_id = verzend_antwoord(
            werkplek,
            conn,
            administratie_van(conn, zaak.werk),
            zaak.verzoek.id,
            lambda kenmerk: afwijzing(zaak.aanvraag, kenmerk, code, gemeente),
            besluit.nu,
        )
        leg_vast(werkplek, conn, zaak, besluit, Handeling.AFWIJZEN, uitgaand_id, code=code, gemeente=gemeente)
        sluit(werkplek, conn, zaak.werk, besluit)
        return Uitslag(werk_id, Handeling.AFWIJZEN, uitgaand_id)


def neem_in_onderzoek(werkplek: Werkplek, werk_id: int, besluit: Besluit) -> Uitslag:
    """Tell the aanbieder that the gemeente is looking into it, which is allowed once (TR360)."""
    with neem_verzoek(werkplek, werk_id, besluit) as (conn, zaak):
        uitgaand_id = verzend_antwoord(
            werkplek,
            conn,
            administratie_van(conn, zaak.werk),
            zaak.verzoek.id,
            lambda kenmerk: in_onderzoek(zaak.aanvraag, kenmerk),
            besluit.nu,
        )
        leg_vast(werkplek, conn, zaak, besluit, Handeling.ONDERZOEK, uitgaand_id)
        ontvangen = zaak.verzoek.ontvangen_op.astimezone(AMSTERDAM).date()
        werk.wijzig_werk(
            conn,
            werkplek.kluis,
            werk_id,
            status=Status.ONDERZOEK.value,
            aangehouden_tot=None,
            behandelaar=besluit.wie,
            gemeld=None,
            **eerste_klok(werkplek, zaak.dossier, ontvangen, besluit.vandaag, in_onderzoek=True),
        )
        return Uitslag(werk_id, Handeling.ONDERZOEK, uitgaand_id)


def houd_aan(werkplek: Werkplek, werk_id: int, besluit: Besluit, tot: date) -> Uitslag:
    """Put an item aside until a day, which is not after its deadline."""
    with neem_werk(werkplek, werk_id, besluit) as (conn, item):
        if tot <= besluit.vandaag:
            raise OnjuistBesluit(f"Aanhouden tot {tot:%d-%m-%Y} kan niet: kies een dag na vandaag.")
        if item.vervaldag is not None and tot > item.vervaldag:
            raise OnjuistBesluit(
                f"Aanhouden tot {tot:%d-%m-%Y} kan niet: de termijn van werk {werk_id} eindigt op "
                f"{item.vervaldag:%d-%m-%Y}. Kies een eerdere dag, of neem het verzoek in onderzoek."
            )
        leg_kaal_vast(werkplek, conn, item, besluit, Handeling.AANHOUDEN, {"tot": tot.isoformat()})
        werk.wijzig_werk(
            conn,
            werkplek.kluis,
            werk_id,
            status=Status.AANGEHOUDEN.value,
            aangehouden_tot=tot,
            behandelaar=besluit.wie,
        )
        return Uitslag(werk_id, Handeling.AANHOUDEN)


def leg_feiten_vast(werkplek: Werkplek, werk_id: int, besluit: Besluit, **feiten: Any) -> Uitslag:
    """Keep what a person found out about a verzoek (fields of Bevonden), and check it again."""
    with neem_verzoek(werkplek, werk_id, besluit) as (conn, zaak):
        leg_bevonden_vast(werkplek, conn, zaak, besluit, Handeling.FEITEN, replace(zaak.bevonden, **feiten))
        return Uitslag(werk_id, Handeling.FEITEN)


def draag_over(werkplek: Werkplek, werk_id: int, besluit: Besluit, gemeente: str) -> Uitslag:
    """Ask another gemeente whether it is responsible by the woonplaatsbeginsel; only for a VOT (OP359).

    When that gemeente works here too, it finds the question on its own list. Until it agrees this one decides.
    """
    with neem_verzoek(werkplek, werk_id, besluit) as (conn, zaak):
        if zaak.aanvraag.herkomst is not Herkomst.VOT:
            raise Besluitfout("Alleen een verzoek om toewijzing kan naar een andere gemeente (OP359).")
        keur_gemeente(zaak.werk, gemeente)
        bevonden = replace(zaak.bevonden, woonplaats=Woonplaats(gemeente, overeengekomen=False))
        leg_bevonden_vast(werkplek, conn, zaak, besluit, Handeling.OVERDRAGEN, bevonden, gemeente)
        werk.wijzig_werk(
            conn,
            werkplek.kluis,
            werk_id,
            status=Status.OVERGEDRAGEN.value,
            aangehouden_tot=None,
            behandelaar=besluit.wie,
        )
        if gemeente in werkplek.instellingen.gemeenten and not werk.zoek_niet_af(
            conn, Werksoort.OVERNAME.value, [str(werk_id)]
        ):
            werk.voeg_werk_toe(
                conn,
                werkplek.kluis,
                soort=Werksoort.OVERNAME.value,
                gemeente=gemeente,
                aanbieder=zaak.werk.aanbieder,
                sleutel=str(werk_id),
                reden=f"gemeente {zaak.werk.gemeente} vraagt of u verantwoordelijk bent (werk {werk_id})",
                inhoud={},
                ontvangen_op=besluit.nu,
                client_id=zaak.werk.client_id,
                termijn=INFORMATIEVERZOEK.naam,
                geteld_vanaf=besluit.vandaag,
                vervaldag=vervaldag(INFORMATIEVERZOEK, besluit.vandaag, werkplek.kalender),
            )
        return Uitslag(werk_id, Handeling.OVERDRAGEN)


def antwoord_op_overname(werkplek: Werkplek, werk_id: int, besluit: Besluit, *, akkoord: bool) -> Uitslag:
    """Tell the gemeente that asked whether this one is responsible; its verzoek is checked again with that."""
    handeling = Handeling.AKKOORD if akkoord else Handeling.NIET_AKKOORD
    with neem_werk(werkplek, werk_id, besluit) as (conn, item):
        if item.soort != Werksoort.OVERNAME:
            raise Besluitfout(f"Werk {werk_id} is geen vraag van een andere gemeente.")
        leg_kaal_vast(werkplek, conn, item, besluit, handeling, {})
        sluit(werkplek, conn, item, besluit)
        vrager = werk.zoek_werk(conn, int(item.sleutel))
        if vrager is not None and vrager.status != Status.AFGEDAAN:
            zaak = lees_zaak(werkplek, conn, vrager, besluit)
            gemeente = item.gemeente if akkoord else vrager.gemeente
            bevonden = replace(zaak.bevonden, woonplaats=Woonplaats(gemeente))
            leg_bevonden_vast(werkplek, conn, zaak, besluit, handeling, bevonden, item.gemeente)
            if vrager.status == Status.OVERGEDRAGEN:
                werk.wijzig_werk(conn, werkplek.kluis, vrager.id, status=status_van(conn, zaak))
        return Uitslag(werk_id, handeling)


def herhaal(werkplek: Werkplek, werk_id: int, besluit: Besluit) -> Uitslag:
    """Send a JW301 again that was refused or never answered, complete as the register has it now."""
    with neem_werk(werkplek, werk_id, besluit) as (conn, item):
        if item.verzoek_id is not None or item.uitgaand_id is None or item.client_id is None:
            raise Besluitfout(f"Werk {werk_id} gaat niet over een toewijzing die u opnieuw kunt verzenden.")
        administratie = administratie_van(conn, item)
        uitgaand_id = verzend_toewijzing(werkplek, conn, administratie, (), besluit.nu)
        leg_kaal_vast(werkplek, conn, item, besluit, Handeling.HERHALEN, {}, uitgaand_id)
        sluit(werkplek, conn, item, besluit)
        sluit_herhaald(werkplek, conn, administratie, besluit, uitgaand_id)
        return Uitslag(werk_id, Handeling.HERHALEN, uitgaand_id)


def sluit_af(werkplek: Werkplek, werk_id: int, besluit: Besluit) -> Uitslag:
    """Put away an item that asks for no message, on grounds; a verzoek always needs an answer."""
    with neem_werk(werkplek, werk_id, besluit) as (conn, item):
        if item.verzoek_id is not None:
            raise Besluitfout(
                f"Op werk {werk_id} wacht een aanbieder. Wijs het verzoek toe, wijs het af of neem het in "
                "onderzoek."
            )
        if not besluit.gronden:
            raise OnjuistBesluit(f"Zeg waarom werk {werk_id} klaar is.")
        leg_kaal_vast(werkplek, conn, item, besluit, Handeling.AFSLUITEN, {})
        sluit(werkplek, conn, item, besluit)
        return Uitslag(werk_id, Handeling.AFSLUITEN)


def besluit_automatisch(
    werkplek: Werkplek, gemeente: str, nu: datetime, aanbieder: str | None = None
) -> list[Uitslag]:
    """Grant what the policy of a gemeente lets the software decide; what cannot be sent is left to a person.

    Each in its own transaction, so that what was left by a process that went away is done the next time.
    """
    with lezen(werkplek.engine) as conn:
        wachtend = werk.lees_lijst(conn, [gemeente], behandelaar=AUTOMATISCH, aanbieder=aanbieder)
    gedaan = []
    for item in wachtend:
        besluit = Besluit(AUTOMATISCH, nu, (f"beleid van gemeente {gemeente}: alle toetsen voldoen",))
        try:
            with neem_verzoek(werkplek, item.id, besluit) as (conn, zaak):
                voorstel = zaak.dossier.stel_voor()
                if voorstel.vorm is Vorm.AUTOMATISCH:
                    gedaan.append(ken_toe(werkplek, conn, zaak, besluit, {}))
                else:
                    stel_opnieuw_voor(werkplek, conn, zaak.werk, zaak.inhoud, zaak.dossier)
        except Besluitfout as fout:
            with werkplek.engine.begin() as conn:
                reden = f"{item.reden}; automatisch lukte niet: {fout}"
                werk.wijzig_werk(conn, werkplek.kluis, item.id, behandelaar=None, reden=reden)
    return gedaan
