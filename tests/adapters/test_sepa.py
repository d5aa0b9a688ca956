"""Payment files are valid and repeatable, and the answers of banks are read for what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sepaxml
from lxml import etree

from adapters.sepa import OnleesbaarBankbestand, Sepa
from backoffice.ports.betalen import Bankmelding, Bankstand, Batch, Opdracht

BATCH = Batch(
    "IJW-0164-000000001",
    "Gemeente Hengelo",
    "NL91ABNA0417164300",
    date(2026, 6, 5),
    datetime(2026, 6, 4, 8, 0, tzinfo=UTC),
    [
        Opdracht("IJW000000000001", "Stichting Zórg & <Zo>", "NL20INGB0001234567", 123_456, "Jeugdhulp 0164"),
        Opdracht("IJW000000000002", "B" * 200, "NL44RABO0123456789", 1, "x" * 300),
    ],
)
PAIN = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


def test_het_betaalbestand_is_geldig_en_telt_op() -> None:
    boom = etree.fromstring(Sepa().schrijf(BATCH))
    schema = Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"
    etree.XMLSchema(file=str(schema)).assertValid(boom)
    assert boom.findtext(".//p:GrpHdr/p:MsgId", namespaces=PAIN) == BATCH.kenmerk
    assert boom.findtext(".//p:GrpHdr/p:CreDtTm", namespaces=PAIN) == "2026-06-04T08:00:00Z"
    assert boom.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=PAIN) == "1234.57"
    assert boom.findtext(".//p:DbtrAcct/p:Id/p:IBAN", namespaces=PAIN) == BATCH.iban
    kenmerken = [e.text for e in boom.iterfind(".//p:EndToEndId", PAIN)]
    assert kenmerken == ["IJW000000000001", "IJW000000000002"]


def test_dezelfde_batch_geeft_dezelfde_bytes_en_een_andere_niet() -> None:
    assert Sepa().schrijf(BATCH) == Sepa().schrijf(BATCH)
    assert Sepa().schrijf(BATCH) != Sepa().schrijf(replace(BATCH, uitvoerdag=date(2026, 6, 8)))


def afschrift(stand: str = "BOOK", af: str = "DBIT", bedrag: str = "1234.56", extra: str = "") -> bytes:
    return f"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
      <Ntry><Amt Ccy="EUR">{bedrag}</Amt><CdtDbtInd>{af}</CdtDbtInd><Sts><Cd>{stand}</Cd></Sts><NtryDtls><TxDtls>
      <Refs><EndToEndId>IJW000000000001</EndToEndId></Refs>{extra}</TxDtls></NtryDtls></Ntry>
      </Stmt></BkToCstmrStmt></Document>""".encode()


def test_een_afschrijving_is_uitgevoerd_en_een_bijschrijving_kwam_terug() -> None:
    assert Sepa().lees(afschrift()) == [Bankmelding("IJW000000000001", Bankstand.UITGEVOERD, 123_456, "")]
    terug = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
    assert Sepa().lees(afschrift(af="CRDT", extra=terug)) == [
        Bankmelding("IJW000000000001", Bankstand.GEWEIGERD, 123_456, "AC04")
    ]
    assert Sepa().lees(afschrift(stand="PDNG")) == []


def test_een_verzamelboeking_noemt_het_bedrag_per_betaling() -> None:
    extra = '<Amt Ccy="EUR">0.10</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
    (melding,) = Sepa().lees(afschrift(bedrag="99.00", extra=extra))
    assert melding.bedrag == 10


@pytest.mark.parametrize(("code", "stand"), [("RJCT", Bankstand.GEWEIGERD), ("ACSC", Bankstand.UITGEVOERD)])
def test_een_statusbericht(code: str, stand: Bankstand) -> None:
    bericht = f"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">
      <CstmrPmtStsRpt><OrgnlPmtInfAndSts>
      <TxInfAndSts><OrgnlEndToEndId>IJW000000000002</OrgnlEndToEndId><TxSts>{code}</TxSts><StsRsnInf><Rsn>
      <Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts><TxInfAndSts><OrgnlEndToEndId>IJW000000000001</OrgnlEndToEndId>
      <TxSts>ACTC</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""
    assert Sepa().lees(bericht.encode()) == [Bankmelding("IJW000000000002", stand, None, "AC01")]


@pytest.mark.parametrize("inhoud", [b"", b"geen xml", b"<Document/>", BATCH.naam.encode()])
def test_wat_geen_bankbestand_is(inhoud: bytes) -> None:
    with pytest.raises(OnleesbaarBankbestand):
        Sepa().lees(inhoud)
