from __future__ import annotations

import base64
import os
import stat
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.fouten import BackofficeError, OnbekendeSleutel, OntsleutelingMislukt, SleutelFout
from backoffice.versleuteling import Kluis, lees_sleutels, nieuwe_sleutel, open_kluis

OUD, NIEUW, INDEX = bytes(range(32)), bytes(range(1, 33)), bytes(range(2, 34))
# Synthetic: in the test range, and passing the elfproef (9*9+9*8+9*7+9*6+1*5 = 275 = 25*11).
BSN = "999910000"


def _kluis() -> Kluis:
    return Kluis({"s1": OUD}, INDEX)


def _regel(keyid: str, sleutel: bytes) -> str:
    return f"{keyid}:{base64.b64encode(sleutel).decode()}"


@given(inhoud=st.binary(), doel=st.text(st.characters(exclude_categories=["Cs"])))
def test_wat_erin_gaat_komt_eruit(inhoud: bytes, doel: str) -> None:
    assert _kluis().ontsleutel(_kluis().versleutel(inhoud, doel), doel) == inhoud


def test_tekst_met_diakrieten_komt_heel_terug() -> None:
    gegeven = _kluis().versleutel_tekst("Zoë van 't Hék", "client.gegevens")
    assert _kluis().ontsleutel_tekst(gegeven, "client.gegevens") == "Zoë van 't Hék"


def test_twee_keer_hetzelfde_is_niet_te_herkennen() -> None:
    kluis = _kluis()
    assert kluis.versleutel_tekst(BSN, "client.bsn") != kluis.versleutel_tekst(BSN, "client.bsn")


def test_de_vorm_is_versie_sleutel_nonce_en_gegevens() -> None:
    kluis = Kluis({"s1": OUD}, INDEX, nonces=lambda aantal: b"n" * aantal)
    gegeven = kluis.versleutel(b"vijf!", "client.bsn")
    assert gegeven.startswith(b"\x01\x02s1" + b"n" * 12)
    assert len(gegeven) == 4 + 12 + 5 + 16


def test_met_dezelfde_nonces_komt_er_hetzelfde_uit() -> None:
    def maak() -> list[bytes]:
        nummers = count()
        kluis = Kluis({"s1": OUD}, INDEX, nonces=lambda aantal: next(nummers).to_bytes(aantal, "big"))
        return [kluis.versleutel(b"inhoud", "bericht.inhoud") for _ in range(2)]

    assert maak() == maak()
    assert len(set(maak())) == 2


def test_elke_gewijzigde_byte_wordt_opgemerkt() -> None:
    kluis = _kluis()
    gegeven = kluis.versleutel(b"inhoud", "bericht.inhoud")
    for plaats in range(len(gegeven)):
        kapot = bytearray(gegeven)
        kapot[plaats] ^= 1
        with pytest.raises((OntsleutelingMislukt, OnbekendeSleutel)):
            kluis.ontsleutel(bytes(kapot), "bericht.inhoud")


def test_elke_afgekapte_lengte_wordt_opgemerkt() -> None:
    gegeven = _kluis().versleutel(b"inhoud", "bericht.inhoud")
    for lengte in range(len(gegeven)):
        with pytest.raises(OntsleutelingMislukt):
            _kluis().ontsleutel(gegeven[:lengte], "bericht.inhoud")


def test_een_gegeven_hoort_bij_een_kolom() -> None:
    gegeven = _kluis().versleutel_tekst(BSN, "client.bsn")
    with pytest.raises(OntsleutelingMislukt, match=r"client\.gegevens"):
        _kluis().ontsleutel(gegeven, "client.gegevens")


def test_een_andere_sleutel_onder_hetzelfde_id_opent_niets() -> None:
    gegeven = _kluis().versleutel_tekst(BSN, "client.bsn")
    with pytest.raises(OntsleutelingMislukt):
        Kluis({"s1": NIEUW}, INDEX).ontsleutel(gegeven, "client.bsn")


