"""The report for machines: JUnit XML, a suite for each state and a case for each page.

Format: testsuites > testsuite > testcase > failure, as continuous integration servers read it.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from consent.audit.auditing import Audit
from consent.audit.findings import Finding

REGISTRY = "registry"


def write_junit(done: Audit) -> bytes:
    """Return the audit as an XML document in UTF-8."""
    root = Element("testsuites", name="consent_audit", failures=str(len(done.faults)))
    for state in [*(state.name for state in done.states), *_others(done)]:
        faults = [finding for finding in done.faults if (finding.state or REGISTRY) == state]
        pages = [place.path for place in done.plan.pages] if state != REGISTRY else []
        pages = list(dict.fromkeys([*pages, *(finding.page for finding in faults)])) or [""]
        suite = SubElement(root, "testsuite", name=state, tests=str(len(pages)), failures=str(len(faults)))
        for page in pages:
            case = SubElement(suite, "testcase", classname=f"consent_audit.{state}", name=page or REGISTRY)
            for finding in faults:
                if finding.page == page:
                    _add(case, finding)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _others(done: Audit) -> list[str]:
    """Return the suites that are no states of the crawl: the registry, and the desk where it has faults."""
    named = {state.name for state in done.states}
    return [REGISTRY, *sorted({finding.state for finding in done.faults} - named - {""})]


def _add(case: Element, finding: Finding) -> None:
    failure = SubElement(case, "failure", type=finding.code, message=finding.text)
    failure.text = finding.advice
