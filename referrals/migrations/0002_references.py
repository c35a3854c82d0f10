import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    """What the tables of referrals refer to in other apps, and their constraints."""

    replaces = [
        ("referrals", "0002_indexes_of_the_monthly_report"),
        ("referrals", "0003_chosen_against_the_order"),
        ("referrals", "0004_gates_papers_and_next_places"),
        ("referrals", "0005_services_can_be_cancelled"),
        ("referrals", "0006_partner_links_and_replies"),
        ("referrals", "0007_reminders_of_partners"),
        ("referrals", "0008_several_people_at_once"),
        ("referrals", "0009_decisions_are_kept_with_their_content"),
        ("referrals", "0011_decisions_name_the_mandate"),
        ("referrals", "0013_kinds_and_second_decisions"),
        ("referrals", "0014_decisions_can_be_paused"),
        ("referrals", "0015_enclosures"),
        ("referrals", "0016_plans_can_be_measured_and_followed"),
        ("referrals", "0018_case_conferences"),
        ("referrals", "0020_plan_templates"),
        ("referrals", "0022_health_in_letters"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_tables"),
        ("intake", "0002_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("referrals", "0001_tables"),
        ("upt_facilities", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="referral",
            name="facility",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referrals",
                to="upt_facilities.facility",
                verbose_name="tujuan",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="hold",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referral",
                to="upt_facilities.occupancy",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="stay",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referral",
                to="upt_facilities.stay",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="ward",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="upt_facilities.ward",
                verbose_name="wisma yang diminta",
            ),
        ),
        migrations.AddField(
            model_name="nextcandidate",
            name="facility",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="upt_facilities.facility",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="facility",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="upt_facilities.facility",
                verbose_name="tujuan",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="hold",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="upt_facilities.occupancy",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="stay",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="upt_facilities.stay",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="ward",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="upt_facilities.ward",
                verbose_name="wisma yang diminta",
            ),
        ),
        migrations.AddField(
            model_name="servicegiven",
            name="facility",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="upt_facilities.facility",
                verbose_name="tempat",
            ),
        ),
        migrations.AddField(
            model_name="planaction",
            name="facility",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="upt_facilities.facility",
                verbose_name="tempat",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ("draft", "submitted", "endorsed", "returned", "approved", "accepted"),
                    )
                ),
                fields=("case", "facility"),
                name="referral_one_open_per_facility",
                violation_error_message="Kasus ini sudah punya rujukan terbuka ke tempat ini.",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["facility", "status"], name="referral_by_facility"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_referralevent" ("answer_note", "answered_at", "answered_by_id", "assessed_by_id", "case_id", "decided_at", "decided_by_id", "decided_hash", "decision_code", "decision_note", "decline_code", "end_note", "ended_at", "endorsed_at", "endorsed_by_id", "expected_at", "facility_id", "hold_id", "id", "kind", "last_edited_by_id", "letter_id", "needs_second", "number", "override", "override_reason", "owned_by_id", "pause_reason", "paused_at", "paused_by_id", "paused_days", "paused_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_by_id", "reason", "seen_at", "service_asked", "status", "stay_id", "submitted_at", "submitted_by_id", "ward_id", "written_at", "written_by_id") VALUES (NEW."answer_note", NEW."answered_at", NEW."answered_by_id", NEW."assessed_by_id", NEW."case_id", NEW."decided_at", NEW."decided_by_id", NEW."decided_hash", NEW."decision_code", NEW."decision_note", NEW."decline_code", NEW."end_note", NEW."ended_at", NEW."endorsed_at", NEW."endorsed_by_id", NEW."expected_at", NEW."facility_id", NEW."hold_id", NEW."id", NEW."kind", NEW."last_edited_by_id", NEW."letter_id", NEW."needs_second", NEW."number", NEW."override", NEW."override_reason", NEW."owned_by_id", NEW."pause_reason", NEW."paused_at", NEW."paused_by_id", NEW."paused_days", NEW."paused_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_by_id", NEW."reason", NEW."seen_at", NEW."service_asked", NEW."status", NEW."stay_id", NEW."submitted_at", NEW."submitted_by_id", NEW."ward_id", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="592ad8c4df00d03fd25fccfa02491d2f218e8ccb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a74c8",
                    table="referrals_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_referralevent" ("answer_note", "answered_at", "answered_by_id", "assessed_by_id", "case_id", "decided_at", "decided_by_id", "decided_hash", "decision_code", "decision_note", "decline_code", "end_note", "ended_at", "endorsed_at", "endorsed_by_id", "expected_at", "facility_id", "hold_id", "id", "kind", "last_edited_by_id", "letter_id", "needs_second", "number", "override", "override_reason", "owned_by_id", "pause_reason", "paused_at", "paused_by_id", "paused_days", "paused_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_by_id", "reason", "seen_at", "service_asked", "status", "stay_id", "submitted_at", "submitted_by_id", "ward_id", "written_at", "written_by_id") VALUES (NEW."answer_note", NEW."answered_at", NEW."answered_by_id", NEW."assessed_by_id", NEW."case_id", NEW."decided_at", NEW."decided_by_id", NEW."decided_hash", NEW."decision_code", NEW."decision_note", NEW."decline_code", NEW."end_note", NEW."ended_at", NEW."endorsed_at", NEW."endorsed_by_id", NEW."expected_at", NEW."facility_id", NEW."hold_id", NEW."id", NEW."kind", NEW."last_edited_by_id", NEW."letter_id", NEW."needs_second", NEW."number", NEW."override", NEW."override_reason", NEW."owned_by_id", NEW."pause_reason", NEW."paused_at", NEW."paused_by_id", NEW."paused_days", NEW."paused_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_by_id", NEW."reason", NEW."seen_at", NEW."service_asked", NEW."status", NEW."stay_id", NEW."submitted_at", NEW."submitted_by_id", NEW."ward_id", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="5072d8748f58f47963e3d622df83fd5dc83f83cd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_223e7",
                    table="referrals_referral",
                    when="AFTER",
                ),
            ),
        ),
    ]
