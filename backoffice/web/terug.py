"""Where a visitor goes back to after signing in: a page of this site, and nothing else."""

from __future__ import annotations

import re
from typing import Final

# One slash and then no other one, nor a backslash anywhere: browsers read // and \ as the start of a host.
_PAD: Final = re.compile(r"/(?!/)[!-\[\]-~]*")


def eigen_pad(terug: str) -> str:
    """The path when it is one of this site, else the first page; not a page of signing in or off either."""
    if not _PAD.fullmatch(terug) or terug.startswith(("/aanmelden", "/afmelden")):
        return "/"
    return terug
