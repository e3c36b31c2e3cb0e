"""The header fields that an answer may carry: what is not known here does not leave.

Many headers make a browser navigate, connect or report to another host (`Refresh`, `Link`,
`Speculation-Rules`, `Reporting-Endpoints`, `NEL`, …), and new ones come with every release of a
browser. So the list is of what our answers need, not of what is known to be bad.
"""

import re

from django.http.response import HttpResponseBase

POLICY = "Content-Security-Policy"
STRICTEST = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
KNOWN = frozenset(
    {
        "accept-ranges",
        "access-control-allow-headers",
        "access-control-allow-methods",
        "access-control-allow-origin",
        "access-control-expose-headers",
        "access-control-max-age",
        "age",
        "allow",
        "cache-control",
        "clear-site-data",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-length",
        "content-range",
        "content-security-policy",
        "content-type",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "date",
        "etag",
        "expires",
        "last-modified",
        "link",
        "location",
        "pragma",
        "referrer-policy",
        "retry-after",
        "server",
        "set-cookie",
        "strict-transport-security",
        "vary",
        "www-authenticate",
        "x-content-type-options",
        "x-frame-options",
        "x-robots-tag",
    }
)
# What a link may say of another address without a browser fetching it or connecting to it.
LEADING = frozenset(
    {
        "alternate",
        "author",
        "bookmark",
        "canonical",
        "help",
        "license",
        "me",
        "next",
        "prev",
        "privacy-policy",
        "terms-of-service",
    }
)
REPORTING = re.compile(r"\breport-(?:to|uri)\b", re.IGNORECASE)
FREE = frozenset({"location", "content-disposition", "etag"})
LINK_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,]+))", re.IGNORECASE)


def stop_headers(response: HttpResponseBase, *, public: bool) -> list[str]:
    """Take out the header fields that may not leave, and hold the policy; return what was taken."""
    problems = stop_policy(response, public=public)
    for name, value in list(response.headers.items()):
        if not may_leave(name.lower(), value):
            del response.headers[name]
            problems.append(f"header {name}: {value}")
    return problems


def may_leave(name: str, value: str) -> bool:
    """Tell whether a header field is known, reports to nobody and leads a browser nowhere by itself."""
    if name == "link":
        return links_only(value)
    return name in KNOWN and (name in FREE or not REPORTING.search(value))


def links_only(value: str) -> bool:
    """Tell whether each link of a `Link` header has a relation, and one that fetches nothing (RFC 8288)."""
    relations = [found[0] or found[1] for found in LINK_RELATION.findall(value)]
    named = {one for relation in relations for one in relation.lower().split()}
    return len(relations) == value.count("<") and bool(named) and named <= LEADING


def stop_policy(response: HttpResponseBase, *, public: bool) -> list[str]:
    """Give an answer that lacks a right policy the strictest one; return what was wrong.

    A public answer's policy names no other host, and nobody's reports anywhere. A gate's own may
    name the one service that it lets in.
    """
    policy = response.headers.get(POLICY, "")
    if policy and not REPORTING.search(policy) and not (public and list_hosts(policy)):
        return []
    response.headers[POLICY] = STRICTEST
    return [f"the policy: {policy or 'none'}"]


def list_hosts(policy: str, directive: str = "") -> list[str]:
    """Return the sources of a policy that are hosts or schemes, `data:` apart; of one directive if named."""
    named = [part.split() for part in policy.split(";")]
    return [
        source
        for name, *sources in filter(None, named)
        if name != "sandbox" and directive in ("", name)
        for source in sources
        if not source.startswith("'") and source != "data:"
    ]
