"""What the office plans for one person: the plan, and for some a case conference."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from intake.models import Case, Need
from ppks_service.accounts.models import User
from ppks_service.development.demo.cast import Cast
from ppks_service.development.demo.clock import Life
from ppks_service.documents.models import SignatureWay
from ppks_service.documents.signing import Given
from ppks_service.indonesian import in_sentence
from referrals import actions as referrals
from referrals.models import (
    OPEN_REFERRAL,
    ActionBy,
    ActionStatus,
    AgreedBy,
    CaseConference,
    ConferenceAction,
    ConferenceParticipant,
    CostSource,
    ParticipantRole,
    PlanAction,
    PlanGoal,
    PlanStatus,
)
from referrals.suggestions import suggestions_for


def write_plan(cast: Cast, case: Case, needs: list[Need], worker: User) -> Any:
    """A plan from what the templates suggest, agreed by most; None where it stays a draft."""
    plan = referrals.write_plan(case, by=worker, own_words="Saya mau hidup tenang.")
    found = suggestions_for(worker, case)
    first = [row.fitting[0] for row in found if row.fitting]
    if first:
        referrals.take_over(plan, [(one.need, one.goal) for one in first], by=worker)
    taken = {one.need.pk for one in first}
    today = timezone.localdate()
    for need in needs:
        if need.pk in taken:
            continue
        goal = referrals.add_goal(
            PlanGoal(
                plan=plan,
                need=need,
                goal=f"{need.description}: terpenuhi",
                measure="Catatan kunjungan",
                target="Terpenuhi saat kunjungan",
                by_on=today + dt.timedelta(days=30),
            ),
            by=worker,
        )
        referrals.add_action(
            PlanAction(
                goal=goal,
                what=f"Urus {in_sentence(need.get_domain_display())}",
                by_kind=ActionBy.OFFICE,
                owner=worker,
                due_on=today + dt.timedelta(days=14),
                cost_source=CostSource.PROVINCE,
            ),
            by=worker,
        )
    chance = cast.chance.random()
    if chance < 0.06:
        return None
    if chance < 0.12:
        return referrals.agree_plan(
            plan,
            by=worker,
            agreed_by=AgreedBy.NOBODY,
            not_agreed_reason="Menolak sesudah dijelaskan dua kali; ditanyakan lagi pekan depan",
        )
    guardian = case.is_child
    return referrals.agree_plan(
        plan,
        by=worker,
        agreed_by=AgreedBy.GUARDIAN if guardian else AgreedBy.PERSON,
        given=Given(
            way=SignatureWay.THUMB,
            name="Orang tua" if guardian else case.person.name[:160],
            position="Orang tua, lewat telepon" if guardian else "Yang bersangkutan",
            reason="Cap jempol ada di surat kertas",
        ),
    )


def settle_due(cases: QuerySet[Case], *, spare: int = 0) -> None:
    """Say of the acts that are overdue how they ended; every ``spare``-th stays owed.

    Those of a case whose referral is under way stay too: what changes would void its approval.
    """
    owed = (
        PlanAction.objects.filter(status=ActionStatus.PLANNED, due_on__lt=timezone.localdate())
        .filter(goal__plan__case__in=cases.exclude(referrals__status__in=OPEN_REFERRAL))
        .exclude(goal__plan__status__in=(PlanStatus.DRAFT, PlanStatus.SUPERSEDED))
        .select_related("goal__plan__case__owner")
        .order_by("pk")
    )
    for nth, act in enumerate(owed):
        by = act.goal.plan.case.owner
        if by is not None and (not spare or nth % spare):
            note = "Terlaksana; lihat catatan layanan (contoh)."
            referrals.move_action(act, by=by, status=ActionStatus.DONE, note=note)


def confer(cast: Cast, case: Case, worker: User) -> Life:
    """A case conference, but for a child: called, and mostly held the day after, for some with a voice against."""
    chance = cast.chance
    case.refresh_from_db()
    if case.is_child:
        return
    conference = referrals.call_conference(
        CaseConference(
            case=case,
            starts_at=timezone.now() + dt.timedelta(days=1),
            place="Ruang rapat Bidang Rehabilitasi Sosial",
            question="Ke mana sesudah penampungan, dan siapa yang merawat?",
            agenda="Keadaan dan keinginan orangnya\nPilihan tempat\nPembagian tindakan",
        ),
        [
            ConferenceParticipant(
                role=ParticipantRole.CHAIR,
                user=cast.kasi,
                name=cast.kasi.full_name,
                agency=cast.kasi.position or "Kepala seksi",
            ),
            ConferenceParticipant(
                role=ParticipantRole.CLERK,
                user=worker,
                name=worker.full_name,
                agency=worker.position or "Pekerja sosial",
            ),
            ConferenceParticipant(
                role=ParticipantRole.MEMBER,
                name="dr. Wira Contoh",
                agency="RSJ Prof. Dr. M. Ildrem",
            ),
            ConferenceParticipant(
                role=ParticipantRole.MEMBER, name="Yuli Contoh", agency="Dinas Sosial Kota Medan"
            ),
        ],
        by=worker,
    )
    if cast.leaves_it():
        return
    yield conference.starts_at + dt.timedelta(hours=2)
    asked = list(conference.participants.order_by("pk"))
    against = chance.choice((None, asked[2].pk))
    referrals.hold_conference(
        conference,
        by=worker,
        began_at=conference.starts_at,
        ended_at=conference.starts_at + dt.timedelta(minutes=70),
        minutes="Dibahas tiga pilihan: UPT, keluarga, dan rumah sakit lebih dahulu. "
        "Keluarga belum ditemukan; orangnya ingin tempat yang tenang.",
        decision="Diajukan ke UPT yang sesuai, penelusuran keluarga diteruskan.",
        reasons="Tidak ada yang merawat, dan UPT mempunyai layanan yang diperlukan.",
        came=[
            referrals.Came(
                participant=one.pk,
                attendance="present",
                stance="dissent" if one.pk == against else "agree",
                dissent="Pemindahan dua kali membebani; sebaiknya langsung ke rumah sakit."
                if one.pk == against
                else "",
            )
            for one in asked
        ],
        acts=[
            ConferenceAction(
                what="Telusuri keluarga lewat pemerintah desa asal",
                owner=worker,
                due_on=timezone.localdate() + dt.timedelta(days=7),
            ),
            ConferenceAction(
                what="Kirim riwayat pengobatan",
                by_name="RSJ Prof. Dr. M. Ildrem",
                due_on=timezone.localdate() + dt.timedelta(days=5),
            ),
        ],
    )
