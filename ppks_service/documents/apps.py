from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "ppks_service.documents"
    label = "documents"
