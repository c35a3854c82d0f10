"""Large data sets for measuring: made inside PostgreSQL, every constraint on, the same each time.

Each step is one ``INSERT … SELECT`` over ``generate_series``; chance is a hash of the row's number, so
two runs give the same rows. Only the history triggers rest meanwhile: made-up rows have no history.
"""

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pgtrigger
from django.db import connection, transaction
from django.utils import timezone

from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.accounts.roles import Role
from ppks_service.crypto import encrypt, keyed_hash
from ppks_service.development.demo import names


@dataclass(frozen=True)
class Scale:
    """How much of everything (design §7, domain.md §8.2)."""

    persons: int
    cases: int
    raids: int
    places: int
    sections: int
    users: int
    years: int = 3


SCALES = {
    "province": Scale(persons=7_000, cases=10_000, raids=450, places=1_300, sections=1, users=120),
    "country": Scale(
        persons=200_000, cases=300_000, raids=15_000, places=42_000, sections=38, users=1_000
    ),
    "stress": Scale(
        persons=700_000, cases=1_000_000, raids=50_000, places=105_000, sections=38, users=2_000
    ),
}

# chance(row, salt) is a number in [0, 1): the same for the same arguments.
HELPERS = """
CREATE OR REPLACE FUNCTION pg_temp.chance(n bigint, salt bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ((hashint8extended(n, salt) & 1073741823)::double precision / 1073741824)
$$;
CREATE OR REPLACE FUNCTION pg_temp.pick(a text[], n bigint, salt bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT a[1 + (pg_temp.chance(n, salt) * array_length(a, 1))::int %% array_length(a, 1)]
$$;
"""


def fill(scale: Scale, *, say: Callable[[str], None] = print) -> None:
    """Fill an otherwise empty database (reference data is there) to ``scale``.

    Raises ``ValueError`` when cases are there already: a measured set is never a mixture.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM intake_case)")
        if cursor.fetchone()[0]:
            raise ValueError("This database holds cases already; fill an empty one.")
    with transaction.atomic(), _history_at_rest():
        _make_staff(scale)
        run = _Run(scale, say)
        run.cursor.execute("SET LOCAL work_mem = '256MB'")
        run.cursor.execute("SET LOCAL synchronous_commit = off")
        run.sql(HELPERS)
        for title, step in STEPS:
            with run.step(title):
                step(run)
        run.fix_sequences()
    with connection.cursor() as cursor:
        say("Statistik tabel …")
        cursor.execute("ANALYZE")


@contextmanager
def _history_at_rest() -> Iterator[None]:
    """Switch the history triggers off for the transaction: asked row by row, they cost a millisecond."""
    triggers = [(model._meta.db_table, t.get_pgid(model)) for model, t in pgtrigger.registered()]
    with connection.cursor() as cursor:
        for table, trigger in triggers:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, trigger in triggers:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")


def _make_staff(scale: Scale) -> None:
    """Sections under the division, each with a head and workers; nobody can sign in as them."""
    division = Office.objects.filter(kind=OfficeKind.DIVISION).order_by("pk").first()
    existing = Office.objects.filter(kind=OfficeKind.SECTION).count()
    Office.objects.bulk_create(
        Office(
            name=f"Seksi contoh {n}",
            short_name=f"Seksi {n}",
            kind=OfficeKind.SECTION,
            parent=division,
        )
        for n in range(existing + 1, scale.sections + 1)
    )
    sections = list(Office.objects.filter(kind=OfficeKind.SECTION).order_by("pk"))
    User.objects.bulk_create(
        User(
            username=f"contoh{n:05d}",
            full_name=f"Petugas Contoh {n}",
            role=Role.SECTION_HEAD if n < len(sections) else Role.SOCIAL_WORKER,
            office=sections[n % len(sections)],
            password="!",
        )
        for n in range(scale.users)
    )


class _Run:
    """One filling: its scale, its cursor, and what the steps tell each other."""

    def __init__(self, scale: Scale, say: Callable[[str], None]) -> None:
        self.scale, self.say = scale, say
        self.cursor = connection.cursor()
        self.now = timezone.now()
        self.start = self.now - dt.timedelta(days=365 * scale.years)
        self.tables: set[str] = set()
        self.values = {
            "persons": scale.persons,
            "cases": scale.cases,
            "raids": scale.raids,
            "places": scale.places,
            "start": self.start,
            "now": self.now,
            "span": float((self.now - self.start).total_seconds()),
            "male": names.MALE,
            "female": names.FEMALE,
            "second": names.SECOND,
            "family": names.FAMILY,
        }

    def sql(self, statement: str) -> int:
        """Run ``statement`` with the scale's values; the number of rows it made."""
        self.cursor.execute(statement, self.values)
        return int(self.cursor.rowcount)

    def into(self, table: str, statement: str) -> None:
        """``INSERT`` into ``table``; ``statement`` goes on after the table's name."""
        self.tables.add(table)
        rows = self.sql(f"INSERT INTO {table} {statement}")
        self.cursor.execute(f"ANALYZE {table}")
        self.say(f"    {table}: {rows:,} baris".replace(",", "."))

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        started = time.monotonic()
        self.say(f"  {title} …")
        sys.stdout.flush()
        yield
        self.say(f"  {title}: {time.monotonic() - started:.1f} detik")

    def fix_sequences(self) -> None:
        """Let the next row of each table get the number after the last one."""
        for table in self.tables:
            self.cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'),"
                f" (SELECT coalesce(max(id), 1) FROM {table}))",
                [table],
            )


