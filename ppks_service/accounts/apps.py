from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ppks_service.accounts"
    label = "accounts"

    def ready(self) -> None:
        from ppks_service.accounts.roles import Capability
        from ppks_service.menu import Entry, add_to_menu

        who = frozenset({Capability.MAINTAIN_ACCOUNTS})
        add_to_menu(
            Entry(
                label="Akun pengguna",
                short="Akun",
                url_name="accounts:users",
                icon="users",
                capabilities=who,
                order=90,
            )
        )
        add_to_menu(
            Entry(
                label="Mandat Plh dan Plt",
                short="Mandat",
                url_name="accounts:mandates",
                icon="user-check",
                capabilities=who,
                order=91,
            )
        )
        add_to_menu(
            Entry(
                label="Kantor",
                short="Kantor",
                url_name="accounts:offices",
                icon="building",
                capabilities=who,
                order=91,
            )
        )
