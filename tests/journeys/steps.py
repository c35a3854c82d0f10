"""What a person does on a page, in words of the journeys."""

from typing import Any

from django.urls import reverse
from playwright.sync_api import expect


def choose(page: Any, name: str, *values: str) -> None:
    """Tick these answers of the question ``name``."""
    for value in values:
        page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)


def write(page: Any, name: str, text: str) -> None:
    """Type ``text`` into the field ``name``, unfolding what hides it."""
    field = page.locator(f'[name="{name}"]').first
    if not field.is_visible():
        fold = page.locator(f'details:not([open]):has([name="{name}"]) > summary').first
        fold.click()
    field.fill(text)


def follow(page: Any, lead: Any) -> None:
    """Press what leads to a page, and be on that page afterwards."""
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