def persons(run: _Run) -> None:
    run.into(
        "intake_person",
        """(id, register_number, name, name_is_placeholder, sex, born_on, birth_precision,
            age_said_by, birth_place, nationality, languages, communication_aid,
            claimed_origin_text, marks, identity_level, created_at)
        SELECT i, 'R-' || extract(year FROM made)::int || '-' || lpad(i::text, 6, '0'),
            CASE WHEN c_name < 0.04 THEN 'Tidak Dikenal ' || sex || '-' || lpad(i::text, 6, '0')
                ELSE pg_temp.pick(CASE sex WHEN 'L' THEN %(male)s ELSE %(female)s END, i, 1)
                    || CASE WHEN pg_temp.chance(i, 2) < 0.55 THEN ' ' || pg_temp.pick(%(second)s, i, 3) ELSE '' END
                    || CASE WHEN pg_temp.chance(i, 4) < 0.8 THEN ' ' || pg_temp.pick(%(family)s, i, 5) ELSE '' END
            END,
            c_name < 0.04, sex,
            CASE WHEN c_birth < 0.13 THEN NULL
                ELSE (made - (3 + pg_temp.chance(i, 7) * 75) * interval '365 days')::date END,
            CASE WHEN c_birth < 0.13 THEN 'unknown' WHEN c_birth < 0.6 THEN 'estimate'
                WHEN c_birth < 0.75 THEN 'year' ELSE 'day' END,
            '', '', 'Indonesia', '', '', '', '',
            CASE WHEN c_name < 0.04 THEN 'unknown' WHEN pg_temp.chance(i, 8) < 0.6 THEN 'asserted' ELSE 'document' END,
            made
        FROM (SELECT i, %(start)s::timestamptz + (pg_temp.chance(i, 9) * %(span)s) * interval '1 second' AS made,
                CASE WHEN pg_temp.chance(i, 10) < 0.6 THEN 'L' ELSE 'P' END AS sex,
                pg_temp.chance(i, 11) AS c_name, pg_temp.chance(i, 12) AS c_birth
            FROM generate_series(1, %(persons)s) AS i) AS made_up""",
    )
    run.into(
        "intake_personname",
        """(person_id, name, kind, source, noted_at)
        SELECT id, name, CASE WHEN name_is_placeholder THEN 'temporary' ELSE 'own' END, '', created_at
        FROM intake_person
        UNION ALL
        SELECT id, pg_temp.pick(CASE sex WHEN 'L' THEN %(male)s ELSE %(female)s END, id, 21) || ' alias', 'alias', '', created_at
        FROM intake_person WHERE pg_temp.chance(id, 20) < 0.2""",
    )


