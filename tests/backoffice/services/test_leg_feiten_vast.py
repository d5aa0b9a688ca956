"""Facts and keys from a file: everything or nothing, the same twice is nothing, and never a word about whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select

from backoffice.services.csvbestand import OnleesbareCsv
from backoffice.services.leg_feiten_vast import (
    KOLOMMEN,
    Feitfout,
    Laadresultaat,
    laad_feiten,
    sjabloon,
    toon_feiten,
    trek_in,
)
from backoffice.services.leg_kostenafspraken_vast import (
    laad_afspraken,
    laad_leverdagen,
    laad_sleutels,
    sjabloon_sleutels,
    vertel_afspraken,
)
from backoffice.storage import tabellen
from backoffice.versleuteling import Kluis
from ijw.nummers import test_bsn
from tests.flows.regio import BSN, NU, Regio

A, B = test_bsn(5), test_bsn(6)
WIE = "wijkteam"


@pytest.fixture
def regio(engine: Engine, kluis: Kluis) -> Regio:
    return Regio(engine, kluis)


def laad(regio: Regio, *regels: str) -> Laadresultaat:
    inhoud = "\n".join([";".join(KOLOMMEN), *regels])
    return laad_feiten(regio.werkplek, inhoud.encode(), "feiten.csv", NU, WIE)


def fouten(resultaat: Laadresultaat) -> list[str]:
    return [str(fout) for fout in resultaat.fouten]


WOONT = f"{A};woonadres;2020-01-01;2026-04-14;0164;;BRP;"
VERHUISD = f"{A};Woonadres;15-04-2026;;0147;nee;BRP;"


def test_hetzelfde_bestand_twee_keer_verandert_niets(regio: Regio) -> None:
    assert laad(regio, WOONT, VERHUISD, WOONT) == Laadresultaat(nieuw=2, ongewijzigd=1)
    bewaard = toon_feiten(regio.werkplek, A, NU, WIE)
    assert [(een.opgave.gemeente, een.opgave.bron, een.ingevoerd_door) for een in bewaard] == [
        ("0164", "BRP", WIE),
        ("0147", "BRP", WIE),
    ]
    rijen = regio.dump()["persoonsfeit"]
    assert laad(regio, WOONT, VERHUISD) == Laadresultaat(ongewijzigd=2)
    assert regio.dump()["persoonsfeit"] == rijen


def test_alle_fouten_tegelijk_en_dan_niets(regio: Regio) -> None:
    voor = regio.dump()
    gevonden = fouten(
        laad(
            regio,
            WOONT,
            "123456789;woonadres;2020-01-01;;0164;;BRP;",
            f"{B};huisadres;2020-13-01;;0164;misschien;BRP;",
            f"{B};woonadres;;;164;;;",
            f"{B};verblijf jji;2020-01-01;{B};;;BRP;",
        )
    )
    assert [fout.split(":")[0] for fout in gevonden] == [
        "regel 3, kolom bsn",
        "regel 4, kolom vanaf",
        "regel 4, kolom in_onderzoek",
        "regel 4, kolom soort",
        "regel 5, kolom vanaf",
        "regel 5, kolom gemeente",
        "regel 5, kolom bron",
        "regel 6, kolom tot_en_met",
    ]
    assert "'2020-13-01' is geen datum; verwacht JJJJ-MM-DD" in gevonden[1]
    assert not any(bsn in fout for fout in gevonden for bsn in (A, B, "123456789"))
    assert regio.dump() == voor


def test_wat_elkaar_tegenspreekt_weigert_het_hele_bestand(regio: Regio) -> None:
    laad(regio, f"{A};woonadres;2020-01-01;;0164;;BRP;")
    voor = regio.dump()
    (fout,) = fouten(laad(regio, f"{B};woonadres;2020-01-01;;0164;;BRP;", VERHUISD))
    assert fout.startswith("regel 3: en wat verder van deze jeugdige bekend is: Twee adressen overlappen")
    assert regio.dump() == voor
    # The older fact ends first, which the line has to say.
    (fout,) = fouten(laad(regio, WOONT, VERHUISD))
    assert fout.startswith("regel 2, kolom vervangt: feit 1 zegt iets anders over hetzelfde")
    assert laad(regio, f"{WOONT}ja", VERHUISD) == Laadresultaat(nieuw=1, vervangen=1)
    assert laad(regio, f"{WOONT}ja", VERHUISD) == Laadresultaat(ongewijzigd=2)
    bewaard = toon_feiten(regio.werkplek, A, NU, WIE)
    assert [str(een.opgave.tot_en_met) for een in bewaard] == ["2026-04-14", "None"]


def test_vervangen_wat_er_niet_is_en_twee_keer_anders(regio: Regio) -> None:
    anders = WOONT.replace("0164", "0153")
    assert fouten(laad(regio, f"{WOONT}ja", VERHUISD, VERHUISD.replace("0147", "0141"))) == [
        "regel 2, kolom vervangt: er is geen feit bekend om te vervangen",
        "regel 4: een andere regel zegt iets anders over hetzelfde feit",
    ]
    assert laad(regio, anders).nieuw == 1


def test_intrekken(regio: Regio) -> None:
    laad(regio, WOONT)
    with pytest.raises(Feitfout, match="waarom"):
        trek_in(regio.werkplek, 1, " ", NU, WIE)
    trek_in(regio.werkplek, 1, "adres was van een ander", NU, WIE)
    assert toon_feiten(regio.werkplek, A, NU, WIE) == []
    with pytest.raises(Feitfout, match="geldt geen feit 1"):
        trek_in(regio.werkplek, 1, "nog eens", NU, WIE)
    assert laad(regio, WOONT).nieuw == 1


def test_een_ander_bestand_wordt_geweigerd(regio: Regio) -> None:
    with pytest.raises(OnleesbareCsv, match="verwacht bsn;soort"):
        laad_feiten(regio.werkplek, b"naam;leeftijd\n", "ander.csv", NU, WIE)


def test_inzien_en_vastleggen_staan_in_het_logboek(regio: Regio) -> None:
    regio.wijs_toe()
    laad(regio, f"{BSN};woonadres;2020-01-01;;0164;;BRP;", WOONT)
    toon_feiten(regio.werkplek, BSN, NU, WIE)
    a = tabellen.audit.c
    vraag = select(a.handeling, a.client_id).where(a.handeling.startswith("feiten")).order_by(a.id)
    assert [tuple(rij) for rij in regio.rijen(vraag)] == [
        ("feiten vastgelegd", 1),
        ("feiten vastgelegd", None),
        ("feiten ingezien", 1),
    ]


def test_persoonsgegevens_staan_nergens_leesbaar(regio: Regio) -> None:
    laad(regio, f"{A};verblijf jji;2025-01-01;;0164;;BRP;", f"{A};geboortedatum;2010-05-06;;;;BRP;")
    ruw = repr(regio.dump()["persoonsfeit"])
    for geheim in (A, "jji", "0164", "2010"):
        assert geheim not in ruw


def test_de_sjablonen_zijn_te_laden(regio: Regio) -> None:
    assert laad_feiten(regio.werkplek, sjabloon(), "sjabloon.csv", NU, WIE).nieuw == 3
    assert laad_sleutels(regio.werkplek, sjabloon_sleutels(), "sjabloon.csv", NU, WIE).nieuw == 2
    regels = list(vertel_afspraken(regio.werkplek))
    assert "  0141      16000 (76,19 %)" in regels


Lader = Callable[..., Laadresultaat]


@pytest.mark.parametrize(
    ("lader", "tekst", "verwacht"),
    [
        (
            laad_sleutels,
            "naam;jaar;soort;gemeente;gewicht\nk;2026;mix;0141;60 %\nk;2026;mix;0153;39,5 %\n",
            ["regel 2: Verdeelsleutel 'k' over 2026: de percentages tellen op tot 99,50 %, verwacht 100,00 %."],
        ),
        (
            laad_sleutels,
            "naam;jaar;soort;gemeente;gewicht\nk;2026;mix;0141;60 %\nk;2026;mix;0153;40\n",
            ["regel 2: Verdeelsleutel 'k' over 2026: de regels hebben niet dezelfde soort, of er staan getallen"],
        ),
        (
            laad_sleutels,
            "naam;jaar;soort;gemeente;gewicht\n;tweeduizend;soms;0141;-1\n",
            [
                "regel 2, kolom jaar: 'tweeduizend' is geen heel getal",
                "regel 2, kolom naam",
                "regel 2, kolom soort: 'soms' is niet bekend",
                "regel 2, kolom gewicht: '-1' is geen heel getal en geen percentage",
            ],
        ),
        (
            laad_afspraken,
            "soort;vanaf;grondslag;sleutel\nOB;;delen;\nOB Jeugd;2026-01-01;solidariteit;\n",
            [
                "regel 2, kolom soort: 'OB' is niet bekend",
                "regel 2, kolom vanaf: vul in",
                "regel 2, kolom grondslag: 'delen' is niet bekend",
                "regel 3, kolom sleutel: gedeelde kosten hebben een verdeelsleutel",
            ],
        ),
        (
            laad_afspraken,
            "soort;vanaf;grondslag;sleutel\nOB Jeugd;2026-01-01;solidariteit;k\nOB Jeugd;2026-01-01;woonplaats;\n",
            ["regel 3, kolom vanaf: vanaf deze dag is al iets anders afgesproken"],
        ),
        (
            laad_leverdagen,
            "aanbieder;referentienummer;dag;volume\n123;;;0\n",
            [
                "regel 2, kolom aanbieder: verwacht een AGB-code",
                "regel 2, kolom referentienummer",
                "regel 2, kolom dag",
                "regel 2, kolom volume: verwacht meer dan nul",
            ],
        ),
    ],
)
def test_fouten_in_sleutels_afspraken_en_leverdagen(
    regio: Regio, lader: Lader, tekst: str, verwacht: list[str]
) -> None:
    voor = regio.dump()
    gevonden = fouten(lader(regio.werkplek, tekst.encode(), "bestand.csv", NU, WIE))
    assert len(gevonden) == len(verwacht)
    for fout, begin in zip(gevonden, verwacht, strict=True):
        assert fout.startswith(begin)
    assert regio.dump() == voor
