"""The walk over a message: whole or streamed, places, limits and comparing."""

from __future__ import annotations

import pytest

from ijw.berichten import jw323
from ijw.codec import Stroom, schrijf, voeg_in
from ijw.nummers import test_bsn
from ijw.regels import controle
from ijw.regels.controle import controleer, onderwerp
from tests.bouwers import (
    afgewezen_prestatie,
    antwoord,
    bevindingen,
    creditprestatie,
    jw301_bericht,
    jw301_client,
    jw323_bericht,
    jw323_client,
    jw325_bericht,
    nieuw_product,
    prestatie,
    start_product,
    totaal,
)


def _slecht(aantal):
    return [prestatie(referentie_nummer=f"R{n}", toewijzing_nummer=n, product_tarief=None) for n in range(aantal)]


def test_van_een_stroom_komt_hetzelfde_als_van_het_hele_bericht(tmp_path):
    bericht = jw323_bericht(
        clienten=[
            jw323_client(prestaties=[*_slecht(2), prestatie(referentie_nummer="R1")]),
            jw323_client(bsn=test_bsn(2), prestaties=[prestatie()]),
        ],
        totaal_bedrag=1,
    )
    bestand = tmp_path / "declaratie.xml"
    bestand.write_bytes(schrijf(bericht, jw323.SOORT))
    stroom = Stroom(bestand)
    gestroomd = controleer(stroom.soort, lambda: stroom.kop, lambda: stroom)
    assert gestroomd == bevindingen(bericht)
    eerste = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie"
    tweede = "/Bericht/Declaratie/Clienten/Client[2]/Prestaties/Prestatie"
    assert [(bevinding.regel, bevinding.locatie) for bevinding in gestroomd] == [
        ("CD087", f"{eerste}[1]"),
        ("CD087", f"{eerste}[2]"),
        ("TR358", "/Bericht/Declaratie"),
        ("TR101", f"{eerste}[3]"),
        ("TR416", f"{tweede}[1]"),
    ]


def test_meer_bevindingen_dan_gevraagd_worden_niet_gegeven():
    client = jw323_client(prestaties=_slecht(5))
    kop = voeg_in(jw323_bericht(clienten=[client]), jw323.SOORT, ())
    for meeste, aantal in ((4, 4), (5, 5), (6, 5)):
        assert len(controleer(jw323.SOORT, lambda: kop, lambda: [client], meeste=meeste)) == aantal


@pytest.mark.parametrize(
    ("bericht", "melding"),
    [
        (
            jw323_bericht(prestaties=[prestatie(product_tarief=None)]),
            "Prestatie R1: ProductTarief is leeg bij Eenheid 01, verwacht een tarief (CD087, 0001)",
        ),
        (
            jw323_bericht(totaal_bedrag=11_761),
            "Declaratie D0001: TotaalIngediendBedrag is 11761 D, verwacht 11760 D, de som van de prestaties "
            "(TR358, 0001)",
        ),
        (
            jw323_bericht(prestaties=[creditprestatie(bedrag=0)]),
            "Prestatie R2: DebetCredit IngediendBedrag is C bij een bedrag van 0, verwacht D (CS325, 0001)",
        ),
        (
            jw325_bericht(prestaties=[afgewezen_prestatie()], totaal_toegekend_bedrag=totaal(8_239)),
            "DeclaratieAntwoord D0001: TotaalToegekendBedrag is 8239 D, verwacht 8240 D, ingediend zonder de "
            "afgewezen prestaties (TR342, 0001)",
        ),
        (
            jw301_bericht(bsn="999900007"),
            "Client: Bsn voldoet niet aan de elfproef, verwacht een geldig burgerservicenummer (CS002, 0001)",
        ),
    ],
)
def test_melding_noemt_plaats_gevonden_verwacht_en_regel(bericht, melding):
    assert [bevinding.melding for bevinding in bevindingen(bericht)] == [melding]


def test_onderwerp_is_de_eerste_gevulde_sleutel_die_geen_persoonsgegeven_is():
    assert onderwerp(prestatie()) == "Prestatie R1"
    assert onderwerp(antwoord()) == "Antwoord A0001"
    assert onderwerp(jw301_client()) == "Client"
    assert onderwerp(jw323_bericht()) == "Bericht"
    assert onderwerp(nieuw_product(product=None)) == "NieuwProduct 2026-05-01"
    assert onderwerp(start_product(toewijzing_nummer=None)) == "StartProduct 45"


def test_dubbele_vingerafdrukken_ook_in_delen_gezocht():
    for aantal in (10, controle._PER_DEEL + 1):
        afdrukken = controle._Vingerafdrukken()
        for waarde in range(1, aantal + 1):
            afdrukken.neem(waarde)
        assert afdrukken.dubbele() == set()
        for waarde in (3, 4, 3):
            afdrukken.neem(waarde)
        assert afdrukken.dubbele() == {controle._afdruk(3), controle._afdruk(4)}


def test_gelijke_vingerafdruk_van_andere_waarden_is_geen_bevinding(monkeypatch):
    monkeypatch.setattr(controle, "hash", lambda waarde: 1, raising=False)
    twee = [prestatie(), prestatie(referentie_nummer="R2", toewijzing_nummer=1002)]
    assert bevindingen(jw323_bericht(prestaties=twee)) == []
