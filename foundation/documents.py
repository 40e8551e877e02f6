"""Documents of the library are public as soon as they are uploaded, but for those that wait for a page."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex

from foundation.models import LibraryDocument
from foundation.querysets import visible_pages


def pages_with(document: LibraryDocument) -> QuerySet[ReferenceIndex]:
    """Where pages refer to a document, public or not."""
    return ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(LibraryDocument),
        to_object_id=str(document.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )


def is_shown(document: LibraryDocument) -> bool:
    """Whether a page that anybody may read offers it. One query."""
    pages = visible_pages().annotate(key=Cast("pk", CharField())).values("key")
    return pages_with(document).filter(object_id__in=pages).exists()


def waits_for_page(document: LibraryDocument) -> bool:
    """Whether it is offered by pages of which nobody may read any yet. Two queries."""
    return pages_with(document).exists() and not is_shown(document)


def close(request: HttpRequest) -> None:
    """Raise Http404 for everybody who may not enter the admin."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404


@hooks.register("before_serve_document")
def close_waiting_documents(document: LibraryDocument, request: HttpRequest) -> None:
    """A leaflet of a draft is not there before the page that brings it. Raises Http404."""
    if waits_for_page(document):
        close(request)
