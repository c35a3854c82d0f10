"""How static files are named when they are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):
    """Names by content, inside modules too: an ``import`` then never meets an older module.

    A phone keeps these files for a whole night, so a page and its modules must be of one make.
    """

    support_js_module_import_aggregation = True
