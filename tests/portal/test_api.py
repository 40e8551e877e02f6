"""The read-only API: public content, named fields, no session, no 500."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex

from foundation.models import LibraryDocument, LibraryImage, PageTopic, Topic
from home.models import ContentPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(home_page: Page) -> ContentPage:
    """A published page."""
    page = home_page.add_child(instance=ContentPage(title="About", summary="Who we are."))
    page.save_revision().publish()
    return page


@pytest.fixture
def picture(db: None) -> LibraryImage:
    """A picture in the library."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "PNG")
    stream.seek(0)
    return LibraryImage.objects.create(title="Star", description="A star", file=ImageFile(stream, name="star.png"))


def items(client: Client, address: str) -> list[dict[str, Any]]:
    """The listed items."""
    response = client.get(address)
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = response.json()["items"]
    return found


def test_public_pages_are_listed_and_no_others(client: Client, home_page: Page, about: ContentPage) -> None:
    home_page.refresh_from_db()
    home_page.add_child(instance=ContentPage(title="Draft", live=False))
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    assert [item["title"] for item in items(client, "/api/v2/pages/")] == ["Home"]
    assert client.get(f"/api/v2/pages/{about.pk}/").status_code == 404


def test_a_page_has_the_fields_that_are_named_and_no_others(client: Client, about: ContentPage) -> None:
    PageTopic.objects.create(page=about, topic=Topic.objects.create(name="Training", slug="training"))
    detail = client.get(f"/api/v2/pages/{about.pk}/").json()
    assert detail.keys() == {"id", "meta", "title", "summary", "kind", "topics"}
    assert detail["topics"] == ["training"]
    assert detail["meta"]["html_url"] == "http://localhost/about/"
    assert not {"owner", "locked_by", "latest_revision"} & detail["meta"].keys()


@pytest.mark.parametrize("field", ["owner", "locked_by", "body", "is_sample", "password", "draft_title"])
def test_no_other_field_can_be_asked_for(client: Client, about: ContentPage, field: str) -> None:
    assert client.get(f"/api/v2/pages/?type=home.ContentPage&fields={field}").status_code == 400
    assert client.get(f"/api/v2/pages/?type=home.ContentPage&{field}=1").status_code == 400


def test_a_picture_appears_while_a_public_page_shows_it(
    client: Client, about: ContentPage, picture: LibraryImage
) -> None:
    assert items(client, "/api/v2/images/") == []
    about.listing_image = picture
    about.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(about)
    (item,) = items(client, "/api/v2/images/")
    assert item["title"] == "Star"
    assert "original_images" not in client.get(f"/api/v2/images/{picture.pk}/").content.decode()
    about.refresh_from_db()
    about.unpublish()
    assert items(client, "/api/v2/images/") == []


def test_a_document_in_a_restricted_collection_does_not_appear(client: Client, about: ContentPage) -> None:
    collection = Collection.get_first_root_node().add_child(name="Internal")
    document = LibraryDocument.objects.create(
        title="Leaflet", file=ContentFile(b"words", name="leaflet.txt"), collection=collection
    )
    ReferenceIndex.objects.create(
        **reference(about, document), to_object_id=str(document.pk), model_path="body", content_path="body"
    )
    assert [item["title"] for item in items(client, "/api/v2/documents/")] == ["Leaflet"]
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    assert items(client, "/api/v2/documents/") == []
    assert client.get(f"/api/v2/documents/{document.pk}/").status_code == 404


def reference(page: Page, thing: Any) -> dict[str, Any]:
    """What the reference index says when `page` offers `thing`."""
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415

    return {
        "base_content_type": ContentType.objects.get_for_model(Page),
        "content_type": ContentType.objects.get_for_model(page),
        "object_id": str(page.pk),
        "to_content_type": ContentType.objects.get_for_model(thing),
        "content_path_hash": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    }


@pytest.mark.parametrize(
    "query",
    [
        "pages/?limit=abc",
        "pages/?limit=99999",
        "pages/?offset=-1",
        "pages/?offset=99999999999999999999",
        "pages/?order=password",
        "pages/?fields=*,(",
        "pages/?type=nonsense",
        "pages/?child_of=abc",
        "pages/?child_of=99999999999999999999999",
        "pages/?search=%22",
        "pages/?locale=%F0%9F%99%82",
        "pages/?first_published_at=soon",
        "pages/find/?id=abc",
        "pages/find/?id=99999999999999999999999",
        "pages/99999999999999999999999/",
        "images/?tags=%3E",
        "documents/?id=x",
        "pages/?id=%00",
    ],
)
def test_whatever_cannot_be_read_is_the_callers_mistake(client: Client, about: ContentPage, query: str) -> None:
    response = client.get(f"/api/v2/{query}")
    assert response.status_code in (200, 400, 404), response.content
    assert response["Content-Type"] == "application/json"


@pytest.mark.parametrize("address", ["/api/v2/pages/", "/api/v2/images/", "/api/v2/documents/"])
def test_the_api_knows_no_session(client: Client, admin_client: Client, about: ContentPage, address: str) -> None:
    response = client.get(address)
    assert "Set-Cookie" not in response
    assert "Cookie" not in response.get("Vary", "")
    assert response["ETag"]
    assert admin_client.get(address).content == response.content


def test_the_api_cannot_be_written_to(admin_client: Client, about: ContentPage) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(admin_client, method)("/api/v2/pages/").status_code in (403, 405)


def test_an_unknown_address_below_the_api_is_json(client: Client, home_page: Page) -> None:
    response = client.get("/api/v2/users/")
    assert response.status_code == 404
    assert response.json() == {"error": "Not Found"}
