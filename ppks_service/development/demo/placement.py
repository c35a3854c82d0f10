"""How somebody of the story gets a place: asked for, decided, answered, arrived."""

import datetime as dt
from typing import Any

from django.utils import timezone

from intake import actions as intake
from intake.models import Case, CaseStatus, Need, Paper, PaperKind, Sex, Stage
from ppks_service.accounts.models import User
from ppks_service.development.demo.cast import Cast
from ppks_service.development.demo.custody import drawn_by
from ppks_service.development.demo.people import Somebody
from ppks_service.development.demo.scans import a_sheet
from ppks_service.documents.scans import attach_scan
from referrals import actions as referrals
from referrals import permissions
from referrals.gates import gates_of
from referrals.models import (
    OPEN_REFERRAL,
    Clearance,
    DecisionCode,
    DeclineCode,
    Referral,
    ReferralStatus,
)
from upt_facilities import actions as facilities
from upt_facilities.actions import FacilityFull
from upt_facilities.matching import Verdict
from upt_facilities.models import (
    Facility,
    FacilityKind,
    Stay,
    TemporaryPlacement,
    WaitingEntry,
    Ward,
)
from upt_facilities.ranking import fits_for

HOUR = dt.timedelta(hours=1)
FAR = "Tempat lain lebih jauh dari keluarga yang sedang dicari."


def _wish(case: Case, facility: Facility, why: str = FAR) -> Referral:
    return Referral(
        case=case,
        facility=facility,
        reason="Memerlukan tempat dan perawatan; keluarga belum ditemukan.",
        service_asked="Penempatan dan bimbingan",
        override_reason=why,
    )


def _head(cast: Cast, referral: Referral) -> User:
    """The head of the section, or who acts in their place today and had no hand in it."""
    acting = cast.users["peksos2"]
    may = permissions.decide_referral.allows(acting, referral)
    return acting if may else cast.kasi


def refer(cast: Cast, case: Case, who: Somebody, worker: User) -> Any:
    """Ask for the place, have it decided and answered; the stay it led to, or None."""
    chance = cast.chance
    facility = cast.facilities[who.profile.destination]
    for kind in (PaperKind.HEALTH, PaperKind.COVER_LETTER):
        if chance.random() < 0.8:
            today, until = timezone.localdate(), None
            if kind == PaperKind.HEALTH:  # some of these letters run out before the person comes
                until = today + dt.timedelta(days=2 if case.pk % 5 == 3 else 90)
            paper = Paper(case=case, kind=kind, dated_on=today, valid_until=until)
            intake.add_paper(paper, by=worker)
    enclosures = []
    if case.pk % 6 == 2:
        report = Paper(case=case, kind=PaperKind.SOCIAL_REPORT, dated_on=timezone.localdate())
        enclosures = [intake.add_paper(report, by=worker, upload=a_sheet("laporan.jpg"))]
    referral = referrals.draft(_wish(case, facility), by=worker, enclosures=enclosures)
    if chance.random() < 0.04:
        return None
    yield timezone.now() + HOUR
    _open_gates(case, facility, by=worker)
    referral = referrals.submit(referral, by=worker)
    if cast.leaves_it() or cast.leaves_it():
        return None
    yield timezone.now() + cast.days(0, 1)
    if chance.random() < 0.15:
        referrals.send_back(
            referral,
            by=cast.kasi,
            code=DecisionCode.PAPERS,
            note="Lampirkan surat keterangan sehat.",
        )
        if cast.leaves_it():
            return None
        yield timezone.now() + cast.days(1, 2)
        referral.refresh_from_db()
        referral.reason += " Surat kini dilampirkan."
        referrals.edit(referral, by=worker)
        referral = referrals.submit(referral, by=worker)
        yield timezone.now() + cast.days(0, 1)
    if chance.random() < 0.05:
        referrals.refuse(
            referral, by=cast.kasi, code=DecisionCode.FAMILY, note="Keluarga mungkin dapat merawat."
        )
        return None
    try:
        referral = referrals.approve(referral, by=_head(cast, referral))
        if referral.status == ReferralStatus.ENDORSED:  # an exception: the division decides after
            if cast.leaves_it():
                return None
            yield timezone.now() + HOUR
            referral = referrals.approve(referral, by=cast.users["kabid"])
        elif referral.pk % 17 == 5:  # what was decided changes before anybody comes
            yield timezone.now() + HOUR
            need = Need(case=case, domain="health", description="Kontrol tekanan darah tiap minggu")
            intake.add_need(need, by=worker)
            if cast.leaves_it():
                return None
            yield timezone.now() + cast.days(0, 1)
            referral = referrals.submit(referral, by=worker)
            yield timezone.now() + HOUR
            referral = referrals.approve(referral, by=cast.kasi)
    except FacilityFull:
        return None
    if referral.status != ReferralStatus.APPROVED:  # asked again, it became an exception
        return None
    if enclosures and referral.letter:
        attach_scan(referral.letter, a_sheet("surat.jpg"), by=worker)
    host = cast.host(facility)
    if host is None or cast.leaves_it():
        return None
    yield timezone.now() + cast.days(0, 1)
    referrals.mark_seen(referral, by=host)
    if chance.random() < 0.1:
        referrals.decline(referral, by=host, code=DeclineCode.PAPERS, note="Surat belum lengkap.")
        return None
    referral = referrals.accept(
        referral, by=host, expected_at=timezone.now() + dt.timedelta(days=1)
    )
    if cast.leaves_it():
        return None
    yield timezone.now() + dt.timedelta(hours=chance.randint(3, 20))
    stay = Stay(
        arrived_at=timezone.now(),
        condition="Sehat, agak lelah",
        belongings="Satu tas berisi pakaian",
        brought_by="Petugas antar Dinas",
        handed_by=worker.full_name,
        witness="Petugas jaga",
    )
    referral = referrals.arrive(referral, by=host, stay=stay)
    if referral.stay is not None:
        facilities.sign_arrival(
            referral.stay,
            by=host,
            giver=drawn_by(worker.full_name, "Petugas antar Dinas"),
            receiver=drawn_by(
                host.full_name, f"{host.position or host.get_role_display()}, {facility}"
            ),
        )
        facilities.issue_handover(referral.stay, by=host)
    return referral.stay


