"""XAF 3.2, the XML Auditfile Financieel: journaalposten as Dutch bookkeeping programs take them in.

Bron: auditfiles.nl, XML Auditfile Financieel 3.2.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from lxml import etree

from backoffice.fouten import BackofficeError
from backoffice.ports.boekhouding import Exportpost, Exportregel, Grootboekexport, Periode

NAAMRUIMTE = "http://www.auditfiles.nl/XAF/3.2"
_NSMAP: dict[Any, str] = {None: NAAMRUIMTE}
_DAGBOEKSOORT = {"declaraties": "P", "verrekening": "M", "betalingen": "B"}  # purchases, memorial, bank


class GeenAuditfile(BackofficeError):
    """The books cannot be an auditfile; the text says why and what can be done."""


class Auditfile:
    """Fulfils `ports.boekhouding.Exportvorm`."""

    def schrijf(self, export: Grootboekexport) -> bytes:
        """Give the auditfile; its dateCreated is the last day of the last month, whenever it is written.

        Raises GeenAuditfile for months of two years, or without the fiscaal nummer that the form asks.
        """
        if len({periode.maand.year for periode in export.perioden}) != 1:
            raise GeenAuditfile("Een auditfile gaat over één boekjaar. Maak er een per jaar, met --van en --tot.")
        if not export.fiscaal_nummer:
            raise GeenAuditfile(
                "Een auditfile noemt het fiscaal nummer van de gemeente. Zet fiscaal_nummer in het rekeningschema."
            )
        wortel = etree.Element(f"{{{NAAMRUIMTE}}}auditfile", nsmap=_NSMAP)
        _kop(_onder(wortel, "header"), export)
        _administratie(_onder(wortel, "company"), export)
        return etree.tostring(wortel, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _onder(ouder: etree._Element, naam: str, tekst: object = None) -> etree._Element:
    kind = etree.SubElement(ouder, f"{{{NAAMRUIMTE}}}{naam}")
    if tekst is not None:
        kind.text = str(tekst)
    return kind


def _velden(ouder: etree._Element, **velden: object) -> None:
    """These elements in this order, without those that have nothing to say."""
    for naam, waarde in velden.items():
        if waarde not in (None, ""):
            _onder(ouder, naam, waarde)


def _kop(kop: etree._Element, export: Grootboekexport) -> None:
    eerste, laatste = export.perioden[0].maand, _laatste_dag(export.perioden[-1].maand)
    _velden(
        kop,
        fiscalYear=eerste.year,
        startDate=eerste,
        endDate=laatste,
        curCode="EUR",
        dateCreated=laatste,
        softwareDesc="jeugdwet-backoffice",
    )


def _administratie(company: etree._Element, export: Grootboekexport) -> None:
    _velden(
        company,
        companyIdent=export.gemeente,
        companyName=f"Gemeente {export.naam}",
        taxRegistrationCountry="NL",
        taxRegIdent=export.fiscaal_nummer,
    )
    relaties = _onder(company, "customersSuppliers")
    for relatie in export.relaties:
        _velden(
            _onder(relaties, "customerSupplier"),
            custSupID=relatie.code,
            custSupName=relatie.naam[:50],
            custSupTp="B" if relatie.gemeente else "S",
        )
    if export.rekeningen:
        grootboek = _onder(company, "generalLedger")
        for rekening in export.rekeningen:
            _velden(
                _onder(grootboek, "ledgerAccount"),
                accID=rekening.nummer,
                accDesc=rekening.omschrijving,
                accTp="P" if rekening.kosten else "B",
            )
    _perioden(_onder(company, "periods"), export.perioden)
    _journaal(_onder(company, "transactions"), export.posten)


def _perioden(periods: etree._Element, perioden: Iterable[Periode]) -> None:
    for periode in perioden:
        _velden(
            _onder(periods, "period"),
            periodNumber=periode.maand.month,
            periodDesc=f"{periode.maand:%m-%Y} {'definitief' if periode.definitief else 'voorlopig'}",
            startDatePeriod=periode.maand,
            endDatePeriod=_laatste_dag(periode.maand),
        )


def _journaal(transactions: etree._Element, posten: Iterable[Exportpost]) -> None:
    per_dagboek: dict[str, list[Exportpost]] = {}
    for post in posten:
        per_dagboek.setdefault(post.dagboek, []).append(post)
    regels = [regel for post in posten for regel in post.regels]
    _velden(
        transactions,
        linesCount=len(regels),
        totalDebit=_bedrag(sum(regel.bedrag for regel in regels if regel.bedrag > 0)),
        totalCredit=_bedrag(sum(-regel.bedrag for regel in regels if regel.bedrag < 0)),
    )
    for dagboek, eigen in sorted(per_dagboek.items()):
        journal = _onder(transactions, "journal")
        _velden(journal, jrnID=dagboek, desc=f"Jeugdhulp, {dagboek}", jrnTp=_DAGBOEKSOORT[dagboek])
        for post in eigen:
            transaction = _onder(journal, "transaction")
            _velden(
                transaction,
                nr=post.nummer,
                desc=post.omschrijving,
                periodNumber=post.boekmaand.month,
                trDt=post.datum,
            )
            for nummer, regel in enumerate(post.regels, 1):
                _regel(_onder(transaction, "trLine"), nummer, post, regel)


def _regel(trline: etree._Element, nummer: int, post: Exportpost, regel: Exportregel) -> None:
    """One line; the taakveld goes where the form has room for a product."""
    _velden(
        trline,
        nr=nummer,
        accID=regel.grootboekrekening,
        docRef=post.kenmerk,
        effDate=post.leveringsmaand,
        desc=post.omschrijving,
        amnt=_bedrag(abs(regel.bedrag)),
        amntTp="C" if regel.bedrag < 0 else "D",
        custSupID=regel.relatie,
        costID=regel.kostenplaats,
        prodID=regel.taakveld,
    )


def _bedrag(centen: int) -> str:
    return f"{centen // 100}.{centen % 100:02d}"


def _laatste_dag(maand: date) -> date:
    return maand.replace(day=monthrange(maand.year, maand.month)[1])
