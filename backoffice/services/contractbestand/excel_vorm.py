"""Contracts as an Excel workbook with a sheet per onderdeel.

The sheets hang together by contractnummer, and what belongs to a product by contractnummer and code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from backoffice.contracts.fouten import Contractfout, kort
from backoffice.contracts.model import Contract, Soortdeelname
from backoffice.services.contractbestand.gelezen import Cel, Ruw
from backoffice.services.contractbestand.velden import DELEN, ONDERDELEN, als_velden

GROOTST_UITGEPAKT: Final = 100 * 1024 * 1024
MEESTE_RIJEN: Final = 200_000
MEESTE_KOLOMMEN: Final = 50

Melder = Callable[[Contractfout], None]


def lees_excel(inhoud: bytes, naam: str, meld: Melder) -> dict[str, list[Ruw]]:
    """The contents of a workbook as rows of text; what does not belong there is reported."""
    if (bezwaar := _bezwaar(inhoud)) is not None:
        meld(Contractfout(naam, bezwaar, "een Excel-bestand (.xlsx)", "Het bestand is niet te lezen"))
        return {}
    try:
        boek = load_workbook(BytesIO(inhoud), read_only=True, keep_links=False)
        bladen = {titel.strip().casefold(): titel for titel in boek.sheetnames}
        rijen = {}
        for blad in ONDERDELEN:
            if blad in bladen:
                rijen[blad] = list(_Blad(naam, blad, meld).rijen(boek[bladen[blad]]))
            else:
                meld(Contractfout(naam, "geen blad met die naam", f"het blad {blad}", "Er ontbreekt een blad"))
        boek.close()
    # A damaged workbook makes the library raise whatever its parts happen to raise.
    except Exception:
        meld(
            Contractfout(
                naam, "een beschadigd bestand", "een Excel-bestand (.xlsx)", "Het bestand is niet te lezen"
            )
        )
        return {}
    if len(rijen) < len(ONDERDELEN):
        return {}
    _voeg_samen(rijen, meld)
    return rijen


def _bezwaar(inhoud: bytes) -> str | None:
    """What keeps these bytes from being opened as a workbook at all."""
    try:
        with ZipFile(BytesIO(inhoud)) as zip_:
            # The zip reader never unpacks more of a part than the size that it declares.
            if sum(deel.file_size for deel in zip_.infolist()) > GROOTST_UITGEPAKT:
                return f"uitgepakt meer dan {GROOTST_UITGEPAKT // 1024**2} MB"
    except BadZipFile:
        return "geen Excel-bestand, of een met een wachtwoord"
    return None


class _Blad:
    """Reads one sheet by the names in its first row."""

    def __init__(self, naam: str, blad: str, meld: Melder) -> None:
        self.plaats = f"{naam}, blad {blad}"
        self.kolommen = _kolommen(blad)
        self.meld = meld

    def rijen(self, blad: Any) -> Iterator[Ruw]:
        # Some programs write a wrong size, after which rows would go unread.
        blad.reset_dimensions()
        reeks = enumerate(blad.iter_rows(max_col=MEESTE_KOLOMMEN), start=1)
        kop = self._kop(next(reeks, (1, ()))[1])
        aantal = 0
        for nummer, cellen in reeks:
            rij = self._rij(nummer, cellen, kop)
            if rij is None:
                continue
            aantal += 1
            if aantal > MEESTE_RIJEN:
                self._fout(f"rij {nummer}", "nog meer rijen", f"hoogstens {MEESTE_RIJEN}", "Het blad is te groot")
                return
            yield rij

    def _kop(self, cellen: Sequence[Any]) -> dict[int, str]:
        kop: dict[int, str] = {}
        for plaats, cel in enumerate(cellen):
            if cel.value is None:
                continue
            kolom = str(cel.value).strip().casefold()
            letter = get_column_letter(plaats + 1)
            if kolom not in self.kolommen:
                self._fout(f"rij 1, kolom {letter}", kort(kolom), ", ".join(self.kolommen), "De kolom is onbekend")
            elif kolom in kop.values():
                self._fout(
                    f"rij 1, kolom {letter}",
                    kort(kolom),
                    "elke kolom één keer",
                    "De kolom staat er twee keer",
                )
            else:
                kop[plaats] = kolom
        for kolom in self.kolommen:
            if kolom not in kop.values():
                self._fout("rij 1", "geen kolom met die naam", f"de kolom {kolom}", "Er ontbreekt een kolom")
        return kop

    def _rij(self, nummer: int, cellen: Sequence[Any], kop: dict[int, str]) -> Ruw | None:
        rij = Ruw(f"{self.plaats}, rij {nummer}")
        gevuld = False
        for plaats, cel in enumerate(cellen):
            if cel.value is None or (isinstance(cel.value, str) and not cel.value.strip()):
                continue
            gevuld = True
            letter = get_column_letter(plaats + 1)
            if plaats not in kop:
                self._fout(
                    f"rij {nummer}, kolom {letter}",
                    "een waarde",
                    "een naam in rij 1",
                    "De kolom heeft geen naam",
                )
            elif (bezwaar := _celbezwaar(cel)) is not None:
                self._fout(
                    f"rij {nummer}, kolom {letter} ({kop[plaats]})",
                    bezwaar,
                    "de waarde zelf",
                    "Een cel bevat alleen een waarde",
                )
                # Filled in all the same, so that it is not reported as missing too.
                rij.onleesbaar.add(kop[plaats])
            else:
                rij.velden[kop[plaats]] = Cel(
                    _tekst(cel.value), f"{self.plaats}, rij {nummer}, kolom {letter} ({kop[plaats]})"
                )
        return rij if gevuld else None

    def _fout(self, plek: str, gevonden: str, verwacht: str, melding: str) -> None:
        self.meld(Contractfout(f"{self.plaats}, {plek}", gevonden, verwacht, melding))


def _celbezwaar(cel: Any) -> str | None:
    if cel.data_type == "f":
        return "een formule"
    if cel.data_type == "e":
        return f"een Excel-fout ({kort(cel.value)})"
    if cel.data_type == "b":
        return "waar of onwaar"
    return None


def _tekst(waarde: object) -> str:
    """The text of a cell as a person sees it: days as ISO dates, numbers with the digits that were typed."""
    if isinstance(waarde, datetime) and waarde.time() == time():
        return waarde.date().isoformat()
    if isinstance(waarde, float):
        # The shortest text that stands for this number is what was typed: 58.75, and never 58.7499999.
        return f"{Decimal(repr(waarde)):f}".removesuffix(".0")
    return str(waarde).strip()


def _kolommen(blad: str) -> tuple[str, ...]:
    """The columns by which a row hangs on another one, and then its own."""
    return (*ONDERDELEN[blad].sleutel, *ONDERDELEN[blad].velden)


def _voeg_samen(rijen: dict[str, list[Ruw]], meld: Melder) -> None:
    """Put every row under the row that it hangs on."""
    for waar, delen in DELEN.items():
        kolommen = ONDERDELEN[delen[0]].sleutel
        ouders = _op_sleutel(rijen[waar], kolommen)
        for blad in delen:
            for rij in rijen[blad]:
                ouder = ouders.get(_sleutel(rij, kolommen))
                if ouder is not None:
                    ouder.delen.setdefault(blad, []).append(rij)
                elif not rij.onleesbaar & set(kolommen):
                    meld(
                        Contractfout(
                            rij.plaats,
                            kort(", ".join(deel or "leeg" for deel in _sleutel(rij, kolommen))),
                            f"{' en '.join(kolommen)} van een rij op het blad {waar}",
                            "De rij hoort nergens bij",
                        )
                    )


def _op_sleutel(rijen: Iterable[Ruw], kolommen: tuple[str, ...]) -> dict[tuple[str, ...], Ruw]:
    return {_sleutel(rij, kolommen): rij for rij in rijen}


def _sleutel(rij: Ruw, kolommen: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rij.velden[kolom].tekst if kolom in rij.velden else "" for kolom in kolommen)


def schrijf_excel(contracten: Sequence[Contract], soortdeelnames: Sequence[Soortdeelname] = ()) -> bytes:
    """Contracts as a workbook that reads back as the same contracts; without contracts it is the template."""
    boek = Workbook(write_only=True)
    rijen: dict[str, list[list[Any]]] = {blad: [] for blad in ONDERDELEN}
    for contract in contracten:
        _schrijf_rij(rijen, "contracten", contract, {"contractnummer": contract.contractnummer})
    for soortdeelname in soortdeelnames:
        _schrijf_rij(rijen, "soortdeelnames", soortdeelname, {})
    for blad in ONDERDELEN:
        vel = boek.create_sheet(blad)
        vel.freeze_panes = "A2"
        for nummer in range(1, len(_kolommen(blad)) + 1):
            kolom = vel.column_dimensions[get_column_letter(nummer)]
            # Text, so that Excel keeps the zero of 0153 and of 01 when somebody types it.
            kolom.width, kolom.number_format = 18, "@"
        vel.append([_cel(vel, kolom, vet=True) for kolom in _kolommen(blad)])
        for rij in rijen[blad]:
            vel.append([_cel(vel, waarde) for waarde in rij])
    uitleg = boek.create_sheet("uitleg")
    uitleg.column_dimensions["C"].width = 100
    uitleg.append([_cel(uitleg, kop, vet=True) for kop in ("blad", "kolom", "wat u invult")])
    for blad, onderdeel in ONDERDELEN.items():
        for naam, veld in onderdeel.velden.items():
            uitleg.append([_cel(uitleg, waarde) for waarde in (blad, naam, veld.betekenis)])
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


def _schrijf_rij(rijen: dict[str, list[list[Any]]], blad: str, deel: Any, sleutels: dict[str, str]) -> None:
    """Add the row of a part, and the rows of its own parts to their sheets."""
    waarden = als_velden(blad, deel)
    rijen[blad].append([*(sleutels[kolom] for kolom in ONDERDELEN[blad].sleutel), *waarden.values()])
    for onder in DELEN.get(blad, ()):
        for kleiner in getattr(deel, onder):
            _schrijf_rij(rijen, onder, kleiner, sleutels | {"code": getattr(deel, "code", "")})


def _cel(vel: Any, waarde: Any, vet: bool = False) -> Any:
    cel = WriteOnlyCell(vel, waarde)
    if isinstance(waarde, str):
        cel.number_format = "@"
        # Text that starts with = + - @ would become a formula; marked as text it stays what it is.
        cel.data_type = "s"
        cel.quotePrefix = waarde.startswith(("=", "+", "-", "@"))
    elif isinstance(waarde, date):
        cel.number_format = "yyyy-mm-dd"
    elif isinstance(waarde, Decimal):
        cel.number_format = "0.00"
    if vet:
        cel.font = Font(bold=True)
    return cel
