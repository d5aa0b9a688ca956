"""Loading contracts: everything in a file is right and kept, or nothing is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from backoffice.contracts.controle import controleer
from backoffice.contracts.fouten import Contractfout
from backoffice.contracts.model import Contract
from backoffice.services.contractbestand import lees_contracten
from backoffice.services.contractbestand.gelezen import Gelezen
from backoffice.storage.contracten import bewaar, lees_geldig


@dataclass(frozen=True, slots=True)
class Laadresultaat:
    """Contractnummers by what loading came to; with any fault nothing was kept.

    At most 100 faults are told; `meer_fouten` counts the others.
    """

    nieuw: tuple[str, ...] = ()
    gewijzigd: tuple[str, ...] = ()
    ongewijzigd: tuple[str, ...] = ()
    fouten: tuple[Contractfout, ...] = ()
    meer_fouten: int = 0


def laad_contracten(engine: Engine, pad: Path, gemeenten: Collection[str], geladen_op: datetime) -> Laadresultaat:
    """Read, check and keep the contracts of a file or folder, in one transaction.

    `gemeenten` are the codes that exist; `geladen_op` is a UTC moment. Raises DatabaseFout when the database
    is away, full or read-only.
    """
    gelezen = lees_contracten(pad)
    with engine.begin() as conn:
        for fout in _fouten(gelezen, gemeenten, lees_geldig(conn)):
            gelezen.meld(fout)
        if gelezen.fouten:
            return Laadresultaat(fouten=tuple(gelezen.fouten), meer_fouten=gelezen.meer_fouten)
        bewaard = bewaar(conn, gelezen.contracten, geladen_op)
    return Laadresultaat(bewaard.nieuw, bewaard.gewijzigd, bewaard.ongewijzigd)


def _fouten(gelezen: Gelezen, gemeenten: Collection[str], bekend: Sequence[Contract]) -> Iterator[Contractfout]:
    for fout in controleer(gelezen.contracten, gemeenten, bekend):
        # A list that seems empty because its rows could not be read has been reported already.
        if not (fout.pad[0] in gelezen.onvolledig and fout.pad[1:] in (("deelnames",), ("producten",))):
            yield fout
