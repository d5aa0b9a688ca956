from datetime import date

import pytest

from backoffice.synthetisch.controle import Uitkomst, afgewezen_bedrag, is_beoordeeld, is_gevonden
from backoffice.synthetisch.fouten import CATALOGUS, Verwacht
from ijw.berichten import basis, jw325

XSD = basis.XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0")
KENMERK = basis.BerichtIdentificatie(identificatie="A1", dagtekening=date(2026, 2, 10))


def bedrag(centen: int, debet_credit: str = "D") -> basis.TotaalBedragMetDC:
    return basis.TotaalBedragMetDC(totaal_bedrag=centen, debet_credit=debet_credit)


def antwoord(
    kop: str = "0200", declaratie: str | None = "8001", client: str = "0200", **afgewezen: str
) -> jw325.Bericht:
    """A JW325 in which each prestatie named (by ReferentieNummer) is rejected with one code."""
    prestaties = tuple(
        jw325.Prestatie(
            product_referentie=basis.Referentie(referentie_nummer=referentie),
            toewijzing_nummer=1,
            product_categorie="45",
            product_code="OB1A",
            product_periode=basis.GeslotenPeriode(begindatum=date(2026, 1, 1), einddatum=date(2026, 1, 31)),
            geleverd_volume=60,
            eenheid="01",
            product_tarief=98,
            ingediend_bedrag=basis.BedragMetDC(bedrag=5875, debet_credit="D"),
            retour_codes=(code,),
        )
        for referentie, code in afgewezen.items()
    )
    clienten = (
        (jw325.Client(bsn="999900006", prestaties=prestaties, retour_codes=(client,)),) if prestaties else ()
    )
    return jw325.Bericht(
        header=jw325.Header(
            afzender="0164",
            ontvanger="99000001",
            bericht_identificatie=KENMERK,
            xsd_versie=XSD,
            declaratie_identificatie=KENMERK,
            xsd_versie_declaratie=XSD,
            retour_codes=(kop,),
        ),
        declaratie_antwoord=None
        if declaratie is None
        else jw325.DeclaratieAntwoord(
            declaratie_nummer="D1",
            totaal_ingediend_bedrag=bedrag(10_000),
            totaal_toegekend_bedrag=bedrag(10_000),
            clienten=clienten,
            retour_codes=(declaratie,),
        ),
    )


@pytest.mark.parametrize(
    ("soort", "referentie", "goed", "fout"),
    [
        (
            "tarief",
            "P1",
            Uitkomst("verwerkt", antwoord=antwoord(P1="0611")),
            Uitkomst("verwerkt", antwoord=antwoord(P1="9346", P2="0611")),
        ),
        (
            "onbekende-client",
            "P1",
            Uitkomst("verwerkt", antwoord=antwoord(client="8187", P1="0233")),
            Uitkomst("verwerkt", antwoord=antwoord(P1="8187")),
        ),
        (
            "declaratienummer",
            None,
            Uitkomst("afgekeurd", 3, antwoord(declaratie="9333")),
            Uitkomst("afgekeurd", 3, antwoord(declaratie="8214")),
        ),
        (
            "totaalbedrag",
            None,
            Uitkomst("afgekeurd", 2, antwoord("0001", None)),
            Uitkomst("afgekeurd", 3, antwoord("8848", None)),
        ),
        ("xsd-fout", None, Uitkomst("afgekeurd", 1), Uitkomst("afgekeurd", 2)),
        ("leeg", None, Uitkomst("onleesbaar"), Uitkomst("afgekeurd", 1)),
        (
            "identificatie-anders",
            None,
            Uitkomst("herhaald", 3, antwoord("9056", None)),
            Uitkomst("verwerkt", antwoord=antwoord()),
        ),
        ("identificatie-anders", None, Uitkomst("conflict"), Uitkomst("herhaald")),
        (
            "verbetering",
            "P1",
            Uitkomst("verwerkt", antwoord=antwoord(P2="0611")),
            Uitkomst("verwerkt", antwoord=antwoord(P1="0611")),
        ),
        (
            "nieuw-bericht",
            None,
            Uitkomst("verwerkt", antwoord=antwoord()),
            Uitkomst("afgekeurd", 3, antwoord(declaratie="9333")),
        ),
    ],
)
def test_een_geval_is_alleen_gevonden_op_de_goede_plek(
    soort: str, referentie: str | None, goed: Uitkomst, fout: Uitkomst
) -> None:
    geval = Verwacht("bestand.xml", CATALOGUS[soort], referentie)
    assert is_gevonden(geval, goed)
    assert not is_gevonden(geval, fout)


def test_wat_er_is_afgewezen() -> None:
    assert afgewezen_bedrag(antwoord()) == 0
    assert afgewezen_bedrag(antwoord(P1="0611", P2="0611")) == 11_750
    assert afgewezen_bedrag(antwoord(declaratie="9333")) == 10_000
    assert afgewezen_bedrag(antwoord("0001", None)) == 0


def test_een_bericht_zonder_declaratieantwoord_is_niet_beoordeeld() -> None:
    assert is_beoordeeld(antwoord())
    assert not is_beoordeeld(antwoord("0001", None))
    assert not is_beoordeeld(antwoord(declaratie="8214"))
    assert not is_beoordeeld(None)
