"""The guides and their pictures belong together: every paper and page is shown, and nothing else lies about."""

import re
from pathlib import Path

from django.conf import settings

from ppks_service.development.guide import FOLDER
from ppks_service.development.guide_list import PAPERS, PICTURES
from ppks_service.development.guide_states import STATES, WIDTH
from ppks_service.documents.composing import PAPER
from ppks_service.documents.models import LetterKind
from ppks_service.documents.reference_letters import KINDS

TEMPLATES = settings.BASE_DIR / "templates" / "documents"
# What is shared by papers, and the letter, whose kinds are counted one by one.
NOT_A_PAPER = {"base.html", Path(PAPER).name}
# Kinds that the house makes by an act, on pages of their own.
BY_ACT = {LetterKind.CONFERENCE_CALL.value, LetterKind.CONFERENCE_MINUTES.value}


def wanted() -> set[str]:
    pages = {f"{page.name}-{width}.png" for page in PICTURES for width in page.widths}
    states = {f"lapangan-{name}-{WIDTH}.png" for name in STATES}
    return pages | states | {f"{paper.name}.png" for paper in PAPERS}


def test_every_paper_of_the_house_is_in_the_guides():
    drawn = {p.name for p in TEMPLATES.glob("*.html") if not p.name.startswith("_")} - NOT_A_PAPER
    assert {str(paper.template) for paper in PAPERS} == drawn | (set(KINDS) - BY_ACT)


def test_every_picture_is_taken_by_the_script():
    assert {path.name for path in FOLDER.glob("*.png")} == wanted()


def test_guides_show_every_picture_and_no_other():
    shown = set()
    for guide in FOLDER.parent.glob("*.md"):
        shown |= set(re.findall(r"\]\(gambar/([\w-]+\.png)\)", guide.read_text(encoding="utf-8")))
    assert shown == wanted()


def test_pictures_are_small_enough_for_a_slow_line():
    assert not [p.name for p in FOLDER.glob("*.png") if p.stat().st_size > 220_000]
