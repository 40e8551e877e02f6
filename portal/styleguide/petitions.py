"""Forms, what they answer, and sharing."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.safestring import mark_safe

from portal.styleguide.entries import Entry, Group, State, component, specimen
from portal.styleguide.samples import ADDRESS, UNBROKEN, moment
from supporters.sharing import share_links

FORM_SCRIPTS = ("portal/js/form.js",)
TRAP = {"tabindex": "-1", "autocomplete": "off"}
FILLED = {"name": "Ann Sample", "email": "ann@example.org", "postcode": "LE2 1AA", "signing": "on", "public": "on"}
WRONG = {"name": "", "email": "ann at example", "postcode": UNBROKEN}


class SampleSignForm(forms.Form):
    """The fields of a petition's form, with words that nobody has agreed to."""

    name = forms.CharField(label="Full name", error_messages={"required": "Please write your name."})
    email = forms.EmailField(label="E-mail", help_text="To confirm your signature. Never shown.")
    postcode = forms.CharField(label="Postcode", max_length=10, help_text="A sample hint of one line.")
    signing = forms.BooleanField(
        label="I sign this sample, and agree that my signature is recorded.",
        error_messages={"required": "We need your agreement to record your signature."},
    )
    mail = forms.BooleanField(label="Write to me about this sample.", required=False)
    public = forms.BooleanField(label="Show my name.", required=False)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs=TRAP))


class SampleFieldsForm(forms.Form):
    """A field of every kind."""

    words = forms.CharField(label="A line of text", help_text="A sample hint.")
    long_words = forms.CharField(label="A longer text", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    choice = forms.ChoiceField(label="One of a few", choices=[("a", "The first"), ("b", "The second")])
    radio = forms.ChoiceField(
        label="One of two",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        help_text="Either will do.",
    )
    tick = forms.BooleanField(label="A statement to agree with.", help_text="And what it means.")


def sign_form(data: dict[str, str] | None = None, *, disabled: bool = False) -> dict[str, Any]:
    """The form of a petition, empty, filled in or refused."""
    form = SampleSignForm(None if disabled else data, initial=data, auto_id="sign-%s")
    for bound in form.fields.values():
        bound.disabled = disabled
    action = SimpleNamespace(deletion_date=moment(2031, 1, 31).date())
    return {"form": form, "action_url": ADDRESS, "action": action, "minimum_age": 16}


def checked_fields() -> dict[str, Any]:
    """A field of every kind with an error at each."""
    return {"form": SampleFieldsForm({})}


def shared() -> dict[str, Any]:
    """A page that may be handed on."""
    address = "https://example.org/sample/"
    return {"share": share_links(address, "Sample petition"), "share_url": address, "share_title": "Sample petition"}


def notice(kind: str, **changes: Any) -> dict[str, Any]:
    """A notice with a heading."""
    text = mark_safe('<p>An invented message of one or two sentences. It may hold <a href="#sample">a link</a>.</p>')
    return {"kind": kind, "heading": f"A sample notice: {kind}", "text": text, **changes}


@dataclass(frozen=True)
class Message:
    """A message of the session, as templates see it."""

    level_tag: str
    text: str

    def __str__(self) -> str:
        return self.text


def messages() -> dict[str, Any]:
    """What the session has to say."""
    words = {"success": "The sample is saved.", "error": "The sample could not be saved.", "info": "A sample remark."}
    return {"messages": [Message(tag, text) for tag, text in words.items()]}


def petitions() -> Group:
    """The group of the guide."""
    return Group("forms", "Forms and messages", (*form_entries(), *message_entries()))


def form_entries() -> tuple[Entry, ...]:
    """What people fill in."""
    return (
        Entry(
            "sign-form",
            "Petition form",
            "The form beside a petition, the same bytes for every visitor.",
            (
                State("empty", "Empty", component("sign_form", sign_form)),
                State("filled", "Filled in", component("sign_form", lambda: sign_form(FILLED))),
                State("errors", "With errors", component("sign_form", lambda: sign_form(WRONG))),
                State("disabled", "Disabled", component("sign_form", lambda: sign_form(FILLED, disabled=True))),
            ),
            components=("sign_form", "form_field", "error_summary"),
            scripts=FORM_SCRIPTS,
        ),
        Entry(
            "fields",
            "Fields",
            "One field with its label, hint and error. The hint says why we ask.",
            (
                State("empty", "A field of every kind", specimen("fields", lambda: {"form": SampleFieldsForm()})),
                State("errors", "With errors", specimen("fields", checked_fields)),
            ),
            components=("form_field",),
        ),
        Entry(
            "share",
            "Share bar",
            "After a signature, and beside a petition. Nothing is loaded from these services.",
            (State("links", "Four services", component("share_links", shared)),),
            components=("share_links",),
            scripts=("portal/js/share.js",),
        ),
    )


def message_entries() -> tuple[Entry, ...]:
    """What the site says."""
    return (
        Entry(
            "notice",
            "Notice",
            "A framed message that must not be missed: a deadline, a correction, a change of place.",
            (
                State("info", "Note", component("notice", lambda: notice("info"))),
                State("warning", "Warning", component("notice", lambda: notice("warning"))),
                State("success", "Good news", component("notice", lambda: notice("success"))),
                State("bare", "Without a heading", component("notice", lambda: notice("info", heading=""))),
                State(
                    "unbroken", "Words without a break", component("notice", lambda: notice("info", heading=UNBROKEN))
                ),
            ),
            components=("notice",),
        ),
        Entry(
            "messages",
            "Messages",
            "On log-in pages only: what has just happened.",
            (State("three", "Three at once", component("messages", messages)),),
            components=("messages",),
        ),
    )
