"""How alembic reaches the database: through the connection that `migreer` hands over."""

from alembic import context

from backoffice.storage.database import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a column by rebuilding its table.
    render_as_batch=True,
)
context.run_migrations()
