"""`ijw werk ACTIE`: the work list, and deciding on what waits there.

Exit status 0: done; 1: the list holds what is late; 2: it could not be done.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services import besluit_werk, eigen_toewijzing, werklijst, werkvorm
from backoffice.services.besluitstap import Besluit, Uitslag
from backoffice.services.leesbaar import toonbaar
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.verzoekbesluit import AFWIJSCODES
from backoffice.services.werkplek import Werkplek


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    for naam, (_, hulp, vul_aan) in _ACTIES.items():
        actie = acties.add_parser(naam, help=hulp, description=f"{hulp[0].upper()}{hulp[1:]}.")
        vul_aan(actie)
        actie.add_argument(
            "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
        )


def voer_uit(args: argparse.Namespace) -> int:
    """Do what is asked and give the exit status."""
    try:
        return _ACTIES[args.actie][0](open_werkplek(args.database, os.environ), args)
    except BackofficeError as fout:
        print(f"ijw werk {args.actie}: {toonbaar(str(fout))}", file=sys.stderr)
        return 2


# --- looking --------------------------------------------------------------------------------------


def _vraag_lijst(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--gemeente", action="append", default=[], metavar="CODE", help="alleen van deze gemeente")
    parser.add_argument("--op", type=_dag, metavar="DATUM", help="hoe het er die dag voor staat (anders vandaag)")
    parser.add_argument("--alles", action="store_true", help="ook wat is afgedaan")
    parser.add_argument("--json", action="store_true", help="als JSON")


def _lijst(werkplek: Werkplek, args: argparse.Namespace) -> int:
    items = werklijst.lijst(werkplek, args.op or _vandaag(), args.gemeente, ook_afgedaan=args.alles)
    if args.json:
        _druk_json([werkvorm.als_json(item, klok) for item, klok in items])
    else:
        for item, klok in items:
            print(toonbaar(werkvorm.regel(item, klok)))
        if not items:
            print("Er wacht geen werk.")
    return int(any(klok is not None and klok.over < 0 for _, klok in items))


def _vraag_nummer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("nummer", type=int, metavar="N")


def _toon(werkplek: Werkplek, args: argparse.Namespace) -> int:
    blad = werklijst.toon(werkplek, args.nummer, datetime.now(UTC), gebruiker())
    for regel in werkvorm.vertel(blad):
        print(toonbaar(regel))
    return 0


# --- deciding -------------------------------------------------------------------------------------


def _vraag_besluit(parser: argparse.ArgumentParser) -> None:
    _vraag_nummer(parser)
    parser.add_argument("--wie", metavar="NAAM", help="wie besluit (anders de naam waarmee u bent aangemeld)")
    parser.add_argument(
        "--grond", action="append", default=[], metavar="TEKST", help="waarom; geen namen van jeugdigen"
    )


def _besluit(args: argparse.Namespace) -> Besluit:
    return Besluit(args.wie or gebruiker(), datetime.now(UTC), tuple(args.grond))


def _vraag_toewijzen(parser: argparse.ArgumentParser) -> None:
    _vraag_besluit(parser)
    parser.add_argument("--einddatum", type=_dag, metavar="DATUM", help="wijs toe tot en met deze dag")
    parser.add_argument("--volume", type=int, metavar="AANTAL", help="wijs dit volume toe")
    parser.add_argument("--budget", type=int, metavar="CENTEN", help="wijs dit budget toe, in eurocenten")


def _wijs_toe(werkplek: Werkplek, args: argparse.Namespace) -> int:
    anders = {
        naam: waarde for naam in ("einddatum", "volume", "budget") if (waarde := getattr(args, naam)) is not None
    }
    return _meld(besluit_werk.wijs_toe(werkplek, args.nummer, _besluit(args), anders))


def _vraag_afwijzen(parser: argparse.ArgumentParser) -> None:
    _vraag_besluit(parser)
    parser.add_argument("--code", required=True, choices=AFWIJSCODES, metavar="1..9", help="de reden (WJ759)")
    parser.add_argument("--gemeente", metavar="CODE", help="bij reden 8: de gemeente die verantwoordelijk is")


def _wijs_af(werkplek: Werkplek, args: argparse.Namespace) -> int:
    return _meld(besluit_werk.wijs_af(werkplek, args.nummer, _besluit(args), args.code, args.gemeente))


def _onderzoek(werkplek: Werkplek, args: argparse.Namespace) -> int:
    return _meld(besluit_werk.neem_in_onderzoek(werkplek, args.nummer, _besluit(args)))


def _vraag_aanhouden(parser: argparse.ArgumentParser) -> None:
    _vraag_besluit(parser)
    parser.add_argument("--tot", type=_dag, required=True, metavar="DATUM")


def _houd_aan(werkplek: Werkplek, args: argparse.Namespace) -> int:
    return _meld(besluit_werk.houd_aan(werkplek, args.nummer, _besluit(args), args.tot))


def _vraag_overdragen(parser: argparse.ArgumentParser) -> None:
    _vraag_besluit(parser)
    parser.add_argument("--gemeente", required=True, metavar="CODE", help="aan wie u het vraagt")


def _draag_over(werkplek: Werkplek, args: argparse.Namespace) -> int:
    return _meld(besluit_werk.draag_over(werkplek, args.nummer, _besluit(args), args.gemeente))


def _vraag_overname(parser: argparse.ArgumentParser) -> None:
    _vraag_besluit(parser)
    keuze = parser.add_mutually_exclusive_group(required=True)
    keuze.add_argument("--akkoord", action="store_true", help="deze gemeente is verantwoordelijk")
    keuze.add_argument("--niet-akkoord", action="store_true", help="deze gemeente is het niet")


def _overname(werkplek: Werkplek, args: argparse.Namespace) -> int:
    return _meld(besluit_werk.antwoord_op_overname(werkplek, args.nummer, _besluit(args), akkoord=args.akkoord))


def _vraag_feiten(parser: argparse.ArgumentParser) -> None:
    _vraag_besluit(parser)
    parser.add_argument("--woonplaats", metavar="CODE", help="de gemeente die verantwoordelijk is, afgesproken")
    parser.add_argument("--andere-grond", action="store_true", help="niet om het woonplaatsbeginsel")
    parser.add_argument("--verhuisd-op", type=_dag, metavar="DATUM", help="verhuisd naar deze gemeente")
    parser.add_argument("--verhuisd-van", metavar="CODE", help="uit welke gemeente")
    parser.add_argument("--jeugdstrafrecht", choices=("ja", "nee"))
    parser.add_argument("--maatregel", choices=("ja", "nee"), help="van de rechter of een GI")
    parser.add_argument("--levering-begonnen", choices=("ja", "nee"))
    parser.add_argument("--afkeur", metavar="REDEN", help="zorginhoudelijk afgekeurd, en waarom")


def _feiten(werkplek: Werkplek, args: argparse.Namespace) -> int:
    besluit = _besluit(args)
    feiten = werkvorm.feiten(
        besluit.wie,
        woonplaats=args.woonplaats,
        andere_grond=args.andere_grond,
        verhuisd_op=args.verhuisd_op,
        verhuisd_van=args.verhuisd_van,
        afkeur=args.afkeur,
        **{naam: getattr(args, naam) for naam in ("jeugdstrafrecht", "maatregel", "levering_begonnen")},
    )
    return _meld(besluit_werk.leg_feiten_vast(werkplek, args.nummer, besluit, **feiten))


def _herhaal(werkplek: Werkplek, args: argparse.Namespace) -> int:
    return _meld(besluit_werk.herhaal(werkplek, args.nummer, _besluit(args)))


def _sluit_af(werkplek: Werkplek, args: argparse.Namespace) -> int:
    return _meld(besluit_werk.sluit_af(werkplek, args.nummer, _besluit(args)))


# --- of the gemeente itself -----------------------------------------------------------------------


def _vraag_opstellen(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bestand", type=Path, metavar="BESTAND", help="JSON: gemeente, aanbieder, bsn en wensen")
    parser.add_argument("--instemming", action="store_true", help="de aanbieder is het ermee eens")
    parser.add_argument("--wie", metavar="NAAM")
    parser.add_argument("--grond", action="append", default=[], metavar="TEKST")


def _stel_op(werkplek: Werkplek, args: argparse.Namespace) -> int:
    voornemen = werkvorm.lees_voornemen(args.bestand)
    return _meld(
        eigen_toewijzing.stel_op(werkplek, *voornemen, besluit=_besluit(args), instemming=args.instemming)
    )


def _vraag_client(parser: argparse.ArgumentParser) -> None:
    hulp = "JSON: gemeente, en client zoals in een JW301 (zie ijw toon --json), zonder toegewezen_producten"
    parser.add_argument("bestand", type=Path, metavar="BESTAND", help=hulp)
    parser.add_argument("--wie", metavar="NAAM")
    parser.set_defaults(grond=[])


def _client(werkplek: Werkplek, args: argparse.Namespace) -> int:
    gemeente, client = werkvorm.lees_client(args.bestand)
    eigen_toewijzing.leg_client_vast(werkplek, gemeente, client, _besluit(args))
    print("De gegevens zijn vastgelegd.")
    return 0


def _vraag_beleid(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gemeente", metavar="CODE")
    parser.add_argument("--vanaf", type=_dag, metavar="DATUM", help="kies beleid dat vanaf deze dag geldt")
    parser.add_argument(
        "--automatisch",
        action="append",
        default=[],
        choices=werkvorm.SOORTEN,
        metavar="SOORT",
        help="keur verzoeken op deze soort contract zelf goed als alle toetsen voldoen",
    )
    parser.add_argument("--niet-inkorten", action="store_true", help="wijs niet minder toe dan is gevraagd")
    parser.add_argument(
        "--woonplaats-onbekend", action="store_true", help="neem niet aan dat u verantwoordelijk bent"
    )
    parser.add_argument(
        "--samenloop", action="append", default=[], metavar="C+C", help="twee categorieën die niet samengaan"
    )
    parser.add_argument("--wie", metavar="NAAM")


def _beleid(werkplek: Werkplek, args: argparse.Namespace) -> int:
    if args.vanaf is not None:
        keuze = werkvorm.beleid(
            args.automatisch,
            args.samenloop,
            inkorten=not args.niet_inkorten,
            eigen_woonplaats=not args.woonplaats_onbekend,
        )
        nu = datetime.now(UTC)
        werklijst.kies_beleid(werkplek, args.gemeente, args.vanaf, keuze, args.wie or gebruiker(), nu)
    geldend = werklijst.geldend_beleid(werkplek, args.gemeente, args.vanaf or _vandaag())
    for regel in werkvorm.vertel_beleid(geldend):
        print(regel)
    return 0


# --- shared ---------------------------------------------------------------------------------------


def _meld(uitslag: Uitslag) -> int:
    print(f"Werk {uitslag.werk_id}: {uitslag.handeling}.")
    for zin in uitslag.zinnen:
        print(f"  {zin}")
    if uitslag.uitgaand_id is not None:
        print(f"  Bericht {uitslag.uitgaand_id:012d} staat klaar om te verzenden.")
    return 0


def _druk_json(inhoud: Any) -> None:
    print(json.dumps(inhoud, ensure_ascii=False, indent=2))


def _dag(tekst: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError as fout:
        raise argparse.ArgumentTypeError(f"'{tekst}' is geen datum. Verwacht: jjjj-mm-dd.") from fout


def _vandaag() -> date:
    return datetime.now(AMSTERDAM).date()


_Actie = Callable[[Werkplek, argparse.Namespace], int]
_ACTIES: Final[Mapping[str, tuple[_Actie, str, Callable[[argparse.ArgumentParser], None]]]] = {
    "lijst": (_lijst, "toon wat er wacht, met de termijn", _vraag_lijst),
    "toon": (_toon, "toon een werk met alle toetsen, feiten en het voorstel", _vraag_nummer),
    "toewijzen": (_wijs_toe, "wijs een verzoek toe", _vraag_toewijzen),
    "afwijzen": (_wijs_af, "wijs een verzoek af met een reden", _vraag_afwijzen),
    "onderzoek": (_onderzoek, "neem een verzoek in onderzoek", _vraag_besluit),
    "houd-aan": (_houd_aan, "leg werk weg tot een dag", _vraag_aanhouden),
    "draag-over": (_draag_over, "vraag een andere gemeente of zij verantwoordelijk is", _vraag_overdragen),
    "overname": (_overname, "antwoord een gemeente die vraagt of u verantwoordelijk bent", _vraag_overname),
    "feiten": (_feiten, "leg vast wat u hebt uitgezocht, en toets opnieuw", _vraag_feiten),
    "herhaal": (_herhaal, "verzend een toewijzing die niet aankwam opnieuw", _vraag_besluit),
    "sluit-af": (_sluit_af, "leg werk weg dat geen antwoord vraagt", _vraag_besluit),
    "stel-op": (_stel_op, "wijs zelf toe, wijzig of trek in", _vraag_opstellen),
    "client": (_client, "leg vast wat in een toewijzing over een jeugdige staat", _vraag_client),
    "beleid": (_beleid, "toon of kies wat een gemeente automatisch laat doen", _vraag_beleid),
}
