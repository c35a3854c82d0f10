"""What each act does beside moving the status."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from intake.models import CaseStage, Stage
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import IssuedDocument, LetterKind
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from referrals import actions
from referrals.content import content_of, hash_of
from referrals.models import (
    DeclineCode,
    PlanAction,
    PlanGoal,
    PlanStatus,
    Referral,
    ReferralStatus,
    ServiceGiven,
    ServicePlan,
    SPMNeed,
)
from referrals.panels import open_ends
from referrals.queries import coming_to, unanswered_at
from referrals.referral_page import changes_since
from referrals.states import ran_out, sign_of
from tests.factories import (
    a_case,
    a_document,
    a_facility,
    a_hold,
    a_need,
    a_plan,
    a_referral,
    a_service,
    a_signature_given,
    a_stay,
    a_user,
    a_ward,
    an_assessment,
)
from upt_facilities.actions import FacilityFull
from upt_facilities.models import Criterion, Occupancy, Place, Stay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
S = ReferralStatus


def worker_of(case):
    return a_user(Role.SOCIAL_WORKER, office=case.section)


def head_of(case):
    return a_user(Role.SECTION_HEAD, office=case.section)


def officer_of(referral):
    return a_user(Role.FACILITY_OFFICER, office=referral.facility.office)


def a_draft(case=None, facility=None, **fields):
    case = case or a_case(stage=Stage.PLANNING)
    return Referral(
        case=case, facility=facility or a_facility(places=1), reason="Tanpa keluarga.", **fields
    )


# --- Draft, edit, submit ---------------------------------------------------------------------


def test_draft_gives_number_and_writer():
    worker = worker_of(case := a_case())

    referral = actions.draft(a_draft(case), by=worker)

    assert referral.number.startswith(f"RJK-{timezone.localdate().year}-")
    assert (referral.written_by, referral.last_edited_by) == (worker, worker)


def test_second_open_referral_to_the_same_place_is_refused():
    case = a_case()
    first = actions.draft(a_draft(case), by=worker_of(case))

    with pytest.raises(ValidationError, match="sudah punya rujukan terbuka"):
        actions.draft(a_draft(case, first.facility), by=worker_of(case))


def test_ward_of_another_place_is_refused():
    case = a_case()

    with pytest.raises(ValidationError, match="bukan bagian"):
        actions.draft(a_draft(case, ward=a_ward()), by=worker_of(case))


def test_submit_copies_who_assessed():
    case = a_case()
    assessor = worker_of(case)
    an_assessment(case, by=assessor)
    referral = actions.draft(a_draft(case), by=worker_of(case))

    submitted = actions.submit(referral, by=worker_of(case))

    assert submitted.assessed_by == assessor


def test_misfit_is_submitted_with_a_reason_only():
    case = a_case()
    facility = a_facility(places=1)
    Criterion.objects.create(
        facility=facility,
        fact="age",
        operator="at_least",
        value=60,
        severity="must",
        text="Berusia 60",
    )
    referral = actions.draft(a_draft(case, facility), by=worker_of(case))

    with pytest.raises(ValidationError, match="tetap dipilih"):
        actions.submit(referral, by=worker_of(case))
    referral.override_reason = "Satu-satunya tempat malam ini"
    referral = actions.edit(referral, by=worker_of(case))

    assert actions.submit(referral, by=worker_of(case)).status == S.SUBMITTED


def test_head_sees_what_changed_since_the_return():
    referral = a_referral(S.SUBMITTED)
    case, head = referral.case, head_of(referral.case)
    returned = actions.send_back(referral, by=head, code="papers", note="Lengkapi surat")
    returned.reason = "Keluarga menolak merawat."
    returned.ward = Place.objects.first().ward
    edited = actions.edit(returned, by=worker_of(case))
    a_need(case, description="Obat teratur")
    again = actions.submit(edited, by=worker_of(case))

    changes = changes_since(again.decisions.get(), again)

    said = {change.label: (change.was, change.now) for change in changes}
    assert said["Mengapa tempat ini"] == (
        "Tidak ada keluarga yang merawat.",
        "Keluarga menolak merawat.",
    )
    assert said["Wisma yang diminta"] == ("belum ada", again.ward.name)
    assert said["Kebutuhan"] == ("", "Obat teratur (tempat tinggal dan perawatan, mendesak)")
    assert len(said) == 3
    assert (again.decided_by, again.decision_code) == (None, "")


def test_journal_of_a_return_keeps_no_free_text_as_data():
    referral = a_referral(S.SUBMITTED, reason="Adiknya bernama Contoh Bernama menolak.")

    actions.send_back(referral, by=head_of(referral.case), code="papers")

    data = str(Entry.objects.get(action="referral.send_back").data)
    assert "Contoh Bernama" not in data
    assert referral.case.person.name not in data
    assert referral.facility.code in data


def test_head_who_sent_back_does_not_edit():
    referral = a_referral(S.SUBMITTED)
    head = head_of(referral.case)
    returned = actions.send_back(referral, by=head, code="papers")

    with pytest.raises(ValidationError, match="Anda yang mengembalikan"):
        actions.edit(returned, by=head)


def test_other_reason_needs_words():
    referral = a_referral(S.SUBMITTED)

    with pytest.raises(ValidationError, match="Lainnya"):
        actions.refuse(referral, by=head_of(referral.case), code="other")


# --- Approve ---------------------------------------------------------------------------------


def test_approve_holds_numbers_hashes_and_reaches_the_stage():
    referral = a_referral(S.SUBMITTED, case=a_case(stage=Stage.PLANNING))

    approved = actions.approve(referral, by=head_of(referral.case))

    assert approved.hold.case == referral.case
    assert approved.hold.period.upper == pytest.approx(
        approved.decided_at + dt.timedelta(days=2), abs=dt.timedelta(seconds=1)
    )
    assert approved.letter.kind == LetterKind.RECOMMENDATION
    assert approved.letter.number.startswith("400.9/001/")
    assert approved.decided_hash == hash_of(content_of(approved))
    assert CaseStage.objects.filter(case=referral.case, stage=Stage.ACTION).exists()


def test_approve_of_an_agency_holds_nothing_and_makes_a_referral_letter():
    referral = a_referral(S.SUBMITTED, facility=a_facility(kind="agency"))

    approved = actions.approve(referral, by=head_of(referral.case))

    assert approved.hold is None
    assert approved.letter.kind == LetterKind.REFERRAL


def test_full_house_leaves_everything_as_it_was():
    facility = a_facility(places=1)
    a_hold(Place.objects.get())
    referral = a_referral(S.SUBMITTED, facility=facility, override_reason="Menunggu kosong")

    with pytest.raises(FacilityFull, match="baru saja dipesan orang lain"):
        actions.approve(referral, by=head_of(referral.case))

    referral.refresh_from_db()
    assert referral.status == S.SUBMITTED
    assert referral.decided_at is None
    assert not IssuedDocument.objects.exists()


# --- Answers ---------------------------------------------------------------------------------


def free_places(facility):
    now = timezone.now()
    return (
        Place.objects.filter(ward__facility=facility)
        .free_during(now, now + dt.timedelta(hours=1))
        .count()
    )


@pytest.mark.parametrize("end", ["decline", "cancel"])
def test_place_is_free_again_once_nobody_comes(end):
    facility = a_facility(places=1)
    approved = actions.approve(
        referral := a_referral(S.SUBMITTED, facility=facility), by=head_of(referral.case)
    )
    assert free_places(facility) == 0

    if end == "decline":
        actions.decline(approved, by=officer_of(approved), code=DeclineCode.DEPENDENT)
    else:
        actions.cancel(approved, by=worker_of(approved.case), reason="Dijemput keluarga")

    assert free_places(facility) == 1
    letter = IssuedDocument.objects.get()
    assert (letter.status == "withdrawn") == (end == "cancel")


def a_stale_referral(status=S.APPROVED):
    facility = a_facility(places=1)
    case = a_case(stage=Stage.PLANNING)
    start = timezone.now() - dt.timedelta(days=3)
    hold = a_hold(
        Place.objects.get(ward__facility=facility),
        case,
        period=(start, start + dt.timedelta(days=2)),
    )
    letter = a_document(case_pk=case.pk)
    made = a_referral(
        status, case=case, facility=facility, hold=hold, letter=letter, decided_at=start
    )
    return Referral.objects.select_related("hold", "case", "facility").get(pk=made.pk)


@pytest.mark.parametrize("status", [S.APPROVED, S.ACCEPTED])
def test_hold_over_its_bound_reads_as_lapsed_before_the_night(status):
    referral = a_stale_referral(status)

    assert ran_out(referral)
    assert sign_of(referral).words == S.LAPSED.label
    assert coming_to(referral.facility_id) == []
    assert unanswered_at(referral.facility_id) == []
    assert open_ends(referral.case) == []


def test_stale_referral_cannot_be_accepted():
    referral = a_stale_referral()

    with pytest.raises(WrongStatus, match="lewat batas"):
        actions.accept(referral, by=officer_of(referral))


def test_nightly_job_lapses_what_ran_out_and_nothing_else():
    stale, held = a_stale_referral(), a_referral(S.APPROVED)

    said = actions.lapse_due()

    assert said.startswith("1 pemesanan lewat batas")
    assert Referral.objects.get(pk=stale.pk).status == S.LAPSED
    assert Referral.objects.get(pk=held.pk).status == S.APPROVED
    with pytest.raises(WrongStatus, match="belum lewat batas"):
        actions.lapse(held)


def test_stale_referral_makes_room_for_a_new_one():
    stale = a_stale_referral()

    actions.draft(a_draft(stale.case, stale.facility), by=worker_of(stale.case))

    assert Referral.objects.get(pk=stale.pk).status == S.LAPSED


def test_person_is_awaited_no_later_than_the_place_is_held():
    referral = a_referral(S.APPROVED)

    with pytest.raises(ValidationError, match="Tempat dipesan sampai"):
        actions.accept(
            referral, by=officer_of(referral), expected_at=timezone.now() + dt.timedelta(days=9)
        )


def test_arrival_turns_the_hold_into_a_stay():
    referral = actions.approve(r := a_referral(S.SUBMITTED), by=head_of(r.case))
    referral = actions.accept(referral, by=officer_of(referral))
    stay = Stay(condition="Sehat", belongings="Tas", brought_by="Petugas", handed_by="Petugas")

    arrived = actions.arrive(referral, by=officer_of(referral), stay=stay)

    assert arrived.stay.occupancy.place == referral.hold.place
    assert not Occupancy.objects.now().filter(kind="held").exists()
    assert actions.finish(arrived, by=worker_of(arrived.case)).status == S.DONE


def test_nightly_job_finishes_what_its_stay_has_ended():
    case = a_case()
    stay = a_stay(case, exit_at=timezone.now())
    referral = a_referral(S.ARRIVED, case=case, facility=stay.facility, stay=stay)

    actions.lapse_due()

    assert Referral.objects.get(pk=referral.pk).status == S.DONE


def test_seen_is_written_once():
    referral = a_referral(S.APPROVED)
    officer = officer_of(referral)

    first = actions.mark_seen(referral, by=officer).seen_at

    assert actions.mark_seen(referral, by=officer).seen_at == first
    assert Entry.objects.filter(action="referral.see").count() == 1


def test_case_does_not_end_while_a_referral_is_open():
    referral = a_referral(S.SUBMITTED)

    assert referral.number in open_ends(referral.case)[0]


# --- Plans -----------------------------------------------------------------------------------


def test_plan_with_an_urgent_need_without_act_is_not_agreed():
    plan = a_plan()

    with pytest.raises(ValidationError, match="Kebutuhan mendesak"):
        actions.agree_plan(
            plan, by=worker_of(plan.case), agreed_by="person", given=a_signature_given()
        )


def a_full_plan():
    plan = a_plan()
    goal = plan.goals.get()
    actions.add_action(
        PlanAction(goal=goal, what="Ajukan rujukan", by_kind="office"), by=worker_of(plan.case)
    )
    return plan


def test_agreement_reaches_stage_four():
    plan = a_full_plan()

    agreed = actions.agree_plan(
        plan, by=worker_of(plan.case), agreed_by="person", given=a_signature_given()
    )

    assert agreed.status == PlanStatus.AGREED
    assert CaseStage.objects.filter(case=plan.case, stage=Stage.PLANNING).exists()


@pytest.mark.parametrize(
    ("who", "sentence"), [("nobody", "tidak disepakati"), ("guardian", "tanda tangan")]
)
def test_agreement_is_signed_or_says_why(who, sentence):
    plan = a_full_plan()

    with pytest.raises(ValidationError, match=sentence):
        actions.agree_plan(plan, by=worker_of(plan.case), agreed_by=who)


def test_new_version_supersedes_and_carries_over():
    plan = a_full_plan()
    agreed = actions.agree_plan(
        plan, by=worker_of(plan.case), agreed_by="person", given=a_signature_given()
    )

    second = actions.write_plan(plan.case, by=worker_of(plan.case), reason="Sesudah kunjungan")

    assert second.version == agreed.version + 1
    assert [a.what for goal in second.goals.all() for a in goal.actions.all()] == ["Ajukan rujukan"]
    assert ServicePlan.objects.get(pk=plan.pk).status == PlanStatus.SUPERSEDED
    with pytest.raises(ValidationError, match="lanjutkan yang ada"):
        actions.write_plan(plan.case, by=worker_of(plan.case))


def test_returned_plan_is_agreed_anew():
    plan = a_full_plan()
    agreed = actions.agree_plan(
        plan, by=worker_of(plan.case), agreed_by="person", given=a_signature_given()
    )

    returned = actions.send_back_plan(agreed, by=head_of(plan.case), note="Tambahkan waktu")

    assert (returned.status, returned.agreed_by, returned.agreed_at) == (PlanStatus.DRAFT, "", None)


def test_goal_is_for_a_need_of_the_same_case():
    plan = a_plan()

    with pytest.raises(ValidationError, match="kasus lain"):
        actions.add_goal(PlanGoal(plan=plan, need=a_need(), goal="x"), by=worker_of(plan.case))


def test_cancelled_act_says_why():
    plan = a_full_plan()
    action = PlanAction.objects.get()

    with pytest.raises(ValidationError, match="mengapa tindakan dibatalkan"):
        actions.move_action(action, by=worker_of(plan.case), status="cancelled")


# --- Services --------------------------------------------------------------------------------


def test_services_are_recorded_once_a_day():
    case = a_case(stage=Stage.PLANNING)
    today = timezone.localdate()

    first = actions.give_services(case, ["DP01", "DP02"], today, by=worker_of(case))
    second = actions.give_services(case, ["DP02", "DP03"], today, by=worker_of(case))

    assert (len(first), len(second)) == (2, 1)
    assert CaseStage.objects.filter(case=case, stage=Stage.ACTION).exists()


def test_food_of_the_first_night_leaves_the_case_in_its_stage():
    case = a_case(stage=Stage.DATA)

    actions.give_services(case, ["DP02"], timezone.localdate(), by=worker_of(case))

    assert not CaseStage.objects.filter(case=case, stage=Stage.ACTION).exists()


def test_service_of_tomorrow_is_refused():
    case = a_case()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    with pytest.raises(ValidationError, match="belum tiba"):
        actions.give_services(case, ["DP02"], tomorrow, by=worker_of(case))


def test_whole_ward_gets_what_it_has_not_yet():
    facility = a_facility(places=3)
    ward = facility.wards.get()
    stays = [a_stay(place=place) for place in ward.places.all()]
    officer = a_user(Role.FACILITY_OFFICER, office=facility.office)
    today = timezone.localdate()
    actions.give_ward_service(ward, SPMNeed.FOOD, today, by=officer, cases=[stays[0].case_id])

    given = actions.give_ward_service(ward, SPMNeed.FOOD, today, by=officer)

    assert {service.case_id for service in given} == {stay.case_id for stay in stays[1:]}
    assert ServiceGiven.objects.filter(need=SPMNeed.FOOD, facility=facility).count() == 3


def test_service_written_by_mistake_is_cancelled_with_a_reason_and_may_be_given_again():
    case = a_case(stage=Stage.PLANNING)
    by, today = worker_of(case), timezone.localdate()
    (service,) = actions.give_services(case, ["DP02"], today, by=by)

    with pytest.raises(ValidationError, match="alasan"):
        actions.cancel_service(service, by=by, reason=" ")
    cancelled = actions.cancel_service(service, by=by, reason="Salah orang")
    with pytest.raises(PermissionDenied, match="sudah dibatalkan"):
        actions.cancel_service(service, by=by, reason="Lagi")

    assert (cancelled.cancelled_by, cancelled.cancel_reason) == (by, "Salah orang")
    assert not ServiceGiven.objects.standing().exists()
    assert len(actions.give_services(case, ["DP02"], today, by=by)) == 1


def test_facility_takes_back_its_own_rows_alone():
    ours, theirs = a_facility(places=1), a_facility(places=1)
    stay = a_stay(place=ours.wards.get().places.get())
    officer = a_user(Role.FACILITY_OFFICER, office=ours.office)
    (service,) = actions.give_ward_service(
        ours.wards.get(), SPMNeed.FOOD, timezone.localdate(), by=officer
    )

    with pytest.raises(PermissionDenied, match="tidak dicatat oleh tempat Anda"):
        actions.cancel_service(
            service, by=a_user(Role.FACILITY_OFFICER, office=theirs.office), reason="x"
        )
    actions.cancel_service(service, by=officer, reason="Sedang di rumah sakit")

    assert stay.case.services.get().cancel_reason == "Sedang di rumah sakit"


def test_cancelled_service_shows_on_the_ledger_and_no_longer_counts(as_user):
    case = a_case(stage=Stage.ACTION)
    by = worker_of(case)
    service = a_service(case)

    page = as_user(by).get(reverse("referrals:service_cancel", args=[service.pk]))
    answer = as_user(by).post(page.request["PATH_INFO"], {"reason": "Salah tanggal"}, follow=True)

    text = answer.content.decode()
    assert "Salah tanggal" in text
    assert "0 dari" in text or "Belum ada layanan tercatat" in text
