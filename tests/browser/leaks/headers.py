"""Header fields that make a browser fetch, connect, report or go somewhere."""

from dataclasses import dataclass

from tests.browser.leaks.vectors import DOMAIN

FORBIDDING = "img-src 'none'; style-src 'none'"
GROUP = '{{"group": "all", "max_age": 100, "endpoints": [{{"url": "https://{host}/x"}}]}}'


@dataclass(frozen=True)
class HeaderVector:
    """Header fields of a page on a host of its own: browsers keep some of them for the whole host."""

    name: str
    fields: tuple[tuple[str, str], ...]
    scripted: bool = False

    @property
    def host(self) -> str:
        return f"{self.name}.header.{DOMAIN}"

    def fires(self, *, scripted: bool) -> bool:
        return scripted or not self.scripted

    def list_fields(self) -> dict[str, str]:
        return {name: value.format(host=self.host) for name, value in self.fields}


def link(name: str, parameters: str, *, scripted: bool = False) -> HeaderVector:
    return HeaderVector(f"link-{name}", (("Link", f"<https://{{host}}/x>; {parameters}"),), scripted)


HEADERS = [
    link("preconnect", "rel=preconnect"),
    link("prefetch", "rel=prefetch"),
    link("preload", "rel=preload; as=script", scripted=True),
    link("modulepreload", "rel=modulepreload", scripted=True),
    link("dictionary", "rel=compression-dictionary"),
    HeaderVector("refresh", (("Refresh", "0;url=https://{host}/x"),)),
    HeaderVector("speculation-rules", (("Speculation-Rules", '"https://{host}/rules.json"'),)),
    HeaderVector(
        "report-uri", (("Content-Security-Policy", f"{FORBIDDING}; report-uri https://{{host}}/x"),)
    ),
    HeaderVector(
        "report-only",
        (("Content-Security-Policy-Report-Only", f"{FORBIDDING}; report-uri https://{{host}}/x"),),
    ),
    HeaderVector(
        "reporting-endpoints",
        (
            ("Reporting-Endpoints", 'all="https://{host}/x"'),
            ("Content-Security-Policy", f"{FORBIDDING}; report-to all"),
        ),
    ),
    HeaderVector(
        "report-to",
        (("Report-To", GROUP), ("Content-Security-Policy", f"{FORBIDDING}; report-to all")),
    ),
    HeaderVector(
        "error-logging",
        (("Report-To", GROUP), ("NEL", '{{"report_to": "all", "max_age": 100, "success_fraction": 1.0}}')),
    ),
    HeaderVector(
        "integrity-policy",
        (
            ("Reporting-Endpoints", 'all="https://{host}/x"'),
            ("Integrity-Policy-Report-Only", "blocked-destinations=(script), endpoints=(all)"),
        ),
    ),
]
