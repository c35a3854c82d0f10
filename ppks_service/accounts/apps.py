from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ppks_service.accounts"
    label = "accounts"
