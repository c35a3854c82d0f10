"""Kinds of referral: two decisions where the kind asks for two, and whose hands it keeps away."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake import actions as intake
from intake.models import Need, Stage
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import IssuedDocument
from ppks_service.workflow import WrongStatus
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import Clock, ClockCode
from referrals import actions, permissions, work
from referrals.models import Decision, KindCode, Outcome, Referral, ReferralKind, ReferralStatus
from referrals.queries import inbox_of
from referrals.reference import load
from tests.factories import (
    a_case,
    a_facility,
    a_mandate,
    a_plan,
    a_referral,
    a_user,
    clocks,
    number_series,
)
from upt_facilities.models import Criterion, Occupancy

pytestmark = pytest.mark.django_db
S = ReferralStatus


@pytest.fixture(autouse=True)
def office(db):
    number_series()
    clocks()
    load()


@pytest.fixture
def kasi(section):
    return a_user(Role.SECTION_HEAD, office=section)


@pytest.fixture
def kabid(section):
    return a_user(Role.DIVISION_HEAD, office=section.parent)


def an_exception(worker, **fields):
    """A referral to a place whose rules say no, with the reason, submitted."""
    case = a_case(section=worker.office, owner=worker, stage=Stage.PLANNING)
    facility = a_facility(places=1)
    Criterion.objects.create(
        facility=facility, fact="age", operator="at_least", value=60, severity="must", text="Lansia"
    )
    draft = Referral(
        case=case, facility=facility, reason="Alasan", override_reason="Satu-satunya tempat"
    )
    return actions.submit(actions.draft(draft, by=worker), by=worker)


def test_exception_asks_for_two_decisions_and_gives_place_and_letter_with_the_second(
    worker, kasi, kabid
):
    referral = an_exception(worker)
    assert (referral.kind, referral.needs_second) == (KindCode.EXCEPTION, True)

    first = actions.approve(referral, by=kasi)

    assert (first.status, first.endorsed_by) == (S.ENDORSED, kasi)
    assert not Occupancy.objects.exists()
    assert not IssuedDocument.objects.exists()
    assert [item.code for item in work.work(kabid, Clocks())] == [referral.number]

    second = actions.approve(first, by=kabid)

    assert (second.status, second.decided_by, second.endorsed_by) == (S.APPROVED, kabid, kasi)
    assert second.hold is not None
    assert f'<p class="nama">{kabid}</p>' in second.letter.html
    outcomes = Decision.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == [Outcome.ENDORSED, Outcome.APPROVED]


def test_one_clock_has_one_colour_wherever_it_stands(as_user, worker, kasi, kabid):
    Clock.objects.filter(code=ClockCode.DECISION).update(amount=4)
    referral = actions.approve(an_exception(worker), by=kasi)
    long_ago = timezone.now() - dt.timedelta(days=20)
    Referral.objects.update(submitted_at=long_ago, written_at=long_ago)
    client = as_user(kabid)
    pages = {
        address: client.get(address).text
        for address in (
            reverse("worklist:home"),
            reverse("referrals:inbox"),
            reverse("referrals:list"),
            reverse("referrals:show", args=[referral.number]),
            reverse("referrals:decide", args=[referral.number]),
        )
    }

    found = {where: re.findall(r'pk-clock is-(\w+)"', page) for where, page in pages.items()}

    assert all(found.values()), found
    assert {tone for tones in found.values() for tone in tones} == {"ok"}, found


def test_first_decision_that_was_returned_is_not_said_to_have_fallen_later(
    as_user, worker, kasi, kabid
):
    referral = actions.approve(an_exception(worker), by=kasi)
    actions.send_back(referral, by=kabid, code="papers")
    actions.approve(actions.submit(Referral.objects.get(), by=worker), by=kasi)
    page = as_user(kasi).get(reverse("referrals:show", args=[referral.number])).text

    intake.add_need(
        Need(case=referral.case, domain="health", description="Obat teratur"), by=worker
    )

    voided = [decision.is_void for decision in Decision.objects.order_by("pk")]
    assert voided == [False, False, True]
    assert "Ditolak" not in page


def test_ordinary_placement_needs_one(worker, kasi):
    case = a_case(section=worker.office, stage=Stage.PLANNING)
    referral = actions.submit(a_referral(case=case, submitted_by=worker), by=worker)

    assert actions.approve(referral, by=kasi).status == S.APPROVED


@pytest.mark.parametrize(
    ("kind", "code"), [("hospital", "hospital"), ("agency", "service"), ("shelter", "shelter")]
)
def test_kind_follows_the_facility(worker, kind, code):
    case = a_case(section=worker.office, stage=Stage.PLANNING)
    referral = a_referral(case=case, facility=a_facility(kind=kind), submitted_by=worker)

    assert actions.submit(referral, by=worker).kind == code


def test_turns_are_kept(worker, kasi, kabid):
    referral = an_exception(worker)

    with pytest.raises(PermissionDenied, match="Hanya Kepala Seksi"):
        actions.approve(referral, by=kabid)
    first = actions.approve(referral, by=kasi)
    with pytest.raises(PermissionDenied, match="menunggu keputusan kedua"):
        actions.approve(first, by=kasi)


def test_who_decided_first_gives_no_second_even_as_acting_head(worker, kasi, kabid):
    a_mandate(kabid, kasi, title="Kepala Bidang Contoh")
    both = User.objects.get(pk=kasi.pk)
    first = actions.approve(an_exception(worker), by=both)

    with pytest.raises(PermissionDenied, match="Anda yang memberi keputusan pertama"):
        actions.approve(first, by=both)
    with pytest.raises(IntegrityError, match="referral_second_by_another"), transaction.atomic():
        Referral.objects.update(decided_by=kasi, decided_at=timezone.now())


def test_database_refuses_an_approval_without_the_first(worker, kabid):
    referral = an_exception(worker)

    with pytest.raises(IntegrityError, match="second_follows_a_first"), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(status=S.ENDORSED)


def test_division_sends_back_to_the_writer(worker, kasi, kabid):
    first = actions.approve(an_exception(worker), by=kasi)

    returned = actions.send_back(first, by=kabid, code="better_place", note="Coba Kisaran")

    assert (returned.status, returned.endorsed_by, returned.decided_by) == (S.RETURNED, None, kabid)
    assert actions.submit(returned, by=worker).status == S.SUBMITTED


def test_change_between_the_two_voids_the_first(worker, kasi, kabid):
    first = actions.approve(an_exception(worker), by=kasi)

    intake.add_need(Need(case=first.case, domain="health", description="Obat"), by=worker)

    referral = Referral.objects.get()
    assert (referral.status, referral.endorsed_by) == (S.RETURNED, None)
    assert Decision.objects.get().is_void
    with pytest.raises(WrongStatus):
        actions.approve(referral, by=kabid)


def test_case_of_another_division_is_not_theirs(worker, kasi):
    first = actions.approve(an_exception(worker), by=kasi)
    other = a_user(Role.DIVISION_HEAD)

    assert inbox_of(other, Clocks()).mine == []
    assert "Yang dapat: Kepala" in permissions.decide_referral.refusal(other, first)


@pytest.mark.parametrize(
    ("hand", "words"), [("owner", "penanggung jawab kasus"), ("planner", "rencana layanannya")]
)
def test_kind_keeps_further_hands_away_in_rule_and_database(section, worker, hand, words):
    ReferralKind.objects.filter(code="placement").update(barred=[hand])
    barred = a_user(Role.SECTION_HEAD, office=section)
    case = a_case(section=section, owner=barred, stage=Stage.PLANNING)
    a_plan(case, by=barred)
    referral = actions.submit(a_referral(case=case, submitted_by=worker), by=worker)

    with pytest.raises(PermissionDenied, match=words):
        actions.approve(referral, by=barred)
    with pytest.raises(IntegrityError, match="no_barred_hand"), transaction.atomic():
        Referral.objects.update(decided_by=barred, decided_at=timezone.now())


def test_admin_sets_a_kind_on_its_page(as_user):
    client = as_user(a_user(Role.DATA_ADMIN))
    url = reverse("referrals:kind_edit", args=["hospital"])

    refused = client.post(url, {"needs_second": "on", "in_batch": "on", "source": "SK 1"})
    saved = client.post(url, {"needs_second": "on", "barred": ["owner"], "source": "SK 1"})

    assert "tidak disetujui sekaligus" in refused.text
    assert saved.status_code == 302
    kind = ReferralKind.objects.get(code="hospital")
    assert (kind.needs_second, kind.barred, kind.source) == (True, ["owner"], "SK 1")
    assert "Kepala Seksi, lalu Kepala Bidang" in client.get(reverse("referrals:kinds")).text
    with pytest.raises(PermissionDenied):
        actions.set_kind(kind, by=a_user(Role.SECTION_HEAD))


def test_head_reads_that_the_division_decides_after(as_user, worker, kasi, kabid):
    referral = an_exception(worker)
    url = reverse("referrals:decide", args=[referral.number])

    assert "Setujui, teruskan ke Kepala Bidang" in as_user(kasi).get(url).text
    assert "dua keputusan diperlukan" in as_user(kasi).get(reverse("referrals:inbox")).text
    said = as_user(kasi).post(url, {"putusan": "setujui"}, follow=True).text
    assert "kini menunggu Kepala Bidang" in said
    page = as_user(kabid).get(url).text
    assert f"Keputusan kedua. {kasi} sudah menyetujui" in page
    assert as_user(kabid).post(url, {"putusan": "setujui"}).status_code == 302
    referral.refresh_from_db()
    assert referral.status == S.APPROVED
    with pytest.raises(ValidationError):
        actions.send_back(an_exception(worker), by=kasi, code="changed")
