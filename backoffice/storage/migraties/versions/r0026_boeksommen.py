"""The books added up as they are written, beginning with what is in them."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "boeksom",
        sa.Column("rekening", sa.Text, primary_key=True),
        sa.Column("partij", sa.Text, primary_key=True),
        sa.Column("gemeente", sa.Text, primary_key=True),
        sa.Column("leveringsmaand", sa.Date, primary_key=True),
        sa.Column("contractsoort", sa.Text, primary_key=True),
        sa.Column("boekmaand", sa.Date, primary_key=True),
        sa.Column("ontvangstmaand", sa.Date, primary_key=True),
        sa.Column("gedeeld", sa.Boolean, primary_key=True),
        *(sa.Column(naam, sa.Text, primary_key=True) for naam in ("categorie", "aanbieder", "code", "soort")),
        *(sa.Column(naam, sa.BigInteger, nullable=False) for naam in ("debet", "credit", "aantal")),
        sqlite_with_rowid=False,
    )
    # What came in and was answered in a month; both grow at their end.
    op.create_index("ix_bericht_ontvangen_op", "bericht", ["ontvangen_op"])
    op.create_index("ix_uitgaand_aangemaakt_op", "uitgaand", ["aangemaakt_op"])
    op.create_index("ix_boeking_boekmaand_gemeente", "boeking", ["boekmaand", "gemeente"])
    # What the lines of a declaratie are together is told by their index, without a look at the rows.
    op.drop_index("ix_prestatie_declaratie_id", "prestatie")
    op.create_index("ix_prestatie_declaratie_id", "prestatie", ["declaratie_id", "toegekend", "bedrag"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    maand = "date(b.geboekt_op, 'start of month')" if sqlite else "date_trunc('month', b.geboekt_op)::date"
    op.execute(_VUL.format(maand=maand))


_VUL = """
INSERT INTO boeksom (
    rekening, partij, leveringsmaand, contractsoort, boekmaand, ontvangstmaand,
    gemeente, aanbieder, soort, categorie, code, gedeeld, debet, credit, aantal
)
SELECT
    r.rekening, r.partij, b.leveringsmaand, coalesce(c.soort, ''), b.boekmaand, {maand},
    b.gemeente,
    coalesce(
        p.aanbieder, betaling.aanbieder, CASE WHEN r.rekening = 'schuld_aanbieder' THEN r.partij ELSE '' END
    ),
    b.soort,
    coalesce(CASE WHEN r.rekening = 'vordering_gemeente' THEN p.categorie END, ''),
    coalesce(CASE WHEN r.rekening = 'vordering_gemeente' THEN p.code END, ''),
    CASE WHEN r.rekening = 'vordering_gemeente' THEN EXISTS (
        SELECT 1 FROM boekingsregel ander
        WHERE ander.boeking_id = b.id AND ander.rekening = 'vordering_gemeente' AND ander.partij <> r.partij
    ) ELSE false END,
    sum(CASE WHEN r.bedrag > 0 THEN r.bedrag ELSE 0 END),
    sum(CASE WHEN r.bedrag < 0 THEN r.bedrag ELSE 0 END),
    count(*)
FROM boekingsregel r
JOIN boeking b ON b.id = r.boeking_id
LEFT JOIN prestatie p ON p.id = b.prestatie_id
LEFT JOIN boeking origineel ON origineel.id = b.tegenboeking_van
LEFT JOIN prestatie eerder ON eerder.id = coalesce(origineel.prestatie_id, b.prestatie_id)
LEFT JOIN contract c ON c.contractnummer = eerder.contract AND c.versie = eerder.contractversie
LEFT JOIN betaling ON betaling.id = b.betaling_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
"""
