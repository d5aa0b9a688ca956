"""The package of a cliënt: the toewijzingen that count for a verzoek om wijziging."""

from __future__ import annotations

from ijw.feiten import Feiten


def actueel(feiten: Feiten) -> set[int]:
    """The ToewijzingNummers in force on the Dagtekening or later, and not removed (TR349)."""
    return {
        nummer for nummer, toewijzing in feiten.toewijzingen.items() if toewijzing.actueel_op(feiten.dagtekening)
    }
