"""What the audit can find, and what there is to do about each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# code: (what was found, what to do). The details' names stand in %(…)s.
MESSAGES = {
    "request.undeclared": (
        _("%(what)s was asked. No service in the registry has that host."),
        _("Take out what asks it, or declare the host with its service under Cookies and services."),
    ),
    "request.refused": (
        _("%(what)s was asked. It belongs to %(who)s, which the visitor has not allowed."),
        _("Let a gate ask for consent before anything from there is loaded."),
    ),
    "request.connected": (
        _("The browser connected to %(what)s, or looked it up, though nothing from there may load."),
        _("Take out the hint (preconnect, dns-prefetch) or the frame that causes it."),
    ),
    "gate.refused": (
        _("The page asked %(what)s, which the visitor has not allowed."),
        _("A page view may ask only the gates that the visitor has allowed."),
    ),
    "gate.shut": (
        _("The page did not open %(what)s, which the visitor has allowed."),
        _("See that the loader runs and reads the consent cookie as it is written."),
    ),
    "gate.statistics": (
        _("The statistics gate answered %(what)s. It should answer %(who)s."),
        _("The statistics gate must answer with a script only to who has allowed statistics."),
    ),
    "kept.undeclared": (
        _("%(what)s of %(who)s was stored. It is not declared."),
        _("Stop storing it, or declare it under Cookies and services."),
    ),
    "kept.refused": (
        _("%(what)s of %(who)s was stored. It belongs to %(category)s, which the visitor has not allowed."),
        _("Store it only after consent, and remove it when consent is withdrawn."),
    ),
    "kept.longer": (
        _("%(what)s of %(who)s is kept %(seen)s. Declared is %(declared)s."),
        _("Shorten its life, or declare how long it is kept."),
    ),
    "kept.elsewhere": (
        _("%(what)s is stored for %(seen)s. It is declared for %(declared)s."),
        _("Store it where it is declared, or declare it where it is stored."),
    ),
    "kept.exposed": (
        _("%(what)s of %(who)s can be read where it should not be: %(seen)s."),
        _("Give the cookie the narrowest path, host and attributes that it works with."),
    ),
    "kept.left": (
        _("%(what)s of %(who)s is still there after withdrawing."),
        _("Only %(who)s can remove it. The visitor must be told so."),
    ),
    "page.status": (
        _("The page answered %(seen)s. It should answer %(declared)s."),
        _("See the log of the site."),
    ),
    "page.trouble": (_("The page could not be opened: %(what)s"), _("See the log of the site.")),
    "page.cookie": (
        _("The answer sets a cookie: %(what)s"),
        _("No public answer may set a cookie. See that the cookie firewall is the outermost middleware."),
    ),
    "page.varies": (
        _("The answer varies by cookie: %(what)s"),
        _("A public page must be the same for everybody, or no cache can keep it."),
    ),
    "page.policy": (
        _("The Content-Security-Policy is not what it should be: %(what)s"),
        _("Every public page has one and the same policy, which lets nobody else in."),
    ),
    "page.differs": (
        _("The page is not what it is for a visitor who has not decided: %(what)s"),
        _("Take out what depends on the visitor. What is optional belongs behind a gate."),
    ),
    "page.settings": (
        _("The footer has no link to the cookie settings (%(what)s)."),
        _("Put the link back: consent must be as easy to withdraw as to give."),
    ),
    "page.language": (
        _("The page says that its language is “%(seen)s”. Its address says “%(declared)s”."),
        _("Correct the lang attribute, or the address."),
    ),
    "banner.missing": (_("The page has no banner."), _("Put the banner into the page's template.")),
    "banner.shown": (
        _("The banner is shown to a visitor who has answered, or whose browser says no."),
        _("A choice that holds must not be asked for again."),
    ),
    "banner.hidden": (
        _("The banner is hidden from a visitor who has not decided, or whose decision is out of date."),
        _("See that the loader runs, and compares the cookie with the published revision."),
    ),
    "banner.answers": (
        _("The banner's two answers do not weigh the same: %(what)s"),
        _("Refusing comes first, and both answers are the same element with the same looks and size."),
    ),
    "state.unentered": (
        _("The state could not be entered: %(what)s"),
        _("See that a choice can be saved at /consent/."),
    ),
    "registry.text": (
        _("A text that visitors consent to is missing: %(what)s"),
        _("Write the text in both languages, and publish the registry."),
    ),
    "registry.category": (
        _("The registry's categories are %(seen)s. They should be %(declared)s."),
        _("The three categories are fixed, and only the first is required."),
    ),
    "registry.lifetime": (
        _("A decision holds %(seen)s days. It may hold %(declared)s at most."),
        _("Shorten COOKIE_CONSENT_MAX_AGE."),
    ),
    "registry.unseen": (
        _("%(what)s of %(who)s is declared, but was not seen in any state where it may be there."),
        _("Take it out of the registry if nothing stores it any more."),
    ),
    "registry.unasked": (
        _("%(who)s is declared with hosts that nothing asked: %(what)s"),
        _("Take the hosts out of the registry if they are not needed. Fewer are better."),
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as declared, or, as a note, one that only people can judge."""

    code: str
    state: str = ""
    page: str = ""
    detail: Mapping[str, str] = field(default_factory=dict, hash=False)
    is_note: bool = False

    @property
    def text(self) -> str:
        """What was found, in the active language."""
        return str(MESSAGES[self.code][0]) % self.detail

    @property
    def advice(self) -> str:
        """What to do about it, in the active language."""
        return str(MESSAGES[self.code][1]) % self.detail


def name_storage(storage: str) -> str:
    """Return what people call a kind of storage, in the active language."""
    return {
        "cookie": gettext("The cookie"),
        "local": gettext("The entry in local storage"),
        "session": gettext("The entry in session storage"),
        "indexeddb": gettext("The database in the browser"),
        "cache": gettext("The cache of a script"),
        "worker": gettext("The service worker"),
    }.get(storage, storage)


def name_length(seconds: float | None) -> str:
    """Return how long something is kept, in the active language; None is until it is removed."""
    if seconds is None:
        return gettext("until it is removed")
    if not seconds:
        return gettext("until the browser is closed")
    days = seconds / 86_400
    if days >= 1:
        return gettext("%(number)s days") % {"number": f"{days:.0f}"}
    return gettext("%(number)s seconds") % {"number": f"{seconds:.0f}"}
