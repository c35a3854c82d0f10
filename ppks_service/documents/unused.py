"""Files that nothing shows any more."""

from collections.abc import Iterable

from django.db.models import Exists, ForeignObjectRel, OuterRef

from ppks_service.documents.models import StoredFile


def delete_unused(files: Iterable[int]) -> int:
    """Delete those of the stored ``files`` (keys) to which no row of any table leads. Returns how many."""
    found = StoredFile.objects.filter(pk__in=list(files))
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        leading = relation.field.model._default_manager.filter(
            **{relation.field.name: OuterRef("pk")}
        )
        found = found.exclude(Exists(leading))
    return found.delete()[0]
