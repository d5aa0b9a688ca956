"""Envelopes are written as their schema asks, and read without trusting anything in them."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from adapters.ggk import Ggk
from backoffice.ports.postbus import Envelop, GeenEnvelop, Onbestelbaar
from tests.adapters.postbussen import BRIEF, KENMERK, brief

GGK = Ggk()
REFERENTIE = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "ggk" / "ggk0210_patch04_v3"
HEEN = brief(soort="JW301", is_antwoord=False, kenmerk=None)


def waarde(inhoud: bytes, naam: str) -> str | None:
    return etree.fromstring(inhoud).findtext(f".//{{*}}{naam}")


@pytest.mark.parametrize("heen", [True, False], ids=["Di01", "Du01"])
def test_wat_erin_gaat_komt_eruit(heen: bool) -> None:
    erin = HEEN if heen else BRIEF
    envelop, inhoud = GGK.pak_uit(GGK.pak_in(erin))
    assert inhoud == erin.inhoud
    assert envelop is not None
    assert (envelop.zender, envelop.ontvanger, envelop.soort) == ("0153", "12345678", erin.soort)


def test_de_stuurgegevens() -> None:
    inhoud = GGK.pak_in(BRIEF)
    # Half past ten in the evening in UTC is past midnight here.
    assert waarde(inhoud, "tijdstipBericht") == "20260411003000"
    assert waarde(inhoud, "crossRefnummer") == KENMERK
    assert (waarde(inhoud, "functie"), waarde(inhoud, "berichtcode")) == ("JW325", "Du01")
    assert (waarde(inhoud, "functieVersie"), waarde(inhoud, "functieSubversie")) == ("0003", "0002")
    heen = GGK.pak_in(HEEN)
    assert (waarde(heen, "crossRefnummer"), waarde(heen, "berichtcode")) == (None, "Di01")


def test_hetzelfde_bericht_geeft_dezelfde_bytes_en_een_ander_een_ander_nummer() -> None:
    assert GGK.pak_in(BRIEF) == GGK.pak_in(BRIEF)
    anders: list[dict[str, Any]] = [
        {},
        {"identificatie": "000000000008"},
        {"soort": "JW302"},
        {"ontvanger": "87654321"},
        {"kenmerk": "b6e9f182-bc44-4f27-9863-9a5ccc1e1cf0"},
    ]
    assert len({waarde(GGK.pak_in(brief(**ander)), "referentienummer") for ander in anders}) == len(anders)


def test_een_antwoord_op_een_bericht_zonder_envelop_kan_niet_in_een_envelop() -> None:
    with pytest.raises(Onbestelbaar):
        GGK.pak_in(brief(kenmerk=None))


def test_wat_een_envelop_zegt() -> None:
    envelop, _ = GGK.pak_uit(GGK.pak_in(HEEN))
    assert envelop == Envelop("0153", "12345678", "JW301", waarde(GGK.pak_in(HEEN), "referentienummer") or "")


@pytest.mark.parametrize(
    ("van", "naar"),
    [
        ("Du01<", "Di01<"),
        ("<StUF:functie>JW325</StUF:functie>", ""),
        (
            "<StUF:functie>JW325</StUF:functie>",
            "<StUF:functie>JW325</StUF:functie><StUF:functie>JW301</StUF:functie>",
        ),
        ("<StUF:functie>JW325<", "<StUF:functie><StUF:x/>JW325<"),
        ("<StUF:functie>", "<GGK:functie>"),
        ("<StUF:functie>JW325", "<StUF:functie>" + "x" * 31),
        ("<StUF:organisatie>0153", "<StUF:organisatie>" + "x" * 201),
        (KENMERK, KENMERK.upper()),
        (KENMERK, KENMERK + "\n"),
        (KENMERK, "9c0f7b90-5c69-11e5-a837-0800200c9a66"),
        ("<GGK:functieVersie>0003", "<GGK:functieVersie>3"),
        ("<GGK:xmlBestand>", "<GGK:xmlBestand>*"),
        ("<GGK:xmlBestand>", "<GGK:xmlBestand>A"),
        ("GGK:xmlBestand", "GGK:tekstBestand"),
        ("<GGK:bericht>", "<GGK:bericht>tekst ernaast"),
        ("</GGK:parameters>", "</GGK:parameters><GGK:parameters/>"),
        ("koppelvlak/ggk0210", "koppelvlak/ggk0310"),
        ("</GGK:bericht>", ""),
        ("encoding='UTF-8'?>", "encoding='UTF-8'?><!DOCTYPE x [<!ENTITY e 'JW325'>]>"),
        ("<StUF:functie>JW325", "<StUF:functie>&e;"),
        ("<GGK:parameters>", "<GGK:parameters>" + "<a/>" * 100_000),
    ],
)
def test_een_envelop_die_niet_klopt(van: str, naar: str) -> None:
    goed = GGK.pak_in(BRIEF).decode()
    assert van in goed
    stuk = goed.replace(van, naar)
    if van == "<StUF:functie>":
        stuk = stuk.replace("</StUF:functie>", "</GGK:functie>")
    with pytest.raises(GeenEnvelop) as fout:
        GGK.pak_uit(stuk.encode())
    # What is wrong is told without what was found there.
    assert not re.search("xxx|BE JW|Bericht>", str(fout.value))
    assert (
        fout.value.__context__ is None or "padding" in str(fout.value.__context__) or "base64" in str(fout.value)
    )


@pytest.mark.parametrize("inhoud", [b"", b"<", b"geen xml", b"<a/>", b"\x00", "<a/>".encode("utf-16")])
def test_wat_geen_envelop_is(inhoud: bytes) -> None:
    with pytest.raises(GeenEnvelop):
        GGK.pak_uit(inhoud)


def test_een_bericht_in_een_andere_codering_wordt_niet_gelezen() -> None:
    vermomd = (
        GGK.pak_in(BRIEF).decode().replace("UTF-8", "UTF-7").replace("<StUF:functie>", "+ADw-StUF:functie+AD4-")
    )
    with pytest.raises(GeenEnvelop):
        GGK.pak_uit(vermomd.encode())


def test_commentaar_verandert_geen_waarde() -> None:
    met = GGK.pak_in(BRIEF).replace(b"JW325", b"JW<!-- x -->325")
    envelop, _ = GGK.pak_uit(met)
    assert envelop is not None
    assert envelop.soort == "JW325"


def test_base64_mag_over_regels_lopen_en_groot_zijn() -> None:
    groot = b"x" * 12_000_000
    inhoud = GGK.pak_in(replace(BRIEF, inhoud=groot))
    code = b64encode(groot)
    gebroken = inhoud.replace(code, b"\n".join(code[i : i + 76_000] for i in range(0, len(code), 76_000)))
    assert len(gebroken) > len(inhoud)
    assert GGK.pak_uit(gebroken)[1] == groot


def test_een_leeg_bericht_is_geen_fout_van_de_envelop() -> None:
    assert GGK.pak_uit(GGK.pak_in(brief(inhoud=b"")))[1] == b""


@pytest.mark.parametrize(
    "details", ["<StUF:detailsXML/>", "<StUF:detailsXML>" + "<a/>" * 50_000 + "</StUF:detailsXML>"]
)
def test_een_foutbericht_noemt_code_en_envelop_maar_niet_de_tekst(details: str) -> None:
    fo01 = f"""<StUF:Fo01Bericht xmlns:StUF="http://www.egem.nl/StUF/StUF0301"><StUF:stuurgegevens>
      <StUF:berichtcode>Fo01</StUF:berichtcode><StUF:crossRefnummer>{KENMERK}</StUF:crossRefnummer>
      </StUF:stuurgegevens><StUF:body><StUF:code>IB210</StUF:code><StUF:plek>client</StUF:plek>
      <StUF:omschrijving>Bsn 999900006</StUF:omschrijving>{details}</StUF:body></StUF:Fo01Bericht>"""
    with pytest.raises(GeenEnvelop) as fout:
        GGK.pak_uit(fo01.encode())
    assert "IB210" in str(fout.value)
    assert KENMERK in str(fout.value)
    assert "999900006" not in str(fout.value)


def test_een_foutbericht_met_een_vreemde_code() -> None:
    body = "<S:body><S:code>bsn 1</S:code></S:body>"
    fo01 = f'<S:Fo01Bericht xmlns:S="http://www.egem.nl/StUF/StUF0301">{body}</S:Fo01Bericht>'
    with pytest.raises(GeenEnvelop, match="code onbekend"):
        GGK.pak_uit(fo01.encode())


@pytest.mark.skipif(not REFERENTIE.is_dir(), reason="de gepubliceerde schema's staan hier niet")
class TestGepubliceerd:
    """Compared with the published schema and its samples."""

    @pytest.mark.parametrize("erin", [HEEN, BRIEF], ids=["Di01", "Du01"])
    def test_wat_wij_schrijven_is_geldig(self, erin: Any) -> None:
        schema = etree.XMLSchema(
            file=str(REFERENTIE / "ggk0210" / "ggkberichten" / "ggk0210_msg_ggkberichten.xsd")
        )
        schema.assertValid(etree.fromstring(GGK.pak_in(erin)))

    @pytest.mark.parametrize("naam", ["envelopHeenbericht-ggk_Di01_v21-xml", "envelopRetourbericht-ggk_Du01-v21"])
    def test_de_voorbeelden_zijn_te_lezen(self, naam: str) -> None:
        envelop, inhoud = GGK.pak_uit((REFERENTIE / "voorbeeldberichten" / f"{naam}.xml").read_bytes())
        assert envelop is not None
        assert (envelop.soort[:3], inhoud[:4]) == ("WMO", b"Hier")

    def test_een_tekstbestand_en_een_foutbericht_zijn_geen_bericht(self) -> None:
        for naam in ("envelopHeenbericht-ggk_Di01_v21-tekst", "Fo01"):
            with pytest.raises(GeenEnvelop):
                GGK.pak_uit((REFERENTIE / "voorbeeldberichten" / f"{naam}.xml").read_bytes())
