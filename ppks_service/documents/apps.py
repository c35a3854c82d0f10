from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "ppks_service.documents"
    label = "documents"

    def ready(self) -> None:
        from django.core.checks import register as register_check

        from ppks_service.accounts.roles import Capability
        from ppks_service.documents.checks import certificate_opens
        from ppks_service.documents.exports import AGENDA, LETTERS
        from ppks_service.documents.reference import load
        from ppks_service.menu import Entry, add_to_menu
        from ppks_service.panels import register

        register_check(certificate_opens, deploy=True)
        register("reference.data", load)
        register("list.exports", LETTERS)
        register("list.exports", AGENDA)
        add_to_menu(
            Entry(
                label="Surat dan dokumen",
                short="Surat",
                url_name="documents:list",
                icon="file-text",
                capabilities=frozenset(
                    {Capability.READ_DOCUMENTS, Capability.READ_RAIDS, Capability.CLOSE_MONTHS}
                ),
                order=80,
            )
        )
        add_to_menu(
            Entry(
                label="Buku agenda surat",
                short="Agenda",
                url_name="documents:agenda",
                icon="notebook",
                capabilities=frozenset({Capability.READ_AGENDA}),
                order=81,
            )
        )
        add_to_menu(
            Entry(
                label="Jenis surat",
                short="Surat",
                url_name="documents:kinds",
                icon="template",
                capabilities=frozenset({Capability.MAINTAIN_REFERENCE}),
                order=92,
            )
        )
