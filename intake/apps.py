from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from intake import (
            children,
            duplicates,
            exports,
            letters,
            reference,
            retention,
            work_belongings,
            work_raids,
        )
        from intake.actions.imports import forget_old_rows
        from intake.custody_papers import visible_handovers
        from intake.models import Case, DuplicateProposal, Encounter, Person, PersonLink
        from intake.papers import visible_papers
        from intake.queries import person_of_case
        from intake.seal import refuse_sealed
        from intake.work import work
        from ppks_service.accounts.roles import Capability
        from ppks_service.documents.subjects import offer, provide
        from ppks_service.journal.history import register_history
        from ppks_service.menu import Entry, add_to_menu
        from ppks_service.panels import register
        from ppks_service.privacy.retention import RetentionJob
        from ppks_service.worklist.registry import provide_work

        offer(letters.SOURCE)
        provide(letters.PROVISION)
        register("letter.person", letters.person_of_case)
        register("journal.person_of_case", person_of_case)
        register("file.seal", refuse_sealed)
        register("case.acts", letters.acts)
        register("reference.data", reference.load)
        register("nightly.jobs", forget_old_rows)
        for code, delete in (
            ("field", retention.delete_receipts),
            ("sheet", retention.delete_sheets),
            ("import", retention.delete_imports),
        ):
            register("retention.jobs", RetentionJob(code, delete))
        register_history(Case, of_case="pgh_obj_id")
        register_history(Person, of_person="pgh_obj_id")
        register_history(Encounter, of_person="person_id")
        register_history(PersonLink, of_person=("person_id", "head_id"))
        # What was noted may tell of the other, whose file a reader of this one may not open.
        register_history(DuplicateProposal, of_person=("left_id", "right_id"), leave_out=("note",))
        register("documents.visible", visible_papers)
        register("documents.visible", visible_handovers)
        provide_work(work)
        provide_work(duplicates.work)
        register("case.hindrances", children.hindrances)
        register("documents.visible", work_raids.visible_minutes)
        provide_work(work_raids.work)
        provide_work(work_belongings.work)
        add_to_menu(
            Entry(
                label="Razia",
                short="Razia",
                url_name="intake:raid_list",
                icon="clipboard-list",
                capabilities=frozenset({Capability.READ_RAIDS}),
                order=20,
            )
        )
        add_to_menu(
            Entry(
                label="Kasus",
                short="Kasus",
                url_name="intake:case_list",
                icon="folder",
                capabilities=frozenset({Capability.READ_CASES}),
                order=30,
            )
        )
        add_to_menu(
            Entry(
                label="Instrumen asesmen",
                short="Instrumen",
                url_name="intake:instruments",
                icon="clipboard-text",
                capabilities=frozenset({Capability.MAINTAIN_REFERENCE}),
                order=91,
            )
        )
        add_to_menu(
            Entry(
                label="Mungkin orang yang sama",
                short="Banding",
                url_name="intake:duplicate_list",
                icon="users",
                capabilities=frozenset({Capability.MATCH_PERSONS}),
                order=70,
            )
        )
        add_to_menu(
            Entry(
                label="Impor register",
                short="Impor",
                url_name="intake:import_list",
                icon="file-import",
                capabilities=frozenset({Capability.IMPORT}),
                order=90,
            )
        )
        for export in exports.ALL:
            register("list.exports", export)
