"""The samples: what the index says of each is so, and each is written as the codec writes."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ijw import codec, nummers
from ijw.berichten import SOORTEN
from ijw.regels.controle import controleer
from ijw.vorm import Ldt, vorm

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
INDEX = yaml.safe_load((SAMPLES / "index.yaml").read_text(encoding="utf-8"))


def test_index_noemt_ieder_bericht_een_keer() -> None:
    genoemd = [regel["bestand"] for regel in INDEX]
    assert sorted(genoemd) == sorted(str(pad.relative_to(SAMPLES)) for pad in SAMPLES.rglob("*.xml"))
    assert all(set(regel) == {"bestand", "toont", "regels"} and regel["toont"] for regel in INDEX)


def test_iedere_berichtsoort_heeft_een_goed_voorbeeld() -> None:
    goed = {Path(regel["bestand"]).parent.name for regel in INDEX if not regel["regels"]}
    assert goed == {soort.naam.lower() for soort in SOORTEN}


@pytest.mark.parametrize("regel", INDEX, ids=lambda regel: regel["bestand"])
def test_voorbeeld(regel: dict[str, Any]) -> None:
    pad = SAMPLES / regel["bestand"]
    bericht = codec.lees(pad)
    stroom = codec.Stroom(pad)
    assert pad.parent.name == stroom.soort.naam.lower()
    assert codec.schrijf(bericht, stroom.soort) == pad.read_bytes()
    gevonden = {b.regel for b in controleer(stroom.soort, lambda: stroom.kop, lambda: stroom)}
    assert sorted(gevonden) == sorted(regel["regels"])


@pytest.mark.parametrize("regel", INDEX, ids=lambda regel: regel["bestand"])
def test_personen_zijn_verzonnen(regel: dict[str, Any]) -> None:
    nummers_in_bericht = list(bsns(codec.lees(SAMPLES / regel["bestand"])))
    assert all(bsn.startswith("9999") and nummers.bsn_geldig(bsn) for bsn in nummers_in_bericht)


def bsns(obj: Any) -> Any:
    for el in vorm(type(obj)).elementen:
        waarde = getattr(obj, el.veld)
        if el.naam == "Bsn":
            yield waarde
        elif not isinstance(el.type, Ldt) and waarde is not None:
            for onder in waarde if el.herhaald else (waarde,):
                yield from bsns(onder)
