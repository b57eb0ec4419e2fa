"""A report for the browser and for paper: one HTML file that needs nothing else."""

from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape

from app.report.drawings.charts import svg
from app.report.forms.markdown import after_title, evidence_rows, evidence_texts, heading
from app.report.report import Report
from app.report.texts import label


def render(report: Report) -> str:
    """The report as a self-contained HTML document in UTF-8: style inside, no script, no outside request."""
    return environment().get_template("report.html").render(report=report, lang=report.lang)


@cache
def environment() -> Environment:
    """Templates of this folder; texts are escaped."""
    made = Environment(
        loader=FunctionLoader(_template),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(
        after_title=after_title,
        label=label,
        evidence_rows=evidence_rows,
        evidence_texts=evidence_texts,
        heading=heading,
        svg=svg,
    )
    return made


def _template(name: str) -> str:
    return (resources.files("app.report") / "templates" / name).read_text("utf-8")
