"""Accounts of others, and the offices they work in."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from ppks_service.accounts import actions
from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import a_section, a_user, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return a_user(Role.DATA_ADMIN)


def filled(office, **changes):
    return {
        "username": "ratna.contoh",
        "full_name": "Ratna Contoh",
        "role": Role.SOCIAL_WORKER,
        "office": office.pk,
        "nip": "",
        "position": "Pekerja sosial",
        "rank": "",
        "is_active": "on",
    } | changes


def test_new_account_shows_its_password_once_and_must_change_it(as_user, admin, client):
    office = a_section()

    response = as_user(admin).post("/akun/pengguna/baru/", filled(office))

    user = User.objects.get(username="ratna.contoh")
    password = response.context["password"]
    assert password in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert user.check_password(password)
    assert user.must_change_password
    assert len(password) >= 12
    entry = Entry.objects.get(action="account.create")
    assert entry.actor == admin
    assert password not in f"{entry.note}{entry.data}"


@pytest.mark.parametrize(
    ("role", "kind", "sentence"),
    [
        (Role.SECTION_HEAD, OfficeKind.UPT, "bekerja di sebuah seksi"),
        (Role.DIVISION_HEAD, OfficeKind.SECTION, "bekerja di sebuah bidang"),
        (Role.FACILITY_OFFICER, OfficeKind.SECTION, "bekerja di UPT"),
    ],
)
def test_account_in_an_office_where_it_would_see_nothing_is_refused(
    as_user, admin, role, kind, sentence
):
    response = as_user(admin).post("/akun/pengguna/baru/", filled(an_office(kind), role=role))

    assert sentence in response.content.decode()
    assert not User.objects.filter(username="ratna.contoh").exists()


def test_name_to_sign_in_with_is_given_once(as_user, admin):
    existing = a_user(username="sudah.ada")

    response = as_user(admin).post(
        "/akun/pengguna/baru/", filled(a_section(), username=existing.username)
    )

    assert "sudah dipakai" in response.content.decode()


def test_edit_says_in_the_journal_what_changed(as_user, admin):
    section = a_section()
    user = a_user(Role.SOCIAL_WORKER, office=section)

    as_user(admin).post(
        f"/akun/pengguna/{user.pk}/",
        filled(section, full_name=user.full_name, role=Role.SECTION_HEAD),
    )

    user.refresh_from_db()
    assert user.role == Role.SECTION_HEAD
    entry = Entry.objects.get(action="account.edit")
    assert entry.note == "Peran: Pekerja sosial → Kepala seksi."
    assert set(entry.data["changed"]) == {"role", "position"}


def test_edit_leaves_password_and_name_to_sign_in_alone(as_user, admin):
    user = a_user(Role.SOCIAL_WORKER)
    before = user.password

    as_user(admin).post(f"/akun/pengguna/{user.pk}/", filled(user.office, username="lain"))

    user.refresh_from_db()
    assert (user.password, user.username) == (before, user.username)
    assert user.username != "lain"


def test_nobody_changes_their_own_account(as_user, admin):
    before = admin.full_name

    page = as_user(admin).get(f"/akun/pengguna/{admin.pk}/")
    posted = as_user(admin).post(
        f"/akun/pengguna/{admin.pk}/", filled(admin.office, role=Role.SECTION_HEAD)
    )

    assert "akun Anda sendiri" in page.content.decode()
    assert posted.status_code == 200
    admin.refresh_from_db()
    assert (admin.role, admin.full_name) == (Role.DATA_ADMIN, before)
    with pytest.raises(PermissionDenied):
        actions.edit_user(admin, by=admin)
    with pytest.raises(PermissionDenied):
        actions.reset_password(admin, by=admin)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DATA_ADMIN])
def test_actions_refuse_who_does_not_maintain_accounts(role):
    user, other = a_user(role), a_user()

    with pytest.raises(PermissionDenied):
        actions.edit_user(other, by=user)
    with pytest.raises(PermissionDenied):
        actions.reset_password(other, by=user)
    with pytest.raises(PermissionDenied):
        actions.save_office(other.office, by=user)


def test_reset_gives_a_password_that_must_be_changed(as_user, admin):
    user = a_user()

    response = as_user(admin).post(f"/akun/pengguna/{user.pk}/sandi/")

    user.refresh_from_db()
    assert user.check_password(response.context["password"])
    assert user.must_change_password
    assert Entry.objects.get(action="account.password_reset").actor == admin


def test_reset_passwords_differ():
    assert len({actions.temporary_password() for _ in range(50)}) == 50


def test_lost_telephone_is_taken_off(as_user, admin):
    user = a_user()
    TOTPDevice.objects.create(user=user, name="hilang")

    as_user(admin).post(f"/akun/pengguna/{user.pk}/kode/")

    assert not TOTPDevice.objects.filter(user=user).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_row_and_three(as_user, admin, django_assert_num_queries, rows):
    for _ in range(rows - 1):
        a_user()
    client = as_user(admin)

    with django_assert_num_queries(8):
        response = client.get("/akun/pengguna/")

    assert len(response.context["page"]) == rows


def test_list_finds_by_words_role_and_office(as_user, admin):
    wanted = a_user(Role.REGISTRAR, full_name="Lamria Contoh")
    a_user(Role.REGISTRAR)
    a_user(full_name="Lamria Lain")

    response = as_user(admin).get(
        f"/akun/pengguna/?q=lamria&role=registrar&office={wanted.office_id}"
    )

    assert list(response.context["page"]) == [wanted]


def test_office_is_made_and_changed(as_user, admin):
    parent = an_office(OfficeKind.DIVISION)
    data = {
        "name": "Seksi contoh",
        "short_name": "Seksi",
        "kind": OfficeKind.SECTION,
        "parent": parent.pk,
        "is_active": "on",
    }
    client = as_user(admin)

    client.post("/akun/kantor/baru/", data)
    office = Office.objects.get(name="Seksi contoh")
    client.post(f"/akun/kantor/{office.pk}/", data | {"short_name": "Seksi baru"})

    office.refresh_from_db()
    assert office.short_name == "Seksi baru"
    assert office.parent == parent
    assert Entry.objects.filter(action__in=["office.create", "office.edit"]).count() == 2


def test_offices_do_not_form_a_ring(admin):
    upper = an_office(OfficeKind.DIVISION)
    lower = an_office(OfficeKind.SECTION, parent=upper)
    upper.parent = lower

    with pytest.raises(ValidationError, match="sudah berada di atas"):
        actions.save_office(upper, by=admin)


def test_office_is_not_its_own_parent_whoever_writes():
    office = an_office()
    with pytest.raises(IntegrityError, match="office_not_its_own_parent"), transaction.atomic():
        Office.objects.filter(pk=office.pk).update(parent=office)


@pytest.mark.parametrize(("column", "value"), [("role", "kaisar"), ("nip", "12345")])
def test_unknown_role_and_short_nip_are_refused_whoever_writes(column, value):
    user = a_user()
    with pytest.raises(IntegrityError, match=f"user_{column}"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(**{column: value})


def test_first_admin_is_made_by_a_command(capsys):
    with pytest.raises(CommandError, match="reference_data"):
        call_command("create_admin", "admin.pertama", "Admin Pertama")
    an_office(OfficeKind.DEPARTMENT)

    call_command("create_admin", "admin.pertama", "Admin Pertama")

    user = User.objects.get(username="admin.pertama")
    password = capsys.readouterr().out.split()[1]
    assert user.role == Role.DATA_ADMIN
    assert user.check_password(password)
    assert user.must_change_password
