"""Opening a protected file with a reason. See ``intake.seal`` for who must."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.models import Case
from intake.permissions import open_file
from intake.seal import UnsealReason
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.journal.models import Entry
from ppks_service.journal.openings import UNSEAL, as_kept, ends_at

SHORTEST = 10


@transaction.atomic
def unseal(case: Case, *, by: User, reason: str, words: str) -> Entry:
    """Open the file of a protected person to ``by`` alone, for some hours; the entry is all that is kept.

    Raises ``PermissionDenied`` for whoever may not open the file at all. Needs ``section``.
    """
    open_file.check(by, case)
    words = " ".join(words.split())
    if len(words) < SHORTEST:
        raise ValidationError({"words": f"Tulis alasannya, sedikitnya {SHORTEST} huruf."})
    if reason not in UnsealReason.values:
        raise ValidationError({"reason": "Pilih satu alasan."})
    until = ends_at(timezone.now())
    label = in_sentence(UnsealReason(reason).label)
    return record(
        actor=by,
        action=UNSEAL,
        subject=case,
        note=(
            f"Berkas terlindungi dibuka dengan alasan: {label}. “{words}”. "
            f"Terbuka sampai {indonesian.long_moment(until)}"
        ),
        reason=reason,
        until=as_kept(until),
    )
