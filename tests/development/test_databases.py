"""The databases of the tests themselves."""

import pytest
from django.db import IntegrityError, connection, transaction

from ppks_service.journal.actions import record
from ppks_service.journal.models import Entry
from tests import databases
from tests.factories import a_case, a_referral, a_user


@pytest.mark.django_db(transaction=True)
def test_every_table_is_empty_after_a_test_that_commits_and_the_triggers_stand_again():
    record(actor=a_user(), action="referral.draft", subject=a_referral())
    assert databases.may_pass_triggers()

    databases.empty_tables()

    tables = set(connection.introspection.django_table_names()) - databases.KEPT
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table
    record(actor=a_user(), action="case.edit", subject=a_case())
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Entry.objects.all().delete()


def test_another_migration_asks_for_another_database(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    migration = tmp_path / "intake" / "migrations" / "0001_tables.py"
    others = [tmp_path / "ppks_service" / "triggers.py", tmp_path / "requirements.lock"]
    for path in (migration, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("as it was")
    before = databases.digest_of_migrations()
    assert databases.digest_of_migrations() == before

    migration.write_text("changed")

    assert databases.digest_of_migrations() != before
