"""A granted verzoek om wijziging becomes one JW301 with its reference on every line (IV093, IV097)."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice.toewijzingen.nakijken import Omgeving, toewijzing_nakijken
from backoffice.toewijzingen.opstellen import Stand
from backoffice.toewijzingen.wijzigen import Besloten, Gedaan, Gevolg, Wijziging
from backoffice.verzoeken.model import van_vow
from backoffice.verzoeken.uitvoeren import voer_uit
from ijw.feiten import ToegewezenProduct, Verzoek
from tests.backoffice.toewijzingen.bouwers import bericht, reeks, regels, versie
from tests.bouwers import AANBIEDER, GEMEENTE, jw317_bericht, nieuw_product, omvang, te_wijzigen_product

JAAR = date(2023, 1, 1), date(2023, 12, 31)
E, F, G = (
    versie(
        toewijzing_nummer=nummer,
        code=code,
        volume=volume,
        toewijzingsdatum=date(2022, 12, 1),
        ingangsdatum=JAAR[0],
        einddatum=JAAR[1],
    )
    for nummer, code, volume in ((123001, "45A04", 4), (123002, "45A05", 3), (123003, "45A06", 2))
)
REGISTER = {een.toewijzing_nummer: een for een in (E, F, G)}
BESLOTEN = Besloten(date(2023, 6, 2), "11:00:00", "A0001")


def per_week(uren: int):
    return omvang(volume=uren, eenheid="04", frequentie="2")


def aanvraag(**anders):
    """E half a year longer, F from 3 to 6 uur a week from 12 June, G as it is."""
    feiten = {
        nr: ToegewezenProduct(GEMEENTE, nr, AANBIEDER, v.categorie, v.code, v.ingangsdatum, v.einddatum)
        for nr, v in REGISTER.items()
    }
    langer = te_wijzigen_product(
        toewijzing_nummer=123001,
        gewenste_ingangsdatum=JAAR[0],
        einddatum=date(2024, 6, 30),
        omvang=per_week(4),
    )
    meer = te_wijzigen_product(
        toewijzing_nummer=123002,
        gewenste_ingangsdatum=date(2023, 6, 12),
        einddatum=JAAR[1],
        omvang=per_week(6),
    )
    inhoud = {"te_wijzigen_producten": [langer, meer], "nieuwe_producten": [], **anders}
    return van_vow(jw317_bericht(**inhoud), feiten)


def uitgevoerd(**anders):
    return voer_uit(aanvraag(**anders).regels, REGISTER, BESLOTEN, nieuw_nummer=reeks(123078), gedaan={})


def test_het_voorbeeld_van_de_standaard():
    langer, meer = uitgevoerd()
    assert (langer.wijziging, meer.wijziging) == (Wijziging.VERLENGEN, Wijziging.OMVANG)
    standen = [Stand(nieuw, REGISTER.get(nieuw.toewijzing_nummer)) for nieuw in (*langer.versies, *meer.versies)]
    uit = bericht(*standen, Stand(G, G), dagtekening=BESLOTEN.datum, vow="A0001")
    assert regels(uit) == [
        (123001, JAAR[0], date(2024, 6, 30), "12", "A0001"),
        (123002, JAAR[0], date(2023, 6, 11), "12", "A0001"),
        (123003, JAAR[0], JAAR[1], None, "A0001"),
        (123078, date(2023, 6, 12), JAAR[1], None, "A0001"),
    ]
    omgeving = Omgeving(BESLOTEN.datum, (Verzoek("A0001", "JW317"),))
    assert toewijzing_nakijken(uit, omgeving) == ()


def test_een_nieuw_product_wordt_een_nieuwe_toewijzing():
    erbij = nieuw_product(
        gewenste_ingangsdatum=date(2023, 7, 1), einddatum=JAAR[1], code="45A07", omvang=per_week(1)
    )
    nieuwe = uitgevoerd(nieuwe_producten=[erbij])[-1]
    assert not isinstance(nieuwe, Gevolg)
    assert (nieuwe.toewijzing_nummer, nieuwe.code, nieuwe.reden_wijziging) == (123079, "45A07", None)


@pytest.mark.parametrize(("tot_en_met", "aantal"), [(date(2023, 6, 11), 0), (date(2023, 6, 12), 1)])
def test_wat_al_is_goedgekeurd_staat_in_de_weg(tot_en_met, aantal):
    gevolgen = voer_uit(
        aanvraag().regels,
        REGISTER,
        BESLOTEN,
        nieuw_nummer=reeks(),
        gedaan={123002: Gedaan(tot_en_met), 123001: Gedaan(tot_en_met)},
    )
    assert [len(gevolg.bezwaren) for gevolg in gevolgen] == [0, aantal]


def test_een_toewijzing_die_er_niet_is():
    with pytest.raises(KeyError):
        voer_uit(aanvraag().regels, {}, BESLOTEN, nieuw_nummer=reeks(), gedaan={})
