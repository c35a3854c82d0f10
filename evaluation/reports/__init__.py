"""The evaluation of one month: numbers first, looks second.

``monthly_report`` turns a month into a frozen dataclass of numbers by a fixed number of queries;
``rows_for`` gives the rows behind any one of them.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from evaluation.months import Month
from evaluation.reports import clocks, intake, monitoring, outcomes, population, referrals, spm
from evaluation.reports.dimensions import UnknownFigure
from evaluation.reports.figures import Figure, MonthlyReport, flat

ROWS = {
    "population": population.rows,
    "intake": intake.rows,
    "people": intake.people_rows,
    "spm": spm.rows,
    "referrals": referrals.rows,
    "documents": outcomes.document_rows,
    "outcomes": outcomes.rows,
    "monitoring": monitoring.rows,
    "clocks": clocks.rows,
}


PARTS: dict[str, Callable[[Month], Any]] = {
    "population": population.compute,
    "intake": intake.compute,
    "people": intake.people,
    "spm": spm.compute,
    "referrals": referrals.compute,
    "documents": outcomes.documents,
    "outcomes": outcomes.compute,
    "monitoring": monitoring.compute,
    "clocks": clocks.compute,
}


def monthly_report(month: Month) -> MonthlyReport:
    """What ``month`` comes to by the rows of now."""
    return MonthlyReport(month.slug, **{name: compute(month) for name, compute in PARTS.items()})


def figures_beside(month: Month, key: str) -> dict[str, Figure]:
    """The figures of the part in which ``key`` stands, without drawing up the others."""
    name = key.split(".")[0]
    return flat(MonthlyReport(month.slug, **{name: PARTS[name](month)}))


def rows_for(month: Month, key: str) -> QuerySet:
    """The rows behind the figure ``key`` of ``month``; as many as a count says. Raises ``UnknownFigure``."""
    part, *path = key.split(".")
    if part not in ROWS:
        raise UnknownFigure(key)
    return ROWS[part](month, path)


__all__ = ["MonthlyReport", "UnknownFigure", "figures_beside", "monthly_report", "rows_for"]