def identifiers(run: _Run) -> None:
    """NIKs for 70 of 100, with serials from 9001 on: encrypted here, for the database has no key."""
    import io

    run.cursor.execute(
        "SELECT id, sex, coalesce(born_on, '1980-01-01') FROM intake_person"
        " WHERE pg_temp.chance(id, 30) < 0.7 ORDER BY id"
    )
    out = io.StringIO()
    moment = run.now.isoformat()
    for pk, sex, born in run.cursor.fetchall():
        day = born.day + (40 if sex == "P" else 0)
        nik = f"1271{pk % 21 + 1:02d}{day:02d}{born:%m%y}9{pk % 1000:03d}"
        out.write(
            f"{pk}\tnik\t\\\\x{encrypt(nik).hex()}\t{keyed_hash(nik)}\t{nik[:4]}••••••••{nik[-4:]}\t\t{{}}\t{moment}\n"
        )
    out.seek(0)
    run.cursor.cursor.copy_expert(
        "COPY intake_identifier (person_id, kind, number_encrypted, number_hash, masked, source,"
        " warnings, noted_at) FROM STDIN",
        out,
    )
    run.say(f"    intake_identifier: {run.cursor.cursor.rowcount:,} baris".replace(",", "."))


def raids(run: _Run) -> None:
    run.sql(
        """CREATE TEMP TABLE staff ON COMMIT DROP AS
        SELECT id, office_id, role, row_number() OVER (ORDER BY id) - 1 AS n,
            row_number() OVER (PARTITION BY office_id ORDER BY (role = 'section_head'), id) - 1 AS m,
            count(*) OVER (PARTITION BY office_id) AS mates
        FROM accounts_user WHERE role IN ('social_worker', 'section_head')"""
    )
    run.sql(
        """CREATE TEMP TABLE section ON COMMIT DROP AS
        SELECT office_id AS id, row_number() OVER (ORDER BY office_id) - 1 AS n, count(*) AS mates,
            min(id) FILTER (WHERE m = 0) AS head_id, min(id) FILTER (WHERE m = 1) AS writer_id
        FROM staff GROUP BY office_id"""
    )
    run.sql("ANALYZE staff")
    run.sql("ANALYZE section")
    run.into(
        "intake_raid",
        """(id, number, name, order_number, basis, assembly_point, starts_at, ends_at, events,
            obstacles, suggestions, status, closing_explanation, opened_by_id, opened_at, closed_by_id,
            closed_at, last_ordinal)
        SELECT i, 'OP-' || extract(year FROM begun)::int || '-' || lpad(i::text, 6, '0'),
            'Operasi contoh ' || i, '', '', '', begun, begun + interval '5 hours', '', '', '', 'closed', '',
            s.id, begun, s.id, begun + interval '1 day', 0
        FROM (SELECT i, %(start)s::timestamptz + (i - 1) * (%(span)s / %(raids)s) * interval '1 second'
                AS begun FROM generate_series(1, %(raids)s) AS i) AS made_up
        JOIN staff s ON s.n = i %% (SELECT count(*) FROM staff)""",
    )
    run.into(
        "intake_raidstop",
        """(id, raid_id, "order", name, counted, counted_is_approximate)
        SELECT (i - 1) * 3 + k, i, k, 'Simpang contoh ' || (i * 7 + k) %% 97, NULL, false
        FROM generate_series(1, %(raids)s) AS i, generate_series(1, 3) AS k""",
    )


