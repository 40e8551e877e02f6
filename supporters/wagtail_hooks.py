"""The admin's view of actions, signatures, consent words and mail: what `supporters.admin` holds, put in its place."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.log_actions import LogActionRegistry

from supporters.admin.actions import ActionViewSet
from supporters.admin.details_log import name_details
from supporters.admin.duties import DutiesPanel
from supporters.admin.events import EventCodeViewSet, PaperBatchViewSet
from supporters.admin.held import HeldViewSet
from supporters.admin.invalidations import InvalidationViewSet
from supporters.admin.judging_log import name_judgements
from supporters.admin.mail_log import name_mail_actions
from supporters.admin.milestone_log import name_milestones
from supporters.admin.outbox import OutboxViewSet
from supporters.admin.press_log import name_press_actions
from supporters.admin.retention import RetentionRunViewSet, name_retention_actions
from supporters.admin.signatures import SignatureViewSet
from supporters.admin.statements import ConsentStatementViewSet
from supporters.admin.strain import StrainPanel


class SupportersGroup(ViewSetGroup):
    """One entry in the main menu."""

    menu_label = _("Supporters")
    menu_icon = "group"
    menu_order = 250
    items = (
        ActionViewSet("supporters_actions"),
        SignatureViewSet("supporters_signatures"),
        HeldViewSet("supporters_held"),
        InvalidationViewSet("supporters_invalidations"),
        EventCodeViewSet("supporters_event_codes"),
        PaperBatchViewSet("supporters_paper"),
        ConsentStatementViewSet("supporters_statements"),
        OutboxViewSet("supporters_outbox"),
        RetentionRunViewSet("supporters_retention"),
    )


@hooks.register("register_admin_viewset")
def register_supporters() -> SupportersGroup:
    """Put the lists into the admin."""
    return SupportersGroup()


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    """What is done in this room, as the history of the site words it."""
    name_press_actions(actions)
    name_judgements(actions)
    name_details(actions)
    name_mail_actions(actions)
    name_milestones(actions)
    name_retention_actions(actions)


@hooks.register("construct_homepage_panels")
def warn_of_broken_duties(request: HttpRequest, panels: list[Component]) -> None:
    """Say on the first page of the admin what should have been erased and was not, and where the imprint is missing."""
    panels.append(DutiesPanel())


@hooks.register("construct_homepage_panels")
def tell_of_strain(request: HttpRequest, panels: list[Component]) -> None:
    """Say on the first page of the admin what is switched off, by hand or by itself."""
    panels.append(StrainPanel())
