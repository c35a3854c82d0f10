from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """The platform itself: its template tags and commands; it has no tables."""

    name = "ppks_service"
    label = "platform"

    def ready(self) -> None:
        from django import forms
        from django.db.models import ForeignKey, fields

        from ppks_service import references

        ForeignKey.validate = references.validate  # type: ignore

        # Django says "Bidang ini tidak boleh kosong", and a Bidang is a division of the office.
        forms.Field.default_error_messages["required"] = "Belum diisi."
        # What a select shows before anything is chosen; Django has no Indonesian word for it.
        fields.BLANK_CHOICE_LABEL = "Belum dipilih"