def encounters(run: _Run) -> None:
    """One for each case that a raid opened, and the 15 of 100 who were nobody's case."""
    run.sql(
        """CREATE TEMP TABLE met ON COMMIT DROP AS
        SELECT i AS id, 1 + ((i - 1) * %(raids)s / (%(cases)s * 1.15)::bigint)::int AS raid_id,
            CASE WHEN i <= %(persons)s THEN i
                ELSE 1 + (pg_temp.chance(i, 40) * (%(persons)s - 1))::bigint END AS person_id,
            i <= %(cases)s AS is_case
        FROM generate_series(1, (%(cases)s * 1.15)::bigint) AS i"""
    )
    # Repeats come before the latest case of a person, so that at most the latest is still open.
    run.into(
        "intake_encounter",
        """(id, client_uuid, raid_id, stop_id, ordinal, door, number, met_at, place, reporter,
            source_link, sex, age_band, name, activities, conditions, belongings, belongings_note,
            companionship, note, is_bare, outcome, outcome_reason, handed_to, person_id,
            recorded_by_id, recorded_at, triaged_by_id, triaged_at)
        SELECT m.id, md5(m.id::text)::uuid, r.id, (r.id - 1) * 3 + 1 + m.id %% 3,
            row_number() OVER (PARTITION BY r.id ORDER BY m.id), 'raid',
            'T-' || extract(year FROM r.starts_at)::int || '-' || lpad(m.id::text, 7, '0'),
            r.starts_at + (pg_temp.chance(m.id, 41) * 4) * interval '1 hour', '', '', '', p.sex,
            pg_temp.pick(ARRAY['0-5','6-12','13-17','18-24','25-44','25-44','45-59','60+','unknown'], m.id, 42),
            '', ARRAY[pg_temp.pick(ARRAY['begging','sleeping','busking','silver','costume','hawking',
                'parking','scavenging','cart','none'], m.id, 43)], '{}', '{}', '', 'unknown', '', false,
            CASE WHEN m.is_case THEN 'case' ELSE 'not_ppks' END,
            CASE WHEN m.is_case THEN '' ELSE 'Bukan PPKS' END, '',
            CASE WHEN m.is_case THEN m.person_id END, r.opened_by_id, r.starts_at, r.opened_by_id, r.starts_at
        FROM met m JOIN intake_raid r ON r.id = least(m.raid_id, %(raids)s)
        JOIN intake_person p ON p.id = m.person_id""",
    )
    run.sql(
        """UPDATE intake_raidstop s SET counted = n FROM (
            SELECT stop_id, count(*) AS n FROM intake_encounter GROUP BY stop_id) c WHERE c.stop_id = s.id"""
    )
    run.sql(
        """UPDATE intake_raid r SET last_ordinal = n FROM (
            SELECT raid_id, max(ordinal) AS n FROM intake_encounter GROUP BY raid_id) c WHERE c.raid_id = r.id"""
    )


def cases(run: _Run) -> None:
    run.sql(
        """CREATE TEMP TABLE told ON COMMIT DROP AS
        SELECT e.id, e.person_id, e.met_at + interval '10 hours' AS opened_at,
            row_number() OVER w = count(*) OVER (PARTITION BY e.person_id) AS is_latest,
            row_number() OVER w - 1 AS earlier,
            lead(e.met_at) OVER w AS next_at, pg_temp.chance(e.id, 50) AS c_end
        FROM intake_encounter e WHERE e.outcome = 'case'
        WINDOW w AS (PARTITION BY e.person_id ORDER BY e.met_at, e.id)"""
    )
    run.into(
        "intake_case",
        """(id, number, person_id, section_id, owner_id, door, encounter_id, main_type_id, flags,
            condition, belongings, story, repeat_count, stage, status, opened_at, opened_by_id, pause_reason,
            ended_at, ended_by_id, end_reason, end_note)
        SELECT t.id, 'K-' || extract(year FROM t.opened_at)::int || '-' || lpad(t.id::text, 7, '0'),
            t.person_id, s.office_id, s.id, 'raid', t.id, y.id,
            CASE WHEN pg_temp.chance(t.id, 51) < 0.2 THEN ARRAY['child']
                WHEN pg_temp.chance(t.id, 51) < 0.23 THEN ARRAY['psychiatric'] ELSE '{}' END,
            '', '', '', least(t.earlier, 100),
            CASE WHEN t.ended THEN 6 ELSE 2 + (pg_temp.chance(t.id, 52) * 3.99)::int END,
            CASE WHEN t.ended THEN 'ended' ELSE 'open' END, t.opened_at, s.id, '',
            CASE WHEN t.ended THEN greatest(t.opened_at, least(coalesce(t.next_at, %(now)s::timestamptz),
                t.opened_at + (5 + pg_temp.chance(t.id, 53) * 200) * interval '1 day')) END,
            CASE WHEN t.ended THEN s.id END,
            CASE WHEN t.ended THEN pg_temp.pick(ARRAY['reunited','returned','independent','transferred',
                'completed','absconded','died'], t.id, 54) ELSE '' END, ''
        FROM (SELECT *, NOT is_latest OR c_end < 0.8 AS ended FROM told) t
        JOIN section x ON x.n = t.id %% (SELECT count(*) FROM section)
        JOIN staff s ON s.office_id = x.id AND s.m = (t.id / 7) %% x.mates
        JOIN (SELECT id, row_number() OVER (ORDER BY code) - 1 AS n FROM intake_ppkstype) y
            ON y.n = (pg_temp.chance(t.id, 55) * 26)::bigint %% 26""",
    )
    run.into(
        "intake_casestage",
        """(case_id, stage, reached_at, act)
        SELECT c.id, k, c.opened_at + (k - 1) * interval '1 day', 'Contoh'
        FROM intake_case c, generate_series(1, 6) AS k WHERE k <= c.stage""",
    )
    run.into(
        "intake_casetype",
        """(case_id, ppks_type_id, is_main, since, reason, noted_by_id)
        SELECT id, main_type_id, true, opened_at, '', opened_by_id FROM intake_case""",
    )


