from __future__ import annotations

import gc
import weakref

from backoffice.services.geheugen import blijf_af_van_wat_er_is


class Kring:
    """Refers to itself, so that only the cycle collector finds it."""

    def __init__(self) -> None:
        self.zelf = self


def test_wat_er_is_blijft_buiten_beeld_en_afval_gaat_eerst_weg() -> None:
    afval = weakref.ref(Kring())
    try:
        blijf_af_van_wat_er_is()
        assert afval() is None
        assert gc.get_freeze_count() > 0
        later = weakref.ref(Kring())
        gc.collect()
        assert later() is None
    finally:
        gc.unfreeze()
