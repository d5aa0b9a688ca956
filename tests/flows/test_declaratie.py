"""JW301, JW323 and JW325 from end to end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event, func, select

from backoffice.services.ontvang import Ontvangst, ontvang
from backoffice.services.werkplek import Instellingen
from backoffice.storage import tabellen
from backoffice.versleuteling import Kluis
from ijw.nummers import test_bsn as proef_bsn
from tests import bouwers
from tests.flows.regio import (
    FEBRUARI,
    MAANDBEDRAG,
    NU,
    Regio,
    afgewezen,
    als_bytes,
    credit,
    jw323_van,
    kopcodes,
    lees_antwoord,
    prestatie,
    product,
)


def aantal(regio: Regio, tabel: str) -> int:
    ((gevonden,),) = regio.rijen(select(func.count()).select_from(getattr(tabellen, tabel)))
    return int(gevonden)


def declaratiecodes(ontvangst: Ontvangst) -> tuple[str, ...]:
    deel = lees_antwoord(ontvangst).declaratie_antwoord
    assert deel is not None
    return tuple(deel.retour_codes)


def test_alles_goed(regio: Regio) -> None:
    regio.wijs_toe()
    ontvangst = regio.declareer()
    assert (ontvangst.uitkomst, ontvangst.regels) == ("verwerkt", 1)
    assert (ontvangst.toegekend, ontvangst.afgewezen) == (MAANDBEDRAG, 0)
    assert ontvangst.antwoord_soort == "JW325"
    assert (kopcodes(ontvangst), declaratiecodes(ontvangst)) == (("0200",), ("8001",))
    assert regio.verbruik() == (120, MAANDBEDRAG)
    ((oordeel, niveau),) = regio.rijen(
        select(tabellen.bericht.c.oordeel, tabellen.bericht.c.niveau).where(tabellen.bericht.c.soort == "JW323")
    )
    assert (oordeel, niveau) == ("goed", None)


def test_het_antwoord_staat_in_de_uitbak_zoals_het_gegeven_is(regio: Regio) -> None:
    regio.wijs_toe()
    ontvangst = regio.declareer()
    u = tabellen.uitgaand.c
    ((inhoud, verzonden),) = regio.rijen(select(u.inhoud, u.verzonden_op).where(u.soort == "JW325"))
    assert regio.kluis.ontsleutel(inhoud, "uitgaand.inhoud") == ontvangst.antwoord
    assert verzonden is None


def test_de_bytes_blijven_zoals_zij_kwamen(regio: Regio) -> None:
    regio.wijs_toe()
    bericht = als_bytes(jw323_van()).replace(b"\r\n", b"\n  ")
    regio.stuur(bericht)
    ((inhoud,),) = regio.rijen(select(tabellen.bericht.c.inhoud).where(tabellen.bericht.c.soort == "JW323"))
    assert regio.kluis.ontsleutel(inhoud, "bericht.inhoud") == bericht


def test_een_tweede_maand_telt_op_bij_de_eerste(regio: Regio) -> None:
    regio.wijs_toe()
    februari = prestatie(referentie_nummer="R2", begindatum=FEBRUARI[0], einddatum=FEBRUARI[1])
    assert regio.declareer(februari, maand=FEBRUARI).toegekend == MAANDBEDRAG
    assert regio.declareer().toegekend == MAANDBEDRAG
    assert regio.verbruik() == (240, 2 * MAANDBEDRAG)


def test_deels_afgewezen(regio: Regio) -> None:
    regio.wijs_toe()
    duur = prestatie(referentie_nummer="R2", begindatum=FEBRUARI[0], einddatum=FEBRUARI[1], product_tarief=99)
    ontvangst = regio.declareer(prestatie(), duur)
    assert ontvangst.uitkomst == "verwerkt"
    assert (ontvangst.toegekend, ontvangst.afgewezen) == (MAANDBEDRAG, MAANDBEDRAG)
    assert afgewezen(ontvangst) == {"R2": ("0611", "9346")}
    assert declaratiecodes(ontvangst) == ("0200",)
    assert regio.verbruik() == (120, MAANDBEDRAG)


def test_alles_afgewezen(regio: Regio) -> None:
    regio.wijs_toe()
    ontvangst = regio.declareer(prestatie(product_code="45A05"))
    assert ontvangst.toegekend == 0
    assert afgewezen(ontvangst) == {"R1": ("9340", "S329", "0611")}
    assert (kopcodes(ontvangst), declaratiecodes(ontvangst)) == (("0200",), ("0200",))
    assert aantal(regio, "boeking") == 0
    assert aantal(regio, "declaratie") == 1


def test_credit_en_nieuw_debet_in_een_bericht(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(geleverd_volume=100, bedrag=9_800))
    ontvangst = regio.declareer(
        prestatie(referentie_nummer="R3"), credit("R1", "R2", geleverd_volume=100, bedrag=9_800)
    )
    assert afgewezen(ontvangst) == {}
    assert ontvangst.toegekend == MAANDBEDRAG - 9_800
    assert regio.verbruik() == (120, MAANDBEDRAG)


def test_nieuw_debet_zonder_credit_is_dubbel(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie(geleverd_volume=100, bedrag=9_800))
    assert afgewezen(regio.declareer(prestatie(referentie_nummer="R3"))) == {"R3": ("9389",)}


def test_een_credit_kan_maar_een_keer(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    assert afgewezen(regio.declareer(credit("R1", "R2"))) == {}
    assert afgewezen(regio.declareer(credit("R1", "R3"))) == {"R3": ("9390",)}
    assert regio.verbruik() == (0, 0)


def test_twee_credits_van_hetzelfde_debet_in_een_bericht(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    ontvangst = regio.declareer(credit("R1", "R2"), credit("R1", "R3"))
    assert (ontvangst.uitkomst, ontvangst.niveau) == ("afgekeurd", 2)
    assert regio.verbruik() == (120, MAANDBEDRAG)


def test_een_credit_met_andere_inhoud_wordt_afgewezen(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    ontvangst = regio.declareer(credit("R1", "R2", bedrag=11_759))
    assert afgewezen(ontvangst) == {"R2": ("8017",)}
    # A refused credit was owed to the gemeente: -11,759 submitted, 0 granted.
    assert (ontvangst.toegekend, ontvangst.afgewezen) == (0, -11_759)
    assert regio.verbruik() == (120, MAANDBEDRAG)


def test_een_credit_na_een_nieuwe_versie_van_de_toewijzing(regio: Regio) -> None:
    """What was approved can be taken back, whatever became of the toewijzing (IV085)."""
    regio.wijs_toe()
    regio.declareer()
    regio.wijs_toe(product(toewijzingsdatum=date(2026, 4, 1), einddatum=date(2026, 1, 31), reden_wijziging="12"))
    assert afgewezen(regio.declareer(credit("R1", "R2"))) == {}
    assert regio.verbruik() == (0, 0)


def test_opnieuw_na_afwijzing(regio: Regio) -> None:
    regio.wijs_toe()
    assert afgewezen(regio.declareer(prestatie(product_tarief=99, bedrag=11_880))) == {"R1": ("0611",)}
    # The ReferentieNummer of a rejected prestatie is used, a new one is not.
    assert afgewezen(regio.declareer(prestatie())) == {"R1": ("8021",)}
    assert afgewezen(regio.declareer(prestatie(referentie_nummer="R2"))) == {}
    assert regio.verbruik() == (120, MAANDBEDRAG)


def test_onbekende_client(regio: Regio) -> None:
    regio.wijs_toe()
    anders = prestatie(referentie_nummer="R2", toewijzing_nummer=1002)
    vreemd = bouwers.jw323_client(bsn=proef_bsn(2), prestaties=(anders,))
    ontvangst = regio.declareer(clienten=(bouwers.jw323_client(), vreemd))
    (client,) = lees_antwoord(ontvangst).declaratie_antwoord.clienten
    assert (client.bsn, tuple(client.retour_codes)) == (proef_bsn(2), ("8187",))
    assert afgewezen(ontvangst) == {"R2": ("0233",)}
    assert ontvangst.toegekend == MAANDBEDRAG


def test_een_toewijzing_van_een_ander(regio: Regio) -> None:
    regio.wijs_toe()
    regio.wijs_toe(product(toewijzing_nummer=1002), aanbieder="87654321")
    regio.wijs_toe(product(toewijzing_nummer=1003), bsn=proef_bsn(2))
    regio.wijs_toe(gemeente="0164")
    ander = [prestatie(referentie_nummer=f"R{n}", toewijzing_nummer=n) for n in (1002, 1003, 9999)]
    assert afgewezen(regio.declareer(*ander)) == {f"R{n}": ("9338",) for n in (1002, 1003, 9999)}
    # The number alone says nothing (OP275): 1001 exists at both gemeenten.
    regio.declareer(gemeente="0164")
    assert (regio.verbruik(), regio.verbruik(gemeente="0164")) == ((0, 0), (120, MAANDBEDRAG))


def test_niveau_2_keurt_het_hele_bericht_af(regio: Regio) -> None:
    regio.wijs_toe()
    ontvangst = regio.declareer(totaal_bedrag=1, declaratie_nummer="N")
    assert (ontvangst.uitkomst, ontvangst.niveau) == ("afgekeurd", 2)
    assert kopcodes(ontvangst) == ("0001",)
    assert (ontvangst.regels, ontvangst.toegekend) == (1, 0)
    assert (aantal(regio, "declaratie"), aantal(regio, "prestatie"), aantal(regio, "boeking")) == (0, 0, 0)
    # It counts as not sent (OP286): DeclaratieNummer and ReferentieNummers can be used again.
    assert afgewezen(regio.declareer(declaratie_nummer="N")) == {}


def test_een_dagtekening_in_de_toekomst(regio: Regio) -> None:
    """8848 looks at the Dutch calendar: at 22:30 UTC in summer it is already the next day."""
    regio.wijs_toe()
    avond = datetime(2026, 4, 10, 22, 30, tzinfo=UTC)
    elf = {"dagtekening": date(2026, 4, 11)}
    vroeg = regio.stuur(jw323_van(declaratie_nummer="N", **elf), op=avond - timedelta(hours=1))
    assert (vroeg.uitkomst, vroeg.niveau, kopcodes(vroeg)) == ("afgekeurd", 4, ("8848",))
    assert kopcodes(regio.stuur(jw323_van(declaratie_nummer="N", **elf), op=avond)) == ("0200",)


def test_een_gemeente_die_niet_bestaat(engine: Engine, kluis: Kluis) -> None:
    regio = Regio(engine, kluis, Instellingen(gemeenten=frozenset({"9998"})))
    ontvangst = regio.declareer(gemeente="9998")
    assert (ontvangst.uitkomst, ontvangst.niveau, kopcodes(ontvangst)) == ("afgekeurd", 4, ("S300",))


@pytest.mark.parametrize(
    ("anders", "code"),
    [({"declaratie_nummer": "N1"}, "9333"), ({"maand": FEBRUARI}, "8214")],
)
def test_de_declaratie_als_geheel(regio: Regio, anders: dict[str, object], code: str) -> None:
    regio.wijs_toe()
    regio.declareer(declaratie_nummer="N1")
    feb = prestatie(referentie_nummer="R2", begindatum=FEBRUARI[0], einddatum=FEBRUARI[1])
    voor = aantal(regio, "prestatie")
    ontvangst = regio.declareer(feb, **anders)
    assert (ontvangst.uitkomst, ontvangst.niveau) == ("afgekeurd", 3)
    assert (kopcodes(ontvangst), declaratiecodes(ontvangst)) == (("0200",), (code,))
    assert aantal(regio, "prestatie") == voor
    # It counts as not sent: the same prestatie may come again under the same number.
    assert afgewezen(regio.declareer(feb)) == {}


def test_een_afgekeurde_declaratie_schuift_de_laatste_periode_niet_op(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(totaal_bedrag=1)
    februari = prestatie(begindatum=FEBRUARI[0], einddatum=FEBRUARI[1])
    assert declaratiecodes(regio.declareer(februari, maand=FEBRUARI)) == ("8001",)


def test_het_aantal_vragen_hangt_niet_af_van_het_aantal_prestaties(regio: Regio) -> None:
    nummers = range(2001, 2041)
    regio.wijs_toe(*(product(toewijzing_nummer=n) for n in nummers[:1]))
    tel = 0

    def erbij(*_: object) -> None:
        nonlocal tel
        tel += 1

    def vragen(*prestaties: object) -> int:
        nonlocal tel
        inhoud = als_bytes(jw323_van(*prestaties))
        event.listen(regio.engine, "before_cursor_execute", erbij)
        tel = 0
        ontvang(regio.werkplek, inhoud, NU)
        event.remove(regio.engine, "before_cursor_execute", erbij)
        return tel

    vragen(prestatie(toewijzing_nummer=2001, referentie_nummer="X"))
    een = vragen(prestatie(toewijzing_nummer=2001))
    veel = vragen(*(prestatie(toewijzing_nummer=n, referentie_nummer=f"V{n}") for n in nummers))
    assert veel <= een + 2


@pytest.mark.parametrize("speling", [0, 1])
def test_een_antwoord_dat_de_keten_niet_vervoert_wordt_gemeld(engine: Engine, kluis: Kluis, speling: int) -> None:
    """A JW323 that fits and is wholly refused can have a JW325 that does not: it is kept, and a person is told."""

    def bericht(letter: str) -> bytes:
        prestaties = [prestatie(referentie_nummer=f"{letter}{n}", toewijzing_nummer=n) for n in range(60)]
        return als_bytes(jw323_van(*prestaties, identificatie=letter, declaratie_nummer=letter))

    ruim = Regio(engine, kluis)
    lengte = len(ruim.stuur(bericht("A")).antwoord or b"")
    assert lengte > len(bericht("B"))
    krap = Instellingen(limiet=lengte - 1 + speling)
    ontvangst = ontvang(replace(ruim.werkplek, instellingen=krap), bericht("B"), NU)
    signalen = ruim.rijen(select(tabellen.signaal.c.reden).where(tabellen.signaal.c.regel == "OP090x4"))
    if speling:
        assert (ontvangst.reden, signalen) == (None, [])
    else:
        assert [reden for (reden,) in signalen] == [ontvangst.reden]
        assert "bel de aanbieder" in (ontvangst.reden or "")
    assert ontvangst.antwoord is not None
