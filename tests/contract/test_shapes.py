"""What is answered fits its shape in OpenAPI, and what is not answered does not."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.api.v1.results import FindingShape, QuestionShape, ResultShape
from app.report.forms.json import plain
from app.report.inquiries import inquiries
from app.report.material import Material
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import results_for_report

ESSEN = Path(__file__).parents[2] / "examples" / "essener-konsens"


@pytest.fixture(scope="module")
def essen():
    network, title = network_of(ESSEN, as_of=date(2024, 9, 1))
    return Material(results_for_report(network), network, title, "de", "internal")


def test_every_result_and_question_of_an_example_fits(essen):
    for result in essen.results:
        ResultShape.model_validate(plain(result))
    for inquiry in inquiries(essen):
        QuestionShape.model_validate(plain(inquiry))


@pytest.mark.parametrize("wrong", [{"more": 1}, {"analysis": 7}, {"findings": "none"}, {"exact": "perhaps"}])
def test_what_is_no_result_does_not_fit(essen, wrong):
    with pytest.raises(ValidationError):
        ResultShape.model_validate({**plain(essen.results[0]), **wrong})


def test_nothing_of_a_finding_may_be_left_out(essen):
    finding = next(plain(finding) for result in essen.results for finding in result.findings)
    FindingShape.model_validate(finding)
    for name in finding:
        with pytest.raises(ValidationError, match=name):
            FindingShape.model_validate({field: value for field, value in finding.items() if field != name})
