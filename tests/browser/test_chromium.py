"""When the browser tests stay out; where they do, the run says so."""

from __future__ import annotations

import pytest

from tests.browser.chromium import blijft_weg


@pytest.mark.parametrize(
    ("argumenten", "omgeving", "pad", "weg"),
    [
        ((), {}, "/usr/bin/chromium", False),
        ((), {}, None, True),
        (("-x", "tests/ijw"), {"CI": "false"}, None, True),
        ((), {"CI": "true"}, None, False),
        (("tests/browser/test_pagina.py",), {}, None, False),
    ],
)
def test_alleen_zonder_browser_blijven_ze_weg(
    argumenten: tuple[str, ...], omgeving: dict[str, str], pad: str | None, weg: bool
) -> None:
    assert blijft_weg(argumenten, omgeving, pad) is weg
