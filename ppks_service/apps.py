from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """The platform itself: its template tags and commands; it has no tables."""

    name = "ppks_service"
    label = "platform"

    def ready(self) -> None:
        from django.db.models import fields

        # What a select shows before anything is chosen; Django has no Indonesian word for it.
        fields.BLANK_CHOICE_LABEL = "Belum dipilih"
