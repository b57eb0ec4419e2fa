"""Editions: what each tells, to whom, and what it leaves out."""

from datetime import date
from pathlib import Path

import pytest

from app.errors import InvalidInput, UnknownName
from app.network.district.occasions import Occasions
from app.report.forms import json
from app.report.profile_hints import HINTS
from app.report.report import Report
from app.report.short import ENDS, GOOD, QUESTIONS, STEPS, UNKNOWN
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import AUDIENCES, EDITIONS, make_report, report_of, results_for_report
from tests.factories import (
    AS_OF,
    actor,
    area,
    checked,
    funding_area,
    group,
    indicator,
    network,
    observation,
    offer,
    project,
    tie,
)

EXAMPLES = Path(__file__).parents[3] / "examples"
CITIES = ("essener-konsens", "pio-oberbarmen", "campus-marxloh")


@pytest.fixture(scope="module", params=CITIES)
def city(request):
    seen, title = network_of(EXAMPLES / request.param, as_of=date(2024, 9, 1))
    return results_for_report(seen), seen, title


@pytest.fixture(scope="module")
def essen():
    seen, title = network_of(EXAMPLES / "essener-konsens", as_of=date(2024, 9, 1))
    return results_for_report(seen), seen, title


def edition_of(city, edition, audience="internal", about=None) -> Report:
    results, seen, title = city
    return report_of(results, seen, title=title, lang="de", audience=audience, edition=edition, about=about)


def section(report: Report, code: str):
    return next((part for part in report.sections if part.code == code), None)


def test_the_kurzfassung_has_few_steps_ends_questions_and_lines(city):
    report = edition_of(city, "kurz")
    most = {"steps": STEPS, "ends": ENDS, "questions": QUESTIONS, "good": GOOD + 1, "unknown": UNKNOWN}
    for part in report.sections:
        if part.code == "picture":
            assert (len(part.figures), part.cards, part.lines) == (1, (), ())
        else:
            assert 0 < len(part.cards) + len(part.lines) <= most[part.code]


def test_where_nothing_else_is_to_be_asked_the_kurzfassung_asks_about_lists():
    """Questions about one area are one, with the headings of the others."""
    places = ("N", "O", "S", "W")
    seen = network(
        area("city", kind="city"),
        *(area(place, part_of="city") for place in places),
        *(actor(f"{place}{at}", home_area=place) for place in places for at in range(3)),
    )
    cards = section(edition_of((results_for_report(seen), seen, "Stadt"), "kurz"), "questions").cards
    assert {card.kind for card in cards} == {"ask"}
    assert len({card.subjects[0].id for card in cards}) == len(cards) == QUESTIONS
    assert all("Außerdem dazu: " in card.what for card in cards)


def test_questions_about_pairs_stand_together_where_they_share_place_people_and_theme(essen):
    """Three organisations keep houses in Katernberg; what one of them shares with a fourth on health stands apart."""
    cards = section(edition_of(essen, "kurz"), "questions").cards
    (card,) = [card for card in cards if card.analysis == "missing-links"]
    further = card.what.partition("Außerdem dazu: ")[2]
    assert further == "Werkbrücke Ruhrkamp gGmbH und Wohnungsgenossenschaft Schachtblick eG"


def test_what_ends_is_no_step_as_well():
    """The end of a funding area is a hint about money too: both are one card."""
    seen = network(area("city", kind="city"), area("N", part_of="city"), funding_area("F", "N", end="2025-12-31"))
    report = edition_of((results_for_report(seen), seen, "Stadt"), "kurz")
    assert section(report, "ends").lines == ("„F“: Fördergebiet bis 31.12.2025",)
    assert section(report, "steps").cards == ()


def test_what_works_well_is_told_once_of_a_pair_and_with_its_grounds():
    shared = {"areas": "N", "target_groups": "children", "themes": "sport", "start": "2023", "end": "2026"}
    seen = network(
        *(area("city", kind="city"), area("N", part_of="city")),
        *(offer("s1", "A", name="Turnen", **shared), offer("s2", "B", name="Ballspiel", **shared)),
        project("p", "A", partners="B", name="Fest", areas="N"),
    )
    lines = section(edition_of((results_for_report(seen), seen, "Stadt"), "kurz"), "good").lines
    (about_the_pair,) = [line for line in lines if "A und B" in line]
    assert "Das steht so in " in about_the_pair