def test_na_wisselen_leest_de_oude_sleutel_en_schrijft_de_nieuwe() -> None:
    oud = _kluis().versleutel_tekst(BSN, "client.bsn")
    gewisseld = Kluis({"s2": NIEUW, "s1": OUD}, INDEX)
    assert gewisseld.ontsleutel_tekst(oud, "client.bsn") == BSN
    nieuw = gewisseld.versleutel_tekst(BSN, "client.bsn")
    assert Kluis({"s2": NIEUW}, INDEX).ontsleutel_tekst(nieuw, "client.bsn") == BSN


def test_een_onbekende_sleutel_wordt_bij_naam_genoemd() -> None:
    gegeven = _kluis().versleutel_tekst(BSN, "client.bsn")
    with pytest.raises(OnbekendeSleutel, match=r"'s1' is onbekend.*IJW_SLEUTELBESTAND") as gevangen:
        Kluis({"s2": NIEUW}, INDEX).ontsleutel(gegeven, "client.bsn")
    assert isinstance(gevangen.value, BackofficeError)
    assert gevangen.value.sleutel == "s1"


def test_een_sleutelnaam_uit_beschadigde_bytes_wordt_niet_herhaald() -> None:
    gegeven = b"\x01\x09" + b"12345 789" + bytes(40)
    with pytest.raises(OntsleutelingMislukt) as gevangen:
        _kluis().ontsleutel(gegeven, "client.bsn")
    assert "12345" not in str(gevangen.value)


def test_de_index_van_een_bsn_blijft_bij_wisselen_van_sleutel() -> None:
    gewisseld = Kluis({"s2": NIEUW, "s1": OUD}, INDEX)
    assert gewisseld.bsn_index(BSN) == _kluis().bsn_index(BSN)
    assert gewisseld.inhoud_hash(b"<Bericht/>") == _kluis().inhoud_hash(b"<Bericht/>")
    assert gewisseld.kenmerk() == _kluis().kenmerk()


def test_de_index_hangt_af_van_bsn_en_indexsleutel() -> None:
    kluis, ander = _kluis(), Kluis({"s1": OUD}, OUD)
    assert len(kluis.bsn_index(BSN)) == 16
    assert kluis.bsn_index(BSN) != kluis.bsn_index("999911120")
    assert kluis.bsn_index(BSN) != ander.bsn_index(BSN)


def test_index_en_hash_lopen_niet_door_elkaar() -> None:
    kluis = _kluis()
    assert len(kluis.inhoud_hash(b"")) == 32
    assert kluis.inhoud_hash(BSN.encode())[:16] != kluis.bsn_index(BSN)


def test_de_eerste_sleutel_is_de_actieve() -> None:
    tekst = "\n".join(["# sleutels", _regel("s2", NIEUW), _regel("s1", OUD), "", _regel("index", INDEX)])
    kluis = lees_sleutels(tekst, bron="proef")
    assert kluis.actief == "s2"
    assert kluis.ontsleutel_tekst(_kluis().versleutel_tekst(BSN, "x"), "x") == BSN
    assert kluis.bsn_index(BSN) == _kluis().bsn_index(BSN)


@pytest.mark.parametrize(
    ("tekst", "uitleg"),
    [
        ("", "ten minste één sleutel"),
        (_regel("s1", OUD), "index:base64"),
        (_regel("index", INDEX), "ten minste één sleutel"),
        (f"{_regel('s1', OUD)} {_regel('index', INDEX[:31])}", "sleutel 2 is onbruikbaar"),
        (f"{_regel('s1', OUD + b'x')} {_regel('index', INDEX)}", "sleutel 1 is onbruikbaar"),
        (f"s1:%%% {_regel('index', INDEX)}", "sleutel 1 is onbruikbaar"),
        (f"{_regel('s' * 17, OUD)} {_regel('index', INDEX)}", "sleutel 1 is onbruikbaar"),
        (f"{_regel('s1', OUD)} {_regel('s1', NIEUW)} {_regel('index', INDEX)}", "'s1' staat er twee keer"),
    ],
)
def test_onbruikbare_sleutels_worden_uitgelegd_zonder_ze_te_tonen(tekst: str, uitleg: str) -> None:
    with pytest.raises(SleutelFout, match=uitleg) as gevangen:
        lees_sleutels(tekst, bron="proef")
    assert base64.b64encode(OUD).decode()[:20] not in str(gevangen.value)


