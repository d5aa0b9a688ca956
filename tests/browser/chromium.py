"""The browser of the system: where it is, how it starts, and what to do where it is not."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from typing import Final

PAD: Final = shutil.which("chromium")
ONTBREEKT: Final = "chromium is niet gevonden. Installeer het met: apt-get install chromium"
VLAGGEN: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def blijft_weg(argumenten: Sequence[str], omgeving: Mapping[str, str], pad: str | None = PAD) -> bool:
    """Whether to leave the browser tests out: no browser, nobody asked for them, and it is not the whole check."""
    return (
        pad is None and omgeving.get("CI") != "true" and not any("browser" in argument for argument in argumenten)
    )
