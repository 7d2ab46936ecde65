"""The heads of the ledgers.

Made on 2026-11-21. The chain of hashes shows every change but a cut at its end; the head shows that too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema, and note where the ledgers end today."""
    op.create_table(
        "ledger_head",
        sa.Column("ledger", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ledger", name=op.f("pk_ledger_head")),
    )
    op.execute(
        "INSERT INTO ledger_head (ledger, seq, hash) SELECT 'event', seq, hash FROM event ORDER BY seq DESC LIMIT 1"
    )
    op.execute(
        "INSERT INTO ledger_head (ledger, seq, hash) SELECT 'view', seq, hash FROM view ORDER BY seq DESC LIMIT 1"
    )
