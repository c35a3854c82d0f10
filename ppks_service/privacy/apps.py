from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "ppks_service.privacy"
    label = "privacy"

    def ready(self) -> None:
        from ppks_service.privacy import checks

        assert checks.every_column_is_classed  # importing it registers it
