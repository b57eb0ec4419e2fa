"""How is a number written on the page? With three digits, and commas between thousands."""

_DIGITS = 3


def cell(value: str | float) -> str:
    """A cell of a table."""
    return value if isinstance(value, str) else number(value)


def number(value: float) -> str:
    """A number a person can compare."""
    if isinstance(value, int) or abs(value) >= 10 ** (_DIGITS - 1):
        return f"{round(value):,}"
    return f"{value:.{_DIGITS}g}"
