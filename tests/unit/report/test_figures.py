"""Figures: numbers to look at are those of the records, in every form the same, and told to who cannot see them."""

import csv
import re
from datetime import date
from io import BytesIO
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from openpyxl import load_workbook

from app.network.graph.dyad_census import dyad_census
from app.records.vocabulary import vocabulary
from app.report.drawings.charts import WIDTH, svg
from app.report.drawings.raster import alternative
from app.report.figures import MOST_AREAS, MOST_BARS, MOST_THEMES
from app.report.report import Figure, FigureRow
from app.report.texts import texts
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import make_report, rendered, report_of, results_for_report
from tests.factories import (
    actor,
    area,
    checked,
    grant,
    indicator,
    network,
    observation,
    offer,
    outline,
    programme,
    project,
)

EXAMPLES = Path(__file__).parents[3] / "examples"
DAY = date(2024, 9, 1)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def essen():
    seen, _ = network_of(EXAMPLES / "essener-konsens", as_of=DAY)
    return results_for_report(seen), seen


def bericht(essen, audience="internal", lang="de"):
    results, seen = essen
    return report_of(results, seen, title="E", lang=lang, audience=audience)


def figures_of(report):
    return {section.code: figure for section in report.sections for figure in section.figures}


def texts_in(drawing: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(drawing).iter(f"{SVG}text")]


def test_each_number_of_the_matrix_is_the_number_of_offers_in_the_list(essen):
    """Counted from the sheet alone: running on the day, the theme or one below it, the area itself."""
    _, seen = essen
    figure = figures_of(bericht(essen))["supply"]
    names = {record.name: record.id for record in seen.records.areas}
    terms = vocabulary("theme")
    running = [record for record in seen.records.offers if record.period.active_on(DAY)]
    for row, (at, heading) in product(figure.rows, enumerate(figure.headings[1:-1])):
        tops = {code for code, term in terms.terms.items() if term.de == row.label and term.parent is None}
        offers = [
            record
            for record in running
            if names[heading] in record.areas
            and any(tops & {theme, *terms.ancestors(theme)} for theme in record.themes)
        ]
        assert (row.values[at] or 0) == len(offers), (row.label, heading)


def test_none_by_a_confirmed_list_is_told_apart_from_none_recorded():
    seen = network(
        area("city", kind="city"),
        *(area(code, part_of="city") for code in ("D1", "D2", "D3")),
        offer("s", "A", areas="D1", themes="health"),
        checked("offers", "D2"),
    )
    report = make_report(seen, title="T", lang="de", audience="internal")
    (row,) = figures_of(report)["supply"].rows
    assert (row.values, row.texts) == ((1, 0, None), ("1", "0", "–"))
    public = make_report(seen, title="T", lang="de", audience="public")
    assert figures_of(public)["supply"].rows[0].texts == ("1", "–", "–")


def test_an_offer_for_the_whole_city_counts_in_no_district():
    seen = network(
        area("city", kind="city"),
        *(area(code, part_of="city") for code in ("D1", "D2")),
        offer("s", "A", areas="D1", themes="health"),
        offer("t", "B", area_mode="citywide", themes="health"),
        offer("ended", "B", areas="D1", themes="health", end="2023"),
    )
    figure = figures_of(make_report(seen, title="T", lang="de", audience="internal"))["supply"]
    assert figure.headings == ("Thema", "D1", "D2", "übrige")
    assert figure.rows[0].texts == ("1", "–", "1")


def test_many_areas_leave_those_with_fewest_offers_out():
    districts = [f"D{number:02}" for number in range(MOST_AREAS + 3)]
    offers = [offer(f"s{code}", "A", areas=code, themes="health") for code in districts[3:]]
    seen = network(area("city", kind="city"), *(area(code, part_of="city") for code in districts), *offers)
    figure = figures_of(make_report(seen, title="T", lang="en", audience="internal"))["supply"]
    assert figure.headings[1:] == tuple(districts[3:])
    assert "three areas with fewer offers are not shown" in figure.reading


def test_the_bars_of_ends_are_the_ends_in_their_order(essen):
    results, _ = essen
    figure = figures_of(bericht(essen))["deadline"]
    ends = [
        finding.message.arguments["end"]
        for result in results
        if result.analysis == "early-warnings"
        for finding in result.findings
    ]
    assert [row.texts[0] for row in figure.rows] == [f"{end:%d.%m.%Y}" for end in sorted(ends)[:MOST_BARS]]
    assert [row.values[0] for row in figure.rows] == [(end - DAY).days for end in sorted(ends)[:MOST_BARS]]


