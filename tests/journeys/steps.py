"""What a person does on a page, in words of the journeys.

A page given to ``by_keyboard`` is worked by keys alone, by the same words.
"""

from typing import Any

from django.urls import reverse
from playwright.sync_api import Error, expect

from tests.journeys import keyboard


def choose(page: Any, name: str, *values: str) -> None:
    """Tick these answers of the question ``name``."""
    for value in values:
        tick(page, page.locator(f'input[name="{name}"][value="{value}"]'))


def tick(page: Any, choice: Any) -> None:
    """Choose this radio or box; what moves under the finger is pressed again, as a person would.

    First it stands still where it is seen: what is pressed while the page moves may be its neighbour.
    """
    if keyboard.is_by_keyboard(page):
        keyboard.tick(page, choice)
        return
    for _ in range(3):
        try:
            choice.scroll_into_view_if_needed()
            choice.check(force=True)
        except Error as missed:
            last = missed
        else:
            return
    raise last


def select(page: Any, name: str, value: str) -> None:
    """Choose this value of the drop-down ``name``."""
    field = page.locator(f'select[name="{name}"]')
    if keyboard.is_by_keyboard(page):
        keyboard.select(page, field, value)
    else:
        field.select_option(value)


def write(page: Any, name: str, text: str) -> None:
    """Type ``text`` into the field ``name``, unfolding what hides it."""
    field = page.locator(f'[name="{name}"]').first
    if not field.is_visible():
        fold = page.locator(f'details:not([open]):has([name="{name}"]) > summary').first
        if keyboard.is_by_keyboard(page):
            keyboard.reach(page, fold)
            page.keyboard.press("Enter")
        else:
            fold.click()
    if keyboard.is_by_keyboard(page):
        keyboard.type_over(page, field, text)
    else:
        field.fill(text)


def follow(page: Any, lead: Any) -> None:
    """Press what leads to a page, and be on that page afterwards."""
    if keyboard.is_by_keyboard(page):
        keyboard.reach(page, lead)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    else:
        with page.expect_navigation():
            lead.click()


def press(page: Any, words: str) -> None:
    """Press the button or follow the link that is called so."""
    named = page.get_by_role("button", name=words).or_(page.get_by_role("link", name=words))
    follow(page, named.locator("visible=true").first)


def send(page: Any, **named: str) -> None:
    """Press the submit button of that name and value."""
    ((name, value),) = named.items()
    follow(page, page.locator(f'button[name="{name}"][value="{value}"]').first)


def submit_to(page: Any, name: str, *args: Any) -> None:
    """Press the button of the form that posts to this address."""
    follow(page, page.locator(f'form[action="{reverse(name, args=args)}"] button').first)


def open_page(page: Any, name: str, *args: Any, query: str = "") -> None:
    answer = page.goto(reverse(name, args=args) + query)
    assert answer.status == 200, f"{name} answered {answer.status}"


def see(page: Any, words: str) -> None:
    expect(page.locator("body")).to_contain_text(words, use_inner_text=True)


def complaint(page: Any) -> str:
    """What the page says is wrong, for the message of a failed test."""
    said = page.locator(".pk-errors, .pk-err, .invalid-feedback, [role=alert]").all_inner_texts()
    return f"{page.url}: {said or page.locator('main').inner_text()[:1500]}"


def draw(page, party):
    """A signature with the finger, in two strokes."""
    canvas = page.locator(f"[data-sign={party}-way] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    for stroke in ([(0.1, 0.7), (0.2, 0.2), (0.3, 0.8), (0.45, 0.3)], [(0.5, 0.6), (0.9, 0.5)]):
        (x, y), *rest = [
            (box["x"] + a * box["width"], box["y"] + b * box["height"]) for a, b in stroke
        ]
        page.mouse.move(x, y)
        page.mouse.down()
        for x, y in rest:
            page.mouse.move(x, y, steps=8)
        page.mouse.up()
