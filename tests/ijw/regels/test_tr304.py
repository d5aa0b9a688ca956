"""TR304, on both sides of its boundary."""

from ijw.regels.tr304 import tr304
from tests.declaratiebouwers import client, feiten, jw325, oordeel, uitkomsten


def test_een_bekende_client_voldoet() -> None:
    assert oordeel(tr304, client(), feiten(client_bekend=True)) == "voldoet"


def test_een_onbekende_client_is_een_bevinding_zonder_bsn() -> None:
    assert oordeel(tr304, client(), feiten(client_bekend=False)) == "bevinding"
    assert client().bsn not in str(uitkomsten(tr304, client(), feiten(client_bekend=False)))


def test_ook_in_het_antwoord() -> None:
    terug = jw325.Client(bsn=client().bsn, prestaties=(), retour_codes=("0200",))
    assert oordeel(tr304, terug, feiten(client_bekend=False)) == "bevinding"
