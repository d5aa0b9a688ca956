"""Deciding on work: each decision, what it does to the register and the message that tells of it, at once.

Every function is one transaction: decision, register, message and outbox, or nothing. Who decides is kept with
when, on what grounds, what the checks said and which lines were granted. Besluitfout tells what cannot be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection

from backoffice.services.beoordeel_verzoek import behandelaar_van, eerste_klok, lees_dossier, reden_van
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.verzending import (
    Administratie,
    Besluitfout,
    lees_administratie,
    verzend_antwoord,
    verzend_toewijzing,
)
from backoffice.services.werkplek import Werkplek
from backoffice.services.zaak import Dossier
from backoffice.storage import audit, berichten, toewijzingen, verzoeken, werk
from backoffice.storage.database import lezen
from backoffice.storage.nummerreeks import neem_toewijzingnummer
from backoffice.storage.werk import Werk
from backoffice.termijnen import INFORMATIEVERZOEK, vervaldag
from backoffice.toewijzingen.register import Versie
from backoffice.toewijzingen.wijzigen import Besloten, Gevolg
from backoffice.verzoeken.antwoord import WOONPLAATSBEGINSEL, afwijzing, in_onderzoek
from backoffice.verzoeken.besluit import BIJ_MAATREGEL, Keuze, Vorm
from backoffice.verzoeken.model import Aanvraag, Herkomst, Regel, Woonplaats
from backoffice.verzoeken.toetsen import toets
from backoffice.verzoeken.uitvoeren import voer_uit
from backoffice.verzoeken.werk import (
    AUTOMATISCH,
    Bevonden,
    Handeling,
    Status,
    Werksoort,
    regel_als_json,
    uitkomst_als_json,
    voorstel_als_json,
)
from ijw import codelijsten
from ijw.feiten import Onbekend

AFWIJSCODES: Final = tuple("123456789")


@dataclass(frozen=True, slots=True)
class Besluit:
    """Who decides, when (a UTC moment) and on what grounds, in Dutch and without names of cliënten."""

    wie: str
    nu: datetime
    gronden: tuple[str, ...] = ()

    @property
    def vandaag(self) -> date:
        """The Dutch calendar day."""
        return self.nu.astimezone(AMSTERDAM).date()


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What a decision came to: the message that left, if one did, and what it did to the toewijzingen in Dutch."""

    werk_id: int
    handeling: Handeling
    uitgaand_id: int | None = None
    zinnen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Zaak:
    """An item about a verzoek that somebody is deciding on."""

    werk: Werk
    inhoud: dict[str, Any]
    bevonden: Bevonden
    verzoek: verzoeken.Ingediend
    dossier: Dossier

    @property
    def aanvraag(self) -> Aanvraag:
        return self.dossier.aanvraag


def wijs_toe(
    werkplek: Werkplek, werk_id: int, besluit: Besluit, anders: Mapping[str, Any] | None = None
) -> Uitslag:
    """Grant a verzoek as it is proposed; the JW301 leaves.

    `anders` are fields of the Regel that a gemeente assigns otherwise than was asked, at a VOT only (IV094).
    """
    with _verzoek(werkplek, werk_id, besluit) as (conn, zaak):
        return _wijs_toe(werkplek, conn, zaak, besluit, anders or {})


def wijs_af(werkplek: Werkplek, werk_id: int, besluit: Besluit, code: str, gemeente: str | None = None) -> Uitslag:
    """Refuse a verzoek with a RedenAfwijzingVerzoek; `gemeente` is responsible instead, with code 8 alone."""
    with _verzoek(werkplek, werk_id, besluit) as (conn, zaak):
        _keur_afwijzing(zaak, besluit, code, gemeente)
        uitgaand_id = verzend_antwoord(
            werkplek,
            conn,
            _administratie(conn, zaak.werk),
            zaak.verzoek.id,
            lambda kenmerk: afwijzing(zaak.aanvraag, kenmerk, code, gemeente),
            besluit.nu,
        )
        _leg_vast(werkplek, conn, zaak, besluit, Handeling.AFWIJZEN, uitgaand_id, code=code, gemeente=gemeente)
        _sluit(werkplek, conn, zaak.werk, besluit)
        return Uitslag(werk_id, Handeling.AFWIJZEN, uitgaand_id)


