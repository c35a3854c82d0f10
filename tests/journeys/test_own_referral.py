"""A head of section before a referral of their own making: told why, and refused when they force it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from intake.models import Stage
from ppks_service.accounts.roles import Role
from referrals.models import ReferralStatus
from tests.factories import a_case, a_facility, a_referral, a_section, a_user
from tests.journeys.steps import follow, open_page, see

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("submitted_by", "Anda yang mengajukan rujukan ini, jadi Anda tidak memutusnya."),
        ("assessed_by", "Anda yang menyusun asesmen yang menjadi dasar rujukan ini"),
    ],
)
def test_head_cannot_approve_a_referral_of_their_own_making(page_for, javascript, part, sentence):
    section = a_section()
    head = a_user(Role.SECTION_HEAD, office=section)
    case = a_case(
        section=section, owner=a_user(Role.SOCIAL_WORKER, office=section), stage=Stage.PLANNING
    )
    referral = a_referral(
        ReferralStatus.SUBMITTED, case=case, facility=a_facility(places=2), **{part: head}
    )
    page = page_for(head, javascript=javascript)

    open_page(page, "referrals:inbox")
    follow(page, page.get_by_role("link", name="Lihat alasannya"))
    see(page, sentence)
    open_page(page, "referrals:decide", referral.number)
    expect(page.locator("#keputusan").get_by_text(sentence)).to_be_visible()
    approve = page.locator("#keputusan").get_by_role("link", name="Setujui")
    expect(approve).to_be_visible()
    expect(approve).to_be_disabled()
    expect(page.locator('[name="putusan"]')).to_have_count(0)

    token = page.locator('[name="csrfmiddlewaretoken"]').first.input_value()
    forced = page.request.post(
        reverse("referrals:decide", args=[referral.number]),
        form={"csrfmiddlewaretoken": token, "putusan": "setujui"},
    )

    assert forced.status == 403
    assert sentence in forced.text()
    referral.refresh_from_db()
    assert (referral.status, referral.decided_by, referral.hold) == (
        ReferralStatus.SUBMITTED, None, None,
    )  # fmt: skip
