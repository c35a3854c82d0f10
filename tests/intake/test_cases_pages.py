"""The pages of the case file."""

import pytest
from django.urls import reverse

from intake.models import Flag, Stage
from ppks_service.journal.models import Entry
from tests.factories import (
    a_case,
    a_need,
    a_person,
    a_section,
    a_user,
    an_assessment,
    clocks,
)

TABS = [
    "case_show",
    "case_identity",
    "case_family",
    "case_papers",
    "case_timeline",
    "case_assessments",
    "case_edit",
    "person_edit",
    "case_types",
    "case_consent",
    "case_assign",
    "case_pause",
    "case_end",
]
HARD_NAMES = ["{{ 7*7 }}<script>alert(1)</script>", "A" * 400, "😀 Siti", "O'Brien", "SITI AMINAH"]


@pytest.mark.parametrize("name", TABS)
def test_page_opens_and_writes_down_who_read_it(as_user, db, name):
    worker = a_user()
    case = a_case(owner=worker)

    response = as_user(worker).get(reverse(f"intake:{name}", args=[case.number]))

    assert response.status_code == 200
    entry = Entry.objects.get(action="case.read")
    assert (entry.actor, entry.case_pk) == (worker, case.pk)


@pytest.mark.parametrize("name", TABS)
def test_page_of_a_case_elsewhere_is_not_there(as_user, db, name):
    case = a_case()

    response = as_user(a_user()).get(reverse(f"intake:{name}", args=[case.number]))

    assert response.status_code == 404
    assert not Entry.objects.filter(action="case.read").exists()


@pytest.mark.parametrize("name", TABS)
def test_page_of_a_protected_case_is_not_there_for_a_colleague(as_user, db, name):
    section = a_section()
    case = a_case(section=section, owner=a_user(office=section), flags=[Flag.CHILD])

    response = as_user(a_user(office=section)).get(reverse(f"intake:{name}", args=[case.number]))

    assert response.status_code == 404


@pytest.mark.parametrize("name", HARD_NAMES)
def test_case_file_shows_any_name_harmlessly(as_user, db, name):
    worker = a_user()
    case = a_case(owner=worker, person=a_person(name))

    for tab in TABS:
        html = as_user(worker).get(reverse(f"intake:{tab}", args=[case.number])).content.decode()
        assert "<script>alert" not in html
        assert ">49<" not in html
        title = html.partition("<title>")[2].partition("</title>")[0]
        assert case.number in title
        assert name not in title


@pytest.mark.parametrize("rows", [1, 3])
def test_case_file_costs_the_same_whatever_is_in_it(as_user, db, django_assert_num_queries, rows):
    clocks()
    worker = a_user()
    case = a_case(owner=worker, stage=Stage.ANALYSIS)
    an_assessment(case)
    for n in range(rows):
        a_need(case, description=f"Kebutuhan {n}")
    client = as_user(worker)

    with django_assert_num_queries(37):
        client.get(reverse("intake:case_show", args=[case.number]))
