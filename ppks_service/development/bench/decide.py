"""From the work list to an approval in a browser, at a desk and on a phone: clicks, and the median time."""

import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse

from ppks_service.accounts.models import User
from ppks_service.development.bench.scene import Scene
from ppks_service.development.guide import chromium, session_of
from ppks_service.development.serving import HOST
from referrals.models import Referral, ReferralStatus

WIDTHS = {"desk, 1280 px": (1280, 900), "phone, 390 px": (390, 844)}
BAR_CLICKS = 3
# The Keystroke-Level Model, as in the field bench: a press, and a thought before it.
PRESS, THOUGHT = 1.3, 1.35
LATE = 60  # days: so they stand at the head of a full list


@dataclass
class Measured:
    """The decisions at one width."""

    clicks: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    approved: int = 0

    @property
    def machine(self) -> float:
        return statistics.median(self.seconds)

    @property
    def whole(self) -> float:
        return self.machine + statistics.median(self.clicks) * (PRESS + THOUGHT)


def measure(port: int, *, decisions: int) -> dict[str, Measured]:
    scene, result = Scene(), {}
    facility = scene.house("putusan", decisions * len(WIDTHS)).facility
    with chromium() as browser:
        for label, (width, height) in WIDTHS.items():
            pks = scene.referrals(facility, decisions, days=LATE)
            context = browser.new_context(
                base_url=f"http://{HOST}:{port}",
                viewport={"width": width, "height": height},
                locale="id-ID",
                timezone_id="Asia/Jakarta",
            )
            _sign_in(context, port, scene.head)
            page = context.new_page()
            page.set_default_timeout(30_000)
            made = result[label] = Measured()
            for number in Referral.objects.filter(pk__in=pks).values_list("number", flat=True):
                _decide(page, number, made)
            context.close()
            approved = Referral.objects.filter(pk__in=pks, status=ReferralStatus.APPROVED)
            made.approved = approved.count()
    return result


def _sign_in(context: Any, port: int, user: User) -> None:
    name = settings.SESSION_COOKIE_NAME
    url = f"http://{HOST}:{port}"
    context.add_cookies([{"name": name, "value": session_of(user.username), "url": url}])


def _decide(page: Any, number: str, made: Measured) -> None:
    page.goto(reverse("worklist:home"))
    began, clicks = time.perf_counter(), 0
    for lead in (
        page.get_by_role("link", name=f"Putuskan {number}"),
        page.locator('button[name="putusan"][value="setujui"]'),
    ):
        with page.expect_navigation():
            lead.click()
        clicks += 1
    page.get_by_text("Disetujui.").first.wait_for()
    made.seconds.append(time.perf_counter() - began)
    made.clicks.append(clicks)


def table(result: dict[str, Measured]) -> list[str]:
    """The result as Markdown."""
    lines = [
        "| at | approved | clicks | machine, median | with the modelled hand, median |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for label, made in result.items():
        lines.append(
            f"| {label} | {made.approved} of {len(made.clicks)} | {max(made.clicks)} "
            f"(bar {BAR_CLICKS}) | {made.machine:.2f} s | {made.whole:.1f} s |"
        )
    return lines


def misses(result: dict[str, Measured]) -> Iterable[str]:
    for label, made in result.items():
        if max(made.clicks) > BAR_CLICKS:
            yield f"{max(made.clicks)} clicks at {label}"
        if made.approved != len(made.clicks):
            yield f"{len(made.clicks) - made.approved} not approved at {label}"
