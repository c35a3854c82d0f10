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


def frozen(table: str, *columns: str, message: str, when: str, part: str = "") -> migrations.RunSQL:
    """Refuse a change of ``columns``, or a DELETE, on rows for which ``when`` (SQL on OLD) holds.

    ``part`` tells a second such trigger of the same table apart from the first.
    """
    name = f"{table}_is_frozen{part}"
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


def counted(table: str, *, silent: str = "") -> migrations.RunSQL:
    """Count ``version`` up at every UPDATE of ``table`` that changes a row, whoever writes.

    A change of the column ``silent`` does not count.
    """
    name = f"{table}_version"
    unless = f" AND NEW.{silent} IS NOT DISTINCT FROM OLD.{silent}" if silent else ""
    count = f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.version := OLD.version;
            IF NEW IS DISTINCT FROM OLD{unless} THEN
                NEW.version := OLD.version + 1;
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER {name} BEFORE UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {name}();
    """
    return migrations.RunSQL(
        count, reverse_sql=f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"
    )


def stamped(table: str, *, anew: str) -> migrations.RunSQL:
    """Call the function ``anew`` after every statement that may change ``table``, whoever sends it.

    Also where the triggers of the session rest (``session_replication_role``).
    """
    name = f"{table}_is_stamped"
    watch = f"""
        CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {anew}();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};
    """
    return migrations.RunSQL(watch, reverse_sql=f"DROP TRIGGER {name} ON {table};")
