"""The work list by itself: policy, deadlines that near, answers that stay away, the contract watch, own drafts."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from backoffice.contracts.model import Contractsoort
from backoffice.contracts.wacht import Wachtmelding, Wachtsoort
from backoffice.services import taken, verzoekbesluit
from backoffice.services.besluit_werk import houd_aan, neem_in_onderzoek, sluit_af, wijs_toe
from backoffice.services.eigen_toewijzing import Clientfout, Wens, leg_client_vast, stel_op
from backoffice.services.grootboek import hermaak_sommen
from backoffice.services.runs import Verslag
from backoffice.services.verzending import Besluitfout
from backoffice.services.waarom import waarom
from backoffice.services.werklijst import kies_beleid, lijst, toon
from backoffice.services.werkmeldingen import escaleer, meld_stilte, meld_wacht
from backoffice.services.werkvorm import lees_voornemen, vertel
from backoffice.storage import tabellen
from backoffice.storage.beleid import Gemeentebeleid
from backoffice.toegang.rechten import Rol
from backoffice.toewijzingen.wijzigen import Gewenst
from backoffice.verzoeken.besluit import Beleid
from ijw.json_vorm import klasse_naar_json
from ijw.nummers import test_bsn as proef_bsn
from tests import bouwers
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows.keten import vot
from tests.flows.regio import AANBIEDER, BSN, GEMEENTE, NU, Regio, prestatie, product
from tests.flows.werk import (
    EERDER,
    besluiten,
    eigen_berichten,
    enig,
    items,
    keur_goed,
    regels,
    vertrokken,
    voorstel,
    wie,
)

AUTOMATISCH = Gemeentebeleid(Beleid((Contractsoort.OB_JEUGD,)))


@pytest.fixture
def regio(regio: Regio) -> Regio:
    """The cliënt is known."""
    regio.wijs_toe(EERDER)
    return regio


def kies(regio: Regio, keuze: Gemeentebeleid, vanaf: date = date(2026, 1, 1)) -> None:
    kies_beleid(regio.werkplek, GEMEENTE, vanaf, keuze, "Jansen", NU)


# --- what the policy lets the software decide -----------------------------------------------------


def test_met_beleid_wordt_een_vot_meteen_toegewezen(regio: Regio) -> None:
    kies(regio, AUTOMATISCH)
    regio.stuur(vot())
    assert items(regio) == []
    (bericht,) = eigen_berichten(regio, "JW301")
    assert regels(bericht) == {8: (None, "A0001")}
    (besluit,) = besluiten(regio, 1)
    assert (besluit.wie, besluit.keuze) == ("automatisch", "toegewezen")
    assert besluit.inhoud["gronden"] == [f"beleid van gemeente {GEMEENTE}: alle toetsen voldoen"]


@pytest.mark.parametrize(
    ("keuze", "vanaf"),
    [
        (Gemeentebeleid(), date(2026, 1, 1)),
        (AUTOMATISCH, date(2026, 4, 11)),
        (Gemeentebeleid(Beleid((Contractsoort.DYSLEXIE,))), date(2026, 1, 1)),
        (Gemeentebeleid(Beleid((Contractsoort.OB_JEUGD,)), eigen_woonplaats=False), date(2026, 1, 1)),
    ],
    ids=["niets", "nog niet", "andere soort", "woonplaats onbekend"],
)
def test_anders_besluit_een_mens(regio: Regio, keuze: Gemeentebeleid, vanaf: date) -> None:
    kies(regio, keuze, vanaf)
    regio.stuur(vot())
    assert enig(regio).behandelaar is None
    assert eigen_berichten(regio, "JW301") == []


def test_later_beleid_gaat_voor(regio: Regio) -> None:
    kies(regio, AUTOMATISCH)
    kies(regio, Gemeentebeleid(), date(2026, 4, 10))
    regio.stuur(vot())
    assert enig(regio).behandelaar is None


def test_wat_niet_past_wordt_nooit_automatisch_besloten(regio: Regio) -> None:
    kies(regio, AUTOMATISCH)
    regio.stuur(vot(verwijzer=bouwers.verwijzer(type="04")))
    assert enig(regio).behandelaar is None


def test_wat_niet_verzonden_kan_worden_gaat_naar_een_mens(regio: Regio) -> None:
    kies(regio, AUTOMATISCH)
    regio.stuur(bouwers.wijzig(vot(), bsn=proef_bsn(5)))
    item = enig(regio)
    assert item.behandelaar is None
    assert "automatisch lukte niet" in item.reden


def test_stopt_het_proces_ertussen_dan_wordt_er_later_besloten(
    regio: Regio, monkeypatch: pytest.MonkeyPatch
) -> None:
    kies(regio, AUTOMATISCH)

    def weg(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verzoekbesluit, "verzend_toewijzing", weg)
    with pytest.raises(KeyboardInterrupt):
        regio.stuur(vot())
    monkeypatch.undo()
    assert enig(regio).behandelaar == "automatisch"
    assert eigen_berichten(regio, "JW301") == []
    verslag = Verslag()
    list(taken.bewaak_werk(regio.werkplek, NU, verslag, False))
    assert items(regio) == []
    assert f"{GEMEENTE}: 1 verzoeken automatisch toegewezen" in verslag.gedaan


def test_beleid_van_een_andere_gemeente(regio: Regio) -> None:
    with pytest.raises(Besluitfout, match="0363"):
        kies_beleid(regio.werkplek, "0363", date(2026, 1, 1), AUTOMATISCH, "Jansen", NU)


# --- deadlines ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dag", "fase", "over"),
    [(10, "ruim", 5), (14, "ruim", 3), (15, "nadert", 2), (17, "vandaag", 0), (20, "te laat", -1)],
)
def test_de_lijst_toont_de_termijn(regio: Regio, dag: int, fase: str, over: int) -> None:
    regio.stuur(vot())
    ((_, klok),) = lijst(regio.werkplek, date(2026, 4, dag))
    assert klok is not None
    assert (klok.fase.value, klok.over, klok.vervaldag) == (fase, over, date(2026, 4, 17))


def test_een_termijn_wordt_per_stap_een_keer_gemeld(regio: Regio) -> None:
    regio.stuur(vot())
    gemeld = [
        [stand.fase.value for _, stand in escaleer(regio.werkplek, GEMEENTE, NU + timedelta(days=dagen))]
        for dagen in (0, 5, 6, 7, 10, 11)
    ]
    assert gemeld == [[], ["nadert"], [], ["vandaag"], ["te laat"], []]


def test_wat_was_aangehouden_komt_terug(regio: Regio) -> None:
    regio.stuur(vot())
    houd_aan(regio.werkplek, enig(regio).id, wie(), date(2026, 4, 14))
    escaleer(regio.werkplek, GEMEENTE, NU + timedelta(days=3))
    assert enig(regio).status == "aangehouden"
    escaleer(regio.werkplek, GEMEENTE, NU + timedelta(days=4))
    assert (enig(regio).status, enig(regio).aangehouden_tot) == ("open", None)


def test_een_blad_toont_alles_en_laat_een_spoor(regio: Regio) -> None:
    regio.stuur(vot())
    item = enig(regio)
    neem_in_onderzoek(regio.werkplek, item.id, wie("Jansen", "dossier is er nog niet"))
    tekst = "\n".join(vertel(toon(regio.werkplek, item.id, NU, "Bakker")))
    for stuk in ("Termijn: ", "24-04-2026", "OP359", "29-05-2026", "Voorstel: toewijzen", "geen contract [3]"):
        assert stuk in tekst
    assert "Besluit: in onderzoek genomen door Jansen op 10-04-2026 om 11:00" in tekst
    assert "dossier is er nog niet" in tekst
    assert BSN not in tekst
    a = tabellen.audit.c
    assert regio.rijen(select(a.client_id).where(a.wie == "Bakker")) == [(item.client_id,)]


def test_waarom_vertelt_het_verhaal_van_een_verzoek(regio: Regio) -> None:
    regio.stuur(vot())
    wijs_toe(regio.werkplek, enig(regio).id, wie())
    (verhaal,) = waarom(regio.werkplek, "A0001", None, NU, "Bakker")
    assert "Besluit: toegewezen door Jansen" in verhaal
    assert "Toewijzing 8 is nieuw vanaf 01-04-2026." in verhaal
    assert waarom(regio.werkplek, "A0001", "87654321", NU, "Bakker") == []


# --- answers that stay away -----------------------------------------------------------------------


@pytest.mark.parametrize(("dag", "gemeld"), [(15, 0), (16, 1)])
def test_een_bericht_zonder_retour_wordt_werk(regio: Regio, dag: int, gemeld: int) -> None:
    """Sent on Friday 10-04-2026: three werkdagen later is Wednesday 15-04."""
    regio.stuur(vot())
    uitslag = wijs_toe(regio.werkplek, enig(regio).id, wie())
    assert meld_stilte(regio.werkplek, datetime(2026, 4, 30, 9, tzinfo=NU.tzinfo)) == 0
    with regio.engine.begin() as conn:
        conn.execute(update(tabellen.uitgaand).values(verzonden_op=NU))
    later = datetime(2026, 4, dag, 9, tzinfo=NU.tzinfo)
    assert meld_stilte(regio.werkplek, later) == gemeld
    assert meld_stilte(regio.werkplek, later) == 0
    assert [item.soort for item in items(regio)] == ["geen retourbericht"] * gemeld
    keur_goed(regio, vertrokken(regio, uitslag), later)
    assert items(regio) == []


# --- the contract watch ---------------------------------------------------------------------------


def melding(uitleg: str = "eindigt over 90 dagen", gemeente: str | None = None) -> Wachtmelding:
    return Wachtmelding(Wachtsoort.LOOPT_AF, AANBIEDER, "OBJ-1", gemeente, uitleg)


def test_de_contractwacht_geeft_geen_dubbel_werk(regio: Regio) -> None:
    assert meld_wacht(regio.werkplek, [melding(), melding(gemeente=GEMEENTE)], NU) == 2
    assert {item.gemeente for item in items(regio)} == {"regio", GEMEENTE}
    assert meld_wacht(regio.werkplek, [melding("eindigt over 89 dagen")], NU) == 0
    assert enig(regio).reden == "contract loopt af: eindigt over 89 dagen"


def test_wat_iemand_weglegde_komt_pas_terug_als_het_weg_was(regio: Regio) -> None:
    meld_wacht(regio.werkplek, [melding()], NU)
    with pytest.raises(Besluitfout, match="Zeg waarom"):
        sluit_af(regio.werkplek, enig(regio).id, wie())
    sluit_af(regio.werkplek, enig(regio).id, wie("Jansen", "wordt verlengd"))
    assert meld_wacht(regio.werkplek, [melding()], NU) == 0
    assert items(regio) == []
    meld_wacht(regio.werkplek, [], NU)
    assert meld_wacht(regio.werkplek, [melding()], NU) == 1


def test_de_wacht_draait_volgens_rooster(regio: Regio) -> None:
    verslag = Verslag()
    list(taken.houd_contractwacht(regio.werkplek, NU, verslag, True))
    assert items(regio) == []
    list(taken.houd_contractwacht(regio.werkplek, NU, verslag, False))
    assert verslag.gedaan[0] == verslag.gedaan[1]
    assert {item.soort for item in items(regio)} <= {"contractwacht"}


# --- the books ------------------------------------------------------------------------------------


def test_een_verschil_in_de_boeken_wordt_werk_tot_het_weg_is(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    verslag = Verslag()
    list(taken.kijk_boeken_na(regio.werkplek, NU, verslag, False))
    assert (verslag.gedaan, verslag.niet_gedaan) == (["de boeken sluiten aan, tot op de regel"], [])
    assert items(regio) == []
    with regio.engine.begin() as conn:
        conn.execute(delete(tabellen.boeksom))
    list(taken.kijk_boeken_na(regio.werkplek, NU, Verslag(), True))
    assert items(regio) == []
    for _ in range(2):
        verslag = Verslag()
        list(taken.kijk_boeken_na(regio.werkplek, NU, verslag, False))
        assert (len(verslag.gedaan), len(verslag.niet_gedaan)) == (0, 2)
        werk = enig(regio)
        assert (werk.soort, werk.gemeente) == ("verschil in de boeken", "regio")
        assert werk.reden == f"de boeken sluiten niet aan (2 keer), om te beginnen: {verslag.niet_gedaan[0]}"
    # Who may see the work of the region is shown it, though it is of no aanbieder.
    browser = klant(regio.werkplek, bezoeker(Rol.CONTRACTMANAGER))
    assert "verschil in de boeken" in browser.get("/werk").text
    assert "om te beginnen" in browser.get(f"/werk/{werk.id}").text
    assert hermaak_sommen(regio.engine) == 2
    list(taken.kijk_boeken_na(regio.werkplek, NU, Verslag(), False))
    assert items(regio) == []


# --- what a gemeente does of its own accord -------------------------------------------------------


def gewenst(**anders: Any) -> Gewenst:
    """45A04, 120 minutes a month through 2026."""
    basis: dict[str, Any] = {
        "vanaf": date(2026, 5, 1),
        "einddatum": date(2026, 12, 31),
        "categorie": "45",
        "code": "45A04",
        "volume": 120,
        "eenheid": "01",
        "frequentie": "4",
    }
    return Gewenst(**{**basis, **anders})


def eigen(regio: Regio, *wensen: Wens, gronden: tuple[str, ...] = (), **anders: Any) -> Any:
    besluit = wie("Jansen", *gronden)
    return vertrokken(regio, stel_op(regio.werkplek, GEMEENTE, AANBIEDER, BSN, wensen, besluit, **anders))


def test_een_eigen_toewijzing(regio: Regio) -> None:
    bericht = eigen(regio, Wens(None, gewenst()))
    assert regels(bericht) == {8: (None, None)}
    assert items(regio) == []
    (besluit,) = besluiten(regio, 1)
    assert besluit.inhoud["gevolgen"] == ["Toewijzing 8 is nieuw vanaf 01-05-2026."]


def test_1_verlengen_houdt_het_nummer(regio: Regio) -> None:
    regio.wijs_toe(product(einddatum=date(2026, 6, 30)))
    bericht = eigen(regio, Wens(1001, gewenst(vanaf=date(2026, 1, 1))))
    assert regels(bericht) == {1001: ("04", None)}


def test_2_na_het_einde_is_het_een_nieuwe(regio: Regio) -> None:
    bericht = eigen(regio, Wens(7, gewenst(vanaf=date(2026, 4, 10))))
    assert regels(bericht) == {8: (None, None)}


def test_5_het_verkeerde_product(regio: Regio) -> None:
    regio.wijs_toe(product(categorie="44", code=None, omvang=None))
    bericht = eigen(regio, Wens(1001, gewenst(vanaf=date(2026, 1, 1))))
    assert regels(bericht) == {1001: ("13", None), 1002: (None, None)}


def test_6_wat_is_goedgekeurd_wordt_niet_verwijderd(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(prestatie())
    with pytest.raises(Besluitfout, match="TR385"):
        eigen(regio, Wens(1001, None))


def test_een_verwijdering_reist_een_keer(regio: Regio) -> None:
    regio.wijs_toe()
    assert regels(eigen(regio, Wens(1001, None))) == {1001: ("13", None)}
    assert regels(eigen(regio, Wens(None, gewenst()))) == {1002: (None, None)}


def test_7_wat_liep_wat_veranderde_en_wat_komt(regio: Regio) -> None:
    regio.wijs_toe(product(einddatum=date(2026, 4, 30)))
    wensen = (
        Wens(1001, gewenst(vanaf=date(2026, 1, 1), einddatum=date(2026, 3, 31))),
        Wens(None, gewenst(vanaf=date(2026, 9, 1))),
    )
    with pytest.raises(Besluitfout, match="moet het hiermee eens zijn"):
        eigen(regio, *wensen)
    bericht = eigen(regio, *wensen, instemming=True)
    assert regels(bericht) == {1001: ("05", None), 1002: (None, None)}


def test_intrekken_om_een_verhuizing(regio: Regio) -> None:
    regio.wijs_toe()
    wens = Wens(1001, gewenst(vanaf=date(2026, 1, 1), einddatum=date(2026, 4, 30)), reden="07")
    assert regels(eigen(regio, wens, instemming=True)) == {1001: ("07", None)}


def test_een_toets_zegt_nee(regio: Regio) -> None:
    wens = Wens(None, gewenst(eenheid="04"))
    with pytest.raises(Besluitfout, match=r"Een toets zegt nee: .*eenheid"):
        eigen(regio, wens)
    assert regels(eigen(regio, wens, gronden=("overgangsregeling",))) == {8: (None, None)}


@pytest.mark.parametrize(
    ("wens", "waar", "melding"),
    [
        (Wens(99, gewenst()), GEMEENTE, "Toewijzing 99 is niet van deze jeugdige"),
        (Wens(None, None), GEMEENTE, "Noem een ToewijzingNummer"),
        (Wens(None, gewenst()), "0363", "werkt deze back office niet"),
        (Wens(None, gewenst()), "0164", "niet bekend"),
    ],
)
def test_wat_niet_kan(regio: Regio, wens: Wens, waar: str, melding: str) -> None:
    voor = regio.dump()
    with pytest.raises(Besluitfout, match=melding):
        stel_op(regio.werkplek, waar, AANBIEDER, BSN, [wens], wie())
    assert regio.dump() == voor


def test_voor_een_nieuwe_jeugdige(regio: Regio) -> None:
    client = klasse_naar_json(bouwers.jw301_client(bsn=proef_bsn(5)))
    client.pop("toegewezen_producten")
    leg_client_vast(regio.werkplek, GEMEENTE, client, wie())
    regio.stuur(bouwers.wijzig(vot(), bsn=proef_bsn(5)))
    bericht = vertrokken(regio, wijs_toe(regio.werkplek, enig(regio).id, wie()))
    assert (bericht.client.bsn, regels(bericht)) == (proef_bsn(5), {8: (None, "A0001")})
    with pytest.raises(Clientfout, match=r"client\.naam"):
        leg_client_vast(regio.werkplek, GEMEENTE, {**client, "naam": 3}, wie())


def test_een_voornemen_uit_een_bestand(regio: Regio, tmp_path: Path) -> None:
    pad = tmp_path / "wens.json"
    wens = {"vanaf": "2026-05-01", "einddatum": "2026-12-31", "categorie": "45", "code": "45A04"}
    inhoud = {"gemeente": GEMEENTE, "aanbieder": AANBIEDER, "bsn": BSN, "wensen": [wens]}
    pad.write_text(json.dumps(inhoud))
    assert lees_voornemen(pad)[3] == (Wens(None, gewenst(volume=None, eenheid=None, frequentie=None)),)
    for fout, melding_ in (
        ({**inhoud, "wensen": []}, "ten minste een wens"),
        ({**inhoud, "bsn": 1}, "bsn is geen tekst"),
        ({**inhoud, "wensen": [{**wens, "vanaf": "morgen"}]}, "wens 1: vanaf, of einddatum"),
        ({**inhoud, "wensen": [{**wens, "volume": "veel"}]}, "volume is geen geheel getal"),
        ({**inhoud, "wensen": [{**wens, "kleur": "rood"}]}, "verwacht een object met alleen"),
        ({"gemeente": GEMEENTE}, "precies gemeente"),
    ):
        pad.write_text(json.dumps(fout))
        with pytest.raises(Besluitfout, match=melding_):
            lees_voornemen(pad)


def test_het_voorstel_is_er_ook_zonder_gegevens(regio: Regio) -> None:
    regio.stuur(bouwers.wijzig(vot(), bsn=proef_bsn(5)))
    assert voorstel(regio) == ("toewijzen", None)
