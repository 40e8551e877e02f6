"""The files of a picture, whatever an editor brings: light, upright, in sRGB, and silent about where it was taken."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from PIL import Image, ImageCms, ImageDraw

from foundation.models import LibraryImage, Rendition
from foundation.pictures.fitting import HEAVIEST, FittedFilter, heaviest
from foundation.pictures.shapes import SHAPES

pytestmark = pytest.mark.django_db
PLACE_TAKEN = 0x8825  # EXIF's directory of GPS notes
FORMATS = ["fill-1440x960", "fill-1440x960|format-webp", "fill-1440x960|format-avif"]


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    """Files of these tests lie in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path


def noise(width: int, height: int) -> Image.Image:
    """The worst photograph there is: each pixel unlike its neighbours, in every colour."""
    grain = Image.effect_noise((width, height), 90)
    return Image.merge("RGB", [grain, grain.transpose(Image.Transpose.ROTATE_180), grain.transpose(0)])


def saved(picture: Image.Image, name: str, **options: Any) -> LibraryImage:
    """The picture in the library, under a name whose ending says the format."""
    stream = io.BytesIO()
    picture.save(stream, {"jpg": "JPEG"}.get(name.rpartition(".")[2], name.rpartition(".")[2].upper()), **options)
    return LibraryImage.objects.create(
        title=name, description="Seen", file=ImageFile(io.BytesIO(stream.getvalue()), name=name)
    )


def made(image: LibraryImage, spec: str) -> tuple[Rendition, Image.Image]:
    """One file of the picture and what a browser sees in it."""
    file = image.get_rendition(spec)
    with file.file.open() as stream:
        seen = Image.open(io.BytesIO(stream.read()))
    return file, seen


def drawing() -> Image.Image:
    """A screenshot-like drawing on nothing."""
    sheet = Image.new("RGBA", (1200, 900), (0, 0, 0, 0))
    pen = ImageDraw.Draw(sheet)
    for line in range(48):
        pen.text((40, 18 * line), "A line of small letters, as a screenshot has them" * 3, fill="#161b2b")
    pen.rectangle((700, 500, 1150, 850), outline="#b8102b", width=3)
    return sheet


@pytest.mark.parametrize("spec", FORMATS)
def test_a_photograph_that_is_all_noise_stays_below_the_limit_in_every_format(spec: str) -> None:
    file, seen = made(saved(noise(1500, 1000), "noise.jpg", quality=92), spec)
    assert file.file.size <= HEAVIEST
    assert seen.width / seen.height == pytest.approx(1.5, abs=0.01)
    assert (file.width, file.height) == seen.size


def test_a_photograph_of_24_million_pixels_is_light_too() -> None:
    file, seen = made(saved(noise(6000, 4000), "large.jpg", quality=60), "max-1440x1080|format-avif")
    assert file.file.size <= 150_000
    assert seen.width > 900


def test_a_calm_photograph_keeps_all_its_pixels() -> None:
    calm = Image.radial_gradient("L").resize((2400, 1600)).convert("RGB")
    for spec in FORMATS:
        assert made(saved(calm, "calm.jpg"), spec)[1].size == (1440, 960)


def test_the_limit_falls_with_the_width_and_is_never_above_150_kilobytes() -> None:
    assert [heaviest(width) for width in (100, 480, 1440, 1920)] == [12_000, 50_000, 150_000, 150_000]


def test_no_place_time_or_camera_is_left_in_any_file() -> None:
    notes = Image.Exif()
    notes[0x0110] = "A camera"
    notes[PLACE_TAKEN] = {1: "N", 2: (51.0, 30.0, 0.0)}
    image = saved(noise(400, 300), "phone.jpg", exif=notes.tobytes(), comment=b"A comment", xmp=b"<x:xmpmeta/>")
    for spec in [*FORMATS, "fill-1440x960|format-png", "max-165x165"]:
        _, seen = made(image, spec)
        assert not dict(seen.getexif())
        assert not {"exif", "xmp", "comment", "icc_profile", "XML:com.adobe.xmp"} & set(seen.info)


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_phone_photograph_stands_upright_in_every_format(orientation: int) -> None:
    upright = Image.new("RGB", (600, 900), "white")
    upright.paste("red", (0, 0, 600, 300))
    stored = upright.rotate({3: 180, 6: 90, 8: 270}[orientation], expand=True)
    notes = Image.Exif()
    notes[0x0112] = orientation
    image = saved(stored, "phone.jpg", exif=notes.tobytes())
    assert (image.width, image.height) == (600, 900)
    image.file = image.file  # as a form does that changes only the title
    image.save()
    assert (image.width, image.height) == (600, 900)
    for spec in ("max-300x450", "max-300x450|format-webp", "max-300x450|format-avif"):
        _, seen = made(image, spec)
        assert seen.size == (300, 450)
        top, foot = (seen.convert("RGB").getpixel(at) for at in ((150, 20), (150, 430)))
        assert top[0] > 200
        assert top[1] < 60
        assert min(foot) > 200


