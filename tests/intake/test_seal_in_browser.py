"""The head of the division opens a protected file on a phone."""

import pytest
from django.urls import reverse

from intake.models import Flag
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import a_case, a_person, a_section, a_user, clocks
from tests.platform.test_look_in_browser import OVERFLOW, TOO_SMALL, TOUCHED, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Melur Rahasia"


@pytest.mark.parametrize("javascript", [True, False])
def test_head_of_the_division_writes_why_and_reads_the_file(page_for, javascript):
    clocks()
    section = a_section()
    case = a_case(section=section, person=a_person(NAME), flags=[Flag.TRAFFICKING])
    page = page_for(
        a_user(Role.DIVISION_HEAD, office=section.parent), width=390, javascript=javascript
    )

    page.goto(reverse("intake:case_identity", args=[case.number]))

    assert page.locator("h1").inner_text() == "Berkas terlindungi"
    assert NAME not in page.content()
    if javascript:
        assert violations(page) == []
        assert page.evaluate(OVERFLOW) <= 0
        assert page.evaluate(TOO_SMALL, TOUCHED) == []
    page.get_by_label("Alasan membuka").select_option(label="Keselamatan orangnya mendesak")
    page.get_by_label("Jelaskan singkat").fill("Permintaan Kepala Dinas lewat telepon")
    page.get_by_role("button", name="Buka berkas").click()
    page.wait_for_url(f"**{reverse('intake:case_identity', args=[case.number])}")
    assert NAME in page.content()
    assert "terbuka bagi Anda selama 4 jam" in page.content()
    assert Entry.objects.get(action="case.unseal").person_pk == case.person_id
