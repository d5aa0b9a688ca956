"""Systems that may call this API. A secret is told once."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import Field

from backoffice.api.accounts import Naam, Organisatie
from backoffice.api.herhaling import toont_eenmalig
from backoffice.api.vorm import Invoer, Lijst, Vorm, lijst
from backoffice.services import systeemtoegang
from backoffice.toegang.rechten import Recht, Rol
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(prefix="/systemen", tags=["accounts en systemen"])

ClientId = Annotated[str, Path(pattern=r"^[0-9A-Za-z._@-]{1,100}$", description="De naam van het systeem.")]


class Systeem(Vorm):
    """A system that speaks for an organisation, and the certificate by which it is known."""

    client_id: str
    rol: str
    organisatie: str
    vingerafdruk: str | None
    certificaatnummer: str | None
    gemaakt_op: datetime
    gemaakt_door: str
    geblokkeerd_op: datetime | None


class NieuwSysteem(Invoer):
    """Which system speaks for which organisation (AGB-code or gemeentecode), and its certificate if it has one.

    `vingerafdruk` is the SHA-256 of the certificate, `certificaatnummer` the OIN or AGB-code in its subject.
    """

    client_id: Naam
    rol: Rol
    organisatie: Organisatie
    vingerafdruk: Annotated[str | None, Field(max_length=100)] = None
    certificaatnummer: Annotated[str | None, Field(max_length=40)] = None


class Systeemgeheim(Vorm):
    """The secret of a system; whoever sends the same request again reads that it was told before."""

    client_id: str
    geheim: str | None
    melding: str | None = None


@router.get("")
@recht(Recht.ACCOUNTS_BEHEREN)
def haal_op(request: Request, hier: Hier) -> Lijst[Systeem]:
    """De systemen, op organisatie en naam."""
    systemen = systeemtoegang.lijst(hier.werkplek)
    return lijst(request, Systeem, [Systeem.van(een, rol=een.rol.value) for een in systemen])


@router.post("", status_code=201)
@recht(Recht.ACCOUNTS_BEHEREN)
@toont_eenmalig(
    "geheim",
    "Dit systeem is er al. Het geheim is één keer getoond. Is het kwijt? Blokkeer het en laat een nieuw toe.",
)
def maak(hier: Hier, wie: Wie, nieuw: NieuwSysteem) -> Systeemgeheim:
    """Laat een systeem toe; het geheim ziet u alleen nu."""
    geheim = systeemtoegang.maak_systeem(
        hier.werkplek,
        nieuw.client_id,
        nieuw.rol,
        nieuw.organisatie,
        vingerafdruk=nieuw.vingerafdruk,
        certificaatnummer=nieuw.certificaatnummer,
        nu=hier.nu(),
        wie=wie.naam,
        willekeur=hier.willekeur,
    )
    return Systeemgeheim(client_id=nieuw.client_id.strip().lower(), geheim=geheim)


@router.post("/{client}/blokkeren", status_code=204)
@recht(Recht.ACCOUNTS_BEHEREN)
def blokkeer(hier: Hier, wie: Wie, client: ClientId) -> None:
    """Laat een systeem niet meer binnen; ook zijn tokens gelden niet meer."""
    systeemtoegang.blokkeer(hier.werkplek, client, nu=hier.nu(), wie=wie.naam)


@router.post("/{client}/deblokkeren", status_code=204)
@recht(Recht.ACCOUNTS_BEHEREN)
def deblokkeer(hier: Hier, wie: Wie, client: ClientId) -> None:
    """Laat een systeem weer binnen."""
    systeemtoegang.deblokkeer(hier.werkplek, client, nu=hier.nu(), wie=wie.naam)