def test_the_public_is_not_told_that_there_is_nothing_to_do(essen):
    """The coordinator has steps; the public edition leaves them out, it does not deny them."""
    assert section(edition_of(essen, "kurz"), "steps").cards
    for edition, code in (("kurz", "steps"), ("sitzung", "proposals")):
        empty = section(edition_of(essen, edition, "public"), code)
        assert (empty.cards, empty.introduction.startswith("In dieser öffentlichen Fassung")) == ((), True)


def test_the_kurzfassung_counts_joint_projects_that_run(essen):
    """Nine projects have several partners; one of them ended in 2019."""
    assert any("dazu acht gemeinsame Projekte" in line for line in section(edition_of(essen, "kurz"), "good").lines)


def test_each_step_says_what_who_could_do_and_where_it_was_read(city):
    for card in section(edition_of(city, "kurz"), "steps").cards:
        assert card.what_to_do
        assert card.evidence
        assert card.kind in {"reconcile", "introduce", "agree", "close"}


def test_the_kurzfassung_is_for_the_next_meeting(essen):
    assert "Sitzung am 26.09.2024" in edition_of(essen, "kurz").subtitle


@pytest.mark.parametrize("edition", ["kurz", "bericht"])
def test_what_a_card_names_is_over_only_where_it_says_so(city, edition):
    """Every record that a card names and that is over, or ends before the next session, stands there with its end."""
    _, seen, _ = city
    until = seen.view(Occasions).proposed_until
    topics = ("actors", "offers", "projects", "working_groups")
    ending = {
        record.name: f"{record.end.last:%d.%m.%Y}"
        for topic in topics
        for record in getattr(seen.records, topic)
        if record.end is not None and record.end.last <= until
    }
    for card in (card for part in edition_of(city, edition).sections for card in part.cards):
        text = f"{card.title} {card.what} {card.what_to_do}"
        assert [name for name, end in ending.items() if name in text and end not in f"{text} {card.why}"] == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_sitzungsvorlage_names_no_organisation_and_no_work_of_one(city, audience):
    text = json.render(edition_of(city, "sitzung", audience))
    records = city[1].records
    assert [work.name for work in (*records.offers, *records.projects) if f"„{work.name}“" in text] == []
    assert [actor.name for actor in city[1].actors if f'"{actor.name}' in text or f" {actor.name} " in text] == []


def test_each_item_of_the_sitzungsvorlage_proposes_a_decision(essen):
    cards = section(edition_of(essen, "sitzung"), "proposals").cards
    assert cards
    assert all(card.what_to_do.startswith("Beschlussvorschlag: ") for card in cards)


@pytest.mark.parametrize(
    ("about", "title"),
    [("A01", None), ("lernwerk  EMSCHERBOGEN gGmbH", "Lernwerk Emscherbogen gGmbH"), ("Katernberg", "Katernberg")],
)
def test_a_steckbrief_is_found_by_id_or_name(essen, about, title):
    report = edition_of(essen, "steckbrief", about=about)
    expected = title or next(actor.name for actor in essen[1].actors if actor.id == about)
    assert report.title == f"{expected} – Steckbrief"


def test_a_steckbrief_tells_work_partners_and_hints(essen):
    report = edition_of(essen, "steckbrief", about="Lernwerk Emscherbogen gGmbH")
    assert (
        "Angebot: Neuer Anlauf (Altendorf; Aktivierung und Coaching; bis 31.12.2025)" in section(report, "work").lines
    )
    assert "Arbeitshof Zollstrebe gGmbH – nach Auskunft keine Zusammenarbeit" in section(report, "partners").lines
    assert "Altendorf: „Neuer Anlauf“ und „Schritt für Schritt“" in {
        card.title for card in section(report, "hints").cards
    }, "a hint about its offer is one about it"


def test_a_steckbrief_of_an_organisation_tells_where_it_mediates_and_reads_nothing_back(essen):
    report = edition_of(essen, "steckbrief", about="Quartiersbüro Nordlicht")
    assert {fact.label: fact.value for fact in report.facts}["Vermittelt in"] == "Altenessen-Süd und Katernberg"
    partner = "Werkbrücke Ruhrkamp gGmbH – Rückmeldung einer Einrichtung, seit 2018"
    assert any(line.partition(";")[0] == partner for line in section(report, "partners").lines)
    assert not [card for card in section(report, "hints").cards if card.title.startswith("Abgestimmt: Quartiersbüro")]
    for_partners = edition_of(essen, "steckbrief", "partners", about="Quartiersbüro Nordlicht")
    lines = [line.partition(";")[0] for line in section(for_partners, "partners").lines]
    assert "Werkbrücke Ruhrkamp gGmbH – in der Liste eingetragen, seit 2018" in lines, "not who said it"


