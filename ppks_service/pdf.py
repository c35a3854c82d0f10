"""Paper: a page of ``templates/documents`` becomes a tagged PDF."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string


def render_pdf(template_name: str, context: dict[str, Any]) -> bytes:
    """Render a page of ``templates/documents`` as a tagged PDF, which a screen reader can read."""
    return pdf_from_html(render_to_string(template_name, context))


def pdf_from_html(html: str) -> bytes:
    """Lay ``html`` out as PDF/UA-1. It may load files under ``static/`` and nothing else."""
    from weasyprint import HTML, URLFetcher  # slow to import: only where a PDF is made

    fetcher = URLFetcher(allowed_protocols={"file", "data"})
    base_url = (settings.BASE_DIR / "static").as_uri() + "/"
    pdf = HTML(string=html, base_url=base_url, url_fetcher=fetcher).write_pdf(
        pdf_variant="pdf/ua-1"
    )
    assert isinstance(pdf, bytes)
    return pdf
