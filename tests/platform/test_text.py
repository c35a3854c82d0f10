import pytest

from ppks_service.text import shortened


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Marlan", "Marlan"), ("a" * 10, "a" * 10), ("a" * 11, "a" * 9 + "…"), ("", "")],
)
def test_a_text_is_shortened_to_the_characters_that_fit(text, shown):
    assert shortened(text, 10) == shown
