"""What is over is deleted by itself, with a proof; what still waits for somebody never is."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake.models import Case, Encounter, Import, ImportRow, PaperSheet, Person, SyncItem
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import StoredFile
from ppks_service.privacy.models import Deletion
from ppks_service.privacy.policy import policy
from ppks_service.privacy.retention import delete_what_is_over
from tests.factories import a_raid, a_section, a_user, an_encounter
from tests.field.phones import Phone, a_jpeg, post
from tests.intake.registers import row, small_register
from tests.intake.test_imports import accepted, taken_in
from tests.intake.test_sheets import a_sheet
from tests.intake.test_sheets import actions as sheets

pytestmark = pytest.mark.django_db

LONG_AGO = dt.timedelta(days=366 + 2)


def aged(queryset, column):
    """The rows as if they were from before the period of a year."""
    queryset.update(**{column: timezone.now() - LONG_AGO})


@pytest.fixture
def officer():
    return a_user(Role.FIELD_OFFICER)


def test_receipts_go_and_the_people_and_photos_they_brought_stay(as_user, officer):
    raid = a_raid(by=officer)
    person = an_encounter(raid=raid, by=officer)
    phone, client = Phone(raid), as_user(officer)
    photo = phone.item("photo.attach", person.client_uuid)
    post(client, phone.person(), photo, photos={photo["uuid"]: a_jpeg()})
    aged(SyncItem.objects.all(), "received_at")
    young = phone.person()
    post(client, young)

    delete_what_is_over()

    assert [str(item.uuid) for item in SyncItem.objects.all()] == [young["uuid"]]
    assert Encounter.objects.count() == 3
    person.refresh_from_db()
    assert person.photo is not None


def test_item_that_waits_for_its_raid_stays_whatever_its_age(as_user, officer):
    waiting = Phone().person(raid="7b1c6c1e-54cc-4a0a-9a80-111111111111")
    post(as_user(officer), waiting)
    aged(SyncItem.objects.all(), "received_at")

    delete_what_is_over()

    assert SyncItem.objects.get().payload is not None
    assert not Deletion.objects.exists()


def test_settled_sheets_go_with_their_photo_and_waiting_ones_stay(officer):
    raid = a_raid(by=officer)
    gone, waiting = a_sheet(raid, officer), a_sheet(raid, officer)
    sheets.discard_sheet(gone, by=officer, reason="Foto ganda")
    aged(PaperSheet.objects.filter(pk=gone.pk), "settled_at")
    aged(PaperSheet.objects.all(), "uploaded_at")

    delete_what_is_over()

    assert list(PaperSheet.objects.all()) == [waiting]
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [waiting.photo_id]
    assert Deletion.objects.get().rows == 2  # the sheet and its photo


def test_register_goes_and_what_was_taken_over_from_it_stays():
    worker = a_user(Role.SOCIAL_WORKER, office=a_section())
    source = accepted(taken_in(worker, small_register(row("Marlan Soerya"))), worker)
    aged(Import.objects.filter(pk=source.pk), "uploaded_at")

    call_command("nightly", verbosity=0)

    assert (Import.objects.count(), ImportRow.objects.count()) == (0, 0)
    assert not StoredFile.objects.exists()
    assert (Person.objects.count(), Case.objects.count()) == (1, 1)
    assert Deletion.objects.get().retention == "import"


@pytest.mark.parametrize(
    "change",
    [
        lambda proof: Deletion.objects.filter(pk=proof.pk).update(rows=1),
        lambda proof: Deletion.objects.filter(pk=proof.pk).delete(),
    ],
)
def test_proof_of_a_deletion_is_permanent(change):
    proof = Deletion.objects.create(retention="field", before=timezone.now(), rows=3)

    with pytest.raises(IntegrityError, match="never changed or removed"), transaction.atomic():
        change(proof)


def test_page_tells_every_period_and_what_went(as_user):
    Deletion.objects.create(retention="field", before=timezone.now(), rows=1204)

    page = as_user(a_user(Role.AUDITOR)).get(reverse("privacy:retention")).content.decode()

    assert all(period.name in page for period in policy().retentions.values())
    assert "1.204 baris" in page
    assert page.count("Otomatis tiap malam") == 3
    assert page.count("Menunggu persetujuan") == 5
