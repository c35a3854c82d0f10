from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "ppks_service.journal"
    label = "journal"

    def ready(self) -> None:
        from ppks_service.accounts.roles import Capability
        from ppks_service.menu import Entry, add_to_menu

        add_to_menu(
            Entry(
                label="Jurnal",
                short="Jurnal",
                url_name="journal:list",
                icon="history",
                capabilities=frozenset({Capability.READ_JOURNAL}),
                order=95,
            )
        )
