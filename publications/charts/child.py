"""The process that draws: reads a job on its input, writes SVG or PNG on its output. Run by engine.py, never imported for work.

It may read nothing but the faces that the job names: no address is allowed, and a drawing names no data but its own.
"""

import base64
import io
import json
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Draw every specification of the job, or rasterise every drawing of it."""
    import vl_convert  # noqa: PLC0415  (75 MB: in this process alone)

    job = json.load(sys.stdin)
    if "specs" in job:
        made = [vl_convert.vegalite_to_svg(spec, vl_version="6.1", allowed_base_urls=[]) for spec in job["specs"]]
    else:
        with tempfile.TemporaryDirectory() as folder:
            unpack_faces(job["faces"], folder)
            vl_convert.register_font_directory(folder)
            pictures = [vl_convert.svg_to_png(svg, scale=job["scale"]) for svg in job["drawings"]]
        made = [base64.b64encode(lighter(picture)).decode() for picture in pictures]
    json.dump(made, sys.stdout)


def unpack_faces(paths: list[str], folder: str) -> None:
    """Write the site's faces as TrueType: the rasteriser does not read WOFF2."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (a third of a second, for pictures alone)

    for place, path in enumerate(paths):
        face = TTFont(path)
        face.flavor = None
        face.save(Path(folder) / f"{place}.ttf")


def lighter(png: bytes) -> bytes:
    """The same picture in 256 colours, which is more than a chart has: a quarter of the bytes."""
    from PIL import Image  # noqa: PLC0415  (for pictures alone)

    stream = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


if __name__ == "__main__":
    main()
