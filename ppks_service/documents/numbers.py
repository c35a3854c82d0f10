"""Serial numbers without a gap."""

from django.db import connection


def next_serial(name: str) -> int:
    """Take the next number under ``name``, from 1 on. Call it inside the transaction that uses it.

    The counter's row stays locked until that transaction ends, so two never get the same number and
    one that is rolled back gives its number back: hence no gaps.
    """
    return next_serials(name, 1)


def next_serials(name: str, count: int) -> int:
    """Take ``count`` numbers under ``name`` at once and return the first of them; see ``next_serial``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_counter (name, last) VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET last = documents_counter.last + EXCLUDED.last"
            " RETURNING last",
            [name, count],
        )
        return int(cursor.fetchone()[0]) - count + 1


def register_number(prefix: str, year: int) -> str:
    """The next number of a register, as ``K-2026-000731``."""
    return f"{prefix}-{year}-{next_serial(f'{prefix}:{year}'):06d}"


def register_numbers(prefix: str, year: int, count: int) -> list[str]:
    """The next ``count`` numbers of a register, taken in one block."""
    first = next_serials(f"{prefix}:{year}", count)
    return [f"{prefix}-{year}-{serial:06d}" for serial in range(first, first + count)]
