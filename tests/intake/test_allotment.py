"""Sharing out the cases that nobody answers for: the page, the act, two windows at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from playwright.sync_api import expect

from intake import actions
from intake.models import Case, Flag, Stage
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import a_case, a_mandate, a_section, a_user, an_encounter

PAGE = "intake:allotment"
QUERIES = 7


@pytest.fixture
def head(db):
    return a_user(Role.SECTION_HEAD, office=a_section())


@pytest.fixture
def worker(head):
    return a_user(Role.SOCIAL_WORKER, office=head.office)


def waiting(head, number=1, **fields):
    return [a_case(section=head.office, **fields) for _ in range(number)]


def test_many_cases_are_given_to_one_officer_each_with_its_entry(head, worker):
    cases = waiting(head, 3)

    answers = actions.assign_many(cases, by=head, owner=worker)

    assert [answer.why_not for answer in answers] == ["", "", ""]
    assert set(Case.objects.values_list("owner", flat=True)) == {worker.pk}
    entries = Entry.objects.filter(action="case.assign", actor=head)
    assert set(entries.values_list("case_pk", flat=True)) == {case.pk for case in cases}


def test_whom_another_window_has_named_stays_and_is_told(head, worker):
    other = a_user(Role.SOCIAL_WORKER, office=head.office)
    free, taken, ended = waiting(head, 3)
    actions.assign(taken, by=head, owner=other)
    Case.objects.filter(pk=ended.pk).update(
        status="ended", ended_at=ended.opened_at, ended_by=head, end_reason="completed"
    )

    answers = actions.assign_many([free, taken, ended], by=head, owner=worker)

    assert [answer.why_not for answer in answers] == [
        "",
        f"sudah dipegang {other}",
        "Kasus ini sudah selesai; penanggung jawabnya tidak diubah lagi.",
    ]
    taken.refresh_from_db()
    assert taken.owner == other


def test_none_ticked_another_section_and_who_may_not_are_refused(head, worker):
    with pytest.raises(ValidationError, match="Centang paling sedikit satu kasus"):
        actions.assign_many([], by=head, owner=worker)
    [case] = waiting(head)
    [answer] = actions.assign_many([case], by=head, owner=a_user(Role.SOCIAL_WORKER))
    assert "dari seksi yang menangani" in answer.why_not
    with pytest.raises(PermissionDenied, match="Hanya Kepala"):
        actions.assign_many([case], by=worker, owner=worker)
    case.refresh_from_db()
    assert case.owner is None


def test_page_shows_who_waits_with_whom_they_came_and_what_each_officer_has(head, worker, as_user):
    a_case(owner=worker, stage=Stage.DATA)
    a_case(owner=worker, stage=Stage.PLANNING)
    mother = an_encounter()
    child = an_encounter(raid=mother.raid, met_with=mother)
    of_mother = a_case(owner=worker, encounter=mother)
    of_child = a_case(section=head.office, encounter=child, flags=[Flag.CHILD])
    a_case()  # of another section

    page = as_user(head).get(reverse(PAGE)).content.decode()

    assert "1 kasus belum punya penanggung jawab" in page
    assert of_child.number in page
    assert of_child.person.name not in page
    assert f"ditemui bersama {of_mother.number}, dipegang {worker}" in page
    assert f"{worker} · 3 kasus berjalan, 2 menunggu asesmen" in page


def test_what_is_refused_keeps_the_ticks(head, worker, as_user):
    one, two = waiting(head, 2)
    client = as_user(head)

    page = client.post(reverse(PAGE), {"cases": [two.pk]}).content.decode()

    assert "Pilih siapa yang memegang kasusnya." in page
    assert f'value="{two.pk}" checked' in page
    assert f'value="{one.pk}" checked' not in page
    page = client.post(reverse(PAGE), {"owner": worker.pk}).content.decode()
    assert "Centang paling sedikit satu kasus." in page
    page = client.post(f"{reverse(PAGE)}?semua=ya", {"cases": [two.pk]}).content.decode()
    assert f'value="{one.pk}" checked' not in page
    assert not Case.objects.exclude(owner=None).exists()


def test_all_are_ticked_without_a_script_too(head, as_user):
    waiting(head, 2)
    page = as_user(head).get(reverse(PAGE), {"semua": "ya"}).content.decode()
    assert page.count("checked") == 2


def test_who_acts_for_another_section_chooses_which(head, as_user):
    away = a_user(Role.SECTION_HEAD, office=a_section())
    a_mandate(away, head)
    [mine], [theirs] = waiting(head), waiting(away)

    client = as_user(head)
    page = client.get(reverse(PAGE), {"seksi": away.office_id}).content.decode()

    assert theirs.number in page
    assert mine.number not in page
    page = client.get(reverse(PAGE), {"seksi": head.office_id}).content.decode()
    assert mine.number in page
    assert theirs.number not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_as_much_for_one_case_as_for_three(
    head, worker, rows, as_user, django_assert_num_queries
):
    for _ in range(rows):
        mother = an_encounter()
        waiting(head, encounter=an_encounter(raid=mother.raid, met_with=mother))
        a_case(owner=worker, encounter=mother)
    client = as_user(head)
    client.get(reverse(PAGE))
    with django_assert_num_queries(QUERIES):
        client.get(reverse(PAGE))


@pytest.mark.parametrize("width", [390, 1280])
def test_head_shares_out_a_night_from_the_work_list(page_for, width):
    head = a_user(Role.SECTION_HEAD, office=a_section())
    worker = a_user(Role.SOCIAL_WORKER, office=head.office)
    cases = waiting(head, 3)
    page = page_for(head, width=width)
    page.goto("/")
    page.get_by_role("link", name="Bagi kasus sekaligus").click()
    expect(page.get_by_role("heading", name="Bagi kasus", exact=True)).to_be_visible()
    page.get_by_role("button", name="Pilih semua 3").click()
    page.get_by_label(cases[0].person.name).uncheck()
    page.get_by_label(f"{worker} · belum memegang kasus").check()
    page.get_by_role("button", name="Tunjuk untuk yang dicentang").click()
    expect(page.get_by_text(f"2 kasus ditunjuk kepada {worker}.")).to_be_visible()
    expect(page.get_by_text("1 kasus belum punya penanggung jawab")).to_be_visible()
    assert Case.objects.filter(owner=worker).count() == 2
