"""One month as its page shows it: frozen once closed, drawn anew while open."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from evaluation import charts, closing
from evaluation.forms import CloseMonthForm
from evaluation.models import IssuedReport
from evaluation.months import Month
from evaluation.papers import seal, tiles
from evaluation.permissions import close_months
from evaluation.reports import MonthlyReport, figures_beside, monthly_report
from evaluation.reports.figures import Figure, flat
from evaluation.reports.layout import Cell
from evaluation.reports.tables import parts
from ppks_service.accounts.models import User


@dataclass(frozen=True)
class Sheet:
    """A month's figures with where they come from. ``changes`` are of earlier,
    closed months; None where nobody has looked."""

    month: Month
    report: MonthlyReport
    drawn_at: dt.datetime
    issued: IssuedReport | None
    changes: Sequence[closing.Restatement] | None

    def page(self, user: User, form: CloseMonthForm) -> dict[str, Any]:
        """What the page shows to ``user``."""
        may_close = close_months.refusal(user, None)
        checks = [] if self.issued else closing.checklist(self.month, self.report)
        blockers = [check for check in checks if check.is_blocker]
        refusal = may_close or closing.closing_refusal(self.month) or ""
        if not refusal and blockers:
            refusal = f"Belum bisa: {len(blockers)} hal belum beres."
        return {
            "month": self.month,
            "report": self.report,
            "issued": self.issued,
            "seal": seal(self.issued.figures_hash) if self.issued else "",
            "drawn_at": self.drawn_at,
            "tiles": tiles(self.report),
            "parts": parts(self.report),
            "charts": charts.report_charts(self.month, self.report),
            "changes": self.changes,
            "since": closing.changed_since(self.issued) if self.issued else [],
            "checks": checks,
            "refusal": refusal,
            "form": form,
            "notes": [n for n in self.issued.notes.splitlines() if n] if self.issued else [],
        }


def sheet_of(month: Month, *, with_changes: bool = False) -> Sheet:
    """Frozen figures, seal checked, for a closed month; those of now for any other.

    ``with_changes``: for an open month, compare the closed months before it too, as closing will.
    """
    issued = (
        IssuedReport.objects.select_related("document__pdf", "closed_by")
        .filter(month=month.first)
        .first()
    )
    if issued is None:
        return Sheet(
            month, monthly_report(month), timezone.now(), None, closing.restatements(month)
        )
    return Sheet(
        month,
        closing.frozen(issued),
        issued.closed_at,
        issued,
        closing.stored_restatements(issued),
    )


def figure_page(month: Month, key: str) -> dict[str, Any]:
    """The words of one figure, and what was frozen of it where the month is closed."""
    now = figures_beside(month, key)
    issued = IssuedReport.objects.filter(month=month.first).first()
    was = flat(closing.frozen(issued)) if issued else {}
    figure = now.get(key) or was.get(key) or Figure(key, key, 0)
    stated = was[key].value if key in was else None
    return {
        "month": month,
        "label": figure.label[:1].upper() + figure.label[1:],
        "value": Cell(figure.value).text,
        "frozen": Cell(stated).text,
        "issued": issued,
        "differs": issued is not None and stated != (now[key].value if key in now else 0),
    }