def assessments(run: _Run) -> None:
    run.into(
        "intake_assessment",
        """(id, case_id, instrument_id, status, answers, scores, summary, recommendation, profession,
            assessor_id, started_at, finished_by_id, finished_at)
        SELECT c.id, c.id, (SELECT id FROM intake_instrument WHERE status = 'published' ORDER BY id LIMIT 1),
            'finished', '{}', '{}', 'Contoh', '', 'Pekerja sosial', c.opened_by_id,
            c.opened_at + interval '1 day', c.opened_by_id, c.opened_at + interval '2 days'
        FROM intake_case c WHERE c.stage >= 3""",
    )
    run.into(
        "intake_need",
        """(case_id, assessment_id, domain, description, priority, status, status_reason, judged_by_id, judged_at)
        SELECT a.case_id, a.id, d.domain, d.words, d.priority, 'open', '', a.assessor_id, a.finished_at
        FROM intake_assessment a, (VALUES ('shelter', 'Tempat tinggal yang aman', 1),
            ('identity', 'Dokumen kependudukan', 2)) AS d(domain, words, priority)""",
    )


def facilities(run: _Run) -> None:
    """Enough places in made-up wards of the residential facilities."""
    run.sql(
        """CREATE TEMP TABLE house ON COMMIT DROP AS
        SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS total
        FROM upt_facilities_facility WHERE kind = 'upt' AND is_residential"""
    )
    run.into(
        "upt_facilities_ward",
        """(facility_id, name, sex, note)
        SELECT h.id, 'Wisma ukur ' || w, 'A', '' FROM generate_series(0, (%(places)s - 1) / 50) AS w
        JOIN house h ON h.n = w %% h.total""",
    )
    run.into(
        "upt_facilities_place",
        """(ward_id, number, "order", is_extra, is_in_use)
        SELECT w.id, k::text, k, false, true FROM upt_facilities_ward w, generate_series(1, 50) AS k
        WHERE w.name LIKE 'Wisma ukur %%'""",
    )