def test_a_steckbrief_of_an_area_tells_who_works_there_and_for_what(essen):
    report = edition_of(essen, "steckbrief", about="Katernberg")
    facts = {fact.label: fact.value for fact in report.facts}
    assert facts["Fördergebiet"] == "Fördergebiet Essen-Nord"
    assert facts["Als vollständig bestätigt"] == "Einrichtungen (14.05.2024)"
    assert "Neustart Halde eG" in facts["Einrichtungen"]
    work = section(report, "work").lines
    assert "Angebot: Haldenpflege Neustart (Neustart Halde eG; geförderte Beschäftigung; bis 31.12.2026)" in work
    over = "Projekt: Wohnen am Schacht (Wohnungsgenossenschaft Schachtblick eG; Wohnen; endete am 31.12.2019)"
    assert [line for line in work if line.startswith(("Angebot", "Projekt"))][-1] == over


def test_a_steckbrief_of_a_group_names_its_members_and_its_next_meeting_to_those_who_work_there(essen):
    facts = {
        fact.label: fact.value for fact in edition_of(essen, "steckbrief", about="Stadtteilkonferenz Katernberg").facts
    }
    assert facts["Mitglieder"].endswith("Gesamtschule am Wetterschacht und Sportfreunde Halde 07 e. V.")
    assert (facts["Moderation"], facts["Nächste Sitzung"]) == ("Quartiersbüro Nordlicht", "12.11.2024")
    public = edition_of(essen, "steckbrief", "public", about="Stadtteilkonferenz Katernberg")
    assert {fact.label: fact.value for fact in public.facts}["Mitglieder"] == "8"


def test_a_steckbrief_counts_who_exists_on_the_day_as_its_hints_do():
    seen = network(
        area("D1", mediated_by=("gone", "A")),
        actor("A"),
        actor("gone", end="2023"),
        group("g", "A gone", areas="D1", chairs=("gone",)),
        group("over", "A", areas="D1", end="2022"),
        offer("left", "gone", areas="D1"),
        offer("o", "A", areas="D1"),
    )
    city = (results_for_report(seen), seen, "T")
    facts = {fact.label: fact.value for fact in edition_of(city, "steckbrief", about="g").facts}
    assert (facts["Gebiete"], facts["Mitglieder"]) == ("D1", "A")
    of_area = edition_of(city, "steckbrief", about="D1")
    assert "A" in [fact.value for fact in of_area.facts if fact.label == "Vermittelnde Stellen"]
    assert section(of_area, "work").lines == ("Angebot: o (A)", "Gremium: g")
    with pytest.raises(UnknownName, match="gone does not exist on 2024-09-01"):
        edition_of(city, "steckbrief", about="gone")


def test_a_steckbrief_of_an_organisation_names_with_whom_it_carries_work():
    """Joint work of at most eight partners is cooperation in every count; what is over is none."""
    many = " ".join(f"m{at}" for at in range(8))
    seen = network(
        project("p", "A B", name="Fest"),
        offer("o", "A C", name="Kurs"),
        project("over", "A D", end="2020"),
        project("alliance", f"A {many}"),
        tie("A", "B", status="denied"),
        tie("A", "E", basis="survey"),
    )
    lines = section(edition_of((results_for_report(seen), seen, "T"), "steckbrief", about="A"), "partners").lines
    assert lines == (
        "B – nach Auskunft keine Zusammenarbeit; gemeinsames Projekt „Fest“",
        "C – gemeinsames Angebot „Kurs“",
        "E – Rückmeldung einer Einrichtung",
    )


def test_a_steckbrief_of_an_area_tells_hints_about_its_groups_places_and_who_mediates_there(essen):
    titles = {card.title for card in section(edition_of(essen, "steckbrief", about="Altendorf"), "hints").cards}
    assert {
        "Quartiersbüro Altendorf-Kompass ist nur bis 30.04.2025 als vermittelnde Stelle eingetragen",
        "Altendorf: geförderte Beschäftigung hängt von Arbeitshof Zollstrebe gGmbH ab",
        "„Fördergebiet Altendorf“: Planung für die Zeit danach",
        "„Büro Altendorf-Kompass“: Wer nutzt diesen Ort?",
        "„Quartiersbeirat Altendorf“: keine Einrichtung der sozialen oder Bildungsarbeit eingetragen",
    } <= titles
    elsewhere = edition_of(essen, "steckbrief", about="Bochold")
    assert not any("Altendorf" in card.title for card in section(elsewhere, "hints").cards)


