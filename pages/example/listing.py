"""Creates the example's snippets, in both languages, before the pages that name them."""

from datetime import date
from typing import Any

from wagtail.models import Locale

from pages import models

from .actors import ACTORS, GROUPS, MUNICIPALITIES
from .building import build_stream
from .indicators import INDICATORS, SOURCE
from .terms import TERMS
from .text import T
from .translating import translate


def create_snippets(swedish: Locale, english: Locale) -> None:
    """Create groups, municipalities, actors, indicators and terms, publish and translate them."""

    def create(snippet: Any, *texts: T) -> None:
        snippet.locale, snippet.live = swedish, False
        snippet.save()
        snippet.save_revision().publish()
        snippet.refresh_from_db()
        translate(snippet, list(texts), english)

    for order, (code, name) in enumerate(GROUPS, start=1):
        create(models.ActorGroup(name=name.sv, code=code, order=order), name)
    for code, name in MUNICIPALITIES:
        create(models.Municipality(name=name.sv, code=code), name)
    for name, group, description, website in ACTORS:
        among = models.ActorGroup.objects.get(code=group, locale=swedish)
        actor = models.Actor(name=name.sv, group=among, description=description.sv, website=website)
        create(actor, name, description)
    for indicator in INDICATORS:
        first_year, first = indicator.values[0]
        target_year, target = indicator.target
        values = [{"date": f"{year}-12-31", "value": value} for year, value in indicator.values]
        create(
            models.Indicator(
                name=indicator.name.sv,
                description=indicator.description.sv,
                unit=indicator.unit.sv,
                direction=indicator.direction,
                baseline_value=first,
                baseline_date=date(first_year, 12, 31),
                target_value=target,
                target_date=date(target_year, 12, 31),
                values=build_stream("value", indicator.name.sv, values),
                source=SOURCE.sv,
                licence="CC0",
                values_due=date(2027, 2, 28),
                is_example=True,
            ),
            indicator.name,
            indicator.description,
            indicator.unit,
            SOURCE,
            T("CC0", "CC0"),
        )
    for word, explanation in TERMS:
        create(models.Term(name=word.sv, explanation=explanation.sv), word, explanation)
