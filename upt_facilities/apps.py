from django.apps import AppConfig


class UptFacilitiesConfig(AppConfig):
    name = "upt_facilities"
