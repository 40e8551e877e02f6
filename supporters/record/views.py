"""Asking for one's record, reading it and acting on it; stopping mail. No session, no cookie: the token is the key.

GET shows a form or a button and writes nothing, for mail scanners follow links. Every POST reads the token again.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from foundation.models import OrganisationSettings
from supporters.crowds.switches import is_on
from supporters.guards import require_method, require_own_site, require_small_body
from supporters.mailing.unsubscribing import unsubscribe
from supporters.models import Signature, Supporter
from supporters.record.contents import (
    WHERE,
    ChangedMeanwhileError,
    Record,
    correct,
    may_ask,
    may_be_mailed,
    record_of,
    take_back_choice,
    withdraw,
)
from supporters.record.download import as_file
from supporters.record.forms import AskForm, CorrectForm
from supporters.record.letters import answer_by_mail
from supporters.record.tokens import check_form_token, read_record_token, read_unsubscribe_token
from supporters.refusals import RefusalError, shows_refusals
from supporters.retention.erasing import erase_supporter
from supporters.tokens import BadTokenError, ExpiredTokenError

LARGEST_NUMBER = 2**63 - 1  # of a row; more than that no database can look up
View = Callable[..., HttpResponseBase]


def confidential(view: View) -> View:
    """Nothing of the answer is kept, listed or told to other sites. Refusals become pages."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = shows_refusals(view)(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return csrf_exempt(answer)


@csrf_exempt
@shows_refusals
def ask(request: HttpRequest) -> HttpResponseBase:
    """The form, the same for every visitor; posted, the same answer whether we know the address or not."""
    require_method(request, "GET", "HEAD", "POST")
    _require_switched_on()
    if request.method != "POST":
        return render(request, "supporters/record_ask.html", {"form": AskForm()})
    require_small_body(request)
    require_own_site(request)
    form, stale = AskForm(request.POST), _fault_of_token(request.POST.get("token", ""))
    if stale:
        form.add_error(None, stale)
    if not form.is_valid():
        response = render(request, "supporters/record_ask.html", {"form": form}, status=HTTPStatus.BAD_REQUEST)
        response.headers["Cache-Control"] = "no-store"
        return response
    if not may_ask(request):
        raise _too_often()
    address = form.cleaned_data["email"]
    if not form.is_trapped and may_be_mailed(request, address):
        answer_by_mail(address, OrganisationSettings.for_request(request))
    answer = HttpResponseRedirect(reverse("supporters:my_sent"), status=HTTPStatus.SEE_OTHER)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _fault_of_token(token: str) -> str:
    """What is wrong with the form's token, in words; empty when nothing is."""
    try:
        check_form_token(token)
    except ExpiredTokenError:
        return _("This page was open for more than two days. Your answer is kept: please send it again.")
    except BadTokenError:
        return _("The form could not be checked. Your answer is kept: please send it again.")
    return ""


@require_safe
def sent(request: HttpRequest) -> HttpResponseBase:
    """Check your inbox: the same page for everybody, known or not."""
    return render(request, "supporters/record_sent.html")


@confidential
def my_record(request: HttpRequest, token: str) -> HttpResponseBase:
    """GET shows a button. POST shows the record, or does what `do` says and shows it as it is then."""
    require_method(request, "GET", "HEAD", "POST")
    require_small_body(request)
    _require_switched_on()
    supporter = _supporter_of(token)
    if request.method != "POST":
        return render(request, "supporters/record_open.html")
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        raise RefusalError(HTTPStatus.BAD_REQUEST)
    try:
        return deed(request, supporter)
    except Supporter.DoesNotExist as error:  # erased in another window while this was under way
        raise _erased() from error
    except (Signature.DoesNotExist, ValueError) as error:
        raise RefusalError(HTTPStatus.BAD_REQUEST) from error


def _supporter_of(token: str) -> Supporter:
    """Whose record a link opens. Raises RefusalError: 404 for a damaged link, 410 for an old one or an erased person."""
    try:
        supporter = Supporter.objects.filter(pk=read_record_token(token)).first()
    except ExpiredTokenError as error:
        text = _("For your safety a link to a record works for one hour. Ask for a new one.")
        raise _gone(_("This link is too old"), text) from error
    except BadTokenError as error:
        raise damaged_link() from error
    if supporter is None:
        raise _erased()
    return supporter


def show(request: HttpRequest, supporter: Supporter, **shown: Any) -> HttpResponse:
    """The record. `shown`: what has just been done (`said`), or a correction that was refused (`form`)."""
    record = record_of(supporter)
    form = shown.pop("form", None) or _correct_form(record)
    status = HTTPStatus.BAD_REQUEST if form is not None and form.errors else HTTPStatus.OK
    return render(request, "supporters/record.html", {"record": record, "form": form, **shown}, status=status)


