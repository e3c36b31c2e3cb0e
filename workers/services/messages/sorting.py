"""How codes are put in order."""

import re


def sort_key(code: str) -> list[tuple[int, str]]:
    """Return a code in parts that sort as people count: U2 before U10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|\D+", code)]
