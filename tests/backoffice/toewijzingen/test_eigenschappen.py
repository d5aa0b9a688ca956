"""However toewijzingen change, three views agree: the register, the JW301 sent last, and what the aanbieder built
from the messages he received. And no JW301 that is sent would be refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice.toewijzingen.nakijken import Omgeving, toewijzing_nakijken
from backoffice.toewijzingen.opstellen import Stand, hoort_in
from backoffice.toewijzingen.register import Stap, Versie, stap, versie_van
from backoffice.toewijzingen.wijzigen import TABEL, Besloten, Gewenst, Nummer, nieuw, wijzig
from ijw.berichten import jw301
from ijw.feiten import Verzoek
from tests.backoffice.toewijzingen.bouwers import bericht, reeks

BEGIN = date(2025, 1, 1)
DAGEN = [BEGIN + timedelta(days=n) for n in range(460)]

SOORTEN: tuple[dict[str, Any], ...] = (
    {"categorie": "45", "code": "45A04", "volume": 3, "eenheid": "04", "frequentie": "2"},
    {"categorie": "45", "code": "45A04", "volume": 600, "eenheid": "01", "frequentie": "4"},
    {"categorie": "46", "code": "46A01", "volume": 80, "eenheid": "04", "frequentie": "6"},
    {"categorie": "43", "code": None, "budget": 500_000},
    {"categorie": "44", "code": None},
)
"""Every kind of toewijzing but the generieke, which nothing may stand beside."""


@dataclass
class Wereld:
    """A gemeente with its register, and an aanbieder who only has the messages."""

    vandaag: date = BEGIN
    register: dict[int, Versie] = field(default_factory=dict)
    verzonden: dict[int, Versie] = field(default_factory=dict)
    ontvangen: dict[int, Versie] = field(default_factory=dict)
    verzoeken: dict[str, Verzoek] = field(default_factory=dict)
    laatste: jw301.Bericht | None = None
    besluiten: int = 0
    nummer: Any = field(default_factory=reeks)

    def besluit(self, referentie: str | None = None) -> Besloten:
        """The next decision, later than all before it."""
        self.besluiten += 1
        return Besloten(self.vandaag, f"{9 + self.besluiten // 60:02d}:{self.besluiten % 60:02d}:00", referentie)

    def schrijf(self, versies: tuple[Versie, ...]) -> None:
        """Put versions in the register: each one is new or takes the place of the one in force."""
        for versie in versies:
            geldend = self.register.get(versie.toewijzing_nummer)
            verwacht = Stap.NIEUW if geldend is None else Stap.GEWIJZIGD
            assert stap(geldend, versie) is verwacht
            self.register[versie.toewijzing_nummer] = versie

    def verzend(self, vow: str | None) -> None:
        """Send what has to be sent; the aanbieder judges it and reads it into a view of his own."""
        standen = [Stand(versie, self.verzonden.get(nummer)) for nummer, versie in self.register.items()]
        if not any(hoort_in(stand, self.vandaag) for stand in standen):
            return
        uit = bericht(*standen, dagtekening=self.vandaag, vow=vow)
        omgeving = Omgeving(self.vandaag, tuple(self.verzoeken.values()))
        assert [b.melding for b in toewijzing_nakijken(uit, omgeving)] == []
        self.laatste = uit
        for product in uit.client.toegewezen_producten:
            versie = versie_van(product)
            gezet = stap(self.ontvangen.get(versie.toewijzing_nummer), versie)
            assert gezet in (Stap.NIEUW, Stap.GEWIJZIGD, Stap.ONGEWIJZIGD)
            if gezet is not Stap.ONGEWIJZIGD:
                self.ontvangen[versie.toewijzing_nummer] = versie
            self.verzonden[versie.toewijzing_nummer] = self.register[versie.toewijzing_nummer]
            self._sluit(product)

    def _sluit(self, product: jw301.ToegewezenProduct) -> None:
        referentie = product.referentie_aanbieder
        if referentie is not None:
            verzoek = self.verzoeken[referentie]
            self.verzoeken[referentie] = replace(
                verzoek, toegewezen=verzoek.toegewezen | {product.toewijzing_nummer}
            )

    def lopend(self) -> list[Versie]:
        """What is in force today or later."""
        return [
            v for v in self.register.values() if not v.verwijderd and (v.einddatum or date.max) >= self.vandaag
        ]


def in_kracht(versies: Any, dag: date) -> set[tuple[Any, ...]]:
    """What may be delivered on a day."""
    return {
        (v.toewijzing_nummer, v.categorie, v.code, v.volume, v.eenheid, v.frequentie, v.budget)
        for v in versies
        if not v.verwijderd and v.ingangsdatum <= dag <= (v.einddatum or date.max)
    }


def vrij(wereld: Wereld, wens: Gewenst, behalve: int | None = None) -> bool:
    """Whether a wish would stand beside nothing of its own categorie, so that it is not gestapeld (OP259)."""
    return all(
        v.categorie != wens.categorie
        or v.toewijzing_nummer == behalve
        or v.verwijderd
        or (v.einddatum or date.max) < wens.vanaf
        or v.ingangsdatum > (wens.einddatum or date.max)
        for v in wereld.register.values()
    )


datums = st.integers(-40, 200)


@st.composite
def wensen(draw: st.DrawFn, oud: Versie) -> Gewenst | None:
    """A valid change of a toewijzing, of any kind, that is not gestapeld; None removes it."""
    kenmerken = {
        veld: getattr(oud, veld)
        for veld in ("einddatum", "categorie", "code", "volume", "eenheid", "frequentie", "budget")
    }
    wens = Gewenst(vanaf=oud.ingangsdatum, **kenmerken)
    wat = draw(st.sampled_from(["einde", "open", "omvang", "budget", "product", "eerder", "weg", "alles"]))
    if wat == "weg":
        return None
    if wat in ("einde", "alles"):
        einde = oud.ingangsdatum + timedelta(days=draw(st.integers(1, 250)))
        wens = replace(wens, einddatum=einde)
    if wat == "open" and oud.budget is None and oud.frequentie != "2":
        wens = replace(wens, einddatum=None)
    if wat in ("omvang", "alles") and oud.volume is not None:
        wens = replace(wens, volume=draw(st.integers(1, 900)))
        if oud.frequentie != "6":
            wens = replace(wens, vanaf=oud.ingangsdatum + timedelta(days=draw(st.integers(0, 60))))
    if wat in ("budget", "alles") and oud.budget is not None:
        wens = replace(wens, budget=draw(st.integers(1, 900_000)))
    if wat == "product":
        nieuw_soort = draw(st.sampled_from(SOORTEN))
        leeg = dict.fromkeys(("volume", "eenheid", "frequentie", "budget"))
        wens = replace(wens, **{**leeg, **nieuw_soort})
        if wens.einddatum is None:
            wens = replace(wens, einddatum=wens.vanaf + timedelta(days=100))
    if wat == "eerder":
        wens = replace(wens, vanaf=oud.ingangsdatum - timedelta(days=draw(st.integers(1, 30))))
    return wens


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_register_bericht_en_aanbieder_zijn_het_eens(data):
    wereld = Wereld()
    for nummer in range(data.draw(st.integers(1, 8), label="stappen")):
        wereld.vandaag += timedelta(days=data.draw(st.integers(0, 60), label="dagen verder"))
        op_verzoek = data.draw(st.booleans(), label="op verzoek")
        referentie = f"A{nummer:04d}" if op_verzoek else None
        lopend = wereld.lopend()
        if not lopend or data.draw(st.integers(0, 3), label="nieuw") == 0:
            vow = None
            soort = data.draw(st.sampled_from(SOORTEN), label="soort")
            vanaf = wereld.vandaag + timedelta(days=data.draw(datums, label="vanaf"))
            wens = Gewenst(
                vanaf, vanaf + timedelta(days=data.draw(st.integers(0, 200))), **{"code": None, **soort}
            )
            if not vrij(wereld, wens):
                continue
            versies = (nieuw(wereld.nummer(), wens, wereld.besluit(referentie)),)
            bericht_van_verzoek = "JW315"
        else:
            vow = referentie
            oud = data.draw(st.sampled_from(lopend), label="oud")
            gewenst = data.draw(wensen(oud), label="wens")
            einde = gewenst.einddatum if gewenst else None
            if gewenst and (
                (einde is not None and einde < gewenst.vanaf) or not vrij(wereld, gewenst, oud.toewijzing_nummer)
            ):
                continue
            uit = wijzig(
                oud, gewenst, wereld.besluit(referentie), verzonden=wereld.vandaag, nieuw_nummer=wereld.nummer
            )
            versies = uit.versies
            nieuwe = [v for v in versies if v.toewijzing_nummer not in wereld.register]
            assert (TABEL[uit.wijziging].nummer is Nummer.NIEUW) == bool(nieuwe)
            bericht_van_verzoek = "JW317"
        if not versies:
            continue
        if referentie is not None:
            wereld.verzoeken[referentie] = Verzoek(referentie, bericht_van_verzoek)
        wereld.schrijf(versies)
        if referentie is None and data.draw(st.integers(0, 3), label="wachten") == 0:
            continue
        wereld.verzend(vow)
        producten = wereld.laatste.client.toegewezen_producten if wereld.laatste else ()
        in_bericht = [versie_van(product) for product in producten]
        for dag in DAGEN:
            register = in_kracht(wereld.register.values(), dag)
            assert in_kracht(wereld.ontvangen.values(), dag) == register
            # What is over for good is left out of a message; from its own day on a message is complete (OP087).
            if dag >= wereld.vandaag:
                assert in_kracht(in_bericht, dag) == register


def test_een_dag_verschil_valt_op():
    """The comparison above sees a toewijzing that ends one day later for one of the two."""
    een = nieuw(1, Gewenst(BEGIN, date(2025, 6, 30), **SOORTEN[0]), Besloten(BEGIN, "09:00:00"))
    ander = replace(een, einddatum=date(2025, 7, 1))
    assert [dag for dag in DAGEN if in_kracht([een], dag) != in_kracht([ander], dag)] == [date(2025, 7, 1)]
