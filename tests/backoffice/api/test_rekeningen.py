"""Accounts by two persons, what is held back, and what the bank says, each for the organisation it is of."""

from __future__ import annotations

import pytest

from backoffice.toegang.rechten import Rol
from tests.adapters.test_sepa import afschrift
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.api.test_geld import te_betalen
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import AANBIEDER, GEMEENTE, Regio
from tests.flows.test_betalen import IBAN, LATER, verzend

__all__ = ["te_betalen"]
NIEUW = {"partij": AANBIEDER, "iban": IBAN, "naam": "Stichting Zorg"}
XML = {"Content-Type": "application/xml"}


def test_een_rekening_wordt_door_een_ander_bevestigd(sqlite_regio: Regio) -> None:
    aanbieder = systeem(sqlite_regio, bezoeker(Rol.TEKENBEVOEGD))
    voorgesteld = aanbieder.post("/betaalrekeningen", json=NIEUW)
    assert (voorgesteld.status_code, voorgesteld.json()["beslotenDoor"]) == (201, None)
    adres = f"/betaalrekeningen/{voorgesteld.json()['id']}"
    regio = systeem(sqlite_regio, bezoeker(Rol.FINANCIEEL))
    gezien = {"If-Match": regio.get(adres).headers["etag"]}
    bevestig = {"besluit": "bevestigen"}
    keur_probleem(regio.post(f"{adres}/besluiten", json=bevestig), 428)
    keur_probleem(aanbieder.post(f"{adres}/besluiten", json=bevestig, headers=gezien), 403)
    besloten = regio.post(f"{adres}/besluiten", json=bevestig, headers=gezien).json()
    assert (besloten["beslotenDoor"], besloten["geldigVanaf"]) == (bezoeker(Rol.FINANCIEEL).naam, "2026-04-15")
    keur_probleem(regio.post(f"{adres}/besluiten", json=bevestig, headers=gezien), 412)
    assert aanbieder.get("/betaalrekeningen").json()["resultaten"] == [besloten]


def test_wie_een_rekening_voorstelt_besluit_er_niet_over(sqlite_regio: Regio) -> None:
    regio = systeem(sqlite_regio, bezoeker(Rol.FINANCIEEL))
    adres = f"/betaalrekeningen/{regio.post('/betaalrekeningen', json=NIEUW).json()['id']}"
    for besluit in ("bevestigen", "weigeren"):
        antwoord = regio.post(f"{adres}/besluiten", json={"besluit": besluit}, headers={"If-Match": "*"})
        keur_probleem(antwoord, 409)
    assert regio.get(adres).json()["beslotenDoor"] is None


def test_een_rekening_van_een_ander_is_er_niet(sqlite_regio: Regio) -> None:
    eigen = systeem(sqlite_regio, bezoeker(Rol.TEKENBEVOEGD))
    adres = f"/betaalrekeningen/{eigen.post('/betaalrekeningen', json=NIEUW).json()['id']}"
    voor = sqlite_regio.dump()
    ander = systeem(sqlite_regio, bezoeker(Rol.TEKENBEVOEGD, van_een_ander=True))
    assert ander.get("/betaalrekeningen").json()["resultaten"] == []
    keur_probleem(ander.get(adres), 404)
    keur_probleem(ander.post("/betaalrekeningen", json=NIEUW), 404)
    controller = systeem(sqlite_regio, bezoeker(Rol.CONTROLLER))
    weiger = {"besluit": "weigeren"}
    keur_probleem(controller.post(f"{adres}/besluiten", json=weiger, headers={"If-Match": "*"}), 404)
    assert sqlite_regio.dump() == voor


@pytest.mark.parametrize(
    ("anders", "status"), [({"iban": "NL00ABNA0417164300"}, 422), ({"partij": "123"}, 400), ({"naam": " "}, 400)]
)
def test_een_onjuiste_rekening_wordt_niet_bewaard(
    sqlite_regio: Regio, anders: dict[str, str], status: int
) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.TEKENBEVOEGD))
    keur_probleem(client.post("/betaalrekeningen", json=NIEUW | anders), status)
    assert client.get("/betaalrekeningen").json()["resultaten"] == []


