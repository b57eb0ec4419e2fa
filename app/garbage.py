"""How often is looked for garbage: objects that nobody needs but that point at each other."""

import gc

_NEW_OBJECTS = 10_000


def collect_seldom() -> None:
    """Look for garbage after 10,000 new objects that stay, not after 700 as Python does on its own.

    Records, ties and findings are large numbers of small values that stay and never point in circles; looking through
    them again and again took a tenth of the time of a report. Every process of the program begins with this.
    """
    gc.set_threshold(_NEW_OBJECTS)
