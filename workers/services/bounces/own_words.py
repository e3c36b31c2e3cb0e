"""What each mail provider itself calls a failure, where anymail's one language for all says too little.

Anymail calls a soft bounce a bounce, and a refusal by a spam filter spam, as it calls a reader's complaint.
Sources: the providers' documentation of their webhooks, and the payloads in anymail's own tests.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workers.models import BounceKind

HARD, SOFT, POLICY = BounceKind.HARD, BounceKind.SOFT, BounceKind.POLICY
COMPLAINT, LEFT = BounceKind.COMPLAINT, BounceKind.LEFT
ANY: Final = "*"

# Where a provider's words stand in its report, the most exact first, and what they mean.
Words = tuple[tuple[tuple[str, ...], Mapping[str, BounceKind]], ...]
WORDS: dict[str, Words] = {
    "brevo": ((("event",), {"hard_bounce": HARD, "invalid_email": HARD, "soft_bounce": SOFT}),),
    "mailersend": ((("data", "type"), {"hard_bounced": HARD, "soft_bounced": SOFT}),),
    "mailgun": (
        (
            ("event-data", "reason"),
            {
                "bounce": HARD,
                "suppress-bounce": HARD,
                "suppress-complaint": COMPLAINT,
                "suppress-unsubscribe": LEFT,
                "old": SOFT,
            },
        ),
    ),
    "mailjet": (
        (
            ("error",),
            {
                "quota exceeded": SOFT,
                "connection issue": SOFT,
                "protocol error": SOFT,
                "greylisted": SOFT,
                "relay/access denied": POLICY,
                "sender blocked": POLICY,
                "content blocked": POLICY,
                "policy issue": POLICY,
                "spam reporter": COMPLAINT,
            },
        ),
        (("hard_bounce",), {"true": HARD, "false": SOFT}),
    ),
    "mandrill": (
        (("event",), {"hard_bounce": HARD, "soft_bounce": SOFT}),
        (
            ("msg", "reject", "reason"),
            {"hard-bounce": HARD, "soft-bounce": SOFT, "spam": COMPLAINT, "unsub": LEFT},
        ),
    ),
    "postmark": (
        # "Either blocked by the user, or classified as spam": a complaint has a name of its own.
        (("Type",), {"HardBounce": HARD, "SoftBounce": SOFT, "SpamNotification": POLICY}),
    ),
    "sendgrid": (
        (
            ("reason",),
            {
                "bounced address": HARD,
                "invalid": HARD,
                "unsubscribed address": LEFT,
                "spam reporting address": COMPLAINT,
            },
        ),
        (("type",), {"bounce": HARD, "blocked": POLICY, "expired": SOFT}),
    ),
    "sparkpost": (
        (
            ("msys", ANY, "bounce_class"),
            {
                **dict.fromkeys(("10", "30"), HARD),
                **dict.fromkeys(("1", "20", "21", "22", "23", "24", "40", "70"), SOFT),
                **dict.fromkeys(("25", "50", "51", "52", "53", "54"), POLICY),
            },
        ),
    ),
}


def read_own_word(provider: str, report: Any) -> BounceKind | None:
    """Return what a provider's own word for a failure means; None where it has none that we know."""
    for path, meanings in WORDS.get(provider, ()):
        for found in find(report, path):
            meaning = meanings.get(found) or meanings.get(found.lower())
            if meaning is not None:
                return meaning
    return None


def find(report: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands at a path of keys, as text; `ANY` is each key that is there."""
    if not path:
        if isinstance(report, str | int):
            yield str(report)
        return
    if not isinstance(report, dict):
        return
    name, *rest = path
    for each in report.values() if name == ANY else [report.get(name)]:
        yield from find(each, tuple(rest))
