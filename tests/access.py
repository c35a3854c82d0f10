"""Who gets what at every address: the one table that ``tests/test_access.py`` walks through.

``ADDRESSES`` maps an address name to its expectation. A name that is missing fails the test, so a
new address must say here who may use it.

- ``PUBLIC``: everyone, signed in or not.
- ``STAFF``: everyone who has signed in.
- a set of roles: those get through (200, 302, 404 for "not visible" or 405 for the wrong method),
  all others 403 with a sentence.

``arguments`` says how the address is filled in for the request; without a matching row the answer to
an allowed role is 404, which also says that the guard let them through.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from evaluation.months import Month
from ppks_service.accounts.roles import Capability, Role, roles_with

PUBLIC = "public"
STAFF = "staff"
NO_UUID = uuid.UUID(int=0)


@dataclass(frozen=True)
class Access:
    who: str | frozenset[Role]
    arguments: dict[str, Any] = field(default_factory=dict)
    method: str = "get"
    by_program: bool = False  # answers 401 and sentences in JSON, and never redirects


def can(*capabilities: Capability, method: str = "get", **arguments: Any) -> Access:
    """Open to every role with one of ``capabilities``, as the role table says."""
    roles = {role for capability in capabilities for role in roles_with(capability)}
    return Access(frozenset(roles), arguments, method)


def only(*roles: Role, method: str = "get", **arguments: Any) -> Access:
    """Open to just these roles: written out, so that a change of the role table is noticed."""
    return Access(frozenset(roles), arguments, method)


def public(**arguments: Any) -> Access:
    return Access(PUBLIC, arguments)


def program(*capabilities: Capability, method: str = "get", **arguments: Any) -> Access:
    """As ``can``, for an address that a program asks."""
    return Access(can(*capabilities).who, arguments, method, by_program=True)


def staff(method: str = "get", **arguments: Any) -> Access:
    return Access(STAFF, arguments, method)


R = Role
PLATFORM: dict[str, Access] = {
    "health": public(),
    "about": public(),
    "theme": public(),
    "documents:check": public(token="0" * 26),
    "documents:check_find": public(),
    "exports:ask": staff(key="tidak-ada"),
    "documents:list": only(
        R.FIELD_OFFICER,
        R.REGISTRAR,
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.DEPARTMENT_HEAD,
        R.FACILITY_OFFICER,
        R.PARTNER,
        R.REPORTING,
    ),
    "documents:show": only(
        R.FIELD_OFFICER,
        R.REGISTRAR,
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.DEPARTMENT_HEAD,
        R.FACILITY_OFFICER,
        R.PARTNER,
        R.REPORTING,
        pk=0,
    ),
    "documents:scan": only(
        R.FIELD_OFFICER,
        R.REGISTRAR,
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.DEPARTMENT_HEAD,
        R.FACILITY_OFFICER,
        R.PARTNER,
        R.REPORTING,
        pk=0,
        scan=0,
    ),
    "documents:agenda": only(
        R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, R.DEPARTMENT_HEAD, R.REPORTING
    ),
    "documents:agenda_pdf": can(Capability.READ_AGENDA),
    "documents:letter_choose": can(Capability.READ_DOCUMENTS, of="kasus", key="K-0"),
    "documents:letter_write": can(
        Capability.READ_DOCUMENTS, of="kasus", key="K-0", code="surat-pengantar"
    ),
    "documents:replace": can(Capability.READ_DOCUMENTS, pk=0),
    "documents:kinds": only(R.DATA_ADMIN),
    "documents:kind_new": only(R.DATA_ADMIN),
    "documents:kind": only(R.DATA_ADMIN, pk=0),
    "documents:kind_edit": only(R.DATA_ADMIN, pk=0),
    "documents:kind_sample": only(R.DATA_ADMIN, pk=0),
    "documents:series": only(R.DATA_ADMIN, code="tidak-ada"),
    "documents:kind_move": only(R.DATA_ADMIN, method="post", pk=0),
    "documents:pdf": only(
        R.FIELD_OFFICER,
        R.REGISTRAR,
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.DEPARTMENT_HEAD,
        R.FACILITY_OFFICER,
        R.PARTNER,
        R.REPORTING,
        pk=0,
    ),
    "documents:withdraw": only(
        R.FIELD_OFFICER,
        R.REGISTRAR,
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.DEPARTMENT_HEAD,
        R.FACILITY_OFFICER,
        R.PARTNER,
        R.REPORTING,
        pk=0,
    ),
}
# accounts, worklist, areas, journal
ACCOUNTS: dict[str, Access] = {
    "accounts:sign_in": public(),
    "accounts:sign_out": staff(method="post"),
    "accounts:code": staff(),
    "accounts:account": staff(),
    "accounts:mail": staff(),
    "accounts:password": staff(),
    "accounts:code_begin": staff(method="post"),
    "accounts:code_setup": staff(),
    "accounts:code_off": staff(),
    "accounts:users": only(R.DATA_ADMIN),
    "accounts:user_create": only(R.DATA_ADMIN),
    "accounts:user_edit": only(R.DATA_ADMIN, pk=0),
    "accounts:user_password": only(R.DATA_ADMIN, method="post", pk=0),
    "accounts:user_code_off": only(R.DATA_ADMIN, method="post", pk=0),
    "accounts:mandates": only(R.DATA_ADMIN),
    "accounts:mandate_revoke": only(R.DATA_ADMIN, method="post", pk=0),
    "accounts:offices": only(R.DATA_ADMIN),
    "accounts:office_create": only(R.DATA_ADMIN),
    "accounts:office_edit": only(R.DATA_ADMIN, pk=0),
    "worklist:home": staff(),
    "worklist:menu": staff(),
    "worklist:days_off": staff(),
    "worklist:clocks": only(R.DATA_ADMIN),
    "worklist:clock_edit": only(R.DATA_ADMIN, code="shelter"),
    "areas:browse": staff(),
    "areas:search": staff(),
    "journal:list": only(R.AUDITOR),
    "privacy:retention": staff(),
}
FIELD: dict[str, Access] = {
    "intake:field_key": program(Capability.WRITE_RAIDS),
    "intake:field_provisions": program(Capability.WRITE_RAIDS),
    "intake:field_send": program(Capability.WRITE_RAIDS, method="post"),
    "intake:field_receipts": program(Capability.WRITE_RAIDS, method="post"),
    "intake:field_held": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER),
    "intake:field_take_in": only(R.REGISTRAR, R.SOCIAL_WORKER, uuid=NO_UUID),
    "intake:field_conflict": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, uuid=NO_UUID),
    "intake:field_conflict_photo": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, uuid=NO_UUID
    ),
}
RAIDS: dict[str, Access] = {
    "intake:field": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER),
    "intake:field_worker": public(),
    "intake:field_manifest": public(),
    "intake:raid_list": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD
    ),
    "intake:raid_open": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER),
    "intake:raid_show": only(
        R.FIELD_OFFICER,
        R.REGISTRAR,
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        number="OP-2026-000000",
    ),
    "intake:raid_edit": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000"
    ),
    "intake:raid_agencies": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000"
    ),
    "intake:stop_add": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000"),
    "intake:stop_edit": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000", order=1
    ),
    "intake:raid_totals": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000"
    ),
    "intake:total_judge": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000", pk=0
    ),
    "intake:raid_close": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000"
    ),
    "intake:raid_minutes": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000", method="post"
    ),
    "intake:encounter_record": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000"
    ),
    "intake:encounter_bulk": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000"
    ),
    "intake:band_list": can(Capability.READ_RAIDS, number="OP-2026-000000"),
    "intake:band_sheet": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000", sheet=NO_UUID
    ),
    "intake:band_scan": can(Capability.READ_RAIDS, Capability.READ_CASES),
    "intake:encounter_band": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="T-2026-000000"
    ),
    "intake:field_bands": program(Capability.WRITE_RAIDS, method="post"),
    "intake:encounter_group": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="OP-2026-000000"
    ),
    "intake:encounter_list": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD
    ),
    "intake:encounter_new": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER),
    "intake:encounter_show": only(
        R.FIELD_OFFICER,
        R.REGISTRAR,
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        number="T-2026-000000",
    ),
    "intake:encounter_edit": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="T-2026-000000"
    ),
    "intake:encounter_triage": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, number="T-2026-000000"
    ),
    "intake:encounter_photo": only(
        R.FIELD_OFFICER,
        R.REGISTRAR,
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        number="T-2026-000000",
    ),
}
# handovers and belongings: whoever reads raids reads them; writing is for those who record
READERS = (R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD)
RECORDERS = (R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER)
FILERS = (R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD)
CUSTODY: dict[str, Access] = {
    "intake:raid_custody": only(*READERS, number="OP-2026-000000"),
    "intake:raid_belongings": only(*READERS, number="OP-2026-000000"),
    "intake:handover_new": only(*RECORDERS, number="OP-2026-000000"),
    "intake:belonging_new": only(*RECORDERS, number="OP-2026-000000"),
    "intake:handover_show": only(*READERS, pk=0),
    "intake:handover_signature": only(*READERS, pk=0, party="penerima"),
    "intake:handover_paper": only(*RECORDERS, R.SECTION_HEAD, pk=0, method="post"),
    "intake:belonging": only(*READERS, pk=0),
    "intake:belonging_signature": only(*READERS, pk=0, step=1),
    "intake:case_custody": only(*FILERS, R.DIVISION_HEAD, number="K-2026-000000"),
    "intake:case_handover_new": only(*FILERS, number="K-2026-000000"),
    "intake:case_belonging_new": only(*FILERS, number="K-2026-000000"),
}
CASES: dict[str, Access] = {
    "intake:case_list": only(R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD),
    "intake:instruments": only(R.DATA_ADMIN),
    "intake:instrument_show": only(R.DATA_ADMIN, pk=0),
    "intake:instrument_move": only(R.DATA_ADMIN, method="post", pk=0),
    "intake:instrument_section": only(R.DATA_ADMIN, pk=0, key="baru"),
    "intake:instrument_section_remove": only(R.DATA_ADMIN, method="post", pk=0, key="baru"),
    "intake:search": only(R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD),
    "intake:person_compare": only(R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD),
    "intake:duplicate_list": only(R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD),
    "intake:link_undo": only(R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, pk=0),
    "intake:case_register": only(R.REGISTRAR, R.SOCIAL_WORKER),
    "intake:case_show": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:case_unseal": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:case_identity": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:person_thumb": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:person_photo": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:case_network": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:case_network_pdf": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:case_health": only(
        R.REGISTRAR,
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        number="K-2026-000000",
    ),
    "intake:case_family": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:case_papers": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:case_timeline": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:allotment": only(R.SECTION_HEAD),
    "intake:case_assign": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:case_pause": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:case_resume": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:case_end": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:case_assessments": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000"
    ),
    "intake:paper_file": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000", pk=0
    ),
    "intake:assessment": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-2026-000000", pk=0
    ),
    "intake:person_edit": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-2026-000000"
    ),
    "intake:case_edit": only(R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-2026-000000"),
    "intake:case_types": only(R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-2026-000000"),
    "intake:case_promise": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-2026-000000"
    ),
    "intake:case_consent": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-2026-000000"
    ),
    "intake:assessment_start": only(
        R.SOCIAL_WORKER, R.SECTION_HEAD, method="post", number="K-2026-000000"
    ),
    "intake:assessment_finish": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-2026-000000", pk=0),
    "intake:need_settle": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-2026-000000", pk=0),
}
FACILITIES: dict[str, Access] = {
    "facilities:directory": public(),
    "facilities:service": public(code="tidak-ada"),
    "facilities:board_list": only(
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.DEPARTMENT_HEAD,
        R.FACILITY_OFFICER,
        R.REPORTING,
        R.DATA_ADMIN,
    ),
    "facilities:board": only(
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.DEPARTMENT_HEAD,
        R.FACILITY_OFFICER,
        R.REPORTING,
        code="tidak-ada",
    ),
    "facilities:residents": only(
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.DEPARTMENT_HEAD,
        R.FACILITY_OFFICER,
        R.PARTNER,
        R.REPORTING,
        code="tidak-ada",
    ),
    "facilities:place": only(R.FACILITY_OFFICER, code="tidak-ada", pk=0),
    "facilities:place_open": only(R.FACILITY_OFFICER, method="post", code="tidak-ada", pk=0),
    "facilities:shelter_arrive": only(R.FACILITY_OFFICER, code="tidak-ada"),
    "facilities:edit": only(R.DATA_ADMIN, code="tidak-ada"),
    "facilities:ward_create": only(R.DATA_ADMIN, code="tidak-ada"),
    "facilities:ward_edit": only(R.DATA_ADMIN, code="tidak-ada", pk=0),
    "facilities:criteria": only(R.DATA_ADMIN, code="tidak-ada"),
    "facilities:criteria_move": only(R.DATA_ADMIN, method="post", code="tidak-ada"),
    "facilities:criterion_create": only(R.DATA_ADMIN, code="tidak-ada"),
    "facilities:criterion_edit": only(R.DATA_ADMIN, code="tidak-ada", pk=0),
    "facilities:criterion_remove": only(R.DATA_ADMIN, code="tidak-ada", pk=0),
    "facilities:papers_edit": only(R.DATA_ADMIN, code="tidak-ada"),
    "facilities:stay_show": only(
        R.REGISTRAR,
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.FACILITY_OFFICER,
        R.PARTNER,
        pk=0,
    ),
    "facilities:handover": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.FACILITY_OFFICER, R.PARTNER, method="post", pk=0
    ),
    "facilities:stay_move": only(R.REGISTRAR, R.SOCIAL_WORKER, R.FACILITY_OFFICER, R.PARTNER, pk=0),
    "facilities:stay_sign": only(R.REGISTRAR, R.SOCIAL_WORKER, R.FACILITY_OFFICER, R.PARTNER, pk=0),
    "facilities:stay_signature": only(
        R.REGISTRAR,
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.FACILITY_OFFICER,
        R.PARTNER,
        pk=0,
        party="penyerah",
    ),
    "facilities:exit_choose": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.FACILITY_OFFICER, R.PARTNER, pk=0
    ),
    "facilities:stay_exit": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.FACILITY_OFFICER, R.PARTNER, pk=0, kind="completed"
    ),
    "facilities:waiting_list": can(Capability.READ_FACILITIES, code="tidak-ada", pk=0),
    "facilities:waiting_move": only(R.SECTION_HEAD, pk=0),
    "facilities:waiting_stop": only(R.SOCIAL_WORKER, R.SECTION_HEAD, pk=0),
    "facilities:stay_temporary": only(R.SOCIAL_WORKER, R.SECTION_HEAD, R.FACILITY_OFFICER, pk=0),
    "facilities:case_wait": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0", code="tidak-ada"),
    "facilities:over_capacity": only(R.SECTION_HEAD, number="K-0", code="tidak-ada"),
    "facilities:case_shelter": only(R.REGISTRAR, R.SOCIAL_WORKER, number="K-0"),
}
REFERRALS: dict[str, Access] = {
    "referrals:batch": only(R.SECTION_HEAD, method="post"),
    "referrals:escalations": only(R.DIVISION_HEAD, R.DEPARTMENT_HEAD),
    "referrals:pause": only(R.SECTION_HEAD, R.DIVISION_HEAD, method="post", number="RJK-0"),
    "referrals:resume": only(R.SECTION_HEAD, R.DIVISION_HEAD, method="post", number="RJK-0"),
    "referrals:kinds": only(R.DATA_ADMIN),
    "referrals:kind_edit": only(R.DATA_ADMIN, code="x"),
    "referrals:inbox": only(R.SECTION_HEAD, R.DIVISION_HEAD),
    "referrals:decide": only(R.SECTION_HEAD, R.DIVISION_HEAD, number="RJK-0"),
    "referrals:plan_decide": only(R.SECTION_HEAD, pk=0),
    "referrals:list": only(
        R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, R.FACILITY_OFFICER, R.PARTNER
    ),
    "referrals:show": only(
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.FACILITY_OFFICER,
        R.PARTNER,
        number="RJK-0",
    ),
    "referrals:edit": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="RJK-0"),
    "referrals:submit": only(R.SOCIAL_WORKER, R.SECTION_HEAD, method="post", number="RJK-0"),
    "referrals:cancel": only(R.SOCIAL_WORKER, R.SECTION_HEAD, method="post", number="RJK-0"),
    "referrals:accept": only(R.FACILITY_OFFICER, R.PARTNER, method="post", number="RJK-0"),
    "referrals:decline": only(R.FACILITY_OFFICER, R.PARTNER, method="post", number="RJK-0"),
    "referrals:arrive": only(R.FACILITY_OFFICER, R.PARTNER, number="RJK-0"),
    "referrals:finish": only(
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.FACILITY_OFFICER,
        R.PARTNER,
        method="post",
        number="RJK-0",
    ),
    "referrals:ask": only(R.FACILITY_OFFICER, R.PARTNER, method="post", number="RJK-0"),
    "referrals:reserve": only(R.FACILITY_OFFICER, R.PARTNER, method="post", number="RJK-0"),
    "referrals:link_send": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="RJK-0"),
    "referrals:link_revoke": only(
        R.SOCIAL_WORKER, R.SECTION_HEAD, method="post", number="RJK-0", pk=0
    ),
    "referrals:reply_read": only(
        R.SOCIAL_WORKER, R.SECTION_HEAD, method="post", number="RJK-0", pk=0
    ),
    "referrals:reply_answer": only(
        R.SOCIAL_WORKER, R.SECTION_HEAD, method="post", number="RJK-0", pk=0
    ),
    "referrals:reply_file": only(
        R.SOCIAL_WORKER,
        R.SECTION_HEAD,
        R.DIVISION_HEAD,
        R.FACILITY_OFFICER,
        R.PARTNER,
        number="RJK-0",
        pk=0,
    ),
    # Behind a link nobody is signed in, and no role opens more: its PIN does (tests/referrals/test_partner.py).
    "partner:open": public(token="x" * 43),
    "partner:pin": public(token="x" * 43),
    "partner:name": public(token="x" * 43),
    "partner:letter": public(token="x" * 43),
    "partner:answer": public(token="x" * 43, what="terima"),
    "partner:ask_again": public(token="x" * 43),
    "partner:leave": public(token="x" * 43),
    "referrals:plan": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-0"
    ),
    "referrals:plan_write": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0"),
    "referrals:plan_words": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0"),
    "referrals:plan_goal": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0", need=0),
    "referrals:plan_action": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0", goal=0),
    "referrals:plan_action_edit": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0", pk=0),
    # Whose act it is says how it ended, also without writing plans.
    "referrals:plan_action_state": can(Capability.READ_CASES, number="K-0", pk=0),
    "referrals:plan_action_remove": only(
        R.SOCIAL_WORKER, R.SECTION_HEAD, method="post", number="K-0", pk=0
    ),
    "referrals:plan_agree": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0"),
    "referrals:plan_signature": can(Capability.READ_CASES, number="K-0", pk=0),
    "referrals:conference_call": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0"),
    "referrals:conference": can(Capability.READ_CASES, number="CC-0"),
    "referrals:conference_hold": can(Capability.READ_CASES, number="CC-0"),
    "referrals:conference_move": can(Capability.READ_CASES, number="CC-0"),
    "referrals:conference_cancel": can(Capability.READ_CASES, number="CC-0"),
    "referrals:conference_supplement": can(Capability.READ_CASES, method="post", number="CC-0"),
    "referrals:conference_action_state": can(Capability.READ_CASES, number="CC-0", pk=0),
    "referrals:conference_attendance": can(Capability.READ_CASES, number="CC-0"),
    "referrals:plan_templates": only(R.DATA_ADMIN),
    "referrals:plan_template": only(R.DATA_ADMIN, pk=0),
    "referrals:plan_template_goal": only(R.DATA_ADMIN, pk=0, goal=0),
    "referrals:plan_template_goal_remove": only(R.DATA_ADMIN, method="post", pk=0, goal=0),
    "referrals:plan_template_move": only(R.DATA_ADMIN, method="post", pk=0),
    "referrals:plan_take_over": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0"),
    "referrals:together": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0"),
    "referrals:health": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="RJK-0"),
    "referrals:clearance": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0"),
    "referrals:paper_task": only(R.SOCIAL_WORKER, R.SECTION_HEAD, pk=0),
    "referrals:places": only(R.SOCIAL_WORKER, R.SECTION_HEAD, number="K-0"),
    "referrals:services": only(
        R.REGISTRAR, R.SOCIAL_WORKER, R.SECTION_HEAD, R.DIVISION_HEAD, number="K-0"
    ),
    "referrals:service_cancel": can(Capability.RECORD_SERVICES, pk=0),
    "referrals:ward_services": only(R.FACILITY_OFFICER, code="tempat-0", pk=0),
}
EVALUATION: dict[str, Access] = {
    "evaluation:dashboard": can(Capability.READ_REPORTS),
    "evaluation:report_list": can(Capability.READ_REPORTS),
    "evaluation:report": can(Capability.READ_REPORTS, month=Month(2022, 10)),
    "evaluation:report_pdf": can(Capability.READ_REPORTS, month=Month(2199, 1)),
    "evaluation:report_xlsx": can(Capability.READ_REPORTS, month=Month(2022, 10)),
    "evaluation:report_rows": can(
        Capability.READ_REPORTS, month=Month(2022, 10), key="people.persons"
    ),
    "evaluation:report_close": only(R.REPORTING, method="post", month=Month(2199, 1)),
    "evaluation:visit_list": can(Capability.WRITE_VISITS, Capability.READ_CASES),
    "evaluation:visit": can(Capability.WRITE_VISITS, Capability.READ_CASES, pk=0),
    "evaluation:visit_cancel": only(R.SOCIAL_WORKER, pk=0),
    "evaluation:case_tab": can(Capability.READ_CASES, number="K-2026-000000"),
    "evaluation:visit_plan": only(R.SOCIAL_WORKER, number="K-2026-000000"),
    "evaluation:follow_up": only(R.SOCIAL_WORKER, method="post", number="K-2026-000000"),
}

IMPORTS: dict[str, Access] = {
    "intake:import_list": can(Capability.IMPORT),
    "intake:import_template": can(Capability.IMPORT),
    "intake:import_show": can(Capability.IMPORT, pk=0),
    "intake:import_sheet": can(Capability.IMPORT, method="post", pk=0),
    "intake:import_pair": can(Capability.IMPORT, method="post", pk=0),
    "intake:import_go_on": can(Capability.IMPORT, method="post", pk=0),
    "intake:import_answer": can(Capability.IMPORT, method="post", pk=0),
    "intake:import_persons": can(Capability.IMPORT, method="post", pk=0),
    "intake:import_accept": can(Capability.IMPORT, method="post", pk=0),
    "intake:import_undo": can(Capability.IMPORT, method="post", pk=0),
    "intake:import_drop": can(Capability.IMPORT, method="post", pk=0),
    "intake:import_marked": can(Capability.IMPORT, pk=0),
}

SHEETS: dict[str, Access] = {
    "intake:sheet_list": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER),
    "intake:sheet_print": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER),
    "intake:sheet_show": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, pk=0),
    "intake:sheet_photo": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, pk=0),
    "intake:sheet_attach": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, method="post", pk=0),
    "intake:sheet_finish": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, method="post", pk=0),
    "intake:sheet_discard": only(
        R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, method="post", pk=0
    ),
    "intake:sheet_reopen": only(R.FIELD_OFFICER, R.REGISTRAR, R.SOCIAL_WORKER, method="post", pk=0),
}

ADDRESSES: dict[str, Access] = (
    PLATFORM
    | ACCOUNTS
    | FIELD
    | RAIDS
    | CUSTODY
    | CASES
    | FACILITIES
    | REFERRALS
    | EVALUATION
    | IMPORTS
    | SHEETS
)
Fill = Callable[[], dict[str, Any]]
