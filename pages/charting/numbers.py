"""Numbers and days as people write them in each language."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import override

MOST_DECIMALS = 4
MINUS = "\N{MINUS SIGN}"
SHORT = {"sv": ("Y", "b Y", "j b Y"), "en": ("Y", "M Y", "j M Y")}


def write_number(value: float, language: str, decimals: int | None = None) -> str:
    """Return a number with the language's marks: 2 410,5 in Swedish (the space does not break), 2,410.5."""
    if decimals is None:
        decimals = count_decimals([value])
    with override(language):
        written = number_format(round(value, decimals) + 0.0, decimals, use_l10n=True, force_grouping=True)
    return str(written).replace("-", MINUS)


def count_decimals(values: Sequence[float]) -> int:
    """Return how many decimals are needed to write all of them, at most four."""
    written = (f"{value:.{MOST_DECIMALS}f}".rstrip("0") for value in values)
    return max((len(each.partition(".")[2]) for each in written), default=0)


def write_day(day: date, language: str) -> str:
    """Return a day in full, such as 31 december 2025."""
    with override(language):
        return str(date_format(day, "DATE_FORMAT", use_l10n=True))


def name_days(days: Sequence[date], language: str) -> dict[date, str]:
    """Return a short name for each day that tells it from the others: a year, a month, or the day."""
    distinct = list(dict.fromkeys(days))
    with override(language):
        for style in SHORT[language]:
            names = {day: str(date_format(day, style)) for day in distinct}
            if len(set(names.values())) == len(distinct):
                break
    return names
