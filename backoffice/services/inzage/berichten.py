"""Messages in and out, as lists and one by one, with the reasons of what was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection

from backoffice.declaraties.uitleg import ADVIEZEN
from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.rapport.advies import advies
from backoffice.services.tabelvormen import Cel, Tabel
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.waarom import clienten_in
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit
from backoffice.storage.berichtverhalen import lees_signalen
from backoffice.storage.database import lezen
from backoffice.storage.views import berichten, prestaties
from backoffice.storage.views.berichten import BerichtRij, Berichtvraag, UitgaandRij
from backoffice.storage.views.prestaties import DeclaratieRij, PrestatieRij
from backoffice.toegang.rechten import Bezoeker
from ijw.bevinding import Bevinding
from ijw.regels.tekst import hoeveelheid
from ijw.regels.toetsing import Signaal

PER_PAGINA: Final = 50


class Reden(NamedTuple):
    """Why something was refused: what was found, what its retourcode means, and what to do."""

    bevinding: Bevinding
    betekenis: str
    actie: str


@dataclass(frozen=True, slots=True)
class Regel:
    """One prestatie of a declaratie with the reasons why it was refused; none when it was not."""

    prestatie: PrestatieRij
    redenen: tuple[Reden, ...]


@dataclass(frozen=True, slots=True)
class Berichtblad:
    """One message that came in: what became of it as a whole, and of the prestaties it holds.

    `declaratie` is None, and `regels` empty, for anything but a JW323 that was processed.
    """

    bericht: BerichtRij
    redenen: tuple[Reden, ...]
    signalen: tuple[Signaal, ...]
    declaratie: DeclaratieRij | None
    regels: Pagina[Regel]


@dataclass(frozen=True, slots=True)
class Bestand:
    """A message to keep, under a name that tells nothing of a person."""

    naam: str
    inhoud: bytes


def lijst(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    *,
    na: int | None = None,
    soort: str | None = None,
    oordeel: str | None = None,
    identificatie: str | None = None,
    van: date | None = None,
    tot: date | None = None,
    per_pagina: int = PER_PAGINA,
) -> Pagina[BerichtRij]:
    """The messages this visitor may see, newest first; none of it is about a person. Days are Dutch, inclusive."""
    vraag = Berichtvraag(
        soort,
        oordeel,
        identificatie,
        None if van is None else _begin_van(van),
        None if tot is None else _begin_van(tot + timedelta(days=1)),
    )
    with lezen(werkplek.engine) as conn:
        rijen = berichten.lees_berichten(conn, bezoeker.bereik, vraag, aantal=per_pagina + 1, na=na)
    return pagina(rijen, per_pagina, lambda rij: rij.id)


def toon(werkplek: Werkplek, bezoeker: Bezoeker, bericht_id: int) -> BerichtRij:
    """One message; NietGevonden when there is none that this visitor may see."""
    with lezen(werkplek.engine) as conn:
        return _zoek(conn, bezoeker, bericht_id)


def blad(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    bericht_id: int,
    moment: datetime,
    *,
    alle: bool = False,
    na: int = 0,
    per_pagina: int = PER_PAGINA,
) -> Berichtblad:
    """One message with its rejected prestaties, or with `alle`; after the prestatie with id `na`.

    Looking is an access to the data of the cliënten in the list, and is recorded. Raises NietGevonden.
    """
    with werkplek.engine.begin() as conn:
        bericht = _zoek(conn, bezoeker, bericht_id)
        declaratie = prestaties.zoek_declaratie(conn, bezoeker.bereik, bericht_id)
        rijen = (
            []
            if declaratie is None
            else prestaties.lees_regels(
                conn, bezoeker.bereik, declaratie.id, alleen_afgewezen=not alle, aantal=per_pagina + 1, na=na
            )
        )
        getoond = pagina(_met_redenen(conn, bericht_id, rijen), per_pagina, lambda regel: regel.prestatie.id)
        _leg_vast(conn, bezoeker, bericht, moment, "bericht ingezien", getoond.rijen)
        return Berichtblad(
            bericht,
            _redenen(prestaties.lees_bevindingen(conn, bericht_id, None).get(None, ())),
            tuple(lees_signalen(conn, bericht_id)),
            declaratie,
            getoond,
        )


def redenen_als_tabel(werkplek: Werkplek, bezoeker: Bezoeker, bericht_id: int, moment: datetime) -> list[Tabel]:
    """Every rejected prestatie of a message with every reason, to work through. Raises NietGevonden."""
    with werkplek.engine.begin() as conn:
        bericht = _zoek(conn, bezoeker, bericht_id)
        declaratie = prestaties.zoek_declaratie(conn, bezoeker.bereik, bericht_id)
        rijen = (
            []
            if declaratie is None
            else prestaties.lees_regels(conn, bezoeker.bereik, declaratie.id, alleen_afgewezen=True)
        )
        regels = _met_redenen(conn, bericht_id, rijen)
        _leg_vast(conn, bezoeker, bericht, moment, "redenen opgehaald", regels)
        heel = _redenen(prestaties.lees_bevindingen(conn, bericht_id, None).get(None, ()))
    over_bericht = [(bericht.soort, "", "", "", "", "", "", *_cellen(reden)) for reden in heel]
    per_regel: list[tuple[Cel, ...]] = [
        (
            p.referentie,
            str(p.toewijzing_nummer),
            f"{p.categorie} {p.code}",
            f"{p.begindatum:%d-%m-%Y}",
            f"{p.einddatum:%d-%m-%Y}",
            hoeveelheid(p.volume, p.eenheid),
            p.bedrag,
            *_cellen(reden),
        )
        for p, redenen in ((regel.prestatie, regel.redenen) for regel in regels)
        for reden in redenen
    ]
    totaal = ("totaal afgewezen", "", "", "", "", "", declaratie.niet_toegekend if declaratie else 0)
    return [Tabel("redenen", _KOPPEN, [*over_bericht, *per_regel], (*totaal, *[""] * 7))]


_KOPPEN: Final = (
    *("ReferentieNummer", "ToewijzingNummer", "product", "begindatum", "einddatum", "volume", "bedrag"),
    *("retourcode", "betekenis", "element", "gevonden", "verwacht", "regel", "wat u kunt doen"),
)


def _cellen(reden: Reden) -> tuple[str, ...]:
    b = reden.bevinding
    return b.retourcode or "", reden.betekenis, b.element or "", b.gevonden, b.verwacht, b.regel, reden.actie


def uitgaand(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    *,
    na: int | None = None,
    soort: str | None = None,
    per_pagina: int = PER_PAGINA,
) -> Pagina[UitgaandRij]:
    """The messages that go out and that this visitor may see, newest first; none of it is about a person."""
    with lezen(werkplek.engine) as conn:
        rijen = berichten.lees_uitgaand(conn, bezoeker.bereik, aantal=per_pagina + 1, na=na, soort=soort)
    return pagina(rijen, per_pagina, lambda rij: rij.id)


def haal_ontvangen_op(werkplek: Werkplek, bezoeker: Bezoeker, bericht_id: int, moment: datetime) -> Bestand:
    """A message as it came in; recorded as access to the data of the cliënten in it. Raises NietGevonden."""
    with werkplek.engine.begin() as conn:
        rij = _zoek(conn, bezoeker, bericht_id)
        inhoud = berichten.lees_inhoud(conn, werkplek.kluis, bezoeker.bereik, bericht_id) or b""
        _leg_ophalen_vast(werkplek, conn, bezoeker, rij, inhoud, moment)
    return Bestand(_naam(rij), inhoud)


def haal_uitgaand_op(werkplek: Werkplek, bezoeker: Bezoeker, uitgaand_id: int, moment: datetime) -> Bestand:
    """A message as it goes out; recorded as access to the data of the cliënten in it. Raises NietGevonden."""
    with werkplek.engine.begin() as conn:
        rij = berichten.zoek_uitgaand(conn, bezoeker.bereik, uitgaand_id)
        inhoud = berichten.lees_uitgaande_inhoud(conn, werkplek.kluis, bezoeker.bereik, uitgaand_id)
        if rij is None or inhoud is None:
            raise NietGevonden(f"Bericht {uitgaand_id} is er niet, of is niet voor uw organisatie.")
        _leg_ophalen_vast(werkplek, conn, bezoeker, rij, inhoud, moment)
    return Bestand(_naam(rij), inhoud)


def _zoek(conn: Connection, bezoeker: Bezoeker, bericht_id: int) -> BerichtRij:
    rij = berichten.zoek_bericht(conn, bezoeker.bereik, bericht_id)
    if rij is None:
        raise NietGevonden(f"Bericht {bericht_id} is er niet, of is niet van uw organisatie.")
    return rij


def _met_redenen(conn: Connection, bericht_id: int, rijen: list[PrestatieRij]) -> list[Regel]:
    gevonden = prestaties.lees_bevindingen(conn, bericht_id, [rij.id for rij in rijen if not rij.toegekend])
    return [Regel(rij, _redenen(gevonden.get(rij.id, ()))) for rij in rijen]


def _redenen(bevindingen: list[Bevinding] | tuple[()]) -> tuple[Reden, ...]:
    return tuple(Reden(b, betekenis(b), advies(b)) for b in bevindingen)


def betekenis(bevinding: Bevinding) -> str:
    """What the retourcode of a finding means, in a Dutch sentence; empty where it has none of its own."""
    gevonden = ADVIEZEN.get(bevinding.retourcode or "")
    return "" if gevonden is None else gevonden.betekenis


def _leg_vast(
    conn: Connection,
    bezoeker: Bezoeker,
    bericht: BerichtRij,
    moment: datetime,
    handeling: str,
    regels: tuple[Regel, ...] | list[Regel],
) -> None:
    audit.leg_vast(
        conn,
        tijdstip=moment,
        wie=bezoeker.naam,
        handeling=handeling,
        doel=f"{bericht.soort} {bericht.identificatie}",
        clienten={regel.prestatie.client_id for regel in regels if regel.prestatie.client_id is not None},
        bericht_id=bericht.id,
    )


def _leg_ophalen_vast(
    werkplek: Werkplek,
    conn: Connection,
    bezoeker: Bezoeker,
    rij: BerichtRij | UitgaandRij,
    inhoud: bytes,
    moment: datetime,
) -> None:
    if rij.soort == "JW325" and isinstance(rij, UitgaandRij) and rij.bericht_id is not None:
        clienten = prestaties.afgewezen_clienten(conn, rij.bericht_id)
    else:
        clienten = clienten_in(werkplek, conn, inhoud, rij.afzender, rij.ontvanger)
    audit.leg_vast(
        conn,
        tijdstip=moment,
        wie=bezoeker.naam,
        handeling="bericht opgehaald",
        doel=f"{rij.soort} {rij.identificatie}",
        clienten=clienten,
    )


def _naam(rij: BerichtRij | UitgaandRij) -> str:
    # An Identificatie is free text of the sender, so the name is made of what has a fixed form.
    return f"{rij.soort}_{rij.afzender}_{rij.ontvanger}_{rij.id}.xml"


def _begin_van(dag: date) -> datetime:
    return datetime.combine(dag, time.min, AMSTERDAM)
