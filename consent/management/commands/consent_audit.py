"""`consent_audit`: tells whether the running site does what its registry says, and nothing else."""

import argparse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext

from consent.audit.auditing import Audit, Wishes, audit
from consent.audit.chromium import MissingError
from consent.audit.declared import UnreachableError
from consent.audit.junit import write_junit
from consent.audit.reporting import write_report

FINDINGS, UNUSABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Visit the running site in Chromium, in every state of consent, and compare what it asks and "
        "stores with the published registry. Exit 0 is clean, 1 a finding, 2 bad usage or no site."
    )
    requires_system_checks: list[str] = []  # the audited site may be another, and need not be sound

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--url", default=settings.SITE_URL, type=read_url, help="The site. Default: SITE_URL."
        )
        parser.add_argument(
            "--junit", type=Path, metavar="FILE", help="Write the result as JUnit XML as well."
        )
        parser.add_argument(
            "--pages", type=read_number, default=1, metavar="N",
            help="Visit at most N pages of each type and language; pages with new embeds always. Default: 1.",
        )  # fmt: skip
        parser.add_argument(
            "--resolve-foreign-to", type=read_address, metavar="HOST:PORT",
            help="Lead every foreign host here instead of the internet.",
        )  # fmt: skip
        parser.add_argument(
            "--editor", type=read_editor, metavar="USER:PASSWORD", help="Log in and visit the desk as well."
        )
        parser.add_argument(
            "--settle", type=float, default=1.0, metavar="SECONDS",
            help="How long the last pages of each state are watched. Default: 1.",
        )  # fmt: skip
        parser.add_argument("--state", action="append", default=[], help="Only this state; repeatable.")
        parser.add_argument(
            "--path", action="append", default=[], help="Only this page, linked or not; repeatable."
        )
        parser.add_argument("--language", choices=["sv", "en"], default="en", help="The report's language.")

    def handle(self, *args: Any, **options: Any) -> None:
        wishes = Wishes(
            site=options["url"],
            pages=options["pages"],
            foreign=options["resolve_foreign_to"] or "",
            settle=options["settle"],
            editor=options["editor"],
            states=options["state"],
            paths=options["path"],
        )
        with translation.override(options["language"]):
            done = self.audit(wishes)
            if options["junit"]:
                self.write(options["junit"], write_junit(done))
            self.stdout.write(write_report(done, wishes.site))
        if done.faults:
            raise SystemExit(FINDINGS)

    def audit(self, wishes: Wishes) -> Audit:
        """Audit, and turn what makes it impossible into one line and exit 2."""
        try:
            return audit(wishes, self.tell)
        except UnreachableError as error:
            raise CommandError(
                gettext("The site cannot be audited: %(why)s") % {"why": error}, returncode=UNUSABLE
            ) from error
        except MissingError as error:
            raise CommandError(
                gettext("The audit needs something that is not installed. %(what)s") % {"what": error},
                returncode=UNUSABLE,
            ) from error
        except LookupError as error:
            raise CommandError(
                gettext("There is no such state: %(name)s") % {"name": error}, returncode=UNUSABLE
            ) from error
        finally:
            self.tell("")

    def tell(self, words: str) -> None:
        """Show the progress on one line of a terminal, and where there is none only the beginning of each state."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{words}", ending="")
        elif words.endswith(": 1"):
            self.stderr.write(words.removesuffix(": 1"))

    def write(self, path: Path, document: bytes) -> None:
        try:
            path.write_bytes(document)
        except OSError as error:
            raise CommandError(str(error), returncode=UNUSABLE) from error


def read_url(written: str) -> str:
    parts = urlsplit(written)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise argparse.ArgumentTypeError(f"not the address of a site: {written}")
    return f"{parts.scheme}://{parts.netloc}"


def read_number(written: str) -> int:
    number = int(written)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def read_address(written: str) -> str:
    host, _, port = written.rpartition(":")
    if not host or not port.isdigit():
        raise argparse.ArgumentTypeError(f"not HOST:PORT: {written}")
    return written


def read_editor(written: str) -> tuple[str, str]:
    user, colon, password = written.partition(":")
    if not user or not colon:
        raise argparse.ArgumentTypeError("not USER:PASSWORD")
    return user, password
