"""Says in words what a receipt is worth."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consent.evidence.proving import Checked, Verdict, check_receipt, find_sealing_day
from consent.evidence.receipts import BadReceiptError, Receipt, read_receipt
from consent.models import PolicyRevision
from consent.registry.published import build_policy, read_policy

CHECK_PATHS = {"sv": "/sv/kakor/kvitto/", "en": "/en/cookies/receipt/"}


def check_text(text: str, language: str) -> dict[str, Any]:
    """Return what the page shows of a pasted receipt: `fault` in words, or the verdict with its facts."""
    try:
        receipt = read_receipt(text)
    except BadReceiptError as error:
        return {"fault": tell_fault(error)}
    checked = check_receipt(receipt)
    title, words = tell_verdict(checked.verdict)
    genuine = checked.verdict is Verdict.GENUINE
    shown = {"good": genuine, "title": title, "words": words, "checked": checked}
    return shown | (describe_genuine(receipt, checked, language) if genuine else {})


def describe_genuine(receipt: Receipt, checked: Checked, language: str) -> dict[str, Any]:
    """Return the facts of a genuine receipt; only what our own row says is shown."""
    revision = PolicyRevision.objects.filter(value=receipt.revision).first()
    return {
        "choices": describe_choices(receipt, language, revision),
        "sealing_day": find_sealing_day(),
        "revision": receipt.revision,
        "is_current": receipt.revision == read_policy().value,
        "same_words": revision is not None and revision.fingerprint == receipt.fingerprint,
    }


def describe_choices(
    receipt: Receipt, language: str, revision: PolicyRevision | None = None
) -> list[tuple[str, str]]:
    """Return (label, answer) of each category and service, as the revision called them; else by their names."""
    policy = build_policy(revision) if revision else read_policy()
    labels = {one["name"]: one["label"][language] for one in policy.content["categories"]}
    answers = {
        "granted": pgettext("answer in a receipt", "Yes"),
        "refused": pgettext("answer in a receipt", "No"),
        "undecided": pgettext("answer in a receipt", "Not chosen"),
    }
    listed = [
        (labels.get(name, name), answers.get(state, state))
        for name, state in receipt.choices.items()
        if isinstance(state, str)
    ]
    services = [
        policy.services[name].label if name in policy.services else name
        for name in receipt.choices.get("services", [])
    ]
    if services:
        listed.append((_("Always shown"), ", ".join(services)))
    return listed


def tell_verdict(verdict: Verdict) -> tuple[str, str]:
    """Return a heading and what it means."""
    said = {
        Verdict.GENUINE: (
            _("The receipt is genuine"),
            _("The choice is in our records, unchanged since it was made."),
        ),
        Verdict.CHANGED: (
            _("The receipt has been changed"),
            _(
                "Its parts do not fit each other. Somebody has changed it since it was given, or some is missing."
            ),
        ),
        Verdict.UNKNOWN: (
            _("The choice is not in our records"),
            _(
                "The receipt fits together, but we have no such row. Either we did not give it, or the row has "
                "been removed. If you got it here, please report it to us."
            ),
        ),
        Verdict.CONTRADICTED: (
            _("Our records say something else"),
            _(
                "The receipt fits together, but our row is another. If you got the receipt here, our records "
                "have been changed since. Please report it to us. You can also turn to the supervisory authority."
            ),
        ),
        Verdict.WAITING: (
            _("The choice is not in our records yet"),
            _(
                "The website was busy when the choice was made. Its row is written some minutes later. Try again then."
            ),
        ),
        Verdict.COUNTED: (
            _("The choice was counted, and has no row"),
            _(
                "Very many choices were made in that minute. The choice held, but it was only counted. So nobody "
                "can check this receipt."
            ),
        ),
    }
    return said[verdict]


def tell_fault(error: BadReceiptError) -> str:
    """Say what is wrong with what was pasted, and what to do."""
    said = {
        "empty": _("Paste the receipt, or choose its file."),
        "long": _("This is too long for a receipt. Paste only what is in the file."),
        "json": _(
            "This is not a whole receipt. Paste all that is in the file, from the first { to the last }."
        ),
        "other": _("This is not a receipt from this website."),
        "incomplete": _("Something is missing in the receipt. Paste all that is in the file."),
    }
    return said[error.fault]
