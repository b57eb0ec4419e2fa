"""Statistics: the rows of the sheet Kennzahlen become indicators and observations."""

import re
from collections.abc import Iterable, Mapping, Sequence

from app.intake.drafts import Draft, FieldValue, resolved, unique_drafts
from app.intake.resolve import Resolver
from app.intake.rows import Row
from app.intake.sheets.scales import without_scale
from app.intake.values.numbers import COUNT_UNITS, SHARE_UNITS, number_text, rate_of, read_number
from app.intake.values.texts import BadValueError, Notice
from app.records.ids import made_id
from app.records.sources import SourceRef
from app.records.spelling import folded
from app.records.vocabulary import Lang, Term, vocabulary

_UNKNOWN = frozenset({"-", "–", "—"})
_TOTAL = re.compile(
    r"(?:zwischen|gesamt)?summe(?: \w+)?|gesamt(?:zahl|ergebnis|stadt|wert|stadtgebiet)?|ins?gesamt|stadt[ -](?:ins)?gesamt"
    r"|gesamtstadt \w+|\w[\w ]*[ ,-]+(?:ins)?gesamt|\w[\w ]* \((?:ins)?gesamt\)|alle (?:gebiete|stadtteile|bezirke)|stadt(?:gebiet)?|kommune|gemeinde"
    r"|total|sum|(?:städtischer )?durchschnitt(?: \w+)?|mittelwert|mittel|average|city total|city",
    re.IGNORECASE,
)
_WHOLE = 100


def statistic_drafts(rows: Sequence[Row], resolver: Resolver) -> list[Draft]:
    """The observations of the rows, and the indicators they name, each once."""
    by_indicator: dict[str, list[Row]] = {}
    drafts: list[Draft | None] = []
    totals: set[SourceRef] = set()
    for row in rows:
        indicator = _indicator_id(row, resolver)
        if indicator is None:
            continue
        by_indicator.setdefault(indicator, []).append(row)
        if _is_total(row, resolver):
            if row.source not in totals:
                resolver.problems.notice("total_row", row.place("area"), value=row.text("area"))
                totals.add(row.source)
            continue
        drafts.append(_observation(row, indicator, resolver))
    observations = unique_drafts(drafts, "duplicate.observation", "ref_date", resolver)
    values: dict[str, list[tuple[Row, float]]] = {}
    for observation in observations:
        if observation.row is not None and isinstance(value := observation.fields["value"], float):
            values.setdefault(str(observation.fields["indicator"]), []).append((observation.row, value))
    indicators = [
        _indicator(code, group, values.get(code, ()), resolver) for code, group in sorted(by_indicator.items())
    ]
    for share in (entry for entry in indicators if entry.fields.get("measure") == "share"):
        of_share = [observation for observation in observations if observation.fields["indicator"] == share.id]
        _tell_odd_shares(by_indicator[share.id], of_share, resolver)
    return [*indicators, *observations]


def _indicator_id(row: Row, resolver: Resolver) -> str | None:
    name = _indicator_name(row)
    if name is None:
        return None
    known = resolver.register.directories["indicators"].find(name)
    if len(known) > 1:
        arguments = {"value": name, "candidates": ", ".join(known)}
        resolver.problems.set_row_aside(row.sheet, Notice("ambiguous", arguments), row.place("indicator"))
        return None
    return known[0] if known else made_id("indicators", {"name": name})


def _indicator_name(row: Row) -> str | None:
    """What a statistic is called, without the words that make it a rate."""
    name = row.text("indicator")
    return None if name is None else without_scale(name) if rate_of(name) else name


def _rate(row: Row, indicator: str) -> tuple[float, str] | None:
    """By what the value of a row is multiplied to be per cent, and the word of its unit or name that says so."""
    unit = row.text("unit")
    texts = (text for text in (unit, None if unit else row.text("indicator")) if text)
    if (rated := next(((factor, text) for text in texts if (factor := rate_of(text))), None)) is not None:
        return rated
    term = vocabulary("indicator").terms.get(indicator)
    return (0.1, f"{term.de} (je 1.000)") if term is not None and term.unit == "per_1000" and not unit else None


def _is_total(row: Row, resolver: Resolver) -> bool:
    """Whether a row tells the sum of others and not a value of an area."""
    area = row.text("area")
    is_total = area is not None and _TOTAL.fullmatch(area.strip()) is not None
    return is_total and not resolver.register.directories["areas"].find(area or "")


