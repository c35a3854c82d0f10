"""What phones send from the field: taken in once, merged, and nothing lost (``docs/field-sync.md``)."""

from intake.actions.field.items import AT_MOST, BadItem, Item, known_uuid, parse_item
from intake.actions.field.late import take_in
from intake.actions.field.pages import edit_from_page, read_item_photo
from intake.actions.field.receiving import Busy, receipts_for, receive
from intake.actions.field.resolving import resolve
from intake.actions.field.verdicts import refusal_of, shown

__all__ = [
    "AT_MOST",
    "BadItem",
    "Busy",
    "Item",
    "edit_from_page",
    "known_uuid",
    "parse_item",
    "read_item_photo",
    "receipts_for",
    "receive",
    "refusal_of",
    "resolve",
    "shown",
    "take_in",
]
