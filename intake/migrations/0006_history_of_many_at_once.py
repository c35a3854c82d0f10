import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    """New persons and cases get their history by the statement that makes them, not one by one."""

    dependencies = [
        ("intake", "0005_names_are_spelt_in_one_go"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="case",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="insert_insert",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "intake_caseevent" ("belongings", "condition", "door", "encounter_id", "end_note", "end_reason", "ended_at", "ended_by_id", "flags", "from_register", "id", "main_type_id", "number", "opened_at", "opened_by_id", "owner_id", "pause_reason", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeat_count", "section_id", "stage", "status", "story") SELECT new_values."belongings", new_values."condition", new_values."door", new_values."encounter_id", new_values."end_note", new_values."end_reason", new_values."ended_at", new_values."ended_by_id", new_values."flags", new_values."from_register", new_values."id", new_values."main_type_id", new_values."number", new_values."opened_at", new_values."opened_by_id", new_values."owner_id", new_values."pause_reason", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."repeat_count", new_values."section_id", new_values."stage", new_values."status", new_values."story" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a94b0a6cbd9120079f94e5377d7a47120cce0eb8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_32e15",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="intake_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "intake_personevent" ("age_said_by", "birth_place", "birth_precision", "born_on", "claimed_origin_id", "claimed_origin_text", "communication_aid", "created_at", "created_by_id", "id", "identity_level", "is_dead", "languages", "marks", "name", "name_is_placeholder", "nationality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "register_number", "sex", "verified_origin_id") SELECT new_values."age_said_by", new_values."birth_place", new_values."birth_precision", new_values."born_on", new_values."claimed_origin_id", new_values."claimed_origin_text", new_values."communication_aid", new_values."created_at", new_values."created_by_id", new_values."id", new_values."identity_level", new_values."is_dead", new_values."languages", new_values."marks", new_values."name", new_values."name_is_placeholder", new_values."nationality", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."photo_id", new_values."register_number", new_values."sex", new_values."verified_origin_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2ff95d1b0aa53a1f8abe9517b40db8f73064ed43",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7275f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="intake_person",
                    when="AFTER",
                ),
            ),
        ),
    ]