def stays(run: _Run) -> None:
    """Places filled one after another by the cases that came to action, in the order of their opening."""
    run.sql(
        """CREATE TEMP TABLE lived ON COMMIT DROP AS
        SELECT j.id AS case_id, j.ended_at, j.arrived_at, p.id AS place_id, p.facility_id, p.user_id,
            lead(j.arrived_at) OVER (PARTITION BY p.id ORDER BY j.arrived_at, j.id) AS next_at
        FROM (SELECT id, ended_at, opened_at + interval '4 days' AS arrived_at,
                row_number() OVER (ORDER BY opened_at, id) - 1 AS j
            FROM intake_case WHERE stage >= 5 AND opened_at < %(now)s::timestamptz - interval '6 days') j
        JOIN (SELECT p.id, w.facility_id, (SELECT id FROM staff ORDER BY id LIMIT 1) AS user_id,
                row_number() OVER (ORDER BY p.id) - 1 AS n
            FROM upt_facilities_place p JOIN upt_facilities_ward w ON w.id = p.ward_id
            WHERE w.name LIKE 'Wisma ukur %%') p
            ON p.n = j.j %% (SELECT count(*) FROM upt_facilities_place p
                JOIN upt_facilities_ward w ON w.id = p.ward_id WHERE w.name LIKE 'Wisma ukur %%')"""
    )
    run.sql("ANALYZE lived")
    run.into(
        "upt_facilities_occupancy",
        """(id, place_id, kind, case_id, period, reason, made_by_id, made_at)
        SELECT row_number() OVER (ORDER BY case_id), place_id, 'lived_in', case_id,
            tstzrange(arrived_at, until, '[)'), '', user_id, arrived_at
        FROM (SELECT *, CASE WHEN ended_at IS NULL AND next_at IS NULL THEN NULL
                ELSE greatest(arrived_at + interval '1 hour',
                    least(coalesce(ended_at, %(now)s::timestamptz), coalesce(next_at, 'infinity') - interval '1 minute')) END AS until
            FROM lived WHERE next_at IS NULL OR next_at > arrived_at + interval '2 hours') l""",
    )
    run.into(
        "upt_facilities_stay",
        """(id, case_id, facility_id, occupancy_id, arrived_at, condition, belongings, brought_by, handed_by,
            witness, received_by_id, exit_at, exit_kind, exit_reason, exit_evidence, exited_by_id)
        SELECT o.id, o.case_id, w.facility_id, o.id, lower(o.period), 'Baik', 'Tidak ada', 'Petugas antar', 'Petugas antar', '',
            o.made_by_id, upper(o.period), CASE WHEN upper(o.period) IS NULL THEN '' ELSE 'completed' END,
            CASE WHEN upper(o.period) IS NULL THEN '' ELSE 'Selesai program' END, '',
            CASE WHEN upper(o.period) IS NULL THEN NULL ELSE o.made_by_id END
        FROM upt_facilities_occupancy o JOIN upt_facilities_place p ON p.id = o.place_id
        JOIN upt_facilities_ward w ON w.id = p.ward_id""",
    )


def referrals(run: _Run) -> None:
    """One referral with its letter for each stay, and one draft or submitted for open cases before."""
    run.into(
        "documents_issueddocument",
        """(id, kind, series_id, year, serial, number, title, dated_on, issued_at, issued_by_id, html,
            content_hash, token, status, void_reason, subject_label, subject_pk, case_pk)
        SELECT s.id, 'recommendation', n.id, extract(year FROM s.arrived_at)::int, s.id,
            '400.9/' || s.id || '/UKUR/' || extract(year FROM s.arrived_at)::int, 'Surat contoh', s.arrived_at::date,
            s.arrived_at, x.head_id, '<p>Contoh</p>', repeat('0', 64), left(md5(s.id::text) || md5(s.id::text), 26),
            'valid', '', 'referrals.referral', s.id, s.case_id
        FROM upt_facilities_stay s JOIN intake_case c ON c.id = s.case_id
        JOIN documents_numberseries n ON n.kind = 'recommendation'
        JOIN section x ON x.id = c.section_id""",
    )
    run.into(
        "referrals_referral",
        """(id, number, case_id, facility_id, reason, service_asked, override_reason, status, written_by_id,
            written_at, assessed_by_id, last_edited_by_id, submitted_by_id, submitted_at, decided_by_id, decided_at,
            decision_code, decision_note, decided_hash, letter_id, answered_by_id, answered_at, decline_code,
            answer_note, stay_id, end_note)
        SELECT s.id, 'RJK-' || d.year || '-' || lpad(s.id::text, 7, '0'), s.case_id, s.facility_id, 'Contoh', '', '',
            'arrived', x.writer_id, s.arrived_at - interval '3 days', NULL, x.writer_id, x.writer_id, s.arrived_at - interval '3 days',
            d.issued_by_id, s.arrived_at - interval '2 days', '', '', repeat('0', 64), d.id, s.received_by_id,
            s.arrived_at - interval '1 day', '', '', s.id, ''
        FROM upt_facilities_stay s JOIN documents_issueddocument d ON d.id = s.id
        JOIN intake_case c ON c.id = s.case_id
        JOIN section x ON x.id = c.section_id""",
    )
    run.sql(
        "SELECT setval(pg_get_serial_sequence('referrals_referral', 'id'), greatest((SELECT max(id) FROM referrals_referral), 1))"
    )
    run.into(
        "referrals_referral",
        """(number, case_id, facility_id, reason, service_asked, override_reason, status, written_by_id,
            written_at, last_edited_by_id, submitted_by_id, submitted_at, decision_code, decision_note,
            decided_hash, decline_code, answer_note, end_note)
        SELECT 'RJK-X-' || lpad(c.id::text, 7, '0'), c.id, (SELECT id FROM house ORDER BY n LIMIT 1), 'Contoh', '', '', 'submitted',
            c.opened_by_id, c.opened_at, c.opened_by_id, c.opened_by_id, c.opened_at + interval '3 days', '', '', '', '', '', ''
        FROM intake_case c WHERE c.status = 'open' AND c.stage = 4 AND pg_temp.chance(c.id, 60) < 0.02""",
    )


