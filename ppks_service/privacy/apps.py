from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "ppks_service.privacy"
    label = "privacy"

    def ready(self) -> None:
        from ppks_service.accounts.roles import Capability
        from ppks_service.menu import Entry, add_to_menu
        from ppks_service.panels import register
        from ppks_service.privacy import checks
        from ppks_service.privacy.retention import delete_what_is_over

        assert checks.every_column_is_classed  # importing it registers it
        register("nightly.jobs", delete_what_is_over)
        add_to_menu(
            Entry(
                label="Masa simpan",
                short="Simpan",
                url_name="privacy:retention",
                icon="lock",
                capabilities=frozenset({Capability.MAINTAIN_REFERENCE, Capability.READ_JOURNAL}),
                order=94,
            )
        )
