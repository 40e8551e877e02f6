"""Mail in the admin: whether it goes out and what went wrong, never to whom."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, NumberColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from supporters.admin.asking import AskingView, ReasonForm
from supporters.admin.limited import LimitedViewSet
from supporters.mailing import resending
from supporters.mailing.backlog import by_provider, read_backlog
from supporters.mailing.providers import DOMAINS, OTHER
from supporters.models import OutboxMail
from supporters.permissions import require_permission

DAY, WEEK = timedelta(days=1), timedelta(days=7)


class OutboxFilterSet(WagtailFilterSet):
    """By where a mail is, why it was written, and whose mailbox it is for."""

    provider = django_filters.ChoiceFilter(
        label=_("Mail provider"), choices=[(name, name) for name in (*DOMAINS, OTHER)]
    )

    class Meta:
        model = OutboxMail
        fields = ["state", "kind", "provider"]


class OutboxIndexView(IndexView):
    """Mails, and above them how far behind they are. Who may sends again from here what went wrong."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """What a mail says is neither read nor decrypted."""
        return super().get_base_queryset().defer("recipient", "subject", "text", "html", "headers")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """A mail that went wrong leads to the page that sends it again."""
        may = self.request.user.has_perm(resending.PERMISSION)

        def url(mail: OutboxMail) -> str | None:
            went_wrong = mail.state in resending.WENT_WRONG
            return reverse("supporters_outbox:again", args=[mail.pk]) if may and went_wrong else None

        return [
            TitleColumn("pk", label=_("Mail"), accessor="pk", get_url=url),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("state", label=_("State"), accessor="get_state_display"),
            Column("provider", label=_("Mail provider"), accessor="provider"),
            NumberColumn("attempts", label=_("Attempts"), accessor="attempts"),
            DateColumn("created_at", label=_("Written"), accessor="created_at"),
            DateColumn("sent_at", label=_("Sent"), accessor="sent_at"),
            Column("last_error", label=_("Last error"), accessor="last_error"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """How delivery fares, by provider."""
        return [HeaderButton(_("Delivery by provider"), url=reverse("supporters_outbox:delivery"), icon_name="mail")]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the backlog."""
        return super().get_context_data(*args, **kwargs, backlog=read_backlog())


class DeliveryView(WagtailAdminTemplateMixin, TemplateView):
    """The backlog, and what became of the mails of a day and of a week, by provider."""

    template_name = "supporters/admin/delivery.html"
    page_title = _("Delivery")
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise PermissionDenied before anything is read."""
        require_permission(request.user, "supporters.view_outboxmail")
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the outbox, this page."""
        outbox = {"url": reverse("supporters_outbox:index"), "label": _("Outbox")}
        return [*self.breadcrumbs_items, outbox, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three queries."""
        tables = [(_("Written in the last 24 hours"), by_provider(DAY)), (_("In the last 7 days"), by_provider(WEEK))]
        may_send = self.request.user.has_perm(resending.PERMISSION)
        return super().get_context_data(**kwargs, backlog=read_backlog(), tables=tables, may_send=may_send)


class SendAgainView(AskingView):
    """Asks before one mail goes again."""

    permission = resending.PERMISSION
    template_name = "supporters/admin/send_again.html"
    page_title = _("Send again")
    header_icon = "mail"
    button_label = _("Send again")
    back_label = _("Outbox")

    @cached_property
    def mail(self) -> OutboxMail:
        """The mail. Raises Http404."""
        found: OutboxMail = get_object_or_404(OutboxMail.objects.defer("text", "html"), pk=self.kwargs["pk"])
        return found

    def get_page_subtitle(self) -> str:
        """Its number."""
        return str(self.mail.pk)

    def get_back_url(self) -> str:
        """The list of mails."""
        return reverse("supporters_outbox:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the mail."""
        return super().get_context_data(**kwargs, mail=self.mail)

    def act(self, form: Any) -> HttpResponseBase:
        """Put it back into the queue."""
        resending.send_again(self.mail, form.cleaned_data["reason"], self.request.user)
        messages.success(self.request, gettext("The mail goes within a minute."))
        return HttpResponseRedirect(self.get_back_url())


class FailedForm(ReasonForm):
    """Of what time, and why."""

    days = forms.TypedChoiceField(
        label=_("Written in"), coerce=int, choices=[(1, _("the last 24 hours")), (7, _("the last 7 days"))], initial=1
    )
    field_order = ("days", "reason")


class SendFailedAgainView(AskingView):
    """Asks before all mail that failed goes again: a wrong setting can fail every mail of a day."""

    permission = resending.PERMISSION
    form_class = FailedForm
    template_name = "supporters/admin/send_failed_again.html"
    page_title = _("Send again what failed")
    header_icon = "mail"
    button_label = _("Send again")
    back_label = _("Delivery")

    def get_back_url(self) -> str:
        """The page with the numbers."""
        return reverse("supporters_outbox:delivery")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With how many it would be. Two queries."""
        numbers = {"day": resending.failed_within(DAY).count(), "week": resending.failed_within(WEEK).count()}
        return super().get_context_data(**kwargs, **numbers)

    def act(self, form: Any) -> HttpResponseBase:
        """Put them back into the queue."""
        within = timedelta(days=form.cleaned_data["days"])
        number = resending.send_failed_again(within, form.cleaned_data["reason"], self.request.user)
        words = ngettext("One mail goes within minutes.", "%(number)d mails go within minutes.", number)
        messages.success(self.request, words % {"number": number})
        return HttpResponseRedirect(self.get_back_url())


class OutboxViewSet(LimitedViewSet):
    """Mail on its way: whether it goes out, never to whom."""

    model = OutboxMail
    icon = "mail"
    menu_label = _("Outbox")
    index_view_class = OutboxIndexView
    index_results_template_name = "supporters/admin/outbox_results.html"
    form_fields = ("state",)
    filterset_class = OutboxFilterSet
    list_per_page = 50

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Also sending again: no form changes a mail, but that does."""
        return super().get_permissions_to_register() | Permission.objects.filter(codename="change_outboxmail")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Also delivery by provider, and sending again."""
        return [
            *super().get_urlpatterns(),
            path("delivery/", DeliveryView.as_view(), name="delivery"),
            path("again/<int:pk>/", SendAgainView.as_view(), name="again"),
            path("delivery/again/", SendFailedAgainView.as_view(), name="failed_again"),
        ]
