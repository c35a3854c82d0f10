"""What stage 6 shows on the pages of lower apps."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from evaluation import permissions
from evaluation.exports import VISITS
from evaluation.models import Visit
from evaluation.worklist import work
from intake.models import Case, Stage
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.documents.models import LetterKind
from ppks_service.menu import Entry, add_to_menu
from ppks_service.panels import Act, Panel, Tab, register
from ppks_service.worklist.registry import provide_work


def works_on(user: User) -> Q:
    """Cases with a visit that waits for ``user``."""
    visits = Visit.objects.awaiting().filter(case=OuterRef("pk"), assigned_to=user)
    return Q(Exists(visits))


def register_all() -> None:
    provide_work(work)
    register("case.works_on", works_on)
    register("list.exports", VISITS)
    add_to_menu(
        Entry(
            label="Kunjungan",
            short="Kunjungan",
            url_name="evaluation:visit_list",
            icon="walk",
            capabilities=frozenset({Capability.WRITE_VISITS, Capability.DECIDE}),
            order=60,
        )
    )
    add_to_menu(
        Entry(
            label="Evaluasi",
            short="Evaluasi",
            url_name="evaluation:dashboard",
            icon="chart-bar",
            capabilities=frozenset({Capability.READ_REPORTS}),
            order=70,
        )
    )
    register("case.tabs", TAB)
    register("case.side", PANEL)
    register("case.acts", acts)
    register("documents.visible", visible_reports)


TAB = Tab(
    key="evaluasi",
    label="Evaluasi",
    url_name="evaluation:case_tab",
    shown_to=lambda user: user.has(Capability.READ_CASES),
    order=50,
)


def latest_visits(user: User, case: Case) -> dict[str, Any] | None:
    """The visits that stand beside the file; nothing before there is one."""
    visits = list(case.visits.for_list().order_by("-planned_on", "-pk")[:3])
    return {"visits": visits, "case": case} if visits else None


PANEL = Panel(template="evaluation/_case_visits.html", context=latest_visits, order=60)


def acts(user: User, case: Case) -> list[Act]:
    """A visit can be planned once something was done for the person, and after the end too."""
    if case.stage < Stage.ACTION:
        return []
    return [
        Act(
            label="Rencanakan kunjungan",
            url=reverse("evaluation:visit_plan", args=[case.number]),
            icon="walk",
            refusal=permissions.plan_visit.refusal(user, case) or "",
            order=80,
        )
    ]


def visible_reports(user: User) -> Q | None:
    """Whoever reads reports may open the papers of closed months."""
    return Q(kind=LetterKind.MONTHLY_REPORT) if user.has(Capability.READ_REPORTS) else None
