"""Messages in and out: the lists, one message, and what can be kept of it."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from backoffice.services.inzage import berichten
from backoffice.toegang.rechten import Recht
from backoffice.ui.bestand import XML, als_tabel, download
from backoffice.ui.invoer import lees_datum
from backoffice.ui.weergave import toon
from backoffice.web.poort import Hier, Wie, recht
from ijw.berichten import SOORTEN

router = APIRouter(prefix="/berichten")

_SOORTEN: Final = tuple((naam, naam) for naam in sorted(soort.naam for soort in SOORTEN))
_OORDELEN: Final = (
    ("goed", "goedgekeurd"),
    ("deels", "deels afgewezen"),
    ("afgekeurd", "afgekeurd"),
    ("aangehouden", "wacht op een besluit"),
)


@router.get("")
@recht(Recht.BERICHTEN_ZIEN)
def lijst(
    request: Request,
    hier: Hier,
    wie: Wie,
    na: int | None = None,
    soort: str = "",
    oordeel: str = "",
    identificatie: str = "",
    van: str = "",
    tot: str = "",
) -> HTMLResponse:
    """The newest messages, as far as they are asked for."""
    filters = {"soort": soort, "oordeel": oordeel, "identificatie": identificatie, "van": van, "tot": tot}
    pagina = berichten.lijst(
        hier.werkplek,
        wie,
        na=na,
        soort=soort or None,
        oordeel=oordeel or None,
        identificatie=identificatie.strip() or None,
        van=lees_datum("van", van),
        tot=lees_datum("tot", tot),
    )
    keuzes = {"soorten": _SOORTEN, "oordelen": _OORDELEN}
    return toon(request, "berichten/lijst.html", pagina=pagina, filters=filters, keuzes=keuzes)


@router.get("/uitgaand")
@recht(Recht.BERICHTEN_ZIEN)
def uitgaand(request: Request, hier: Hier, wie: Wie, na: int | None = None, soort: str = "") -> HTMLResponse:
    """The newest messages that go out."""
    pagina = berichten.uitgaand(hier.werkplek, wie, na=na, soort=soort or None)
    return toon(
        request, "berichten/uitgaand.html", pagina=pagina, filters={"soort": soort}, keuzes={"soorten": _SOORTEN}
    )


@router.get("/uitgaand/{uitgaand_id}")
@recht(Recht.BERICHTEN_ZIEN)
def haal_uitgaand(hier: Hier, wie: Wie, uitgaand_id: int) -> Response:
    """A message that goes out, to keep."""
    bestand = berichten.haal_uitgaand_op(hier.werkplek, wie, uitgaand_id, hier.nu())
    return download(bestand.inhoud, bestand.naam, XML)


@router.get("/{bericht_id}")
@recht(Recht.BERICHTEN_ZIEN)
def een(request: Request, hier: Hier, wie: Wie, bericht_id: int, regels: str = "", na: int = 0) -> HTMLResponse:
    """One message and what became of it."""
    alle = regels == "alle"
    blad = berichten.blad(hier.werkplek, wie, bericht_id, hier.nu(), alle=alle, na=na)
    return toon(request, "berichten/bericht.html", blad=blad, alle=alle)


@router.get("/{bericht_id}/xml")
@recht(Recht.BERICHTEN_ZIEN)
def haal_ontvangen(hier: Hier, wie: Wie, bericht_id: int) -> Response:
    """A message as it came in, to keep."""
    bestand = berichten.haal_ontvangen_op(hier.werkplek, wie, bericht_id, hier.nu())
    return download(bestand.inhoud, bestand.naam, XML)


@router.get("/{bericht_id}/redenen")
@recht(Recht.BERICHTEN_ZIEN)
def redenen(hier: Hier, wie: Wie, bericht_id: int, vorm: str = "excel") -> Response:
    """Every reason in one table, to work through."""
    tabellen = berichten.redenen_als_tabel(hier.werkplek, wie, bericht_id, hier.nu())
    return als_tabel(tabellen, f"redenen-bericht-{bericht_id}", vorm)
