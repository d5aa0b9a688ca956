from __future__ import annotations

from pathlib import Path

import pytest

from backoffice.services.rapport import vindplaats
from backoffice.services.rapport.vindplaats import vind
from tests.backoffice.berichtbestanden import jw323_bestand

CLIENT = "/Bericht/Declaratie/Clienten/Client[1]"


def regel_van(inhoud: bytes, stuk: bytes, keer: int = 1) -> int:
    plek = -1
    for _ in range(keer):
        plek = inhoud.index(stuk, plek + 1)
    return inhoud[:plek].count(b"\n") + 1


@pytest.mark.parametrize("blok", [1, 7, 262_144])
def test_elke_prestatie_op_haar_eigen_regel(blok: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vindplaats, "_BLOK", blok)
    inhoud = jw323_bestand(prestaties=3)
    plekken = [f"{CLIENT}/Prestaties/Prestatie[{n}]" for n in (1, 2, 3, 4)]
    gevonden = vind(inhoud, [*plekken, f"{plekken[1]}/Eenheid"])
    assert {plek: gevonden[plek].regelnummer for plek in plekken[:3]} == {
        plek: regel_van(inhoud, b"<jw323:Prestatie>", n) for n, plek in enumerate(plekken[:3], 1)
    }
    assert plekken[3] not in gevonden
    eenheid = gevonden[f"{plekken[1]}/Eenheid"]
    assert (eenheid.regelnummer, eenheid.tag, eenheid.waarde) == (
        regel_van(inhoud, b"<jw323:Eenheid>", 2),
        "jw323:Eenheid",
        "01",
    )


def test_een_element_met_andere_erin_heeft_geen_waarde() -> None:
    assert vind(b"<a>\n<b>x<c/>y</b><d> </d><e/></a>", ["/a", "/a/b", "/a/b/c", "/a/d", "/a/e"]) == {
        "/a": vindplaats.Vindplaats(1, "a", None),
        "/a/b": vindplaats.Vindplaats(2, "b", None),
        "/a/b/c": vindplaats.Vindplaats(2, "c", ""),
        "/a/d": vindplaats.Vindplaats(2, "d", " "),
        "/a/e": vindplaats.Vindplaats(2, "e", ""),
    }


def test_een_stap_zonder_nummer_is_de_eerste_met_die_naam() -> None:
    gevonden = vind(b"<a>\n<b/>\n<c/>\n<b/>\n<x:c/></a>", ["/a/b", "/a/b[1]", "/a/b[2]", "/a/c[2]"])
    assert {plek: wat.regelnummer for plek, wat in gevonden.items()} == {
        "/a/b": 2,
        "/a/b[1]": 2,
        "/a/b[2]": 4,
        "/a/c[2]": 5,
    }


def test_regels_boven_65535(tmp_path: Path) -> None:
    pad = tmp_path / "a.xml"
    pad.write_bytes(b"<a>" + b"\n" * 70_000 + b"<b/></a>")
    assert vind(pad, ["/a/b"])["/a/b"].regelnummer == 70_001


def test_wat_geen_xml_meer_is_telt_niet() -> None:
    assert set(vind(b"<a><b/></c><d/>", ["/a/b", "/a/d"])) == {"/a/b"}
    assert vind(b"", ["/a"]) == {}


def test_als_alles_gevonden_is_leest_zij_niet_verder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vindplaats, "_BLOK", 10)
    # What comes behind is no XML, and would be an error for whoever reads it.
    assert vind(b"<a><b>x</b><c/></a><<<<<", ["/a/b"])["/a/b"].waarde == "x"


def test_van_een_lange_waarde_blijft_het_begin() -> None:
    waarde = vind(b"<a>" + b"x" * 1_000_000 + b"</a>", ["/a"])["/a"].waarde
    assert waarde is not None
    assert 200 <= len(waarde) <= 400


def test_commentaar_en_attributen_blijven_buiten_beeld() -> None:
    assert vind(b'<a><b n="geheim">1<!-- geheim -->2<?geheim?></b></a>', ["/a/b"])["/a/b"].waarde == "12"
