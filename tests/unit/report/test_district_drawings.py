"""Do the drawings of need and supply show every area, tell what is grey and why, and give no hidden number away?"""

from xml.etree.ElementTree import fromstring

import pytest
import typst

from app.network.district.need_and_supply import NeedAndSupply
from app.report.drawings.area_map import FILLS, area_map
from app.report.drawings.supply_table import supply_table
from tests.factories import area, checked, indicator, network, observation, offer

SVG = "{http://www.w3.org/2000/svg}"


def city(hidden: float = 4):
    """Three areas with need and confirmed lists, one whose few people must not be told."""
    shares = {"North": 12.0, "East": 8.0, "South": 4.0}
    return network(
        area("City", kind="city"),
        *(area(name, kind="district", part_of="City") for name in (*shares, "West")),
        indicator("unemployed_share", direction="more_need", target_group="unemployed"),
        *(observation("unemployed_share", name, share, base=5000) for name, share in shares.items()),
        observation("unemployed_share", "West", 100 * hidden / 200, base=200),
        *(checked("offers", name) for name in (*shares, "West")),
        offer("o1", "A", areas="South", target_groups="unemployed", themes="labour_training"),
        offer("o2", "A", areas="South East", target_groups="unemployed", themes="labour_training"),
    )


def texts(svg: str) -> str:
    return " | ".join(element.text or "" for element in fromstring(svg).iter() if element.text)


def test_the_map_names_every_area_and_what_is_known_of_it():
    drawing = area_map(NeedAndSupply(city()), "de")
    assert all(name in texts(drawing.svg) for name in ("North", "East", "South", "West"))
    assert "North: Bedarf höher als Angebot, Bedarf in der oberen Hälfte, 0 Angebote eingetragen" in drawing.alternative
    assert "West: Bedarf aus Datenschutzgründen nicht ausgewiesen" in drawing.alternative


@pytest.mark.parametrize("hidden", [1, 9])
def test_nothing_drawn_depends_on_a_number_too_small_to_tell(hidden):
    """Below ten people, whether it is one or nine."""
    for lang in ("de", "en"):
        assert area_map(NeedAndSupply(city(hidden)), lang) == area_map(NeedAndSupply(city(4)), lang)
        for kind in ("theme", "target_group"):
            assert supply_table(NeedAndSupply(city(hidden)), lang, kind) == supply_table(
                NeedAndSupply(city(4)), lang, kind
            )


def test_an_area_with_an_outline_is_drawn_where_it_lies_the_others_are_tiles():
    square = '{"type":"Polygon","coordinates":[[[7.0,51.0],[7.1,51.0],[7.1,51.1],[7.0,51.1],[7.0,51.0]]]}'
    drawing = area_map(NeedAndSupply(network(area("North", geometry=square), area("East"), area("West"))), "en")
    paths = [path.get("d") for path in fromstring(drawing.svg).iter(f"{SVG}path") if path.get("class") == "area"]
    assert sum("L" in path for path in paths) == 1
    assert sum("h234" in path for path in paths) == 2


def test_areas_lead_somewhere_only_where_a_link_is_given():
    view = NeedAndSupply(city())
    linked = fromstring(area_map(view, "de", link=lambda area: f"?area={area}", chosen="East").svg)
    assert [anchor.get("href") for anchor in linked.iter(f"{SVG}a") if anchor.get("aria-current")] == ["?area=East"]
    assert list(fromstring(area_map(view, "de").svg).iter(f"{SVG}a")) == []


def test_names_are_written_as_text():
    drawn = area_map(NeedAndSupply(network(area("D", name='<b>"&'))), "de")
    assert '<b>"&: ' in texts(drawn.svg)


def test_the_drawings_go_into_an_accessible_pdf(tmp_path):
    view = NeedAndSupply(city())
    (tmp_path / "map.svg").write_text(area_map(view, "de").svg, "utf-8")
    (tmp_path / "table.svg").write_text(supply_table(view, "de", "theme").svg, "utf-8")
    paper = '#set document(title: "x")\n#image("map.svg", alt: "a")\n#image("table.svg", alt: "b")'
    (tmp_path / "paper.typ").write_text(paper, "utf-8")
    assert typst.compile(tmp_path / "paper.typ", format="pdf", pdf_standards="ua-1").startswith(b"%PDF")


def test_every_standing_differs_by_more_than_its_colour():
    assert len({(fill.sign, fill.pattern) for fill in FILLS.values()}) >= len(FILLS) - 1
    grey = {code for code, fill in FILLS.items() if fill.colour == "#e4e6ea"}
    assert grey == {"list_open", "not_recorded", "too_few", "suppressed"}


def test_the_table_tells_zero_from_nothing_recorded():
    open_list = network(area("D"), area("E"), checked("offers", "E"), offer("o", "A", areas="D", themes="sport"))
    drawing = supply_table(NeedAndSupply(open_list), "de", "theme")
    assert "D: Sport und Bewegung 1; E: Sport und Bewegung 0." in drawing.alternative
    unchecked = network(area("D"), area("E"), offer("o", "A", areas="D", themes="sport"))
    assert "E: nichts eingetragen." in supply_table(NeedAndSupply(unchecked), "de", "theme").alternative
