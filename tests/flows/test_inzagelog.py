"""Who saw or changed what: by BSN, toewijzing, message and day; asking is seen as well."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from backoffice.cli import audit as opdracht
from backoffice.cli import main
from backoffice.services.inzagelog import Zoekfout, Zoekvraag, zoek
from backoffice.storage.audit import Gezien
from ijw.nummers import test_bsn as proef_bsn
from tests.flows.regio import BSN, NU, Regio, product

ANDER = proef_bsn(2)


@pytest.fixture
def twee(regio: Regio) -> Regio:
    """Two cliënten, each with a toewijzing; the second also at another gemeente, under the same number."""
    regio.wijs_toe(identificatie="EEN")
    regio.wijs_toe(product(toewijzing_nummer=1002), bsn=ANDER, identificatie="TWEE")
    regio.wijs_toe(product(toewijzing_nummer=1001), bsn=ANDER, gemeente="0164", identificatie="DRIE")
    return regio


def vraag(regio: Regio, **velden: Any) -> list[Gezien]:
    return zoek(regio.werkplek, Zoekvraag(**velden), NU, "Fay")


def gezien(regio: Regio, **velden: Any) -> list[tuple[str, str | None]]:
    return [(een.handeling, een.gemeente) for een in vraag(regio, **velden)]


WIJS = "toewijzing geregistreerd"


def test_over_een_bsn(twee: Regio) -> None:
    assert gezien(twee, bsn=BSN) == [(WIJS, "0153")]
    assert gezien(twee, bsn=ANDER) == [(WIJS, "0153"), (WIJS, "0164")]
    assert gezien(twee, bsn=proef_bsn(9)) == []


def test_over_een_toewijzing_bericht_of_dag(twee: Regio) -> None:
    assert gezien(twee, toewijzing=1001, gemeente="0153") == [(WIJS, "0153")]
    assert gezien(twee, bericht="TWEE") == [(WIJS, "0153")]
    op, ervoor, erna = NU.date(), date(2026, 4, 9), date(2026, 4, 11)
    assert (WIJS, "0164") in gezien(twee, van=op, tot_en_met=op)
    assert gezien(twee, tot_en_met=ervoor) == gezien(twee, van=erna) == []


def test_inzien_wordt_zelf_gezien(twee: Regio) -> None:
    vraag(twee, bsn=BSN)
    (_, inzage) = vraag(twee, bsn=BSN)
    assert (inzage.wie, inzage.handeling, inzage.doel) == ("Fay", "auditlog ingezien", "auditlog op bsn")
    assert len(vraag(twee, bsn=ANDER)) == 2


@pytest.mark.parametrize(
    ("velden", "zegt"),
    [({}, "Zeg over wie"), ({"gemeente": "0153"}, "Zeg over wie"), ({"bsn": "999900001"}, "geen bsn")],
)
def test_een_vraag_die_niet_kan(twee: Regio, velden: dict[str, Any], zegt: str) -> None:
    with pytest.raises(Zoekfout, match=zegt) as fout:
        vraag(twee, **velden)
    assert "9999" not in str(fout.value)


def test_de_opdracht(twee: Regio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(opdracht, "open_werkplek", lambda *_: twee.werkplek)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{ANDER}\n"))
    assert main(["audit", "--bsn"]) == 0
    uit = capsys.readouterr().out
    assert "systeem: toewijzing geregistreerd" in uit
    assert "2 regels in de auditlog." in uit
    assert ANDER not in uit
    assert main(["audit", "--bsn", ANDER]) == 2
    assert main(["audit", "--toewijzing", "1002"]) == 0
    assert main(["audit"]) == 2
