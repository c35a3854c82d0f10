"""Acting heads: by a letter, one at a time, never over oneself, never with a role that clashes."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ppks_service.accounts import actions, actions_mandates
from ppks_service.accounts.models import Mandate, OfficeKind, User
from ppks_service.accounts.roles import INCOMPATIBLE, ROLE_CAPABILITIES, Capability, Role, clash
from ppks_service.development.demo.clock import at
from ppks_service.journal.models import Entry
from tests.factories import a_mandate, a_section, a_user, an_office

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


@pytest.fixture
def admin():
    return a_user(Role.DATA_ADMIN)


def an_unsaved(head, acting, **fields):
    values = {
        "kind": "plh",
        "role": Role.SECTION_HEAD,
        "office": head.office,
        "title": "Kepala Seksi Contoh",
        "stands_in_for": head,
        "acting": acting,
        "starts_on": TODAY(),
        "ends_on": TODAY() + 2 * DAY,
        "letter_number": "821/0099/CONTOH",
        "letter_on": TODAY(),
        "reason": "dinas luar",
    }
    return Mandate(**values | fields)


def test_acting_head_may_decide_in_that_section_and_no_other(section, head, admin):
    acting = a_user(Role.SOCIAL_WORKER, office=section)

    actions_mandates.record_mandate(an_unsaved(head, acting), by=admin)

    acting = User.objects.get(pk=acting.pk)
    post = acting.post_for(Capability.DECIDE, section.pk)
    assert post.in_words == "Plh. Kepala Seksi Contoh"
    assert acting.acting_in_words == "Plh. Kepala Seksi Contoh"
    assert acting.offices_for(Capability.DECIDE) == [section.pk]
    assert acting.post_for(Capability.DECIDE, a_section().pk) is None
    note = Entry.objects.get(action="mandate.record").note
    assert "821/0099/CONTOH" in note


@pytest.mark.parametrize("fetched", [True, False], ids=["with the account", "asked apart"])
@pytest.mark.parametrize(
    ("starts", "ends", "acts"), [(-2, -1, False), (-1, 0, True), (0, 1, True), (1, 2, False)]
)
def test_mandate_begins_and_ends_by_itself(section, head, fetched, starts, ends, acts):
    acting = a_user(Role.SOCIAL_WORKER, office=section)
    a_mandate(head, acting, starts_on=TODAY() + starts * DAY, ends_on=TODAY() + ends * DAY)

    user = User.objects.get(pk=acting.pk) if fetched else acting

    assert user.has(Capability.DECIDE) is acts


def test_query_that_was_written_down_earlier_asks_for_the_day_on_which_it_is_sent(section, head):
    acting = a_user(Role.SOCIAL_WORKER, office=section)
    a_mandate(head, acting, ends_on=TODAY())
    written_down = User.objects.filter(
        pk=acting.pk
    )  # as a form keeps it for as long as a server runs

    assert written_down.get().has(Capability.DECIDE)
    with at(timezone.now() + DAY):
        assert not written_down.get().has(Capability.DECIDE)


def test_revoked_mandate_ends_at_once(section, head, admin):
    acting = a_user(Role.SOCIAL_WORKER, office=section)
    mandate = a_mandate(head, acting)

    with pytest.raises(ValidationError, match="mengapa mandat diakhiri"):
        actions_mandates.revoke_mandate(mandate, by=admin, reason=" ")
    actions_mandates.revoke_mandate(mandate, by=admin, reason="Pejabat sudah kembali")

    assert not User.objects.get(pk=acting.pk).has(Capability.DECIDE)
    with pytest.raises(ValidationError, match="sudah berakhir"):
        actions_mandates.revoke_mandate(mandate, by=admin, reason="Lagi")


def test_two_never_act_in_one_post_on_one_day(section, head, admin):
    a_mandate(head, a_user(Role.SOCIAL_WORKER, office=section))
    second = an_unsaved(
        head, a_user(Role.SOCIAL_WORKER, office=section), starts_on=TODAY() + 2 * DAY,
        ends_on=TODAY() + 4 * DAY,
    )  # fmt: skip

    with pytest.raises(ValidationError, match="sudah punya pengganti"):
        actions_mandates.record_mandate(second, by=admin)
    second.recorded_by = admin
    with pytest.raises(IntegrityError, match="mandate_one_per_post"), transaction.atomic():
        second.save()


def test_post_is_free_again_after_a_revocation(section, head, admin):
    first = a_mandate(head, a_user(Role.SOCIAL_WORKER, office=section))
    actions_mandates.revoke_mandate(first, by=admin, reason="Salah orang")

    again = an_unsaved(head, a_user(Role.SOCIAL_WORKER, office=section))

    assert actions_mandates.record_mandate(again, by=admin).pk


def test_nobody_acts_over_themselves(head, admin):
    with pytest.raises(ValidationError, match="sudah memegang jabatan itu sendiri"):
        actions_mandates.record_mandate(an_unsaved(head, head), by=admin)
    with pytest.raises(IntegrityError, match="not_over_oneself"), transaction.atomic():
        a_mandate(head, head)


def test_nobody_records_their_own_mandate(section, head):
    admin = a_user(Role.DATA_ADMIN)

    with pytest.raises(PermissionDenied, match="untuk diri sendiri"):
        actions_mandates.record_mandate(an_unsaved(head, admin), by=admin)
    with pytest.raises(IntegrityError, match="recorded_by_another"), transaction.atomic():
        a_mandate(head, admin, recorded_by=admin)


@pytest.mark.parametrize(
    ("role", "why"),
    [
        (Role.DATA_ADMIN, "tidak membuka kasus"),
        (Role.AUDITOR, "tidak memegang peran yang diperiksanya"),
        (Role.FACILITY_OFFICER, "tidak mengajukan atau memutusnya"),
        (Role.PARTNER, "tidak mengajukan atau memutusnya"),
        (Role.REPORTING, "menutup laporan bulanan"),
    ],
)
def test_role_that_clashes_is_refused_with_the_sentence(head, admin, role, why):
    with pytest.raises(ValidationError, match=why):
        actions_mandates.record_mandate(an_unsaved(head, a_user(role)), by=admin)


def test_no_role_clashes_with_itself():
    assert {role: clash(role, role) for role in Role} == dict.fromkeys(Role, "")
    held = set().union(*ROLE_CAPABILITIES.values())
    assert all(left <= held and right <= held for left, right, _ in INCOMPATIBLE)


def test_role_is_that_of_the_stored_account_and_not_of_the_page(section, head, admin):
    acting = a_user(Role.SOCIAL_WORKER, office=section)
    User.objects.filter(pk=acting.pk).update(role=Role.AUDITOR)  # while the form was open

    with pytest.raises(ValidationError, match="tidak memegang peran yang diperiksanya"):
        actions_mandates.record_mandate(an_unsaved(head, acting), by=admin)


def test_plh_stands_in_for_the_one_who_holds_the_post(section, head, admin):
    acting = a_user(Role.SOCIAL_WORKER, office=section)

    with pytest.raises(ValidationError, match="menggantikan pejabat yang ada"):
        actions_mandates.record_mandate(an_unsaved(head, acting, stands_in_for=None), by=admin)
    other = a_user(Role.SECTION_HEAD)
    with pytest.raises(ValidationError, match="bukan pejabat jabatan itu"):
        actions_mandates.record_mandate(an_unsaved(head, acting, stands_in_for=other), by=admin)


def test_plt_runs_three_months_at_most_and_never_backwards(section, head, admin):
    acting = a_user(Role.SOCIAL_WORKER, office=section)
    plt = {"kind": "plt", "stands_in_for": None}
    far = TODAY() + dt.timedelta(days=93)
    past = {"starts_on": TODAY() - 3 * DAY, "ends_on": TODAY() - DAY}

    with pytest.raises(ValidationError, match="paling lama tiga bulan"):
        actions_mandates.record_mandate(an_unsaved(head, acting, ends_on=far, **plt), by=admin)
    with pytest.raises(ValidationError, match="tidak berlaku surut"):
        actions_mandates.record_mandate(an_unsaved(head, acting, **past, **plt), by=admin)

    assert str(actions_mandates.record_mandate(an_unsaved(head, acting, **plt), by=admin)) == (
        "Plt. Kepala Seksi Contoh"
    )


def test_account_that_acts_is_not_given_a_clashing_role(section, head, admin):
    acting = a_user(Role.SOCIAL_WORKER, office=section)
    a_mandate(head, acting)

    acting.role, acting.office = Role.FACILITY_OFFICER, an_office(OfficeKind.UPT)
    with pytest.raises(ValidationError, match=r"bertugas sebagai Plh\. Kepala Seksi Contoh"):
        actions.edit_user(acting, by=admin)
    acting.role, acting.office = Role.SECTION_HEAD, section
    with pytest.raises(ValidationError, match="Akhiri dahulu mandatnya"):
        actions.edit_user(acting, by=admin)


def test_database_keeps_a_mandate_as_recorded(head, section):
    a_mandate(head, a_user(Role.SOCIAL_WORKER, office=section))

    with pytest.raises(IntegrityError, match="stays as it was recorded"), transaction.atomic():
        Mandate.objects.update(ends_on=TODAY() + 30 * DAY)


def test_admin_records_and_ends_a_mandate_on_the_page(as_user, section, head, admin):
    acting = a_user(Role.SOCIAL_WORKER, office=section, full_name="Pengganti Contoh")
    client, url = as_user(admin), reverse("accounts:mandates")
    data = {
        "kind": "plh", "role": Role.SECTION_HEAD, "office": section.pk,
        "title": "Kepala Seksi Contoh", "stands_in_for": head.pk, "acting": acting.pk,
        "starts_on": TODAY().isoformat(), "ends_on": TODAY().isoformat(),
        "letter_number": "821/1", "letter_on": TODAY().isoformat(), "reason": "cuti",
    }  # fmt: skip

    assert (
        "tidak dapat merangkap" in client.post(url, data | {"acting": a_user(Role.AUDITOR).pk}).text
    )
    assert client.post(url, data).status_code == 302
    assert "Plh. Kepala Seksi Contoh" in client.get(url).text
    ended = reverse("accounts:mandate_revoke", args=[Mandate.objects.get().pk])
    page = client.post(ended, {"reason": "Pejabat kembali"}, follow=True).text

    assert "Pejabat kembali" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_mandates_costs_the_same_for_one_row_and_three(
    as_user, admin, django_assert_num_queries, rows
):
    for _ in range(rows):
        head = a_user(Role.SECTION_HEAD)
        a_mandate(head, a_user(Role.SOCIAL_WORKER, office=head.office))
    client = as_user(admin)

    with django_assert_num_queries(10):
        client.get(reverse("accounts:mandates"))
