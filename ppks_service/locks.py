"""Locks that stand for something that has no row yet."""

import uuid

from django.db import connection


def lock_uuid(client_uuid: uuid.UUID) -> None:
    """Let two posts of one form wait for each other, until the transaction ends."""
    key = int.from_bytes(client_uuid.bytes[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
