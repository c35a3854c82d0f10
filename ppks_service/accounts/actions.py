"""All that changes an account, and the journal's lines of who came in and who did not."""

import datetime as dt
import secrets

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from ppks_service.accounts import permissions
from ppks_service.accounts.actions_mandates import refuse_account_over_mandates
from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.accounts.roles import FACILITY_ROLES, Role
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.journal.models import Entry

# Letters and digits that nobody takes for another when they are read aloud.
SPEAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"
# What an administrator changes of an account; the rest belongs to its owner.
MAINTAINED = ["full_name", "role", "office", "nip", "rank", "position", "is_active"]
SECTION_ROLES = frozenset({Role.SOCIAL_WORKER, Role.SECTION_HEAD, Role.REGISTRAR})
FACILITY_KINDS = frozenset(
    {OfficeKind.UPT, OfficeKind.HOSPITAL, OfficeKind.AGENCY, OfficeKind.CITY_DEPARTMENT}
)


# --- Coming in and going out ---------------------------------------------------------------------


def signed_in(user: User, *, with_code: bool) -> None:
    record(
        actor=user,
        action="account.sign_in",
        subject=user,
        note="Masuk dengan kode." if with_code else "Masuk.",
    )


def signed_out(user: User) -> None:
    record(actor=user, action="account.sign_out", subject=user, note="Keluar.")


def sign_in_failed(username: str, *, locked: bool) -> None:
    """Write down a refused sign-in: of which account where there is one, never what was typed.

    While an account is locked only the first refusal is written: a machine that goes on trying
    cannot fill the journal.
    """
    user = User.objects.filter(username=username).first() or User(pk=0)
    action = "account.locked" if locked else "account.sign_in_failed"
    since = timezone.now() - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    if locked and Entry.objects.of_subject(user).filter(action=action, at__gte=since):
        return
    note = "Masuk ditolak: terlalu banyak percobaan." if locked else "Masuk ditolak."
    record(actor=None, action=action, subject=user, note=note)


def code_refused(user: User) -> None:
    record(
        actor=None, action="account.code_refused", subject=user, note="Kode autentikator ditolak."
    )


# --- One's own password and code -----------------------------------------------------------------


@transaction.atomic
def change_password(user: User, *, by: User, password: str) -> User:
    """Set the user's own new password; a form has checked its strength and the old one."""
    if user.pk != by.pk:
        raise PermissionDenied("Kata sandi hanya diganti oleh pemilik akun.")
    _set_password(user, password, must_change=False)
    record(actor=by, action="account.password_change", subject=user, note="Kata sandi diganti.")
    return user


@transaction.atomic
def choose_mail(user: User, *, by: User) -> User:
    """Save where and when the user wants to be told by mail, as a form filled it."""
    if user.pk != by.pk:
        raise PermissionDenied("Pemberitahuan hanya diatur oleh pemilik akun.")
    user.full_clean(exclude=["password"])
    user.save(update_fields=["email", "digest"])
    record(
        actor=by,
        action="account.mail",
        subject=user,
        note=f"Pemberitahuan: {in_sentence(user.get_digest_display())}.",
    )
    return user


@transaction.atomic
def begin_code(user: User) -> TOTPDevice:
    """A fresh device to be confirmed by its first code; what was begun before is dropped."""
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        raise ValidationError("Kode autentikator sudah terpasang. Matikan dahulu untuk mengganti.")
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="aplikasi autentikator", confirmed=False)


@transaction.atomic
def confirm_code(user: User, *, code: str) -> TOTPDevice | None:
    """Put the begun device into use when ``code`` comes from it; None when it does not."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(code):
        return None
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    record(actor=user, action="account.code_on", subject=user, note="Kode autentikator dipasang.")
    return device


@transaction.atomic
def switch_code_off(user: User, *, code: str) -> bool:
    """Remove the device when ``code`` comes from it."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None or not device.verify_token(code):
        return False
    device.delete()
    record(actor=user, action="account.code_off", subject=user, note="Kode autentikator dimatikan.")
    return True


# --- Accounts of others, offices -----------------------------------------------------------------


@transaction.atomic
def create_user(user: User, *, by: User | None, password: str = "") -> str:
    """Save a new account and give its password back, to be shown once.

    Without ``password`` one is made up that the user must change at once. ``by`` is None only for
    the first account of an installation and for demo accounts.
    """
    if by is not None:
        permissions.maintain_account.check(by, user)
    check_office(user)
    shown = password or temporary_password()
    _mark_password(user, shown, must_change=not password)
    user.full_clean()
    user.save(force_insert=True)
    record(
        actor=by,
        action="account.create",
        subject=user,
        note=f"Akun dibuat sebagai {in_sentence(Role(user.role).label)}.",
    )
    return shown


