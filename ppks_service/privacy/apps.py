from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "ppks_service.privacy"
    label = "privacy"
