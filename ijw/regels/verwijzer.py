"""Which verwijzers can have an AGB-code (CD066, CD067, CD068)."""

from __future__ import annotations

MET_CODE = ("02", "03", "04", "05")
"""Huisarts, jeugdarts, gecertificeerde instelling and medisch specialist."""
