"""Who may do what with one visit or with a month."""

from evaluation.models import Visit
from intake.models import Case
from ppks_service.accounts.guards import refusal_sentence
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.accounts.rules import rule


@rule
def plan_visit(user: User, case: Case) -> str | None:
    """Whoever records visits, in a case they may open: running or ended, for follow-up comes after."""
    if not user.has(Capability.WRITE_VISITS):
        return refusal_sentence(Capability.WRITE_VISITS)
    if not Case.objects.visible_to(user).filter(pk=case.pk).exists():
        return "Anda tidak ditugaskan pada kasus ini. Yang dapat: penanggung jawab kasus dan Kepala Seksi."
    return None


@rule
def hold_visit(user: User, visit: Visit) -> str | None:
    """A visit that still waits, by whoever may plan one in its case."""
    if visit.held_at is not None:
        return (
            "Kunjungan ini sudah dilakukan dan tidak dapat diubah. Rencanakan kunjungan berikutnya."
        )
    if visit.cancelled_at is not None:
        return "Kunjungan ini dibatalkan. Rencanakan kunjungan baru."
    return plan_visit.refusal(user, visit.case)


@rule
def close_months(user: User, _: object) -> str | None:
    """Reporting staff close months."""
    return None if user.has(Capability.CLOSE_MONTHS) else refusal_sentence(Capability.CLOSE_MONTHS)
