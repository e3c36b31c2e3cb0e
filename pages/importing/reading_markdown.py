"""Reads Markdown and plain text (.md, .txt)."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from . import limits
from .documents import Document
from .findings import Findings, Kind

_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n.*?\n(---|\.\.\.)[ \t]*(\n|\Z)", re.DOTALL)
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def read_markdown(data: bytes) -> Document:
    """Return the document; `ValidationError` says why it was refused."""
    if len(data) > limits.TEXT_OCTETS:
        message = _("The text is longer than %(size)s MB. Divide it, and import one part at a time.")
        raise ValidationError(message, code="too_large", params={"size": limits.TEXT_OCTETS // 1_000_000})
    findings = Findings()
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    if front:
        findings.add(Kind.FRONT_MATTER, front[0].strip("-.\n "))
        text = text[front.end() :]
    tokens = [keep_plain(token, findings) for token in _MARKDOWN.parse(text)]
    return Document(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}), findings)


def decode(data: bytes) -> str:
    """Return the text of UTF-8, with or without a mark in front."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse_encoding() from error
    if _CONTROL.search(text):
        raise refuse_encoding()
    return text


def refuse_encoding() -> ValidationError:
    message = _("The file is not text in UTF-8. Save it again with the encoding UTF-8, and import it.")
    return ValidationError(message, code="encoding")


def keep_plain(token: Token, findings: Findings) -> Token:
    """Return the token without HTML that somebody wrote into the text; its line breaks stay."""
    if token.type == "html_block":
        findings.add(Kind.HTML, token.content)
        token.content = ""
    for child in token.children or []:
        if child.type == "html_inline":
            if not _BREAK.fullmatch(child.content):
                findings.add(Kind.HTML, child.content)
            child.content = "<br>" if _BREAK.fullmatch(child.content) else ""
    return token
