"""Enters a state as a visitor does: by the banner's own answers, or by the one address that saves a choice."""

from collections.abc import Iterable

from consent.audit.places import SETTINGS, Plan
from consent.audit.scripts import ANSWER
from consent.audit.states import COOKIE, State
from consent.audit.visiting import Visitor

SAVE = "/consent/"
WITHDRAW = "/consent/withdraw/"
FROM_US = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
STEPS, STEP_MILLISECONDS = 50, 100


def enter(visitor: Visitor, state: State, plan: Plan, optional: Iterable[str]) -> str:
    """Put the browser into a state; return what went wrong, or nothing."""
    if state.entry == "plant":
        cookie = {"name": COOKIE, "value": state.planted, "url": visitor.site}
        visitor.context.add_cookies([cookie])  # type: ignore[list-item]  # Playwright's typed dictionary
        return ""
    if state.entry in {"refuse", "accept"}:
        return _answer(visitor, sorted(state.granted), sorted(optional))
    if state.entry == "choose":
        return _send(visitor, SAVE, state.granted)
    if state.entry == "withdraw":
        trouble = _send(visitor, SAVE, optional)
        for place in plan.pages:
            if place.gates:
                visitor.open(place)
        visitor.rest()
        visitor.forget_cache()
        visitor.close_tabs()
        return trouble or _send(visitor, WITHDRAW, ())
    return ""


def _answer(visitor: Visitor, categories: list[str], optional: list[str]) -> str:
    """Press the banner's own button, and wait until the decision is kept."""
    page = visitor.context.new_page()
    try:
        page.goto(visitor.site + SETTINGS["sv"], wait_until="load")
        if not page.evaluate(ANSWER, {"wanted": categories, "optional": optional}):
            return f"no answer in the banner sends [{', '.join(categories)}]"
        for _ in range(STEPS):
            if any(cookie["name"] == COOKIE for cookie in visitor.context.cookies()):
                return ""
            page.wait_for_timeout(STEP_MILLISECONDS)
        return "the banner's answer was not saved"
    finally:
        visitor.forget_cache(page)
        page.close()


def _send(visitor: Visitor, path: str, categories: Iterable[str]) -> str:
    answer = visitor.context.request.post(
        visitor.site + path, form=dict.fromkeys(categories, "on"), headers=FROM_US
    )
    return "" if answer.ok else f"{path}: {answer.status}"
