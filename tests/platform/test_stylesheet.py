"""The style sheet of others comes down to what our pages can use, and to nothing less."""

from pathlib import Path

import pytest
from django.conf import settings

from ppks_service.development.stylesheet import trimmed, words_of_ours

FULL = settings.BASE_DIR / "node_modules" / "@tabler" / "core" / "dist" / "css" / "tabler.min.css"


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("a{color:red}.card{b:c}.toast{d:e}", "a{color:red}.card{b:c}"),
        (".card,.toast>a,.btn:hover{b:c}", ".card,.btn:hover{b:c}"),
        (".card:not(.toast){b:c}", ".card:not(.toast){b:c}"),
        (".card .toast{b:c}", ""),
        (r".w-50{a:b}.g-50{c:d}", ".w-50{a:b}"),  # a template says w-{{ … }}
        (
            "@media (x:1){.toast{a:b}}@media (x:2){.btn{a:b}}@font-face{c:d}",
            "@media (x:2){.btn{a:b}}@font-face{c:d}",
        ),
        (
            ":root{--a:1;--b:2;--c:3;d:var(--a)}a{b:var(--c)}",
            ":root{--a:1;--c:3;d:var(--a)}a{b:var(--c)}",
        ),
        (":root{--a:var(--b);--b:1}", ""),
        (':root{--a:url("data:x;,{}");b:var(--a)}', ':root{--a:url("data:x;,{}");b:var(--a)}'),
    ],
)
def test_rules_of_classes_that_no_page_has_are_left_out(css, kept):
    assert trimmed(css, {"card", "btn", "w-"}) == kept


def test_properties_that_another_sheet_reads_stay():
    assert trimmed(":root{--a:1;--b:2}", set(), "a { color: var(--b) }") == ":root{--b:2}"


def test_words_are_those_of_templates_scripts_modules_and_crispy(tmp_path):
    (tmp_path / "templates").mkdir()
    page = '<p class="alert-info btn-{{ tone }} col-md-6">'
    (tmp_path / "templates" / "a.html").write_text(page)

    words = words_of_ours(tmp_path)

    assert {"alert-info", "btn-", "col-md-6"} <= words
    assert "is-invalid" in words  # crispy_bootstrap5 says so
    assert "table-responsive-xxl" not in words


def test_whole_style_sheet_loses_most_of_its_weight():
    css = FULL.read_text(encoding="utf-8")
    ours = Path(settings.BASE_DIR / "static" / "ppks.css").read_text(encoding="utf-8")

    small = trimmed(css, words_of_ours(), ours)

    assert len(small) < len(css) / 3
    for rule in (".btn{", ".form-control{", ".table{", ".card{", "@media print{"):
        assert rule in small
    assert small.count("{") == small.count("}")
