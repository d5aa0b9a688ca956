"""Which passwords are too weak."""

from __future__ import annotations

import pytest

from backoffice.toegang.wachtwoord import bezwaar_tegen_wachtwoord


@pytest.mark.parametrize(
    ("wachtwoord", "bezwaar"),
    [
        ("kfzoveemtula", None),
        ("kfzoveemtul", "te kort"),
        ("paard fiets lamp zee", None),
        ("k" * 5 + "fzov" * 31, "te lang"),
        ("abacabacabac", "herhaalt"),
        ("jansenjansen-q", "te makkelijk"),
        ("Wachtwoord12345!", "te makkelijk"),
        ("qwertyuiop1234567", "te makkelijk"),
    ],
)
def test_een_wachtwoord_is_lang_en_niet_te_raden(wachtwoord: str, bezwaar: str | None) -> None:
    gevonden = bezwaar_tegen_wachtwoord(wachtwoord, "jansen")
    assert gevonden is None if bezwaar is None else bezwaar in (gevonden or "")
