#!/usr/bin/env bash
# Restore a backup into an empty database:   deploy/restore.sh FILE
#
# Reads DATABASE_URL. Refuses a database that holds tables, so that nothing is ever overwritten:
# create a new one, restore into it, then point DATABASE_URL of the service to it.
set -euo pipefail

: "${DATABASE_URL:?Set DATABASE_URL to an empty database}"
file="${1:?Say which backup: deploy/restore.sh FILE}"

tables=$(psql -XAtq "$DATABASE_URL" -c \
    "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")
if [ "$tables" != 0 ]; then
    echo "The database of DATABASE_URL holds $tables tables already: restore into an empty one." >&2
    exit 1
fi
pg_restore --exit-on-error --single-transaction --no-owner --no-privileges \
    --dbname="$DATABASE_URL" "$file"
psql -Xq "$DATABASE_URL" -c "SET client_min_messages = error" -c "ANALYZE"
echo "Restored from $file."
