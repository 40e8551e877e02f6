"""What the templates of a landing page show. The same for every visitor: the page is one cacheable byte stream."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from campaigns.progress import progress_of
from foundation.dates import day_in_words
from foundation.models import OrganisationSettings
from supporters.counting.recent_signers import recent_signers
from supporters.crowds.strain import current_strain
from supporters.forms import MINIMUM_AGE, SignForm
from supporters.models import Action
from supporters.sharing import share_links

if TYPE_CHECKING:
    from campaigns.models import LandingPage

SHOWN_UPDATES = 3


def landing_context(page: "LandingPage", request: HttpRequest) -> dict[str, Any]:
    """Petition, campaign, progress, next steps, share links and, while people can sign, the form."""
    if page.action_id is not None:
        page.action = Action.objects.select_related("stats").prefetch_related("milestones").get(pk=page.action_id)
    petition, campaign = page.petition, page.campaign
    is_preview = getattr(request, "is_preview", False)
    return {
        "petition": petition,
        "campaign": campaign,
        "updates": campaign.newest_updates[:SHOWN_UPDATES] if campaign is not None else [],
        "progress": progress_of(petition),
        "counter_url": reverse("supporters:counter", args=[petition.pk]) if petition.pk else "",
        "count_page_url": count_page_url(page, petition, request),
        "recent_signers": recent_signers(petition) if petition.pk else [],
        "next_steps": next_steps(page, petition),
        "is_preview": is_preview,
        **sign_context(page, petition, request, is_preview),
        **share_context(page, request),
    }


def count_page_url(page: "LandingPage", petition: Action, request: HttpRequest) -> str:
    """Where it says how we count; empty before the petition opens."""
    is_counted = petition.pk and petition.state != Action.State.DRAFT
    address = page.get_url(request) if page.pk and is_counted else None
    return f"{address}count/" if address else ""


def sign_context(page: "LandingPage", petition: Action, request: HttpRequest, is_preview: bool) -> dict[str, Any]:
    """The form and where it posts; `form` is None while nobody can sign, and `is_paused` tells whether that passes.

    In a preview the form has no token and posts nowhere: it never makes a signature.
    """
    if is_preview and not petition.has_closed:
        form = SignForm(action=petition, page=page, organisation=OrganisationSettings.for_request(request))
        form.initial["token"] = ""
        return {"form": form, "action_url": "#sign", "minimum_age": MINIMUM_AGE}
    if not page.is_open:
        return {"form": None, "is_paused": petition.is_open or petition.state == Action.State.PAUSED}
    return {
        "form": page.sign_form(request),
        "action_url": reverse("supporters:act", args=[petition.pk]),
        "minimum_age": MINIMUM_AGE,
    }


def thanks_context(page: "LandingPage", request: HttpRequest) -> dict[str, Any]:
    """What follows a signature: check your inbox, perhaps later than usual, then share."""
    return {
        "petition": page.petition,
        "is_mail_slow": current_strain().mail.is_strained,
        **share_context(page, request),
    }


def share_context(page: "LandingPage", request: HttpRequest) -> dict[str, Any]:
    """Plain links that share the page; empty for a page that has no address yet."""
    address = page.get_full_url(request) if page.pk else None
    if not address:
        return {"share": [], "share_url": "", "share_title": page.title}
    imprint = OrganisationSettings.for_request(request).imprint
    return {"share": share_links(address, page.title, imprint), "share_url": address, "share_title": page.title}


def next_steps(page: "LandingPage", petition: Action) -> list[str]:
    """What happens after a signature, in order: the mail, the milestones, the closing date, the editor's own."""
    steps = [gettext("You get an e-mail. Open the link in it and press the button: then your signature counts.")]
    if petition.pk:
        steps += [
            gettext("At %(count)s signatures: %(promise)s")
            % {"count": f"{milestone.count:,}", "promise": milestone.promise}
            for milestone in petition.milestones.all()
            if milestone.promise
        ]
    if petition.closes_at:
        steps.append(gettext("On %(date)s the petition closes.") % {"date": day_in_words(petition.closes_at)})
    return [*steps, *[step.value["text"] for step in page.steps]]
