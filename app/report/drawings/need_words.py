"""Words of need and supply: what drawings, standings, needs and columns are called."""

from app.network.district.need_and_supply import (
    Columns,
    NeedSign,
    Standing,
)
from app.records.vocabulary import Lang, vocabulary
from app.report.texts import filled, texts


def words(code: str, lang: Lang, **arguments: object) -> str:
    """A text of the drawings."""
    return filled(str(texts("need-and-supply", lang)["drawing"][code]), lang, **arguments)


def standing_words(standing: Standing, lang: Lang) -> str:
    """Words for a standing."""
    return str(texts("need-and-supply", lang)["standing"][standing])


def need_words(sign: NeedSign, lang: Lang) -> str:
    """Words about the need of an area."""
    return str(texts("need-and-supply", lang)["need"][sign])


def term(kind: Columns, code: str, lang: Lang) -> str:
    """Name of a column."""
    known = vocabulary(kind).terms.get(code)
    return known.label(lang) if known else code
