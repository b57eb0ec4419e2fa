"""Types of values in bodies: bounded texts without disguise, codes of vocabularies, dates as precise as given."""

import unicodedata
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from app.records.dates import PartialDate
from app.records.fields import LARGEST_NUMBER, LONGEST_TEXT
from app.records.ids import DESCRIBED, LONGEST_ID, is_identifier
from app.records.schema import LONGEST_NAME
from app.records.vocabulary import vocabulary
from app.web.problems import UNKNOWN_CODE

_LONGEST_CODE = 200

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_LINE_BREAKS = "\n\r\t"
LARGEST_WHOLE = 2**63 - 1


def _plain(text: str) -> str:
    """NFC and trimmed, without characters that cannot be seen (control, direction, zero width, private use)."""
    trimmed = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(char) in _HIDDEN and char not in _LINE_BREAKS for char in trimmed):
        raise PydanticCustomError("hidden_character", "holds a character that cannot be seen")
    return trimmed


def _in_a_line(text: str) -> str:
    if not text:
        raise PydanticCustomError("blank", "is blank")
    if any(char in text for char in _LINE_BREAKS):
        raise PydanticCustomError("hidden_character", "holds a line break")
    return text


def _identifier(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    if not is_identifier(composed):
        raise PydanticCustomError(
            "bad_id", "is no id: letters, digits and . : @ + - _ only, a letter, digit or _ first, no two dots together"
        )
    return composed


def _partial_date(value: Any) -> PartialDate:
    if not isinstance(value, str):
        raise PydanticCustomError("bad_date", "is no text; write 2023, 2023-05 or 2023-05-17")
    try:
        return PartialDate.parse(value)
    except ValueError as error:
        raise PydanticCustomError("bad_date", "is no date; write 2023, 2023-05 or 2023-05-17") from error


Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(_plain), AfterValidator(_in_a_line)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_plain)]
Identifier = Annotated[
    str,
    Field(min_length=1, max_length=LONGEST_ID, json_schema_extra={"pattern": DESCRIBED}),
    AfterValidator(_identifier),
]
Date = Annotated[
    PartialDate,
    BeforeValidator(_partial_date),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]
Whole = Annotated[int, Field(ge=-LARGEST_WHOLE, le=LARGEST_WHOLE)]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]


def text_type(longest: int) -> Any:
    """The type of a text of at most ``longest`` characters, which may have several lines."""
    return Annotated[str, Field(max_length=longest), AfterValidator(_plain)]


@cache
def code_type(vocabulary_name: str) -> Any:
    """The type of a code of a vocabulary; OpenAPI lists the codes once under the name of the vocabulary."""
    terms = vocabulary(vocabulary_name)

    def check(code: str) -> str:
        if code not in terms.terms:
            raise PydanticCustomError(
                UNKNOWN_CODE, "is no code of the vocabulary {vocabulary}", {"vocabulary": vocabulary_name}
            )
        return code

    schema = {"type": "string", "enum": list(terms.terms), "description": f"codes of the vocabulary {vocabulary_name}"}
    name = "".join(part.capitalize() for part in vocabulary_name.split("_")) + "Code"
    return TypeAliasType(
        name, Annotated[str, Field(max_length=_LONGEST_CODE), AfterValidator(check), WithJsonSchema(schema)]
    )
