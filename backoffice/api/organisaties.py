"""Who asks, and the organisations that take part, by their codes and names."""

from __future__ import annotations

from fastapi import APIRouter, Request

from backoffice.api.vorm import Lijst, Vorm, lijst
from backoffice.services.inzage import organisaties
from backoffice.toegang.rechten import RECHTEN, SOORT, Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(tags=["organisaties"])


class Ik(Vorm):
    """Who you are to this back office, and what you may do."""

    naam: str
    rol: str
    organisatie: str
    soort: str
    rechten: list[str]


class Organisatie(Vorm):
    """An organisation by its AGB-code or gemeentecode."""

    code: str
    naam: str


@router.get("/ik")
@recht(Recht.EIGEN)
def ik(wie: Wie) -> Ik:
    """Als wie u bent aangemeld."""
    return Ik.van(wie, rol=wie.rol.value, soort=SOORT[wie.rol].value, rechten=sorted(RECHTEN[wie.rol]))


@router.get("/gemeenten")
@recht(Recht.EIGEN)
def gemeenten(request: Request, hier: Hier) -> Lijst[Organisatie]:
    """De gemeenten waarvoor deze back office werkt."""
    return lijst(request, Organisatie, organisaties.gemeenten(hier.werkplek))


@router.get("/aanbieders")
@recht(Recht.EIGEN)
def aanbieders(request: Request, hier: Hier, wie: Wie) -> Lijst[Organisatie]:
    """De aanbieders met een contract dat u mag zien."""
    return lijst(request, Organisatie, organisaties.aanbieders(hier.werkplek, wie))
