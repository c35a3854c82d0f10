from django.apps import AppConfig


class UptFacilitiesConfig(AppConfig):
    name = "upt_facilities"

    def ready(self) -> None:
        from ppks_service.accounts.roles import Capability
        from ppks_service.documents.subjects import offer, provide
        from ppks_service.journal.history import register_history
        from ppks_service.menu import Entry, add_to_menu
        from ppks_service.panels import Panel, register
        from ppks_service.worklist.registry import provide_work
        from upt_facilities import letters, panels, reference, seen, stay_page, work
        from upt_facilities.exports import RESIDENTS
        from upt_facilities.models import Stay

        offer(letters.SOURCE)
        provide(letters.CASE_PROVISION)
        provide(letters.STAY_PROVISION)
        register("reference.data", reference.load)
        register_history(Stay, of_case="case_id")
        register("documents.visible", panels.visible_documents)
        register("case.open_ends", panels.open_ends)
        register("case.placed", panels.placed)
        register("case.acts", stay_page.shelter_acts)
        register(
            "case.side",
            Panel(template="facilities/_case_place.html", context=panels.where_now, order=10),
        )
        register("person.seen", seen.seen_in_facilities)
        provide_work(work.work)
        register("list.exports", RESIDENTS)
        add_to_menu(
            Entry(
                label="Tempat dan UPT",
                short="Tempat",
                url_name="facilities:board_list",
                icon="home-heart",
                capabilities=frozenset({Capability.READ_FACILITIES, Capability.MAINTAIN_REFERENCE}),
                order=50,
            )
        )
