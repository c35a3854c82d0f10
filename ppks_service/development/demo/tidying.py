"""The end of the first season: what the office does not leave open for years."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from evaluation import actions as evaluation
from evaluation.models import Visit
from intake import actions as intake
from intake.models import Case, EndReason, IdentityTask, TaskStatus
from ppks_service.development.demo.cast import Cast
from ppks_service.development.demo.planning import settle_due
from referrals import actions as referrals
from referrals.models import OPEN_REFERRAL, Referral
from upt_facilities import actions as facilities
from upt_facilities.models import Stay

# Who lives in a UPT for good stays there; a hospital and a shelter are left in time.
LASTING = ("lansia-binjai",)


def tidy(cast: Cast) -> None:
    """Settle what was planned, cancel visits nobody made, let people leave, and end the cases that stand empty."""
    for visit in Visit.objects.awaiting().select_related("assigned_to").order_by("pk"):
        evaluation.cancel_visit(
            visit, by=visit.assigned_to, reason="Pemantauan diteruskan Dinas Sosial kabupaten/kota."
        )
    for stay in Stay.objects.running().exclude(facility__code__in=LASTING).order_by("pk"):
        host = cast.host(stay.facility)
        if host is not None:
            facilities.exit_stay(
                stay,
                by=host,
                at=timezone.now(),
                kind=EndReason.REUNITED,
                reason="Dijemput keluarga sesudah program selesai.",
                evidence="KK dan KTP penjemput",
            )
    for referral in Referral.objects.filter(status__in=OPEN_REFERRAL).order_by("pk"):
        referrals.cancel(referral, by=cast.kasi, reason="Tidak diperlukan lagi; keluarga menerima.")
    settle_due(Case.objects.open())
    for task in IdentityTask.objects.filter(status=TaskStatus.OPEN).order_by("pk"):
        reason = "Belum ditemukan sampai akhir program; ditanyakan lagi bila bertemu lagi."
        intake.cancel_identity_task(task, by=task.owner, reason=reason)
    living = Stay.objects.running().values("case")
    for case in Case.objects.open().exclude(pk__in=living).order_by("pk"):
        try:
            intake.end_case(
                case,
                by=cast.kasi,
                at=timezone.now(),
                reason=EndReason.COMPLETED,
                note="Ditutup pada akhir program 2022.",
            )
        except (intake.CaseStillRuns, ValidationError):
            continue