def _observation(row: Row, indicator: str, resolver: Resolver) -> Draft | None:
    fields = resolved(row, resolver)
    area, ref_date = fields.get("area"), fields.get("ref_date")
    value = _value(row, indicator, resolver)
    if area is None or ref_date is None or value is None:
        return None
    common_fields = {name: fields[name] for name in ("area", "ref_date", "base") if name in fields}
    observation_fields = {"indicator": indicator} | common_fields | value
    record_id = made_id("observations", observation_fields)
    assert record_id is not None
    return Draft("observations", record_id, observation_fields, row.source, row) if resolver.is_settled(row) else None


def _value(row: Row, indicator: str, resolver: Resolver) -> dict[str, FieldValue] | None:
    """Value and whether it is hidden; a rate is turned into per cent, which is told once."""
    read = _value_as_told(row, indicator, resolver)
    rate = _rate(row, indicator)
    says_itself = isinstance(text := row.values.get("value"), str) and ("%" in text or rate_of(text) is not None)
    if read is None or rate is None or says_itself or not isinstance(number := read["value"], float):
        return read
    factor, word = rate
    place = row.place("unit" if row.text("unit") else "value")
    resolver.problems.tell(Notice("rate_read", {"value": word}), place, once=("rate_read", word))
    return {**read, "value": round(number * factor, 10)}


def _value_as_told(row: Row, indicator: str, resolver: Resolver) -> dict[str, FieldValue] | None:
    value = row.values.get("value")
    if isinstance(value, str):
        read = _read(value, row, resolver)
        has_unit = "%" in value or rate_of(value) is not None
    else:
        read = {"value": value, "suppressed": False} if isinstance(value, float) else None
        has_unit = False
    share = read["value"] if read else None
    is_plain = not has_unit and row.text("unit") is None and _rate(row, indicator) is None
    could_be_either = isinstance(share, float) and 0 < share < 1 and is_plain
    if read is None or not could_be_either or not _is_share(indicator, resolver):
        return read
    assert isinstance(share, float)
    return {"value": _percent(share, row, indicator, resolver), "suppressed": False}


def _is_share(indicator: str, resolver: Resolver) -> bool:
    """Whether an indicator whose row names no unit is read as per cent."""
    stored = resolver.register.existing["indicators"].get(indicator)
    term = vocabulary("indicator").terms.get(indicator)
    if stored is not None:
        return getattr(stored, "measure", None) == "share"
    return term is None or term.unit != "persons"


def _percent(share: float, row: Row, indicator: str, resolver: Resolver) -> float | None:
    """The per cent that 0.312 means: 31.2 or 0.312, as somebody says; unknown as long as nobody does."""
    choices = ("share", "percent", "leave_out")
    answer = resolver.questions.ask(
        "share_or_percent",
        indicator,
        row.place("value"),
        choices,
        default="leave_out",
        value=_number_text(share, resolver),
        percent=_number_text(round(share * 100, 10), resolver),
        name=row.text("indicator"),
    )
    return {"share": round(share * 100, 10), "percent": share}.get(answer)


def _number_text(number: float, resolver: Resolver) -> str:
    return f"{number:g}".replace(".", ",") if resolver.problems.lang == "de" else f"{number:g}"


def _read(text: str, row: Row, resolver: Resolver) -> dict[str, FieldValue] | None:
    if text in _UNKNOWN:
        resolver.problems.notice("dash_is_unknown", row.place("value"))
        return {"value": None, "suppressed": False}
    try:
        reading = read_number(text, of_count=folded(row.text("unit") or "") in COUNT_UNITS)
    except BadValueError as bad:
        resolver.problems.set_row_aside(row.sheet, Notice(bad.key, {"value": text}), row.place("value"))
        return None
    for notice in reading.notices:
        resolver.problems.tell(notice, row.place("value"))
    return {"value": reading.value, "suppressed": reading.suppressed}


