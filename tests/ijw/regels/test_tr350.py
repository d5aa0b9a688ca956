"""TR350: a product that stays and is actueel, and one that is unknown, past or removed."""

from __future__ import annotations

from datetime import timedelta

from ijw.feiten import Feiten, ToegewezenProduct
from tests.bouwers import DAGTEKENING, ongewijzigd_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten
from tests.ijw.regels.stand import toewijzing, toewijzingen


def stand(*bekend: ToegewezenProduct) -> Feiten:
    return Feiten(toewijzingen=toewijzingen(*bekend), dagtekening=DAGTEKENING)


ACTUEEL = stand(toewijzing(1001))

test_tr350 = toets_feiten(
    "TR350",
    Feitgeval((ongewijzigd_product(), ACTUEEL), (ongewijzigd_product(toewijzing_nummer=9), ACTUEEL)),
    Feitgeval(
        (ongewijzigd_product(), stand(toewijzing(1001, einddatum=DAGTEKENING))),
        (ongewijzigd_product(), stand(toewijzing(1001, einddatum=DAGTEKENING - timedelta(days=1)))),
    ),
    Feitgeval((ongewijzigd_product(), ACTUEEL), (ongewijzigd_product(), stand(toewijzing(1001, verwijderd=True)))),
)