def _open_gates(case: Case, facility: Facility, *, by: User) -> None:
    """What must be there before this person may be placed there: all of it came in time."""
    shut = [gate for gate in gates_of(case, facility) if not gate.is_open]
    today = timezone.localdate()
    for gate in shut:
        if gate.kind:
            letter = Clearance(
                case=case,
                kind=gate.kind,
                agency="UPTD PPA contoh",
                letter_number="460/PPA/CONTOH",
                dated_on=today,
            )
            referrals.record_clearance(letter, by=by)
        else:
            intake.add_paper(Paper(case=case, kind=PaperKind.CALM, dated_on=today), by=by)


def leave_to_decide(cast: Cast) -> None:
    """Ask for places until three wait for the head who signs in, and one exception for the division's.

    Where the story happens to end nobody may have asked; their pages are not to be empty.
    """
    for _ in range(3 - _waiting(cast, ReferralStatus.SUBMITTED)):
        _ask_for_a_place(cast, is_exception=False)
    if not _waiting(cast, ReferralStatus.ENDORSED):
        asked = _ask_for_a_place(cast, is_exception=True)
        if asked is not None:
            referrals.approve(asked, by=cast.kasi)


def _waiting(cast: Cast, status: ReferralStatus) -> int:
    return Referral.objects.filter(case__section=cast.kasi.office_id, status=status).count()


def _ask_for_a_place(cast: Cast, *, is_exception: bool) -> Referral | None:
    """For the newest of this section who has none and whose file is ready; None where nobody is."""
    ready = Case.objects.open().filter(
        section=cast.kasi.office_id, stage__gte=Stage.ANALYSIS, owner__isnull=False, flags=[]
    )
    nowhere = ready.filter(stays=None, waiting=None).exclude(referrals__status__in=OPEN_REFERRAL)
    wanted = (Verdict.MISFIT,) if is_exception else (Verdict.FITS, Verdict.FITS_IF)
    why = "Kepala UPT bersedia menerima sebagai pengecualian." if is_exception else FAR
    for case in nowhere.order_by("-opened_at", "-pk"):
        assert case.owner is not None
        homes = [f for f in fits_for(case).fits if f.facility.kind == FacilityKind.UPT]
        for fit in homes:
            if fit.verdict in wanted and fit.free:
                _open_gates(case, fit.facility, by=case.owner)
                draft = referrals.draft(_wish(case, fit.facility, why), by=case.owner)
                return referrals.submit(draft, by=case.owner)
    return None


def leave_in_queue() -> None:
    """Let some wait for a place, and one stay for a time only, so that their pages are not empty."""
    ward = Ward.objects.get(facility__code="lansia-binjai", name="Melati")
    open_cases = Case.objects.filter(status=CaseStatus.OPEN, owner__isnull=False, flags=[])
    nowhere = open_cases.filter(stays=None, person__sex=Sex.MALE).order_by("pk")[:3]
    for case, cause in zip(nowhere, ("full", "papers", "condition"), strict=False):
        assert case.owner is not None
        facilities.wait(WaitingEntry(case=case, ward=ward, cause=cause), by=case.owner)
    stays = Stay.objects.running().filter(facility__kind=FacilityKind.SHELTER, case__in=open_cases)
    for stay in stays.select_related("case__owner").order_by("pk")[:1]:
        until = timezone.localdate() + dt.timedelta(days=4)
        limit = TemporaryPlacement(stay=stay, until=until, reason="Menunggu tempat di UPT")
        assert stay.case.owner is not None
        facilities.set_temporary(limit, by=stay.case.owner)
