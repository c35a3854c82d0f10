from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "ppks_service.worklist"
    label = "worklist"
