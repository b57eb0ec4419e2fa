"""Forms of joint work by area and theme, and the themes on which nothing is joint."""

from app.network.district.joint_forms import NO_FORM, PROJECT, Form, JointForms
from tests.factories import actor, area, network, offer, project

CITY = (area("E"), area("D1", part_of="E"), area("D2", part_of="E"), area("D1a", part_of="D1"))


def joint(*records, partners=2):
    return JointForms(network(*CITY, *records), partners)


def test_joint_is_what_enough_active_actors_do():
    works = (
        offer("two", "A", partners="B", areas="D1"),
        offer("alone", "A", areas="D1"),
        offer("with_gone", "A", partners="G", areas="D1"),
        offer("over", "A B", areas="D1", end="2023"),
        project("p", "A B", areas="D1"),
    )
    gone = actor("G", end="2023")
    assert [work.id for work in joint(*works, gone).works] == ["two", "p"]
    assert [work.id for work in joint(*works, gone, partners=1).works] == ["alone", "two", "with_gone", "p"]
    assert joint(*works, gone, partners=3).works == ()


def test_work_counts_in_the_parts_of_its_area_and_in_the_whole():
    forms = joint(project("p", "A B", areas="D1", themes="sport"))
    assert forms.by_area.keys() == {"D1", "D1a", "E"}
    assert forms.by_area["E"] == {Form("sport", PROJECT): 1}


def test_forms_are_counted_under_every_theme_of_the_first_level():
    works = (
        offer("o1", "A B", areas="D1", themes="counselling_debt sport", form="counselling"),
        offer("o2", "A B", areas="D1", themes="counselling"),
        project("p", "A B", areas="D2", themes="made_up"),
    )
    by_area = joint(*works).by_area
    assert by_area["D1"] == {
        Form("counselling", "counselling"): 1,
        Form("counselling", NO_FORM): 1,
        Form("sport", "counselling"): 1,
    }
    assert list(by_area["D1"]) == sorted(by_area["D1"])
    assert by_area["D2"] == {Form("made_up", PROJECT): 1}


def test_apart_are_themes_of_several_on_which_nothing_is_joint():
    works = (
        offer("o1", "A", areas="D1", themes="sport"),
        offer("o2", "B", areas="D1", themes="sport"),
        offer("o3", "A", areas="D1", themes="housing"),
        offer("o4", "B", areas="D1", themes="housing"),
        offer("o5", "C", areas="D1", themes="housing"),
        offer("o6", "A", areas="D1", themes="health"),
        offer("o7", "A", areas="D1", themes="counselling"),
        offer("o8", "B", areas="D1", themes="counselling"),
        project("p", "A B", areas="D1", themes="counselling"),
    )
    forms = joint(*works)
    assert forms.themes_apart("D1") == ("housing", "sport")  # three actors, two; health has one, counselling is joint
    assert forms.themes_apart("D2") == ()
    assert joint(*works, partners=3).themes_apart("D1") == ("housing",)


def test_who_works_for_the_whole_city_is_not_said_to_work_in_its_parts():
    works = (offer("o1", "A", areas="E", themes="sport"), offer("o2", "B", areas="E", themes="sport"))
    parts = (offer("o3", "C", areas="D1a", themes="health"), offer("o4", "D", areas="D1", themes="health"))
    forms = joint(*works, *parts)
    assert (forms.themes_apart("E"), forms.themes_apart("D1"), forms.themes_apart("D1a")) == (
        ("health", "sport"),
        ("health",),
        (),
    )