def neem_in_onderzoek(werkplek: Werkplek, werk_id: int, besluit: Besluit) -> Uitslag:
    """Tell the aanbieder that the gemeente is looking into it, which is allowed once (TR360)."""
    with _verzoek(werkplek, werk_id, besluit) as (conn, zaak):
        uitgaand_id = verzend_antwoord(
            werkplek,
            conn,
            _administratie(conn, zaak.werk),
            zaak.verzoek.id,
            lambda kenmerk: in_onderzoek(zaak.aanvraag, kenmerk),
            besluit.nu,
        )
        _leg_vast(werkplek, conn, zaak, besluit, Handeling.ONDERZOEK, uitgaand_id)
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
    with _werk(werkplek, werk_id, besluit) as (conn, item):
        if tot <= besluit.vandaag:
            raise Besluitfout(f"Aanhouden tot {tot:%d-%m-%Y} kan niet: kies een dag na vandaag.")
        if item.vervaldag is not None and tot > item.vervaldag:
            raise Besluitfout(
                f"Aanhouden tot {tot:%d-%m-%Y} kan niet: de termijn van werk {werk_id} eindigt op "
                f"{item.vervaldag:%d-%m-%Y}. Kies een eerdere dag, of neem het verzoek in onderzoek."
            )
        _leg_kaal_vast(werkplek, conn, item, besluit, Handeling.AANHOUDEN, {"tot": tot.isoformat()})
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
    with _verzoek(werkplek, werk_id, besluit) as (conn, zaak):
        _leg_bevonden_vast(werkplek, conn, zaak, besluit, Handeling.FEITEN, replace(zaak.bevonden, **feiten))
        return Uitslag(werk_id, Handeling.FEITEN)


def draag_over(werkplek: Werkplek, werk_id: int, besluit: Besluit, gemeente: str) -> Uitslag:
    """Ask another gemeente whether it is responsible by the woonplaatsbeginsel; only for a VOT (OP359).

    When that gemeente works here too, it finds the question on its own list. Until it agrees this one decides.
    """
    with _verzoek(werkplek, werk_id, besluit) as (conn, zaak):
        if zaak.aanvraag.herkomst is not Herkomst.VOT:
            raise Besluitfout("Alleen een verzoek om toewijzing kan naar een andere gemeente (OP359).")
        _keur_gemeente(zaak.werk, gemeente)
        bevonden = replace(zaak.bevonden, woonplaats=Woonplaats(gemeente, overeengekomen=False))
        _leg_bevonden_vast(werkplek, conn, zaak, besluit, Handeling.OVERDRAGEN, bevonden, gemeente)
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
    with _werk(werkplek, werk_id, besluit) as (conn, item):
        if item.soort != Werksoort.OVERNAME:
            raise Besluitfout(f"Werk {werk_id} is geen vraag van een andere gemeente.")
        _leg_kaal_vast(werkplek, conn, item, besluit, handeling, {})
        _sluit(werkplek, conn, item, besluit)
        vrager = werk.zoek_werk(conn, int(item.sleutel))
        if vrager is not None and vrager.status != Status.AFGEDAAN:
            zaak = _lees_zaak(werkplek, conn, vrager, besluit)
            gemeente = item.gemeente if akkoord else vrager.gemeente
            bevonden = replace(zaak.bevonden, woonplaats=Woonplaats(gemeente))
            _leg_bevonden_vast(werkplek, conn, zaak, besluit, handeling, bevonden, item.gemeente)
            if vrager.status == Status.OVERGEDRAGEN:
                werk.wijzig_werk(conn, werkplek.kluis, vrager.id, status=_status_van(conn, zaak))
        return Uitslag(werk_id, handeling)


