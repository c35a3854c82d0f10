"""The large sets for measuring can be made: the smallest of them, all tables, every constraint on."""

from django.core.management import call_command
from django.db import connection

from intake.models import Case, Person
from ppks_service.development.demo.bulk import SCALES, fill
from upt_facilities.models import Facility


def test_smallest_set_is_made_and_leaves_the_tables_as_they_were(db):
    call_command("reference_data", verbosity=0)
    defaults = "SELECT count(*) FROM information_schema.columns WHERE column_default IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(defaults)
        before = cursor.fetchone()

        fill(SCALES["smallest"], say=lambda line: None)

        cursor.execute(defaults)
        assert cursor.fetchone() == before
    assert Person.objects.count() == 60
    assert Case.objects.count() == 90
    assert Facility.objects.count() == 100
    assert Facility.objects.filter(code__startswith="ukur-", criteria__isnull=True).count() == 0
