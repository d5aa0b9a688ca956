from __future__ import annotations

from backoffice.services.rapport import tekst
from tests.backoffice.services.rapport.test_vindplaats import regel_van
from tests.backoffice.services.rapport.verslagen import (
    GEEN_SCHEMA,
    alles,
    gemeen_onleesbaar,
    gemeen_verslag,
    schrijf,
    verslag,
)


def test_de_regel_met_een_streep_onder_de_plaats() -> None:
    regels = schrijf("tekst", verslag(GEEN_SCHEMA)).splitlines()
    nummer = regel_van(GEEN_SCHEMA, b"<jw323:Eenheid>")
    plek = regels.index(f"    {nummer} | <jw323:Eenheid>99</jw323:Eenheid>")
    assert regels[plek - 1] == f"  Eenheid, regel {nummer} van het bestand"
    assert regels[plek + 1] == "       |                ^^"
    assert regels[plek].index("99") == regels[plek + 1].index("^^")


def test_hetzelfde_advies_staat_een_keer_per_bericht() -> None:
    dubbel = verslag(GEEN_SCHEMA.replace(b"<jw323:ProductCategorie>45<", b"<jw323:ProductCategorie>xx<"))
    assert len(dubbel.uitslag.bevindingen) == 2
    assert schrijf("tekst", dubbel).count("Wat u kunt doen: Laat uw software") == 1
    assert schrijf("tekst", dubbel, dubbel).count("Wat u kunt doen: Laat uw software") == 2


def test_de_slechtste_eerst_en_de_goede_alleen_geteld() -> None:
    uit = schrijf("tekst", *alles())
    volgorde = [uit.index(f"{naam}.xml") for naam in ("stuk", "schema", "totaal")]
    assert volgorde == sorted(volgorde)
    assert "goed.xml" not in uit
    assert uit.endswith("4 berichten bekeken: 1 onleesbaar, 2 afgekeurd, 1 goed.\n")


def test_zonder_berichten_is_er_geen_tekst() -> None:
    assert schrijf("tekst") == ""


def test_wat_in_het_bericht_staat_bestuurt_de_terminal_niet() -> None:
    uit = "".join(tekst.schrijf([gemeen_verslag(), gemeen_onleesbaar()]))
    assert all(teken.isprintable() for teken in uit.replace("\n", ""))
