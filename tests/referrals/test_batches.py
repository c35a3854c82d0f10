"""Several of low risk approved at once: each for itself, refused ones named with their reason."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from intake.models import Flag, Stage
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import IssuedDocument
from referrals import actions
from referrals.models import Referral, ReferralKind, ReferralStatus
from tests.factories import (
    a_case,
    a_facility,
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
    from referrals.reference import load

    number_series()
    clocks()
    load()


def waiting(section, facility=None, *, flags=(), writer=None):
    writer = writer or a_user(Role.SOCIAL_WORKER, office=section)
    case = a_case(section=section, stage=Stage.PLANNING, flags=list(flags))
    facility = facility or a_facility(kind="agency")
    draft = a_referral(case=case, facility=facility, submitted_by=writer)
    if flags:
        case.owner = writer
        case.save()
    return actions.submit(draft, by=writer)


def test_each_of_a_batch_is_approved_for_itself(section, head):
    good = [waiting(section) for _ in range(2)]
    own = waiting(section, writer=head)
    placement = waiting(section, a_facility(places=1))
    child = waiting(section, flags=[Flag.CHILD])
    facility = a_facility(kind="agency")
    unsure = waiting(section, facility)
    Criterion.objects.create(
        facility=facility, fact="age", operator="at_most", value=5, severity="must", text="Balita"
    )

    answers = actions.approve_batch([good[0], own, placement, child, unsure, good[1]], by=head)

    assert [answer.is_approved for answer in answers] == [True, False, False, False, False, True]
    words = [answer.words for answer in answers]
    assert "Anda yang mengajukan rujukan ini" in words[1]
    assert words[2] == "Penempatan di UPT diputus satu per satu."
    assert words[3] == "Kasus terlindung diputus satu per satu."
    assert words[4].startswith("Perlu dilihat sendiri: tidak cocok")
    numbers = IssuedDocument.objects.order_by("serial").values_list("serial", flat=True)
    assert list(numbers) == [1, 2]


def test_last_place_of_a_batch_goes_to_one_and_the_other_is_told(section, head):
    ReferralKind.objects.filter(code="placement").update(in_batch=True)
    facility = a_facility(places=1)
    first, second = waiting(section, facility), waiting(section, facility)

    answers = actions.approve_batch([first, second], by=head)

    assert [answer.is_approved for answer in answers] == [True, False]
    assert "penuh" in answers[1].words
    assert Occupancy.objects.count() == 1
    assert IssuedDocument.objects.count() == 1
    second.refresh_from_db()
    assert (second.status, second.hold) == (S.SUBMITTED, None)


def test_batch_is_neither_empty_nor_longer_than_a_person_looks_through(head):
    with pytest.raises(ValidationError, match="paling sedikit satu"):
        actions.approve_batch([], by=head)
    with pytest.raises(ValidationError, match="Paling banyak 20"):
        actions.approve_batch([Referral()] * 21, by=head)


def test_head_ticks_and_reads_the_result_row_by_row(as_user, section, head):
    good, placement = waiting(section), waiting(section, a_facility(places=1))
    client = as_user(head)

    inbox = client.get(reverse("referrals:inbox")).text
    ticked = {"rujukan": [good.number, placement.number, "RJK-2026-999999"]}
    result = client.post(reverse("referrals:batch"), ticked).text
    again = client.post(reverse("referrals:batch"), {"rujukan": [good.number]}).text
    none = client.post(reverse("referrals:batch"), follow=True).text

    assert f'value="{good.number}" form="sekaligus"' in inbox
    assert f'value="{placement.number}" form="sekaligus"' not in inbox
    assert "1 dari 2 disetujui" in result
    assert "diputus satu per satu" in result
    assert "0 dari 1 disetujui" in again
    assert "tidak lagi menunggu keputusan" in again
    assert "Centang paling sedikit satu" in none