def test_a_steckbrief_of_an_organisation_tells_where_it_could_join(essen):
    """Twelve areas around it lack a housing company too; what is not recorded there is no hint about this one."""
    titles = [
        card.title
        for card in section(edition_of(essen, "steckbrief", about="A19"), "hints").cards
        if "Wohnungsunternehmen" in card.title or "dazukommen" in card.title
    ]
    assert titles == ["„Stadtteilkonferenz Katernberg“: Wohnungsgenossenschaft Schachtblick eG könnte dazukommen"]


def test_a_steckbrief_asks_about_a_list_once_and_says_how_many_hints_it_leaves_out(essen):
    of_group = section(edition_of(essen, "steckbrief", about="Stadtteilkonferenz Altendorf"), "hints")
    (card,) = of_group.cards
    assert "Außerdem dazu: kein Wohnungsunternehmen eingetragen · keine Migrantenselbstorganisation" in card.what
    assert (of_group.more, of_group.more_text) == (0, None)
    of_city = section(edition_of(essen, "steckbrief", about="Essen"), "hints")
    assert (len(of_city.cards), of_city.more > 0) == (HINTS, True)
    assert "weitere Hinweise" in of_city.more_text


def test_what_is_offered_citywide_stands_in_the_steckbrief_of_the_city(essen):
    line = "Angebot: Gründungslotsen (Gründerhaus Triebwerk GmbH; Gründung und Selbstständigkeit; bis 30.06.2025)"
    assert line in section(edition_of(essen, "steckbrief", about="Essen"), "work").lines
    assert line not in section(edition_of(essen, "steckbrief", about="Altendorf"), "work").lines


def test_a_steckbrief_says_of_what_kind_a_group_is_and_until_when_something_exists(essen):
    group_facts = {fact.label: fact.value for fact in edition_of(essen, "steckbrief", about="Essener Konsens").facts}
    assert (group_facts["Art"], group_facts["Themen"]) == ("informelles Netzwerk", "Arbeitsmarkt")
    office = edition_of(essen, "steckbrief", about="Quartiersbüro Altendorf-Kompass")
    assert {fact.label: fact.value for fact in office.facts}["Besteht bis"] == "30.04.2025"


@pytest.mark.parametrize("status", ["denied", "unknown", "one_sided", "contradicted"])
def test_partners_do_not_read_in_a_steckbrief_who_said_what(status):
    sentences = []
    for recorded in ([tie("A", "B", status=status)], []):
        seen = network(actor("A"), actor("B"), *recorded)
        report = make_report(seen, title="T", lang="de", audience="partners", edition="steckbrief", about="A")
        sentences.append(section(report, "partners"))
    assert sentences == [None, None]


def test_a_name_that_nothing_has_is_told_with_the_nearest(essen):
    with pytest.raises(UnknownName) as unknown:
        edition_of(essen, "steckbrief", about="Lernwerk Emscherbogn")
    assert "Lernwerk Emscherbogen gGmbH" in unknown.value.hint


def test_a_name_that_two_have_is_asked_back():
    seen = network(actor("a1", name="Treff"), actor("a2", name="Treff"))
    with pytest.raises(InvalidInput) as several:
        make_report(seen, title="T", lang="de", audience="internal", edition="steckbrief", about="Treff")
    assert "a1, a2" in several.value.hint


@pytest.mark.parametrize(("edition", "about"), [("steckbrief", None), ("kurz", "A"), ("short", None)])
def test_what_does_not_fit_is_refused(edition, about):
    with pytest.raises(InvalidInput):
        make_report(network(actor("A")), title="T", lang="de", audience="internal", edition=edition, about=about)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_edition_of_almost_nothing_is_whole(edition, lang, audience):
    about = "A" if edition == "steckbrief" else None
    seen = network(actor("A"))
    report = make_report(seen, title="T", lang=lang, audience=audience, edition=edition, about=about)
    assert report.edition == edition
    assert report.as_of == AS_OF
    assert report.sections


