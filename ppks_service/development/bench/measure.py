"""What is measured: each page as a user waits for it, its queries, and the same rows by bare SQL."""

import datetime as dt
import os
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.months import Month
from evaluation.reports import monthly_report
from intake.models import Case, Person, Raid, RaidStatus, RaidStop
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.development.bench.client import Timing, Visitor
from ppks_service.development.guide import session_of
from referrals.models import Referral, ReferralStatus

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "40"))


@dataclass
class Row:
    """One line of the result: seconds, the queries of one request, and what it is compared with."""

    label: str
    timing: Timing
    queries: int | None = None
    sql_seconds: float | None = None
    plain: Timing | None = None
    tuned: Timing | None = None
    note: str = ""


class Bench:
    """One measured database behind one served port."""

    def __init__(self, port: int) -> None:
        self.port = port
        heads = User.objects.filter(role=Role.SECTION_HEAD, is_active=True)
        self.head = heads.filter(username="kasi").first() or heads.order_by("pk")[0]
        self.worker = User.objects.filter(
            role=Role.SOCIAL_WORKER, office=self.head.office_id
        ).order_by("pk")[0]
        self.session = session_of(self.head.username)
        self.rows: list[Row] = []

    def visitor(self, user: User | None = None) -> Visitor:
        return Visitor(self.port, session_of(user.username) if user else self.session)

    def page(
        self,
        label: str,
        path: str,
        *,
        user: User | None = None,
        admin: str | None = None,
        data: dict[str, object] | None = None,
        rounds: int = ROUNDS,
    ) -> Row:
        """Measure ``path``; with ``admin`` (a query string) both admins at the same rows."""
        user = user or self.head
        visitor = self.visitor(user)
        timing = self._repeat(visitor, path, data, rounds)
        queries, sql_seconds = self._bare_sql(user, path, data)
        row = Row(label, timing, queries, sql_seconds)
        if admin is not None:
            few = max(5, rounds // 8)
            row.plain = self._repeat(visitor, f"/admin-biasa/intake/case/{admin}", None, few)
            row.tuned = self._repeat(visitor, f"/admin-disetel/intake/case/{admin}", None, few)
        self.rows.append(row)
        return row

    def _repeat(
        self, visitor: Visitor, path: str, data: dict[str, object] | None, rounds: int
    ) -> Timing:
        method = "GET"
        if data is not None:
            method = "POST"
            data = data | {"csrfmiddlewaretoken": visitor.token(reverse("worklist:home"))}
        for _ in range(3):  # warm up: connections, caches of pages and plans
            visitor.request(method, path, data)
        timing = Timing()
        for _ in range(rounds):
            visitor.timed(timing, method, path, data)
        return timing

    def _bare_sql(self, user: User, path: str, data: dict[str, object] | None) -> tuple[int, float]:
        """The statements of one request, and the seconds they take when sent again without Django."""
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(path) if data is None else client.post(path, data)
        sent = [query["sql"] for query in captured]
        reads = [sql for sql in sent if sql.startswith("SELECT") and "set_config" not in sql]
        raw = connection.connection.cursor()
        best = float("inf")
        for _ in range(5):
            started = time.perf_counter()
            for sql in reads:
                raw.execute(sql)
                raw.fetchall()
            best = min(best, time.perf_counter() - started)
        raw.close()
        return len(captured), best

    # --- the rows of the table ---------------------------------------------------------------

    def run(self, say: Callable[[str], None]) -> list[Row]:
        for title, step in (
            ("daftar dan berkas", self.lists),
            ("cari", self.searches),
            ("temuan", self.encounters),
            ("persetujuan", self.approvals),
            ("laporan", self.reports),
        ):
            say(f"  {title} …")
            step()
        return self.rows

    def lists(self) -> None:
        self.page("Daftar kasus", reverse("intake:case_list"), admin="")
        self.page(
            "Daftar kasus, tersaring (tahap 5)", reverse("intake:case_list") + "?tahap=5", admin=""
        )
        case = Case.objects.filter(section=self.head.office_id, flags=[]).order_by("-pk")[0]
        self.page("Berkas kasus", reverse("intake:case_show", args=[case.number]))
        self.page("Pekerjaan saya", reverse("worklist:home"))
        self.page("Kotak persetujuan", reverse("referrals:inbox"))

    def searches(self) -> None:
        person = Person.objects.filter(
            cases__section=self.head.office_id, cases__flags=[], name_is_placeholder=False
        ).order_by("-pk")[0]
        word = max(person.name.split(), key=len)
        wrong = word[:2] + word[3:] if len(word) > 4 else word
        url = reverse("intake:search")
        self.page("Cari nama, tepat", url, data={"q": person.name}, admin=f"?q={word}")
        self.page("Cari nama, salah ketik", url, data={"q": person.name.replace(word, wrong)})

    def encounters(self) -> None:
        """Sixty officers post to one running raid, each once a second."""
        raid = Raid.objects.create(
            number=f"OP-UKUR-{timezone.now():%H%M%S}",
            name="Operasi ukur",
            starts_at=timezone.now(),
            status=RaidStatus.RUNNING,
            opened_by=self.worker,
            led_by=self.worker,
        )
        stop = RaidStop.objects.create(raid=raid, order=1, name="Titik ukur")
        path = reverse("intake:encounter_record", args=[raid.number])
        timing, lock = Timing(), threading.Lock()
        sessions = [session_of(self.worker.username) for _ in range(60)]

        def officer(session: str, delay: float) -> None:
            visitor = Visitor(self.port, session)
            token = visitor.token(path)
            mine = Timing()
            time.sleep(delay)
            for _ in range(5):
                now = timezone.localtime()
                visitor.timed(
                    mine,
                    "POST",
                    path,
                    {
                        "csrfmiddlewaretoken": token,
                        "client_uuid": str(uuid.uuid4()),
                        "stop": stop.pk,
                        "met_at": f"{now:%Y-%m-%dT%H:%M}",
                        "place": stop.name,
                        "sex": "L",
                        "age_band": "25-44",
                        "activities": ["begging"],
                        "conditions": ["fine"],
                        "belongings": ["bag"],
                        "with_whom": "alone",
                        "outcome": "taken",
                    },
                    expected=(302,),
                )
                time.sleep(max(0.0, 1 - mine.seconds[-1]))
            with lock:
                timing.seconds += mine.seconds
                timing.faults += mine.faults

        threads = [
            threading.Thread(target=officer, args=(s, n / 60)) for n, s in enumerate(sessions)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.rows.append(
            Row("Simpan temuan, 60 petugas", timing, note=f"{len(timing.seconds)} kiriman")
        )

    def approvals(self) -> None:
        waiting = (
            Referral.objects.filter(
                status=ReferralStatus.SUBMITTED, case__section=self.head.office_id
            )
            .exclude(written_by=self.head)
            .order_by("pk")[:20]
        )
        visitor, timing = self.visitor(), Timing()
        for referral in waiting:
            path = reverse("referrals:decide", args=[referral.number])
            data: dict[str, object] = {
                "csrfmiddlewaretoken": visitor.token(path),
                "putusan": "setujui",
            }
            visitor.timed(timing, "POST", path, data, expected=(302,))
        self.rows.append(Row("Setujui rujukan", timing, note=f"{len(timing.seconds)} rujukan"))

    def reports(self) -> None:
        month = Month.of(Month.current().first - dt.timedelta(days=1))
        figures = Timing()
        with CaptureQueriesContext(connection) as captured:
            monthly_report(month)
        for _ in range(3):
            started = time.perf_counter()
            monthly_report(month)
            figures.seconds.append(time.perf_counter() - started)
        self.rows.append(Row("Angka bulanan", figures, queries=len(captured)))
        self.rows.append(self._pdf(month))

    def _pdf(self, month: Month) -> Row:
        """The printed month against WeasyPrint alone on the very same HTML."""
        from unittest import mock

        from ppks_service import pdf

        seen: list[str] = []
        real = pdf.pdf_from_html

        def keep(html: str) -> bytes:
            seen.append(html)
            return real(html)

        path = reverse("evaluation:report_pdf", args=[month])
        reader = User.objects.filter(role=Role.REPORTING).order_by("pk").first() or self.head
        client = Client()
        client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
        whole, alone = Timing(), Timing()
        with mock.patch("ppks_service.pdf.pdf_from_html", keep):
            for _ in range(3):
                started = time.perf_counter()
                client.get(path)
                whole.seconds.append(time.perf_counter() - started)
        for html in seen[:1] * 3:
            started = time.perf_counter()
            real(html)
            alone.seconds.append(time.perf_counter() - started)
        return Row("PDF bulanan", whole, plain=alone, note="dibanding WeasyPrint sendiri")


def table(rows: list[Row]) -> list[str]:
    """The result as lines of Markdown; ratios are of medians, in the same run."""

    def ms(seconds: float | None) -> str:
        return "–" if seconds is None or seconds != seconds else f"{seconds * 1000:.1f}"

    def times(other: Timing | None, own: Timing) -> str:
        return "–" if other is None or not other.seconds else f"{other.p50 / own.p50:.1f} ×"

    lines = [
        "| page or act | p50 ms | p95 ms | queries | bare SQL ms | page ÷ SQL | plain admin | tuned admin | note |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for row in rows:
        ratio = "–"
        if row.sql_seconds:
            ratio = f"{row.timing.p50 / row.sql_seconds:.1f}"
        faults = (
            f"{len(row.timing.faults)} faults: {row.timing.faults[0]}" if row.timing.faults else ""
        )
        cells: list[Any] = [
            row.label,
            ms(row.timing.p50),
            ms(row.timing.p95),
            "–" if row.queries is None else row.queries,
            ms(row.sql_seconds),
            ratio,
            times(row.plain, row.timing),
            times(row.tuned, row.timing),
            "; ".join(part for part in (row.note, faults) if part),
        ]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return lines