def services(run: _Run) -> None:
    run.into(
        "referrals_servicegiven",
        """(case_id, need, given_on, facility_id, evidence, given_by_id, recorded_at)
        SELECT s.case_id, k.need, s.arrived_at::date + k.day, s.facility_id, 'Daftar', s.received_by_id, s.arrived_at
        FROM upt_facilities_stay s, (VALUES ('DP02', 0), ('DP03', 0), ('DP05', 1), ('DP06S', 2), ('DP02', 1))
            AS k(need, day)""",
    )


def visits(run: _Run) -> None:
    run.into(
        "evaluation_visit",
        """(case_id, planned_on, assigned_to_id, purpose, planned_by_id, held_at, held_by_id, result, way, place,
            signals, quality, before, after, own_words, findings, follow_up, cancel_reason)
        SELECT c.id, (c.opened_at + interval '30 days')::date, c.owner_id, '', c.owner_id,
            CASE WHEN held THEN c.opened_at + interval '31 days' END, CASE WHEN held THEN c.owner_id END,
            CASE WHEN held THEN 'met' ELSE '' END, CASE WHEN held THEN 'in_person' ELSE '' END, '', '{}',
            CASE WHEN held THEN '{"timely": 4, "humane": 5}'::jsonb ELSE '{}' END, '{}', '{}', '', '', '', ''
        FROM (SELECT *, pg_temp.chance(id, 70) < 0.8 AND opened_at < %(now)s::timestamptz - interval '31 days' AS held
            FROM intake_case) c WHERE c.stage >= 5""",
    )


def journal(run: _Run) -> None:
    run.into(
        "journal_entry",
        """(at, actor_id, action, subject_label, subject_pk, subject_text, case_pk, person_pk, note, data)
        SELECT c.opened_at + k * interval '1 day', c.opened_by_id, 'case.read', 'intake.case', c.id::text,
            c.number, c.id, c.person_id, '', '{}'
        FROM intake_case c, generate_series(0, 4) AS k""",
    )


STEPS: tuple[tuple[str, Callable[[_Run], None]], ...] = (
    ("Orang dan nama", persons),
    ("NIK", identifiers),
    ("Razia", raids),
    ("Temuan", encounters),
    ("Kasus", cases),
    ("Asesmen dan kebutuhan", assessments),
    ("Tempat", facilities),
    ("Penghuni", stays),
    ("Surat dan rujukan", referrals),
    ("Layanan", services),
    ("Kunjungan", visits),
    ("Jurnal", journal),
)
