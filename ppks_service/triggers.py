"""Triggers that keep rows as they are, for migrations."""

from django.db import migrations


def permanent(table: str, *, message: str, when: str = "") -> migrations.RunSQL:
    """Refuse every UPDATE and DELETE on ``table``, or those for which ``when`` (SQL on OLD) holds."""
    name = f"{table}_is_permanent"
    condition = f"WHEN ({when})" if when else ""
    forbid = f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
        END $$;
        CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW {condition} EXECUTE FUNCTION {name}();
    """
    allow = f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"
    return migrations.RunSQL(forbid, reverse_sql=allow)


def frozen(table: str, *columns: str, message: str, when: str) -> migrations.RunSQL:
    """Refuse a change of ``columns``, or a DELETE, on rows for which ``when`` (SQL on OLD) holds."""
    name = f"{table}_is_frozen"
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    forbid = f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR {changed} THEN
                RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {name}();
    """
    allow = f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"
    return migrations.RunSQL(forbid, reverse_sql=allow)
