"""What an assessment came to, section by section, in words."""

from typing import Any

from intake import instruments
from intake.models import Assessment
from ppks_service.indonesian import in_sentence


def result_lines(assessment: Assessment | None) -> list[dict[str, Any]]:
    """The scored sections of an assessment in words: "17 dari 20, ketergantungan ringan"."""
    if assessment is None:
        return []
    definition = instruments.parse(assessment.instrument.definition)
    lines = []
    for result in definition.results(assessment.answers):
        score = result.section.score
        if score is None or not result.rated:
            continue
        unit = f" {score.unit}" if score.unit else ""
        words = f"{result.points} dari {result.of}{unit}"
        judged = assessment.answers.get(result.section.judgement_key)
        if judged:
            words += f", {judged.lower()} (penilaian {assessment.profession.lower()})"
        elif result.suggestion:
            words += f", {in_sentence(result.suggestion.label)}"
        else:
            words += f"; {result.items - result.rated} butir tidak dinilai"
        lines.append({"label": score.label, "words": words})
    return lines
