from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "ppks_service.worklist"
    label = "worklist"

    def ready(self) -> None:
        from ppks_service.accounts.roles import Capability
        from ppks_service.menu import Entry, add_to_menu
        from ppks_service.panels import register
        from ppks_service.worklist.digest import send_digests
        from ppks_service.worklist.exports import WORK
        from ppks_service.worklist.reference import load

        register("reference.data", load)
        register("morning.jobs", send_digests)
        register("list.exports", WORK)
        add_to_menu(
            Entry(
                label="Pekerjaan saya",
                short="Pekerjaan",
                url_name="worklist:home",
                icon="checklist",
                order=10,
            )
        )
        add_to_menu(
            Entry(
                label="Jam dan batas",
                short="Jam",
                url_name="worklist:clocks",
                icon="clock",
                capabilities=frozenset({Capability.MAINTAIN_REFERENCE}),
                order=92,
            )
        )
