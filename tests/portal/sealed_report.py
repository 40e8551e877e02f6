"""A report under embargo with something secret in every field and every kind of block, and all that may tell of it."""

import datetime
import io
import json

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import AbstractDocument
from wagtail.models import Locale, Site

from foundation.models import LibraryDocument, LibraryImage, PageTopic, Topic
from home.models import ContentPage
from publications import embargo
from publications.models import Finding, PublicationIndexPage, Release, ReportPage, Series
from publications.probes import Kind, Probe
from tests.campaigns.conftest import publish
from tests.publications.charts import fields
from tests.publications.test_chart_pages import block
from users.models import User

# In the title, in the address, in every text.
SECRETS = ("Sealed title", "sealed-slug", "sealed-words")


def make_release(library: PublicationIndexPage, *, is_first: bool) -> Release:
    """A report with everything that may tell of it elsewhere, approved to open in a day."""
    writer = User.objects.create_superuser("writer", "writer@example.org", "a long password")
    approver = User.objects.create_superuser("approver", "approver@example.org", "a long password")
    topic = Topic.objects.create(name="Trust", slug="trust", locale=Locale.get_default())
    document = LibraryDocument.objects.create(
        title="Leaflet of sealed-words", file=ContentFile(b"x", name="sealed.txt")
    )
    picture = LibraryImage.objects.create(
        title="Picture of sealed-words", description="A sample", file=photograph("sealed-slug.jpg")
    )
    title, slug = ("Sealed title", "sealed-slug") if is_first else ("An open title", "open-slug")
    report = ReportPage(title=title, slug=slug, series=Series.objects.create(title="Yearly", slug="yearly"))
    report.live = False
    library.refresh_from_db()
    library.add_child(instance=report)
    report.topic_links = [PageTopic(topic=topic)]
    if not is_first:
        report.findings = [Finding(statement="of respondents", words="50%", value=50)]
        report.save_revision(user=writer).publish()
        report = ReportPage.objects.get(pk=report.pk)
    fill(report, document, picture)
    if is_first:
        report.save()
    report.save_revision(user=writer)
    name_it_elsewhere(report)
    release = embargo.plan(report, timezone.now() + datetime.timedelta(days=1), writer)
    embargo.approve(release, approver, release.report.latest_revision_id)
    release.refresh_from_db()
    return release


def photograph(name: str) -> ImageFile:
    """A picture of one colour."""
    drawn = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(drawn, "JPEG")
    return ImageFile(drawn, name=name)


def name_it_elsewhere(report: ReportPage) -> None:
    """A page with its findings, the front page, redirects by key and by address."""
    home = Site.objects.get().root_page.specific
    shown = block("findings", {"report": report.pk, "numbers": []})
    publish(home, ContentPage(title="About", slug="about", body=json.dumps([shown])))
    home.refresh_from_db()
    home.featured_report = report
    home.save_revision().publish()
    Redirect.objects.create(old_path="/our-report", redirect_page=report, site=None)
    Redirect.objects.create(old_path="/the-report", redirect_link=report.url, site=None)


def more_of(release: Release) -> list[Probe]:
    """What a rehearsal does not ask: things of the library by guess, other pages, addresses of nothing."""
    hidden = Kind.MAY_LIST if release.report.live else Kind.LEADS
    picture, document = LibraryImage.objects.get(), LibraryDocument.objects.get()
    return [
        Probe("the page with its findings", "/about/", Kind.MAY_LIST),
        Probe("a redirect by address", "/the-report/", hidden),
        Probe("the original of its picture", "/media/original_images/sealed-slug.jpg", Kind.MAY_LIST),
        Probe("a size of its picture, by guess", "/media/images/sealed-slug.max-165x165.jpg", Kind.MAY_LIST),
        Probe("its picture for programs", f"/api/v2/images/{picture.pk}/", Kind.MAY_LIST),
        Probe("its document", document.url, Kind.OWN),
        Probe("its document for programs", f"/api/v2/documents/{document.pk}/", Kind.MAY_LIST),
        Probe("the way in for the press", "/press/read/", Kind.MAY_LIST),
        Probe("pages of its library", f"/api/v2/pages/?child_of={release.report.get_parent().pk}", Kind.MAY_LIST),
        Probe("its slug for programs", f"/api/v2/pages/?slug={release.report.slug}", Kind.MAY_LIST),
        Probe("a word of it, searched", "/search/?q=sealed-words", Kind.MAY_LIST),
        Probe("a word of it, suggested", "/search/suggest/?q=seal", Kind.MAY_LIST),
        Probe("a feed of others", "/feeds/events.atom", Kind.MAY_LIST),
    ]


def fill(report: ReportPage, document: AbstractDocument, picture: LibraryImage) -> None:
    """Put something secret into every field and every kind of block."""
    report.abstract = report.subtitle = "An abstract with sealed-words in it."
    report.change_note = "A note with sealed-words."
    report.findings = [*report.findings.all(), Finding(statement="of sealed-words", words="61%", value=61)]
    report.body = json.dumps(
        [block("text", "<p>Text with sealed-words.</p>"), block("download", {"document": document.pk})]
    )
    seen = {"image": picture.pk, "alt_text": "A plain ground", "decorative": False}
    shown = {"image": seen, "caption": "A caption of sealed-words", "size": "text"}
    inside = [block("chart", fields("bar", title="A chart of sealed-words")), block("image", shown)]
    chapter = {"title": "Chapter of sealed-words", "slug": "sealed-chapter", "body": inside}
    report.chapters = json.dumps([block("chapter", chapter)])
