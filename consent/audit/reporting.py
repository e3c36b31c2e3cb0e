"""The report for people: by page and state, each finding with what to do about it."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, ngettext

from consent.audit.auditing import Audit
from consent.audit.findings import Finding


def write_report(done: Audit, site: str) -> str:
    """Return the report in the active language."""
    return "\n".join([*_begin(done, site), *_list(done.faults), *_note(done.notes), "", _conclude(done)])


def _begin(done: Audit, site: str) -> Iterator[str]:
    yield gettext("Consent audit of %(site)s") % {"site": site}
    yield gettext("%(visits)s visits: %(pages)s pages and %(gates)s gates in %(states)s states.") % {
        "visits": done.visits,
        "pages": len(done.plan.pages),
        "gates": len(done.plan.gates),
        "states": len(done.states),
    }
    if done.plan.left_out:
        yield ngettext(
            "%(number)s page of the sitemap was left out: --pages decides how many of each type.",
            "%(number)s pages of the sitemap were left out: --pages decides how many of each type.",
            done.plan.left_out,
        ) % {"number": done.plan.left_out}


def _list(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the findings by page; those that a page has in several states are told once."""
    pages: dict[str, dict[tuple[str, str], list[str]]] = {}
    for finding in findings:
        states = pages.setdefault(finding.page, {}).setdefault((finding.text, finding.advice), [])
        if finding.state and finding.state not in states:
            states.append(finding.state)
    for page, told in pages.items():
        yield ""
        yield page or gettext("The registry and the site as a whole")
        for (text, advice), states in told.items():
            yield f"  [{', '.join(states)}] {text}" if states else f"  {text}"
            yield f"      {advice}"


def _note(notes: Iterable[Finding]) -> Iterator[str]:
    lines = dict.fromkeys(note.text for note in notes)
    if lines:
        yield ""
        yield gettext("To look at (no fault):")
        yield from (f"  {line}" for line in lines)


def _conclude(done: Audit) -> str:
    number = len({(finding.page, finding.text) for finding in done.faults})
    if not number:
        return gettext(
            "Everything that was seen is declared and allowed, and everything else is as it should be."
        )
    return ngettext("%(number)s finding.", "%(number)s findings.", number) % {"number": number}
