"""Whose the seal is asked of, one tie to the file after the other: what counts, and what no longer does."""

import pytest
from django.utils import timezone

from intake import seal
from intake.actions.unseal import unseal
from intake.models import (
    BelongingItem,
    Case,
    Flag,
    IdentityLevel,
    IdentityTask,
    ReunionLock,
    TaskStatus,
)
from ppks_service.accounts.roles import Role
from ppks_service.journal.openings import Sealed
from referrals.models import ReferralStatus
from tests.factories import (
    a_case,
    a_mandate,
    a_referral,
    a_section,
    a_user,
    an_assessment,
    an_encounter,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def division(section):
    return a_user(Role.DIVISION_HEAD, office=section.parent)


@pytest.fixture
def case(section):
    return a_case(section=section, flags=[Flag.TRAFFICKING])


def a_task(case, owner, **fields):
    return IdentityTask.objects.create(
        person=case.person, level=IdentityLevel.FAMILY, owner=owner,
        due_on=timezone.localdate(), opened_by=case.opened_by, **fields,
    )  # fmt: skip


def a_lock(case, by, **fields):
    return ReunionLock.objects.create(
        case=case, reason="Dugaan eksploitasi", locked_by=by, **fields
    )


def cleared(case, division):
    """A lock that a head has cleared already."""
    head = a_user(Role.SECTION_HEAD, office=case.section)
    lock = a_lock(case, case.opened_by)
    now = {"cleared_at": timezone.now(), "cleared_by": head, "ground": "Diperiksa"}
    ReunionLock.objects.filter(pk=lock.pk).update(**now)


def a_done_task(case, division):
    closed = {"closed_at": timezone.now(), "closed_by": division, "outcome": "Ditemukan"}
    a_task(case, division, status=TaskStatus.DONE, **closed)


def opened(case, user):
    words = "Pengaduan keluarga lewat surat 12/2026"
    unseal(case, by=user, reason=seal.UnsealReason.COMPLAINT, words=words)


def opened_by_another(case, division):
    opened(case, a_user(Role.DIVISION_HEAD, office=division.office))


def opened_elsewhere(case, division):
    opened(a_case(section=case.section, flags=[Flag.CHILD]), division)


def second_decision(case, division):
    a_referral(ReferralStatus.ENDORSED, case=case)


def answers_for(case, division):
    Case.objects.filter(pk=case.pk).update(owner=division)


def registered(case, division):
    Case.objects.filter(pk=case.pk).update(opened_by=division)


@pytest.mark.parametrize(
    ("tie", "is_asked"),
    [
        (lambda case, division: None, True),
        (answers_for, False),
        (registered, False),
        (a_task, False),
        (lambda case, division: a_task(case, case.opened_by), True),
        (lambda case, division: a_task(a_case(), division), True),
        (lambda case, division: a_lock(case, case.opened_by), False),
        (a_lock, True),
        (lambda case, division: a_lock(a_case(), case.opened_by), True),
        (cleared, True),
        (a_done_task, True),
        (opened, False),
        (opened_by_another, True),
        (opened_elsewhere, True),
        (second_decision, False),
    ],
)
def test_what_waits_for_somebody_opens_the_file_and_nothing_else(case, division, tie, is_asked):
    tie(case, division)

    assert seal.is_sealed(division, case) is is_asked
    assert Case.objects.filter(seal.sealed_to(division)).filter(pk=case.pk).exists() is is_asked


def test_seal_is_told_of_those_that_were_asked_about_and_costs_nothing_where_none_is(
    section, case, division, django_assert_num_queries
):
    plain, other = a_case(section=section), a_case(section=section, flags=[Flag.CHILD])
    division.posts()

    assert seal.sealed_among(division, [case]) == {case.pk}
    assert seal.sealed_among(division, [case, other]) == {case.pk, other.pk}
    with django_assert_num_queries(0):
        assert seal.sealed_among(division, [plain]) == frozenset()


def test_seal_is_set_on_protected_files_of_the_own_division_alone(section, case, division):
    plain = a_case(section=section)

    assert seal.sealed_among(division, [plain, case]) == {case.pk}
    assert not seal.is_sealed(division, plain)
    sealed = Case.objects.filter(seal.sealed_to(division)).values_list("pk", flat=True)
    assert set(sealed) == {case.pk}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DIVISION_HEAD])
def test_nobody_else_is_asked(section, case, role):
    user = a_user(role, office=section)

    assert not seal.is_sealed(user, case)
    assert not Case.objects.filter(seal.sealed_to(user)).exists()
    seal.refuse_sealed(user, case)


def test_acting_head_of_a_section_is_asked_for_the_files_of_other_sections(case, division):
    other = a_section()
    other.parent = case.section.parent
    other.save()
    elsewhere = a_case(section=other, flags=[Flag.CHILD])
    a_mandate(a_user(Role.SECTION_HEAD, office=case.section), division)

    assert seal.sealed_among(division, [case, elsewhere]) == {elsewhere.pk}


def test_what_belongs_to_a_sealed_file_is_refused_by_its_number(section, case, division):
    met = an_encounter(person=case.person, outcome="case")
    Case.objects.filter(pk=case.pk).update(encounter=met)
    rows = [case, an_assessment(case), BelongingItem(case=case), BelongingItem(encounter=met)]

    for row in rows:
        fresh = type(row).objects.get(pk=row.pk) if row.pk else row
        with pytest.raises(Sealed) as refused:
            seal.refuse_sealed(division, fresh)
        assert refused.value.number == case.number


def test_what_belongs_to_an_open_file_or_to_none_is_shown(
    section, division, case, django_assert_num_queries
):
    plain = a_case(section=section)
    loaded = an_assessment(plain)
    division.posts()

    with django_assert_num_queries(0):
        seal.refuse_sealed(division, plain)
        seal.refuse_sealed(division, loaded)
    seal.refuse_sealed(division, type(loaded).objects.get(pk=loaded.pk))
    seal.refuse_sealed(division, BelongingItem(encounter=an_encounter()))
    seal.refuse_sealed(division, BelongingItem(case=plain))
