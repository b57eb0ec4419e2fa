"""Do the rows become the records they mean?"""

import pytest

from app.intake.intake import Created
from app.records.cooperations import Cooperation
from app.records.records import Records
from tests.factories import actor, offer, project
from tests.intake_files import AKTEURE, Grid, intake_of

TIES = ("Akteur A", "Akteur B", "Arbeiten zusammen", "Stärke", "Quelle")


def tie_of(*cells: str, existing: Records | None = None) -> Cooperation:
    intake = intake_of({"akteure": AKTEURE, "zusammenarbeit": (TIES, cells)}, existing)
    assert intake.rejected == ()
    (cooperation,) = intake.records.cooperations
    return cooperation


@pytest.mark.parametrize(
    ("answer", "reference", "status", "basis"),
    [
        ("ja", "", "stated", "stated"),
        ("", "", "stated", "stated"),
        ("ja", "Gespräch im Mai", "stated", "stated"),
        ("ja", "Kooperationsvereinbarung 2022", "documented", "document"),
        ("yes", "contract", "documented", "document"),
        ("nein", "", "denied", "stated"),
        ("nein", "Protokoll", "denied", "document"),
        ("ja", "Rückmeldebogen Juni 2024", "stated", "survey"),
        ("nein", "Rückmeldebogen Juni 2024", "denied", "survey"),
        ("weiß nicht", "Umfrage 2023", "unknown", "survey"),
        ("weiß nicht", "", "unknown", "stated"),
        ("von beiden Seiten bestätigt", "", "confirmed", "survey"),
        ("einseitig", "", "one_sided", "survey"),
    ],
)
def test_status_of_a_cooperation(answer: str, reference: str, status: str, basis: str) -> None:
    cooperation = tie_of("Caritas", "AWO", answer, "", reference)
    assert (cooperation.id, cooperation.actor_a, cooperation.actor_b) == ("awo--caritas--other", "awo", "caritas")
    assert (cooperation.status, cooperation.basis) == (status, basis)


@pytest.mark.parametrize(
    ("grade", "strength"), [("", None), ("3", 3), ("stimmen sich ab", 3), ("exchange information", 2)]
)
def test_strength_is_a_number_or_a_word(grade: str, strength: int | None) -> None:
    assert tie_of("AWO", "Caritas", "ja", grade, "").strength == strength


def test_plain_yes_does_not_weaken_what_is_known_better() -> None:
    known = Cooperation(id="awo--caritas--other", actor_a="awo", actor_b="caritas", status="confirmed", basis="survey")
    assert tie_of("AWO", "Caritas", "ja", "", "", existing=Records(cooperations=(known,))) == known


def test_id_or_name_or_short_name_may_be_referred_to() -> None:
    actors = (("ID", "Name", "Kurzname", "Art"), ("a1", "Arbeiterwohlfahrt", "AWO", "Schule"))
    offers = (("Name", "Akteur"), ("Eins", "a1"), ("Zwei", "arbeiterWOHLfahrt"), ("Drei", "awo"))
    records = intake_of({"akteure": actors, "angebote": offers}).records
    assert {(offer.id, offer.leads) for offer in records.offers} == {
        ("eins--a1", ("a1",)),
        ("zwei--a1", ("a1",)),
        ("drei--a1", ("a1",)),
    }


def test_sphere_follows_the_first_kind_unless_said() -> None:
    grid = (
        ("Name", "Art", "Sphäre"),
        ("A", "Jugendamt; Schule", ""),
        ("B", "Jugendamt", "Wirtschaft"),
        ("C", "Sonstige", ""),
    )
    assert [actor.sphere for actor in intake_of({"akteure": grid}).records.actors] == ["public", "economic", None]


def test_citywide_offers() -> None:
    grid = (("Name", "Akteur", "Stadtweit"), ("A", "AWO", "ja"), ("B", "AWO", "nein"), ("C", "AWO", ""))
    offers = intake_of({"akteure": AKTEURE, "angebote": grid}).records.offers
    assert [offer.area_mode for offer in offers] == ["citywide", "areas", "areas"]


def test_mentioned_areas_and_places_are_created_when_nobody_lists_any() -> None:
    grid = (("Name", "Akteur", "Gebiete", "Ort"), ("A", "AWO", "Nord; Süd", "Bürgerhaus"), ("B", "AWO", "nord", ""))
    intake = intake_of({"akteure": AKTEURE, "angebote": grid})
    assert intake.created == (Created("area", "Nord"), Created("area", "Süd"), Created("place", "Bürgerhaus"))
    assert [(area.id, area.name, area.kind) for area in intake.records.areas] == [
        ("nord", "Nord", None),
        ("sued", "Süd", None),
    ]
    assert intake.records.offers[1].areas == ("nord",)


@pytest.mark.parametrize(
    ("cell", "value", "suppressed"),
    [
        ("12,5", 12.5, False),
        ("*", None, True),
        ("<3", None, True),
        (".", None, True),
        ("x", None, True),
        ("0", 0.0, False),
    ],
)
def test_hidden_values_are_never_zero(cell: str, value: float | None, suppressed: bool) -> None:
    grid = (("Kennzahl", "Gebiet", "Stichtag", "Wert"), ("Kinderarmut", "Nord", "2023", cell))
    intake = intake_of({"kennzahlen": grid})
    (observation,) = intake.records.observations
    assert (observation.id, observation.value, observation.suppressed) == (
        "child_poverty--nord--2023",
        value,
        suppressed,
    )


