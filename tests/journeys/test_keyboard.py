"""The quick form of the street and the decision, by the keyboard alone."""

from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from intake.models import Encounter, Raid, RaidStatus, Stage
from ppks_service.accounts.models import Office
from ppks_service.accounts.roles import Role
from referrals.models import ReferralStatus
from tests.factories import a_case, a_person, a_raid, a_referral, a_stop, a_user, an_assessment
from upt_facilities.models import Facility

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until the focus is on ``selector``; fail when it never comes there, or is not seen."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement?.matches(s) ?? false", selector):
            return
    raise AssertionError(f"the keyboard never reaches {selector}")


def enter(page: Any) -> None:
    """Press Enter and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_raid_is_opened_and_a_person_recorded_by_keyboard(page_for):
    officer = a_user(Role.FIELD_OFFICER)
    page = page_for(officer, width=390)
    page.goto(reverse("intake:raid_open"))
    tab_to(page, '[name="name"]')
    page.keyboard.type("Operasi papan ketik")
    tab_to(page, '[name="titik-0-name"]')
    page.keyboard.type("Simpang contoh")
    enter(page)
    raid = Raid.objects.get()

    page.goto(reverse("intake:encounter_record", args=[raid.number]))
    for name in ("sex", "age_band", "activities"):
        tab_to(page, f'[name="{name}"]')
        page.keyboard.press("Space")
    tab_to(page, 'button[type="submit"]')
    enter(page)

    assert Encounter.objects.get(raid=raid).sex == "L"


def test_raid_is_closed_by_keyboard(page_for):
    officer = a_user(Role.FIELD_OFFICER)
    raid = a_raid(by=officer)
    a_stop(raid, counted=0)
    page = page_for(officer, width=390)
    page.goto(reverse("intake:raid_close", args=[raid.number]))
    tab_to(page, "main button.btn-primary")
    enter(page)

    raid.refresh_from_db()
    assert raid.status == RaidStatus.CLOSED


def test_referral_is_approved_by_keyboard(page_for):
    call_command("reference_data", verbosity=0)
    section = Office.objects.get(kind="section")
    worker = a_user(Role.SOCIAL_WORKER, office=section)
    case = a_case(owner=worker, stage=Stage.PLANNING, person=a_person(age=68))
    an_assessment(case)
    referral = a_referral(
        ReferralStatus.SUBMITTED,
        case=case,
        facility=Facility.objects.get(code="lansia-binjai"),
        submitted_by=worker,
    )
    page = page_for(a_user(Role.SECTION_HEAD, office=section))
    page.goto(reverse("referrals:inbox"))
    tab_to(page, f'main a[href*="{referral.number}"]')
    enter(page)
    tab_to(page, 'button[name="putusan"][value="setujui"]')
    enter(page)

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.APPROVED
