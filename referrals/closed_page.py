"""What the receiving side is told of a referral that is closed to it: how it ended, what next, and of nobody."""

from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES
from referrals.models import Referral, ReferralStatus

S = ReferralStatus
WHY = {
    S.LAPSED: "Tempat dipesan sampai batasnya tanpa kedatangan yang dicatat. Pemesanannya berakhir pada {at}"
    " dan tempatnya kosong lagi.",
    S.DECLINED: "Tempat Anda menjawab tidak dapat menerima; rujukan ditutup pada {at}.",
    S.CANCELLED: "Dinas Sosial membatalkan rujukan ini pada {at}. Tempatnya kosong lagi.",
    S.DONE: "Rujukan ini selesai pada {at}.",
}


def closed_to(user: User, number: str) -> Referral | None:
    """The referral that was sent to the house of ``user`` and has ended; None of any other."""
    if user.role not in FACILITY_ROLES:
        return None
    sent_here = Referral.objects.filter(facility__office=user.office_id, letter__isnull=False)
    ended = sent_here.filter(number=number, status__in=WHY, ended_at__isnull=False)
    return ended.select_related("case__section").first()


def closed_context(referral: Referral) -> dict[str, object]:
    assert referral.ended_at is not None
    status = S(referral.status)
    return {
        "number": referral.number,
        "why": WHY[status].format(at=indonesian.long_moment(referral.ended_at)),
        "section": referral.case.section,
        "may_still_come": status in (S.LAPSED, S.CANCELLED),
    }
