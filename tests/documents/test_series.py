"""How papers made by code are numbered: changed in pages, from the next number on, without a gap."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from ppks_service.accounts.roles import Role
from ppks_service.documents import actions_kinds as actions
from ppks_service.documents import reference
from ppks_service.documents.actions import issue, signer_of
from ppks_service.documents.models import IssuedDocument, LetterKind, NumberSeries
from ppks_service.journal.models import Entry
from ppks_service.workflow import Refused
from tests.factories import a_user

YEAR = timezone.localdate().year
MINUTES = {
    "template": "{klasifikasi}/{urut}/{unit}/{tahun}",
    "classification": "400.9",
    "unit_code": "REHSOS-BAR",
}


@pytest.fixture
def admin(db):
    return a_user(Role.DATA_ADMIN)


@pytest.fixture
def series(db):
    reference.load()
    return NumberSeries.objects.get(kind=LetterKind.RAID_MINUTES)


def a_paper(kind: str, by) -> str:
    said = {"signer": signer_of(by), "copies": []}
    return issue(kind, "documents/base.html", said, title="Contoh", subject=by, by=by).number


def changed(series, by, **fields):
    for name, value in fields.items():
        setattr(series, name, value)
    return actions.set_series(series, by=by)


def test_pattern_is_looked_at_then_saved_and_holds_from_the_next_number_on(as_user, admin, series):
    client, page = as_user(admin), reverse("documents:series", args=[series.kind])
    assert a_paper(series.kind, admin) == f"400.9/001/REHSOS-BAR/{YEAR}"
    typed = MINUTES | {"template": "{urut}/{unit}/{klasifikasi}/{tahun}", "unit_code": "SATGAS"}

    looked = client.post(page, typed | {"act": "look"}).content.decode()
    assert f"002/SATGAS/400.9/{YEAR}" in looked
    assert not Entry.objects.filter(action="number_series.set").exists()
    assert f"400.9/002/REHSOS-BAR/{YEAR}" in client.get(page).content.decode()
    assert client.post(page, typed | {"act": "save"}).status_code == 302

    assert a_paper(series.kind, admin) == f"002/SATGAS/400.9/{YEAR}"
    numbers = IssuedDocument.objects.order_by("serial").values_list("serial", "number")
    assert numbers[0] == (1, f"400.9/001/REHSOS-BAR/{YEAR}")
    assert [serial for serial, _ in numbers] == [1, 2]
    entry = Entry.objects.get(action="number_series.set")
    assert entry.data["before"] == MINUTES
    assert entry.data["after"]["unit_code"] == "SATGAS"
    shown = client.get(page).content.decode()
    assert f"003/SATGAS/400.9/{YEAR}" in shown
    assert f"berlaku mulai 002/SATGAS/400.9/{YEAR}" in shown


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"template": "{urut}/{bulan}/{tahun}"}, "template", "{bulan} tidak dikenal"),
        ({"template": "{urut}/{unit}"}, "template", "{tahun} tepat satu kali"),
        ({"template": "{urut}/{unit}-{tahun}"}, "template", "Bagian ke-2, “{unit}-{tahun}”"),
        (
            {"template": "{urut}/{unit}/{tahun}/" + "A" * 50, "unit_code": "A" * 30},
            "template",
            "menjadi 93 huruf; paling panjang 80",
        ),
        ({"classification": "463"}, "classification", "83/2022"),
        ({"unit_code": "rehsos"}, "unit_code", "huruf besar"),
        (
            {"template": "{klasifikasi}/{urut}/REHSOS-LAP/{tahun}", "unit_code": "LAIN"},
            "__all__",
            "sudah dipakai jenis surat lain",
        ),
        ({"unit_code": "REHSOS-LAP"}, "__all__", "sudah dipakai jenis surat lain. Pakai kode unit"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_part(
    as_user, admin, series, typed, field, sentence
):
    page = reverse("documents:series", args=[series.kind])
    for act in ("look", "save"):
        answer = as_user(admin).post(page, MINUTES | typed | {"act": act})
        assert sentence in " ".join(answer.context["form"].errors[field])
    assert NumberSeries.objects.filter(pk=series.pk, **MINUTES).exists()


def test_numbers_that_another_kind_gave_before_are_not_given_again(admin, series):
    report = NumberSeries.objects.get(kind=LetterKind.MONTHLY_REPORT)
    given = a_paper(report.kind, admin)
    changed(report, admin, unit_code="REHSOS-EVAL")

    with pytest.raises(ValidationError, match="sudah dipakai Laporan evaluasi bulanan"):
        changed(series, admin, unit_code="REHSOS-LAP")
    assert IssuedDocument.objects.get().number == given
    changed(report, admin, unit_code="REHSOS-LAP")  # its own may come back


def test_kind_with_versions_is_numbered_by_them_and_only_admin_data_numbers(as_user, admin, series):
    worded = NumberSeries.objects.get(kind=LetterKind.REFERRAL)

    with pytest.raises(Refused, match="versi barunya"):
        changed(worded, admin, unit_code="LAIN")
    with pytest.raises(PermissionDenied, match="admin data"):
        changed(series, a_user(Role.SECTION_HEAD), unit_code="LAIN")
    assert as_user(admin).get(reverse("documents:series", args=["referral"])).status_code == 404
    page = as_user(admin).get(reverse("documents:kinds")).content.decode()
    assert reverse("documents:series", args=[series.kind]) in page
    assert f"400.9/001/REHSOS-BAR/{YEAR}" in page
