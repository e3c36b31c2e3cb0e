"""Reads a page as somebody who hears it: each text with the language that it is marked as."""

from html.parser import HTMLParser

SPOKEN_ATTRIBUTES = ("alt", "aria-label", "title", "placeholder", "data-consent-status")
SILENT = {"script", "style"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Reader(HTMLParser):
    """Collects `(language, text)` of text and spoken attributes, the page's language and its translations."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = [("", "")]
        self.spoken: list[tuple[str, str]] = []
        self.alternates: dict[str, str] = {}

    @property
    def language(self) -> str:
        return self.stack[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self.language)
        self.spoken += [
            (language, given[name].strip()) for name in SPOKEN_ATTRIBUTES if given.get(name, "").strip()
        ]
        if tag == "link" and given.get("rel") == "alternate" and "hreflang" in given:
            self.alternates[given["hreflang"]] = given["href"]
        if tag not in VOID:
            self.stack.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self.stack) > 1 and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.stack[-1][0] not in SILENT:
            self.spoken.append((self.language, " ".join(data.split())))


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader
