"""One small fault after another in a module, made by mutmut's operators: ``python faults.py FILE``, JSON out.

Runs by itself in ``var/mutants`` (``requirements-mutants.lock``), which knows nothing of Django. mutmut's
own run would leave out what is to be tried here: it makes no faults in decorated functions (each rule, each
action) nor outside of functions (the table of the workflow). So only its operators are used.

Left out: decorators, annotations, defaults, names of logged things, and words to people: a sentence with
a letter changed is no fault of a rule.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import (
    mutation_operators,
    operator_arg_removal,
    operator_assignment,
    operator_string,
)

SKIPPED = (cst.Decorator, cst.Annotation, cst.Import, cst.ImportFrom, cst.Param, cst.Raise)
OF_TABLE = ("sources", "target", "rule")
WORDS = ("label", "note", "act", "text", "violation_error_message")


class Finder(cst.CSTVisitor):
    """Each node that may be changed, with the function it lies in."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        self.names: list[str] = []
        self.functions = 0
        self.found: list[tuple[cst.CSTNode, str]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, SKIPPED):
            return False
        if isinstance(node, cst.Arg) and node.keyword and node.keyword.value in WORDS:
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self.names.append(node.name.value)
            self.functions += isinstance(node, cst.FunctionDef)
        # Of a class only its methods: columns and constraints are the migrations' concern.
        if self.functions or not self.names:
            self.found.append((node, ".".join(self.names) if self.functions else ""))
        return True

    def on_leave(self, node: cst.CSTNode) -> None:
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self.names.pop()
            self.functions -= isinstance(node, cst.FunctionDef)


def changed(node: cst.CSTNode, function: str) -> Iterator[cst.CSTNode]:
    """What may stand in the place of ``node``."""
    for kind, operator in mutation_operators:
        if not isinstance(node, kind):
            continue
        if operator is operator_string:
            if isinstance(node, cst.SimpleString) and not set(node.raw_value) & set(" \n"):
                yield from list(operator(node))[:1]
        elif not function and operator is operator_assignment:
            continue
        elif operator is operator_arg_removal:
            yield from _arguments(node, function)
        else:
            yield from operator(node)
    if isinstance(node, cst.Return) and isinstance(node.value, cst.BaseString):
        yield node.with_changes(value=cst.Name("None"))  # the rule refuses nothing
    if isinstance(node, cst.Set) and len(node.elements) > 1:
        for element in node.elements:
            yield node.with_changes(elements=[e for e in node.elements if e is not element])


def _arguments(call: cst.Call, function: str) -> Iterator[cst.CSTNode]:
    """An argument becomes None or is left out; in the table, where that would not load, only None."""
    for other in operator_arg_removal(call):
        if len(other.args) == len(call.args):
            pairs = zip(call.args, other.args, strict=True)
            name = next((a.keyword.value for a, b in pairs if a is not b and a.keyword), "")
            if name in OF_TABLE or (function and name not in WORDS):
                yield other
        elif function:
            yield other


def faults_of(path: Path) -> Iterator[dict[str, object]]:
    wrapper = MetadataWrapper(cst.parse_module(path.read_text()))
    finder = Finder()
    wrapper.visit(finder)
    positions = wrapper.resolve(PositionProvider)
    seen = {wrapper.module.code}
    for node, function in finder.found:
        place = positions.get(node)
        for other in changed(node, function):
            module = wrapper.module.deep_replace(node, other)
            if module.code in seen:
                continue
            seen.add(module.code)
            yield {
                "function": function,
                "line": place.start.line if place else 0,
                "end": place.end.line if place else 0,
                "was": wrapper.module.code_for_node(node).strip()[:120],
                "now": wrapper.module.code_for_node(other).strip()[:120],
                "source": module.code,
            }


if __name__ == "__main__":
    json.dump(list(faults_of(Path(sys.argv[1]))), sys.stdout)
