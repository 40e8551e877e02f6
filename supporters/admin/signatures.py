"""Signatures in the admin, masked: who may see more finds the way from here."""

from typing import Any

import django_filters
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from supporters.access import revealing
from supporters.admin.limited import LimitedViewSet
from supporters.admin.people import ErasePersonView, FindPersonView, PersonView
from supporters.admin.revealing import RevealView
from supporters.counting.areas import AREA_NAMES
from supporters.mailing.providers import DOMAINS, OTHER
from supporters.models import Signature, SignatureDetails

PROVIDERS = [(name, name) for name in (*DOMAINS, OTHER)]
AREAS = [(letters, f"{letters}, {name}") for letters, name in AREA_NAMES.items()]


class SignatureFilterSet(WagtailFilterSet):
    """By all that is not encrypted. What is encrypted cannot be searched; an address can be looked up by its key."""

    source = django_filters.CharFilter(label=_("Source"))
    provider = django_filters.ChoiceFilter(label=_("Mail provider"), choices=PROVIDERS)
    area = django_filters.ChoiceFilter(label=_("Postcode area"), choices=AREAS)
    created_at = django_filters.DateFromToRangeFilter(label=_("Signed"), widget=DateRangePickerWidget)

    class Meta:
        model = Signature
        fields = ["action", "state", "held_for", "source", "provider", "area", "created_at"]


def masked(signature: Signature) -> str:
    """The masked details, or a dash once they are deleted."""
    return signature.details.masked if hasattr(signature, "details") else "–"


def state_in_words(signature: Signature) -> Any:
    """Its state; of one that is held, why."""
    if signature.state == Signature.State.HELD and signature.held_for:
        return _("held: %(why)s") % {"why": signature.get_held_for_display()}
    return signature.get_state_display()


def signature_columns(*, may_reveal: bool) -> list[BaseColumn]:
    """What every list of signatures shows. The masked details lead to the clear ones for whoever may see them."""

    def reveal_url(signature: Signature) -> str | None:
        return reverse("supporters_signatures:reveal", args=[signature.pk]) if may_reveal else None

    return [
        TitleColumn("details", label=_("Signature"), accessor=masked, get_url=reveal_url),
        Column("action", label=_("Action"), accessor="action.title"),
        Column("number", label=_("Number"), accessor="pk"),
        Column("state", label=_("State"), accessor=state_in_words),
        Column("source", label=_("Source"), accessor="source"),
        Column("provider", label=_("Mail"), accessor="provider"),
        DateColumn("created_at", label=_("Signed"), accessor="created_at"),
    ]


class SignatureIndexView(IndexView):
    """Signatures with their details masked."""

    page_title = _("Signatures")

    def get_base_queryset(self) -> QuerySet[Any]:
        """One query for signatures, actions and details."""
        return super().get_base_queryset().select_related("action", "details")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """With a way to the clear details for those who may see them."""
        return signature_columns(may_reveal=self.request.user.has_perm(revealing.PERMISSION))

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Looking somebody up by an address."""
        if not self.request.user.has_perm(revealing.PERMISSION):
            return []
        return [HeaderButton(_("Find by e-mail"), url=reverse("supporters_signatures:find"), icon_name="search")]


class SignatureViewSet(LimitedViewSet):
    """Who signed, masked: `A••• K•••, LE2`. Seeing more asks for a reason and is kept in the history."""

    model = Signature
    icon = "group"
    index_view_class = SignatureIndexView
    index_results_template_name = "supporters/admin/signature_results.html"
    form_fields = ("state",)
    filterset_class = SignatureFilterSet
    list_per_page = 50

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Also those that are about details: they have no list of their own."""
        details = ContentType.objects.get_for_model(SignatureDetails)
        of_details = Permission.objects.filter(content_type=details, codename__regex="^(reveal|export|erase)_")
        judging = Permission.objects.filter(codename="judge_signature")
        return super().get_permissions_to_register() | of_details | judging

    def get_urlpatterns(self) -> list[URLPattern]:
        """Also the clear details of one signature, and a person by an address."""
        return [
            *super().get_urlpatterns(),
            path("reveal/<int:pk>/", RevealView.as_view(), name="reveal"),
            path("find/", FindPersonView.as_view(), name="find"),
            path("person/<int:pk>/", PersonView.as_view(), name="person"),
            path("person/<int:pk>/erase/", ErasePersonView.as_view(), name="erase"),
        ]
