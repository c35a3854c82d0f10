from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "ppks_service.areas"
    label = "areas"
