"""The monthly settlement: made once over a closed month, proven against the books, and the same for ever after.

Nothing is copied: the statement is made from the books again whenever somebody asks, and its sums must have the
fingerprint that was kept when it was made.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from backoffice.fouten import BackofficeError
from backoffice.ledger.boeken import Rekening
from backoffice.services.kostenoverzicht import Aard, aard_van
from backoffice.services.tabelvormen import Cel, Tabel
from backoffice.services.werkplek import Werkplek
from backoffice.settlement.afrekening import Afrekening, Lasten, Verloop, som_verloop
from backoffice.storage import afrekening as opslag
from backoffice.storage import grootboek, kosten, perioden
from backoffice.storage.database import lezen
from ijw import codelijsten


class Afrekenfout(BackofficeError):
    """The statement does not equal the books or what it was before, or cannot be made; the text says why."""


def maak_afrekening(werkplek: Werkplek, maand: date) -> Afrekening:
    """The statement of a month of the books, by its first day; that of an open month is provisional.

    Raises Afrekenfout when it does not add up, or is not what it was when it was made.
    """
    with lezen(werkplek.engine) as conn:
        gemaakt = _reken(conn, maand)
        eerder = opslag.zoek(conn, maand)
    if eerder is not None and eerder["vingerafdruk"] != vingerafdruk(gemaakt):
        raise Afrekenfout(
            f"De afrekening van {maand:%m-%Y} is niet meer die van {eerder['gemaakt_op']:%d-%m-%Y}. "
            "Gebruik haar niet en laat de database nakijken."
        )
    return gemaakt


def leg_vast(werkplek: Werkplek, maand: date, tijdstip: datetime, wie: str) -> bool:
    """Make the statement of a closed month and keep its fingerprint; False when that was done before.

    Raises Afrekenfout when the month is open or the statement does not add up.
    """
    with lezen(werkplek.engine) as conn:
        if opslag.zoek(conn, maand) is not None:
            return False
        if maand not in opslag.te_maken(conn):
            raise Afrekenfout(f"{maand:%m-%Y} is nog niet gesloten. Sluit de maand met ijw grootboek sluit.")
        gemaakt = _reken(conn, maand)
    with werkplek.engine.begin() as conn:
        # Of two at a time one keeps it: who closes months has this lock alone. What they made is the same.
        perioden.laatst_gesloten_om_te_sluiten(conn)
        if opslag.zoek(conn, maand) is not None:
            return False
        opslag.bewaar(conn, maand, tijdstip, wie, gemaakt.regio.kosten, vingerafdruk(gemaakt))
    return True


def te_maken(werkplek: Werkplek) -> list[date]:
    """The closed months without a statement, oldest first."""
    with lezen(werkplek.engine) as conn:
        return opslag.te_maken(conn)


def staat_vast(werkplek: Werkplek, maand: date) -> bool:
    """Whether the statement of a month was made."""
    with lezen(werkplek.engine) as conn:
        return opslag.zoek(conn, maand) is not None


def vingerafdruk(gemaakt: Afrekening) -> str:
    """What tells these sums from any other."""
    sommen = [
        gemaakt.maand.isoformat(),
        [[gemeente, *lasten] for gemeente, lasten in sorted(gemaakt.lasten.items())],
        [[*sleutel, *verloop] for sleutel, verloop in sorted(gemaakt.verloop.items())],
    ]
    return hashlib.sha256(json.dumps(sommen).encode()).hexdigest()


def _reken(conn: Connection, maand: date) -> Afrekening:
    lasten: defaultdict[str, Lasten] = defaultdict(Lasten)
    for last in kosten.lees_maandlasten(conn, maand):
        aard = aard_van(last.gemeente, last.debiteur, last.gedeeld)
        lasten[last.gemeente] = lasten[last.gemeente].plus(_als_last(aard, last.bedrag))
        if aard is Aard.VERREKENING:
            lasten[last.debiteur] = lasten[last.debiteur].plus(Lasten(verrekening_uit=last.bedrag))
    geboekt: defaultdict[str, int] = defaultdict(int)
    for saldo in grootboek.lees_maandsaldi(conn, maand, (Rekening.GEMEENTE, Rekening.TAAKGERICHT)):
        if saldo.rekening == Rekening.TAAKGERICHT:
            lasten[saldo.partij] = lasten[saldo.partij].plus(Lasten(taakgericht=saldo.bedrag))
        geboekt[saldo.partij] += saldo.bedrag
    verloop, open_ = opslag.lees_verloop(conn, maand)
    gemaakt = Afrekening(
        maand,
        {gemeente: lasten[gemeente] for gemeente in sorted(lasten) if any(lasten[gemeente])},
        verloop,
    )
    if verschillen := gemaakt.verschillen(geboekt, open_):
        raise Afrekenfout(
            f"De afrekening van {maand:%m-%Y} sluit niet aan op de boeken: {'; '.join(verschillen[:5])}. "
            "Gebruik haar niet en laat de database nakijken."
        )
    return gemaakt


def _als_last(aard: Aard, bedrag: int) -> Lasten:
    match aard:
        case Aard.EIGEN:
            return Lasten(eigen=bedrag)
        case Aard.GEDEELD:
            return Lasten(gedeeld=bedrag)
        case Aard.VERREKENING:
            return Lasten(verrekening_in=bedrag)


# --- as tables ------------------------------------------------------------------------------------

_LASTEN = ("eigen", "gedeeld", "verrekening in", "taakgericht", "kosten", "verrekening uit")
_VERLOOP = (
    *("aangehouden begin", "ingediend", "toegekend", "afgewezen", "aangehouden eind"),
    *("open begin", "geboekt", "taakgericht", "betaald", "open eind"),
)


def regiotabellen(gemaakt: Afrekening, namen: dict[str, str]) -> list[Tabel]:
    """The month of the region: per gemeente and per aanbieder, each with the same total of cost."""
    return [
        Tabel(
            "Kosten per gemeente",
            ("gemeente", "naam", *_LASTEN),
            [(code, codelijsten.gemeentenaam(code), *_lasten(deel)) for code, deel in gemaakt.lasten.items()],
            ("regio", "", *_lasten(gemaakt.regio)),
        ),
        _verlooptabel("Declaraties en betalingen per aanbieder", "aanbieder", gemaakt.per_aanbieder(), namen),
    ]


def gemeentetabellen(
    werkplek: Werkplek, gemaakt: Afrekening, gemeente: str, hoogstens: int | None = None
) -> list[Tabel]:
    """The month of one gemeente: what it bears, what it pays per aanbieder, and the lines of its cost.

    All lines, or the first so many.
    """
    with lezen(werkplek.engine) as conn:
        namen = kosten.lees_namen(conn)
        regels = list(kosten.lees_geboekte_lasten(conn, gemeente, gemaakt.maand, hoogstens))
        alle = kosten.tel_geboekte_lasten(conn, gemeente, gemaakt.maand)
    betaalt = {aanbieder: deel for (code, aanbieder), deel in gemaakt.verloop.items() if code == gemeente}
    deel = gemaakt.lasten.get(gemeente, Lasten())
    return [
        Tabel("Kosten", ("maand", *_LASTEN), [], (f"{gemaakt.maand:%Y-%m}", *_lasten(deel))),
        _verlooptabel("Gedeclareerd bij deze gemeente", "aanbieder", betaalt, namen),
        Tabel(
            "Regels",
            (
                *("boeking", "bericht", "referentienummer", "aanbieder", "categorie", "code"),
                *("leveringsmaand", "gedeclareerd bij", "aard", "kosten"),
            ),
            [
                (
                    *(str(regel.boeking), regel.bericht or "", regel.referentie, regel.aanbieder),
                    *(regel.categorie, regel.code, f"{regel.leveringsmaand:%Y-%m}", regel.debiteur),
                    aard_van(gemeente, regel.debiteur, regel.gedeeld).value,
                    regel.bedrag,
                )
                for regel in regels
            ],
            ("totaal", *[""] * 8, deel.kosten - deel.taakgericht),
            alle - len(regels),
        ),
    ]


def aanbiedertabellen(
    werkplek: Werkplek, gemaakt: Afrekening, aanbieder: str, hoogstens: int | None = None
) -> list[Tabel]:
    """The month of one aanbieder: per gemeente, the lines that were decided on or wait, and every payment.

    All lines, or the first so many.
    """
    with lezen(werkplek.engine) as conn:
        regels, alle = opslag.lees_regels(conn, gemaakt.maand, aanbieder, hoogstens)
        betalingen = opslag.lees_betalingen(conn, gemaakt.maand, aanbieder)
    per = {gemeente: deel for (gemeente, code), deel in gemaakt.verloop.items() if code == aanbieder}
    namen = {gemeente: codelijsten.gemeentenaam(gemeente) for gemeente in per}
    samen = som_verloop(per.values())
    return [
        _verlooptabel("Declaraties en betalingen per gemeente", "gemeente", per, namen),
        Tabel(
            "Regels",
            (
                *("gemeente", "bericht", "referentienummer", "categorie", "code", "leveringsmaand"),
                *("uitkomst", "retourcodes", "bedrag"),
            ),
            [_cellen(regel) for regel in regels],
            ("totaal", *[""] * 7, samen.toegekend + samen.afgewezen + samen.aangehouden),
            alle - len(regels),
        ),
        Tabel(
            "Betalingen",
            ("gemeente", "kenmerk", "dag", "leveringsmaand", "bedrag"),
            [
                (een.gemeente, een.kenmerk, f"{een.dag:%d-%m-%Y}", f"{een.leveringsmaand:%Y-%m}", een.bedrag)
                for een in betalingen
            ],
            ("totaal", "", "", "", sum(een.bedrag for een in betalingen)),
        ),
    ]


def namen_van(werkplek: Werkplek) -> dict[str, str]:
    """Names of the aanbieders in the register."""
    with lezen(werkplek.engine) as conn:
        return kosten.lees_namen(conn)


def _verlooptabel(titel: str, kop: str, per: dict[str, Verloop], namen: dict[str, str]) -> Tabel:
    return Tabel(
        titel,
        (kop, "naam", *_VERLOOP),
        [(code, namen.get(code, ""), *_verloop(deel)) for code, deel in sorted(per.items())],
        ("totaal", "", *_verloop(som_verloop(per.values()))),
    )


def _lasten(deel: Lasten) -> Iterable[int]:
    return deel.eigen, deel.gedeeld, deel.verrekening_in, deel.taakgericht, deel.kosten, deel.verrekening_uit


def _verloop(deel: Verloop) -> Iterable[int]:
    return *deel, deel.open


def _cellen(regel: opslag.Regel) -> tuple[Cel, ...]:
    waarden: list[Any] = list(regel)
    waarden[5] = f"{regel.leveringsmaand:%Y-%m}"
    return tuple(waarden)
