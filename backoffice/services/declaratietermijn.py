"""The agreed term in the processing of a JW323: what to judge it by, and keeping what was judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import Gevolg
from backoffice.declaraties.model import Prestatieoordeel
from backoffice.declaraties.termijn import Toewijzingsversie
from backoffice.declaraties.termijntoets import Termijnbesluit, Termijnkennis, kan_te_laat_zijn
from backoffice.services.verwerking import Gelezen
from backoffice.services.werkplek import Werkplek
from backoffice.storage import termijnoordelen
from backoffice.storage.declaratiefeiten import Registerfeiten
from backoffice.storage.termijnoordelen import GEEN, Termijnrij
from ijw.berichten import jw323
from ijw.feiten import Contractafspraak


def laad_kennis(
    werkplek: Werkplek,
    conn: Connection,
    gelezen: Gelezen,
    bericht: jw323.Bericht,
    feiten: Registerfeiten,
    afspraken: Afspraken,
    besluiten: Mapping[str, Gevolg],
) -> Termijnkennis:
    """What the term of every prestatie is judged by; the number of queries does not depend on how many."""
    gewijzigd = {feiten.toewijzing_id[t.toewijzing_nummer] for t in feiten.toewijzingen.values() if t.versie > 1}
    versies: dict[int, tuple[Toewijzingsversie, ...]] = {
        nummer: (Toewijzingsversie(feiten.eerste_verzonden[nummer], t.ingangsdatum, t.einddatum),)
        for nummer, t in feiten.toewijzingen.items()
        if t.versie == 1
    }
    if gewijzigd:
        van = {id_: nummer for nummer, id_ in feiten.toewijzing_id.items() if id_ in gewijzigd}
        versies |= termijnoordelen.versies_van(conn, van)
    laat = kan_te_laat_zijn(bericht, afspraken, werkplek.kalender, gelezen.ontvangstdatum)
    geschiedenis = termijnoordelen.laad_geschiedenis(
        conn, gelezen.gemeente, gelezen.aanbieder, laat, feiten.toewijzing_id, gelezen.aangehouden
    )
    return Termijnkennis(
        werkplek.kalender,
        gelezen.antwoorddatum,
        versies,
        geschiedenis.afkeuren,
        geschiedenis.toekenningen,
        besluiten,
    )


def bewaar_oordelen(
    conn: Connection, genummerd: Iterable[tuple[int, Prestatieoordeel]], *, alleen_aangehouden: bool = False
) -> None:
    """Keep how each prestatie (with its id) stood against its term."""
    rijen = []
    gelijke: dict[int, Termijnrij] = {}
    for id_, p in genummerd:
        besluit = p.termijn
        if besluit is None or (alleen_aangehouden and besluit.gevolg is not Gevolg.AANHOUDEN):
            continue
        # Lines that were delivered alike share one besluit.
        rij = gelijke.get(id(besluit)) or gelijke.setdefault(id(besluit), _rij(besluit, p.afspraak))
        rijen.append((id_, *rij[1:]))
    termijnoordelen.bewaar_termijnoordelen(conn, rijen)


def _rij(besluit: Termijnbesluit, afspraak: Contractafspraak | None) -> Termijnrij:
    """The row of a judgement, for no prestatie in particular."""
    oordeel = besluit.oordeel
    assert afspraak is not None, "een termijn staat in een contract"
    assert oordeel.uiterste_datum is not None, "er is alleen een besluit waar een termijn geldt"
    return Termijnrij(
        0,
        GEEN if besluit.gevolg is None else besluit.gevolg.value,
        oordeel.uitkomst.value,
        oordeel.peildatum,
        oordeel.uiterste_datum,
        oordeel.hersteldatum,
        oordeel.feiten.toewijzing_verzonden,
        afspraak.contract,
        afspraak.versie,
        besluit.zin,
    )


def bewaar_afgekeurde(conn: Connection, bericht_id: int, clienten: Iterable[jw323.Client]) -> None:
    """Keep what a declaratie that was refused as a whole asked for: repairing it has a term of its own."""
    termijnoordelen.bewaar_afgekeurde(
        conn,
        bericht_id,
        [
            (p.toewijzing_nummer, p.product_categorie, p.product_code, p.product_periode.begindatum)
            for client in clienten
            for p in client.prestaties
            if p.ingediend_bedrag.debet_credit == "D"
        ],
    )
