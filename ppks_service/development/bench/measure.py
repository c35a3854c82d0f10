"""What is measured: each page as a user waits for it, its queries, and the same rows by bare SQL."""

import datetime as dt
import os
import threading
import time
import uuid
from collections.abc import Callable
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.months import Month
from evaluation.reports import monthly_report
from intake.models import (
    Case,
    EntryDoor,
    NameKind,
    Person,
    PersonName,
    Raid,
    RaidStatus,
    RaidStop,
)
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.development.bench.client import Timing, Visitor
from ppks_service.development.bench.rows import Row, table
from ppks_service.development.bench.scene import Scene
from ppks_service.development.guide import session_of
from referrals.models import Referral, ReferralStatus
from upt_facilities.models import Facility

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "40"))
# What takes longer than a blink need not be asked forty times.
SECONDS_A_PAGE = 30
SECONDS_A_WARM_UP = 5
APPROVED = 20


class Bench:
    """One measured database behind one served port."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.heads = User.objects.filter(role=Role.SECTION_HEAD, is_active=True).order_by("pk")
        self.head = self.heads.filter(username="kasi").first() or self.heads[0]
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
        """Measure ``path``; with ``admin`` (a list and its query) the admins at the same rows too."""
        user = user or self.head
        visitor = self.visitor(user)
        queries, sql_seconds = self._bare_sql(user, path, data)
        row = Row(label, Timing(), queries, sql_seconds)
        asked: list[tuple[Timing, str, dict[str, object] | None]] = [(row.timing, path, data)]
        if admin is not None:
            row.plain, row.tuned = Timing(), Timing()
            asked += [
                (row.plain, f"/admin-biasa/intake/{admin}", None),
                (row.tuned, f"/admin-disetel/intake/{admin}", None),
            ]
            if "q=" in admin:
                row.by_hand = Timing()
                asked.append((row.by_hand, f"/admin-tangan/intake/{admin}", None))
        for nth, (timing, address, form) in enumerate(asked):
            self._repeat(
                visitor, timing, address, form, rounds if nth == 0 else max(5, rounds // 4)
            )
        self.rows.append(row)
        return row

    def _repeat(
        self,
        visitor: Visitor,
        timing: Timing,
        path: str,
        data: dict[str, object] | None,
        rounds: int,
    ) -> None:
        method = "GET"
        if data is not None:
            method = "POST"
            data = data | {"csrfmiddlewaretoken": visitor.token(reverse("worklist:home"))}
        warm = Timing()
        for _ in range(8):  # warm up: both workers' connections, caches of pages and plans
            visitor.timed(warm, method, path, data)
            if sum(warm.seconds) > SECONDS_A_WARM_UP:
                break
        for _ in range(rounds):
            visitor.timed(timing, method, path, data)
            if len(timing.seconds) >= 3 and sum(timing.seconds) > SECONDS_A_PAGE:
                break

    def _bare_sql(self, user: User, path: str, data: dict[str, object] | None) -> tuple[int, float]:
        """The statements of one request, and the seconds they take when sent again without Django."""
        client = Client()
        client.cookies["sessionid"] = (
            self.session if user == self.head else session_of(user.username)
        )
        client.get(reverse("worklist:home"))
        with CaptureQueriesContext(connection) as captured:
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
            told = len(self.rows)
            step()
            for line in table(self.rows[told:])[2:]:  # a run that is ended early has said something
                say(line)
        return self.rows

    def lists(self) -> None:
        listed = reverse("intake:case_list")
        mine = f"section__id__exact={self.head.office_id}&status__in=open,paused&o=-8"
        self.page("Daftar kasus seksi", listed, admin=f"case/?{mine}")
        self.page(
            "Daftar kasus seksi, tahap 5",
            f"{listed}?tahap=5",
            admin=f"case/?{mine}&stage__exact=5",
        )
        division = User.objects.filter(role=Role.DIVISION_HEAD, is_active=True).order_by("pk")[0]
        self.page(
            "Daftar kasus bidang, semua",
            f"{listed}?selesai=shown",
            user=division,
            admin="case/?o=-8",
        )
        case = Case.objects.filter(section=self.head.office_id, flags=[]).order_by("-pk")[0]
        self.page("Berkas kasus", reverse("intake:case_show", args=[case.number]))
        self.page("Pekerjaan saya", reverse("worklist:home"))
        self.page("Kotak persetujuan", reverse("referrals:inbox"))
        for label, address, reader in (
            ("Daftar rujukan bidang", "referrals:list", division),
            ("Daftar surat bidang", "documents:list", division),
            ("Daftar kunjungan bidang", "evaluation:visit_list", division),
            ("Daftar temuan", "intake:encounter_list", self.worker),
            ("Buku agenda", "documents:agenda", self.head),
            ("Daftar tempat", "facilities:board_list", self.head),
        ):
            self.page(label, reverse(address), user=reader)
        self.deciding()

    def deciding(self) -> None:
        """The screen of one decision, and the places for one person among all facilities."""
        sections = {head.office_id: head for head in self.heads}
        waiting = (
            Referral.objects.filter(status=ReferralStatus.SUBMITTED, case__section__in=sections)
            .exclude(written_by__in=self.heads)
            .select_related("case")
            .order_by("pk")
            .first()
        )
        if waiting is not None:
            self.page(
                "Layar putusan",
                reverse("referrals:decide", args=[waiting.number]),
                user=sections[waiting.case.section_id],
            )
        open_cases = Case.objects.filter(section=self.head.office_id, status="open", flags=[])
        case = open_cases.order_by("-stage", "-pk").first()
        if case is not None:
            row = self.page("Calon tempat", reverse("referrals:places", args=[case.number]))
            row.note = f"{Facility.objects.count()} tempat"

    def searches(self) -> None:
        common = Person.objects.filter(
            cases__section=self.head.office_id, cases__flags=[], name_is_placeholder=False
        ).order_by("pk")[0]  # the newest may be of an earlier run of this bench
        url = reverse("intake:search")
        word = max(common.name.split(), key=len)
        wrong = word[:2] + word[3:] if len(word) > 4 else word
        for label, name in (("langka", self.rare_name()), ("umum", common.name)):
            query = urlencode({"q": name})
            self.page(f"Cari orang, nama {label}", url, data={"q": name}, admin=f"person/?{query}")
            self.page(
                f"Daftar kasus menurut nama {label}", self.by_words(name), admin=f"case/?{query}"
            )
        self.page("Cari orang, salah ketik", url, data={"q": common.name.replace(word, wrong)})

    def by_words(self, words: str) -> str:
        """The address of the case list narrowed by ``words``, which lie in the head's session."""
        visitor, listed = self.visitor(), reverse("intake:case_list")
        token = visitor.token(listed)
        _, _, headers = visitor.request(
            "POST", listed, {"csrfmiddlewaretoken": token, "words": words}
        )
        return headers["Location"]

    def rare_name(self) -> str:
        """A name that one person alone has, with a case in the head's section; made when missing."""
        name = "Zwastiqa Wrexhamdani"
        if PersonName.objects.filter(name=name).exists():
            return name
        person = Person.objects.create(register_number="P-0000-000001", name=name)
        PersonName.objects.create(person=person, name=name, kind=NameKind.OWN)
        Case.objects.create(
            number="K-0000-000001",
            person=person,
            section=self.head.office,
            door=EntryDoor.WALK_IN,
            opened_at=timezone.now(),
            opened_by=self.worker,
        )
        return name

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
        opened = threading.Barrier(
            len(sessions)
        )  # sixty first forms at once are not what is measured

        def officer(session: str, delay: float) -> None:
            visitor = Visitor(self.port, session)
            token = visitor.token(path)
            mine = Timing()
            opened.wait()
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
        """Twenty referrals made for it, so that what the filling left waiting is there next time too."""
        scene = Scene(self.head.office)
        facility = scene.house("persetujuan", APPROVED).facility
        made = Referral.objects.filter(pk__in=scene.referrals(facility, APPROVED))
        visitor, timing = self.visitor(), Timing()
        for number in made.order_by("pk").values_list("number", flat=True):
            path = reverse("referrals:decide", args=[number])
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
        a_few_times(figures, lambda: monthly_report(month))
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
            a_few_times(whole, lambda: client.get(path))
        a_few_times(alone, lambda: real(seen[0]))
        return Row("PDF bulanan", whole, plain=alone, note="dibanding WeasyPrint sendiri")


def a_few_times(timing: Timing, act: Callable[[], object]) -> None:
    """Three times, or once where once is long: seven hundred facilities make a book of a report."""
    for _ in range(3):
        started = time.perf_counter()
        act()
        timing.seconds.append(time.perf_counter() - started)
        if timing.seconds[-1] > SECONDS_A_PAGE:
            break
