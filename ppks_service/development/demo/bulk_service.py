"""Bulk rows of stages 4 to 6: places, stays, letters, referrals, services, visits, the journal."""

from ppks_service.development.demo.bulk import Run


def facilities(run: Run) -> None:
    """Enough facilities, each made-up one with two rules, and places in made-up wards of those to live in."""
    run.into(
        "upt_facilities_facility",
        """(code, name, kind, address, phone, head_name, target, audiences, needs_served, is_local, services,
            requirements, procedure, hours, usual_stay, is_residential, is_public, is_confirmed, source)
        SELECT 'ukur-' || n, 'UPT Ukur ' || n, 'upt', '', '', '', '', '{}', '{}', false, '', '', '', '', '', true, false, false, ''
        FROM generate_series(1, %(facilities)s - (SELECT count(*) FROM upt_facilities_facility)) AS n""",
    )
    run.into(
        "upt_facilities_criterion",
        """(facility_id, fact, operator, value, severity, text, source, "order")
        SELECT f.id, r.fact, r.operator, r.value, r.severity, 'Syarat ukur', '', 0
        FROM upt_facilities_facility f, (VALUES
            ('age', 'between', to_jsonb(ARRAY[0, 40]), 'must', 0), ('age', 'between', to_jsonb(ARRAY[18, 80]), 'must', 1),
            ('age', 'at_least', to_jsonb(60), 'exceptable', 2),
            ('contagious', 'is', to_jsonb(false), 'must', 0), ('independence', 'at_least', to_jsonb(12), 'exceptable', 1),
            ('pregnant', 'is', to_jsonb(false), 'exceptable', 2)) AS r(fact, operator, value, severity, turn)
        WHERE f.code LIKE 'ukur-%%' AND f.id %% 3 = r.turn""",
    )
    run.sql(
        """CREATE TEMP TABLE house ON COMMIT DROP AS
        SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS total
        FROM upt_facilities_facility WHERE kind = 'upt' AND is_residential"""
    )
    run.into(
        "upt_facilities_ward",
        """(facility_id, name, sex, note, is_on_request)
        SELECT h.id, 'Wisma ukur ' || w, 'A', '', false FROM generate_series(0, (%(places)s - 1) / 50) AS w
        JOIN house h ON h.n = w %% h.total""",
    )
    run.into(
        "upt_facilities_place",
        """(ward_id, number, "order", is_extra, is_in_use)
        SELECT w.id, k::text, k, false, true FROM upt_facilities_ward w, generate_series(1, 50) AS k
        WHERE w.name LIKE 'Wisma ukur %%'""",
    )


def stays(run: Run) -> None:
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


def referrals(run: Run) -> None:
    """One referral with its letter for each stay, and one draft or submitted for open cases before."""
    run.into(
        "documents_issueddocument",
        """(id, kind, series_id, year, serial, number, title, dated_on, issued_at, issued_by_id, html,
            content_hash, token, status, void_reason, subject_label, subject_pk, case_pk,
            kind_name, recipient, signed_as, is_protected)
        SELECT s.id, 'recommendation', n.id, extract(year FROM s.arrived_at)::int, s.id,
            '400.9/' || s.id || '/UKUR/' || extract(year FROM s.arrived_at)::int, 'Surat contoh', s.arrived_at::date,
            s.arrived_at, x.head_id, '<p>Contoh</p>', repeat('0', 64), left(md5(s.id::text) || md5(s.id::text), 26),
            'valid', '', 'referrals.referral', s.id, s.case_id, n.name, 'Kepala UPT', 'Kepala Seksi', false
        FROM upt_facilities_stay s JOIN intake_case c ON c.id = s.case_id
        JOIN documents_numberseries n ON n.kind = 'recommendation'
        JOIN section x ON x.id = c.section_id""",
    )
    run.into(
        "referrals_referral",
        """(id, number, case_id, facility_id, reason, service_asked, override_reason, override, status, written_by_id,
            written_at, assessed_by_id, last_edited_by_id, submitted_by_id, submitted_at, decided_by_id, decided_at,
            decision_code, decision_note, decided_hash, letter_id, answered_by_id, answered_at, decline_code,
            answer_note, stay_id, end_note)
        SELECT s.id, 'RJK-' || d.year || '-' || lpad(s.id::text, 7, '0'), s.case_id, s.facility_id, 'Contoh', '', '', '',
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
        """(number, case_id, facility_id, reason, service_asked, override_reason, override, status, written_by_id,
            written_at, last_edited_by_id, submitted_by_id, submitted_at, decision_code, decision_note,
            decided_hash, decline_code, answer_note, end_note)
        SELECT 'RJK-X-' || lpad(c.id::text, 7, '0'), c.id, (SELECT id FROM house ORDER BY n LIMIT 1), 'Contoh', '', '', '', 'submitted',
            c.opened_by_id, c.opened_at, c.opened_by_id, c.opened_by_id, c.opened_at + interval '3 days', '', '', '', '', '', ''
        FROM intake_case c WHERE c.status = 'open' AND c.stage = 4 AND pg_temp.chance(c.id, 60) < 0.02""",
    )


def services(run: Run) -> None:
    run.into(
        "referrals_servicegiven",
        """(case_id, need, given_on, facility_id, evidence, given_by_id, recorded_at)
        SELECT s.case_id, k.need, s.arrived_at::date + k.day, s.facility_id, 'Daftar', s.received_by_id, s.arrived_at
        FROM upt_facilities_stay s, (VALUES ('DP02', 0), ('DP03', 0), ('DP05', 1), ('DP06S', 2), ('DP02', 1))
            AS k(need, day)""",
    )


def visits(run: Run) -> None:
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


def journal(run: Run) -> None:
    run.into(
        "journal_entry",
        """(at, actor_id, action, subject_label, subject_pk, subject_text, case_pk, person_pk, note, data)
        SELECT c.opened_at + k * interval '1 day', c.opened_by_id, 'case.read', 'intake.case', c.id::text,
            c.number, c.id, c.person_id, '', '{}'
        FROM intake_case c, generate_series(0, 4) AS k""",
    )


def counters(run: Run) -> None:
    """Let numbering go on after the numbers that were made up."""
    run.sql(
        """INSERT INTO documents_counter (name, last)
        SELECT 'letter:' || d.kind || ':' || d.year, max(d.serial) FROM documents_issueddocument d
        GROUP BY d.kind, d.year
        UNION ALL SELECT p || ':' || y, 5000000 FROM unnest(ARRAY['R', 'K', 'T', 'OP', 'RJK']) AS p,
            generate_series(extract(year FROM %(start)s::timestamptz)::int, extract(year FROM %(now)s::timestamptz)::int) AS y
        ON CONFLICT (name) DO UPDATE SET last = excluded.last"""
    )
