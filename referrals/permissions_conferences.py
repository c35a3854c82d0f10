"""Who may call, record and add to a case conference. Each answer is a sentence to the user, or None."""

from intake import permissions as intake_permissions
from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.accounts.rules import rule
from referrals import permissions
from referrals.models import CaseConference, ConferenceAction, ParticipantRole

CHILD = (
    "Anak tidak menunggu pembahasan kasus. Rujukannya diputus langsung lewat jalur anak: "
    "rumah perlindungan, LKSA, atau sentra anak."
)


@rule
def call_conference(user: User, case: Case) -> str | None:
    """Who writes for the case; never for a child, who waits for no meeting (domain.md §3.4)."""
    if reason := permissions.write_for_case.refusal(user, case):
        return reason.replace("Rencana dan rujukan disusun", "Pembahasan kasus dipanggil")
    return CHILD if case.is_child else None


@rule
def record_conference(user: User, conference: CaseConference) -> str | None:
    """Who called it, who led it, who took the minutes, or the head of the section. Needs ``case__section``."""
    case = conference.case
    if reason := intake_permissions.open_file.refusal(user, case):
        return reason
    if not case.is_open:
        return "Kasus ini sudah selesai; pembahasannya tidak dicatat lagi."
    if user.pk == conference.called_by_id:
        return None
    if user.post_for(Capability.DECIDE, case.section_id) is not None:
        return None
    leads = conference.participants.filter(user=user).exclude(role=ParticipantRole.MEMBER)
    if leads.exists():
        return None
    return "Hasil pembahasan dicatat pemanggil, pemimpin, atau notulisnya, dan Kepala Seksi."


@rule
def supplement_conference(user: User, conference: CaseConference) -> str | None:
    """Whoever may open the file and was there or writes for the case: memory is not of one person."""
    if reason := intake_permissions.open_file.refusal(user, conference.case):
        return reason
    if user.has(Capability.WRITE_REFERRALS):
        return None
    if conference.participants.filter(user=user).exists():
        return None
    return "Tambahan ditulis peserta pembahasan atau petugas yang menangani kasus."


@rule
def settle_conference_action(user: User, action: ConferenceAction) -> str | None:
    """Whose it is, or who writes for the case. Needs ``conference__case__section``."""
    case = action.conference.case
    if permissions.settles(user, action.owner_id, case):
        return None
    return permissions.write_for_case.refusal(user, case)
