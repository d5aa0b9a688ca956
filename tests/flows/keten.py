"""Messages of the whole chain by their deviation, each under a new Identificatie, and what their answers say."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import Any

from backoffice.services.ontvang import Ontvangst
from backoffice.storage import berichten
from ijw import codec
from ijw.vorm import Ldt, vorm
from tests import bouwers
from tests.flows.regio import AANBIEDER, GEMEENTE, NU, Regio, als_bytes, lees_antwoord

_nummers = count(1)


def _nieuw(bouw: Any, **anders: Any) -> Any:
    return bouw(**{"identificatie": f"K{next(_nummers)}"} | anders)


jw315_van = partial(_nieuw, bouwers.jw315_bericht)
jw319_van = partial(_nieuw, bouwers.jw319_bericht)


def start(*lijnen: Any, **anders: Any) -> Any:
    """A JW305 with these lines, else the standard one of toewijzing 1001 from 2 March 2026."""
    return _nieuw(bouwers.jw305_bericht, start_producten=list(lijnen or (bouwers.start_product(),)), **anders)


def stop(*lijnen: Any, **anders: Any) -> Any:
    """A JW307 with these lines, else the standard one: for good, after 31 March 2026."""
    return _nieuw(bouwers.jw307_bericht, stop_producten=list(lijnen or (bouwers.stop_product(),)), **anders)


def vot(referentie: str = "A0001", **anders: Any) -> Any:
    """A JW315 that asks for one product."""
    return jw315_van(
        aangevraagde_producten=[bouwers.aangevraagd_product(referentie_aanbieder=referentie, **anders)]
    )


def te_wijzigen(nummer: int = 1001, **anders: Any) -> Any:
    """Toewijzing 1001 should change from 1 May 2026."""
    return bouwers.te_wijzigen_product(toewijzing_nummer=nummer, **anders)


def vow(
    *wijzigingen: Any,
    blijft: tuple[int, ...] = (),
    nieuw: tuple[Any, ...] = (),
    bsn: str = bouwers.BSN,
    **anders: Any,
) -> Any:
    """A JW317 that asks for these changes, else the standard one."""
    verzoek = bouwers.verzoek(
        ongewijzigde_producten=[bouwers.ongewijzigd_product(toewijzing_nummer=nummer) for nummer in blijft],
        te_wijzigen_producten=list(wijzigingen or (te_wijzigen(),)),
        nieuwe_producten=list(nieuw),
        **anders,
    )
    return _nieuw(bouwers.jw317_bericht, verzoek=verzoek, bsn=bsn)


def antwoord(referentie: str = "A0001", zegt: str = "1", **anders: Any) -> Any:
    """A JW319: 1 rejects (for reason 4), 2 says it is being looked into."""
    reden = "4" if zegt == "1" else None
    return jw319_van(
        antwoord=bouwers.antwoord(
            referentie_aanbieder=referentie, verzoek_antwoord=zegt, **{"reden_afwijzing_verzoek": reden} | anders
        )
    )


def codes(ontvangst: Ontvangst) -> dict[str, tuple[str, ...]]:
    """The retourcodes in the answer by berichtklasse, without those that reject nothing."""
    gevonden: dict[str, tuple[str, ...]] = {}

    def verzamel(obj: Any, pad: str) -> None:
        eigen = tuple(code for code in getattr(obj, "retour_codes", ()) if code not in ("0200", "0233", "8001"))
        if eigen:
            gevonden[pad] = eigen
        for el in vorm(type(obj)).elementen:
            waarde = getattr(obj, el.veld)
            if isinstance(el.type, Ldt) or waarde is None:
                continue
            for nummer, deel in enumerate(waarde if el.herhaald else (waarde,), 1):
                verzamel(deel, f"{pad}/{el.naam}{nummer if nummer > 1 else ''}".lstrip("/"))

    verzamel(lees_antwoord(ontvangst), "")
    return gevonden


def verstuur(regio: Regio, bericht: Any, *, afzender: str = GEMEENTE, ontvanger: str = AANBIEDER) -> int:
    """Put a message of our own in the outbox and give its id."""
    soort = bouwers.soort_van(bericht)
    with regio.engine.begin() as conn:
        nummer = berichten.nieuw_uitgaand_nummer(conn)
        berichten.bewaar_uitgaand(
            conn,
            regio.kluis,
            nummer,
            None,
            soort.naam,
            afzender,
            ontvanger,
            bericht.header.bericht_identificatie.identificatie,
            als_bytes(bericht),
            NU,
        )
    return nummer


def lees(ontvangst: Ontvangst) -> Any:
    """The answer as a message."""
    assert ontvangst.antwoord is not None
    return codec.lees(ontvangst.antwoord)