def test_of_many_ends_the_earliest_are_drawn():
    works = [project(f"p{number:02}", "A B", start="2023") for number in range(MOST_BARS + 2)]
    grants = [
        grant(f"g{number:02}", "esf", "A", projects=f"p{number:02}", start="2023", end=f"2024-{10 + number % 3}")
        for number in range(MOST_BARS + 2)
    ]
    report = make_report(network(*works, *grants, programme("esf")), title="T", lang="de", audience="internal")
    figure = figures_of(report)["deadline"]
    assert len(figure.rows) == MOST_BARS
    assert [row.values for row in figure.rows] == sorted(row.values for row in figure.rows)
    assert figure.reading.startswith("Zwölf Enden")
    assert "zwei spätesten" in figure.reading


def test_the_pairs_are_those_of_the_census_and_for_the_coordinator_alone(essen):
    counts = dyad_census(essen[1]).counts
    figure = figures_of(bericht(essen))["unknown"]
    assert [row.values for row in figure.rows] == [(counts.tied,), (counts.known - counts.tied,), (counts.unknown,)]
    for audience in ("partners", "public"):
        assert "unknown" not in figures_of(bericht(essen, audience))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_numbers_are_the_same_in_every_form(essen, lang):
    report = bericht(essen, lang=lang)
    figures = figures_of(report).values()
    numbers = [text for figure in figures for row in figure.rows for text in row.texts]
    paper = Document(BytesIO(rendered(report, "docx")))
    in_tables = [cell.text for table in paper.tables for row in table.rows[1:] for cell in row.cells[1:]]
    told_in_word = [shape._inline.docPr.get("descr") for shape in paper.inline_shapes]
    book = load_workbook(BytesIO(rendered(report, "xlsx")))
    in_excel = [
        row[5] for row in book[texts("common", lang)["table"]["figures"]].iter_rows(min_row=2, values_only=True)
    ]
    lines = rendered(report, "md").decode().splitlines()
    in_markdown = [
        cell for line in lines if line.startswith("| ") and "---" not in line for cell in line.split(" | ")[1:]
    ]
    headings = [heading for figure in figures for heading in figure.headings[1:]]
    assert in_excel == numbers
    assert in_tables == [
        text for figure in figures if figure.kind == "matrix" for row in figure.rows for text in row.texts
    ]
    assert told_in_word == [alternative(figure) for figure in figures if figure.kind != "matrix"]
    assert sorted(cell.rstrip(" |").replace("\\", "") for cell in in_markdown) == sorted([*numbers, *headings])
    drawn = [text for figure in figures for text in texts_in(svg(figure))]
    assert all(text in drawn for text in numbers)
    html = rendered(report, "html").decode()
    assert all(svg(figure) in html for figure in figures)


def test_a_drawing_says_in_words_what_it_shows(essen):
    for figure in figures_of(bericht(essen)).values():
        root = ET.fromstring(svg(figure))
        assert root.get("role") == "img"
        assert root.get("aria-label") == f"{figure.title}. {figure.reading}"
        assert "url(" not in svg(figure)


def test_the_pdf_tells_the_numbers_of_a_drawing_to_who_cannot_see_it(essen):
    content = rendered(bericht(essen), "pdf")
    assert len(re.findall(rb"/Alt\b", content)) == len(figures_of(bericht(essen)))


def test_signs_in_names_are_drawn_as_they_are():
    odd = '<Haus> & "Hof"'
    rows = (FigureRow(label=odd, values=(1,), texts=("1",)),)
    figure = Figure(kind="bars", title=odd, reading=odd, note="", headings=("", ""), rows=rows)
    assert texts_in(svg(figure)) == [odd, "1"]


def test_long_names_stay_within_the_drawing():
    long = "Ein sehr langer Name eines Gebietes mit vielen Wörtern, der nirgends hineinpasst"
    rows = (FigureRow(label=long, values=(1, None), texts=("1", "–")),)
    figure = Figure(kind="matrix", title="", reading="", note="", headings=("", long, long), rows=rows)
    assert max(map(len, texts_in(svg(figure)))) <= 36


