"""Deciding on a verzoek: what a refusal must meet, and what granting does to the register and the message.

Both run within the transaction of the decision. Besluitfout tells what cannot be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection

from backoffice.services.besluitstap import (
    Besluit,
    Uitslag,
    Zaak,
    administratie_van,
    leg_vast,
    sluit,
    sluit_herhaald,
)
from backoffice.services.verzending import (
    Besluitfout,
    OnjuistBesluit,
    verzend_toewijzing,
)
from backoffice.services.werkplek import Werkplek
from backoffice.storage import toewijzingen
from backoffice.storage.nummerreeks import neem_toewijzingnummer
from backoffice.storage.werk import Werk
from backoffice.toewijzingen.register import Versie
from backoffice.toewijzingen.wijzigen import Besloten, Gevolg
from backoffice.verzoeken.antwoord import WOONPLAATSBEGINSEL
from backoffice.verzoeken.besluit import BIJ_MAATREGEL, Keuze
from backoffice.verzoeken.model import Herkomst, Woonplaats
from backoffice.verzoeken.uitvoeren import voer_uit
from backoffice.verzoeken.werk import (
    Handeling,
)
from ijw import codelijsten
from ijw.feiten import Onbekend

AFWIJSCODES: Final = tuple("123456789")


def ken_toe(
    werkplek: Werkplek, conn: Connection, zaak: Zaak, besluit: Besluit, anders: Mapping[str, Any]
) -> Uitslag:
    """Grant a verzoek as proposed, with `anders` as fields that are assigned otherwise; the JW301 leaves."""
    aanvraag, item = zaak.aanvraag, zaak.werk
    if anders and aanvraag.herkomst is Herkomst.VOW:
        raise OnjuistBesluit("Een verzoek om wijziging wijst u in zijn geheel toe of af (OP348).")
    voorstel = zaak.dossier.stel_voor()
    if voorstel.keuze is not Keuze.TOEWIJZEN and not besluit.gronden:
        raise OnjuistBesluit(f"Het voorstel is: {voorstel.keuze}. Zeg op welke gronden u toch toewijst.")
    te_doen = tuple(replace(regel, **anders) for regel in voorstel.regels)
    administratie = administratie_van(conn, item)
    gevolgen = voer_uit(
        te_doen,
        administratie.versies,
        Besloten(*administratie.besluitmoment(besluit.nu), referentie=aanvraag.referentie),
        nieuw_nummer=lambda: neem_toewijzingnummer(conn, item.gemeente),
        gedaan=toewijzingen.gedaan(conn, administratie.client_id, item.aanbieder),
    )
    versies, zinnen = _uitkomst(gevolgen)
    vow = aanvraag.referentie if aanvraag.herkomst is Herkomst.VOW else None
    uitgaand_id = verzend_toewijzing(werkplek, conn, administratie, versies, besluit.nu, vow=vow)
    sluit_herhaald(werkplek, conn, administratie, besluit, uitgaand_id)
    leg_vast(werkplek, conn, zaak, besluit, Handeling.TOEWIJZEN, uitgaand_id, regels=te_doen, zinnen=zinnen)
    sluit(werkplek, conn, item, besluit)
    return Uitslag(item.id, Handeling.TOEWIJZEN, uitgaand_id, zinnen)


def _uitkomst(gevolgen: Sequence[Gevolg | Versie]) -> tuple[list[Versie], tuple[str, ...]]:
    """The versions for the register, and what happens in Dutch; Besluitfout when approved care would be undone."""
    versies: list[Versie] = []
    zinnen: list[str] = []
    for gevolg in gevolgen:
        if isinstance(gevolg, Versie):
            versies.append(gevolg)
            zinnen.append(f"Toewijzing {gevolg.toewijzing_nummer} is nieuw vanaf {gevolg.ingangsdatum:%d-%m-%Y}.")
            continue
        if gevolg.bezwaren:
            raise Besluitfout(" ".join(gevolg.bezwaren))
        versies += gevolg.versies
        zinnen.append(gevolg.zin)
    return versies, tuple(zinnen)


def keur_afwijzing(zaak: Zaak, besluit: Besluit, code: str, gemeente: str | None) -> None:
    """Refuse a refusal that the standard, the law or the proposal does not allow."""
    if code not in AFWIJSCODES:
        raise OnjuistBesluit(f"{code} is geen reden om af te wijzen. Kies een van {', '.join(AFWIJSCODES)}.")
    maatregel = zaak.dossier.zaak.maatregel or any(regel.maatregel for regel in zaak.aanvraag.regels)
    if maatregel and code not in BIJ_MAATREGEL:
        mag = ", ".join(sorted(BIJ_MAATREGEL))
        raise OnjuistBesluit(
            f"Een maatregel van de rechter of een gecertificeerde instelling wijst u alleen af met {mag}."
        )
    voorstel = zaak.dossier.stel_voor()
    if (voorstel.keuze, voorstel.code) != (Keuze.AFWIJZEN, code) and not besluit.gronden:
        raise OnjuistBesluit(f"Het voorstel is: {voorstel.keuze}. Zeg op welke gronden u afwijst met {code}.")
    if code != WOONPLAATSBEGINSEL:
        if gemeente is not None:
            raise OnjuistBesluit("Alleen bij reden 8 noemt u een andere gemeente (TR409).")
        return
    if zaak.aanvraag.herkomst is not Herkomst.VOT:
        raise OnjuistBesluit("Reden 8 is voor een verzoek om toewijzing; gebruik bij een wijziging reden 5.")
    if gemeente is None:
        raise OnjuistBesluit("Noem bij reden 8 de gemeente die verantwoordelijk is (TR377).")
    keur_gemeente(zaak.werk, gemeente)
    woonplaats = zaak.bevonden.woonplaats
    if isinstance(woonplaats, Onbekend) or woonplaats != Woonplaats(gemeente):
        raise Besluitfout(
            f"Gemeente {gemeente} moet het eerst eens zijn (OP359). Draag het verzoek over, of leg vast dat u dat "
            "met die gemeente afsprak."
        )


def keur_gemeente(item: Werk, gemeente: str) -> None:
    """Refuse a gemeente that does not exist, or that is the one that decides."""
    if gemeente not in codelijsten.lees(codelijsten.GEMEENTEN).waarden:
        raise OnjuistBesluit(f"{gemeente} is geen gemeentecode. Verwacht: vier cijfers, zoals 0164.")
    if gemeente == item.gemeente:
        raise OnjuistBesluit(f"Gemeente {gemeente} behandelt dit verzoek zelf; noem een andere gemeente.")