def _tell_odd_shares(rows: Sequence[Row], drafts: Sequence[Draft], resolver: Resolver) -> None:
    """A share above 100, or 0.312 beside 18.4, was perhaps meant otherwise."""
    shares = [(draft.row, value) for draft in drafts if draft.row and isinstance(value := draft.fields["value"], float)]
    for row, share in shares:
        if share > _WHOLE:
            resolver.problems.notice("share_above_whole", row.place("value"), value=number_text(share))
    parts = [(row, share) for row, share in shares if 0 < share < 1]
    whole = next((share for _, share in shares if share > 1), None)
    if parts and whole is not None and len(rows) > 1:
        for row, share in parts:
            percent = number_text(round(share * _WHOLE, 6))
            resolver.problems.notice(
                "shares_mixed", row.place("value"), value=number_text(share), other=number_text(whole), read=percent
            )


def _indicator(code: str, rows: Sequence[Row], values: Sequence[tuple[Row, float]], resolver: Resolver) -> Draft:
    first = min(rows, key=lambda row: row.source)
    term = vocabulary("indicator").terms.get(code)
    fields = _from_vocabulary(term, resolver.problems.lang) if term and not _stored(code, resolver) else {}
    if not term and not _stored(code, resolver):
        fields["name"] = min(_indicator_name(row) or code for row in rows)
    measure = _measure(rows, resolver)
    if measure or not (term or _stored(code, resolver)):
        fields["measure"] = measure or _measure_of(values, resolver)
    fields |= _indicator_fields(rows, resolver)
    if not term and fields.get("target_group"):
        fields.setdefault("direction", "more_need")  # a statistic of one's own about a group counts people in need
    return Draft("indicators", code, fields, first.source)


def _stored(code: str, resolver: Resolver) -> bool:
    return code in resolver.register.existing["indicators"]


def _from_vocabulary(term: Term, lang: Lang) -> dict[str, FieldValue]:
    return {
        "name": term.de if lang == "de" else term.en,
        "measure": "count" if term.unit == "persons" else "share",
        "direction": term.direction or "context",
        "target_group": term.target_group,
        "source_note": term.source,
    }


def _measure_of(values: Sequence[tuple[Row, float]], resolver: Resolver) -> str:
    """What values without a unit measure: whole numbers beyond a hundred are counted; what could be either is told."""
    beyond = next((row for row, value in values if value > _WHOLE), None)
    if not values or not all(value.is_integer() for _, value in values):
        return "share"
    if beyond is None:
        first = values[0][0]
        resolver.problems.notice("read_as_share", first.place("value"), value=first.text("indicator"))
        return "share"
    resolver.problems.notice("read_as_count", beyond.place("value"), value=beyond.text("indicator"))
    return "count"


def _measure(rows: Sequence[Row], resolver: Resolver) -> str | None:
    """Count or share as the units say; None where no row names one."""
    row_of_unit = {}
    for row in rows:
        unit = folded(row.text("unit") or "")
        if rate_of(unit):
            row_of_unit["share"] = row
        elif unit in COUNT_UNITS | SHARE_UNITS:
            row_of_unit["count" if unit in COUNT_UNITS else "share"] = row
        elif unit:
            resolver.problems.notice("unit_unknown", row.place("unit"), value=unit)
            row_of_unit.setdefault("share", row)
    if len(row_of_unit) > 1:
        resolver.reject("contradiction.unit", max(row_of_unit.values(), key=lambda row: row.source), "unit")
    return next(iter(sorted(row_of_unit)), None)


def _indicator_fields(rows: Sequence[Row], resolver: Resolver) -> Mapping[str, FieldValue]:
    """What the rows say about their indicator: one target group, every source, and the strictest permission."""
    fields: dict[str, FieldValue] = {}
    groups = sorted(_texts(rows, "target_group"))
    if len(groups) > 1:
        last = max((row for row in rows if row.text("target_group")), key=lambda row: row.source)
        resolver.reject("contradiction.target_group", last, "target_group", value=", ".join(groups))
    elif groups:
        fields["target_group"] = groups[0]
    if notes := sorted(_texts(rows, "source_note")):
        fields["source_note"] = "; ".join(notes)
    permissions = [row.values["may_be_passed_on"] for row in rows if "may_be_passed_on" in row.values]
    if permissions:
        fields["may_be_passed_on"] = all(permissions)
    if counts := [count for row in rows if isinstance(count := row.values.get("smallest_count"), float)]:
        fields["smallest_count"] = int(max(counts))  # the source that hides most decides
    return fields


def _texts(rows: Iterable[Row], field: str) -> set[str]:
    return {text for row in rows if (text := row.text(field))}
