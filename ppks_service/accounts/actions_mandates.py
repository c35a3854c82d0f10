"""Who acts in whose place: recorded by a letter, never over oneself, never two at a time."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ppks_service.accounts import permissions
from ppks_service.accounts.models import Mandate, MandateKind, User
from ppks_service.accounts.roles import Role, clash
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record

# SE Kepala BKN 2/SE/VII/2019: a Plt. for three months at most, and once again by a new letter.
LONGEST_PLT = dt.timedelta(days=92)


@transaction.atomic
def record_mandate(mandate: Mandate, *, by: User) -> Mandate:
    """Save a mandate as a form filled it. Raises ``ValidationError`` where the two may not meet."""
    mandate.recorded_by = by
    permissions.record_mandate.check(by, mandate)
    if mandate.ends_on and mandate.ends_on < timezone.localdate():
        raise ValidationError({"ends_on": "Hari terakhir sudah lewat; mandat tidak berlaku surut."})
    # Against the stored account, and held: its role must not change while this is written.
    accounts = User.objects.select_for_update(of=("self",), no_key=True)
    mandate.acting = accounts.get(pk=mandate.acting_id)
    refuse_clash(mandate)
    mandate.full_clean()
    mandate.save(force_insert=True)
    record(
        actor=by,
        action="mandate.record",
        subject=mandate,
        note=f"{mandate}: {mandate.acting}, {mandate.starts_on:%d-%m-%Y} sampai "
        f"{mandate.ends_on:%d-%m-%Y}, surat {mandate.letter_number}.",
    )
    return mandate


@transaction.atomic
def revoke_mandate(mandate: Mandate, *, by: User, reason: str) -> Mandate:
    """End a mandate at once, saying why; what was decided under it stays."""
    permissions.record_mandate.check(by, mandate)
    current = Mandate.objects.select_for_update(of=("self",), no_key=True).get(pk=mandate.pk)
    if current.revoked_at is not None or current.ends_on < timezone.localdate():
        raise ValidationError("Mandat ini sudah berakhir.")
    current.revoked_by, current.revoked_at = by, timezone.now()
    current.revoke_reason = reason.strip()
    if not current.revoke_reason:
        raise ValidationError({"reason": "Tulis mengapa mandat diakhiri."})
    current.save(update_fields=["revoked_by", "revoked_at", "revoke_reason"])
    record(
        actor=by,
        action="mandate.revoke",
        subject=current,
        note=f"{current} oleh {current.acting} diakhiri: {current.revoke_reason}",
    )
    return current


def refuse_clash(mandate: Mandate) -> None:
    """Refuse a person in whom the post and their own role may not meet, with the sentence that says why."""
    acting, role = mandate.acting, Role(mandate.role)
    if not acting.is_active:
        raise ValidationError({"acting": f"Akun {acting} tidak aktif."})
    if (acting.role, acting.office_id) == (role, mandate.office_id):
        raise ValidationError({"acting": f"{acting} sudah memegang jabatan itu sendiri."})
    if why := clash(Role(acting.role), role):
        own = in_sentence(Role(acting.role).label)
        raise ValidationError(
            {
                "acting": f"{acting} adalah {own} dan tidak dapat merangkap "
                f"{in_sentence(role.label)}: {why}."
            }
        )
    holder = mandate.stands_in_for
    if holder is not None and (holder.role, holder.office_id) != (role, mandate.office_id):
        raise ValidationError({"stands_in_for": f"{holder} bukan pejabat jabatan itu."})
    if mandate.kind == MandateKind.PLT and mandate.ends_on - mandate.starts_on > LONGEST_PLT:
        raise ValidationError(
            {
                "ends_on": "Plt. paling lama tiga bulan dan diperpanjang dengan surat baru "
                "(SE Kepala BKN 2/SE/VII/2019)."
            }
        )


def refuse_account_over_mandates(user: User) -> None:
    """Refuse a change of role or office that would clash with what the account acts in."""
    today = timezone.localdate()
    running = Mandate.objects.filter(acting=user.pk, ends_on__gte=today, revoked_at=None)
    for mandate in running.select_related("office").order_by("pk"):
        role = Role(mandate.role)
        if (user.role, user.office_id) == (role, mandate.office_id):
            raise ValidationError(
                {
                    "role": f"Akhiri dahulu mandatnya sebagai {mandate}: jabatan itu menjadi miliknya."
                }
            )
        if why := clash(Role(user.role), role):
            raise ValidationError(
                {
                    "role": f"Akun ini bertugas sebagai {mandate} sampai {mandate.ends_on:%d-%m-%Y}: {why}."
                }
            )
