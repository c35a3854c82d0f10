"""The facility chooses which place waits, and who does not come gives it back by the clock."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from ppks_service.accounts.roles import Role
from ppks_service.worklist.registry import work_of
from referrals import actions
from referrals.models import Referral, ReferralStatus
from tests.factories import (
    a_case,
    a_document,
    a_facility,
    a_person,
    a_referral,
    a_user,
    a_ward,
)
from upt_facilities.actions import FacilityFull
from upt_facilities.models import Occupancy, Place


def awaited(**fields):
    """A referral whose person is awaited, the officer of its facility, and a second free place."""
    facility = a_facility(places=2)
    referral = a_referral(ReferralStatus.ACCEPTED, facility=facility, **fields)
    referral = Referral.objects.select_related("hold", "case", "facility").get(pk=referral.pk)
    officer = a_user(Role.FACILITY_OFFICER, office=facility.office)
    other = Place.objects.filter(ward__facility=facility).exclude(pk=referral.hold.place_id).get()
    return referral, officer, other


def test_officer_prepares_another_place_and_the_first_is_free(as_user, db):
    referral, officer, other = awaited()
    first, until = referral.hold, referral.hold.period.upper
    client = as_user(officer)
    page = client.get(reverse("referrals:show", args=[referral.number])).content.decode()

    client.post(reverse("referrals:reserve", args=[referral.number]), {"place": other.pk})

    assert "Siapkan tempat lain" in page
    referral.refresh_from_db()
    assert referral.hold.place == other
    assert referral.hold.period.upper == until
    first.refresh_from_db()
    assert first.period.upper <= timezone.now()
    assert Place.objects.free_during(timezone.now(), until).filter(pk=first.place_id).exists()


def test_taken_place_is_not_prepared_and_the_first_stays_held(db):
    referral, officer, other = awaited()
    a_referral(ReferralStatus.ACCEPTED, facility=referral.facility)
    assert not Place.objects.free_during(timezone.now(), None).filter(pk=other.pk).exists()

    with pytest.raises(FacilityFull):
        actions.reserve_place(referral, by=officer, place=other)

    stored = Referral.objects.get(pk=referral.pk)
    assert stored.hold_id == referral.hold_id
    assert Occupancy.objects.now().filter(pk=referral.hold_id).exists()


def test_place_of_another_house_and_officer_of_another_house_are_refused(db):
    referral, officer, other = awaited()
    elsewhere = a_ward(places=1).places.get()

    with pytest.raises(Exception, match="bukan bagian dari"):
        actions.reserve_place(referral, by=officer, place=elsewhere)
    with pytest.raises(PermissionDenied):
        actions.reserve_place(referral, by=a_user(Role.FACILITY_OFFICER), place=other)


def test_who_does_not_come_gives_the_prepared_place_back_by_the_clock(db):
    referral, officer, other = awaited()
    actions.reserve_place(referral, by=officer, place=other)
    referral.refresh_from_db()
    hold = Occupancy.objects.filter(pk=referral.hold_id)
    start, gone = timezone.now() - dt.timedelta(days=3), timezone.now() - dt.timedelta(minutes=1)
    hold.update(period=(start, gone))

    said = actions.lapse_due()

    assert said.startswith("1 pemesanan lewat batas")
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.LAPSED
    assert referral.end_note == "Pemesanan tempat lewat batas sebelum orangnya tiba."
    assert Place.objects.free_during(timezone.now(), None).filter(pk=other.pk).exists()
    line = next(item for item in work_of(referral.written_by) if item.kind == "lewat_pesan")
    assert line.what == "Tidak datang: ajukan lagi atau cari tempat lain"
    assert line.due_at == gone  # so it stands among what is late


@pytest.mark.parametrize("lapses", [False, True])
def test_page_of_a_no_show_says_what_happened_and_what_next(as_user, db, lapses):
    referral, officer, _ = awaited()
    start, gone = timezone.now() - dt.timedelta(days=3), timezone.now() - dt.timedelta(minutes=1)
    Occupancy.objects.filter(pk=referral.hold_id).update(period=(start, gone))
    if lapses:
        actions.lapse_due()
    address = reverse("referrals:show", args=[referral.number])

    page = as_user(referral.written_by).get(address).text

    assert "Orangnya tidak tercatat tiba sampai batas pemesanan" in page
    assert reverse("referrals:places", args=[referral.case.number]) + '">Cari tempat' in page
    if not lapses:  # afterwards the house reads it no more
        receiver = as_user(officer).get(address).text
        assert "ia tetap dapat diterima selama tempat itu kosong" in receiver
        assert "Cari tempat" not in receiver


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (ReferralStatus.LAPSED, "tanpa kedatangan yang dicatat"),
        (ReferralStatus.CANCELLED, "Dinas Sosial membatalkan rujukan ini"),
        (ReferralStatus.DECLINED, "menjawab tidak dapat menerima"),
        (ReferralStatus.DONE, "selesai pada"),
    ],
)
def test_closed_referral_says_how_it_ended_and_names_nobody(as_user, db, status, words):
    case = a_case(person=a_person("Melur Contoh"))
    facility = a_facility(places=1)
    ended = {"ended_at": timezone.now(), "end_note": "Selesai"}
    letter = a_document(by=a_user(Role.SECTION_HEAD, office=case.section), case_pk=case.pk)
    sent = a_referral(status, case=case, facility=facility, letter=letter, **ended)
    url = reverse("referrals:show", args=[sent.number])

    page = as_user(a_user(Role.FACILITY_OFFICER, office=facility.office)).get(url)

    text = page.content.decode()
    assert page.status_code == 410
    assert words in text
    assert "Melur" not in text
    may_still_come = status in (ReferralStatus.LAPSED, ReferralStatus.CANCELLED)
    assert (f"hubungi {case.section}" in text) is may_still_come
    other_house = as_user(a_user(Role.FACILITY_OFFICER, office=a_facility().office))
    assert other_house.get(url).status_code == 404


def test_referral_that_was_never_sent_is_unknown_to_the_house(as_user, db):
    facility = a_facility(places=1)
    ended = {"ended_at": timezone.now(), "end_note": "Keliru"}
    draft = a_referral(ReferralStatus.CANCELLED, facility=facility, **ended)
    officer = as_user(a_user(Role.FACILITY_OFFICER, office=facility.office))

    assert officer.get(reverse("referrals:show", args=[draft.number])).status_code == 404
