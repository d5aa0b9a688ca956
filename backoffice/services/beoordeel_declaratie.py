"""A JW323 from judgement to answer and bookings, in the transaction of its receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from backoffice.contracts.afspraken import Afspraken
from backoffice.declaraties.antwoord import antwoord, technische_afkeur
from backoffice.declaraties.beoordeling import beoordeel
from backoffice.declaraties.model import Declaratieoordeel, Prestatieoordeel, Stand
from backoffice.declaraties.termijntoets import Termijnkennis
from backoffice.ledger.boeken import Boeking, boek_creditering, boek_toekenning
from backoffice.ledger.perioden import boekmaand
from backoffice.services import declaratietermijn
from backoffice.services.heenbericht import Toetsing, afspraken_van, beantwoord
from backoffice.services.kostendragers import laad_dragers, voortzettingen_van
from backoffice.services.verwerking import Binnengekomen, Gelezen, Verwerking
from backoffice.services.werkplek import Werkplek
from backoffice.storage import aanhoudingen, audit, berichten, boekingen, declaratiefeiten, declaraties, perioden
from backoffice.storage.declaratiefeiten import Registerfeiten
from backoffice.storage.declaraties import Prestatierij
from ijw.berichten import jw323, jw325
from ijw.bevinding import Bevinding, Niveau
from ijw.feiten import Verbruik
from ijw.rekenen import eerste_dag, naar_centen
from ijw.retour import Kenmerk


def verwerk(werkplek: Werkplek, conn: Connection, binnen: Binnengekomen) -> Verwerking:
    """Judge, keep, book and answer one declaratie."""
    if binnen.bevindingen:
        return _technisch_afgekeurd(werkplek, conn, binnen)
    bericht, feiten, oordeel = _oordeel(
        werkplek, conn, binnen, identificatie_gebruikt=binnen.conflict_van is not None
    )
    if oordeel.beslissen_uiterlijk is not None:
        return _houd_aan(werkplek, conn, binnen, bericht, oordeel, feiten, oordeel.beslissen_uiterlijk)
    if oordeel.verwerkt and binnen.aangehouden is None:
        clienten = {p.client for p in oordeel.prestaties if p.client is not None}
        boekingen = sum(p.toegekend for p in oordeel.prestaties)
        declaraties.reserveer(conn, len(oordeel.prestaties), boekingen, len(clienten))
    bericht_id = _bewaar_bericht(werkplek, conn, binnen, oordeel)
    if oordeel.verwerkt:
        _bewaar_oordeel(werkplek, conn, binnen, bericht, bericht_id, oordeel, feiten)
    else:
        berichten.bewaar_bevindingen(conn, bericht_id, [(None, b) for b in (*oordeel.kop, *oordeel.declaratie)])
        declaratietermijn.bewaar_afgekeurde(conn, bericht_id, bericht.declaratie.clienten)
        _leg_inzage_vast(conn, binnen, bericht_id, set(feiten.clienten.values()))
    uit = _beantwoord(werkplek, conn, binnen, bericht_id, lambda kenmerk: antwoord(bericht, oordeel, kenmerk))
    return Verwerking(
        niveau=None if oordeel.verwerkt else int(min(b.niveau for b in (*oordeel.kop, *oordeel.declaratie))),
        bevindingen=_alle_bevindingen(oordeel),
        antwoord=uit,
        antwoord_soort=jw325.SOORT.naam,
        reden=_te_groot(uit, werkplek.instellingen.limiet),
        regels=len(oordeel.prestaties),
        toegekend=oordeel.toegekend,
        afgewezen=oordeel.ingediend - oordeel.toegekend,
        termijnen=_termijnen(oordeel),
    )


def toets(werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool) -> Toetsing:
    """What levels 3 and 4 say of a JW323; changes nothing."""
    _, feiten, oordeel = _oordeel(werkplek, conn, gelezen, identificatie_gebruikt=identificatie_gebruikt)
    toetsing = Toetsing(gelezen.soort, _alle_bevindingen(oordeel), clienten=set(feiten.clienten.values()))
    toetsing.signaleer(*oordeel.signalen, *(s for p in oordeel.prestaties for s in p.signalen))
    return toetsing


def _oordeel(
    werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool
) -> tuple[jw323.Bericht, Registerfeiten, Declaratieoordeel]:
    bericht: jw323.Bericht = gelezen.bericht
    feiten = _laad(werkplek, conn, gelezen, bericht)
    afspraken = afspraken_van(werkplek, conn, gelezen.aanbieder)
    besluiten = {}
    if gelezen.aangehouden is not None:
        wachtende = aanhoudingen.wachtende(conn, gelezen.aangehouden)
        besluiten = {lijn.referentie: lijn.besluit for lijn in wachtende if lijn.besluit is not None}
    termijn = declaratietermijn.laad_kennis(werkplek, conn, gelezen, bericht, feiten, afspraken, besluiten)
    stand = _stand(feiten, afspraken, termijn, identificatie_gebruikt)
    stand = replace(stand, voortzettingen=voortzettingen_van(conn, gelezen, feiten.clienten.values()))
    return bericht, feiten, beoordeel(bericht, stand, gelezen.ontvangstdatum)


def _houd_aan(
    werkplek: Werkplek,
    conn: Connection,
    binnen: Binnengekomen,
    bericht: jw323.Bericht,
    oordeel: Declaratieoordeel,
    feiten: Registerfeiten,
    uiterlijk: date,
) -> Verwerking:
    """Keep a declaratie of which a line waits for a person: nothing is granted, booked or answered yet."""
    if binnen.aangehouden is None:
        bericht_id = berichten.bewaar_bericht(conn, werkplek.kluis, binnen.te_bewaren, "aangehouden", None)
        eerste = _bewaar_prestaties(conn, binnen, bericht, bericht_id, oordeel, feiten, wacht=True)
        declaratietermijn.bewaar_oordelen(conn, enumerate(oordeel.prestaties, eerste), alleen_aangehouden=True)
        aanhoudingen.bewaar_aanhouding(conn, bericht_id, uiterlijk)
        _leg_inzage_vast(conn, binnen, bericht_id, {p.client for p in oordeel.prestaties if p.client is not None})
    return Verwerking(regels=len(oordeel.prestaties), beslissen_uiterlijk=uiterlijk, termijnen=_termijnen(oordeel))


def _termijnen(oordeel: Declaratieoordeel) -> tuple[tuple[str, str], ...]:
    return tuple(
        (p.prestatie.product_referentie.referentie_nummer, p.termijn.zin)
        for p in oordeel.prestaties
        if p.termijn is not None
    )


def _technisch_afgekeurd(werkplek: Werkplek, conn: Connection, binnen: Binnengekomen) -> Verwerking:
    """Answer a message that contradicts itself (level 2); it counts as not sent (OP286)."""
    bericht_id = berichten.bewaar_bericht(
        conn, werkplek.kluis, binnen.te_bewaren, "afgekeurd", int(Niveau.BERICHT), binnen.conflict_van
    )
    berichten.bewaar_bevindingen(conn, bericht_id, [(None, b) for b in binnen.bevindingen])
    declaratietermijn.bewaar_afgekeurde(conn, bericht_id, binnen.stukken)
    uit = _beantwoord(
        werkplek,
        conn,
        binnen,
        bericht_id,
        lambda kenmerk: technische_afkeur(binnen.kop.header, kenmerk),
    )
    return Verwerking(
        niveau=int(Niveau.BERICHT),
        bevindingen=binnen.bevindingen,
        antwoord=uit,
        antwoord_soort=jw325.SOORT.naam,
        regels=sum(len(client.prestaties) for client in binnen.stukken),
    )


def _beantwoord(
    werkplek: Werkplek,
    conn: Connection,
    binnen: Binnengekomen,
    bericht_id: int,
    stel_op: Callable[[Kenmerk], jw325.Bericht],
) -> bytes:
    """Compose the JW325 and put it in the outbox."""
    uit = beantwoord(werkplek, conn, binnen, bericht_id, jw325.SOORT, stel_op)
    if (reden := _te_groot(uit, werkplek.instellingen.limiet)) is not None:
        berichten.bewaar_signalen(conn, bericht_id, [(None, "OP090x4", reden)])
    return uit


def _te_groot(uit: bytes, limiet: int | None) -> str | None:
    """What to do with an answer that the chain will not carry: it cannot be split, a JW323 has one JW325."""
    if not limiet or len(uit) <= limiet:
        return None
    return (
        f"de JW325 is {len(uit) / 1024**2:.1f} MB en de keten vervoert hoogstens {limiet / 1024**2:.1f} MB: "
        "bel de aanbieder, geef het antwoord langs een andere beveiligde weg en vraag om kleinere declaraties"
    )


def _laad(werkplek: Werkplek, conn: Connection, gelezen: Gelezen, bericht: jw323.Bericht) -> Registerfeiten:
    prestaties = [p for c in bericht.declaratie.clienten for p in c.prestaties]
    referenties = {p.product_referentie.referentie_nummer for p in prestaties}
    vorige = {p.product_referentie.vorig_referentie_nummer for p in prestaties}
    return declaratiefeiten.laad_feiten(
        conn,
        werkplek.kluis,
        gelezen.gemeente,
        gelezen.aanbieder,
        bericht.declaratie.declaratie_nummer,
        bsns={c.bsn for c in bericht.declaratie.clienten},
        nummers={p.toewijzing_nummer for p in prestaties},
        referenties=referenties | {nummer for nummer in vorige if nummer is not None},
        begindata={p.product_periode.begindatum for p in prestaties},
        voor=gelezen.aangehouden,
    )


def _stand(
    feiten: Registerfeiten, afspraken: Afspraken, termijn: Termijnkennis, identificatie_gebruikt: bool
) -> Stand:
    return Stand(
        afspraken=afspraken,
        clienten=feiten.clienten,
        toewijzingen=feiten.toewijzingen,
        toewijzing_client=feiten.toewijzing_client,
        verbruik=feiten.verbruik,
        gebruikte_referenties=feiten.gebruikte_referenties,
        eerdere_debetten=feiten.eerdere_debetten,
        goedgekeurde_debetten=feiten.goedgekeurde_debetten,
        identificatie_gebruikt=identificatie_gebruikt,
        declaratie_nummer_gebruikt=feiten.declaratie_nummer_gebruikt,
        laatste_periode=feiten.laatste_periode,
        referenties_elders=feiten.referenties_elders,
        declaratie_nummer_elders=feiten.declaratie_nummer_elders,
        termijn=termijn,
    )


def _bewaar_bericht(
    werkplek: Werkplek, conn: Connection, binnen: Binnengekomen, oordeel: Declaratieoordeel
) -> int:
    if not oordeel.verwerkt:
        uitslag, niveau = "afgekeurd", int(min(b.niveau for b in (*oordeel.kop, *oordeel.declaratie)))
    elif all(p.toegekend for p in oordeel.prestaties):
        uitslag, niveau = "goed", None
    else:
        uitslag, niveau = "deels", None
    if binnen.aangehouden is not None:
        berichten.bewaar_oordeel(conn, binnen.aangehouden, uitslag)
        aanhoudingen.rond_af(conn, binnen.aangehouden, binnen.antwoordmoment)
        return binnen.aangehouden
    return berichten.bewaar_bericht(conn, werkplek.kluis, binnen.te_bewaren, uitslag, niveau, binnen.conflict_van)


def _bewaar_oordeel(
    werkplek: Werkplek,
    conn: Connection,
    binnen: Binnengekomen,
    bericht: jw323.Bericht,
    bericht_id: int,
    oordeel: Declaratieoordeel,
    feiten: Registerfeiten,
) -> None:
    """Keep the decisions on all prestaties, with reasons, used volume and bookings."""
    if binnen.aangehouden is None:
        eerste = _bewaar_prestaties(conn, binnen, bericht, bericht_id, oordeel, feiten)
    else:
        rijen = [_rij(nummer, p, feiten) for nummer, p in enumerate(oordeel.prestaties, 1)]
        eerste = declaraties.herzie_declaratie(conn, bericht_id, oordeel.toegekend, rijen)
    genummerd = list(enumerate(oordeel.prestaties, eerste))
    credits = [
        (feiten.prestatie_id[vorig], prestatie_id)
        for prestatie_id, p in genummerd
        if p.toegekend and (vorig := p.prestatie.product_referentie.vorig_referentie_nummer) is not None
    ]
    declaraties.markeer_gecrediteerd(conn, credits)
    declaraties.bewaar_verbruik(
        conn,
        {
            feiten.toewijzing_id[nummer]: Verbruik(
                feiten.verbruik[nummer].volume + erbij.volume, feiten.verbruik[nummer].bedrag + erbij.bedrag
            )
            for nummer, erbij in oordeel.verbruik.items()
        },
    )
    # What is wrong with a cliënt is the reason for each prestatie under it, and told with each.
    berichten.bewaar_bevindingen(
        conn,
        bericht_id,
        [
            (prestatie_id, b)
            for prestatie_id, p in genummerd
            for b in (*oordeel.clienten.get(p.clientnummer, ()), *p.bevindingen)
        ],
    )
    signalen = [(prestatie_id, s.regel, s.reden) for prestatie_id, p in genummerd for s in p.signalen]
    berichten.bewaar_signalen(conn, bericht_id, [*((None, s.regel, s.reden) for s in oordeel.signalen), *signalen])
    declaratietermijn.bewaar_oordelen(conn, genummerd)
    _boek(werkplek, conn, binnen, bericht_id, genummerd, {credit: debet for debet, credit in credits})
    _leg_inzage_vast(conn, binnen, bericht_id, {p.client for p in oordeel.prestaties if p.client is not None})


def _bewaar_prestaties(
    conn: Connection,
    binnen: Binnengekomen,
    bericht: jw323.Bericht,
    bericht_id: int,
    oordeel: Declaratieoordeel,
    feiten: Registerfeiten,
    *,
    wacht: bool = False,
) -> int:
    """Keep the declaratie and its prestaties and give the id of the first; nothing is toegekend while it waits."""
    declaratie = bericht.declaratie
    declaratie_id = declaraties.bewaar_declaratie(
        conn,
        bericht_id,
        binnen.gemeente,
        binnen.aanbieder,
        declaratie.declaratie_nummer,
        declaratie.declaratie_periode.begindatum,
        declaratie.declaratie_dagtekening,
        oordeel.ingediend,
        0 if wacht else oordeel.toegekend,
    )
    rijen = [_rij(nummer, p, feiten) for nummer, p in enumerate(oordeel.prestaties, 1)]
    if wacht:
        rijen = [rij._replace(toegekend=False) for rij in rijen]
    return declaraties.bewaar_prestaties(conn, declaratie_id, binnen.aanbieder, oordeel.regelset, rijen)


def _leg_inzage_vast(conn: Connection, binnen: Binnengekomen, bericht_id: int, clienten: set[int]) -> None:
    audit.leg_vast(
        conn,
        tijdstip=binnen.antwoordmoment,
        wie=binnen.wie,
        handeling="declaratie beoordeeld",
        doel=f"JW323 {binnen.identificatie}",
        clienten=clienten,
        bericht_id=bericht_id,
    )


def _rij(nummer: int, oordeel: Prestatieoordeel, feiten: Registerfeiten) -> Prestatierij:
    p, toewijzing, afspraak = oordeel.prestatie, oordeel.toewijzing, oordeel.afspraak
    referentie, periode, bedrag = p.product_referentie, p.product_periode, p.ingediend_bedrag
    return Prestatierij(
        oordeel.client,
        nummer,
        referentie.referentie_nummer,
        referentie.vorig_referentie_nummer,
        p.toewijzing_nummer,
        feiten.toewijzing_id[p.toewijzing_nummer] if toewijzing else None,
        toewijzing.versie if toewijzing else None,
        p.product_categorie,
        p.product_code,
        periode.begindatum,
        periode.einddatum,
        p.geleverd_volume,
        p.eenheid,
        p.product_tarief,
        naar_centen(bedrag.bedrag, bedrag.debet_credit),
        oordeel.toegekend,
        afspraak.contract if afspraak else None,
        afspraak.versie if afspraak else None,
    )


def _boek(
    werkplek: Werkplek,
    conn: Connection,
    binnen: Binnengekomen,
    bericht_id: int,
    genummerd: list[tuple[int, Prestatieoordeel]],
    gecrediteerd: dict[int, int],
) -> None:
    """Book what is granted; `gecrediteerd` gives the debet (id) that each credit (id) takes back."""
    eerdere = boekingen.toekenning_van(conn, gecrediteerd.values())
    debets = [p for prestatie_id, p in genummerd if p.toegekend and prestatie_id not in gecrediteerd]
    dragers = laad_dragers(werkplek, conn, binnen.gemeente, binnen.aanbieder, debets)
    gemeente, aanbieder, geboekt_op = binnen.gemeente, binnen.aanbieder, binnen.antwoorddatum
    geboekt: list[Boeking] = []
    for prestatie_id, oordeel in genummerd:
        if not oordeel.toegekend:
            continue
        begin = oordeel.prestatie.product_periode.begindatum
        if prestatie_id in gecrediteerd:
            origineel = eerdere[gecrediteerd[prestatie_id]]
            geboekt.append(boek_creditering(prestatie_id, gemeente, origineel, geboekt_op, eerste_dag(begin)))
        else:
            delen = dragers.delen(prestatie_id, oordeel)
            geboekt.append(
                boek_toekenning(prestatie_id, gemeente, aanbieder, delen, geboekt_op, eerste_dag(begin))
            )
    berichten.bewaar_signalen(conn, bericht_id, dragers.signalen)
    maand = boekmaand(geboekt_op, perioden.laatst_gesloten(conn))
    ids = boekingen.bewaar_boekingen(conn, bericht_id, maand, geboekt, termijn=werkplek.instellingen.betaaltermijn)
    dragers.bewaar_posten(conn, zip(ids, geboekt, strict=True), gecrediteerd)


def _alle_bevindingen(oordeel: Declaratieoordeel) -> tuple[Bevinding, ...]:
    return (
        *oordeel.kop,
        *oordeel.declaratie,
        *(b for bevindingen in oordeel.clienten.values() for b in bevindingen),
        *(b for p in oordeel.prestaties for b in p.bevindingen),
    )
