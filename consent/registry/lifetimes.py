"""How long something is kept, in words that people use."""

from consent.texts import Text

DAY = 24 * 60 * 60
UNITS = (
    (365 * DAY, ("år", "år"), ("year", "years")),
    (DAY, ("dag", "dagar"), ("day", "days")),
    (60 * 60, ("timme", "timmar"), ("hour", "hours")),
    (60, ("minut", "minuter"), ("minute", "minutes")),
    (1, ("sekund", "sekunder"), ("second", "seconds")),
)
UNTIL = {
    "session": Text(sv="Tills du stänger webbläsaren", en="Until you close the browser"),
    "lasting": Text(sv="Tills du tar bort den", en="Until you remove it"),
}


def describe_lifetime(duration: str, seconds: int | None) -> Text:
    """Return a lifetime in both languages, in the largest unit that says it exactly.

    `duration` is session, limited or lasting; `seconds` is read when it is limited.
    """
    if duration in UNTIL:
        return UNTIL[duration]
    length, swedish, english = next(unit for unit in UNITS if (seconds or 0) % unit[0] == 0 and seconds)
    number = (seconds or 0) // length
    several = number != 1
    return Text(sv=f"{number} {swedish[several]}", en=f"{number} {english[several]}")
