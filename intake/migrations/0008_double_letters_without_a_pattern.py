from importlib import import_module

from django.db import migrations

BEFORE = import_module("intake.migrations.0005_names_are_spelt_in_one_go").TOGETHER
NORMAL = BEFORE[
    BEFORE.index("CREATE OR REPLACE FUNCTION ppks_name_normal") : BEFORE.index(
        "CREATE OR REPLACE FUNCTION ppks_name_keys"
    )
]
PATTERN = r"""
    plain := regexp_replace(plain, '([^ ])\1+', '\1', 'g');"""


def _in_turn(letters: str) -> str:
    """The SQL by which each letter stands once where it stood twice."""
    sql = "plain"
    for letter in letters:
        sql = f"replace({sql}, '{letter}{letter}', '{letter}')"
    return sql


# A pattern that refers to itself was half of the whole time. Once folded and spelt, a name has only
# these letters; a loop, for of three the first round leaves two.
IN_TURN = f"""
    DECLARE
        single text;
    BEGIN
        LOOP
            single := {_in_turn("abcdefghiklmnoprstuwyz0123456789")};
            EXIT WHEN single = plain;
            plain := single;
        END LOOP;
    END;"""


class Migration(migrations.Migration):
    """A name's double letters become single ones in a fraction of the time: nothing else of it changes."""

    dependencies = [("intake", "0007_lists_by_key")]

    operations = [
        migrations.RunSQL(NORMAL.replace(PATTERN, IN_TURN), reverse_sql=NORMAL),
    ]
