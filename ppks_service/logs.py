"""What a log says of a fault: where it happened and of which kind, and never about whom.

The text of an exception may hold what somebody typed, and the database's own (``DETAIL: Failing row
contains …``) a whole person; logs are copied, mailed and kept where the file itself would not be.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any, override

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import OperationalError

# Their texts name programs, files and connections.
HARMLESS = (
    OperationalError,
    ImproperlyConfigured,
    CommandError,
    OSError,
    ImportError,
    AttributeError,
    NameError,
)


class WithoutData(logging.Formatter):
    """A formatter that leaves out the texts of exceptions."""

    @override
    def formatException(self, ei: Any) -> str:
        return told(ei[1])


def told(fault: BaseException) -> str:
    """``fault`` as Python would print it, without its text; of the database's the constraint."""
    return "".join(_lines(fault, set())).rstrip("\n")


def without_data(
    kind: type[BaseException], fault: BaseException, _where: TracebackType | None
) -> None:
    """``sys.excepthook`` of commands: what the night's work prints goes to the machine's log."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, _where)
        return
    sys.stderr.write(told(fault) + "\n")


def _lines(fault: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(fault))
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if before is not None and id(before) not in seen:
        yield from _lines(before, seen)
        yield "\nand from this:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(fault.__traceback__)
    yield f"{type(fault).__module__}.{type(fault).__qualname__}{_more(fault)}\n"


def _more(fault: BaseException) -> str:
    if isinstance(fault, HARMLESS):
        return f": {fault}"
    diagnosed = getattr(fault, "diag", None)  # of psycopg2
    named = [getattr(diagnosed, part, None) for part in ("table_name", "constraint_name")]
    known = " ".join(part for part in named if part)
    return f": {known}" if known else ""
