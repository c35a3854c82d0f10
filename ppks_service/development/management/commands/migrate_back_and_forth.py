"""``manage.py migrate_back_and_forth``: every migration can be undone, and done again."""

from typing import Any

from django.apps import apps
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OURS = ("ppks_service", "intake", "upt_facilities", "referrals", "evaluation")


class Command(BaseCommand):
    help = "Migrate a scratch database from nothing to the end, back to nothing, and forth again."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            self._go_back()
            forth = MigrationExecutor(connection)
            forth.migrate(forth.loader.graph.leaf_nodes())
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
        self.stdout.write("Every migration went back and forth.")

    def _go_back(self) -> None:
        ours = [app for app in apps.get_app_configs() if app.name.partition(".")[0] in OURS]
        back = MigrationExecutor(connection)
        migrated = back.loader.migrated_apps
        back.migrate([(app.label, None) for app in ours if app.label in migrated])
        tables = set(connection.introspection.table_names())
        left = [
            model._meta.db_table
            for app in ours
            for model in app.get_models(include_auto_created=True)
            if model._meta.managed and model._meta.db_table in tables
        ]
        if left:
            raise CommandError(f"Going back left tables behind: {', '.join(sorted(left))}.")
