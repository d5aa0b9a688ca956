"""The parts of a page as text: what is escaped, what is linked, and what a field says about itself."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import UndefinedError

from backoffice.services.inzage.pagina import Pagina
from backoffice.ui.weergave import OMGEVING, euro


def maak(tekst: str, **inhoud: Any) -> str:
    """What a template gives that has the macros as `o`."""
    return OMGEVING.from_string('{% import "_onderdelen.html" as o %}' + tekst).render(**inhoud).strip()


def test_wat_van_buiten_komt_blijft_tekst() -> None:
    gevaar = '"><script>'
    for sjabloon in (
        "{{ o.badge(x) }}",
        "{{ o.datalijst([(x, x)]) }}",
        "{{ o.melding('fout', x, x, x) }}",
        "{{ o.veld('a', x, waarde=x, hint=x, fout=x, placeholder=x) }}",
        "{{ o.keuze('a', x, [(x, x)]) }}",
        "{{ o.bevestigen('/p', x, x, {'a': x}) }}",
        "{{ o.pagineren(p, '/p', {'soort': x}) }}",
    ):
        assert "<script" not in maak(sjabloon, x=gevaar, p=Pagina((), 3))


def test_ouder_bewaart_de_filters() -> None:
    sjabloon = "{{ o.pagineren(p, '/berichten', {'soort': 'JW323', 'zoek': 'a&b', 'leeg': '', 'geen': none}) }}"
    link = maak(sjabloon, p=Pagina((1,), 41))
    assert 'href="/berichten?soort=JW323&amp;zoek=a%26b&amp;na=41"' in link
    assert maak(sjabloon, p=Pagina((1,), None)) == ""


def test_een_veld_noemt_zijn_uitleg_en_zijn_fout() -> None:
    kaal = maak("{{ o.veld('bedrag', 'Bedrag') }}")
    assert "aria-describedby" not in kaal
    assert "aria-invalid" not in kaal
    assert " required" in kaal
    fout = maak("{{ o.veld('bedrag', 'Bedrag', hint='h', fout='f', verplicht=false, autocomplete='off') }}")
    assert 'aria-describedby="bedrag-hint bedrag-fout" aria-invalid="true" autocomplete="off"' in fout
    assert " required" not in fout
    assert "(niet verplicht)" in fout


def test_de_keuze_die_er_was_blijft_gekozen() -> None:
    assert '<option value="2" selected>' in maak("{{ o.keuze('a', 'A', [(1, 'een'), (2, 'twee')], '2') }}")
    assert 'value="2" checked' in maak("{{ o.rondjes('a', 'A', [(1, 'een'), (2, 'twee')], 2) }}")


@pytest.mark.parametrize(
    ("aantal", "kop"), [(1, "Er is iets nog niet goed ingevuld"), (2, "2 dingen zijn nog niet goed")]
)
def test_de_samenvatting_wijst_naar_de_velden(aantal: int, kop: str) -> None:
    tekst = maak("{{ o.foutsamenvatting(fouten) }}", fouten=[(f"veld{nr}", "Vul dit in") for nr in range(aantal)])
    assert kop in tekst
    assert tekst.count('href="#veld') == aantal
    assert maak("{{ o.foutsamenvatting([]) }}") == ""


def test_een_soort_melding_die_er_niet_is_valt_op() -> None:
    with pytest.raises(UndefinedError):
        maak("{{ o.melding('ernstig', 'kop') }}")


@pytest.mark.parametrize(
    ("centen", "tekst"),
    [
        (0, "€ 0,00"),
        (5, "€ 0,05"),
        (99_999, "€ 999,99"),
        (100_000, "€ 1.000,00"),
        (-123_456_789, "€ -1.234.567,89"),
    ],
)
def test_bedragen_met_punten(centen: int, tekst: str) -> None:
    assert euro(centen) == tekst
