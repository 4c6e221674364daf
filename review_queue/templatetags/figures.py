"""Figures as a person reads them: two decimals, whole percent, the interval behind."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from review_queue.statistics import suppression
from review_queue.statistics.agreement import Estimate

register = template.Library()

UNDEFINED = "not defined"


@register.filter
def cell(n: int) -> int | str:
    """A count, or that it is too small to be shown."""
    return suppression.cell(n)


@register.filter
def small(n: int) -> bool:
    """Whether it is."""
    return suppression.is_small(n)


@register.filter
def number(estimate: Estimate) -> str:
    """ "0.72", or "not defined"."""
    return _without(estimate) if estimate.value is None else _minus(f"{estimate.value:.2f}")


@register.filter
def share(estimate: Estimate) -> str:
    """ "78 %", or "not defined"."""
    return _without(estimate) if estimate.value is None else f"{int(100 * estimate.value + 0.5)} %"


@register.filter
def signed(estimate: Estimate) -> str:
    """ "+1.25", "−0.40" or "0.00"."""
    return _without(estimate) if estimate.value is None else _signed(estimate.value)


@register.filter
def apart(value: float) -> str:
    """The same of a plain number."""
    return _signed(value)


@register.filter
def two(value: float | None) -> str:
    """A plain number with two decimals; "–" is "not defined", or too few."""
    return "–" if value is None else _minus(f"{value:.2f}")


@register.filter
def percent(value: float | None) -> str:
    """A plain share in whole percent."""
    return "–" if value is None else f"{int(100 * value + 0.5)} %"


@register.filter
def between(estimate: Estimate) -> str | SafeString:
    """The 95 % interval, "0.61 to 0.80"; empty when there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    return format_html(
        '<span class="interval muted">{} to {}</span>', _two(estimate.low), _two(estimate.high)
    )


def _without(estimate: Estimate) -> str:
    return "–" if estimate.hidden else UNDEFINED


def _two(value: float) -> str:
    return _minus(f"{value:.2f}")


def _signed(value: float) -> str:
    rounded = f"{value:+.2f}"
    return "0.00" if float(rounded) == 0 else _minus(rounded)


def _minus(text: str) -> str:
    """A true minus sign; "-0.00" is zero."""
    return "0.00" if text == "-0.00" else text.replace("-", "−")
