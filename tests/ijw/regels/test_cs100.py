"""CS100: 1 January 2021 is allowed, the day before is not."""

from __future__ import annotations

from datetime import date

from ijw.berichten import jw323
from tests.bouwers import declaratie, jw323_bericht, jw323_client, prestatie
from tests.ijw.regels.gevallen import Geval, toets

VORIG = date(2021, 2, 1)


def _bericht(begin, eind):
    januari = prestatie(begindatum=date(2021, 1, 1), einddatum=date(2021, 1, 31))
    return jw323_bericht(
        declaratie=declaratie(
            begindatum=begin,
            einddatum=eind,
            declaratie_dagtekening=VORIG,
            clienten=[jw323_client(prestaties=[januari])],
        )
    )


def _met_prestatie(begin, eind):
    oud = prestatie(begindatum=begin, einddatum=eind)
    return jw323_bericht(declaratie_dagtekening=VORIG, prestaties=[oud])


test_cs100 = toets(
    "CS100",
    Geval(
        _bericht(date(2021, 1, 1), date(2021, 1, 31)),
        _bericht(date(2020, 12, 1), date(2020, 12, 31)),
        plek="/Bericht/Declaratie",
        klasse=jw323.Declaratie,
    ),
    Geval(
        _met_prestatie(date(2021, 1, 1), date(2021, 1, 1)),
        _met_prestatie(date(2020, 12, 31), date(2020, 12, 31)),
        plek="/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]",
        klasse=jw323.Prestatie,
    ),
    Geval(
        _met_prestatie(date(2021, 1, 1), date(2021, 1, 1)),
        _met_prestatie(date(2020, 12, 31), date(2021, 1, 1)),
        plek="/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]",
        klasse=jw323.Prestatie,
        ook=("CS337",),
    ),
)
