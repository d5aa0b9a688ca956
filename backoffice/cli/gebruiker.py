"""Who is at the keyboard, for the audit log."""

from __future__ import annotations

import getpass
import os


def gebruiker() -> str:
    """The name of the user who runs this, or a number where that user has no name (as in a container)."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