def herhaal(werkplek: Werkplek, werk_id: int, besluit: Besluit) -> Uitslag:
    """Send a JW301 again that was refused or never answered, complete as the register has it now."""
    with _werk(werkplek, werk_id, besluit) as (conn, item):
        if item.verzoek_id is not None or item.uitgaand_id is None or item.client_id is None:
            raise Besluitfout(f"Werk {werk_id} gaat niet over een toewijzing die u opnieuw kunt verzenden.")
        administratie = _administratie(conn, item)
        uitgaand_id = verzend_toewijzing(werkplek, conn, administratie, (), besluit.nu)
        _leg_kaal_vast(werkplek, conn, item, besluit, Handeling.HERHALEN, {}, uitgaand_id)
        _sluit(werkplek, conn, item, besluit)
        sluit_herhaald(werkplek, conn, administratie, besluit, uitgaand_id)
        return Uitslag(werk_id, Handeling.HERHALEN, uitgaand_id)


def sluit_af(werkplek: Werkplek, werk_id: int, besluit: Besluit) -> Uitslag:
    """Put away an item that asks for no message, on grounds; a verzoek always needs an answer."""
    with _werk(werkplek, werk_id, besluit) as (conn, item):
        if item.verzoek_id is not None:
            raise Besluitfout(
                f"Op werk {werk_id} wacht een aanbieder. Wijs het verzoek toe, wijs het af of neem het in "
                "onderzoek."
            )
        if not besluit.gronden:
            raise Besluitfout(f"Zeg waarom werk {werk_id} klaar is.")
        _leg_kaal_vast(werkplek, conn, item, besluit, Handeling.AFSLUITEN, {})
        _sluit(werkplek, conn, item, besluit)
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
            with _verzoek(werkplek, item.id, besluit) as (conn, zaak):
                voorstel = zaak.dossier.stel_voor()
                if voorstel.vorm is Vorm.AUTOMATISCH:
                    gedaan.append(_wijs_toe(werkplek, conn, zaak, besluit, {}))
                else:
                    _stel_opnieuw_voor(werkplek, conn, zaak.werk, zaak.inhoud, zaak.dossier)
        except Besluitfout as fout:
            with werkplek.engine.begin() as conn:
                reden = f"{item.reden}; automatisch lukte niet: {fout}"
                werk.wijzig_werk(conn, werkplek.kluis, item.id, behandelaar=None, reden=reden)
    return gedaan


# --- one item at a time ---------------------------------------------------------------------------


@contextmanager
def _werk(werkplek: Werkplek, werk_id: int, besluit: Besluit) -> Iterator[tuple[Connection, Werk]]:
    """An item that nobody else can decide on until this is done; Besluitfout when somebody did."""
    with werkplek.engine.begin() as conn:
        item = werk.zoek_werk(conn, werk_id)
        if item is None:
            raise Besluitfout(f"Werk {werk_id} bestaat niet. Kijk met ijw werk lijst wat er wacht.")
        berichten.neem_beurt(conn, item.gemeente, item.aanbieder)
        item = werk.zoek_werk(conn, werk_id)
        assert item is not None  # items are never deleted
        if item.status == Status.AFGEDAAN:
            laatste = werk.lees_werkbesluiten(conn, werkplek.kluis, werk_id)[-1]
            raise Besluitfout(
                f"Werk {werk_id} is al afgedaan: {laatste.keuze} door {laatste.wie} op "
                f"{laatste.besloten_op.astimezone(AMSTERDAM):%d-%m-%Y om %H:%M}."
            )
        yield conn, item
        audit.leg_vast(
            conn,
            tijdstip=besluit.nu,
            wie=besluit.wie,
            handeling="besluit genomen",
            doel=f"werk {werk_id}",
            clienten=() if item.client_id is None else (item.client_id,),
        )


@contextmanager
def _verzoek(werkplek: Werkplek, werk_id: int, besluit: Besluit) -> Iterator[tuple[Connection, _Zaak]]:
    with _werk(werkplek, werk_id, besluit) as (conn, item):
        if item.verzoek_id is None:
            raise Besluitfout(f"Werk {werk_id} is geen verzoek van een aanbieder; dit besluit past er niet bij.")
        yield conn, _lees_zaak(werkplek, conn, item, besluit)


