"""What a password must be: long, and not what everybody tries first. No mix of kinds of characters is demanded.

Bron: NIST SP 800-63B, 5.1.1 (length and a list of refused words instead of rules of composition).
"""

from __future__ import annotations

from typing import Final

KORTST: Final = 12
LANGST: Final = 128
_VEELGEBRUIKT: Final = (
    *("wachtwoord", "password", "welkom", "welcome", "geheim", "letmein", "admin", "iloveyou", "azerty"),
    *("jeugdzorg", "jeugdhulp", "jeugdwet", "gemeente", "backoffice", "twente"),
    *("zomer", "winter", "lente", "herfst"),
)
_MINSTENS_OVER: Final = 8
_MINSTENS_VERSCHILLEND: Final = 5
_REEKSEN: Final = (
    *("01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz"),
    *("qwertyuiop", "asdfghjkl"),
)


def bezwaar_tegen_wachtwoord(wachtwoord: str, naam: str) -> str | None:
    """Why a password is too weak for the account with this name, in Dutch; None when it will do."""
    if len(wachtwoord) < KORTST:
        return f"Dit wachtwoord is te kort. Kies er een van minstens {KORTST} tekens, bijvoorbeeld vier woorden."
    if len(wachtwoord) > LANGST:
        return f"Dit wachtwoord is te lang. Kies er een van hooguit {LANGST} tekens."
    if len(set(wachtwoord.lower())) < _MINSTENS_VERSCHILLEND:
        return "Dit wachtwoord herhaalt steeds dezelfde tekens. Kies een ander."
    if len(_wat_overblijft(wachtwoord.lower(), naam)) < _MINSTENS_OVER:
        return "Dit wachtwoord is te makkelijk te raden: uw naam, bekende woorden en rijtjes tellen niet mee."
    return None


def _wat_overblijft(wachtwoord: str, naam: str) -> str:
    """A password without what is guessed first."""
    for woord in (naam, *_VEELGEBRUIKT):
        wachtwoord = wachtwoord.replace(woord, "")
    for reeks in _REEKSEN:
        for lengte in range(len(reeks), 2, -1):
            for begin in range(len(reeks) - lengte + 1):
                wachtwoord = wachtwoord.replace(reeks[begin : begin + lengte], "")
    return wachtwoord
