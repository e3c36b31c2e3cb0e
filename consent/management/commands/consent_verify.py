"""The shell's way to verify the evidence of decisions."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consent.evidence.comparing import find_broken_seal, find_contradiction
from consent.evidence.policies import find_altered
from consent.evidence.roots import BadRootsError, Root, list_days, parse_roots
from consent.evidence.verifying import find_first
from consent.models import Evidence, Seal

FINDING, BAD_USAGE = 1, 2


class Command(BaseCommand):
    help = (
        "Checks that no decision was changed, removed or inserted since it was written. Exit 0: nothing "
        "found; 1: the first row, or day, that is not as it was; 2: the file of roots cannot be used."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--roots",
            metavar="FILE",
            type=Path,
            help="roots that were kept outside: DATA_DIR/evidence/roots.txt, lines of the log, or the mails",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        roots = read_roots(options["roots"]) if options["roots"] else []
        findings = [find_first(), find_altered(), find_broken_seal(), find_contradiction(roots)]
        found = [str(finding) for finding in findings if finding]
        for line in found:
            self.stdout.write(line[0].upper() + line[1:] + ".")
        if found:
            raise SystemExit(FINDING)
        for line in describe(roots):
            self.stdout.write(line)


def read_roots(path: Path) -> list[Root]:
    """Return the roots in a file; a CommandError says why there are none to be had."""
    try:
        return parse_roots(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.", returncode=BAD_USAGE) from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not text in UTF-8.", returncode=BAD_USAGE) from error
    except BadRootsError as error:
        raise CommandError(
            f"{path} holds no roots to compare with: {error}.", returncode=BAD_USAGE
        ) from error


def describe(roots: list[Root]) -> list[str]:
    """Say what was verified, and what no seal and no root vouches for yet."""
    last = Seal.objects.last()
    rows, unsealed = Evidence.objects.count(), Evidence.objects.filter(sequence__gt=last.last if last else 0)
    lines = [f"{rows} rows: each is as it was written."]
    if last:
        lines.append(f"{Seal.objects.count()} sealed days, the last {last.day}.")
    if roots:
        lines.append(f"{len(roots)} roots kept outside ({list_days(roots)}): each fits.")
    else:
        lines.append(
            "Not compared with roots kept outside (--roots FILE), which alone show a chain made anew."
        )
    waiting = unsealed.count()
    if waiting:
        lines.append(f"{waiting} rows are not sealed yet; a day is sealed when it is over.")
    return lines