def _lees_zaak(werkplek: Werkplek, conn: Connection, item: Werk, besluit: Besluit) -> _Zaak:
    assert item.verzoek_id is not None
    inhoud = werk.lees_inhoud(conn, werkplek.kluis, item.id)
    bevonden = Bevonden.uit_json(inhoud["bevonden"])
    verzoek, dossier = lees_dossier(werkplek, conn, item.verzoek_id, besluit.nu, bevonden)
    return _Zaak(item, inhoud, bevonden, verzoek, dossier)


def _administratie(conn: Connection, item: Werk) -> Administratie:
    assert item.client_id is not None
    return lees_administratie(conn, item.gemeente, item.aanbieder, item.client_id)


def _wijs_toe(
    werkplek: Werkplek, conn: Connection, zaak: _Zaak, besluit: Besluit, anders: Mapping[str, Any]
) -> Uitslag:
    aanvraag, item = zaak.aanvraag, zaak.werk
    if anders and aanvraag.herkomst is Herkomst.VOW:
        raise Besluitfout("Een verzoek om wijziging wijst u in zijn geheel toe of af (OP348).")
    voorstel = zaak.dossier.stel_voor()
    if voorstel.keuze is not Keuze.TOEWIJZEN and not besluit.gronden:
        raise Besluitfout(f"Het voorstel is: {voorstel.keuze}. Zeg op welke gronden u toch toewijst.")
    te_doen = tuple(replace(regel, **anders) for regel in voorstel.regels)
    administratie = _administratie(conn, item)
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
    _leg_vast(werkplek, conn, zaak, besluit, Handeling.TOEWIJZEN, uitgaand_id, regels=te_doen, zinnen=zinnen)
    _sluit(werkplek, conn, item, besluit)
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


def _keur_afwijzing(zaak: _Zaak, besluit: Besluit, code: str, gemeente: str | None) -> None:
    if code not in AFWIJSCODES:
        raise Besluitfout(f"{code} is geen reden om af te wijzen. Kies een van {', '.join(AFWIJSCODES)}.")
    maatregel = zaak.dossier.zaak.maatregel or any(regel.maatregel for regel in zaak.aanvraag.regels)
    if maatregel and code not in BIJ_MAATREGEL:
        mag = ", ".join(sorted(BIJ_MAATREGEL))
        raise Besluitfout(
            f"Een maatregel van de rechter of een gecertificeerde instelling wijst u alleen af met {mag}."
        )
    voorstel = zaak.dossier.stel_voor()
    if (voorstel.keuze, voorstel.code) != (Keuze.AFWIJZEN, code) and not besluit.gronden:
        raise Besluitfout(f"Het voorstel is: {voorstel.keuze}. Zeg op welke gronden u afwijst met {code}.")
    if code != WOONPLAATSBEGINSEL:
        if gemeente is not None:
            raise Besluitfout("Alleen bij reden 8 noemt u een andere gemeente (TR409).")
        return
    if zaak.aanvraag.herkomst is not Herkomst.VOT:
        raise Besluitfout("Reden 8 kan alleen bij een verzoek om toewijzing; gebruik bij een wijziging reden 5.")
    if gemeente is None:
        raise Besluitfout("Noem bij reden 8 de gemeente die verantwoordelijk is (TR377).")
    _keur_gemeente(zaak.werk, gemeente)
    woonplaats = zaak.bevonden.woonplaats
    if isinstance(woonplaats, Onbekend) or woonplaats != Woonplaats(gemeente):
        raise Besluitfout(
            f"Gemeente {gemeente} moet het eerst eens zijn (OP359). Draag het verzoek over, of leg vast dat u dat "
            "met die gemeente afsprak."
        )


def _keur_gemeente(item: Werk, gemeente: str) -> None:
    if gemeente not in codelijsten.lees(codelijsten.GEMEENTEN).waarden:
        raise Besluitfout(f"{gemeente} is geen gemeentecode. Verwacht: vier cijfers, zoals 0164.")
    if gemeente == item.gemeente:
        raise Besluitfout(f"Gemeente {gemeente} behandelt dit verzoek zelf; noem een andere gemeente.")


