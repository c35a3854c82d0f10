"""A life as a table: what is open, to whom, in which words it is refused, and how it is drawn."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied

from ppks_service.accounts.rules import rule
from ppks_service.workflow import Transition, Workflow, WrongStatus, status_label


@dataclass
class Thing:
    status: str

    def get_status_display(self):
        return {"new": "Baru", "done": "Selesai"}[self.status]


@dataclass
class Bare:
    status: str


@rule
def boss(user, thing):
    return None if user == "boss" else f"Hanya atasan: {thing.get_status_display()}."


FINISH = Transition(
    name="finish", label="Selesaikan", sources=frozenset({"new"}), target="done", rule=boss
)
REOPEN = Transition(
    name="reopen", label="Buka lagi", sources=frozenset({"done", "lost"}), target="new", rule=boss
)
LIFE = Workflow(
    name="Hidup",
    initial="new",
    transitions=(FINISH, REOPEN),
    labels={"new": "Baru", "done": "Selesai"},
)


def test_act_is_open_from_its_sources_to_whom_the_rule_allows():
    assert FINISH.is_open_to("boss", Thing("new"))
    assert not FINISH.is_open_to("clerk", Thing("new"))
    assert not FINISH.is_open_to("boss", Thing("done"))
    assert LIFE.open_to("boss", Thing("done")) == [REOPEN]
    assert LIFE.open_to("clerk", Thing("done")) == []


def test_refusal_says_the_status_first_and_then_the_rule():
    wrong = "Selesaikan tidak dapat dilakukan: statusnya kini “Selesai”."

    assert FINISH.refusal("boss", Thing("new")) is None
    assert FINISH.refusal("clerk", Thing("new")) == "Hanya atasan: Baru."
    assert FINISH.refusal("clerk", Thing("done")) == wrong
    FINISH.check("boss", Thing("new"))
    with pytest.raises(PermissionDenied, match="Hanya atasan: Baru"):
        FINISH.check("clerk", Thing("new"))
    with pytest.raises(WrongStatus, match="Muat ulang halaman") as refused:
        FINISH.check("clerk", Thing("done"))
    assert str(refused.value).startswith(wrong)


def test_status_without_words_is_told_as_it_is():
    assert status_label(Thing("new")) == "Baru"
    assert status_label(Bare("new")) == "new"


def test_every_status_is_reached_and_drawn():
    assert LIFE.reached() == {"new", "done"}
    assert LIFE.as_mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> new",
        "    new --> done: Selesaikan",
        "    done --> new: Buka lagi",
        "    lost --> new: Buka lagi",
        "    new: Baru",
        "    done: Selesai",
    ]
