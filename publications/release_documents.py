"""Documents of the library that come with a release: closed until its second, though the report's page may be public."""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import ReferenceIndex

from foundation.documents import close, is_shown
from foundation.models import LibraryDocument
from publications.models import Release


def waits_for_release(document: LibraryDocument) -> bool:
    """Whether the draft of a release that is ahead offers it, and no page that is public. One query where none is ahead."""
    ahead = Release.objects.filter(state__in=(Release.State.PLANNED, Release.State.APPROVED))
    kind = ContentType.objects.get_for_model(LibraryDocument)
    for release in ahead.select_related("report__latest_revision", "revision"):
        for revision in {release.revision, release.report.latest_revision} - {None}:
            found = ReferenceIndex._extract_references_from_object(revision.as_object())
            if any(one[0] == kind.pk and str(one[1]) == str(document.pk) for one in found):
                return not is_shown(document)
    return False


@hooks.register("before_serve_document")
def close_documents_of_releases(document: LibraryDocument, request: HttpRequest) -> None:
    """Nobody has it before the report that brings it. Raises Http404."""
    if waits_for_release(document):
        close(request)