def test_een_sleutelnaam_van_16_tekens_mag_nog() -> None:
    kluis = lees_sleutels(f"{_regel('s' * 16, OUD)} {_regel('index', INDEX)}", bron="proef")
    assert kluis.ontsleutel(kluis.versleutel(b"inhoud", "x"), "x") == b"inhoud"


def test_een_sleutelbestand_gaat_voor_de_omgeving(tmp_path: Path) -> None:
    bestand = tmp_path / "sleutels"
    bestand.write_text(f"{_regel('bestand', OUD)}\n{_regel('index', INDEX)}\n")
    regel = f"{_regel('omgeving', OUD)} {_regel('index', INDEX)}"
    omgeving = {"IJW_SLEUTEL": regel}
    assert open_kluis(omgeving).actief == "omgeving"
    assert open_kluis(omgeving | {"IJW_SLEUTELBESTAND": str(bestand)}).actief == "bestand"


def test_een_sleutelbestand_dat_er_niet_is_wordt_genoemd(tmp_path: Path) -> None:
    with pytest.raises(SleutelFout, match=r"kwijt\.txt is niet te lezen"):
        open_kluis({"IJW_SLEUTELBESTAND": str(tmp_path / "kwijt.txt")})


def test_zonder_sleutel_staat_er_wat_te_doen() -> None:
    with pytest.raises(SleutelFout, match="IJW_SLEUTELBESTAND of IJW_SLEUTEL"):
        open_kluis({})


def test_een_nieuw_sleutelbestand_is_alleen_voor_de_eigenaar(tmp_path: Path) -> None:
    bestand = tmp_path / "jeugd.db.sleutels"
    open_kluis({}, bestand, maak_nieuw=True)
    assert stat.S_IMODE(bestand.stat().st_mode) == 0o600
    assert [pad.name for pad in tmp_path.iterdir()] == ["jeugd.db.sleutels"]


def test_een_bestaand_sleutelbestand_blijft_zoals_het_is(tmp_path: Path) -> None:
    bestand = tmp_path / "jeugd.db.sleutels"
    kluis = open_kluis({}, bestand, maak_nieuw=True)
    inhoud = bestand.read_bytes()
    gegeven = kluis.versleutel_tekst(BSN, "client.bsn")
    assert open_kluis({}, bestand, maak_nieuw=True).ontsleutel_tekst(gegeven, "client.bsn") == BSN
    assert bestand.read_bytes() == inhoud


def test_wie_het_bestand_tegelijk_maakt_krijgt_dezelfde_sleutels(tmp_path: Path) -> None:
    bestand = tmp_path / "jeugd.db.sleutels"

    def ander_is_eerder(aantal: int) -> bytes:
        if not bestand.exists():
            bestand.write_text(f"{_regel('eerste', OUD)}\n{_regel('index', INDEX)}\n")
        return os.urandom(aantal)

    assert open_kluis({}, bestand, maak_nieuw=True, willekeur=ander_is_eerder).actief == "eerste"
    assert [pad.name for pad in tmp_path.iterdir()] == ["jeugd.db.sleutels"]


def test_zonder_opdracht_wordt_er_geen_sleutel_gemaakt(tmp_path: Path) -> None:
    bestand = tmp_path / "jeugd.db.sleutels"
    with pytest.raises(SleutelFout, match="niet te lezen"):
        open_kluis({}, bestand)
    assert not bestand.exists()


def test_een_map_die_er_niet_is_wordt_genoemd(tmp_path: Path) -> None:
    with pytest.raises(SleutelFout, match="niet te maken"):
        open_kluis({}, tmp_path / "nergens" / "sleutels", maak_nieuw=True)


def test_nieuwe_sleutels_verschillen_en_zijn_bruikbaar() -> None:
    regels = [nieuwe_sleutel("s1"), nieuwe_sleutel("index")]
    assert regels[0].split(":")[1] != regels[1].split(":")[1]
    assert lees_sleutels(" ".join(regels), bron="proef").actief == "s1"
