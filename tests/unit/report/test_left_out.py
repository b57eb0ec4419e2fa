"""What was left out is named to the coordinator."""

from dataclasses import replace

import pytest

from app.analysis.interface import analysis
from app.report.compose import compose
from app.usecases.make_report import make_report
from tests import masking
from tests.factories import area, indicator, network, observation, offer, tie

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


def test_what_several_analyses_leave_out_for_one_reason_is_counted_once():
    """An offer that is still to begin is compared with similar ones, but lies in no cell: they leave out two and one."""
    lines = unknown(
        offer("now", "X", name="Kurs", areas="A", themes="sport"),
        offer("later", "X", name="Fest", areas="A", themes="sport", start="2024-12-01"),
    )
    (line,) = (line for line in lines if "fehlt die Zielgruppe" in line)
    assert line.startswith("Bei zwei Angeboten fehlt")


def test_of_many_the_first_five_are_named():
    offers = [offer(f"o{at}", "X", name=f"Kurs {at}", themes="sport", target_groups="children") for at in range(9)]
    (line,) = (line for line in unknown(*offers) if "fehlt das Gebiet" in line)
    assert "Kurs 4" in line
    assert "Kurs 5" not in line
    assert line.endswith("…).")


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_others_read_only_how_many(audience):
    assert not any("Sprachcafé" in line for line in unknown(offer("o", "X", name="Sprachcafé"), audience=audience))


def test_what_a_list_that_was_cut_leaves_out_is_told():
    """Three similar offers are three pairs; a list of one leaves two of them out, and says so."""
    offers = (offer(code, code.upper(), areas="N", target_groups="refugees", themes="sport") for code in "abc")
    seen = network(area("city", kind="city"), area("N", part_of="city"), *offers)
    cut = analysis("parallel-offers")(seen, {"at_most": 1})
    assert [(gap.code, gap.count) for gap in cut.not_looked_at if gap.count] == [
        ("offers_without_dates", 3),
        ("hints_not_listed", 2),
    ]
    report = compose((cut,), seen, title="Stadt", lang="de", audience="partners")
    (unknown,) = [section for section in report.sections if section.code == "unknown"]
    assert any(
        line.startswith("Ähnliche Angebote: zwei schwächere Hinweise sind nicht aufgeführt") for line in unknown.lines
    )
    whole = analysis("parallel-offers")(seen)
    assert "hints_not_listed" not in {gap.code for gap in whole.not_looked_at}


@pytest.mark.parametrize(
    ("name", "records"),
    [
        (
            "missing-links",
            [
                offer(code, code.upper(), areas="N", target_groups="refugees", themes=theme)
                for code, theme in zip("abc", ("sport", "health", "housing"), strict=True)
            ],
        ),
        ("strengths", [tie(first, second, strength=4, status="confirmed") for first, second in ("AB", "CD", "EF")]),
    ],
)
def test_every_list_that_can_be_cut_says_how_much_it_leaves_out(name, records):
    seen = network(area("city", kind="city"), area("N", part_of="city"), *records)
    cut, whole = (analysis(name)(seen, values) for values in ({"at_most": 1}, {}))
    left_out = {gap.code: gap.count for gap in cut.not_looked_at}["hints_not_listed"]
    assert left_out == len(whole.findings) - 1 == cut.summary["not_listed"]
    assert left_out > 0


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_no_report_tells_of_a_note(audience):
    """The city of the masked networks gives findings of every kind; with a note on each record they stay as they are."""
    plain = network(*masking.SURROUNDINGS, *masking.LISTED)
    noted = [
        replace(record, note="Notiz der Koordination") if hasattr(record, "note") else record
        for record in (*masking.SURROUNDINGS, *masking.LISTED)
    ]
    reports = [
        make_report(snapshot, title="Stadt", lang="de", audience=audience) for snapshot in (plain, network(*noted))
    ]
    assert len(reports[0].sections) >= 5
    assert reports[0].sections == reports[1].sections
