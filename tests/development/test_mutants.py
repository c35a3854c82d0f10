"""A planted fault is in the living functions, whatever decorator holds them."""

from pathlib import Path

import pytest

from ppks_service.development.mutants import plugin
from ppks_service.workflow import WrongStatus
from referrals import permissions, workflow
from referrals.models import Referral, ReferralStatus
from upt_facilities import criteria
from upt_facilities.models import Fact


@pytest.fixture
def planted():
    """Plant ``now`` for ``was`` in a module, and take it out again afterwards."""
    kept, constants = [], []

    def plant(module, function, was, now):
        path = module.__file__
        source = Path(path).read_text()
        assert was in source
        functions = plugin.functions_of([path])
        kept.append((functions, {f: f.__code__ for fs in functions.values() for f in fs}))
        constants.append((module, {n: v for n, v in vars(module).items() if n.isupper()}))
        fault = {"path": path, "function": function, "source": source.replace(was, now)}
        plugin.plant(fault, functions)

    tables = {name: dict(vars(t)) for name, t in vars(workflow).items() if name == "SUBMIT"}
    yield plant
    for _, codes in kept:
        for function, code in codes.items():
            function.__code__ = code
    for module, values in constants:
        vars(module).update(values)
    for name, values in tables.items():
        vars(getattr(workflow, name)).update(values)


def test_fault_in_a_rule_is_seen_by_who_asks_the_rule(planted):
    class Nobody:
        def has(self, capability):
            return False

    assert "disusun pekerja sosial" in permissions.write_for_case.refusal(Nobody(), None)

    planted(permissions, "write_for_case", 'return "Rencana dan', 'return None; "Rencana dan')

    assert permissions.write_for_case.refusal(Nobody(), None) is None


def test_fault_in_the_table_is_seen_by_who_holds_the_act(planted):
    held = workflow.SUBMIT
    draft = Referral(status=ReferralStatus.DRAFT)

    planted(workflow, "", "sources=frozenset({S.DRAFT}),", "sources=frozenset(),")

    with pytest.raises(WrongStatus):
        held.check(None, draft)


def test_fault_in_words_by_code_is_seen_by_who_looks_them_up(planted):
    held = criteria._value_words
    child = (Fact.IS_CHILD, True, {})
    assert held(*child) == "anak"

    planted(criteria, "", '("anak", "dewasa")', '("orang", "dewasa")')

    assert held(*child) == "orang"