def test_dash_in_a_statistic_is_unknown_and_asks_for_zero() -> None:
    grid = (("Kennzahl", "Gebiet", "Stichtag", "Wert"), ("Kinderarmut", "Nord", "2023", "-"))
    intake = intake_of({"kennzahlen": grid})
    (observation,) = intake.records.observations
    assert (observation.value, observation.suppressed) == (None, False)
    assert [(notice.code, notice.row, notice.column) for notice in intake.notices] == [("dash_is_unknown", 2, "D")]
    assert "0" in intake.notices[0].message


def test_indicators_take_what_the_vocabulary_knows() -> None:
    heading = ("Kennzahl", "Gebiet", "Stichtag", "Wert", "Einheit", "Quelle", "Weitergabe erlaubt")
    rows = (
        ("Kinderarmut", "Nord", "2023", "1", "", "Stadt", "ja"),
        ("Kinderarmut", "Süd", "2023", "1", "", "Jobcenter", "nein"),
        ("Leerstand", "Nord", "2023", "40", "Anzahl", "", ""),
        ("Einwohnerzahl", "Nord", "2023", "12.000", "", "", ""),
    )
    indicators = intake_of({"kennzahlen": (heading, *rows)}).records.indicators
    assert [
        (indicator.id, indicator.measure, indicator.direction, indicator.target_group) for indicator in indicators
    ] == [
        ("child_poverty", "share", "more_need", "children"),
        ("leerstand", "count", "context", None),
        ("population", "count", "context", "residents"),
    ]
    assert (indicators[0].source_note, indicators[0].may_be_passed_on) == ("Jobcenter; Stadt", False)


def test_grants_find_the_offer_of_their_recipient_and_are_numbered() -> None:
    existing = Records(
        actors=(actor("awo", name="AWO"), actor("caritas", name="Caritas")),
        offers=(offer("s1", "awo", name="Sprachcafé"), offer("s2", "caritas", name="Sprachcafé")),
        projects=(project("p", "awo", name="Campus"),),
    )
    grid = (
        ("Programm", "Empfänger", "Projekt oder Angebot", "Betrag", "Seit"),
        ("Soziale Stadt", "AWO", "Sprachcafé", "12.000", "2022"),
        ("Soziale Stadt", "AWO", "Campus", "", "2021"),
        ("Hausmittel", "Caritas; AWO", "s2", "", ""),
    )
    intake = intake_of({"fördermittel": grid}, existing)
    assert intake.rejected == ()
    assert [(grant.id, grant.offers, grant.projects, grant.amount_eur) for grant in intake.records.grants] == [
        ("hausmittel--caritas", ("s2",), (), None),
        ("stbf_social_city--awo", (), ("p",), None),
        ("stbf_social_city--awo--2", ("s1",), (), 12_000.0),
    ]
    assert [(programme.id, programme.level) for programme in intake.records.programmes] == [
        ("hausmittel", None),
        ("stbf_social_city", "federal_state"),
    ]


def test_inventory_checks_find_areas_groups_and_places() -> None:
    sheets: dict[str, Grid] = {
        "gebiete": (("Name", "Art"), ("Nord", "Stadtteil")),
        "orte": (("Name", "Gebiet"), ("Bürgerhaus", "Nord")),
        "gremien": (("ID", "Name"), ("g1", "Runde")),
        "vollständigkeit": (
            ("Gebiet oder Gremium oder Ort", "Was", "Thema", "Geprüft am", "Vollständig"),
            ("Nord", "Angebote", "Sprachförderung", "2023-05-17", "ja"),
            ("Runde", "Mitglieder", "", "2023", "nein"),
            ("Bürgerhaus", "place_use", "", "05/2023", ""),
        ),
    }
    intake = intake_of(sheets)
    assert intake.rejected == ()
    checks = [
        (inventory_check.id, inventory_check.subject_kind, inventory_check.complete)
        for inventory_check in intake.records.inventory_checks
    ]
    assert checks == [
        ("buergerhaus--place_use--2023-05", "place", False),
        ("g1--members--2023", "working_group", False),
        ("nord--offers--integration_language--2023-05-17", "area", True),
    ]


def test_occasions_are_named_by_name_and_date() -> None:
    grid = (
        ("Name", "Datum", "Art", "Teilnehmende"),
        ("Fest", "17.05.2023", "Fest", "AWO; Caritas"),
        ("Fest", "2024", "", ""),
    )
    occasions = intake_of({"akteure": AKTEURE, "termine": grid}).records.occasions
    assert [(occasion.id, occasion.participants) for occasion in occasions] == [
        ("fest--2023-05-17", ("awo", "caritas")),
        ("fest--2024", ()),
    ]


def test_mediators_of_areas() -> None:
    grid = (
        ("Name", "Art", "Vermittelt durch", "Nachbarn"),
        ("Nord", "Stadtteil", "AWO", "Süd"),
        ("Süd", "Quartier", "", ""),
    )
    areas = intake_of({"akteure": AKTEURE, "gebiete": grid}).records.areas
    assert [(area.id, area.mediated_by, area.neighbours) for area in areas] == [
        ("nord", ("awo",), ("sued",)),
        ("sued", (), ()),
    ]


def test_english_headings_are_field_names() -> None:
    sheets: dict[str, Grid] = {
        "Actors": (
            ("short_name", "Kinds", "NAME", "active in"),
            ("AWO", "welfare association", "Workers Welfare", "North"),
        ),
        "Working groups": (("name", "members", "decides", "residents"), ("Round", "AWO", "advises", "none")),
        "offers": (("name", "leads", "target groups", "legal_plurality"), ("Café", "AWO", "families", "yes")),
    }
    intake = intake_of(sheets, lang="en")
    assert intake.rejected == ()
    assert intake.records.working_groups[0].members == ("workers-welfare",)
    assert (intake.records.offers[0].target_groups, intake.records.offers[0].legal_plurality) == (("families",), True)
