from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from backoffice.contracts.model import Contract, Contractsoort, Deelname, Indexplafond
from backoffice.services.contractbestand import schrijf_yaml
from backoffice.services.contractvoorstellen import (
    Indexresultaat,
    Voorstelfout,
    keur_af,
    keur_goed,
    lees_openstaand,
    stel_index_voor,
)
from backoffice.services.laad_contracten import Laadresultaat, laad_contracten, proef_contracten
from backoffice.storage.contracten import lees_geldig
from backoffice.storage.database import lezen
from tests.backoffice.contracts.bouwers import GEMEENTEN, contract, product, tarief

NU = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
LATER = NU + timedelta(hours=1)
DUURDER = contract(product(tarief(), tarief(date(2026, 1, 1), uurtarief=6120)))

Laad = Callable[..., Laadresultaat]


@pytest.fixture
def laad(engine: Engine, tmp_path: Path) -> Laad:
    def laad(*contracten: Contract, wie: str = "An") -> Laadresultaat:
        schrijf_yaml(contracten, tmp_path / "c.yaml")
        return laad_contracten(engine, tmp_path / "c.yaml", GEMEENTEN, NU, wie)

    return laad


def geldig(engine: Engine) -> dict[str, Contract]:
    with lezen(engine) as conn:
        return {een.contractnummer: een for een in lees_geldig(conn)}


def id_van(engine: Engine) -> int:
    (openstaand,) = lees_openstaand(engine)
    return openstaand.voorstel.id


def test_een_ander_tarief_geldt_pas_na_goedkeuring(engine: Engine, laad: Laad) -> None:
    laad(contract())
    resultaat = laad(DUURDER)
    assert (resultaat.gewijzigd, resultaat.voorgesteld, resultaat.wachtten_al) == ((), ("OBJ-1",), ())
    assert geldig(engine) == {"OBJ-1": contract()}
    (openstaand,) = lees_openstaand(engine)
    assert [str(een) for een in openstaand.verschillen] == [
        "producten OB1A, tarieven 2026-01-01: leeg -> vanaf 2026-01-01; uurtarief 61,20"
    ]
    assert not openstaand.verouderd
    assert keur_goed(engine, openstaand.voorstel.id, "Bo", GEMEENTEN, LATER) == 2
    assert geldig(engine) == {"OBJ-1": DUURDER}
    assert lees_openstaand(engine) == []
    assert laad(DUURDER).ongewijzigd == ("OBJ-1",)


def test_hetzelfde_nog_eens_laden_stelt_niets_dubbel_voor(engine: Engine, laad: Laad) -> None:
    laad(contract())
    laad(DUURDER)
    resultaat = laad(DUURDER, wie="Bo")
    assert (resultaat.voorgesteld, resultaat.wachtten_al) == ((), ("OBJ-1",))
    assert len(lees_openstaand(engine)) == 1


@pytest.mark.parametrize("naam", ["An", "an", "AN"])
def test_wie_voorstelt_besluit_niet(engine: Engine, laad: Laad, naam: str) -> None:
    laad(contract())
    laad(DUURDER)
    for besluit in (
        lambda: keur_goed(engine, id_van(engine), naam, GEMEENTEN, LATER),
        lambda: keur_af(engine, id_van(engine), naam, LATER),
    ):
        with pytest.raises(Voorstelfout, match="zelf gedaan"):
            besluit()
    assert geldig(engine) == {"OBJ-1": contract()}


def test_een_voorstel_tegen_een_oudere_versie_gaat_niet_meer_door(engine: Engine, laad: Laad) -> None:
    laad(contract())
    laad(DUURDER)
    laad(contract(kvk=None))
    id_ = id_van(engine)
    assert lees_openstaand(engine)[0].verouderd
    with pytest.raises(Voorstelfout, match=r"verouderd: het gaat uit van versie 1 .* nu geldt versie 2"):
        keur_goed(engine, id_, "Bo", GEMEENTEN, LATER)
    assert geldig(engine) == {"OBJ-1": contract(kvk=None)}
    keur_af(engine, id_, "Bo", LATER)
    assert lees_openstaand(engine) == []


def test_een_besluit_is_er_een_keer(engine: Engine, laad: Laad) -> None:
    laad(contract())
    laad(DUURDER)
    id_ = id_van(engine)
    keur_af(engine, id_, "Bo", LATER, "te hoog")
    for besluit in (
        lambda: keur_af(engine, id_, "Cis", LATER),
        lambda: keur_goed(engine, id_, "Cis", GEMEENTEN, LATER),
    ):
        with pytest.raises(Voorstelfout, match="al afgekeurd door Bo"):
            besluit()
    with pytest.raises(Voorstelfout, match="bestaat niet"):
        keur_af(engine, id_ + 1, "Cis", LATER)
    assert geldig(engine) == {"OBJ-1": contract()}


