"""The style sheet of others comes down to what our pages can use, and to nothing less."""

from django.conf import settings

from ppks_service.development.stylesheet import TABLER, tabler_for

MODULES = settings.BASE_DIR / "node_modules"


def test_classes_of_templates_scripts_modules_and_crispy_stay_and_others_go(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text(
        '<p class="alert btn {% if a %}w-50{% endif %}">'
    )

    css = tabler_for(tmp_path, MODULES)

    for rule in (".alert{", ".btn{", ".w-50{"):
        assert rule in css
    assert ".is-invalid" in css  # crispy_bootstrap5 says so
    assert ".offcanvas" not in css
    assert "--tblr-primary:" in css  # ppks.css reads it


def test_whole_style_sheet_loses_most_of_its_weight():
    full = (MODULES / TABLER).read_text(encoding="utf-8")

    small = tabler_for(settings.BASE_DIR, MODULES)

    assert len(small) < len(full) / 5
    for rule in (".btn{", ".form-control{", ".table{", ".card{", "@media print{"):
        assert rule in small
