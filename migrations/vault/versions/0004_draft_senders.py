"""Which desk left a box: each has room of its own in a colleague's letterbox, whatever the others leave there."""

from alembic import op
from sqlalchemy import text

from protocol.desk_crossings import Draft

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    op.execute("ALTER TABLE drafts ADD COLUMN from_desk text")
    _name_senders()
    op.execute("ALTER TABLE drafts ALTER COLUMN from_desk SET NOT NULL")


def _name_senders() -> None:
    """Of the boxes that wait already: the sender stands in each, beside what is sealed."""
    boxes = op.get_bind()
    named = text("UPDATE drafts SET from_desk = :sender WHERE compartment = :compartment AND id = :id")
    for compartment, identifier in boxes.execute(text("SELECT compartment, id FROM drafts")).all():
        place = {"compartment": compartment, "id": identifier}
        raw = boxes.execute(text("SELECT draft FROM drafts WHERE compartment = :compartment AND id = :id"), place)
        boxes.execute(named, place | {"sender": Draft.from_bytes(raw.scalar_one()).from_desk})
