"""What stands in no file of this repository: addresses of package sources, paths of a machine, real BSNs."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parent.parent
# What .gitignore leaves out, and git itself.
OVERAL = {
    ".git",
    "__pycache__",
    "build",
    "dist",
    ".pytest_cache",
    ".ruff_cache",
    ".mypy_cache",
    ".hypothesis",
}
BOVENAAN = {".venv", ".venv.slot", "demo", "uit"}

# Written in parts, since this file is read as well.
PAKKETBRONNEN = [
    ".".join(delen)
    for delen in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("repo", "maven", "apache", "org"),
    )
]
PAKKETBRON = re.compile("|".join(map(re.escape, PAKKETBRONNEN)), re.IGNORECASE)
MACHINEPAD = re.compile(r"(?<![\w.~)])/(?:home|root|tmp|work|Users)/\w")
NEGEN_CIJFERS = re.compile(r"(?<![\w.])[0-9]{9}(?!\w)")


def is_echt_bsn(cijfers: str) -> bool:
    """Whether nine digits pass the elfproef outside 9999xxxxx, the range that is never given to a person."""
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    som = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(gewichten, cijfers, strict=True))
    return som % 11 == 0 and som > 0 and not cijfers.startswith("9999")


def pakketbron(regel: str) -> bool:
    return PAKKETBRON.search(regel) is not None


def machinepad(regel: str) -> bool:
    return MACHINEPAD.search(regel) is not None


def echt_bsn(regel: str) -> bool:
    return any(map(is_echt_bsn, NEGEN_CIJFERS.findall(regel)))


def teksten() -> Iterator[tuple[str, list[str]]]:
    """Path and lines of every text file that belongs to the repository."""
    for map_, mappen, bestanden in os.walk(WORTEL):
        weg = OVERAL | BOVENAAN if Path(map_) == WORTEL else OVERAL
        mappen[:] = set(mappen) - weg
        for naam in set(bestanden) - weg:
            pad = Path(map_, naam)
            inhoud = pad.read_bytes()
            if b"\0" not in inhoud:
                yield pad.relative_to(WORTEL).as_posix(), inhoud.decode("utf-8", "replace").splitlines()


@pytest.mark.parametrize(
    ("fout", "mappen"),
    [(pakketbron, ("",)), (machinepad, ("",)), (echt_bsn, ("samples/", "tests/"))],
)
def test_niets_wat_er_niet_hoort(fout: Callable[[str], bool], mappen: tuple[str, ...]) -> None:
    gelezen = [(pad, regels) for pad, regels in teksten() if pad.startswith(mappen)]
    assert "tests/test_hygiene.py" in {pad for pad, _ in gelezen}
    # Place only: a number that should not be here should not be in the output either.
    plaatsen = [f"{pad}:{nr}" for pad, regels in gelezen for nr, regel in enumerate(regels, 1) if fout(regel)]
    assert sorted(plaatsen) == []


@pytest.mark.parametrize(
    "regel",
    [
        f"--index-url https://{PAKKETBRONNEN[0]}/simple",
        f'"resolved": "https://registry.{PAKKETBRONNEN[2]}/x"',
    ],
)
def test_een_pakketbron_valt_op(regel: str) -> None:
    assert pakketbron(regel)


@pytest.mark.parametrize("map_", ["home", "root", "tmp", "work", "Users"])
def test_een_pad_van_een_machine_valt_op(map_: str) -> None:
    assert machinepad(f'open("/{map_}/jan/jw323.xml")')
    assert machinepad(f"cd /{map_}/jan")


@pytest.mark.parametrize("regel", ["../work/x", "/Bericht/Declaratie", "https://voorbeeld.nl/home/x", "/app/ijw"])
def test_een_ander_pad_mag(regel: str) -> None:
    assert not machinepad(regel)


# Made up on the spot, so that this file holds none: eight digits and the check digit that fits or does not.
def met_controlecijfer(acht: str, ernaast: int = 0) -> str:
    som = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(range(9, 1, -1), acht, strict=True))
    return acht + str((som + ernaast) % 11)


def test_een_bsn_buiten_de_proefreeks_valt_op() -> None:
    bsn = met_controlecijfer("12345678")
    assert len(bsn) == 9
    assert echt_bsn(f"<jw323:Bsn>{bsn}</jw323:Bsn>")
    assert echt_bsn(f'bsn="{bsn}"')


def test_wat_geen_bsn_is_mag() -> None:
    assert not echt_bsn(met_controlecijfer("99990001"))
    assert not echt_bsn(met_controlecijfer("12345678", ernaast=1))
    assert not echt_bsn(f"{met_controlecijfer('12345678')}0")
    assert not echt_bsn("000000000")