def _correct_form(record: Record, data: Any = None) -> CorrectForm | None:
    """The form with what we hold, or with what was typed; None where we hold nothing to correct."""
    if not record.clear_details:
        return None
    newest = record.clear_details[0]
    return CorrectForm(data, seen=record.seen, initial={"name": newest.name, "postcode": newest.postcode})


def correct_details(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """Put name and postcode right; a form that is wrong or out of date comes back with what was typed."""
    form = _correct_form(record_of(supporter), request.POST)
    if form is None:
        return show(request, supporter, said=_("There is nothing left to correct: we hold no details of yours."))
    if form.is_valid():
        answers = form.cleaned_data
        try:
            correct(supporter, name=answers["name"], postcode=answers["postcode"], seen=form.came_with)
        except ChangedMeanwhileError:
            form.add_error(
                None,
                _("Your record has changed since you opened this page. Look at what we hold now, then save again."),
            )
        else:
            return show(request, supporter, said=_("Your name and postcode are corrected."))
    return show(request, supporter, form=form)


def take_back(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """Take one consent back."""
    signature = take_back_choice(supporter, _number(request), request.POST.get("purpose", ""))
    said = _("Taken back, as you asked. Your signature on “%(title)s” stays.")
    return show(request, supporter, said=said % {"title": signature.action.title})


def withdraw_signature(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """Withdraw one signature."""
    signature = withdraw(supporter, _number(request))
    said = _("Your signature on “%(title)s” is withdrawn. Your details with it are deleted.")
    return show(request, supporter, said=said % {"title": signature.action.title})


def stop_all_mail(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """Take every consent to mail back at once, as the link in a mail does."""
    unsubscribe(supporter)
    return show(request, supporter, said=_("You get no more e-mails from us about campaigns, and no reminders."))


def _number(request: HttpRequest) -> int:
    """The signature that a button is about. Raises ValueError."""
    number = int(request.POST.get("signature", ""))
    if not 0 < number <= LARGEST_NUMBER:
        raise ValueError(number)
    return number


def download(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """The record as a file."""
    response = JsonResponse(as_file(record_of(supporter)), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="my-record.json"'
    return response


def ask_before_erasing(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """What will happen to each signature, and the button."""
    return render(request, "supporters/record_erase.html", {"record": record_of(supporter)})


def erase(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """Erase everything."""
    erase_supporter(supporter, suppress=True, where=WHERE)
    return render(request, "supporters/record_erased.html")


DEEDS: dict[str, Callable[[HttpRequest, Supporter], HttpResponse]] = {
    "show": show,
    "correct": correct_details,
    "take_back": take_back,
    "withdraw": withdraw_signature,
    "stop_mail": stop_all_mail,
    "download": download,
    "erase": ask_before_erasing,
    "erase_now": erase,
}


@confidential
def stop_mail(request: HttpRequest, token: str) -> HttpResponseBase:
    """GET shows a button. POST stops mail, whatever it says: mail programs post one word (RFC 8058)."""
    require_method(request, "GET", "HEAD", "POST")
    require_small_body(request)
    try:
        supporter = Supporter.objects.filter(pk=read_unsubscribe_token(token)).first()
    except BadTokenError as error:
        raise damaged_link() from error
    if request.method == "POST" and supporter is not None:
        unsubscribe(supporter)
    # Of somebody who has been erased we hold no address: there is nothing left to stop.
    is_stopped = request.method == "POST" or supporter is None
    return render(request, "supporters/record_unsubscribed.html", {"is_stopped": is_stopped})


def _require_switched_on() -> None:
    """Raise RefusalError (503) while somebody has switched this off."""
    if not is_on("my_record"):
        text = _("We have switched this page off for a while. Nothing of yours is lost: please come back later.")
        raise RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, heading=_("Not at the moment"), text=text)


def _too_often() -> RefusalError:
    text = _("More than thirty links were asked for from your network. Please try again in an hour.")
    return RefusalError(HTTPStatus.TOO_MANY_REQUESTS, heading=_("Too many tries"), text=text, retry_after=3600)


def _gone(heading: str, text: str) -> RefusalError:
    onward = (reverse("supporters:my"), _("Ask for a new link"))
    return RefusalError(HTTPStatus.GONE, heading=heading, text=text, onward=onward)


def _erased() -> RefusalError:
    text = _("The record that this link led to has been erased. We hold no name and no address of yours.")
    return _gone(_("There is no record any more"), text)


def damaged_link() -> RefusalError:
    """What is said of a token that is not ours: cut short, or made up."""
    text = _("Some mail programs break long links. Open it again from the e-mail, or copy the whole address.")
    onward = (reverse("supporters:my"), _("Ask for a new link"))
    return RefusalError(HTTPStatus.NOT_FOUND, heading=_("This link is not whole"), text=text, onward=onward)
