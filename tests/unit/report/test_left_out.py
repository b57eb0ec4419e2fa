"""What was left out is named to the coordinator."""

import pytest

from app.usecases.make_report import make_report
from tests.factories import area, indicator, network, observation, offer

CITY = (area("E", kind="city"), area("A", name="Auental", part_of="E"), area("L", name="Lindental", part_of="E"))
POOR = indicator("poor", name="Kinder in Armut", direction="more_need", target_group="children")
VALUES = (observation("poor", "A", 12), observation("poor", "L", 15, base=1000))


def unknown(*records, audience="internal", lang="de"):
    report = make_report(network(*CITY, *records), title="Stadt", lang=lang, audience=audience)
    return [line for section in report.sections if section.code == "unknown" for line in section.lines]


@pytest.mark.parametrize(("lang", "what"), [("de", "Grundgesamtheit"), ("en", "base")])
def test_a_statistic_without_its_base_is_named(lang, what):
    (line,) = (line for line in unknown(POOR, *VALUES, offer("o", "X"), lang=lang) if what in line)
    assert line.endswith("(Kinder in Armut, Auental).")


def test_an_offer_without_an_area_is_named():
    lines = unknown(offer("o", "X", name="Sprachcafé", themes="sport", target_groups="children"))
    assert any("Gebiet" in line and "Sprachcafé" in line for line in lines)


def test_of_many_the_first_five_are_named():
    offers = [offer(f"o{at}", "X", name=f"Kurs {at}", themes="sport", target_groups="children") for at in range(9)]
    (line,) = (line for line in unknown(*offers) if "fehlt das Gebiet" in line)
    assert "Kurs 4" in line
    assert "Kurs 5" not in line
    assert line.endswith("…).")


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_others_read_only_how_many(audience):
    assert not any("Sprachcafé" in line for line in unknown(offer("o", "X", name="Sprachcafé"), audience=audience))
