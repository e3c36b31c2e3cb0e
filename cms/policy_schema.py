"""The exact shape of what the API says of consent."""

from typing import Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from pages.schemas import Problem


class Service(Schema):
    """Somebody whose content a yes would let in. `host` is the first of `hosts`, empty for none."""

    name: str
    label: str
    kind: str
    company: str
    country: str
    purpose: str
    shared: str
    privacy: str
    mode: Literal["frame", "script", "server"]
    adapter: str
    host: str
    hosts: list[str]


class Stored(Schema):
    """One thing that is stored in a browser. `host` is empty for what is ours; `seconds` where a clock ends it."""

    name: str
    match: Literal["exact", "prefix", "pattern"]
    storage: Literal["cookie", "local", "session", "indexeddb"]
    kind: str
    owner: str
    host: str
    path: str
    purpose: str
    duration: Literal["session", "limited", "lasting"]
    seconds: int | None
    lifetime: str
    built_in: bool


class Category(Schema):
    """One category. A yes holds while `revision` stays; a no said before `purposes` is asked again."""

    name: str
    required: bool
    revision: str
    purposes: str
    label: str
    purpose: str
    services: list[Service]
    stored: list[Stored]


class Banner(Schema):
    """What the banner says; `refuse` and `accept` weigh the same."""

    title: str
    text: str
    refuse: str
    accept: str
    choose: str


class StatementAddress(Schema):
    """Where a front end of ours gets a statement, for how long it holds, and the header that carries it."""

    address: str
    seconds: int
    header: str


class Policy(Schema):
    """Categories, services and texts in one language, and a policy to send.

    `content_security_policy` frames our gate alone; `direct_content_security_policy` frames the
    providers too, for a front end that resolves embeds to their own frames.
    """

    language: Literal["sv", "en"]
    hash: str
    revision: str
    lifetime_days: int
    content_security_policy: str
    direct_content_security_policy: str
    statement: StatementAddress
    banner: Banner
    categories: list[Category]


class Choice(Schema):
    """What a visitor chose at a front end: a whole choice, one embed to show once, or a statement to renew.

    In a form a yes is `on`, and a category that is not there is refused.
    """

    model_config = ConfigDict(populate_by_name=True)

    revision: str = Field("", description="The policy's revision that the visitor was shown")
    language: Literal["sv", "en"] = Field("sv", description="The language that the visitor was asked in")
    statistics: bool | Literal["on"] = False
    third_party: bool | Literal["on"] = Field(default=False, alias="third-party")
    service: list[str] = Field([], description="Services that may always be shown, by name")
    once: str = Field("", description="The id of one embed to show now; with the revision alone")
    renew: str = Field("", description="A statement to renew; alone")


class Choices(Schema):
    """The whole choice by category."""

    model_config = ConfigDict(populate_by_name=True)

    necessary: bool
    statistics: bool
    third_party: bool = Field(alias="third-party")


class Statement(Schema):
    """A signed statement and what it says.

    It opens embeds until `valid_until`, and can be renewed until `expires_at`. `ask` names the
    categories that the visitor has to be asked about again.
    """

    statement: str
    valid_until: str
    choices: Choices
    services: list[str]
    ask: list[Literal["statistics", "third-party"]]
    revision: str
    decided_at: str | None
    expires_at: str | None


class Frame(Schema):
    """The attributes of an iframe, and what the front end's own policy must allow for it."""

    src: str
    allow: str
    sandbox: str
    referrerpolicy: str
    csp: str


class ResolvedEmbed(Schema):
    """How to show an embed: the provider's own frame, or our gate, which opens for a minute."""

    provider: str
    title: str
    mode: Literal["frame", "script"]
    original: str
    gate: str
    frame: Frame


class EmbedDescriptor(Schema):
    """What a placeholder may say of an embed that is not let in."""

    provider: str
    title: str
    url: str
    category: str
    gate: str


class RefusedEmbed(Problem):
    """Nothing that can be embedded, and what a placeholder may say instead."""

    embed: EmbedDescriptor | None = None
