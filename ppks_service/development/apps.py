from django.apps import AppConfig


class DevelopmentConfig(AppConfig):
    name = "ppks_service.development"
    label = "development"
