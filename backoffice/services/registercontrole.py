"""Controleniveaus 3 and 4 of a message against the register, without keeping anything of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backoffice.fouten import AlleenLezen
from backoffice.services import (
    beoordeel_declaratie,
    neem_verzoek_aan,
    registreer_antwoord,
    registreer_levering,
    registreer_toewijzingen,
    verwerk_retour,
)
from backoffice.services.ontvang import niet_voor_ons
from backoffice.services.verwerking import Gelezen
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, berichten
from backoffice.storage.database import lezen
from ijw.bevinding import Bevinding
from ijw.fouten import Onleesbaar
from ijw.regels.toetsing import Signaal
from ijw.vorm import Berichtsoort

_TOETSEN = {
    "JW301": registreer_toewijzingen.toets,
    "JW305": registreer_levering.toets,
    "JW307": registreer_levering.toets,
    "JW315": neem_verzoek_aan.toets,
    "JW317": neem_verzoek_aan.toets,
    "JW319": registreer_antwoord.toets,
    "JW323": beoordeel_declaratie.toets,
    **dict.fromkeys(verwerk_retour.SOORTEN, verwerk_retour.toets),
}


@dataclass(frozen=True, slots=True)
class Registercontrole:
    """Judges messages as receiving them at `tijdstip` (a UTC moment) would; fulfils `valideer.Register`.

    `wie` answers for it in the audit log: the facts are those of the cliënten a message names.
    """

    werkplek: Werkplek
    tijdstip: datetime
    wie: str

    def controleer(
        self, soort: Berichtsoort, kop: Callable[[], Any], stukken: Callable[[], Iterable[Any]]
    ) -> tuple[tuple[Bevinding, ...], tuple[Signaal, ...]]:
        """Give the findings, and what could not be judged or is worth a look.

        A message that was received before breaks TR056: sent as a new one it would. Raises Onleesbaar for a
        message of a gemeente this register is not about.
        """
        delen = tuple(stukken())
        gelezen = Gelezen(soort=soort, kop=kop(), stukken=delen, ontvangen_op=self.tijdstip)
        if (reden := niet_voor_ons(self.werkplek, gelezen)) is not None:
            raise Onleesbaar(reden)
        with lezen(self.werkplek.engine) as conn:
            gebruikt = berichten.is_bekend(conn, soort.naam, gelezen.afzender, gelezen.identificatie)
            toetsing = _TOETSEN[soort.naam](self.werkplek, conn, gelezen, identificatie_gebruikt=gebruikt)
        self._leg_vast(gelezen, toetsing.clienten)
        return toetsing.bevindingen, toetsing.signalen

    def _leg_vast(self, gelezen: Gelezen, clienten: Collection[int]) -> None:
        # Of a copy that cannot be written to, the one who made it answers for who looks at it.
        with suppress(AlleenLezen), self.werkplek.engine.begin() as conn:
            audit.leg_vast(
                conn,
                tijdstip=self.tijdstip,
                wie=self.wie,
                handeling="bericht gecontroleerd",
                doel=f"{gelezen.soort.naam} {gelezen.identificatie}",
                clienten=clienten,
            )
