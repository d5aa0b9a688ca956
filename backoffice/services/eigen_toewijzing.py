"""What a gemeente assigns or changes of its own accord: checked, worked out and sent in one JW301."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from backoffice.fouten import OnjuisteInhoud
from backoffice.services import herhalingen
from backoffice.services.besluitstap import Besluit, Uitslag, sluit_herhaald
from backoffice.services.clienten import gegevens
from backoffice.services.verzending import Besluitfout, OnjuistBesluit, lees_administratie, verzend_toewijzing
from backoffice.services.werkplek import Werkplek
from backoffice.services.zaak import Dossier, dossier, geboren_van, lees_omstandigheden
from backoffice.storage import audit, berichten, toewijzingen, werk
from backoffice.storage.beleid import soorten_van
from backoffice.storage.nummerreeks import neem_toewijzingnummer
from backoffice.toewijzingen.register import Versie
from backoffice.toewijzingen.wijzigen import NIETS_GEDAAN, Besloten, Gevolg, Gewenst, nieuw, wijzig
from backoffice.verzoeken.model import van_voornemen
from backoffice.verzoeken.toetsen import toets
from backoffice.verzoeken.werk import Bevonden, Handeling, Status, Werksoort, uitkomst_als_json
from ijw.berichten import jw301
from ijw.json_vorm import Vormfout, klasse_van_json

_LEEG_PRODUCT: Final = {
    "toewijzing_nummer": 0,
    "toewijzingsdatum": "2026-01-01",
    "toewijzingstijd": "00:00:00",
    "ingangsdatum": "2026-01-01",
}
"""Stands where a Client of a JW301 must have a product; the next JW301 puts the real ones in its place."""


@dataclass(frozen=True, slots=True)
class Wens:
    """What should become of a toewijzing, or of none yet; `gewenst` None removes it.

    `reden` is the RedenWijziging when it is another than usual, as for a verhuizing (07).
    """

    toewijzing_nummer: int | None
    gewenst: Gewenst | None
    reden: str | None = None


class Clientfout(OnjuisteInhoud):
    """What was given of a cliënt has not the form of a JW301; the Dutch text says where."""


def leg_client_vast(werkplek: Werkplek, gemeente: str, client: Mapping[str, Any], besluit: Besluit) -> int:
    """Keep what a JW301 says of a cliënt (its Client as JSON, without products) and give the id.

    Raises Clientfout. What is wrong in a value shows when a JW301 is made of it.
    """
    dossier_ = {**client, "toegewezen_producten": [_LEEG_PRODUCT]}
    try:
        gelezen: jw301.Client = klasse_van_json(dossier_, jw301.Client, "client")
    except Vormfout as fout:
        raise Clientfout(str(fout)) from fout
    with werkplek.engine.begin() as conn:
        client_id = toewijzingen.bewaar_client(
            conn, werkplek.kluis, gemeente, gelezen.bsn, gegevens(gelezen), dossier_
        )
        _audit(conn, besluit, "gegevens vastgelegd", "jeugdige", client_id)
    return client_id


def stel_op(
    werkplek: Werkplek,
    gemeente: str,
    aanbieder: str,
    bsn: str,
    wensen: Sequence[Wens],
    besluit: Besluit,
    *,
    instemming: bool = False,
    formulier: str = "",
) -> Uitslag:
    """Send what a gemeente wants for a cliënt at an aanbieder, complete by OP087.

    Besluitfout when approved care would be undone, when the aanbieder has to agree first (unless `instemming`
    says that it did), or when a check says no and no grounds are given to do it nevertheless. The same `formulier`
    (its key) twice sends one message; AndereInhoud when it holds something else by then.
    """
    if gemeente not in werkplek.instellingen.gemeenten:
        raise Besluitfout(f"Voor gemeente {gemeente} werkt deze back office niet.")
    with werkplek.engine.begin() as conn:
        berichten.neem_beurt(conn, gemeente, aanbieder)
        if formulier:
            inhoud = repr((gemeente, aanbieder, bsn, wensen, besluit.gronden, instemming)).encode()
            eerder = herhalingen.begin_formulier(werkplek, conn, besluit.wie, formulier, inhoud, besluit.nu)
            if eerder is not None:
                return Uitslag(int(eerder), Handeling.TOEWIJZEN)
        client_id = toewijzingen.zoek_client(conn, werkplek.kluis, gemeente, bsn)
        if client_id is None:
            raise Besluitfout(
                "Deze jeugdige is bij de gemeente niet bekend. Leg hem eerst vast met ijw werk client."
            )
        administratie = lees_administratie(conn, gemeente, aanbieder, client_id)
        versies, zinnen, bezwaren, instemmingen = _werk_uit(conn, administratie, wensen, besluit)
        if bezwaren:
            raise Besluitfout(" ".join(bezwaren))
        if instemmingen and not instemming:
            raise Besluitfout(
                f"De aanbieder moet het hiermee eens zijn: {' '.join(instemmingen)} Vraag dat eerst."
            )
        getoetst = _toets(werkplek, conn, gemeente, aanbieder, client_id, versies, administratie.versies, besluit)
        uitkomsten = toets(getoetst.aanvraag, getoetst.zaak)
        gezakt = [uitkomst.melding for uitkomst in uitkomsten if uitkomst.faalt]
        if gezakt and not besluit.gronden:
            raise Besluitfout(f"Een toets zegt nee: {'; '.join(gezakt)}. Zeg op welke gronden u toch toewijst.")
        werk_id = werk.voeg_werk_toe(
            conn,
            werkplek.kluis,
            soort=Werksoort.EIGEN.value,
            gemeente=gemeente,
            aanbieder=aanbieder,
            sleutel=f"{aanbieder}/{client_id}",
            reden="eigen toewijzing",
            inhoud={"uitkomsten": [uitkomst_als_json(uitkomst) for uitkomst in uitkomsten]},
            ontvangen_op=besluit.nu,
            client_id=client_id,
            behandelaar=besluit.wie,
        )
        uitgaand_id = verzend_toewijzing(werkplek, conn, administratie, versies, besluit.nu)
        werk.bewaar_werkbesluit(
            conn,
            werkplek.kluis,
            werk_id,
            Handeling.TOEWIJZEN.value,
            besluit.wie,
            besluit.nu,
            {"gronden": list(besluit.gronden), "instemming": list(instemmingen), "gevolgen": list(zinnen)},
            uitgaand_id=uitgaand_id,
        )
        werk.wijzig_werk(conn, werkplek.kluis, werk_id, status=Status.AFGEDAAN.value)
        sluit_herhaald(werkplek, conn, administratie, besluit, uitgaand_id)
        _audit(conn, besluit, "besluit genomen", f"werk {werk_id}", client_id)
        if formulier:
            herhalingen.rond_formulier_af(werkplek, conn, besluit.wie, formulier, str(werk_id))
    return Uitslag(werk_id, Handeling.TOEWIJZEN, uitgaand_id, tuple(zinnen))


def _werk_uit(
    conn: Connection, administratie: Any, wensen: Sequence[Wens], besluit: Besluit
) -> tuple[list[Versie], list[str], list[str], list[str]]:
    """The versions, what happens, what stands in the way and what the aanbieder has to agree to."""
    datum, tijd = administratie.besluitmoment(besluit.nu)
    gedaan = toewijzingen.gedaan(conn, administratie.client_id, administratie.aanbieder)
    versies: list[Versie] = []
    zinnen: list[str] = []
    bezwaren: list[str] = []
    instemmingen: list[str] = []

    def nieuw_nummer() -> int:
        return neem_toewijzingnummer(conn, administratie.gemeente)

    for wens in wensen:
        nummer, besloten = wens.toewijzing_nummer, Besloten(datum, tijd, reden=wens.reden)
        if nummer is None:
            if wens.gewenst is None:
                raise OnjuistBesluit("Wat er nog niet is, kan niet worden verwijderd. Noem een ToewijzingNummer.")
            versie = nieuw(nieuw_nummer(), wens.gewenst, besloten)
            versies.append(versie)
            zinnen.append(f"Toewijzing {versie.toewijzing_nummer} is nieuw vanaf {versie.ingangsdatum:%d-%m-%Y}.")
            continue
        if nummer not in administratie.versies:
            raise OnjuistBesluit(f"Toewijzing {nummer} is niet van deze jeugdige bij deze aanbieder.")
        gevolg: Gevolg = wijzig(
            administratie.versies[nummer],
            wens.gewenst,
            besloten,
            verzonden=datum,
            nieuw_nummer=nieuw_nummer,
            gedaan=gedaan.get(nummer, NIETS_GEDAAN),
        )
        versies += gevolg.versies
        zinnen.append(gevolg.zin)
        bezwaren += gevolg.bezwaren
        instemmingen += gevolg.instemming
    return versies, zinnen, bezwaren, instemmingen


def _toets(
    werkplek: Werkplek,
    conn: Connection,
    gemeente: str,
    aanbieder: str,
    client_id: int,
    versies: Sequence[Versie],
    bestaand: Mapping[int, Versie],
    besluit: Besluit,
) -> Dossier:
    om = lees_omstandigheden(werkplek, conn, gemeente, aanbieder, client_id, besluit.vandaag)
    aanvraag = van_voornemen(gemeente, aanbieder, versies, besluit.vandaag, list(bestaand))
    soorten = soorten_van(conn, {versie.code for versie in versies if versie.code is not None})
    return dossier(om, aanvraag, soorten, geboren_van(werkplek, conn, client_id), Bevonden())


def _audit(conn: Connection, besluit: Besluit, handeling: str, doel: str, client_id: int) -> None:
    audit.leg_vast(
        conn, tijdstip=besluit.nu, wie=besluit.wie, handeling=handeling, doel=doel, clienten=(client_id,)
    )
