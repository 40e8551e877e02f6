"""The read-only API (Wagtail's v2): live public content, the fields named here, nothing about persons who log in.

Pictures and documents appear while a public page shows them: what merely lies in the library may belong to
something that is not out yet.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from rest_framework.fields import Field
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from foundation.models import BasePage
from foundation.querysets import BasePageQuerySet, visible_pages

LARGEST_NUMBER = 2**31 - 1


class TopicsField(Field):
    """The addresses of a page's topics."""

    def get_attribute(self, instance: BasePage) -> BasePage:
        """The page itself."""
        return instance

    def to_representation(self, page: BasePage) -> list[str]:
        """As the library's filters take them."""
        return [topic.slug for topic in page.topics]


class KindField(Field):
    """What visitors call this type of page."""

    def get_attribute(self, instance: BasePage) -> BasePage:
        """The page itself."""
        return instance

    def to_representation(self, page: BasePage) -> str:
        """In words."""
        return str(page.kind)


class ReadOnlyView(BaseAPIViewSet):
    """JSON only, no session, 400 for whatever cannot be read."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    renderer_classes = [JSONRenderer]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse numbers that no database holds. Raises BadRequestError."""
        super().initial(request, *args, **kwargs)
        for name in ("id", "limit", "offset", "child_of", "ancestor_of", "descendant_of", "translation_of"):
            value = request.GET.get(name, "")
            if value.isdecimal() and int(value) > LARGEST_NUMBER:
                raise BadRequestError(f"{name} is too large")
        if kwargs.get("pk", 0) > LARGEST_NUMBER:
            raise BadRequestError("id is too large")

    def handle_exception(self, exc: Exception) -> Response:
        """A value that a field cannot take is the caller's mistake."""
        if isinstance(exc, (ValueError, OverflowError, DataError, ValidationError)):
            exc = BadRequestError("a value could not be read")
        response: Response = super().handle_exception(exc)
        return response


class PagesView(ReadOnlyView, PagesAPIViewSet):
    """Public pages."""

    renderer_classes = [JSONRenderer]

    def get_base_queryset(self) -> BasePageQuerySet:
        """The one rule of what is public."""
        return visible_pages().order_by("id")

    @classmethod
    def get_body_fields(cls, model: type[Page]) -> list[APIField]:
        """The title, and for our own page types what every one of them has."""
        own = ("summary", ("kind", KindField()), ("topics", TopicsField())) if issubclass(model, BasePage) else ()
        named = [APIField(field) if isinstance(field, str) else APIField(*field) for field in own]
        return [*cls._convert_api_fields(cls.body_fields), *named]

    meta_fields = [
        "type",
        "detail_url",
        "html_url",
        "slug",
        "search_description",
        "first_published_at",
        "last_published_at",
        "parent",
        "locale",
    ]


class ShownView(ReadOnlyView):
    """Things of the library that a public page shows."""

    def get_queryset(self) -> QuerySet[Any]:
        """Those in collections that are open to all, and referred to by a public page."""
        pages = visible_pages().annotate(key=Cast("pk", CharField())).values("key")
        references = ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(self.model),
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id__in=pages,
        )
        shown = self.model.objects.annotate(key=Cast("pk", CharField())).filter(
            key__in=references.values("to_object_id")
        )
        for restriction in CollectionViewRestriction.objects.select_related("collection"):
            shown = shown.exclude(collection__path__startswith=restriction.collection.path)
        return shown.order_by("id")


class DocumentsView(ShownView, DocumentsAPIViewSet):
    """Documents that a public page offers."""

    renderer_classes = [JSONRenderer]


class ImagesView(ShownView, ImagesAPIViewSet):
    """Pictures that a public page shows. Their originals are not public; pages carry the renditions."""

    renderer_classes = [JSONRenderer]
    body_fields = ["id", "title", "width", "height", "description", "credit"]
    meta_fields = ["type", "detail_url", "tags"]
    listing_default_fields = ["id", "type", "detail_url", "title", "tags"]
    nested_default_fields = ["id", "type", "detail_url", "title"]


router = WagtailAPIRouter("api")
router.register_endpoint("pages", PagesView)
router.register_endpoint("images", ImagesView)
router.register_endpoint("documents", DocumentsView)
