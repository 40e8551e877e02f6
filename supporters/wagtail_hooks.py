"""The admin's view of actions, signatures, consent words and mail. Nobody's details are shown in clear here."""

from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.permissions import register_permission_policy

from supporters.models import Action, ConsentStatement, OutboxMail, Signature
from supporters.permissions import LimitedPermissionPolicy

# What may be done at all; each still needs the permission. Nothing of this is deleted by hand.
ALLOWED = {
    Action: ("add", "change", "view"),
    Signature: ("view",),
    ConsentStatement: ("add", "view"),
    OutboxMail: ("view",),
}
for model, actions in ALLOWED.items():
    register_permission_policy(model, LimitedPermissionPolicy(model, *actions))


class LimitedViewSet(ModelViewSet):
    """A list of records with an outside history: few permissions, no copies, no entries in the reference index."""

    add_to_reference_index = False
    copy_view_enabled = False

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Only the permissions that do something here can be given to a group."""
        names = [f"{action}_{self.model_name}" for action in ALLOWED[self.model]]
        return Permission.objects.filter(content_type=ContentType.objects.get_for_model(self.model), codename__in=names)


class ActionIndexView(IndexView):
    """Actions with their counts."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """One query for all counts."""
        return super().get_base_queryset().select_related("stats")


class ActionViewSet(LimitedViewSet):
    """Open, pause and close actions; set goal and closing date."""

    model = Action
    icon = "clipboard-list"
    index_view_class = ActionIndexView
    list_filter = ("state", "kind")
    list_display = (
        "title",
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("confirmed", label=_("Confirmed"), accessor="stats.confirmed"),
        Column("waiting", label=_("Waiting"), accessor="stats.waiting"),
        Column("held", label=_("Held"), accessor="stats.held"),
        Column("closes_at", label=_("Closes"), accessor="closes_at"),
    )
    panels = (
        FieldPanel("title"),
        FieldPanel("state"),
        FieldPanel("kind"),
        FieldPanel("demand"),
        FieldPanel("target"),
        FieldPanel("goal"),
        InlinePanel("milestones", heading=_("Milestones"), label=_("milestone")),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("deletion_date"),
    )


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


class ConsentStatementViewSet(LimitedViewSet):
    """The words people agree to. A change is a new version: old ones stay, for what was signed under them."""

    model = ConsentStatement
    icon = "openquote"
    form_fields = ("purpose", "wording")
    list_filter = ("purpose",)
    list_display = (
        Column("purpose", label=_("Purpose"), accessor="get_purpose_display"),
        "version",
        "wording",
        "created_at",
    )


class OutboxViewSet(LimitedViewSet):
    """Mail on its way: whether it goes out, never to whom."""

    model = OutboxMail
    icon = "mail"
    menu_label = _("Outbox")
    form_fields = ("state",)
    list_filter = ("state", "kind")
    list_display = (
        "pk",
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("state", label=_("State"), accessor="get_state_display"),
        "attempts",
        "created_at",
        "sent_at",
        "last_error",
    )


class SupportersGroup(ViewSetGroup):
    """One entry in the main menu."""

    menu_label = _("Supporters")
    menu_icon = "group"
    menu_order = 250
    items = (
        ActionViewSet("supporters_actions"),
        SignatureViewSet("supporters_signatures"),
        ConsentStatementViewSet("supporters_statements"),
        OutboxViewSet("supporters_outbox"),
    )


@hooks.register("register_admin_viewset")
def register_supporters() -> SupportersGroup:
    """Put the lists into the admin."""
    return SupportersGroup()


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    """What is done with press contacts (supporters.press), as the history of the site words it."""
    actions.register_action("supporters.press_contact.add", _("Add a press contact"), _("Press contact added"))
    actions.register_action("supporters.press_contact.erase", _("Erase a press contact"), _("Press contact erased"))

    @actions.register_action("supporters.press_contact.reveal")
    class Revealing(LogFormatter):
        label = _("Reveal a press contact")

        def format_message(self, log_entry: Any) -> str:
            """With the reason."""
            return _now("Press contact revealed: %(reason)s") % {"reason": log_entry.data.get("reason", "")}
