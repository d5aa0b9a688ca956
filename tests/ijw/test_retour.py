"""The retourbericht on every heenbericht: what IV028 says of it, and that it is always a valid message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from ijw.berichten import basis, jw302, jw306, jw318, jw320, soort
from ijw.bevinding import Bevinding, Niveau
from ijw.codec import lees, schrijf
from ijw.retour import Kenmerk, retourbericht, retoursoort
from tests import bouwers
from tests.bouwers_xml import berichten, waarden

KENMERK = Kenmerk(
    identificatie="R0001",
    dagtekening=date(2026, 4, 9),
    xsd_versie=basis.XsdVersie(basisschema_xsd_versie="1.2.0", bericht_xsd_versie="1.3.0"),
)
HEEN = {
    "JW301": (bouwers.jw301_bericht, "JW302"),
    "JW305": (bouwers.jw305_bericht, "JW306"),
    "JW307": (bouwers.jw307_bericht, "JW308"),
    "JW315": (bouwers.jw315_bericht, "JW316"),
    "JW317": (bouwers.jw317_bericht, "JW318"),
    "JW319": (bouwers.jw319_bericht, "JW320"),
}
BEOORDEELD = frozenset(
    {
        *(
            "Client",
            "Relatie",
            "Contact",
            "ToegewezenProduct",
            "StartProduct",
            "StopProduct",
            "AangevraagdProduct",
        ),
        *("Verzoek", "OngewijzigdProduct", "TeWijzigenProduct", "NieuwProduct", "Antwoord", "Woonplaatsbeginsel"),
    }
)
"""The berichtklassen that bear retourcodes in one retourbericht or another, besides the header."""


def gevonden(
    locatie: str, retourcode: str | None = "9063", niveau: Niveau = Niveau.BERICHTOVERSTIJGEND
) -> Bevinding:
    return Bevinding("TR063", niveau, retourcode, locatie, "StartProduct", None, "is 3", "eerst 1")


@pytest.mark.parametrize("naam", HEEN)
def test_approval_is_a_header_without_retourcodes(naam: str) -> None:
    bouw, retour_naam = HEEN[naam]
    heen = bouw()
    retour = retourbericht(heen, soort(naam), (), KENMERK)
    assert retoursoort(soort(naam)) is soort(retour_naam)
    header = retour.header
    assert retour == type(retour)(header=header)
    assert (header.afzender, header.ontvanger) == (heen.header.afzender, heen.header.ontvanger)
    assert header.bericht_identificatie == heen.header.bericht_identificatie
    assert header.xsd_versie == heen.header.xsd_versie
    assert (header.identificatie_retour, header.dagtekening_retour) == ("R0001", date(2026, 4, 9))
    assert header.xsd_versie_retour == KENMERK.xsd_versie
    assert header.xslt_versie is None
    assert header.retour_codes == ()


@pytest.mark.parametrize("naam", HEEN)
def test_a_finding_of_level_2_gives_a_header_with_0001_whatever_else_is_found(naam: str) -> None:
    elders = gevonden("/Bericht/Header", "9056")
    technisch = gevonden("/Bericht", "0001", Niveau.BERICHT)
    retour = retourbericht(HEEN[naam][0](), soort(naam), [elders, technisch], KENMERK)
    assert retour.header.retour_codes == ("0001",)
    assert retour == type(retour)(header=retour.header)


@pytest.mark.parametrize("niveau", [Niveau.BERICHTOVERSTIJGEND, Niveau.EXTERNE_BRON])
def test_a_finding_in_the_header_gives_only_a_header_with_the_codes_found_there(niveau: Niveau) -> None:
    bevindingen = [
        gevonden("/Bericht/Header", "9056", niveau),
        gevonden("/Bericht/Client", "9374"),
        gevonden("/Bericht/Header", "S300", niveau),
        gevonden("/Bericht/Header", "9056", niveau),
    ]
    retour = retourbericht(bouwers.jw315_bericht(), soort("JW315"), bevindingen, KENMERK)
    assert retour.header.retour_codes == ("9056", "S300")
    assert retour.client is None


def test_removing_a_start_that_was_never_sent_is_answered_as_in_the_example_of_iv028() -> None:
    heen = bouwers.jw305_bericht(
        client=bouwers.jw305_client(start_producten=[bouwers.start_product(status_aanlevering="3")])
    )
    retour = retourbericht(
        heen, soort("JW305"), [gevonden("/Bericht/Client/StartProducten/StartProduct[1]")], KENMERK
    )
    assert retour.header.retour_codes == ("0200",)
    assert isinstance(retour.client, jw306.Client)
    assert retour.client.retour_codes == ("0200",)
    assert [product.retour_codes for product in retour.client.start_producten] == [("9063",)]
    assert retour.client.start_producten[0].status_aanlevering == "3"


def test_the_same_for_a_stop() -> None:
    retour = retourbericht(
        bouwers.jw307_bericht(),
        soort("JW307"),
        [gevonden("/Bericht/Client/StopProducten/StopProduct[1]")],
        KENMERK,
    )
    assert retour.header.retour_codes == retour.client.retour_codes == ("0200",)
    assert [product.retour_codes for product in retour.client.stop_producten] == [("9063",)]


def test_codes_stand_at_the_one_of_several_products_where_they_were_found() -> None:
    producten = [bouwers.start_product(toewijzing_nummer=nummer) for nummer in (1, 2, 3)]
    heen = bouwers.jw305_bericht(client=bouwers.jw305_client(start_producten=producten))
    tweede = "/Bericht/Client/StartProducten/StartProduct[2]"
    bevindingen = [gevonden(tweede, "9074"), gevonden(tweede, "9019"), gevonden(tweede, "9074")]
    retour = retourbericht(heen, soort("JW305"), bevindingen, KENMERK)
    assert [(product.toewijzing_nummer, product.retour_codes) for product in retour.client.start_producten] == [
        (1, ("0200",)),
        (2, ("9074", "9019")),
        (3, ("0200",)),
    ]


def test_berichtklassen_two_deep_are_judged_too() -> None:
    retour = retourbericht(
        bouwers.jw317_bericht(),
        soort("JW317"),
        [gevonden("/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[1]", "S329")],
        KENMERK,
    )
    verzoek = retour.client.verzoek
    assert isinstance(verzoek, jw318.Verzoek)
    assert verzoek.retour_codes == verzoek.te_wijzigen_producten[0].retour_codes == ("0200",)
    assert verzoek.nieuwe_producten[0].retour_codes == ("S329",)


def test_a_jw320_returns_the_antwoord_with_its_woonplaatsbeginsel() -> None:
    heen = bouwers.jw319_bericht(woonplaatsbeginsel=bouwers.woonplaatsbeginsel())
    retour = retourbericht(
        heen, soort("JW319"), [gevonden("/Bericht/Antwoord/Woonplaatsbeginsel", "S300")], KENMERK
    )
    assert isinstance(retour.antwoord, jw320.Antwoord)
    assert retour.antwoord.retour_codes == ("0200",)
    assert retour.antwoord.woonplaatsbeginsel == jw320.Woonplaatsbeginsel(gemeente="0164", retour_codes=("S300",))


def test_only_a_berichtklasse_that_nobody_looked_at_gets_0233() -> None:
    relatie = "/Bericht/Client/Relaties/Relatie[1]"
    product = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]"
    retour = retourbericht(
        bouwers.jw301_bericht(),
        soort("JW301"),
        [gevonden(product, "9332")],
        KENMERK,
        onbeoordeeld=(relatie, product),
    )
    client = retour.client
    assert client.retour_codes == client.contactgegevens[0].retour_codes == ("0200",)
    assert client.relaties[0].retour_codes == ("0233",)
    assert isinstance(client.relaties[0].contact, jw302.Contact)
    assert client.relaties[0].contact.retour_codes == ("0200",)
    assert client.toegewezen_producten[0].retour_codes == ("9332",)


def test_what_was_not_judged_does_not_refuse_a_message() -> None:
    retour = retourbericht(bouwers.jw305_bericht(), soort("JW305"), (), KENMERK, onbeoordeeld=("/Bericht/Client",))
    assert retour.client is None
    assert retour.header.retour_codes == ()


def test_the_xslt_version_is_told_when_given() -> None:
    kenmerk = replace(KENMERK, xslt_versie="1.0.4")
    technisch = gevonden("/Bericht", "0001", Niveau.BERICHT)
    retour = retourbericht(bouwers.jw305_bericht(), soort("JW305"), [technisch], kenmerk)
    assert retour.header.xslt_versie == "1.0.4"


@pytest.mark.parametrize(
    "bevinding",
    [
        gevonden("/Bericht/Client/StartProducten/StartProduct[2]"),
        gevonden("/Bericht/Client/StartProducten/StartProduct"),
        gevonden("/Bericht/Antwoord"),
        gevonden("/Bericht"),
        gevonden("/Bericht/Client", None),
        gevonden("/Bericht/Client", None, Niveau.XSD),
    ],
)
def test_a_finding_that_no_retourbericht_can_tell_is_an_error_and_never_lost(bevinding: Bevinding) -> None:
    goed = gevonden("/Bericht/Client/StartProducten/StartProduct[1]")
    with pytest.raises(ValueError, match=r"bericht|retourcode"):
        retourbericht(bouwers.jw305_bericht(), soort("JW305"), [goed, bevinding], KENMERK)


def test_the_places_are_those_that_the_rules_inside_a_message_give() -> None:
    dubbel = bouwers.jw301_client(toegewezen_producten=[bouwers.toegewezen_product()] * 2)
    heen = bouwers.jw301_bericht(client=dubbel)
    plaatsen = [bevinding.locatie for bevinding in bouwers.bevindingen(heen)]
    assert plaatsen
    retour = retourbericht(heen, soort("JW301"), [gevonden(plaats, "9332") for plaats in plaatsen], KENMERK)
    assert "9332" in {code for product in retour.client.toegewezen_producten for code in product.retour_codes}


@pytest.mark.parametrize("naam", ["JW323", "JW325", "JW302"])
def test_other_messages_have_no_retourbericht(naam: str) -> None:
    with pytest.raises(KeyError):
        retoursoort(soort(naam))


# --- for any message and any findings -------------------------------------------------------------

KENMERKEN = st.builds(
    Kenmerk,
    identificatie=waarden(basis.IDENTIFICATIE_BERICHT),
    dagtekening=waarden(basis.DATUM),
    xsd_versie=st.just(KENMERK.xsd_versie),
    xslt_versie=st.none() | waarden(basis.VERSIE),
)
CODES = waarden(basis.RETOUR_CODE)


@pytest.mark.parametrize("naam", HEEN)
def test_every_answer_is_valid_and_returns_what_was_sent_with_the_codes_in_place(naam: str) -> None:
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(heen=berichten(soort(naam)), kenmerk=KENMERKEN, data=st.data())
    def eigenschap(heen: Any, kenmerk: Kenmerk, data: st.DataObject) -> None:
        heen_xml = _xml(heen, naam)
        plaatsen = list(_plaatsen(heen_xml))
        oordelen = data.draw(
            st.dictionaries(st.sampled_from(plaatsen), st.lists(CODES, min_size=1, max_size=3, unique=True))
        )
        niveaus = st.sampled_from([Niveau.BERICHTOVERSTIJGEND, Niveau.EXTERNE_BRON])
        bevindingen = [
            gevonden(plaats, code, data.draw(niveaus)) for plaats, codes in oordelen.items() for code in codes
        ]
        if technisch := data.draw(st.integers(0, 9)) == 9:
            bevindingen.append(gevonden("/Bericht", "0001", Niveau.BERICHT))
        retour = retourbericht(heen, soort(naam), data.draw(st.permutations(bevindingen)), kenmerk)

        xml = schrijf(retour, retoursoort(soort(naam)))
        assert lees(xml) == retour
        assert bouwers.bevindingen(retour) == []
        retour_xml = etree.fromstring(xml)
        kop_heen, kop_retour = _inhoud(heen_xml[0]), _inhoud(retour_xml[0])
        assert kop_retour[2 : len(kop_heen)] == kop_heen[2:]  # all but the header itself and its BerichtCode
        if technisch or "/Bericht/Header" in oordelen or not oordelen:
            verwacht = ["0001"] if technisch else oordelen.get("/Bericht/Header", [])
            assert len(retour_xml) == 1
            assert sorted(_codes(retour_xml, "/Bericht/Header")) == sorted(verwacht)
            return
        assert _codes(retour_xml, "/Bericht/Header") == ["0200"]
        assert _inhoud(retour_xml[1]) == _inhoud(heen_xml[1])
        for plaats in plaatsen[1:]:
            assert sorted(_codes(retour_xml, plaats)) == sorted(oordelen.get(plaats, ["0200"])), plaats

    eigenschap()


def _xml(bericht: Any, naam: str) -> Any:
    return etree.fromstring(schrijf(bericht, soort(naam)))


def _naam(el: Any) -> str:
    return str(etree.QName(el).localname)


def _plaatsen(wortel: Any, boven: str = "/Bericht") -> Iterator[str]:
    """The XPath of the header and of each berichtklasse, in document order, read from the XML itself."""
    for el in wortel:
        naam, ouder = _naam(el), _naam(wortel)
        in_lijst = ouder not in BEOORDEELD and ouder != "Bericht"
        nummer = f"[{1 + len(list(el.itersiblings(el.tag, preceding=True)))}]" if in_lijst else ""
        if naam == "Header" or naam in BEOORDEELD:
            yield f"{boven}/{naam}{nummer}"
        if naam != "Header":
            yield from _plaatsen(el, f"{boven}/{naam}{nummer if naam in BEOORDEELD else ''}")


def _codes(wortel: Any, plaats: str) -> list[str]:
    """The retourcodes that stand at an XPath."""
    stappen = re.sub(r"/([A-Za-z]+)", r"/*[local-name()='\1']", plaats)
    return [str(el.text) for el in wortel.xpath(f"{stappen}/*[local-name()='RetourCodes']/*")]


def _inhoud(el: Any) -> list[tuple[str, str | None]]:
    """Every element inside with its text, in order, but for the retourcodes."""
    return [
        (_naam(deel), deel.text if len(deel) == 0 else None)
        for deel in el.iter()
        if _naam(deel) not in ("RetourCodes", "RetourCode")
    ]