def _leg_bevonden_vast(
    werkplek: Werkplek,
    conn: Connection,
    zaak: _Zaak,
    besluit: Besluit,
    handeling: Handeling,
    bevonden: Bevonden,
    gemeente: str | None = None,
) -> None:
    """Keep facts with the item, propose again with them, and keep who found them."""
    assert zaak.werk.verzoek_id is not None
    _, dossier = lees_dossier(werkplek, conn, zaak.werk.verzoek_id, besluit.nu, bevonden)
    inhoud = {**zaak.inhoud, "bevonden": bevonden.als_json()}
    _stel_opnieuw_voor(werkplek, conn, zaak.werk, inhoud, dossier)
    nieuw = replace(zaak, bevonden=bevonden, dossier=dossier)
    _leg_vast(werkplek, conn, nieuw, besluit, handeling, None, gemeente=gemeente)


def _stel_opnieuw_voor(
    werkplek: Werkplek, conn: Connection, item: Werk, inhoud: dict[str, Any], dossier: Dossier
) -> None:
    voorstel = dossier.stel_voor()
    werk.wijzig_werk(
        conn,
        werkplek.kluis,
        item.id,
        {**inhoud, "voorstel": voorstel_als_json(voorstel)},
        reden=reden_van(dossier, voorstel),
        behandelaar=behandelaar_van(voorstel),
    )


def _status_van(conn: Connection, zaak: _Zaak) -> str:
    """How a verzoek stands that another gemeente answered: open, or being looked into when we said so."""
    verzoek = next(v for v in _administratie(conn, zaak.werk).verzoeken if v.id == zaak.verzoek.id)
    return (Status.ONDERZOEK if verzoek.verzoek.antwoorden else Status.OPEN).value


def _leg_vast(
    werkplek: Werkplek,
    conn: Connection,
    zaak: _Zaak,
    besluit: Besluit,
    handeling: Handeling,
    uitgaand_id: int | None,
    *,
    code: str | None = None,
    gemeente: str | None = None,
    regels: Sequence[Regel] = (),
    zinnen: Sequence[str] = (),
) -> None:
    inhoud = {
        "gronden": list(besluit.gronden),
        "uitkomsten": [uitkomst_als_json(een) for een in toets(zaak.aanvraag, zaak.dossier.zaak)],
        "bevonden": zaak.bevonden.als_json(),
        "regels": [regel_als_json(regel) for regel in regels],
        "gevolgen": list(zinnen),
    }
    werk.bewaar_werkbesluit(
        conn,
        werkplek.kluis,
        zaak.werk.id,
        handeling.value,
        besluit.wie,
        besluit.nu,
        inhoud,
        code=code,
        andere_gemeente=gemeente,
        uitgaand_id=uitgaand_id,
    )


def sluit_herhaald(
    werkplek: Werkplek, conn: Connection, administratie: Administratie, besluit: Besluit, uitgaand_id: int
) -> None:
    """What a refused JW301 told is told again by this one, so nobody has to send it again."""
    for item in werk.te_herhalen(conn, administratie.client_id, administratie.aanbieder):
        _leg_kaal_vast(werkplek, conn, item, besluit, Handeling.HERHALEN, {}, uitgaand_id)
        _sluit(werkplek, conn, item, besluit)


def _leg_kaal_vast(
    werkplek: Werkplek,
    conn: Connection,
    item: Werk,
    besluit: Besluit,
    handeling: Handeling,
    meer: dict[str, Any],
    uitgaand_id: int | None = None,
) -> None:
    inhoud = {"gronden": list(besluit.gronden), **meer}
    werk.bewaar_werkbesluit(
        conn, werkplek.kluis, item.id, handeling.value, besluit.wie, besluit.nu, inhoud, uitgaand_id=uitgaand_id
    )


def _sluit(werkplek: Werkplek, conn: Connection, item: Werk, besluit: Besluit) -> None:
    werk.wijzig_werk(
        conn,
        werkplek.kluis,
        item.id,
        status=Status.AFGEDAAN.value,
        aangehouden_tot=None,
        behandelaar=besluit.wie,
    )
