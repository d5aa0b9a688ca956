"""Whatever is decided and refused: the register, the last JW301 and the view of the aanbieder agree."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from backoffice.services.besluit_werk import herhaal
from backoffice.services.eigen_toewijzing import Wens, stel_op
from backoffice.services.verzending import Besluitfout
from backoffice.storage import tabellen
from backoffice.toewijzingen.register import Versie, versie_van
from backoffice.toewijzingen.wijzigen import Gewenst
from tests.flows.regio import AANBIEDER, BSN, GEMEENTE, NU, Regio
from tests.flows.werk import EERDER, items, keur_af, keur_goed, vertrokken, wie


def wens(rng: Random, nummers: list[int]) -> Wens:
    """A new toewijzing, another end or volume, or a removal."""
    nummer = rng.choice([None, *nummers])
    if nummer is not None and rng.random() < 0.2:
        return Wens(nummer, None)
    vanaf = date(2026, 5, 1) + timedelta(days=30 * rng.randrange(12))
    einde = vanaf + timedelta(days=30 * rng.randrange(1, 6))
    return Wens(nummer, Gewenst(vanaf, einde, "45", "45A04", rng.choice((60, 120)), "01", "4"))


def register(regio: Regio) -> dict[int, tuple[object, ...]]:
    """What is in force by our own register, without what was removed."""
    t = tabellen.toewijzing.c
    return {
        rij.toewijzing_nummer: (rij.ingangsdatum, rij.einddatum, rij.volume)
        for rij in regio.rijen(select(tabellen.toewijzing).where(t.verwijderd.is_(False)))
    }


@pytest.mark.parametrize("zaad", range(6))
def test_de_aanbieder_ziet_wat_in_het_register_staat(regio: Regio, zaad: int) -> None:
    rng = Random(zaad)
    regio.wijs_toe(EERDER)
    beeld: dict[int, Versie] = {7: versie_van(EERDER)}
    gelukt = 0
    for stap in range(12):
        nu = NU + timedelta(hours=stap)
        try:
            gevraagd = wens(rng, sorted(register(regio)))
            besluit = wie("Jansen", "proef", nu=nu)
            uitslag = stel_op(regio.werkplek, GEMEENTE, AANBIEDER, BSN, [gevraagd], besluit, instemming=True)
        except Besluitfout:
            continue
        gelukt += 1
        berichten = [vertrokken(regio, uitslag)]
        if rng.random() < 0.3:
            keur_af(regio, berichten.pop(), nu=nu)
            if rng.random() < 0.5:
                (item,) = items(regio)
                berichten = [vertrokken(regio, herhaal(regio.werkplek, item.id, wie(nu=nu)))]
        for bericht in berichten:
            keur_goed(regio, bericht, nu)
            beeld |= {p.toewijzing_nummer: versie_van(p) for p in bericht.client.toegewezen_producten}
            ziet = {
                nummer: (versie.ingangsdatum, versie.einddatum, versie.volume)
                for nummer, versie in beeld.items()
                if not versie.verwijderd
            }
            assert ziet == register(regio)
    assert gelukt >= 3
