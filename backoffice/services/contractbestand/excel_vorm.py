"""Contracts as an Excel workbook with the sheets contracten, deelnames, producten and tarieven.

The sheets hang together by contractnummer, and tarieven by contractnummer and code.
"""

from __future__ import annotations

from collections import defaultdict
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

from backoffice.contracts.controle import Contractfout, kort
from backoffice.contracts.model import Contract
from backoffice.services.contractbestand.velden import VELDEN, Cel, Ruw

# By which columns a row hangs on a row of another sheet, before its own columns.
SLEUTELS: Final = {
    "contracten": (),
    "deelnames": ("contractnummer",),
    "producten": ("contractnummer",),
    "tarieven": ("contractnummer", "code"),
}
GROOTST_UITGEPAKT: Final = 100 * 1024 * 1024
MEESTE_RIJEN: Final = 200_000
MEESTE_KOLOMMEN: Final = 50

Melder = Callable[[Contractfout], None]


def lees_excel(inhoud: bytes, naam: str, meld: Melder) -> list[Ruw]:
    """The contracts in a workbook as rows of text; what does not belong there is reported."""
    if (bezwaar := _bezwaar(inhoud)) is not None:
        meld(Contractfout(naam, bezwaar, "een Excel-bestand (.xlsx)", "Het bestand is niet te lezen"))
        return []
    try:
        boek = load_workbook(BytesIO(inhoud), read_only=True, keep_links=False)
        bladen = {titel.strip().casefold(): titel for titel in boek.sheetnames}
        rijen = {}
        for blad in VELDEN:
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
        return []
    return _voeg_samen(rijen, meld) if len(rijen) == len(VELDEN) else []


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
        self.kolommen = (*SLEUTELS[blad], *(veld for veld in VELDEN[blad] if veld not in SLEUTELS[blad]))
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


def _voeg_samen(rijen: dict[str, list[Ruw]], meld: Melder) -> list[Ruw]:
    contracten = _op_sleutel(rijen["contracten"], ("contractnummer",))
    producten = _op_sleutel(rijen["producten"], ("contractnummer", "code"))
    for blad, ouders in (("deelnames", contracten), ("producten", contracten), ("tarieven", producten)):
        for rij in rijen[blad]:
            ouder = ouders.get(_sleutel(rij, SLEUTELS[blad]))
            if ouder is not None:
                ouder.delen.setdefault(blad, []).append(rij)
            elif not rij.onleesbaar & set(SLEUTELS[blad]):
                sleutel = " en ".join(SLEUTELS[blad])
                waar = "producten" if ouders is producten else "contracten"
                meld(
                    Contractfout(
                        rij.plaats,
                        kort(", ".join(deel or "leeg" for deel in _sleutel(rij, SLEUTELS[blad]))),
                        f"{sleutel} van een rij op het blad {waar}",
                        "De rij hoort nergens bij",
                    )
                )
    return rijen["contracten"]


def _op_sleutel(rijen: Iterable[Ruw], kolommen: tuple[str, ...]) -> dict[tuple[str, ...], Ruw]:
    return {_sleutel(rij, kolommen): rij for rij in rijen}


def _sleutel(rij: Ruw, kolommen: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rij.velden[kolom].tekst if kolom in rij.velden else "" for kolom in kolommen)


def schrijf_excel(contracten: Sequence[Contract]) -> bytes:
    """Contracts as a workbook that reads back as the same contracts; without contracts it is the template."""
    boek = Workbook(write_only=True)
    rijen = _rijen(contracten)
    for blad, velden in VELDEN.items():
        vel = boek.create_sheet(blad)
        vel.freeze_panes = "A2"
        kolommen = (*SLEUTELS[blad], *(veld for veld in velden if veld not in SLEUTELS[blad]))
        for nummer in range(1, len(kolommen) + 1):
            kolom = vel.column_dimensions[get_column_letter(nummer)]
            # Text, so that Excel keeps the zero of 0153 and of 01 when somebody types it.
            kolom.width, kolom.number_format = 18, "@"
        vel.append([_cel(vel, kolom, vet=True) for kolom in kolommen])
        for rij in rijen[blad]:
            vel.append([_cel(vel, waarde) for waarde in rij])
    uitleg = boek.create_sheet("uitleg")
    uitleg.column_dimensions["C"].width = 100
    uitleg.append([_cel(uitleg, kop, vet=True) for kop in ("blad", "kolom", "wat u invult")])
    for blad, velden in VELDEN.items():
        for veld, betekenis in velden.items():
            uitleg.append([_cel(uitleg, waarde) for waarde in (blad, veld, betekenis)])
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


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


def _rijen(contracten: Sequence[Contract]) -> dict[str, list[tuple[Any, ...]]]:
    rijen: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for contract in contracten:
        nummer = contract.contractnummer
        rijen["contracten"].append(
            (
                nummer,
                contract.soort.value,
                contract.aanbieder,
                contract.kvk,
                contract.begindatum,
                contract.einddatum,
                contract.declaratietermijn.termijn_maanden,
                contract.declaratietermijn.gevolg.value,
            )
        )
        for deel in contract.deelnames:
            rijen["deelnames"].append((nummer, deel.gemeente, deel.vanaf, deel.tot_en_met))
        for product in contract.producten:
            rijen["producten"].append(
                (
                    nummer,
                    product.code,
                    product.categorie,
                    product.omschrijving,
                    product.variant.value,
                    product.eenheid,
                    ", ".join(product.frequenties),
                    product.tarief_type.value,
                )
            )
            for versie in product.tarieven:
                prijzen = (_euros(versie.tarief), _euros(versie.uurtarief))
                rijen["tarieven"].append((nummer, product.code, versie.vanaf, versie.tot_en_met, *prijzen))
    return rijen


def _euros(centen: int | None) -> Decimal | None:
    return None if centen is None else Decimal(centen).scaleb(-2)
