"""A page worked by the keyboard alone: what is reached by Tab, and seen to be reached.

Not one function here clicks, checks or fills: only keys are pressed, as on a computer whose mouse
is broken, or by somebody who cannot use one (WCAG 2.2, 2.1.1, 2.1.2 and 2.4.7).
"""

import datetime as dt
from typing import Any
from weakref import WeakSet

from playwright.sync_api import expect

_PAGES: WeakSet[Any] = WeakSet()

# Something of the focused element, of its label, or of a box around it must show where one is.
_FOCUS_IS_SEEN = """() => {
  const on = document.activeElement;
  const drawn = (e) => {
    const s = e && getComputedStyle(e), b = e && e.getBoundingClientRect();
    const outline = s && s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0;
    return s && b.width > 1 && b.height > 1 && (outline || s.boxShadow !== 'none');
  };
  return [on, ...(on.labels ?? []), on.nextElementSibling, on.parentElement].some(drawn);
}"""
_IS_ON = "(e) => e === document.activeElement"
_IN_GROUP = """(e) => {
  const on = document.activeElement;
  return on?.type === 'radio' && on.name === e.name && on.form === e.form;
}"""


def by_keyboard(page: Any) -> Any:
    """Work this page by keys alone from now on."""
    _PAGES.add(page)
    return page


def is_by_keyboard(page: Any) -> bool:
    return page in _PAGES


def reach(page: Any, lead: Any, reached: str = _IS_ON) -> None:
    """Press Tab until the focus is on ``lead``; fail when it never comes there, or is not seen."""
    expect(lead).to_be_attached()
    # Found once: to look for it again after each key takes longer than the key.
    wanted = lead.element_handle()
    if wanted.evaluate(reached):
        return
    if wanted.evaluate("(e) => document.activeElement === document.body && !!e.closest('#isi')"):
        page.keyboard.press("Tab")  # the first stop of every page leads past its menu
        expect(page.locator(".pk-skip")).to_be_focused()
        page.keyboard.press("Enter")
        if wanted.evaluate(reached):
            return
    for _ in range(400):
        page.keyboard.press("Tab")
        there = wanted.evaluate(f"(e) => e.isConnected ? ({reached})(e) : null")
        if there is None:  # this part of the page was drawn anew
            wanted = lead.element_handle()
            there = wanted.evaluate(reached)
        if there:
            assert page.evaluate(_FOCUS_IS_SEEN), f"the focus on {lead} of {page.url} is not seen"
            return
    raise AssertionError(f"the keyboard never reaches {lead} of {page.url}")


def tick(page: Any, choice: Any) -> None:
    """Choose a radio by the arrows of its group, a box by the space bar."""
    if choice.is_checked():
        return
    if choice.get_attribute("type") == "checkbox":
        reach(page, choice)
        page.keyboard.press("Space")
    else:
        reach(page, choice, _IN_GROUP)
        if choice.evaluate(_IS_ON):
            page.keyboard.press("Space")
        for _ in range(40):
            if choice.is_checked():
                break
            page.keyboard.press("ArrowDown")
    expect(choice).to_be_checked()


def type_over(page: Any, field: Any, text: str) -> None:
    """Type into a field in place of what it holds."""
    reach(page, field)
    if field.get_attribute("type") in {"date", "datetime-local"}:
        type_moment(page, field, text)
    else:
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(text)
    expect(field).to_have_value(text)


def type_moment(page: Any, field: Any, text: str) -> None:
    """Type a date part by part, in the order that this browser shows: its own, not the page's."""
    moment = dt.datetime.fromisoformat(text)
    for written in ("%d%m%Y\t%H%M", "%m%d%Y\t%I%M%p"):
        for _ in range(6):  # to the first part
            page.keyboard.press("ArrowLeft")
        for part in f"{moment:{written}}".split("\t")[: 2 if "T" in text else 1]:
            page.keyboard.type(part)
            page.keyboard.press("ArrowRight")
        if field.input_value() == text:
            return


def select(page: Any, field: Any, value: str) -> None:
    reach(page, field)
    page.keyboard.press("Home")
    for _ in range(200):
        if field.input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows never come to {value} of {field}")
