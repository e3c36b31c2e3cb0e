"""A picture that pages show is part of what they say."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Drawing
from wagtail.blocks import StructBlockValidationError
from wagtail.images.models import Image

from pages.blocks.picture import PictureBlock
from pages.models import PlanPage, Publication
from tests.pages.building import build_plan, newest, publish

pytestmark = pytest.mark.django_db


def draw(colour: str) -> ImageFile:
    """Return a small picture of one colour."""
    content = BytesIO()
    Drawing.new("RGB", (40, 30), colour).save(content, "PNG")
    content.seek(0)
    return ImageFile(content, name=f"{colour}.png")


@pytest.fixture
def image(db: None) -> Image:
    created: Image = Image.objects.create(title="Bild", file=draw("teal"))
    return created


def build_illustrated_plan(image: Image, **value: object) -> PlanPage:
    picture = {"image": image.pk, "alt_text": "En karta", "decorative": False, **value}
    return publish(
        build_plan(), body=[{"type": "image", "value": {"image": picture, "caption": ""}, "id": str(uuid4())}]
    )


def test_replacing_the_file_is_a_minor_change_of_each_live_page_that_shows_it(image: Image) -> None:
    plan = publish(
        build_illustrated_plan(image), lead="Nytt.", change_kind="material", change_note="Ny ingress."
    )
    rows = Publication.objects.count()
    image.file = draw("red")
    image._set_file_hash()
    image.save()
    assert Publication.objects.count() == rows + 1
    assert (newest().key, newest().kind, newest().note) == (plan.translation_key, "minor", "")


def test_renaming_a_picture_is_no_change_of_what_is_said(image: Image) -> None:
    build_illustrated_plan(image)
    rows = Publication.objects.count()
    image.title = "Ett annat namn"
    image.save()
    assert Publication.objects.count() == rows


def test_the_record_holds_a_path_and_the_alternative_text(image: Image) -> None:
    build_illustrated_plan(image)
    shown = newest().content["body"][0]["value"]["image"]
    assert (shown["alt"], shown["decorative"]) == ("En karta", False)
    assert shown["src"].startswith("/media/")


def test_an_image_without_alternative_text_is_refused_unless_it_is_decorative(image: Image) -> None:
    block = PictureBlock()
    field = block.child_blocks["image"]
    for alt_text, decorative, accepted in (("", False, False), ("", True, True), ("En karta", False, True)):
        value = field.to_python({"image": image.pk, "alt_text": alt_text, "decorative": decorative})
        if accepted:
            field.clean(value)
        else:
            with pytest.raises(StructBlockValidationError) as refused:
                field.clean(value)
            assert "alt_text" in refused.value.block_errors