@transaction.atomic
def speaking_account(office: Office, *, by: User) -> User:
    """The account in whose name ``office`` answers without signing in: no password opens it.

    One an office, made when first needed; ``by`` sends the link through which it speaks.
    """
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    username = f"tautan-{office.pk}"
    if found := User.objects.filter(username=username).first():
        return found
    account = User(
        username=username,
        full_name=f"{office.short_name} lewat tautan"[:120],
        role=Role.PARTNER,
        office=office,
        is_active=False,
    )
    account.set_unusable_password()
    check_office(account)
    account.full_clean()
    account.save(force_insert=True)
    record(
        actor=by,
        action="account.create",
        subject=account,
        note=f"Akun tautan {office.short_name} dibuat; tidak dapat dipakai masuk.",
    )
    return account


@transaction.atomic
def edit_user(user: User, *, by: User) -> User:
    """Save an account as a form changed it; the journal keeps which columns and the role's change."""
    permissions.maintain_account.check(by, user)
    locked = User.objects.select_for_update(of=("self",), no_key=True).select_related("office")
    stored = locked.get(pk=user.pk)
    check_office(user)
    refuse_account_over_mandates(user)
    user.full_clean(exclude=["password"])
    changed = [name for name in MAINTAINED if getattr(stored, name) != getattr(user, name)]
    user.save(update_fields=MAINTAINED)
    record(
        actor=by,
        action="account.edit",
        subject=user,
        note=_what_changed(stored, user),
        changed=changed,
    )
    return user


@transaction.atomic
def reset_password(user: User, *, by: User) -> str:
    """Give the account a temporary password, to be shown once and changed at the next sign-in."""
    permissions.maintain_account.check(by, user)
    password = temporary_password()
    _set_password(user, password, must_change=True)
    record(actor=by, action="account.password_reset", subject=user, note="Kata sandi diatur ulang.")
    return password


@transaction.atomic
def remove_code(user: User, *, by: User) -> None:
    """Take the code off the account of somebody who lost the telephone."""
    permissions.maintain_account.check(by, user)
    TOTPDevice.objects.filter(user=user).delete()
    record(actor=by, action="account.code_removed", subject=user, note="Kode autentikator dilepas.")


@transaction.atomic
def save_office(office: Office, *, by: User) -> Office:
    """Save a new office or a changed one."""
    permissions.maintain_offices.check(by, office)
    office.full_clean()
    _refuse_a_ring(office)
    is_new = office.pk is None
    office.save()
    record(
        actor=by,
        action="office.create" if is_new else "office.edit",
        subject=office,
        note=f"Kantor {office.short_name} {'dibuat' if is_new else 'diubah'}.",
    )
    return office


# --- Rules of an account -------------------------------------------------------------------------


def check_office(user: User) -> None:
    """Refuse an office in which the role would see nothing: a role's sight is bounded by its office."""
    kind, role = OfficeKind(user.office.kind), Role(user.role)
    if role in SECTION_ROLES and kind != OfficeKind.SECTION:
        raise ValidationError({"office": f"{role.label} bekerja di sebuah seksi. Pilih seksinya."})
    if role == Role.DIVISION_HEAD and kind != OfficeKind.DIVISION:
        raise ValidationError(
            {"office": "Kepala bidang bekerja di sebuah bidang. Pilih bidangnya."}
        )
    if role in FACILITY_ROLES and kind not in FACILITY_KINDS:
        raise ValidationError(
            {"office": f"{role.label} bekerja di UPT, rumah sakit, atau perangkat daerah."}
        )


def temporary_password() -> str:
    """Fourteen signs in three groups, easy to read aloud, about 59 bits."""
    groups = ("".join(secrets.choice(SPEAKABLE) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def _mark_password(user: User, password: str, *, must_change: bool) -> None:
    user.set_password(password)
    user.must_change_password = must_change
    user.password_changed_at = timezone.now()


def _set_password(user: User, password: str, *, must_change: bool) -> None:
    _mark_password(user, password, must_change=must_change)
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])


def _what_changed(stored: User, user: User) -> str:
    parts = []
    if stored.role != user.role:
        parts.append(f"Peran: {Role(stored.role).label} → {Role(user.role).label}.")
    if stored.office_id != user.office_id:
        parts.append(f"Kantor: {stored.office.short_name} → {user.office.short_name}.")
    if stored.is_active != user.is_active:
        parts.append("Akun diaktifkan." if user.is_active else "Akun dinonaktifkan.")
    return " ".join(parts) or "Data akun diubah."


def _refuse_a_ring(office: Office) -> None:
    above, seen = office.parent, set()
    while above is not None and above.pk not in seen:
        if above.pk == office.pk:
            raise ValidationError({"parent": "Kantor ini sudah berada di atas induk yang dipilih."})
        seen.add(above.pk)
        above = above.parent