def test_een_blokkade_houdt_een_betaling_tegen_tot_zij_is_opgeheven(te_betalen: Regio) -> None:
    client = systeem(te_betalen, bezoeker(Rol.CONTROLLER), LATER)
    nieuw = {"gemeente": GEMEENTE, "aanbieder": AANBIEDER, "reden": "onderzoek loopt"}
    gezet = client.post("/blokkades", json=nieuw)
    assert gezet.status_code == 201
    assert client.get("/blokkades").json()["resultaten"] == [gezet.json()]
    proef = {"gemeente": GEMEENTE, "betaaldag": "2026-05-12", "proef": True}
    assert client.post("/betaalvoorstellen", json=proef).json()["aantal"] == 0
    adres = f"/blokkades/{gezet.json()['id']}"
    keur_probleem(client.post(f"{adres}/opheffen"), 428)
    gezien = {"If-Match": client.get(adres).headers["etag"]}
    assert client.post(f"{adres}/opheffen", headers=gezien).status_code == 204
    assert client.post("/betaalvoorstellen", json=proef).json()["aantal"] == 1
    keur_probleem(client.post(f"{adres}/opheffen", headers=gezien), 404)


def test_een_andere_gemeente_blokkeert_niets_en_heft_niets_op(te_betalen: Regio) -> None:
    eigen = systeem(te_betalen, bezoeker(Rol.CONTROLLER), LATER)
    nieuw = {"gemeente": GEMEENTE, "aanbieder": AANBIEDER, "reden": "onderzoek loopt"}
    adres = f"/blokkades/{eigen.post('/blokkades', json=nieuw).json()['id']}"
    voor = te_betalen.dump()
    ander = systeem(te_betalen, bezoeker(Rol.CONTROLLER, van_een_ander=True), LATER)
    assert ander.get("/blokkades").json()["resultaten"] == []
    keur_probleem(ander.get(adres), 404)
    keur_probleem(ander.post(f"{adres}/opheffen", headers={"If-Match": "*"}), 404)
    keur_probleem(ander.post("/blokkades", json=nieuw), 404)
    keur_probleem(eigen.post("/blokkades", json=nieuw | {"aanbieder": "00000001"}), 404)
    keur_probleem(eigen.post("/blokkades", json=nieuw | {"reden": ""}), 400)
    assert te_betalen.dump() == voor
    aanbieder = systeem(te_betalen, bezoeker(Rol.SYSTEEM_AANBIEDER), LATER)
    keur_probleem(aanbieder.get("/blokkades"), 403)


def test_een_afschrift_van_de_bank_meldt_wat_is_betaald(te_betalen: Regio) -> None:
    kenmerk = verzend(te_betalen)
    inhoud = afschrift(bedrag="117.60").replace(b"IJW000000000001", kenmerk.encode())
    ander = systeem(te_betalen, bezoeker(Rol.CONTROLLER, van_een_ander=True), LATER)
    voor = te_betalen.dump()
    onbekend = {"meldingen": [f"{kenmerk}: onbekende betaling, niet verwerkt"]}
    assert ander.post("/bankverslagen", content=inhoud, headers=XML).json() == onbekend
    keur_probleem(ander.post(f"/betalingen/{kenmerk}/meldingen", json={"stand": "geweigerd"}), 404)
    assert te_betalen.dump() == voor
    client = systeem(te_betalen, bezoeker(Rol.CONTROLLER), LATER)
    for stand in ("uitgevoerd", "was al uitgevoerd"):
        antwoord = client.post("/bankverslagen", content=inhoud, headers=XML)
        assert antwoord.json() == {"meldingen": [f"{kenmerk}: {stand}"]}
    terug = client.post(f"/betalingen/{kenmerk}/meldingen", json={"stand": "geweigerd", "reden": "AC04"})
    assert terug.json() == {"meldingen": [f"{kenmerk}: teruggekomen (AC04)"]}
    (blokkade,) = client.get("/blokkades").json()["resultaten"]
    assert (blokkade["gemeente"], blokkade["gezetDoor"]) == (GEMEENTE, "systeem")


def test_wat_geen_verslag_van_een_bank_is_wordt_geweigerd(te_betalen: Regio) -> None:
    client = systeem(te_betalen, bezoeker(Rol.CONTROLLER), LATER)
    keur_probleem(client.post("/bankverslagen", content=b"<Document/>", headers=XML), 422)
    keur_probleem(client.post("/bankverslagen", content=b"", headers=XML), 400)
    keur_probleem(client.post("/bankverslagen", json={}), 415)
    keur_probleem(client.post("/betalingen/onbekend/meldingen", json={"stand": "uitgevoerd"}), 404)
