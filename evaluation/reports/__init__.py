"""The evaluation of one month: numbers first, looks second.

``monthly_report`` turns a month into a frozen dataclass of numbers by a fixed number of queries;
``rows_for`` gives the rows behind any one of them.
"""

from django.db.models import QuerySet

from evaluation.months import Month
from evaluation.reports import clocks, intake, monitoring, outcomes, population, referrals, spm
from evaluation.reports.dimensions import UnknownFigure
from evaluation.reports.figures import MonthlyReport

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


def monthly_report(month: Month) -> MonthlyReport:
    """What ``month`` comes to by the rows of now."""
    return MonthlyReport(
        month=month.slug,
        population=population.compute(month),
        intake=intake.compute(month),
        people=intake.people(month),
        spm=spm.compute(month),
        referrals=referrals.compute(month),
        documents=outcomes.documents(month),
        outcomes=outcomes.compute(month),
        monitoring=monitoring.compute(month),
        clocks=clocks.compute(month),
    )


def rows_for(month: Month, key: str) -> QuerySet:
    """The rows behind the figure ``key`` of ``month``; as many as a count says. Raises ``UnknownFigure``."""
    part, *path = key.split(".")
    if part not in ROWS:
        raise UnknownFigure(key)
    return ROWS[part](month, path)


__all__ = ["MonthlyReport", "UnknownFigure", "monthly_report", "rows_for"]
