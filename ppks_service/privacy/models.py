"""The proof of what was deleted because its time was over."""

from django.db import models


class Deletion(models.Model):
    """One night's deleting under one retention of ``policy.toml``. Permanent by trigger; names nobody."""

    retention = models.CharField(max_length=20, db_index=True)
    before = models.DateTimeField(help_text="What began its period before this was deleted.")
    rows = models.PositiveIntegerField(help_text="Rows of the database, photos and files included.")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.retention}: {self.rows}"
