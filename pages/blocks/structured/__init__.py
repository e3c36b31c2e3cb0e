"""What the plan's parts list beside their text: roles, indicators, values, progress, assessments, faults."""

from .assessments import AssessmentsBlock
from .faults import FaultsBlock
from .indicators import IndicatorsBlock
from .progress import ProgressBlock
from .roles import RolesBlock
from .values import ValuesBlock

__all__ = [
    "AssessmentsBlock",
    "FaultsBlock",
    "IndicatorsBlock",
    "ProgressBlock",
    "RolesBlock",
    "ValuesBlock",
]
