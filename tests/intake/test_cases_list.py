"""The list of cases: who is named in it, how it is narrowed, and what it costs."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import case_list
from intake.models import Case, Flag, Stage
from ppks_service.accounts.models import OfficeKind
from ppks_service.accounts.roles import Role
from tests.factories import (
    a_case,
    a_person,
    a_ppks_type,
    a_section,
    a_user,
    an_assessment,
    an_office,
    clocks,
)
from tests.words import says

URL = "/kasus/"


@pytest.fixture
def section(db):
    clocks()
    return a_section()


def numbers(user, **params):
    return [row.case.number for row in case_list.page_for(user, params, {}).rows]


def days_ago(days):
    return timezone.now() - dt.timedelta(days=days)


def test_list_holds_the_running_cases_of_the_section_newest_first(section, worker):
    old = a_case(section=section, opened_at=days_ago(3))
    new = a_case(section=section, opened_at=days_ago(1))
    a_case()
    ended = a_case(section=section, status="ended", opened_at=days_ago(2))

    assert numbers(worker) == [new.number, old.number]
    assert numbers(worker, selesai="shown") == [new.number, ended.number, old.number]
    assert numbers(worker, selesai="only") == [ended.number]
    assert numbers(worker, urut="old") == [old.number, new.number]


def test_a_protected_person_is_initials_a_lock_and_no_link(as_user, section, worker):
    a_case(section=section, person=a_person("Aulia Putri"), flags=[Flag.CHILD])

    html = as_user(worker).get(URL).content.decode()

    assert "A.P." in html
    assert "Aulia" not in html
    assert "Terlindung" in html
    assert "Dapat membuka: Kepala Seksi" in html
    assert "/kasus/K-" not in html


def test_a_type_that_says_too_much_stands_in_no_list_and_no_filter(as_user, section, worker):
    secret = a_ppks_type("16", "Orang dengan HIV/AIDS")
    a_case(section=section, main_type=secret, owner=worker)

    html = as_user(worker).get(URL).content.decode()

    assert not says(html, "HIV")
    assert "Jenis terkunci" in html
    assert numbers(worker, jenis="16") == numbers(worker)


def test_words_go_into_the_session_and_not_into_the_address(as_user, section, worker):
    case = a_case(section=section, person=a_person("Marlan Surya"))
    a_case(section=section, person=a_person("Basri"))
    client = as_user(worker)

    answer = client.post(URL, {"words": "soerya", "tahap": "2", "words_": "x"})
    assert "soerya" not in answer["Location"]
    answer = client.post(URL, {"words": "marlan", "tahap": "2"})
    html = client.get(answer["Location"]).content.decode()

    assert "marlan" not in answer["Location"]
    assert case.number in html
    assert "Basri" not in html
    assert "“marlan” · tahap Pengumpulan data · belum selesai" in html


@pytest.mark.parametrize("by", ["number", "register"])
def test_a_number_finds_even_a_protected_case_masked(section, worker, by):
    case = a_case(section=section, flags=[Flag.CHILD])
    words = case.number if by == "number" else case.person.register_number

    page = case_list.page_for(worker, {"kata": "k"}, {"case_words": {"k": words.lower()}})

    assert [row.case for row in page.rows] == [case]
    assert not page.rows[0].may_open


def test_a_name_finds_no_protected_case_that_is_closed_to_the_user(section, worker):
    a_case(section=section, person=a_person("Aulia Putri"), flags=[Flag.CHILD])

    page = case_list.page_for(worker, {"kata": "k"}, {"case_words": {"k": "aulia"}})

    assert page.rows == []


def test_the_clock_finds_what_is_overdue_and_leaves_what_is_paused(section, worker):
    late = a_case(section=section, opened_at=days_ago(5))
    a_case(section=section, opened_at=days_ago(0))
    paused = a_case(section=section, opened_at=days_ago(5), status="paused")
    plan = a_case(section=section, opened_at=days_ago(6), stage=Stage.ANALYSIS)
    a_case(section=section, opened_at=days_ago(7), stage=Stage.ACTION)

    assert numbers(worker, jam="late") == [late.number, plan.number]
    assert numbers(worker, jam="paused") == [paused.number]


def test_owner_child_type_and_days_narrow_the_list(section, worker):
    mine = a_case(section=section, owner=worker, opened_at=days_ago(2))
    child = a_case(section=section, flags=[Flag.CHILD], opened_at=days_ago(4))
    other = a_case(section=section, main_type=a_ppks_type("12", "Pengemis"), opened_at=days_ago(9))
    day = timezone.localdate() - dt.timedelta(days=5)

    assert numbers(worker, pj="saya") == [mine.number]
    assert numbers(worker, pj="kosong") == [child.number, other.number]
    assert numbers(worker, anak="1") == [child.number]
    assert numbers(worker, jenis="12") == [other.number]
    assert numbers(worker, dari=day.isoformat()) == [mine.number, child.number]
    assert numbers(worker, sampai=day.isoformat()) == [other.number]


@pytest.mark.parametrize(
    "bad", [{"tahap": "9"}, {"pj": "x"}, {"dari": "kemarin"}, {"sesudah": "x"}]
)
def test_an_address_that_is_not_understood_narrows_nothing(section, worker, bad):
    case = a_case(section=section)

    assert numbers(worker, **bad) == [case.number]


@pytest.mark.parametrize("order", ["", "old"])
def test_pages_go_forth_and_back_without_loss(section, worker, monkeypatch, order):
    monkeypatch.setattr(case_list, "PAGE_SIZE", 2)
    moment = days_ago(1)
    for _ in range(5):
        a_case(section=section, opened_at=moment)
    everything = list(
        Case.objects.order_by("pk" if order else "-pk").values_list("number", flat=True)
    )

    def page(query):
        from urllib.parse import parse_qsl

        return case_list.page_for(worker, dict(parse_qsl(query)), {})

    first = page(f"urut={order}")
    second = page(first.next_query)
    third = page(second.next_query)

    shown = [row.case.number for p in (first, second, third) for row in p.rows]
    assert shown == everything
    assert (first.previous_query, third.next_query) == ("", "")
    back = page(third.previous_query)
    assert [r.case for r in back.rows] == [r.case for r in second.rows]


def test_a_long_list_is_not_counted_to_its_end(section, worker, monkeypatch):
    monkeypatch.setattr(case_list, "COUNT_UP_TO", 2)
    for _ in range(3):
        a_case(section=section)

    assert case_list.page_for(worker, {}, {}).count == "2+"


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_row_and_three(
    as_user, section, worker, django_assert_num_queries, rows
):
    for _ in range(rows):
        case = a_case(section=section, owner=worker, stage=Stage.ANALYSIS)
        an_assessment(case, by=worker)
    client = as_user(worker)
    client.get(URL)  # the first answer of a session also writes when it was last used

    with django_assert_num_queries(9):
        response = client.get(URL)

    assert len(response.context["cases"].rows) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_the_division_asks_for_all_sections_at_once(
    as_user, section, django_assert_num_queries, rows
):
    for _ in range(rows):
        a_case(section=an_office(OfficeKind.SECTION, parent=section.parent))
    client = as_user(a_user(Role.DIVISION_HEAD, office=section.parent))
    client.get(URL)

    with django_assert_num_queries(10):
        response = client.get(URL)

    assert len(response.context["cases"].rows) == rows
    assert all(row.may_open for row in response.context["cases"].rows)


def test_three_empty_lists_say_three_things(as_user, section, worker):
    client = as_user(worker)

    assert "Belum ada kasus" in client.get(URL).content.decode()
    assert "Tidak ada kasus yang cocok" in client.get(URL, {"jam": "late"}).content.decode()
    refused = as_user(a_user(Role.FIELD_OFFICER)).get(reverse("intake:case_list"))
    assert "Yang dapat" in refused.content.decode()
