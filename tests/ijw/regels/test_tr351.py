"""TR351: a product that should change and is actueel, and one that is unknown, past or removed."""

from __future__ import annotations

from datetime import timedelta

from ijw.feiten import Feiten, ToegewezenProduct
from tests.bouwers import DAGTEKENING, te_wijzigen_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten
from tests.ijw.regels.stand import toewijzing, toewijzingen


def stand(*bekend: ToegewezenProduct) -> Feiten:
    return Feiten(toewijzingen=toewijzingen(*bekend), dagtekening=DAGTEKENING)


ACTUEEL = stand(toewijzing(1002))

test_tr351 = toets_feiten(
    "TR351",
    Feitgeval((te_wijzigen_product(), ACTUEEL), (te_wijzigen_product(toewijzing_nummer=9), ACTUEEL)),
    Feitgeval(
        (te_wijzigen_product(), stand(toewijzing(1002, einddatum=DAGTEKENING))),
        (te_wijzigen_product(), stand(toewijzing(1002, einddatum=DAGTEKENING - timedelta(days=1)))),
    ),
    Feitgeval((te_wijzigen_product(), ACTUEEL), (te_wijzigen_product(), stand(toewijzing(1002, verwijderd=True)))),
)
