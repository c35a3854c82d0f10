from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self) -> None:
        from ppks_service.accounts.roles import Capability
        from ppks_service.documents.subjects import offer, provide
        from ppks_service.journal.history import register_history
        from ppks_service.menu import Entry, add_to_menu
        from ppks_service.panels import Panel, Tab, register
        from ppks_service.worklist.registry import provide_work
        from referrals import (
            full_work,
            letters,
            panels,
            reference,
            referral_page,
            unplanned,
            work,
            work_partner,
            work_plans,
        )
        from referrals.actions import (
            lapse_due,
            remind_silent,
            renew_papers,
            void_changed,
            void_stale,
        )
        from referrals.exports import REFERRALS
        from referrals.models import Referral
        from referrals.works_on import works_on

        offer(letters.SOURCE)
        provide(letters.PROVISION)
        register("reference.data", reference.load)
        register("nightly.jobs", lapse_due)
        register("morning.jobs", remind_silent)
        register("nightly.jobs", void_stale)
        register("nightly.jobs", renew_papers)
        register("case.changed", void_changed)
        register("case.works_on", works_on)
        register_history(Referral, of_case="case_id")
        register("documents.visible", panels.visible_documents)
        register("case.open_ends", panels.open_ends)
        register("case.acts", referral_page.acts_for)
        register("case.hindrances", panels.hindrances)
        register(
            "case.summary",
            Panel(template="referrals/_case_referrals.html", context=panels.of_case, order=20),
        )
        for key, label, url_name, shown_to, order in (
            ("rencana", "Rencana", "referrals:plan", panels.reads_plans, 30),
            ("rujukan", "Rujukan & penempatan", "referrals:places", panels.writes_referrals, 40),
            ("layanan", "Layanan", "referrals:services", panels.reads_plans, 50),
        ):
            register(
                "case.tabs",
                Tab(key=key, label=label, url_name=url_name, shown_to=shown_to, order=order),
            )
        for template, context, order in (
            ("referrals/_board_coming.html", panels.coming, 10),
            ("referrals/_board_unanswered.html", panels.unanswered, 20),
            ("referrals/_board_services.html", panels.ward_services, 40),
        ):
            register("facility.board", Panel(template=template, context=context, order=order))
        provide_work(work.work)
        provide_work(full_work.work)
        provide_work(work_plans.work)
        provide_work(unplanned.work)
        register("case.planned_needs", unplanned.planned_needs)
        register("list.exports", REFERRALS)
        provide_work(work_partner.work)
        add_to_menu(
            Entry(
                label="Persetujuan",
                short="Putusan",
                url_name="referrals:inbox",
                icon="gavel",
                capabilities=frozenset({Capability.DECIDE, Capability.DECIDE_SECOND}),
                order=15,
            )
        )
        add_to_menu(
            Entry(
                label="Keputusan lewat batas",
                short="Lewat batas",
                url_name="referrals:escalations",
                icon="clock-exclamation",
                capabilities=frozenset({Capability.OVERSEE_DECISIONS}),
                order=16,
            )
        )
        add_to_menu(
            Entry(
                label="Jenis rujukan",
                short="Jenis",
                url_name="referrals:kinds",
                icon="gavel",
                capabilities=frozenset({Capability.MAINTAIN_REFERENCE}),
                order=93,
            )
        )
        add_to_menu(
            Entry(
                label="Templat rencana",
                short="Templat",
                url_name="referrals:plan_templates",
                icon="target-arrow",
                capabilities=frozenset({Capability.MAINTAIN_REFERENCE}),
                order=94,
            )
        )
        add_to_menu(
            Entry(
                label="Rujukan",
                short="Rujukan",
                url_name="referrals:list",
                icon="send",
                capabilities=frozenset({Capability.READ_REFERRALS}),
                order=45,
            )
        )
