"""What is answered fits its shape in OpenAPI: the shapes are made from the dataclasses that are answered."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.api.v1.results import FindingShape, QuestionShape, ResultShape
from app.findings import Finding, Result
from app.report.inquiries import Inquiry, inquiries
from app.report.json import plain
from app.report.material import Material
from app.usecases.make_report import results_for_report
from app.usecases.read_file import network_of

ESSEN = Path(__file__).parents[2] / "examples" / "essener-konsens"


@pytest.fixture(scope="module")
def essen():
    network, title = network_of(ESSEN, as_of=date(2024, 9, 1))
    return Material(results_for_report(network), network, title, "de", "internal")


@pytest.mark.parametrize(("kind", "shape"), [(Finding, FindingShape), (Result, ResultShape), (Inquiry, QuestionShape)])
def test_a_shape_has_the_fields_of_what_is_answered(kind, shape):
    assert list(shape.model_fields) == [field.name for field in dataclasses.fields(kind)]


def test_every_result_and_question_of_an_example_fits(essen):
    for result in essen.results:
        ResultShape.model_validate(plain(result))
    for inquiry in inquiries(essen):
        QuestionShape.model_validate(plain(inquiry))


def test_what_is_no_result_does_not_fit(essen):
    with pytest.raises(ValidationError):
        ResultShape.model_validate({**plain(essen.results[0]), "more": 1})
