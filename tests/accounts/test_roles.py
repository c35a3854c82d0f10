"""The role table, against design §5."""

import pytest

from ppks_service.accounts.guards import refusal_sentence
from ppks_service.accounts.roles import ROLE_CAPABILITIES, Capability, Role, roles_with

C = Capability


def test_every_role_has_an_answer():
    assert set(ROLE_CAPABILITIES) == set(Role)


@pytest.mark.parametrize("capability", list(Capability))
def test_every_capability_is_held_by_somebody(capability):
    assert roles_with(capability), f"nobody can {capability}"


def test_who_maintains_data_and_who_audits_open_no_case():
    for role in (Role.DATA_ADMIN, Role.AUDITOR, Role.REPORTING, Role.FIELD_OFFICER, Role.PARTNER):
        assert C.READ_CASES not in ROLE_CAPABILITIES[role], role


def test_who_decides_does_not_maintain_accounts():
    for role, held in ROLE_CAPABILITIES.items():
        assert not {C.DECIDE, C.MAINTAIN_ACCOUNTS} <= held, role
        assert not {C.READ_JOURNAL, C.MAINTAIN_ACCOUNTS} <= held, role


def test_refusal_says_who_may():
    assert refusal_sentence(C.READ_JOURNAL) == (
        "Peran Anda tidak dapat membuka jurnal. Yang dapat: Auditor / DPO."
    )
