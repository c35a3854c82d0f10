#!/usr/bin/env bash
# Back up the whole database, papers included, into one file:   deploy/backup.sh [FILE]
#
# Reads DATABASE_URL; without FILE, writes a dated one into BACKUP_FOLDER and removes those
# older than BACKUP_DAYS. The file holds personal data: keep it closed, and FIELD_KEY elsewhere.
set -euo pipefail
umask 077

: "${DATABASE_URL:?Set DATABASE_URL, as in: set -a; . /etc/ppks-service.env; deploy/backup.sh}"
folder="${BACKUP_FOLDER:-/var/backups/ppks-service}"
days="${BACKUP_DAYS:-30}"
file="${1:-$folder/ppks-$(date +%Y%m%d-%H%M%S).dump}"

mkdir -p "$(dirname "$file")"
# Under another name until it is whole, so that a broken backup is never taken for one.
trap 'rm -f "$file.unfinished"' EXIT
pg_dump --format=custom --compress=6 --no-owner --no-privileges --file="$file.unfinished" "$DATABASE_URL"
pg_restore --list "$file.unfinished" > /dev/null
mv "$file.unfinished" "$file"
echo "$file: $(du -h "$file" | cut -f1)"

if [ $# -eq 0 ]; then
    find "$folder" -maxdepth 1 -name 'ppks-*.dump' -mtime "+$days" -delete
fi