STATISTICS = (
    *(area("city", kind="city"), area("N", part_of="city"), area("S", part_of="city")),
    indicator("poor", measure="count", name="Kinder in Armut", source_note="Jugendamt", smallest_count=10),
    indicator("rate", name="Arbeitslosenanteil", may_be_passed_on=True),
    *(observation("poor", "N", value, ref_date=f"{year}-12-31") for value, year in ((7, 2023), (25, 2022))),
    observation("rate", "N", 12.34, base=15_000, ref_date="2023-06"),
    observation("rate", "N", 99, base=15_000, ref_date="2024-12-31"),
    observation("rate", "S", 8, base=15_000, ref_date="2023-12-31"),
)


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "de",
            (
                "Arbeitslosenanteil: 12,34 % von 15.000 (Stichtag 30.06.2023)",
                "Kinder in Armut: aus Datenschutzgründen nicht ausgewiesen (Stichtag 31.12.2023; Quelle: Jugendamt)",
            ),
        ),
        (
            "en",
            (
                "Arbeitslosenanteil: 12.34% of 15,000 (reference date 30 June 2023)",
                "Kinder in Armut: not shown for confidentiality (reference date 31 December 2023; source: Jugendamt)",
            ),
        ),
    ],
)
def test_a_steckbrief_of_an_area_tells_its_newest_statistics(lang, lines):
    """Not those of another area or of a later day, and no older value in the place of a hidden one."""
    seen = network(*STATISTICS)
    report = report_of(
        results_for_report(seen), seen, title="Stadt", lang=lang, audience="internal", edition="steckbrief", about="N"
    )
    assert section(report, "statistics").lines == lines


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_a_steckbrief_for_others_tells_the_statistics_that_may_be_passed_on(audience):
    seen = network(*STATISTICS)
    report = edition_of((results_for_report(seen), seen, "Stadt"), "steckbrief", audience, about="N")
    assert section(report, "statistics").lines == ("Arbeitslosenanteil: 12,34 % von 15.000 (Stichtag 30.06.2023)",)


def test_a_steckbrief_without_a_statistic_has_no_section_for_them(essen):
    assert section(edition_of(essen, "steckbrief", about="Lernwerk Emscherbogen gGmbH"), "statistics") is None


def test_a_steckbrief_is_the_same_whatever_a_hidden_number_is():
    """Fewer than ten in N, the rest of 94 in O, which is kept back: with the total of the city it would give them away."""
    told = set()
    for hidden in (0, 4, 9):
        counts = {"N": hidden, "O": 94 - hidden, "S": 60, "W": 80, "city": 234}
        seen = network(
            area("city", kind="city"),
            *(area(place, part_of="city") for place in counts if place != "city"),
            indicator("poor", measure="count", direction="more_need", target_group="children", name="Kinder in Armut"),
            *(observation("poor", place, count, ref_date="2023-12-31") for place, count in counts.items()),
        )
        city = results_for_report(seen), seen, "Stadt"
        told.add("".join(json.render(edition_of(city, "steckbrief", about=place)) for place in counts))
    assert len(told) == 1
    assert "234" in told.pop()


def test_a_steckbrief_tells_what_an_organisation_belongs_to_and_what_belongs_to_it():
    seen = network(
        actor("dach", name="Dach e. V."),
        actor("kreis", name="Kreisverband", unit_of="dach", affiliated_to="bund"),
        actor("bund", name="Bundesverband"),
        actor("treff", name="Treff", unit_of="kreis"),
    )
    city = results_for_report(seen), seen, "Stadt"
    facts = {fact.label: fact.value for fact in edition_of(city, "steckbrief", about="kreis").facts}
    assert facts == {"Gehört zu": "Dach e. V.", "Dazu gehören": "Treff", "Dachverband": "Bundesverband"}


def test_a_steckbrief_of_a_city_tells_the_groups_of_its_parts():
    seen = network(area("city", kind="city"), area("N", part_of="city"), group("G", "A", areas="N", name="Runde"))
    city = results_for_report(seen), seen, "Stadt"
    for about in ("city", "N"):
        assert section(edition_of(city, "steckbrief", about=about), "work").lines == ("Gremium: Runde",)


def test_questions_of_one_kind_stand_together_in_a_steckbrief():
    seen = network(
        *(area("city", kind="city"), area("N", part_of="city")),
        *(actor(name, kinds="school", active_in="N") for name in "ABC"),
        group("G", "A B C", areas="N", kind="district_conference", name="Runde"),
        checked("members", "G", "working_group"),
    )
    cards = section(edition_of((results_for_report(seen), seen, "Stadt"), "steckbrief", about="G"), "hints").cards
    missing = [card for card in cards if card.analysis == "missing-kinds"]
    assert len(missing) == 1
    assert " Außerdem dazu: " in missing[0].what
