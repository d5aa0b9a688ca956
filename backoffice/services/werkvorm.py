"""Work in the form in which people see and give it: Dutch lines, JSON, and files with what a gemeente wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from backoffice.contracts.model import Contractsoort
from backoffice.services.eigen_toewijzing import Wens
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.verzending import OnjuistBesluit
from backoffice.services.werklijst import Werkblad
from backoffice.storage.beleid import Gemeentebeleid
from backoffice.storage.werk import Werk, Werkbesluit
from backoffice.termijnen import Klok
from backoffice.toewijzingen.wijzigen import Gewenst
from backoffice.verzoeken.besluit import Beleid
from backoffice.verzoeken.model import InhoudelijkeAfkeur, Verhuizing, Woonplaats
from ijw import codelijsten
from ijw.json_vorm import Vormfout, lees_json

SOORTEN: Final = tuple(soort.value for soort in Contractsoort)
"""The kinds of contract that a gemeente can let approve by themselves."""

_WENS: Final = frozenset(
    {"toewijzing_nummer", "reden", "verwijder", "vanaf", "einddatum", "categorie", "code"}
    | {"volume", "eenheid", "frequentie", "budget"}
)
_REDENEN: Final = "WJ759"


def regel(item: Werk, klok: Klok | None) -> str:
    """One line of the list: number, deadline, gemeente, status and why."""
    termijn = (
        f"{klok.vervaldag:%d-%m-%Y} {klok.fase.value} ({klok.over:+d})" if klok is not None else "geen termijn"
    )
    status = item.status if item.aangehouden_tot is None else f"{item.status} tot {item.aangehouden_tot:%d-%m-%Y}"
    return f"{item.id:>6}  {termijn:<26}  {item.gemeente:<5} {item.aanbieder}  {status}: {item.reden}"


def als_json(item: Werk, klok: Klok | None) -> dict[str, Any]:
    """One line of the list as values that JSON knows."""
    return {
        "id": item.id,
        "soort": item.soort,
        "gemeente": item.gemeente,
        "aanbieder": item.aanbieder,
        "status": item.status,
        "aangehouden_tot": None if item.aangehouden_tot is None else item.aangehouden_tot.isoformat(),
        "behandelaar": item.behandelaar,
        "reden": item.reden,
        "vervaldag": None if klok is None else klok.vervaldag.isoformat(),
        "over": None if klok is None else klok.over,
        "fase": None if klok is None else klok.fase.value,
    }


def vertel(blad: Werkblad) -> Iterator[str]:
    """One item in full: deadlines, proposal, every check with its source, and the decisions so far."""
    item = blad.werk
    yield f"Werk {item.id}, {item.soort} bij gemeente {item.gemeente} {codelijsten.gemeentenaam(item.gemeente)}"
    yield f"  Aanbieder {item.aanbieder}; {item.status}; {item.reden}"
    for klok in blad.klokken:
        yield f"  Termijn: {klok.zin}"
    if (voorstel := blad.inhoud.get("voorstel")) is not None:
        yield from _voorstel(voorstel)
    for uitkomst in blad.inhoud.get("uitkomsten", ()):
        yield f"  {_uitkomst(uitkomst)}"
    for naam, waarde in vertel_bevonden(blad.inhoud.get("bevonden", {})):
        yield f"  Vastgelegd: {naam} {waarde}"
    for besluit in blad.besluiten:
        yield from vertel_besluit(besluit)


def _voorstel(voorstel: dict[str, Any]) -> Iterator[str]:
    code = f", reden {voorstel['code']} {reden_van(voorstel['code'])}" if voorstel["code"] else ""
    yield f"  Voorstel: {voorstel['keuze']}{code} ({voorstel['vorm']})"
    for grond in voorstel["gronden"]:
        yield f"    want {grond}"
    for regel_ in voorstel["regels"]:
        yield f"    {_regel(regel_)}"
    yield "  Toetsen:"
    for uitkomst in voorstel["uitkomsten"]:
        yield f"    {_uitkomst(uitkomst)}"


def _uitkomst(uitkomst: dict[str, Any]) -> str:
    code = f" [{uitkomst['code']}]" if uitkomst["code"] else ""
    return (
        f"{uitkomst['stand']}: {uitkomst['toets']}{code}, {uitkomst['onderdeel']}: {uitkomst['zin']} "
        f"({uitkomst['bron']})"
    )


def _regel(regel_: dict[str, Any]) -> str:
    """One line of what is asked or granted."""
    product = regel_.get("code") or regel_.get("categorie") or "generiek"
    delen = [f"{regel_['onderdeel']}: {product} van {regel_['ingangsdatum']} tot en met {regel_.get('einddatum')}"]
    if "volume" in regel_:
        delen.append(f"volume {regel_['volume']}, eenheid {regel_['eenheid']}, frequentie {regel_['frequentie']}")
    if "budget" in regel_:
        delen.append(f"budget {regel_['budget']} cent")
    return ", ".join(delen).replace("tot en met None", "zonder einde")


def vertel_besluit(besluit: Werkbesluit) -> Iterator[str]:
    """Who decided what, when and why."""
    moment = besluit.besloten_op.astimezone(AMSTERDAM)
    code = f" met reden {besluit.code} {reden_van(besluit.code)}" if besluit.code else ""
    gemeente = f", gemeente {besluit.andere_gemeente}" if besluit.andere_gemeente else ""
    yield f"  Besluit: {besluit.keuze}{code}{gemeente} door {besluit.wie} op {moment:%d-%m-%Y om %H:%M}"
    for grond in besluit.inhoud.get("gronden", ()):
        yield f"    want {grond}"
    for gevolg in besluit.inhoud.get("gevolgen", ()):
        yield f"    {gevolg}"
    if besluit.uitgaand_id is not None:
        yield f"    Bericht {besluit.uitgaand_id:012d}"


def reden_van(code: str) -> str:
    """What a RedenAfwijzingVerzoek is called."""
    return codelijsten.lees(_REDENEN).betekenis(code)


def vertel_bevonden(bevonden: dict[str, Any]) -> list[tuple[str, str]]:
    """What a person found out, as names and values in Dutch."""
    return [(naam.replace("_", " "), _waarde(waarde)) for naam, waarde in bevonden.items()]


def _waarde(waarde: Any) -> str:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return (
        ", ".join(f"{naam} {_waarde(deel)}" for naam, deel in waarde.items())
        if isinstance(waarde, dict)
        else waarde
    )


# --- what people give -----------------------------------------------------------------------------


def feiten(
    wie: str,
    *,
    woonplaats: str | None = None,
    andere_grond: bool = False,
    verhuisd_op: date | None = None,
    verhuisd_van: str | None = None,
    afkeur: str | None = None,
    **ja_nee: str | None,
) -> dict[str, Any]:
    """What somebody found out, as fields of Bevonden; OnjuistBesluit when it says nothing or half."""
    gevonden: dict[str, Any] = {naam: waarde == "ja" for naam, waarde in ja_nee.items() if waarde is not None}
    if woonplaats is not None:
        gevonden["woonplaats"] = Woonplaats(woonplaats, "anders" if andere_grond else "woonplaatsbeginsel")
    if (verhuisd_op is None) is not (verhuisd_van is None):
        raise OnjuistBesluit("Noem bij een verhuizing de dag en de gemeente van herkomst.")
    if verhuisd_op is not None and verhuisd_van is not None:
        gevonden["verhuizing"] = Verhuizing(verhuisd_op, verhuisd_van)
    if afkeur is not None:
        gevonden["afkeur"] = InhoudelijkeAfkeur(wie, afkeur)
    if not gevonden:
        raise OnjuistBesluit("Noem ten minste een feit. Met --help ziet u welke er zijn.")
    return gevonden


def beleid(
    automatisch: Iterable[str], samenloop: Iterable[str], *, inkorten: bool, eigen_woonplaats: bool
) -> Gemeentebeleid:
    """What a gemeente chose; OnjuistBesluit for a pair of categorieën that is none."""
    paren = [frozenset(paar.split("+")) for paar in samenloop]
    if any(len(paar) != 2 or not all(deel.isdecimal() and len(deel) == 2 for deel in paar) for paar in paren):
        raise OnjuistBesluit("Noem bij samenloop twee categorieën, zoals 43+45.")
    return Gemeentebeleid(Beleid(tuple(map(Contractsoort, automatisch)), inkorten), eigen_woonplaats, tuple(paren))


def vertel_beleid(keuze: Gemeentebeleid) -> Iterator[str]:
    """The policy of a gemeente in Dutch."""
    soorten = ", ".join(keuze.beleid.automatisch) or "niets"
    yield f"Automatisch goedkeuren: {soorten}"
    yield f"Minder toewijzen dan gevraagd, als dat wel past: {_waarde(keuze.beleid.inkorten)}"
    yield f"Zelf verantwoordelijk zolang niets anders is vastgelegd: {_waarde(keuze.eigen_woonplaats)}"
    paren = ", ".join(" met ".join(sorted(paar)) for paar in keuze.samenloop) or "geen"
    yield f"Categorieën die niet samengaan: {paren}"


def lees_voornemen(pad: Path) -> tuple[str, str, str, tuple[Wens, ...]]:
    """Read what a gemeente wants: gemeente, aanbieder, bsn and wensen; OnjuistBesluit says what is wrong.

    The file holds {"gemeente", "aanbieder", "bsn", "wensen": [...]}; a wens has a toewijzing_nummer when it
    changes one, `verwijder` true to remove it, and else what should be in force.
    """
    inhoud = _lees(pad, ("gemeente", "aanbieder", "bsn", "wensen"))
    if not isinstance(inhoud["wensen"], list) or not inhoud["wensen"]:
        raise OnjuistBesluit(f"{pad.name}: wensen is geen lijst met ten minste een wens.")
    wensen = tuple(_wens(pad, plaats, wens) for plaats, wens in enumerate(inhoud["wensen"], 1))
    return inhoud["gemeente"], inhoud["aanbieder"], inhoud["bsn"], wensen


def lees_client(pad: Path) -> tuple[str, dict[str, Any]]:
    """Read {"gemeente", "client"}; OnjuistBesluit says what is wrong."""
    inhoud = _lees(pad, ("gemeente", "client"))
    if not isinstance(inhoud["client"], dict):
        raise OnjuistBesluit(f"{pad.name}: client is geen object zoals in een JW301.")
    return inhoud["gemeente"], inhoud["client"]


def _lees(pad: Path, velden: Sequence[str]) -> dict[str, Any]:
    try:
        inhoud = lees_json(pad.read_bytes())
    except OSError as fout:
        raise OnjuistBesluit(f"{pad.name} kan niet worden gelezen ({fout.strerror}).") from fout
    except Vormfout as fout:
        raise OnjuistBesluit(f"{pad.name}: {fout}") from fout
    if not isinstance(inhoud, dict) or set(inhoud) != set(velden):
        raise OnjuistBesluit(f"{pad.name}: verwacht een object met precies {', '.join(velden)}.")
    for veld in velden:
        if veld not in ("wensen", "client") and not isinstance(inhoud[veld], str):
            raise OnjuistBesluit(f"{pad.name}: {veld} is geen tekst tussen aanhalingstekens.")
    return inhoud


def _wens(pad: Path, plaats: int, wens: Any) -> Wens:
    hier = f"{pad.name}, wens {plaats}"
    if not isinstance(wens, dict) or not set(wens) <= _WENS:
        raise OnjuistBesluit(f"{hier}: verwacht een object met alleen {', '.join(sorted(_WENS))}.")
    nummer, reden = wens.get("toewijzing_nummer"), wens.get("reden")
    if wens.get("verwijder") is True:
        return Wens(nummer, None, reden)
    try:
        vanaf = date.fromisoformat(wens["vanaf"])
        einddatum = date.fromisoformat(wens["einddatum"]) if "einddatum" in wens else None
    except (KeyError, TypeError, ValueError):
        raise OnjuistBesluit(f"{hier}: vanaf, of einddatum, is geen datum. Verwacht: jjjj-mm-dd.") from None
    for veld in ("toewijzing_nummer", "volume", "budget"):
        if veld in wens and (not isinstance(wens[veld], int) or isinstance(wens[veld], bool)):
            raise OnjuistBesluit(f"{hier}: {veld} is geen geheel getal.")
    overig = {veld: wens.get(veld) for veld in ("categorie", "code", "volume", "eenheid", "frequentie", "budget")}
    return Wens(nummer, Gewenst(vanaf=vanaf, einddatum=einddatum, **overig), reden)
