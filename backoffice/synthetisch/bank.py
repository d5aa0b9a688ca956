"""The bank of the synthetic region: carries out a payment file, and says so in a statement or a status report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple
from xml.etree import ElementTree

_PAIN: Final = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"
REKENING_OPGEHEVEN: Final = "AC04"


class Opdracht(NamedTuple):
    """One payment as the bank was told: its kenmerk, to which IBAN, and euros as written in the file."""

    kenmerk: str
    iban: str
    euro: str

    @property
    def centen(self) -> int:
        """The amount in eurocents."""
        heel, _, deel = self.euro.partition(".")
        return int(heel) * 100 + int(deel.ljust(2, "0"))


def rekening(partij: str, volgnummer: int = 0) -> str:
    """An IBAN of a bank that does not exist, with a right check, for an AGB-code or a gemeentecode."""
    bban = f"TEST{volgnummer:02d}{partij:0>8}"
    # The check by ISO 7064: letters count from 10, and the whole is 1 modulo 97.
    cijfers = "".join(str(int(teken, 36)) for teken in f"{bban}NL00")
    return f"NL{98 - int(cijfers) % 97:02d}{bban}"


def lees_opdrachten(betaalbestand: bytes) -> list[Opdracht]:
    """The payments in a pain.001."""
    return [
        Opdracht(
            een.findtext(f"{_PAIN}PmtId/{_PAIN}EndToEndId") or "",
            een.findtext(f"{_PAIN}CdtrAcct/{_PAIN}Id/{_PAIN}IBAN") or "",
            een.findtext(f"{_PAIN}Amt/{_PAIN}InstdAmt") or "",
        )
        for een in ElementTree.fromstring(betaalbestand).iter(f"{_PAIN}CdtTrfTxInf")
    ]


def afschrift(opdrachten: Sequence[Opdracht], behalve: Collection[str] = ()) -> bytes:
    """A camt.053 that shows each payment as debited, except those with these kenmerken."""
    regels = "".join(
        f'<Ntry><Amt Ccy="EUR">{een.euro}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<NtryDtls><TxDtls><Refs><EndToEndId>{een.kenmerk}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"
        for een in opdrachten
        if een.kenmerk not in behalve
    )
    kop = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
    return f"{kop}{regels}</Stmt></BkToCstmrStmt></Document>".encode()


def weigering(kenmerk: str) -> bytes:
    """A pain.002 that refuses one payment: the account was closed."""
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlPmtInfAndSts>'
        f"<TxInfAndSts><OrgnlEndToEndId>{kenmerk}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn>"
        f"<Cd>{REKENING_OPGEHEVEN}</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt>"
        "</Document>"
    ).encode()
