"""Reaching a milestone: noted once, told once, whatever the count does afterwards."""

from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from foundation.models import OrganisationSettings
from supporters.models import Action, Milestone

LOG_ACTION = "supporters.milestone.reach"


def reach_milestones(action_id: int, total: int) -> None:
    """Note each milestone that this count reaches, in the history too, and write to those who run the action.

    Call it in the transaction that writes the count. A milestone keeps the moment in which it was first reached, so
    a count that drops and rises again tells nobody twice. Where one count reaches several, one mail tells the last.
    """
    reached = list(Milestone.objects.filter(action=action_id, count__lte=total, reached_at__isnull=True))
    if not reached:
        return
    Milestone.objects.filter(pk__in=[step.pk for step in reached]).update(reached_at=Now())
    action = Action.objects.get(pk=action_id)
    for step in reached:
        log(instance=action, action=LOG_ACTION, data={"count": step.count})
    tell(action, reached[-1])


def tell(action: Action, milestone: Milestone) -> None:
    """Write to every active user who may change actions, one mail each, through the outbox (`mail.OutboxBackend`)."""
    site = Site.objects.order_by("-is_default_site", "pk").first()
    if site is None:
        return  # no page of ours can be seen, and no organisation says who writes
    organisation = OrganisationSettings.for_site(site)
    words = {"title": action.title, "count": f"{milestone.count:,}"}
    context = {
        "organisation": organisation,
        "action": action,
        "milestone": milestone,
        "button_url": settings.WAGTAILADMIN_BASE_URL + reverse("supporters_actions:edit", args=[action.pk]),
        "button_label": _("See the petition"),
    }
    subject = " ".join((_("%(title)s: %(count)s signatures") % words).split())
    text = render_to_string("emails/milestone.txt", context)
    html = render_to_string("emails/milestone.html", context)
    sender = formataddr((organisation.name, settings.DEFAULT_FROM_EMAIL))
    for user in ModelPermissionPolicy(Action).users_with_permission("change").exclude(email=""):
        mail = EmailMultiAlternatives(subject, text, sender, [user.email], headers={"Auto-Submitted": "auto-generated"})
        mail.attach_alternative(html, "text/html")
        mail.send()
