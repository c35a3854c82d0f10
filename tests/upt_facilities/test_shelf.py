"""What is kept of the facilities between requests is never older than the database."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.models import F, ForeignKey
from django.utils import timezone

from ppks_service.accounts.models import Office
from ppks_service.areas.models import Area
from tests.databases import may_pass_triggers
from tests.factories import a_facility, a_hold, a_place, a_stay, a_user, a_ward, an_area
from upt_facilities.models import (
    CriteriaVersion,
    Criterion,
    Edition,
    Facility,
    Occupancy,
    OccupancyKind,
    Place,
    RequiredPaper,
    Ward,
)
from upt_facilities.rooms import rooms_of, rooms_on
from upt_facilities.shelf import shelf_now

pytestmark = pytest.mark.django_db


def stamp():
    return Edition.objects.get().stamp


def a_rule(facility):
    return Criterion.objects.create(
        facility=facility, fact="age", operator="at_least", value=60, severity="must", text="Lansia"
    )


def test_it_is_read_once_and_asked_for_by_one_query(django_assert_num_queries):
    a_facility(places=2)
    first = shelf_now()

    with django_assert_num_queries(1):
        assert shelf_now() is first


MAKERS = {
    Area: lambda facility: an_area("12.77", "Kabupaten Contoh"),
    Facility: lambda facility: a_facility(),
    Ward: lambda facility: a_ward(facility, places=0),
    Place: lambda facility: a_place(facility.wards.get()),
    Criterion: a_rule,
    RequiredPaper: lambda facility: RequiredPaper.objects.create(
        facility=facility, kind="health", severity="must"
    ),
    CriteriaVersion: lambda facility: CriteriaVersion.objects.create(
        facility=facility, number=1, made_by=a_user()
    ),
    Office: lambda facility: Office.objects.create(name="Contoh", short_name="C", kind="other"),
}


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_every_change_of_what_it_holds_makes_the_stamp_anew(model):
    facility = a_facility(places=1)
    seen = [stamp()]

    made = MAKERS[model](facility)
    seen.append(stamp())
    name = next(f.name for f in model._meta.concrete_fields if not f.primary_key)
    model.objects.filter(pk=made.pk).update(**{name: F(name)})
    seen.append(stamp())
    model.objects.filter(pk=made.pk).delete()
    seen.append(stamp())

    assert len(set(seen)) == 4


def test_the_stamp_is_made_anew_where_the_triggers_of_the_session_rest():
    if not may_pass_triggers():
        pytest.skip("the server does not let this role pass triggers")
    before = stamp()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE upt_facilities_ward SET name = name")

    assert stamp() != before


def test_what_hangs_on_it_is_stamped_too():
    """A key that is followed once stays with the shared object: what it leads to must count as well."""
    shared = {Facility, Ward, Criterion, RequiredPaper, Office, Area, CriteriaVersion}
    reached = {
        field.related_model
        for model in shared - {CriteriaVersion}
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
    }

    assert reached <= shared


def test_a_change_is_seen_at_once_and_one_taken_back_is_not():
    facility = a_facility(places=1, name="UPT Lama")
    assert [f.name for f in shelf_now().facilities] == ["UPT Lama"]

    with transaction.atomic():
        Facility.objects.filter(pk=facility.pk).update(name="UPT Ditarik")
        assert [f.name for f in shelf_now().facilities] == ["UPT Ditarik"]
        transaction.set_rollback(True)
    assert [f.name for f in shelf_now().facilities] == ["UPT Lama"]

    Facility.objects.filter(pk=facility.pk).update(name="UPT Baru")
    assert [f.name for f in shelf_now().facilities] == ["UPT Baru"]


def test_without_a_stamp_nothing_is_kept():
    a_facility(places=1)
    Edition.objects.all().delete()

    assert shelf_now() is not shelf_now()


def test_a_rule_counts_from_its_day(monkeypatch):
    facility = a_facility()
    old = a_rule(facility)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    version = CriteriaVersion.objects.create(facility=facility, number=1, made_by=a_user())
    new = Criterion.objects.create(
        facility=facility,
        version=version,
        fact="age",
        operator="at_least",
        value=55,
        severity="must",
        text="Lansia",
    )
    CriteriaVersion.objects.filter(pk=version.pk).update(
        published_at=timezone.now(), published_by=a_user(), valid_from=tomorrow, basis="Nota"
    )

    assert shelf_now().rulebook.criteria[facility.pk] == [old]
    monkeypatch.setattr(timezone, "localdate", lambda *moment: tomorrow)
    assert shelf_now().rulebook.criteria[facility.pk] == [new]


def test_it_counts_rooms_as_the_places_themselves_do():
    facility, other = a_facility(places=5), a_facility(places=2)
    ward = facility.wards.get()
    first, second, third, fourth, _ = ward.places.order_by("order")
    a_hold(first)
    a_stay(place=second)
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    Occupancy.objects.create(
        place=third,
        kind=OccupancyKind.BLOCKED,
        period=(long_ago, None),
        reason="Atap bocor",
        made_by=a_user(),
    )
    a_hold(fourth, period=(long_ago, long_ago + dt.timedelta(hours=48)))
    a_stay(place=a_place(ward, is_extra=True))
    a_place(ward, is_extra=True)
    a_stay(place=a_place(ward, is_in_use=False))

    counted, kept = rooms_of([facility, other]), rooms_on(shelf_now())

    assert counted.of(facility).free == 2
    for one in (facility, other):
        assert kept.of(one) == counted.of(one)
        assert kept.of_ward(one.wards.get()) == counted.of_ward(one.wards.get())
