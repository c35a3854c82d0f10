"""Decisions by an acting head: as the post, in that section only, with the separation of duties intact."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from intake.models import Flag, Stage
from ppks_service.accounts.actions_mandates import revoke_mandate
from ppks_service.accounts.models import OfficeKind, User
from ppks_service.accounts.posts import Post
from ppks_service.accounts.roles import Role
from ppks_service.documents.signers import signature_titles
from ppks_service.worklist.clocks import Clocks
from referrals import actions
from referrals.models import Decision, Referral, ReferralStatus
from referrals.queries import inbox_of
from tests.factories import (
    a_case,
    a_mandate,
    a_referral,
    a_user,
    an_office,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
S = ReferralStatus


def acting_for(head, role=Role.SECTION_HEAD, office=None, **fields):
    """An acting head, as a request brings them: with the mandates of today."""
    acting = a_user(role, office=office)
    a_mandate(head, acting, **fields)
    return User.objects.select_related("office").get(pk=acting.pk)


def waiting_in(section, **fields):
    case = a_case(section=section, stage=Stage.PLANNING, flags=fields.pop("flags", []))
    return a_referral(S.SUBMITTED, case=case, **fields)


def test_acting_head_of_another_section_decides_as_the_post(section, head):
    acting = acting_for(head)
    referral = waiting_in(section)

    approved = actions.approve(referral, by=acting)

    decision = Decision.objects.get()
    assert decision.by_in_words == f"{acting}, Plh. Kepala Seksi Contoh"
    assert decision.mandate.acting == acting
    assert "<p>Plh. Kepala Seksi Contoh,</p>" in approved.letter.html
    assert f'<p class="nama">{acting}</p>' in approved.letter.html
    assert str(head) not in approved.letter.html


def test_own_post_comes_before_the_acted_one(head):
    acting = acting_for(head)
    own = waiting_in(acting.office)

    approved = actions.approve(own, by=acting)

    assert "Plh." not in approved.letter.html
    assert Decision.objects.get().mandate is None


@pytest.mark.parametrize("hand", ["submitted_by", "written_by", "assessed_by", "last_edited_by"])
def test_acting_head_never_decides_their_own(section, head, hand):
    acting = acting_for(head, Role.SOCIAL_WORKER, section)
    referral = waiting_in(section, **{hand: acting})

    with pytest.raises(PermissionDenied, match="jadi Anda tidak memutusnya"):
        actions.approve(referral, by=acting)
    with pytest.raises(IntegrityError, match="referral_decided_by"), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(
            decided_by=acting, decided_at=referral.submitted_at
        )


def test_former_acting_head_decides_nothing(section, head):
    acting = a_user(Role.SOCIAL_WORKER, office=section)
    mandate = a_mandate(head, acting)
    revoke_mandate(mandate, by=mandate.recorded_by, reason="Pejabat kembali")

    with pytest.raises(PermissionDenied, match="Hanya Kepala Seksi"):
        actions.approve(waiting_in(section), by=User.objects.get(pk=acting.pk))


def test_inbox_has_what_waits_in_the_acted_section_and_nothing_of_others(as_user, section, head):
    acting = acting_for(head, Role.SOCIAL_WORKER)
    theirs, protected = waiting_in(section), waiting_in(section, flags=[Flag.DRUGS])
    own_section = waiting_in(acting.office)

    inbox = inbox_of(acting, Clocks())
    page = as_user(acting).get(reverse("referrals:inbox")).text

    assert {row.referral for row in inbox.mine} == {theirs, protected}
    assert inbox.not_mine == []
    assert "Anda bertindak sebagai <b>Plh. Kepala Seksi Contoh</b>" in page
    assert own_section.number not in page
    decide = as_user(acting).get(reverse("referrals:decide", args=[protected.number]))
    assert decide.status_code == 200


def test_without_a_mandate_the_inbox_is_closed_and_the_case_unseen(as_user, section):
    worker = a_user(Role.SOCIAL_WORKER)
    referral = waiting_in(section)

    assert as_user(worker).get(reverse("referrals:inbox")).status_code == 403
    shown = as_user(worker).get(reverse("referrals:show", args=[referral.number]))
    assert shown.status_code == 404


# --- The signature -----------------------------------------------------------------------------


@pytest.fixture
def tree():
    dinas = an_office(OfficeKind.DEPARTMENT)
    dinas.name = "Dinas Sosial Contoh"
    dinas.save()
    division = an_office(OfficeKind.DIVISION, parent=dinas)
    division.name = "Bidang Contoh"
    division.save()
    return an_office(OfficeKind.SECTION, parent=division)


@pytest.mark.parametrize(
    ("post", "lines"),
    [
        (
            Post(Role.SECTION_HEAD, 1),
            ["a.n. Kepala Dinas Sosial Contoh", "Kepala Bidang Contoh,", "u.b.", "Kepala Asli,"],
        ),
        (
            Post(Role.SECTION_HEAD, 1, 7, "Plh.", "Kepala Seksi Contoh"),
            [
                "a.n. Kepala Dinas Sosial Contoh", "Kepala Bidang Contoh,", "u.b.",
                "Plh. Kepala Seksi Contoh,",
            ],
        ),
        (Post(Role.DIVISION_HEAD, 1), ["a.n. Kepala Dinas Sosial Contoh", "Kepala Asli,"]),
        (
            Post(Role.DIVISION_HEAD, 1, 7, "Plt.", "Kepala Bidang Contoh"),
            ["a.n. Kepala Dinas Sosial Contoh", "Plt. Kepala Bidang Contoh,"],
        ),
        (Post(Role.DEPARTMENT_HEAD, 1), ["Kepala Asli,"]),
        (
            Post(Role.DEPARTMENT_HEAD, 1, 7, "Plt.", "Kepala Dinas Sosial Contoh"),
            ["Plt. Kepala Dinas Sosial Contoh,"],
        ),
    ],
    ids=["kasi", "Plh. kasi", "kabid", "Plt. kabid", "kadis", "Plt. kadis"],
)  # fmt: skip
def test_signature_says_on_whose_behalf_and_in_which_post(tree, post, lines):
    by = a_user(Role.SECTION_HEAD, position="Kepala Asli")

    assert signature_titles(by, post, tree) == lines
