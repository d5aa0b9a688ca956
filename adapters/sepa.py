"""SEPA: payment files (pain.001.001.09), status reports (pain.002) and statements (camt.053)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from decimal import Decimal

from lxml import etree
from sepaxml import SepaTransfer

from backoffice.fouten import OnjuisteInhoud
from backoffice.ports.betalen import Bankmelding, Bankstand, Batch

VERSIE = "pain.001.001.09"
_PAIN = f"{{urn:iso:std:iso:20022:tech:xsd:{VERSIE}}}"


class OnleesbaarBankbestand(OnjuisteInhoud):
    """A file of a bank that is no statement or status report."""


class Sepa:
    """Fulfils `ports.betalen.Bank`."""

    def schrijf(self, batch: Batch) -> bytes:
        """Give the pain.001.001.09 of one batch, valid by its schema; the same batch gives the same bytes."""
        bestand = SepaTransfer(
            {"name": batch.naam[:70], "IBAN": batch.iban, "batch": True, "currency": "EUR"}, schema=VERSIE
        )
        for opdracht in batch.opdrachten:
            bestand.add_payment(
                {
                    "name": opdracht.naam,
                    "IBAN": opdracht.iban,
                    "amount": opdracht.bedrag,
                    "execution_date": batch.uitvoerdag,
                    "description": opdracht.omschrijving,
                    "endtoend_id": opdracht.kenmerk,
                }
            )
        boom = etree.fromstring(bestand.export(validate=False))
        # The library draws these from the clock and from chance; a batch names itself.
        moment = batch.gemaakt_op.astimezone(UTC)
        for naam, waarde in (
            ("MsgId", batch.kenmerk),
            ("CreDtTm", f"{moment:%Y-%m-%dT%H:%M:%S}Z"),
            ("PmtInfId", batch.kenmerk),
        ):
            for element in boom.iter(f"{_PAIN}{naam}"):
                element.text = waarde
        return etree.tostring(boom, xml_declaration=True, encoding="UTF-8")

    def lees(self, inhoud: bytes) -> list[Bankmelding]:
        """Read a camt.053 statement or a pain.002 report; OnleesbaarBankbestand when it is neither."""
        try:
            boom = etree.fromstring(inhoud, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as fout:
            raise OnleesbaarBankbestand("Het bestand van de bank is geen goede XML.") from fout
        soort = etree.QName(boom).namespace or ""
        if ":camt.053." in soort:
            return list(_uit_afschrift(boom))
        if ":pain.002." in soort:
            return list(_uit_statusbericht(boom))
        raise OnleesbaarBankbestand(
            "Het bestand is geen rekeningafschrift (camt.053) en geen statusbericht (pain.002)."
        )


def _uit_afschrift(boom: etree._Element) -> Iterator[Bankmelding]:
    """Every booked payment with our kenmerk: debited is paid, credited under the same kenmerk came back."""
    for entry in boom.iterfind(".//{*}Ntry"):
        if _tekst(entry, "{*}Sts/{*}Cd", "{*}Sts") != "BOOK":
            continue
        for transactie in entry.iterfind("{*}NtryDtls/{*}TxDtls"):
            kenmerk = _tekst(transactie, "{*}Refs/{*}EndToEndId")
            if not kenmerk:
                continue
            af = _tekst(transactie, "{*}CdtDbtInd") or _tekst(entry, "{*}CdtDbtInd")
            bedrag = _tekst(transactie, "{*}Amt", "{*}AmtDtls/{*}TxAmt/{*}Amt") or _tekst(entry, "{*}Amt")
            yield Bankmelding(
                kenmerk,
                Bankstand.UITGEVOERD if af == "DBIT" else Bankstand.GEWEIGERD,
                int(Decimal(bedrag) * 100),
                _tekst(transactie, "{*}RtrInf/{*}Rsn/{*}Cd"),
            )


def _uit_statusbericht(boom: etree._Element) -> Iterator[Bankmelding]:
    """Every payment that is refused (RJCT) or settled (ACSC); other states are on the way."""
    for transactie in boom.iterfind(".//{*}TxInfAndSts"):
        stand = {"RJCT": Bankstand.GEWEIGERD, "ACSC": Bankstand.UITGEVOERD}.get(_tekst(transactie, "{*}TxSts"))
        kenmerk = _tekst(transactie, "{*}OrgnlEndToEndId")
        if stand is not None and kenmerk:
            yield Bankmelding(kenmerk, stand, None, _tekst(transactie, "{*}StsRsnInf/{*}Rsn/{*}Cd"))


def _tekst(element: etree._Element, *paden: str) -> str:
    """The text at the first path that has one, else nothing."""
    for pad in paden:
        gevonden = (element.findtext(pad) or "").strip()
        if gevonden:
            return gevonden
    return ""
