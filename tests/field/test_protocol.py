"""The protocol as a whole, driven by chance: whatever happens, nothing acknowledged is lost or doubled.

Two officers with a phone each and the office do what they do in a night, in any order: raids opened
and closed, people recorded, edited by several at once, photos, items sent in another order, again,
under another's session, with another content; answers that never arrive. The suite runs a short form;
the long one is ``make test ARGS="tests/field/test_protocol.py --hypothesis-profile=long"``.
"""

import datetime as dt
import itertools
import random
import uuid
from collections import Counter, defaultdict
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from intake import actions
from intake.actions import field
from intake.actions.field.values import fill, values_of
from intake.models import Encounter, EntryDoor, Raid, RaidStop, SyncItem, SyncState
from ppks_service.accounts.roles import Role
from ppks_service.workflow import WrongStatus
from tests.factories import a_user
from tests.field.phones import Phone, a_jpeg, read

CHANCE = st.integers(0, 2**32)
WHO = st.sampled_from(["a", "b"])
COLUMNS = ("note", "name", "place")
reached: Counter[str] = Counter()


class Night(RuleBasedStateMachine):
    """A night's work of two phones and an office on one server."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.words = itertools.count()
        # Nothing may hang on what no rule drew: an order by UUID would be another one each time.
        self.dice = random.Random(0)
        self.raids: list[uuid.UUID] = []
        self.stops: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
        self.people: dict[uuid.UUID, dict[str, Any]] = {}  # by subject: raid, by, name
        self.queues: dict[str, list[tuple[dict[str, Any], bytes | None]]] = {"a": [], "b": []}
        self.sent: dict[str, dict[str, tuple[dict[str, Any], bytes | None]]] = {"a": {}, "b": {}}
        self.acknowledged: set[str] = set()
        self.met: set[str] = set()  # the states that some item of this night was in
        self.known: dict[str, dict[uuid.UUID, dict[str, str]]] = {"a": {}, "b": {}}
        # Which stored word each written word may stand in the place of: what its writer had seen.
        self.seen_before: dict[str, set[str]] = defaultdict(set)

    @initialize()
    def begin(self) -> None:
        self.users = {"a": a_user(Role.FIELD_OFFICER), "b": a_user(Role.FIELD_OFFICER)}
        self.office = a_user(Role.REGISTRAR)
        self.phones = {who: Phone(identity=self._identity) for who in "ab"}
        self.open_raid("a", 1)
        self.meet("a", 0, True, False)
        self.meet("b", 0, False, True)

    def teardown(self) -> None:
        try:
            if hasattr(self, "users"):
                self._come_home()
                self._nothing_is_lost()
        finally:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)

    # --- What officers do -----------------------------------------------------------------------

    @rule(who=WHO, stops=st.integers(0, 2))
    def open_raid(self, who: str, stops: int) -> None:
        raid = self._identity()
        self.raids.append(raid)
        self.stops[raid] = [self._identity() for _ in range(stops)]
        self._queue(
            who,
            "raid.open",
            raid,
            raid,
            name=self._word(),
            starts_at=(timezone.now() - dt.timedelta(hours=3)).isoformat(),
            stops=[{"uuid": str(stop), "name": self._word()} for stop in self.stops[raid]],
        )

    @precondition(lambda self: self.raids)
    @rule(who=WHO, chance=CHANCE)
    def add_stop(self, who: str, chance: int) -> None:
        raid = random.Random(chance).choice(self.raids)
        stop = self._identity()
        self.stops[raid].append(stop)
        self._queue(who, "stop.add", stop, raid, name=self._word())

    @precondition(lambda self: any(self.stops.values()))
    @rule(who=WHO, chance=CHANCE, base=st.sampled_from([None, 3]), mine=st.integers(0, 5))
    def count_stop(self, who: str, chance: int, base: int | None, mine: int) -> None:
        raid = random.Random(chance).choice([r for r, stops in self.stops.items() if stops])
        stop = random.Random(chance).choice(self.stops[raid])
        self._queue(who, "stop.count", stop, raid, base={"counted": base}, mine={"counted": mine})

    @precondition(lambda self: self.raids)
    @rule(who=WHO, chance=CHANCE, at_stop=st.booleans(), together=st.booleans())
    def meet(self, who: str, chance: int, at_stop: bool, together: bool) -> None:
        dice = random.Random(chance)
        raid, person, name = dice.choice(self.raids), self._identity(), self._word()
        others = [p for p, said in self.people.items() if said["raid"] == raid]
        said: dict[str, Any] = {"name": name, "note": "", "place": "", "sex": dice.choice("LPU")}
        said["met_at"] = timezone.now().isoformat()
        if at_stop and self.stops[raid]:
            said["stop"] = str(dice.choice(self.stops[raid]))
        if together and others:
            said["met_with"] = str(dice.choice(others))
        self.people[person] = {"raid": raid, "by": who, "name": name}
        self.known[who][person] = {"name": name, "note": "", "place": ""}
        self.seen_before[name] |= {"", name}
        self._queue(who, "encounter.record", person, raid, **said)

    @precondition(lambda self: self.raids)
    @rule(who=WHO, chance=CHANCE, number=st.integers(1, 3))
    def meet_many(self, who: str, chance: int, number: int) -> None:
        raid = random.Random(chance).choice(self.raids)
        self._queue(who, "encounters.bare", self._identity(), raid, number=number, sex="U")

    @precondition(lambda self: self.people)
    @rule(who=WHO, chance=CHANCE, column=st.sampled_from(COLUMNS))
    def edit(self, who: str, chance: int, column: str) -> None:
        """Change one answer, as far as this officer knows it; a stranger knows nothing."""
        person = random.Random(chance).choice(list(self.people))
        known = self.known[who].setdefault(person, {"name": "?", "note": "?", "place": "?"})
        word, before = self._word(), known[column]
        self.seen_before[word].add(before)
        self._queue(
            who,
            "encounter.edit",
            person,
            self.people[person]["raid"],
            base={column: before},
            mine={column: word},
        )
        known[column] = word

    @precondition(lambda self: self.people)
    @rule(who=WHO, chance=CHANCE, names_raid=st.booleans())
    def photograph(self, who: str, chance: int, names_raid: bool) -> None:
        person = random.Random(chance).choice(list(self.people))
        raid = self.people[person]["raid"] if names_raid else None
        self._queue(who, "photo.attach", person, raid, photo=a_jpeg(next(self.words)))

    @precondition(lambda self: self.people)
    @rule(chance=CHANCE, column=st.sampled_from(COLUMNS))
    def both_edit(self, chance: int, column: str) -> None:
        """Both phones change the same answer of one person, each not knowing of the other."""
        self.edit("a", chance, column)
        self.edit("b", chance, column)

    @rule(who=WHO)
    def fetch(self, who: str) -> None:
        """The phone has a signal and takes along what is stored."""
        for person in Encounter.objects.filter(client_uuid__in=self.people):
            self.known[who][person.client_uuid] = {c: getattr(person, c) for c in COLUMNS}

    # --- What the line does ---------------------------------------------------------------------

    @rule(who=WHO, chance=CHANCE, answer=st.sampled_from(["heard", "heard", "lost", "cut"]))
    def send(self, who: str, chance: int, answer: str) -> None:
        """Post part of a queue in any order; the answer may get lost, or the post be cut."""
        dice = random.Random(chance)
        batch = dice.sample(self.queues[who], min(len(self.queues[who]), dice.randint(1, 8)))
        if answer == "cut":
            batch = batch[: len(batch) // 2]
        if batch:
            receipts = self._post(who, batch)
            if answer == "heard":
                self._hear(who, receipts)

    @precondition(lambda self: any(self.queues.values()))
    @rule(chance=CHANCE)
    def send_all(self, chance: int) -> None:
        """Both have a good signal for a while."""
        dice = random.Random(chance)
        for who in dice.sample(["a", "b"], 2):
            batch = dice.sample(self.queues[who], len(self.queues[who]))
            if batch:
                self._hear(who, self._post(who, batch))

    @precondition(lambda self: any(self.queues.values()))
    @rule(who=WHO, chance=CHANCE)
    def send_some(self, who: str, chance: int) -> None:
        self.send(who, chance, "heard")

    @precondition(lambda self: any(self.sent.values()))
    @rule(who=WHO, chance=CHANCE)
    def repeat(self, who: str, chance: int) -> None:
        """What was sent before is sent again: the same receipts, and nothing changes."""
        dice = random.Random(chance)
        items = list(self.sent[who].values())
        batch = dice.sample(items, min(len(items), 3))
        before = self._stored()
        receipts = self._post(who, batch) if batch else []

        assert self._stored() == before
        assert {r["uuid"] for r in receipts} == {i["uuid"] for i, _ in batch}
        self._hear(who, receipts)

    @precondition(lambda self: any(self.sent.values()))
    @rule(who=WHO, chance=CHANCE, by_another=st.booleans())
    def misuse(self, who: str, chance: int, by_another: bool) -> None:
        """A sent item under another's session, or with another content, changes and tells nothing."""
        items = list(self.sent[who].values())
        if not items:
            return
        item, photo = random.Random(chance).choice(items)
        if not by_another:
            item = item | {"body": item["body"] | {"other": "x"}}
        user = self.users["b" if who == "a" else "a"] if by_another else self.users[who]
        before = self._stored()

        (receipt,) = field.receive([read(item, photo)], by=user)

        reached["misused"] += 1
        assert receipt["state"] == "refused"
        assert set(receipt) == {"uuid", "state", "at", "why"}
        assert self._stored() == before

    # --- What the office does -------------------------------------------------------------------

    @rule(chance=CHANCE, column=st.sampled_from(COLUMNS), stale=st.booleans())
    def edit_in_browser(self, chance: int, column: str, stale: bool) -> None:
        """The office saves the edit form; another may have written since it was opened."""
        people = list(Encounter.objects.filter(client_uuid__in=self.people).order_by("pk"))
        if not people:
            return
        person = random.Random(chance).choice(people)
        base = values_of(person)
        if stale:
            base[column] = "?"
        word = self._word()
        self.seen_before[word].add(base[column])
        fill(person, base | {column: word})
        field.edit_from_page(person, base=base, by=self.office)

    @rule(chance=CHANCE)
    def close_raid(self, chance: int) -> None:
        ours = Raid.objects.filter(client_uuid__in=self.raids).order_by("pk")
        running = list(ours.filter(status="running"))
        if running:
            raid = random.Random(chance).choice(running)
            actions.close_raid(raid, by=self.office, explanation="malam selesai")

    @precondition(lambda self: SyncState.PARKED in self.met)
    @rule(chance=CHANCE)
    def take_in(self, chance: int) -> None:
        waiting = SyncItem.objects.filter(state=SyncState.PARKED).order_by("pk")
        items = [i for i in waiting if i.kind in ("encounter.record", "encounters.bare")]
        if items:
            item = random.Random(chance).choice(items)
            field.take_in(item, by=self.office, reason="terlambat", door=EntryDoor.POLICE)
            reached["taken in"] += 1

    @precondition(lambda self: SyncState.CONFLICT in self.met)
    @rule(chance=CHANCE, choice=st.sampled_from(["mine", "theirs"]), on_page=st.booleans())
    def choose(self, chance: int, choice: str, on_page: bool) -> None:
        """Somebody settles a conflict that they were shown, on the phone or on the page."""
        conflicts = list(SyncItem.objects.filter(state=SyncState.CONFLICT).order_by("pk"))
        if not conflicts:
            return
        item = random.Random(chance).choice(conflicts)
        self._has_seen(item)
        choices = dict.fromkeys(item.open_clash, choice)
        who = next((w for w, user in self.users.items() if user.pk == item.sent_by_id), None)
        if who and not on_page:
            body = {"choose": choices, "shown": field.shown(item)}
            self._queue(who, "conflict.resolve", item.uuid, None, **body)
        else:
            try:
                field.resolve(item, choose=choices, seen=field.shown(item), by=self.office)
            except (ValidationError, WrongStatus):
                reached["choice refused"] += 1
        reached["chosen"] += 1

    # --- What must hold -------------------------------------------------------------------------

    @invariant()
    def what_is_acknowledged_is_applied(self) -> None:
        if not self.acknowledged:
            return
        rows = SyncItem.objects.filter(uuid__in=self.acknowledged)
        assert rows.count() == len(self.acknowledged)
        assert not rows.exclude(state=SyncState.ACCEPTED).exists()

    @invariant()
    def nobody_waits_for_what_is_there(self) -> None:
        waiting = SyncItem.objects.filter(state=SyncState.PARKED, waits_for__isnull=False)
        parents = list(waiting.values_list("waits_for", flat=True))
        if parents:
            for model in (Raid, RaidStop, Encounter):
                assert not model.objects.filter(client_uuid__in=parents).exists()

    @invariant()
    def nobody_is_there_twice(self) -> None:
        names = Counter(Encounter.objects.exclude(name="").values_list("name", flat=True))
        assert all(n == 1 for n in names.values())

    # --- By which it is done --------------------------------------------------------------------

    def _identity(self) -> uuid.UUID:
        return uuid.UUID(int=self.dice.getrandbits(128), version=4)

    def _word(self) -> str:
        return f"kata{next(self.words)}"

    def _queue(
        self,
        who: str,
        kind: str,
        subject: uuid.UUID,
        raid: uuid.UUID | None,
        *,
        photo: bytes | None = None,
        **body: Any,
    ) -> None:
        item = self.phones[who].item(kind, subject, raid=raid, **body)
        self.queues[who].append((item, photo))

    def _post(
        self, who: str, batch: list[tuple[dict[str, Any], bytes | None]]
    ) -> list[dict[str, Any]]:
        for item, photo in batch:
            self.sent[who][item["uuid"]] = (item, photo)
        receipts = field.receive([read(item, photo) for item, photo in batch], by=self.users[who])
        self.met |= {r["state"] for r in receipts}
        told = {r["uuid"] for r in receipts}
        assert {item["uuid"] for item, _ in batch} <= told, "each item has its receipt"
        mine = SyncItem.objects.filter(sent_by=self.users[who]).values_list("uuid", flat=True)
        assert told <= {str(u) for u in mine}, "and nobody hears of another's"
        return receipts

    def _hear(self, who: str, receipts: list[dict[str, Any]]) -> None:
        for receipt in receipts:
            reached[receipt["state"]] += 1
            if receipt["state"] == "accepted":
                self.acknowledged.add(receipt["uuid"])
        self.queues[who] = [
            (i, p) for i, p in self.queues[who] if i["uuid"] not in self.acknowledged
        ]

    def _has_seen(self, item: SyncItem) -> None:
        for side in item.clash.values():
            if isinstance(side["mine"], dict):
                for column, word in side["mine"].items():
                    if column in COLUMNS:
                        self.seen_before[word].add(side["theirs"][column])

    def _stored(self) -> list[Any]:
        """All that could change, as one value."""
        return [
            list(Encounter.objects.order_by("pk").values_list("pk", "version", "photo")),
            list(Raid.objects.order_by("pk").values_list("pk", "version", "last_ordinal")),
            list(RaidStop.objects.order_by("pk").values_list("pk", "version")),
            list(SyncItem.objects.order_by("pk").values_list("uuid", "state", "content_hash")),
        ]

    def _come_home(self) -> None:
        """Morning: both phones have a signal and send what is left, until nothing changes."""
        for _ in range(2):
            for who in self.queues:
                if self.queues[who]:
                    self._hear(who, self._post(who, self.queues[who]))

    def _nothing_is_lost(self) -> None:
        self.what_is_acknowledged_is_applied()
        self.nobody_waits_for_what_is_there()
        self.nobody_is_there_twice()
        rows = {str(row.uuid): row for row in SyncItem.objects.all()}
        for who, items in self.sent.items():
            for item, photo in items.values():
                self._is_kept(rows[item["uuid"]], item, photo, who)
        for person in Encounter.objects.filter(client_uuid__in=self.people):
            self._was_written_over_knowingly(person)
        self._everybody_is_somewhere(rows)

    def _is_kept(self, row: SyncItem, item: dict[str, Any], photo: bytes | None, who: str) -> None:
        assert row.sent_by_id == self.users[who].pk
        if row.state != SyncState.ACCEPTED:
            assert row.payload == item["body"], "what is not applied is kept as it was written"
            assert photo is None or row.photo_id is not None
        elif item["kind"] == "encounter.edit":
            ((column, word),) = item["body"]["mine"].items()
            events = Encounter.pgh_event_model.objects
            in_history = events.filter(client_uuid=item["subject"], **{column: word}).exists()
            in_clash = any(side["mine"] == {column: word} for side in row.clash.values())
            assert in_history or in_clash, f"{word} was acknowledged and is nowhere"
        elif item["kind"] == "photo.attach":
            events = Encounter.pgh_event_model.objects.filter(client_uuid=item["subject"])
            assert row.clash or events.filter(photo=row.photo).exists()

    def _was_written_over_knowingly(self, person: Encounter) -> None:
        """Each word stands in the place of one that its writer had been shown."""
        events = Encounter.pgh_event_model.objects.filter(pgh_obj_id=person.pk)
        for column in COLUMNS:
            words = list(events.order_by("pgh_id").values_list(column, flat=True))
            for before, after in itertools.pairwise(words):
                if before != after and after:
                    allowed = self.seen_before[after]
                    assert before in allowed, f"{after} was written over an unseen {before}"

    def _everybody_is_somewhere(self, rows: dict[str, SyncItem]) -> None:
        """Each person met is stored once, or waits on the server with all that was written."""
        stored = Counter(Encounter.objects.values_list("client_uuid", flat=True))
        for who, items in self.sent.items():
            for item, _ in items.values():
                if item["kind"] == "encounter.record":
                    there = stored[uuid.UUID(item["subject"])]
                    waits = rows[item["uuid"]].state in (SyncState.PARKED, SyncState.REFUSED)
                    assert there + waits == 1, f"{item['subject']} of {who}"
                if item["kind"] == "encounters.bare":
                    batch, number = uuid.UUID(item["subject"]), item["body"]["number"]
                    made = sum(stored[uuid.uuid5(batch, str(n))] for n in range(number))
                    waits = rows[item["uuid"]].state == SyncState.PARKED
                    assert made == (0 if waits else number)


@pytest.mark.django_db
def test_whatever_happens_nothing_acknowledged_is_lost_or_doubled():
    reached.clear()
    run_state_machine_as_test(Night)
    print({str(what): n for what, n in reached.items()})  # -s shows how often each was met
    assert all(reached[what] for what in ("accepted", "parked", "conflict", "misused", "chosen"))
