"""What an editor uploads as a picture: taken if it can be drawn, else refused in words."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from foundation.models import LibraryImage

pytestmark = pytest.mark.django_db


def picture(file_format: str) -> bytes:
    """A picture of some size in a format of Pillow's."""
    stream = io.BytesIO()
    Image.effect_noise((300, 200), 60).convert("RGB").save(stream, file_format)
    return stream.getvalue()


DAMAGED = {
    "cut_off.png": picture("PNG")[:300],
    "cut_off.jpg": picture("JPEG")[:2000],
    "only_a_head.png": picture("PNG")[:40],
    "a_film.webp": b"RIFF\x00\x00\x00\x00WEBPVP8 xxxx",
    "nothing_in_it.gif": b"GIF89a\xff\xff\xff\xff\x00\x00\x00",
    "junk.avif": b"\x00\x00\x00\x1cftypavif" + bytes(100),
    "words.jpg": b"this is a text",
}


def sent(name: str, content: bytes) -> dict[str, Any]:
    """The form for one picture."""
    return {"title": "A picture", "description": "What it shows", "tags": "", "file": SimpleUploadedFile(name, content)}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_picture_is_refused_in_words(admin_client: Client, name: str) -> None:
    response = admin_client.post("/admin/images/add/", sent(name, DAMAGED[name]))
    assert response.status_code == 200
    assert "Upload a valid image" in response.content.decode()
    assert not LibraryImage.objects.exists()


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_picture_among_many_is_refused_in_words(admin_client: Client, name: str) -> None:
    response = admin_client.post(
        "/admin/images/multiple/add/",
        {"title": "A picture", "files[]": SimpleUploadedFile(name, DAMAGED[name])},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert response.json()["success"] is False
    assert "Upload a valid image" in response.json()["error_message"]


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_whole_picture_is_taken(admin_client: Client, file_format: str) -> None:
    name = f"whole.{file_format.lower()}"
    response = admin_client.post("/admin/images/add/", sent(name, picture(file_format)))
    assert response.status_code == 302
    assert LibraryImage.objects.get().width == 300


@pytest.mark.parametrize("file_left", [True, False])
def test_the_preview_of_a_picture_whose_file_is_lost_is_not_found(admin_client: Client, file_left: bool) -> None:
    image = LibraryImage.objects.create(title="A picture", file=SimpleUploadedFile("lost.png", picture("PNG")))
    if not file_left:
        image.file.storage.delete(image.file.name)
    response = admin_client.get(f"/admin/images/{image.pk}/preview/max-90x60/")
    assert response.status_code == (200 if file_left else 404)


def test_the_preview_of_a_picture_is_for_editors_only(client: Client) -> None:
    image = LibraryImage.objects.create(title="A picture", file=SimpleUploadedFile("ours.png", picture("PNG")))
    assert client.get(f"/admin/images/{image.pk}/preview/max-90x60/").status_code == 302
