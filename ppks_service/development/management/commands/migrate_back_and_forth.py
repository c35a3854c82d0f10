"""``manage.py migrate_back_and_forth``: every migration can be undone, and done again."""

from typing import Any

from django.apps import apps
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OURS = ("ppks_service", "intake", "upt_facilities", "referrals", "evaluation")


class Command(BaseCommand):
    help = "Migrate a scratch database from nothing to the end, back to nothing, and forth again."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            self._go_back()
            call_command("migrate", interactive=False, verbosity=0)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
        self.stdout.write("Every migration went back and forth.")

    def _go_back(self) -> None:
        migrated = MigrationLoader(connection).migrated_apps
        ours = [app for app in apps.get_app_configs() if app.name.partition(".")[0] in OURS]
        for app in reversed(ours):
            if app.label in migrated:
                call_command("migrate", app.label, "zero", interactive=False, verbosity=0)
        tables = set(connection.introspection.table_names())
        left = [
            model._meta.db_table
            for app in ours
            for model in app.get_models(include_auto_created=True)
            if model._meta.managed and model._meta.db_table in tables
        ]
        if left:
            raise CommandError(f"Going back left tables behind: {', '.join(sorted(left))}.")
