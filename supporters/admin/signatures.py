"""Signatures in the admin, masked."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from supporters.admin.limited import LimitedViewSet
from supporters.models import Signature


class SignatureIndexView(IndexView):
    """Signatures with their details masked."""

    page_title = _("Signatures")

    def get_base_queryset(self) -> QuerySet[Any]:
        """One query for signatures, actions and details."""
        return super().get_base_queryset().select_related("action", "details")


def masked(signature: Signature) -> str:
    """The masked details, or a dash once they are deleted."""
    return signature.details.masked if hasattr(signature, "details") else "–"


class SignatureViewSet(LimitedViewSet):
    """Who signed, masked: `A••• K•••, LE2`. Seeing more asks for a reason and is logged, elsewhere."""

    model = Signature
    icon = "group"
    index_view_class = SignatureIndexView
    form_fields = ("state",)
    list_filter = ("action", "state")
    list_display = (
        Column("details", label=_("Signature"), accessor=masked),
        Column("action", label=_("Action"), accessor="action.title"),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("source", label=_("Source"), accessor="source"),
        Column("created_at", label=_("Signed"), accessor="created_at"),
    )
