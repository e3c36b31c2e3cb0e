"""Looks through a Word document for what the converter passes over in silence."""

from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import Element

from .findings import Findings, Kind, shorten
from .markup import attribute, name_of, text_of, walk

# Stands for an alternative text where Word says that the picture is decorative.
DECORATIVE: Final = "\ue000"

_SIMPLE: Final = {
    "w:commentReference": Kind.COMMENTS,
    "w:footnoteReference": Kind.NOTES,
    "w:endnoteReference": Kind.NOTES,
    "w:object": Kind.OBJECTS,
    "w:altChunk": Kind.OBJECTS,
    "m:oMath": Kind.EQUATIONS,
    "w:ffData": Kind.FORM_FIELDS,
}
_FIELDS: Final = {"w:text", "w:comboBox", "w:dropDownList", "w:date", "checkbox"}
_DRAWINGS: Final = ("/chart", "/chartex", "/diagram", "/wordprocessingShape", "/wordprocessingGroup")


def survey(root: Element, heading_styles: set[str], findings: Findings) -> None:
    """Find comments, suggestions, boxes, equations and the like, each with where it stands."""
    paragraph = ""
    for element in walk(root):
        if name_of(element) == "w:p":
            paragraph = text_of(element)
            if paragraph.strip() and style_of(element) in heading_styles:
                findings.under = shorten(paragraph)
        kind = tell_kind(element)
        if kind is not None:
            findings.add(kind, text_of(element) or paragraph)
    findings.under = ""


def tell_kind(element: Element) -> Kind | None:
    """Return what an element is that needs to be told of, or None."""
    name = name_of(element)
    tell = _TELLERS.get(name)
    return tell(element) if tell is not None else _SIMPLE.get(name)


def tell_suggestion(element: Element) -> Kind | None:
    """A suggested change counts when there are words in it; marks of formatting do not."""
    if not text_of(element).strip():
        return None
    return Kind.INSERTIONS if name_of(element) in ("w:ins", "w:moveTo") else Kind.DELETIONS


def tell_alternatives(element: Element) -> Kind | None:
    """A text box is converted by its fallback; without one it is lost, as other drawings are."""
    if not has_box(element):
        is_drawn = any(attribute(each, "uri").endswith(_DRAWINGS) for each in element.iter())
        return Kind.DRAWINGS if is_drawn else None
    has_fallback = any(name_of(child) == "mc:Fallback" for child in element)
    return Kind.TEXT_BOXES if has_fallback else Kind.LOST_TEXT_BOXES


def tell_drawing(element: Element) -> Kind | None:
    """A chart, a diagram or a drawn shape without words is a picture that only Word can draw."""
    is_drawn = attribute(element, "uri").endswith(_DRAWINGS)
    return Kind.DRAWINGS if is_drawn and not has_box(element) else None


def has_box(element: Element) -> bool:
    return any(name_of(each) == "w:txbxContent" for each in element.iter())


def tell_control(element: Element) -> Kind | None:
    return Kind.FORM_FIELDS if any(name_of(child) in _FIELDS for child in element) else None


_TELLERS: Final[dict[str, Callable[[Element], Kind | None]]] = {
    "w:ins": tell_suggestion,
    "w:moveTo": tell_suggestion,
    "w:del": tell_suggestion,
    "w:moveFrom": tell_suggestion,
    "mc:AlternateContent": tell_alternatives,
    "a:graphicData": tell_drawing,
    "w:sdtPr": tell_control,
}


def style_of(paragraph: Element) -> str:
    """Return the style's identifier, empty when the paragraph names none."""
    for properties in paragraph:
        if name_of(properties) == "w:pPr":
            for child in properties:
                if name_of(child) == "w:pStyle":
                    return attribute(child, "val")
    return ""


def read_styles(root: Element) -> dict[str, str]:
    """Return the name of each style by its identifier, in small letters; names are English in every Word."""
    return {
        attribute(style, "styleId"): attribute(child, "val").lower()
        for style in walk(root)
        if name_of(style) == "w:style"
        for child in style
        if name_of(child) == "w:name"
    }


def prepare(root: Element) -> None:
    """Mark decorative pictures by their text, and take out previews of objects that cannot be carried."""
    for parent in list(root.iter()):
        for child in [child for child in parent if name_of(child) == "w:object"]:
            parent.remove(child)
        if name_of(parent) == "wp:docPr" and any(
            name_of(each) == "adec:decorative" and attribute(each, "val") in ("1", "true")
            for each in parent.iter()
        ):
            parent.set("descr", DECORATIVE)