def test_een_voorstel_dat_niet_meer_past_naast_een_ander_contract(engine: Engine, laad: Laad) -> None:
    laad(contract())
    laad(contract(product(), product(code="OB2")))
    laad(contract(product(code="OB2"), contractnummer="OBJ-2"))
    with pytest.raises(Voorstelfout, match="Product OB2 staat in twee contracten"):
        keur_goed(engine, id_van(engine), "Bo", GEMEENTEN, LATER)
    assert geldig(engine)["OBJ-1"] == contract()


def test_wat_direct_gaat_gelden_moet_ook_passen_naast_wat_nog_wacht(engine: Engine, laad: Laad) -> None:
    # OBJ-1 gives up OB1A, which waits for approval; until then OBJ-2 cannot sell it.
    laad(contract())
    afgestaan = contract(product(code="OB2"))
    overgenomen = contract(contractnummer="OBJ-2")
    resultaat = laad(afgestaan, overgenomen)
    assert [fout.melding for fout in resultaat.fouten] == ["Product OB1A staat in twee contracten"]
    assert geldig(engine) == {"OBJ-1": contract()}
    assert lees_openstaand(engine) == []


def test_een_proef_bewaart_niets(engine: Engine, laad: Laad, tmp_path: Path) -> None:
    laad(contract())
    erbij = replace(contract(), deelnames=(*contract().deelnames, Deelname("0164", date(2025, 1, 1))))
    schrijf_yaml([DUURDER, contract(contractnummer="OBJ-9", aanbieder="41000002")], tmp_path / "p.yaml")
    resultaat = proef_contracten(engine, tmp_path / "p.yaml", GEMEENTEN, NU)
    assert (resultaat.nieuw, resultaat.voorgesteld) == (("OBJ-9",), ("OBJ-1",))
    (wijziging,) = resultaat.wijzigingen
    assert (wijziging.contractnummer, wijziging.tweede_persoon, len(wijziging.verschillen)) == ("OBJ-1", True, 1)
    schrijf_yaml([erbij], tmp_path / "p.yaml")
    (wijziging,) = proef_contracten(engine, tmp_path / "p.yaml", GEMEENTEN, NU).wijzigingen
    assert not wijziging.tweede_persoon
    assert geldig(engine) == {"OBJ-1": contract()}
    assert lees_openstaand(engine) == []


def test_indexeren_stelt_voor_en_nog_eens_niet(engine: Engine, laad: Laad) -> None:
    lta = contract(product(categorie="55"), soort=Contractsoort.LTA, contractnummer="LTA-1", aanbieder="41000002")
    laad(contract(), lta)

    def indexeer(percentage: int = 350) -> Indexresultaat:
        return stel_index_voor(engine, 2027, percentage, ova=None, soorten=(), wie="An", nu=NU)

    assert indexeer() == Indexresultaat(("OBJ-1",), (), ("LTA-1",))
    assert indexeer() == indexeer(400) == Indexresultaat((), ("OBJ-1",), ("LTA-1",))
    keur_goed(engine, id_van(engine), "Bo", GEMEENTEN, LATER)
    # 58,75 plus 3,5 percent is 60,80625.
    assert geldig(engine)["OBJ-1"].producten[0].tarieven[-1].uurtarief == 6081
    assert indexeer(400) == Indexresultaat((), (), ("LTA-1", "OBJ-1"))


def test_indexeren_van_een_soort_en_met_een_plafond(engine: Engine, laad: Laad) -> None:
    laad(contract(indexplafond=Indexplafond.OVA))
    geen = stel_index_voor(engine, 2027, 350, ova=None, soorten=["Dyslexie"], wie="An", nu=NU)
    assert geen == Indexresultaat((), (), ())
    with pytest.raises(Voorstelfout, match="--ova"):
        stel_index_voor(engine, 2027, 350, ova=None, soorten=["OB Jeugd"], wie="An", nu=NU)
    stel_index_voor(engine, 2027, 350, ova=310, soorten=["OB Jeugd"], wie="An", nu=NU)
    (openstaand,) = lees_openstaand(engine)
    assert "indexering 3,10" in str(openstaand.verschillen[0])
