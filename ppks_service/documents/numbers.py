"""Serial numbers without a gap."""

from django.db import connection


def next_serial(name: str) -> int:
    """Take the next number under ``name``, from 1 on. Call it inside the transaction that uses it.

    The counter's row stays locked until that transaction ends, so two never get the same number and
    one that is rolled back gives its number back: hence no gaps.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_counter (name, last) VALUES (%s, 1)"
            " ON CONFLICT (name) DO UPDATE SET last = documents_counter.last + 1 RETURNING last",
            [name],
        )
        return int(cursor.fetchone()[0])


def register_number(prefix: str, year: int) -> str:
    """The next number of a register, as ``K-2026-000731``."""
    return f"{prefix}-{year}-{next_serial(f'{prefix}:{year}'):06d}"
