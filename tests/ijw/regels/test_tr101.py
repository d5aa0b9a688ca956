"""TR101: two berichtklassen with one key."""

from __future__ import annotations

from datetime import date

from ijw.berichten import jw301, jw305, jw307, jw315, jw317, jw323, jw325
from ijw.nummers import test_bsn
from tests.bouwers import (
    aangevraagd_product,
    afgewezen_prestatie,
    codes,
    contact,
    creditprestatie,
    jw301_bericht,
    jw305_bericht,
    jw307_bericht,
    jw315_bericht,
    jw317_bericht,
    jw323_bericht,
    jw323_client,
    jw325_bericht,
    jw325_client,
    nieuw_product,
    ongewijzigd_product,
    prestatie,
    relatie,
    start_product,
    stop_product,
    te_wijzigen_product,
    toegewezen_product,
)
from tests.ijw.regels.gevallen import Geval, toets


def _kort(**afwijking):
    afwijking = {"gewenste_ingangsdatum": date(2026, 5, 1)} | afwijking
    return nieuw_product(einddatum=afwijking["gewenste_ingangsdatum"], **afwijking)


def _client(bouw, bouw_prestatie, **afwijking):
    eigen = bouw_prestatie(referentie_nummer="R7", toewijzing_nummer=1007)
    return bouw(prestaties=[eigen], **afwijking)


test_tr101 = toets(
    "TR101",
    Geval(
        jw301_bericht(contactgegevens=[contact(), contact(soort="02")]),
        jw301_bericht(contactgegevens=[contact(), contact()]),
        plek="/Bericht/Client/Contactgegevens/Contact[2]",
        klasse=jw301.Contact,
    ),
    Geval(
        jw301_bericht(
            toegewezen_producten=[toegewezen_product(), toegewezen_product(toewijzing_nummer=1002, code="45A05")]
        ),
        jw301_bericht(toegewezen_producten=[toegewezen_product(), toegewezen_product(code="45A05")]),
        plek="/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]",
        klasse=jw301.ToegewezenProduct,
    ),
    *(
        Geval(
            jw305_bericht(start_producten=[start_product(), start_product(status_aanlevering="3", **verschil)]),
            jw305_bericht(start_producten=[start_product(), start_product(status_aanlevering="3")]),
            plek="/Bericht/Client/StartProducten/StartProduct[2]",
            klasse=jw305.StartProduct,
        )
        for verschil in (
            {"toewijzing_nummer": 1002},
            {"code": "45A05"},
            {"categorie": "46"},
            {"begindatum": date(2026, 3, 3)},
        )
    ),
    *(
        Geval(
            jw307_bericht(stop_producten=[stop_product(), stop_product(status_aanlevering="3", **verschil)]),
            jw307_bericht(stop_producten=[stop_product(), stop_product(status_aanlevering="3")]),
            plek="/Bericht/Client/StopProducten/StopProduct[2]",
            klasse=jw307.StopProduct,
        )
        for verschil in (
            {"toewijzing_nummer": 1002},
            {"product": None},
            {"begindatum": date(2026, 3, 3)},
            {"reden_beeindiging": "20"},
            {"einddatum": date(2026, 3, 30)},
        )
    ),
    Geval(
        jw315_bericht(
            aangevraagde_producten=[
                aangevraagd_product(),
                aangevraagd_product(referentie_aanbieder="A2", code="45A05"),
            ]
        ),
        jw315_bericht(aangevraagde_producten=[aangevraagd_product(), aangevraagd_product(code="45A05")]),
        plek="/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]",
        klasse=jw315.AangevraagdProduct,
        ook=("TR383",),
    ),
    Geval(
        jw317_bericht(nieuwe_producten=[_kort(), _kort(gewenste_ingangsdatum=date(2026, 5, 2))]),
        jw317_bericht(nieuwe_producten=[_kort(), _kort()]),
        plek="/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[2]",
        klasse=jw317.NieuwProduct,
        ook=("TR410",),
    ),
    Geval(
        jw317_bericht(ongewijzigde_producten=[ongewijzigd_product(), ongewijzigd_product(toewijzing_nummer=1003)]),
        jw317_bericht(ongewijzigde_producten=[ongewijzigd_product(), ongewijzigd_product()]),
        plek="/Bericht/Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct[2]",
        klasse=jw317.OngewijzigdProduct,
    ),
    Geval(
        jw317_bericht(te_wijzigen_producten=[te_wijzigen_product(), te_wijzigen_product(toewijzing_nummer=1003)]),
        jw317_bericht(te_wijzigen_producten=[te_wijzigen_product(), te_wijzigen_product()]),
        plek="/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[2]",
        klasse=jw317.TeWijzigenProduct,
    ),
    Geval(
        jw323_bericht(clienten=[jw323_client(), _client(jw323_client, prestatie, bsn=test_bsn(2))]),
        jw323_bericht(clienten=[jw323_client(), _client(jw323_client, prestatie)]),
        plek="/Bericht/Declaratie/Clienten/Client[2]",
        klasse=jw323.Client,
    ),
    Geval(
        jw325_bericht(clienten=[jw325_client(), _client(jw325_client, afgewezen_prestatie, bsn=test_bsn(2))]),
        jw325_bericht(clienten=[jw325_client(), _client(jw325_client, afgewezen_prestatie)]),
        plek="/Bericht/DeclaratieAntwoord/Clienten/Client[2]",
        klasse=jw325.Client,
    ),
    Geval(
        jw323_bericht(prestaties=[creditprestatie(), creditprestatie(vorig_referentie_nummer="R00")]),
        jw323_bericht(prestaties=[creditprestatie(), creditprestatie()]),
        plek="/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]",
        klasse=jw323.Prestatie,
        ook=("TR315",),
    ),
    Geval(
        jw325_bericht(prestaties=[afgewezen_prestatie(), afgewezen_prestatie(referentie_nummer="R2")]),
        jw325_bericht(prestaties=[afgewezen_prestatie(), afgewezen_prestatie()]),
        plek="/Bericht/DeclaratieAntwoord/Clienten/Client[1]/Prestaties/Prestatie[2]",
        klasse=jw325.Prestatie,
    ),
    Geval(
        jw301_bericht(relaties=[relatie(), relatie(nummer="2")]),
        jw301_bericht(relaties=[relatie(), relatie()]),
        plek="/Bericht/Client/Relaties/Relatie[2]",
        klasse=jw301.Relatie,
        # The key of a Contact holds that of its Relatie, so both are double.
        ook=(("TR101", "/Bericht/Client/Relaties/Relatie[2]/Contact"),),
    ),
)


def test_relatie_met_hetzelfde_nummer_en_een_ander_contact():
    bericht = jw301_bericht(relaties=[relatie(), relatie(contact=contact(soort="02"))])
    assert codes(bericht) == [("TR101", "/Bericht/Client/Relaties/Relatie[2]")]


def test_prestatie_van_twee_clienten_met_hetzelfde_nummer():
    """The Bsn belongs to the key; that a ReferentieNummer is unique besides is judged across messages."""
    ander = jw323_client(bsn=test_bsn(2), prestaties=[prestatie(toewijzing_nummer=1002)])
    assert codes(jw323_bericht(clienten=[jw323_client(), ander])) == []


def test_een_nummer_bij_twee_soorten_producten_is_niet_dubbel():
    bericht = jw317_bericht(
        ongewijzigde_producten=[ongewijzigd_product(toewijzing_nummer=7)],
        te_wijzigen_producten=[te_wijzigen_product(toewijzing_nummer=7)],
    )
    assert codes(bericht) == []