MODES = {
    "cmyk.jpg": Image.new("CMYK", (300, 200), (0, 255, 255, 0)),
    "grey.jpg": Image.new("L", (300, 200), 128),
    "sixteen_bits.png": Image.new("I;16", (300, 200), 128 * 257),
    "two_colours.png": Image.new("1", (300, 200), 1),
    "palette.gif": Image.new("P", (300, 200), 0),
    "grey_and_clear.png": Image.new("LA", (300, 200), (128, 90)),
}


@pytest.mark.parametrize("name", MODES)
@pytest.mark.parametrize("spec", ["fill-150x100", "fill-150x100|format-webp", "fill-150x100|format-avif"])
def test_pictures_of_every_kind_come_out_in_colours_that_browsers_show(name: str, spec: str) -> None:
    _, seen = made(saved(MODES[name], name), spec)
    assert seen.size == (150, 100)
    assert seen.mode in ("RGB", "RGBA", "L", "P")
    red, green, blue = seen.convert("RGB").getpixel((75, 50))
    if name == "cmyk.jpg":
        assert red > 180
        assert max(green, blue) < 90
    elif name == "sixteen_bits.png":
        assert red == green == blue == pytest.approx(128, abs=4)


def test_a_colour_profile_is_followed_and_then_left_out() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    _, seen = made(saved(noise(90, 60), "profile.jpg", icc_profile=profile), "fill-90x60")
    assert seen.size == (90, 60)
    assert "icc_profile" not in seen.info


def test_a_film_in_a_gif_becomes_a_still() -> None:
    frames = [Image.new("RGB", (90, 60), colour) for colour in ("red", "blue")]
    image = saved(frames[0], "film.gif", save_all=True, append_images=frames[1:], duration=100, loop=0)
    for spec in ("fill-90x60", "fill-90x60|format-webp", "fill-90x60|format-avif"):
        assert getattr(made(image, spec)[1], "n_frames", 1) == 1


def test_a_drawing_stays_sharp_and_can_be_seen_through() -> None:
    image = saved(drawing(), "drawing.png")
    for spec in ("max-480x360", "max-480x360|format-webp", "max-480x360|format-avif"):
        file, seen = made(image, spec)
        assert file.file.size <= heaviest(480)
        assert seen.convert("RGBA").getpixel((2, 2))[3] < 8
    assert made(image, "max-480x360")[1].format == "PNG"


def test_a_drawing_that_covers_its_ground_is_a_png_and_a_photograph_saved_as_png_is_not() -> None:
    sheet = Image.new("RGB", (800, 600), "white")
    ImageDraw.Draw(sheet).line((0, 0, 800, 600), fill="black", width=5)
    assert made(saved(sheet, "chart.png"), "max-800x600")[1].format == "PNG"
    assert made(saved(noise(400, 300), "photograph.png"), "max-400x300")[1].format == "JPEG"


@pytest.mark.parametrize("size", [(40, 40), (1, 1), (100, 600), (3000, 300), (1, 3000)])
def test_tiny_and_drawn_out_pictures_fit_every_place_and_are_never_enlarged(size: tuple[int, int]) -> None:
    image = saved(Image.new("RGB", size, "#b8102b"), "odd.png")
    for shape in SHAPES.values():
        file, _ = made(image, shape.plain_spec)
        assert 1 <= file.width <= min(size[0], shape.plain[0])
        assert 1 <= file.height <= min(size[1], shape.plain[1])


def test_a_format_that_is_not_written_is_refused() -> None:
    with pytest.raises(ValueError, match="written as"):
        FittedFilter("max-20x20|format-ico").run(saved(noise(40, 40), "a.png"), io.BytesIO())


# Where a picture is cut


def rows_of_colour(width: int, height: int) -> Image.Image:
    """Ten bands, from black above to white below: their brightness says which part of the picture one sees."""
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


def brightness(seen: Image.Image, row: int) -> int:
    """How light a row is: 0 for the top of the original, 255 for its foot."""
    found = seen.convert("L").getpixel((seen.width // 2, row))
    assert isinstance(found, int)
    return found


def test_an_upright_portrait_in_a_lying_place_keeps_the_head() -> None:
    _, seen = made(saved(rows_of_colour(1000, 1500), "upright.png"), "fill-400x300")
    assert brightness(seen, 0) < 0.09 * 255  # the head begins a tenth below the upper edge
    assert brightness(seen, 299) < 0.65 * 255


def test_a_lying_picture_is_cut_about_its_middle() -> None:
    wide = rows_of_colour(1500, 1000)
    _, seen = made(saved(wide, "lying.png"), "fill-800x200")
    assert 255 - brightness(seen, 199) == pytest.approx(brightness(seen, 0), abs=8)


def test_the_focal_point_decides_where_it_is_set() -> None:
    image = saved(rows_of_colour(1000, 1500), "upright.png")
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 500, 1400, 60, 60
    image.save()
    _, seen = made(image, "fill-400x300")
    assert brightness(seen, 299) > 0.93 * 255
