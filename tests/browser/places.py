"""Every address that a visitor may meet: the plan, forms with and without faults, mailed links, errors."""

import re
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlsplit

import pytest

from tests.pages.all_blocks import ENGLISH_SLUG, SLUG
from tests.services.asking import Answer, ask, send_form
from tests.services.mailbox import text_of
from tests.services.site import Site

# One database is enough for what a browser sees; the value of `running_site` is the journeys' own.
on_one_site = pytest.mark.parametrize("running_site", ["sqlite"], indirect=True, scope="session")

FORMS = ["/sv/prenumerera/", "/en/subscribe/", "/sv/prenumerera/hantera/", "/en/subscribe/manage/"]
SETTINGS = ["/sv/kakor/", "/en/cookies/"]
MISSING = ["/sv/finns-inte/", "/en/missing/"]
WITHDRAWN = {"sv": "/sv/tillfallig/", "en": "/en/tillfallig/"}
DOCUMENTATION = ["/api/v1/docs?language=sv", "/api/v1/docs?language=en"]
LINK = re.compile(r"https?://\S+")
CONSENT = {
    "all": {"statistics": "on", "third-party": "on"},
    "statistics only": {"statistics": "on"},
    "third party only": {"third-party": "on"},
    "refused": {},
}
MAILED = {
    "sv": ("/sv/prenumerera/", "/sv/prenumerera/hantera/", "/bekrafta/", "/hantera/"),
    "en": ("/en/subscribe/", "/en/subscribe/manage/", "/confirm/", "/manage/"),
}
_numbers = count(1)

PUBLISH = "from tests.pages.all_blocks import publish_all_blocks; publish_all_blocks()"
WITHDRAW = """
from wagtail.models import Locale, Page
from pages.models import HomePage, StandardPage
for home in HomePage.objects.all():
    if home.get_children().filter(slug="tillfallig").exists():
        continue
    page = home.add_child(instance=StandardPage(title="Tillfällig", slug="tillfallig", locale=home.locale, live=False))
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
"""


@dataclass(frozen=True)
class Places:
    """Paths by what they are; `public` are the plan's own."""

    public: list[str]
    errors: dict[str, int]
    mailed: list[str]

    @property
    def constant(self) -> list[str]:
        """Everything that is the same for every visitor."""
        return [*self.public, *SETTINGS, *FORMS, *DOCUMENTATION, *self.errors]

    @property
    def all(self) -> list[str]:
        return [*self.constant, *self.mailed]

    @property
    def kinds(self) -> list[str]:
        """One page of each kind in each language."""
        seen: dict[tuple[str, ...], str] = {}
        for path in self.public:
            seen.setdefault(shape_of(path), path)
        return [*seen.values(), *SETTINGS, *FORMS, *DOCUMENTATION, *self.errors, *self.mailed]


def shape_of(path: str) -> tuple[str, ...]:
    """Return language and place in the tree; a principle (no children) and all blocks are no area."""
    parts = path.strip("/").split("/")
    is_principle = len(parts) == 3 and parts[2].startswith(("vi-", "we-"))
    is_leaf = "principle" if is_principle else parts[-1] if parts[-1] in (SLUG, ENGLISH_SLUG) else ""
    return (parts[0], str(len(parts)), is_leaf, parts[1] if len(parts) == 2 else "")


def find_places(site: Site) -> Places:
    """Publish a page of all blocks, read the sitemap, withdraw a page, follow two mails in each language."""
    published = site.run("shell", "-c", PUBLISH)
    assert published.returncode == 0, published.stderr
    sitemap = ask(f"{site.base_url}/sitemap.xml").text
    public = [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", sitemap)]
    withdrawn = site.run("shell", "-c", WITHDRAW)
    assert withdrawn.returncode == 0, withdrawn.stderr
    errors = {**dict.fromkeys(MISSING, 404), **dict.fromkeys(WITHDRAWN.values(), 410)}
    mailed = [path for language in ("sv", "en") for path in follow_mails(site, language)]
    return Places(public, errors, mailed)


def follow_mails(site: Site, language: str) -> list[str]:
    """Return the paths to confirm, to manage and to leave, as a subscriber finds them in the mail."""
    form, link_form, confirm, manage = MAILED[language]
    address = f"places{next(_numbers)}@example.org"
    fields = {"email": address, "language": language, "scope": "plan", "frequency": "now"}
    assert send_form(f"{site.base_url}{form}", fields).status == 200
    confirming = path_in_mail(site, address, confirm)
    assert send_form(f"{site.base_url}{confirming}", {}).status == 200
    assert send_form(f"{site.base_url}{link_form}", {"email": address}).status == 200
    managing = path_in_mail(site, address, manage)
    leaving = urlsplit(str(site.mailbox.messages(address)[0]["List-Unsubscribe"]).strip("<> ")).path
    return [confirming, managing, f"{leaving}?language={language}"]


def path_in_mail(site: Site, address: str, mark: str) -> str:
    mail = site.mailbox.wait_for(address, containing=mark)
    links: list[str] = LINK.findall(text_of(mail))
    return next(urlsplit(link).path for link in links if mark in link)


def decide(site: Site, fields: dict[str, str]) -> str:
    """Return the Cookie header of a visitor who has decided."""
    answer = send_form(f"{site.base_url}/consent/", fields)
    assert answer.status == 303
    return answer.header("Set-Cookie").split(";")[0]


def essence(answer: Answer) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return everything of an answer but its date."""
    fields = sorted((name.lower(), value) for name, value in answer.fields if name.lower() != "date")
    return answer.status, fields, answer.body
