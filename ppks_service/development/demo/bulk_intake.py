"""Bulk rows of stages 1 to 3: persons, raids, encounters, cases, assessments."""

import io

from ppks_service.crypto import encrypt, keyed_hash
from ppks_service.development.demo.bulk import Run


def persons(run: Run) -> None:
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


def identifiers(run: Run) -> None:
    """NIKs for 70 of 100, with serials from 9001 on: encrypted here, for the database has no key."""
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


def raids(run: Run) -> None:
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


def encounters(run: Run) -> None:
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


def cases(run: Run) -> None:
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


def assessments(run: Run) -> None:
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
