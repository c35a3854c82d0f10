from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "ppks_service.journal"
    label = "journal"
