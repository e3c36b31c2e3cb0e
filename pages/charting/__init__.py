"""Pictures of numbers, drawn on the server: plain SVG with classes, no script and no inline style."""

from .indicator import IndicatorFigure, describe_indicator

__all__ = ["IndicatorFigure", "describe_indicator"]
