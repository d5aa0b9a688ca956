"""A report as JSON: one line per message, in the order in which they were judged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from backoffice.services.rapport.verslag import Verslag


def schrijf(verslagen: Iterable[Verslag]) -> Iterator[str]:
    """Give each judgement in the fixed form of `Uitslag.als_json`, in ASCII."""
    for verslag in verslagen:
        yield f"{json.dumps(verslag.uitslag.als_json())}\n"