@pytest.mark.parametrize("names", [("A", "Oberbarmen-Schwarzbach", "übrige"), ("Wichlinghausen-Süd",) * 12])
def test_slanted_names_are_not_cut_off(names):
    """A letter of 13 points is 7 points wide on average; the turn of 40 degrees takes 77 % of it to the right, 64 % up."""
    rows = (FigureRow(label="x", values=(1,) * len(names), texts=("1",) * len(names)),)
    drawing = svg(Figure(kind="matrix", title="", reading="", note="", headings=("", *names), rows=rows))
    slanted = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" transform="rotate\(-40[^>]*>([^<]+)<', drawing)
    assert [name for _, _, name in slanted] == list(names)
    for left, bottom, name in slanted:
        assert float(left) + 7 * 0.77 * len(name) <= WIDTH
        assert float(bottom) - 7 * 0.64 * len(name) >= 0


def test_the_contents_lead_to_the_sections_in_word_and_on_paper(essen):
    report = bericht(essen)
    paper = Document(BytesIO(rendered(report, "docx")))
    body = paper.element.xml
    targets = re.findall(r'w:hyperlink w:anchor="(section\d+)"', body)
    assert targets == re.findall(r'w:bookmarkStart [^>]*w:name="(section\d+)"', body)
    assert len(targets) == len(report.sections)
    assert 'TOC \\o "1-1" \\h' in body
    assert rendered(report, "pdf").count(b"/Subtype/Link") + rendered(report, "pdf").count(b"/Subtype /Link") >= len(
        report.sections
    )


def test_csv_has_no_figures(essen):
    header = next(csv.reader(rendered(bericht(essen), "csv").decode("utf-8-sig").splitlines(), delimiter=";"))
    assert "Bild" not in header


def outlined(*, outlines: int = 3, audience="internal"):
    """Three areas of one city with the need 30, 20 and 10, of which some have an outline; only the last has an offer."""
    shapes = [{"geometry": outline(7.0 + 0.01 * number, 51.0)} if number < outlines else {} for number in range(3)]
    areas = [
        area(code, part_of="city", name=f"Gebiet {code}", **shape) for code, shape in zip("ABC", shapes, strict=True)
    ]
    need = [observation("u", code, value, base=5000) for code, value in zip("ABC", (30.0, 20.0, 10.0), strict=True)]
    seen = network(
        area("city", kind="city"),
        *areas,
        indicator("u", direction="more_need", target_group="refugees"),
        *need,
        *(offer(f"s{number}", "X", areas="C", target_groups="refugees", themes="sport") for number in range(2)),
        *(checked("offers", code) for code in "ABC"),
    )
    return seen, report_of(results_for_report(seen), seen, title="S", lang="de", audience=audience)


def maps_of(report):
    return [figure for section in report.sections for figure in section.figures if figure.kind == "map"]


def test_where_areas_have_outlines_the_report_shows_the_map_of_need_and_supply():
    """A has the highest need and no offer, C the lowest need and both offers."""
    _, report = outlined()
    (figure,) = maps_of(report)
    assert {row.label: row.texts for row in figure.rows} == {
        "Gebiet A": ("0", "Bedarf höher als Angebot"),
        "Gebiet B": ("0", "Bedarf und Angebot ähnlich hoch"),
        "Gebiet C": ("2", "Angebot höher als Bedarf"),
    }
    assert figure.reading == "Ein Gebiet steht beim Bedarf deutlich weiter oben als beim Angebot: Gebiet A."
    assert svg(figure).count('class="area"') == len(figure.rows)


@pytest.mark.parametrize(("outlines", "audience"), [(1, "internal"), (0, "internal"), (3, "public")])
def test_without_outlines_and_for_the_public_there_is_no_map(outlines, audience):
    assert maps_of(outlined(outlines=outlines, audience=audience)[1]) == []


def test_the_kurzfassung_shows_the_map_and_else_the_themes_with_most_offers(essen):
    seen, _ = outlined()
    short = report_of(results_for_report(seen), seen, title="S", lang="de", audience="internal", edition="kurz")
    assert [figure.kind for section in short.sections for figure in section.figures] == ["map"]
    results, city = essen
    of_essen = report_of(results, city, title="E", lang="de", audience="internal", edition="kurz")
    ((matrix,),) = [section.figures for section in of_essen.sections if section.figures]
    assert (matrix.kind, len(matrix.rows)) == ("matrix", MOST_THEMES)
    assert matrix.reading.endswith("Sechs Themen mit weniger Angeboten sind nicht gezeigt.")


def test_word_holds_bars_and_maps_as_pictures_that_are_told_to_who_cannot_see_them(essen):
    _, report = outlined()
    for made in (report, bericht(essen)):
        drawn = [figure for section in made.sections for figure in section.figures if figure.kind != "matrix"]
        paper = Document(BytesIO(rendered(made, "docx")))
        descriptions = [shape._inline.docPr.get("descr") for shape in paper.inline_shapes]
        assert descriptions == [alternative(figure) for figure in drawn]
        assert drawn
        assert rendered(made, "docx") == rendered(made, "docx")


def test_several_ends_of_one_name_say_whose_they_are():
    funded = [
        record
        for who in "AB"
        for record in (
            offer(f"s{who}", who, name="Beratung"),
            grant(f"g{who}", "P", who, offers=f"s{who}", start="2024", end="2024-12"),
        )
    ]
    seen = network(programme("P"), *funded, actor("A", name="AWO"), actor("B", name="Caritas"))
    report = report_of(results_for_report(seen), seen, title="S", lang="de", audience="internal")
    assert {row.label for row in figures_of(report)["deadline"].rows} == {"Beratung (AWO)", "Beratung (Caritas)"}
