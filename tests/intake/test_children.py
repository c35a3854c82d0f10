"""A child's own path: protected as soon as anybody knows, initials in lists, somebody who answers."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import actions, search
from intake.models import Case, Flag, Relation
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import a_case, a_person, a_user, clocks


def edited(person, *, years, by):
    person.born_on = timezone.localdate() - dt.timedelta(days=int(years * 365.25))
    person.birth_precision = "day"
    return actions.edit_person(person, by=by)


@pytest.mark.parametrize(("years", "flags"), [(15, [Flag.CHILD, Flag.HIV]), (19, [Flag.HIV])])
def test_who_turns_out_to_be_a_child_is_protected_from_then_on(worker, years, flags):
    case = a_case(owner=worker, person=a_person("Aulia Putri"), flags=[Flag.HIV])

    edited(case.person, years=years, by=worker)

    case.refresh_from_db()
    assert case.flags == flags
    assert Entry.objects.filter(action="case.set_flags", case_pk=case.pk).exists() == (years < 18)


def test_a_case_that_has_ended_and_one_protected_already_stay_as_they_are(worker, section):
    person = a_person("Aulia Putri")
    ended = a_case(section=section, owner=worker, person=person, status="ended")
    running = a_case(section=section, owner=worker, person=person, flags=[Flag.CHILD])

    edited(person, years=15, by=worker)

    assert Case.objects.get(pk=ended.pk).flags == []
    assert Case.objects.get(pk=running.pk).flags == [Flag.CHILD]
    assert not Entry.objects.filter(action="case.set_flags").exists()


def test_an_officer_who_may_no_longer_open_the_file_is_led_to_the_list(as_user, section):
    case = a_case(section=section, owner=a_user(Role.SOCIAL_WORKER, office=section))
    registrar = a_user(Role.REGISTRAR, office=section)
    page = reverse("intake:person_edit", args=[case.number])
    born = timezone.localdate() - dt.timedelta(days=3000)
    form = {"act": "edit", "sex": "L", "born_on": str(born), "birth_precision": "day"}

    answer = as_user(registrar).post(page, form)

    assert Case.objects.get(pk=case.pk).is_child
    assert answer.url == reverse("intake:case_list")


def test_a_search_shows_a_child_by_initials_to_who_may_open_the_file_too(
    as_user, section, worker, upload
):
    case = a_case(section=section, owner=worker, person=a_person("Aulia Putri"), flags=[Flag.CHILD])
    actions.set_photo(case.person, by=worker, upload=upload())

    hit = search.find_persons(worker, "aulia")[0]
    html = as_user(worker).post(reverse("intake:search"), {"q": "auliah"}).content.decode()

    assert (hit.name, hit.may_open, hit.photo_file) == ("A.P.", True, None)
    assert "A.P." in html
    assert reverse("intake:case_show", args=[case.number]) in html
    assert "Putri" not in html


def test_a_childs_file_asks_for_somebody_who_answers_for_them(as_user, worker, section):
    clocks()
    case = a_case(section=section, owner=worker, flags=[Flag.CHILD])
    url = reverse("intake:case_show", args=[case.number])
    client = as_user(worker)
    asked = client.get(url).content.decode()
    mother = a_person("Rosma")

    actions.add_relation(Relation(person=mother, other=case.person, kind="mother"), by=worker)

    assert "orang tua atau wali anak belum dicatat" in asked
    assert "orang tua atau wali" not in client.get(url).content.decode()


@pytest.mark.parametrize("kind", ["sibling", "met_together", "exploiter"])
def test_neither_a_sibling_nor_company_answers_for_a_child(as_user, worker, section, kind):
    clocks()
    case = a_case(section=section, owner=worker, flags=[Flag.CHILD])
    actions.add_relation(Relation(person=a_person(), other=case.person, kind=kind), by=worker)

    html = as_user(worker).get(reverse("intake:case_show", args=[case.number])).content.decode()

    assert "orang tua atau wali anak belum dicatat" in html
