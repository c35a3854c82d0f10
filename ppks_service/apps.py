from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """The platform itself: its template tags and commands; it has no tables."""

    name = "ppks_service"
    label = "platform"
