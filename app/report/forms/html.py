"""A report for the browser and for paper: one HTML file that needs nothing else."""

from functools import cache

from jinja2 import Environment

from app.report.drawings.charts import svg
from app.report.forms.html_templates import html_templates
from app.report.forms.markdown import after_title, evidence_rows, evidence_texts, heading
from app.report.report import Report
from app.report.texts import label


def render(report: Report) -> str:
    """The report as a self-contained HTML document in UTF-8: style inside, no script, no outside request."""
    return environment().get_template("report.html").render(report=report, lang=report.lang)


@cache
def environment() -> Environment:
    """Templates of this folder; texts are escaped."""
    return html_templates(
        "app.report",
        after_title=after_title,
        label=label,
        evidence_rows=evidence_rows,
        evidence_texts=evidence_texts,
        heading=heading,
        svg=svg,
    )
