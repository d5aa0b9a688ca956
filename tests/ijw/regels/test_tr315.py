"""TR315: two credits of the same prestatie."""

from __future__ import annotations

from ijw.berichten import jw323
from ijw.nummers import test_bsn
from tests.bouwers import codes, creditprestatie, jw323_bericht, jw323_client
from tests.ijw.regels.gevallen import Geval, toets


def _bericht(eerste, tweede):
    return jw323_bericht(
        prestaties=[
            creditprestatie(vorig_referentie_nummer=eerste),
            creditprestatie(referentie_nummer="R3", vorig_referentie_nummer=tweede, toewijzing_nummer=1002),
        ]
    )


test_tr315 = toets(
    "TR315",
    Geval(
        _bericht("R0", "R00"),
        _bericht("R0", "R0"),
        plek="/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]",
        klasse=jw323.Prestatie,
    ),
)


def test_ook_bij_twee_clienten():
    bericht = jw323_bericht(
        clienten=[
            jw323_client(prestaties=[creditprestatie()]),
            jw323_client(bsn=test_bsn(2), prestaties=[creditprestatie(referentie_nummer="R3")]),
        ]
    )
    assert codes(bericht) == [("TR315", "/Bericht/Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]")]
