"""``manage.py bench_import``: take over a large register in a database of its own, and take it back."""

import os
import time
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.models import Count

from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.accounts.roles import Role
from ppks_service.development.bench.register import make_register
from ppks_service.development.bench.run import go_on_in, is_inside


class Command(BaseCommand):
    help = "Measures the import of a register: upload, judging, taking over, taking back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rows", type=int, default=int(os.environ.get("ROWS", "50000")))

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_inside():
            asked = ["bench_import", "--rows", str(options["rows"])]
            raise SystemExit(go_on_in("ppks_bench_import", asked, anew=True))
        self._measure(options["rows"])

    def _measure(self, rows: int) -> None:
        from intake.actions import imports as actions
        from intake.models import Person, RowState

        by = _importer()
        content = make_register(rows)
        before = Person.objects.count()
        self.stdout.write(f"{rows} baris, {len(content) / 1e6:.1f} MB; {before} orang sudah ada.")
        began, burnt = time.monotonic(), _processor_seconds()
        upload = SimpleUploadedFile("register contoh 2025.xlsx", content)
        source = self._timed("Unggah", actions.upload_register, upload, by=by)
        fields = {column["index"]: column["field"] for column in source.columns}
        source = self._timed("Baca", actions.pair_columns, source, by=by, fields=fields)
        source = self._timed("Periksa", self._all, source, by=by)
        for answer in ("nameless", "drop_nik"):
            source = self._timed("Jawab", actions.answer_for_all, source, by=by, answer=answer)
            source = self._timed("Periksa lagi", self._all, source, by=by)
        for row in source.rows.values("verdict").annotate(n=Count("pk")).order_by("verdict"):
            self.stdout.write(f"    {row['verdict']}: {row['n']}")
        source.rows.filter(verdict="double").update(answer="new")
        source = actions.accept_rows(source, by=by, with_warnings=True)
        source = self._timed("Terima", self._all, source, by=by)
        took, burnt = time.monotonic() - began, _processor_seconds() - burnt
        load = os.getloadavg()[0]
        self.stdout.write(
            f"Semua sampai diterima: {took:.1f} detik ({burnt:.1f} detik prosesor, beban {load:.1f})."
        )
        taken = source.rows.filter(state=RowState.TAKEN).count()
        self.stdout.write(
            f"    {taken} baris menjadi {Person.objects.count() - before} orang baru."
        )
        source = actions.undo_import(source, by=by, reason="wrong_file")
        source = self._timed("Batalkan", self._all, source, by=by)
        assert Person.objects.count() == before

    def _all(self, source: Any, *, by: User) -> Any:
        from intake.actions import imports as actions

        worst = 0.0
        while source.status in ("checking", "accepting", "undoing"):
            begun = time.monotonic()
            source = actions.go_on(source, by=by)
            worst = max(worst, time.monotonic() - begun)
        self.stdout.write(f"    paling lama satu permintaan {worst:.1f} detik")
        return source

    def _timed(self, what: str, act: Any, *args: Any, **kwargs: Any) -> Any:
        begun, burnt = time.monotonic(), _processor_seconds()
        answer = act(*args, **kwargs)
        took, burnt = time.monotonic() - begun, _processor_seconds() - burnt
        self.stdout.write(f"{what}: {took:.1f} detik ({burnt:.1f} detik prosesor)")
        self.stdout.flush()
        return answer


def _processor_seconds() -> float:
    """What this process and its database session have used of a processor: a busy machine's other measure."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    # Fields 14 and 15 after the name in brackets: user and system time in ticks.
    ticks = stat.read_text().rpartition(")")[2].split()[11:13] if stat.exists() else []
    return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _importer() -> User:
    section, _ = Office.objects.get_or_create(
        name="Seksi contoh impor", defaults={"short_name": "Impor", "kind": OfficeKind.SECTION}
    )
    user, _ = User.objects.get_or_create(
        username="impor-contoh",
        defaults={
            "full_name": "Petugas Impor Contoh",
            "role": Role.SOCIAL_WORKER,
            "office": section,
            "password": "!",
        },
    )
    return user
