"""A decision stands on what was decided: what takes its ground away, and what does not."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from intake import actions as intake
from intake.models import Flag, NameKind, Need, Paper, PaperKind, PersonName, Stage
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import IssuedDocument
from ppks_service.journal.models import Entry
from ppks_service.worklist.clocks import Clocks
from referrals import actions, work
from referrals.content import Change, canonical, content_of, differences, hash_of
from referrals.models import (
    Decision,
    PlanAction,
    PlanGoal,
    PlanStatus,
    Referral,
    ReferralStatus,
)
from referrals.queries import inbox_of, returned_counts
from tests.factories import (
    MEASURED,
    a_case,
    a_document,
    a_facility,
    a_need,
    a_plan,
    a_ppks_type,
    a_referral,
    a_signature_given,
    a_user,
    an_assessment,
    an_instrument,
)
from upt_facilities import actions as facilities
from upt_facilities.models import Criterion, Occupancy, RequiredPaper, Stay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
S = ReferralStatus


def worker_of(case):
    return a_user(Role.SOCIAL_WORKER, office=case.section)


def head_of(case):
    return a_user(Role.SECTION_HEAD, office=case.section)


def officer_of(referral):
    return a_user(Role.FACILITY_OFFICER, office=referral.facility.office)


def a_rule(facility, fact, operator, value):
    Criterion.objects.create(
        facility=facility, fact=fact, operator=operator, value=value, severity="must", text=fact
    )


@pytest.fixture
def approved():
    """An approval with a need, an agreed plan, a known fact and one of two papers."""
    case = a_case(stage=Stage.PLANNING)
    case.owner = worker_of(case)
    case.save()
    goal = a_plan(case, PlanStatus.AGREED).goals.get()
    PlanAction.objects.create(goal=goal, what="Cari tempat", by_kind="office")
    facility = a_facility(places=1)
    a_rule(facility, "independence", "at_least", 12)
    a_rule(facility, "contagious", "is", False)
    for kind in (PaperKind.HEALTH, PaperKind.COVER_LETTER):
        RequiredPaper.objects.create(facility=facility, kind=kind, severity="must")
    intake.add_paper(Paper(case=case, kind=PaperKind.HEALTH), by=case.owner)
    assess(case, barthel="17")
    referral = a_referral(S.SUBMITTED, case=case, facility=facility)
    return actions.approve(referral, by=head_of(case))


POINTS = [{"value": str(n), "label": str(n), "points": n} for n in range(21)]
YES_NO = [{"value": "yes", "label": "Ya"}, {"value": "no", "label": "Tidak"}]
TOLD = {
    "sections": [
        {
            "key": "adl",
            "title": "Kemandirian",
            "items": [{"key": "barthel", "label": "Barthel", "options": POINTS}],
            "score": {"label": "Barthel", "cutoffs": [], "fact": "independence"},
        },
        {
            "key": "sehat",
            "title": "Kesehatan",
            "items": [
                {"key": "menular", "label": "Menular", "options": YES_NO, "fact": "contagious"},
                {"key": "hamil", "label": "Hamil", "options": YES_NO, "fact": "pregnant"},
            ],
        },
    ]
}


def assess(case, **answers):
    """A finished assessment with these answers."""
    return an_assessment(case, instrument=an_instrument(TOLD), answers=answers)


def reassess(case, **answers):
    """The same as an act: the officer starts, answers and finishes."""
    by = case.owner
    draft = intake.start_assessment(case, by=by, instrument=an_instrument(TOLD))
    intake.save_answers(draft, by=by, answers=answers)
    return intake.finish_assessment(draft, by=by)


def test_same_content_has_the_same_hash_in_any_order(approved):
    decision = approved.decisions.get()
    shuffled = dict(reversed(decision.content.items()))

    assert canonical(shuffled) == canonical(content_of(approved))
    assert decision.content_hash == hash_of(shuffled) == approved.decided_hash


# --- What takes the ground away ----------------------------------------------------------------


def name(case):
    intake.add_name(
        PersonName(person=case.person, name="Nama Baru Contoh", kind=NameKind.DOCUMENT),
        by=case.owner,
        show=True,
    )


def sex(case):
    person = case.person
    person.sex = "P" if person.sex == "L" else "L"
    intake.edit_person(person, by=case.owner)


def need(case):
    intake.add_need(Need(case=case, domain="health", description="Obat teratur"), by=case.owner)


def need_put_off(case):
    intake.defer_need(case.needs.first(), by=case.owner, reason="Menunggu keluarga")


def types(case):
    intake.set_types(
        case, by=case.owner, types=[a_ppks_type("12", "Pengemis")], reason="Sesudah asesmen"
    )


def child(case):
    intake.set_flags(case, by=case.owner, flags=[Flag.CHILD])


def fact(case):
    reassess(case, barthel="12")


def fact_gone(case):
    reassess(case, menular="no")


def fact_against(case):
    reassess(case, barthel="17", menular="yes")


def plan(case):
    revised = actions.write_plan(case, by=case.owner, reason="Sesudah kunjungan")
    goal = revised.goals.get()
    goal.goal = "Kembali ke keluarga sebelum akhir bulan"
    actions.edit_goal(goal, by=case.owner)
    act(goal, case)
    actions.agree_plan(revised, by=case.owner, agreed_by="person", given=a_signature_given())


def act(goal, case):
    actions.add_action(
        PlanAction(goal=goal, what="Antar ke tempat baru", by_kind="office"), by=case.owner
    )


def test_kinds_of_disability_that_changed_are_named_in_words():
    before, now = {"fact.disability": ["sight"]}, {"fact.disability": ["sight", "hearing"]}

    assert differences(before, now) == [
        Change("Jenis disabilitas", "penglihatan", "penglihatan, pendengaran atau bicara")
    ]


@pytest.mark.parametrize(
    ("change", "label", "was", "now"),
    [
        (name, "Nama", None, "Nama Baru Contoh"),
        (sex, "Jenis kelamin", None, None),
        (need, "Kebutuhan", "", "kebutuhan (kesehatan, biasa)"),
        (need_put_off, "Kebutuhan", "Tempat tinggal yang aman (tempat tinggal dan perawatan, mendesak)", ""),
        (types, "Jenis PPKS", "Gelandangan", "Pengemis"),
        (child, "Anak atau dewasa", "dewasa", "anak"),
        (fact, "Nilai kemandirian (Barthel 0–20)", "17", "12"),
        (fact_gone, "Nilai kemandirian (Barthel 0–20)", "17", "belum diketahui"),
        (fact_against, "Syarat kesehatan", "dijaga", "berubah; lihat tab Kesehatan"),
        (plan, "Rencana", None, None),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_change_of_what_was_decided_voids_the_decision(approved, change, label, was, now):
    place = Occupancy.objects.get()

    change(approved.case)

    referral = Referral.objects.get()
    decision = referral.decisions.get()
    assert (referral.status, referral.decision_code) == (S.RETURNED, "changed")
    assert decision.is_void
    assert decision.voided_by == approved.case.owner
    said = {line["label"]: (line["was"], line["now"]) for line in decision.void_changes}
    assert label in said
    assert was is None or said[label][0] == was
    assert now is None or said[label][1] == now
    place.refresh_from_db()
    assert place.period.upper <= timezone.now()
    assert (referral.hold, referral.letter, referral.decided_hash) == (None, None, "")


def test_registrar_who_corrects_a_name_voids_the_decision_too(approved):
    registrar = a_user(Role.REGISTRAR, office=approved.case.section)
    corrected = PersonName(
        person=approved.case.person, name="Nama Benar Contoh", kind=NameKind.DOCUMENT
    )

    intake.add_name(corrected, by=registrar, show=True)

    assert Referral.objects.get().status == S.RETURNED
    assert Decision.objects.get().voided_by == registrar


def test_letter_number_of_a_void_decision_is_kept_with_its_reason(approved):
    need(approved.case)

    letter = IssuedDocument.objects.get()
    assert letter.status == "withdrawn"
    assert letter.void_reason == f"Keputusan rujukan {approved.number} gugur: berubah kebutuhan."
    assert approved.decisions.get().letter == letter


def test_void_decision_comes_back_to_the_officer_and_into_the_inbox(approved):
    case, head = approved.case, head_of(approved.case)

    fact(case)

    line = next(i for i in work.work(case.owner, Clocks()) if i.code == approved.number)
    assert line.what == "Keputusan gugur: periksa dan ajukan lagi"
    assert "Nilai kemandirian (Barthel 0–20): 17 → 12" in line.detail
    assert returned_counts(head) == {"returned": 1, "voided": 1}
    again = actions.submit(Referral.objects.get(), by=case.owner)
    row = inbox_of(head, Clocks()).mine[0]
    assert row.is_again
    assert "17 → 12" in row.returned
    actions.approve(again, by=head)
    assert [decision.is_void for decision in Decision.objects.order_by("pk")] == [True, False]


# --- What does not -----------------------------------------------------------------------------


def alias(case):
    intake.add_name(
        PersonName(person=case.person, name="Sebutan Contoh", kind=NameKind.ALIAS), by=case.owner
    )


def paper(case):
    intake.add_paper(Paper(case=case, kind=PaperKind.COVER_LETTER), by=case.owner)


def later_need(case):
    intake.add_need(Need(case=case, domain="work", description="Kursus", priority=3), by=case.owner)


def met_need(case):
    intake.meet_need(case.needs.first(), by=case.owner)


def same_assessment(case):
    reassess(case, barthel="17")


def fact_for(case):
    reassess(case, barthel="17", menular="no")


def draft_plan(case):
    actions.write_plan(case, by=case.owner, reason="Sesudah kunjungan")


def same_plan(case):
    """A new version that says the same: its urgent need has the act that the first had."""
    revised = actions.write_plan(case, by=case.owner, reason="Sesudah kunjungan")
    actions.agree_plan(revised, by=case.owner, agreed_by="person", given=a_signature_given())


def other_protection(case):
    intake.set_flags(case, by=case.owner, flags=[Flag.DRUGS])


def story(case):
    case.story = "Cerita yang lebih panjang"
    intake.edit_case(case, by=case.owner)


@pytest.mark.parametrize(
    "change",
    [
        alias, paper, later_need, met_need, same_assessment, fact_for, draft_plan, same_plan,
        other_protection, story,
    ],
)  # fmt: skip
def test_change_that_does_not_matter_leaves_the_decision(approved, change):
    change(approved.case)

    assert Referral.objects.get().status == S.APPROVED
    assert not approved.decisions.get().is_void
    assert actions.void_stale() == "0 keputusan gugur karena isi berubah"


def test_birthday_leaves_the_decision(approved, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: dt.date.today() + dt.timedelta(days=400))

    assert actions.void_stale().startswith("0 ")


def test_rule_that_comes_later_leaves_the_decision(approved):
    admin = a_user(Role.DATA_ADMIN)
    reassess(approved.case, barthel="17", hamil="yes")
    draft = facilities.draft_criteria(approved.facility, by=admin)
    asked = {"fact": "pregnant", "operator": "is", "value": False, "text": "Tidak hamil"}
    facilities.save_criterion(Criterion(version=draft, severity="must", **asked), by=admin)

    drafted = actions.void_stale()
    facilities.publish_criteria(draft, by=admin, valid_from=timezone.localdate(), basis="Nota 1")
    published = actions.void_stale()

    assert [drafted, published] == ["0 keputusan gugur karena isi berubah"] * 2


def test_rule_and_paper_that_are_asked_no_more_leave_the_decision(approved):
    admin, facility = a_user(Role.DATA_ADMIN), approved.facility
    draft = facilities.draft_criteria(facility, by=admin)
    rule = draft.criteria.get(fact="independence")
    facilities.remove_criterion(rule, by=admin, reason="Tidak diminta lagi")
    facilities.publish_criteria(draft, by=admin, valid_from=timezone.localdate(), basis="Nota 1")
    RequiredPaper.objects.filter(facility=facility, kind=PaperKind.HEALTH).delete()

    assert actions.void_stale() == "0 keputusan gugur karena isi berubah"


def test_fact_of_a_rule_that_is_asked_no_more_counts_as_it_was_decided(approved):
    admin = a_user(Role.DATA_ADMIN)
    draft = facilities.draft_criteria(approved.facility, by=admin)
    rule = draft.criteria.get(fact="independence")
    facilities.remove_criterion(rule, by=admin, reason="Tidak diminta lagi")
    facilities.publish_criteria(draft, by=admin, valid_from=timezone.localdate(), basis="Nota 1")

    fact(approved.case)

    assert [change["now"] for change in Decision.objects.get().void_changes] == ["12"]


def test_plan_agreed_after_the_decision_leaves_it():
    owner = a_user(Role.SOCIAL_WORKER)
    case = a_case(stage=Stage.PLANNING, owner=owner)
    a_need(case, priority=2)
    actions.approve(a_referral(S.SUBMITTED, case=case), by=head_of(case))
    agreed = actions.write_plan(case, by=owner)
    actions.add_goal(
        PlanGoal(plan=agreed, need=case.needs.get(), goal="Aman", **MEASURED), by=owner
    )

    actions.agree_plan(agreed, by=owner, agreed_by="person", given=a_signature_given())

    assert not Decision.objects.get().is_void


def test_consent_that_follows_a_refusal_leaves_the_decision():
    owner = a_user(Role.SOCIAL_WORKER)
    case = a_case(stage=Stage.PLANNING, owner=owner)
    a_need(case, priority=2)
    plan = actions.write_plan(case, by=owner)
    actions.add_goal(PlanGoal(plan=plan, need=case.needs.get(), goal="Aman", **MEASURED), by=owner)
    refused = actions.agree_plan(plan, by=owner, agreed_by="nobody", not_agreed_reason="Menolak")
    actions.approve(a_referral(S.SUBMITTED, case=case), by=head_of(case))

    actions.ask_consent_again(refused, by=owner, agreed_by="person", given=a_signature_given())

    assert not Decision.objects.get().is_void


def test_somebody_who_arrived_keeps_the_decision(approved):
    officer = officer_of(approved)
    accepted = actions.accept(approved, by=officer)
    stay = Stay(
        arrived_at=timezone.now(), condition="Sehat", belongings="Tas", brought_by="Petugas",
        handed_by="Petugas",
    )  # fmt: skip
    actions.arrive(accepted, by=officer, stay=stay)

    fact(approved.case)

    assert Referral.objects.get().status == S.ARRIVED
    assert not Decision.objects.get().is_void


def test_answer_of_the_receiver_goes_with_a_void_decision(approved):
    actions.accept(approved, by=officer_of(approved))

    need(approved.case)

    referral = Referral.objects.get()
    assert (referral.status, referral.answered_by, referral.seen_at) == (S.RETURNED, None, None)


# --- Behind the acts ---------------------------------------------------------------------------


def test_night_finds_what_changed_past_the_acts(approved):
    Referral.objects.update(reason="Diganti di luar halaman")

    assert actions.void_stale() == "1 keputusan gugur karena isi berubah"

    decision = Decision.objects.get()
    assert decision.voided_by is None
    assert decision.void_changes[0]["label"] == "Mengapa tempat ini"
    assert Entry.objects.get(action="referral.void").actor is None


@pytest.mark.parametrize(
    ("column", "value"),
    [("content_hash", "0" * 64), ("note", "Lain"), ("outcome", "refused"), ("content", {})],
)
def test_database_keeps_what_was_decided(approved, column, value):
    with pytest.raises(IntegrityError, match="keeps what was decided"), transaction.atomic():
        Decision.objects.update(**{column: value})
    with pytest.raises(IntegrityError, match="keeps what was decided"), transaction.atomic():
        Decision.objects.get().delete()


def test_database_voids_once(approved):
    need(approved.case)

    with pytest.raises(IntegrityError, match="not changed again"), transaction.atomic():
        Decision.objects.update(voided_at=None, void_changes=[], voided_by=None)


def test_database_knows_one_standing_approval(approved):
    with pytest.raises(IntegrityError, match="one_standing_approval"), transaction.atomic():
        Decision.objects.create(
            referral=approved,
            outcome="approved",
            decided_by=approved.decided_by,
            decided_at=timezone.now(),
            content={},
            content_hash="0" * 64,
            letter=a_document(),
        )
