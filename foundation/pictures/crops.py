"""Cutting a picture to a shape: Wagtail's `fill`, with room above the heads of upright pictures."""

from typing import Any

from wagtail.images.image_operations import FillOperation, ImageTransform
from wagtail.images.rect import Rect

#: Of the height that is cut from an upright picture, this share is cut above: heads are near the top.
CUT_ABOVE = 0.1


class HeadroomFill(FillOperation):
    """`fill-400x300`. Where no focal point is set, an upright or square picture keeps its top rather than its middle."""

    def run(self, transform: ImageTransform, image: Any) -> ImageTransform:
        """Add the crop to what was done so far."""
        width, height = transform.size
        kept = round(width * self.height / self.width)
        if image.has_focal_point() or width > height or kept >= height:
            return super().run(transform, image)
        above = round((height - kept) * CUT_ABOVE)
        transform = transform.crop(Rect(0, above, width, above + max(kept, 1)))
        return transform.resize((self.width, self.height)) if width > self.width else transform
