"""Who may say that two registered persons are one, or are not, and take it back."""

from intake import same
from intake.models import DuplicateProposal, PersonLink
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.accounts.rules import rule

NOT_MINE = (
    "Salah satu dari keduanya tercatat di berkas yang tidak Anda tangani. "
    "Yang dapat menjawab: petugas yang dapat membuka kedua berkas, atau Kepala Bidang."
)


@rule
def judge_pair(user: User, pair: DuplicateProposal) -> str | None:
    """Whoever may open the files of both: registration, social workers, heads."""
    if not user.has(Capability.MATCH_PERSONS):
        return "Hanya petugas registrasi, pekerja sosial, dan kepala yang menjawab ini."
    if not _may_open_both(user, pair.left_id, pair.right_id):
        return NOT_MINE
    return None


@rule
def confirm_pair(user: User, pair: DuplicateProposal) -> str | None:
    """The second officer, where one of the two is protected: never the first."""
    if user.pk == pair.decided_by_id:
        return "Orang terlindung digabung oleh dua petugas; petugas kedua bukan Anda."
    return judge_pair.refusal(user, pair)


@rule
def undo_link(user: User, link: PersonLink) -> str | None:
    """Whoever might have made it: the answer was theirs to give, and is theirs to take back."""
    if not link.is_open:
        return "Penggabungan ini sudah dibatalkan."
    if not user.has(Capability.MATCH_PERSONS):
        return "Hanya petugas registrasi, pekerja sosial, dan kepala yang membatalkan penggabungan."
    if not _may_open_both(user, link.person_id, link.head_id):
        return NOT_MINE
    return None


def _may_open_both(user: User, *persons: int) -> bool:
    return same.persons_for(user).filter(pk__in=persons).count() == len(set(persons))
