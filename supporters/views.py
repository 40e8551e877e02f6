"""Posting a form, confirming an address, reading a count. No view here knows who is logged in."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from foundation.models import OrganisationSettings
from supporters.access.masking import masked_name
from supporters.consent import Purpose, agreed_texts
from supporters.counting.public_counts import counter_body, public_count
from supporters.crowds.switches import takes_signatures
from supporters.forms import SignForm
from supporters.guards import require_method, require_own_site, require_small_body
from supporters.integrity.suspicion import comes_from_a_browser
from supporters.models import Action, Signature, SignatureDetails
from supporters.network import network_key
from supporters.pages import find_action_page, is_public
from supporters.refusals import RefusalError, shows_refusals
from supporters.sharing import share_links
from supporters.signing import Standing, confirm, disown, sign, standing_of
from supporters.tokens import BadTokenError, ExpiredTokenError, PageToken, read_confirmation_token, read_page_token

COUNTER_CACHE = "public, max-age=10, stale-while-revalidate=20, stale-if-error=300"


@csrf_exempt
@shows_refusals
def act(request: HttpRequest, action_id: int) -> HttpResponseBase:
    """Take a form. New, duplicate and held signatures get the same answer: 303 to the page's thanks."""
    require_method(request, "POST")
    require_small_body(request)
    require_own_site(request)
    token = _page_token(request, action_id)
    action, page = _action_and_page(action_id, token)
    _require_open(action, page, is_framed=is_framed(token))
    form, stale = _read_form(request, page, token)
    if stale:
        form.add_error(None, stale)
    if not form.is_valid():
        return page.render_with_form(request, form, HTTPStatus.BAD_REQUEST)
    is_browser = comes_from_a_browser(request.headers)
    sign(form, where=page.get_url(), network=network_key(request), is_browser=is_browser)
    response = HttpResponseRedirect(page.thanks_url_of(form), status=HTTPStatus.SEE_OTHER)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page_token(request: HttpRequest, action_id: int) -> PageToken | None:
    """The form's token, however old; None when it is missing, forged or another action's."""
    try:
        token = read_page_token(request.POST.get("token", ""))
    except BadTokenError:
        return None
    return token if token.action_id == action_id else None


def is_framed(token: PageToken | None) -> bool:
    """Whether the form stood in a frame of another site, where its answer must be shown too."""
    return token is not None and token.is_framed


def _action_and_page(action_id: int, token: PageToken | None) -> tuple[Action, Any]:
    """The action and the visible page that the form stood on. Raises RefusalError (404)."""
    action = Action.objects.exclude(state=Action.State.DRAFT).filter(pk=action_id).first()
    page = find_action_page(action, token.page_id if token else None) if action else None
    if action is None or page is None:
        raise RefusalError(HTTPStatus.NOT_FOUND, is_framed=is_framed(token))
    return action, page


def _read_form(request: HttpRequest, page: Any, token: PageToken | None) -> tuple[SignForm, str]:
    """The bound form with a fresh token, and what is wrong with the token that came (empty when nothing).

    Ticks that stood beside other words are taken out: nobody agrees to what they did not see.
    """
    form = page.sign_form(request, request.POST, is_framed=is_framed(token))
    if token is None:
        return form, _("The form could not be checked. Your answers are kept: please send it again.")
    if token.has_expired:
        return form, _("This page was open for more than two days. Your answers are kept: please send them again.")
    if token.words != form.words.digest:
        data = request.POST.copy()
        for purpose in Purpose.values:
            data.pop(purpose, None)
        changed = _("The words you are asked to agree to have changed. Please read them and tick again.")
        return page.sign_form(request, data, is_framed=token.is_framed), changed
    return form, ""


def _require_open(action: Action, page: Any, *, is_framed: bool) -> None:
    """Raise RefusalError (409) that says that nothing is taken at the moment, and why."""
    if takes_signatures(action):
        return
    if action.has_closed:
        heading, text = _("This has closed"), _("Signatures are no longer taken. Yours was not recorded.")
    else:
        heading = _("This is paused")
        text = _("Signatures are not taken at the moment. Yours was not recorded: please come back later.")
    raise RefusalError(HTTPStatus.CONFLICT, heading=heading, text=text, back=page, is_framed=is_framed)


@csrf_exempt
def confirm_address(request: HttpRequest, token: str) -> HttpResponseBase:
    """GET shows a signature's owner two buttons and writes nothing: mail scanners follow links. POST acts.

    The address is the key, so Origin is not asked: with no-referrer browsers send "null" there.
    """
    response = _confirm_address(request, token)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@shows_refusals
def _confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    require_method(request, "GET", "HEAD", "POST")
    require_small_body(request)
    signature = _signature_of(token)
    standing = standing_of(signature)
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        if answer == "confirm":
            standing = confirm(signature)
        elif answer == "disown":
            standing = disown(signature, where="/c/")
        else:
            raise RefusalError(HTTPStatus.BAD_REQUEST)
    return _show_standing(request, signature, standing)


def _signature_of(token: str) -> Signature:
    """The signature that a link leads to. Raises RefusalError: 410 for an old link, 404 for a damaged one."""
    try:
        signature_id = read_confirmation_token(token)
    except ExpiredTokenError as error:
        raise _too_late() from error
    except BadTokenError as error:
        raise _damaged_link() from error
    signature = Signature.objects.select_related("action").filter(pk=signature_id).first()
    if signature is None:
        raise _damaged_link()
    return signature


def _show_standing(request: HttpRequest, signature: Signature, standing: Standing) -> HttpResponse:
    """The page for what a signature is now; after a confirmation with the step to share it."""
    if standing is Standing.TOO_LATE:
        raise _too_late()
    page = find_action_page(signature.action)
    context: dict[str, Any] = {
        "action": signature.action,
        "action_page": page,
        "is_answer": request.method == "POST",
    }
    if standing is Standing.WAITING:
        details = SignatureDetails.objects.filter(signature=signature).first()
        name = masked_name(details.name) if details else ""
        context |= {"name": name, "agreed_texts": agreed_texts(signature.pk)}
    if standing is Standing.CONFIRMED and page is not None:
        address = page.get_full_url(request)
        imprint = OrganisationSettings.for_request(request).imprint
        context |= {"share": share_links(address, page.title, imprint), "share_url": address}
    return render(request, f"supporters/{standing.value}.html", context)


def _too_late() -> RefusalError:
    text = _("This link has expired, and the signature was not counted. If signing is still open, please sign again.")
    return RefusalError(HTTPStatus.GONE, heading=_("This link is too old"), text=text)


def _damaged_link() -> RefusalError:
    text = _("Some mail programs break long links. Open it again from the e-mail, or copy the whole address.")
    return RefusalError(HTTPStatus.NOT_FOUND, heading=_("This link is not whole"), text=text)


@require_safe
def counter(request: HttpRequest, action_id: int) -> HttpResponseBase:
    """The count of one action with a public page as JSON. Reads the last recount: no counting, no write.

    A web server in front may give out the file with the same bytes instead (`counting.files`).
    """
    action = Action.objects.exclude(state=Action.State.DRAFT).select_related("stats").filter(pk=action_id).first()
    if action is None or not is_public(action):
        response: HttpResponse = JsonResponse({"error": "not found"}, status=HTTPStatus.NOT_FOUND)
        response.headers["Cache-Control"] = "no-store"
        return response
    response = HttpResponse(counter_body(public_count(action, action.stats)), content_type="application/json")
    response.headers["Cache-Control"] = COUNTER_CACHE
    return response
