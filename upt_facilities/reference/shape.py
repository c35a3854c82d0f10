"""How the reference rows of facilities are written down."""

from dataclasses import dataclass
from typing import Any

from intake.models import PaperKind
from ppks_service.accounts.models import OfficeKind
from upt_facilities.models import (
    Audience,
    FacilityKind,
    Fact,
    Operator,
    Severity,
    WardSex,
)


@dataclass(frozen=True)
class WardRow:
    name: str
    places: int
    sex: WardSex = WardSex.ANY
    min_age: int | None = None
    max_age: int | None = None
    note: str = ""
    is_on_request: bool = False


@dataclass(frozen=True)
class Rule:
    fact: Fact
    operator: Operator
    value: Any
    text: str
    source: str
    severity: Severity = Severity.MUST


@dataclass(frozen=True, kw_only=True)
class FacilityRow:
    code: str
    name: str
    short_name: str
    kind: FacilityKind
    office_kind: OfficeKind
    office_name: str = ""
    area: str = ""
    address: str = ""
    target: str = ""
    audiences: tuple[Audience, ...] = ()
    is_local: bool = False
    services: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    hours: str = "Senin–Jumat 08.00–16.00"
    usual_stay: str = ""
    usual_stay_days: int | None = None
    wards: tuple[WardRow, ...] = ()
    criteria: tuple[Rule, ...] = ()
    papers: tuple[tuple[PaperKind, Severity], ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        if not self.office_name:
            object.__setattr__(self, "office_name", self.name)


def houses(names: str, places: int, sex: WardSex, **fields: Any) -> tuple[WardRow, ...]:
    """Several wards alike: ``houses("Melati Anggrek", 10, WardSex.MALE)``."""
    return tuple(WardRow(name, places, sex, **fields) for name in names.split())
