"""Does a sheet hold what concerns its reader, and nothing about anybody else's answers?"""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.errors import InvalidInput, UnknownName
from app.feedback.html import html
from app.feedback.likely_partners import MOST_CANDIDATES, SMALL_NETWORK, LikelyPartners
from app.feedback.parcel import cover_mail, parcels
from app.feedback.texts import sheet_text
from app.network.graph.network import Network
from app.usecases.feedback_sheets import SheetRequest, sheets
from tests.factories import actor, area, group, network, offer, report, tie, wave
from tests.feedback import MADE, SEAL

HERBST = wave("herbst", "A B C", date="2024-08", mode="recall")
PEOPLE = (actor("A", name="Treff <b>Nord</b> & Söhne"), actor("B", name="Werkhof"), actor("C", name="Jugendhaus"))

TWIN = offer("s3", "B", name="Deutsch im Café", areas="D1", themes="integration_language", target_groups="refugees")
"""Like the Sprachcafé of A: nobody knows whether the two are coordinated, so both are asked."""


def city(*more, **values) -> Network:
    records = [
        *PEOPLE,
        area("D1", name="Altendorf"),
        offer("s1", "A", name="Sprachcafé", areas="D1", themes="integration_language", target_groups="refugees"),
        offer("s2", "C", name="Alte Werkstatt", areas="D1", end="2020"),
        HERBST,
        *more,
    ]
    return replace(network(*records, **values), workspace="stadt")


def sheets_of(snapshot: Network, *organisations: str, areas: tuple[str, ...] = (), lang: str = "de"):
    request = SheetRequest(wave="herbst", organisations=organisations, areas=areas, lang=lang, made=MADE)
    return sheets(snapshot, "Stadt", request)


def names(sheet) -> list[str]:
    return [partner.name for partner in sheet.partners]


def test_a_sheet_asks_about_recorded_partners_first_and_tells_what_the_list_says():
    [sheet] = sheets_of(city(tie("A", "C", status="stated")), "A")
    assert [(partner.id, partner.recorded) for partner in sheet.partners] == [("C", True), ("B", False)]
    assert [(entry.name, dict(entry.facts)["Gebiet"]) for entry in sheet.offers] == [("Sprachcafé", "Altendorf")]


def test_a_sheet_holds_no_note_of_the_coordinator():
    noted = [replace(entry, note="Notiz der Koordination") for entry in PEOPLE]
    offers = [offer("s4", "A", areas="D1", note="Notiz der Koordination")]
    [sheet] = sheets_of(replace(network(area("D1"), HERBST, *noted, *offers), workspace="stadt"), "A")
    assert "s4" in [entry.id for entry in sheet.offers]
    assert "Notiz der Koordination" not in repr(sheet)


@pytest.mark.parametrize(
    "said_by_others",
    [
        (report("herbst", "B", "A", 3), replace(HERBST, answered_by=("B",))),
        (report("herbst", "B", "A", 0), replace(HERBST, answered_by=("B",))),
        (tie("A", "B", status="one_sided", basis="survey"),),
        (tie("A", "B", status="denied"),),
        (tie("B", "C", status="stated", strength=4),),
        (report("herbst", "B", "C", 4), report("herbst", "C", "B", 4), replace(HERBST, answered_by=("B", "C"))),
    ],
)
def test_what_others_say_leaves_no_trace_in_a_sheet(said_by_others):
    """The same list, mark for mark: who reads it cannot tell whether somebody sheet_text yes, no or nothing."""
    [before], [after] = sheets_of(city(TWIN), "A"), sheets_of(city(TWIN, *said_by_others), "A")
    assert before.questions
    assert after == before


def test_the_reader_sees_its_own_last_answer():
    own = (report("herbst", "A", "B", 0), report("herbst", "A", "C", unsure=True), replace(HERBST, answered_by=("A",)))
    [sheet] = sheets_of(city(*own), "A")
    assert {partner.id: partner.earlier for partner in sheet.partners} == {"B": "no", "C": "unknown"}


def test_the_own_house_and_single_persons_are_not_asked_about():
    more = (actor("A1", unit_of="A"), actor("solo", one_person=True))
    [sheet] = sheets_of(city(*more), "A")
    assert "A1" not in names(sheet)
    assert "solo" not in names(sheet)


@pytest.mark.slow
def test_in_a_large_network_those_are_asked_about_who_work_nearby():
    far = [offer(f"f{number}", f"X{number:02}", areas="D2", themes="sport") for number in range(SMALL_NETWORK)]
    near = [
        offer(f"n{number}", f"N{number:02}", areas="D1", themes="integration_language")
        for number in range(MOST_CANDIDATES - 1)
    ]
    snapshot = city(area("D2"), *far, *near, group("g", "A X00"))
    [sheet] = sheets_of(snapshot, "A")
    assert len(sheet.partners) == MOST_CANDIDATES
    assert "X00" in names(sheet), "they sit in one group"
    assert "X01" not in names(sheet)
    assert snapshot.view(LikelyPartners).of("A", ["X01"])[-1].id == "X01", "a question of the sheet names it"


def test_open_questions_stand_in_the_sheets_of_those_they_concern_alone():
    concerned, result = sheets_of(city(TWIN), "A", "C")
    assert any("Sprachcafé" in question.text for question in concerned.questions)
    assert all("Sprachcafé" not in question.text for question in result.questions)


def test_an_area_sheet_lists_organisations_and_running_offers():
    [sheet] = sheets_of(city(actor("D", home_area="D1", name="Quartiersbüro")), areas=("D1",))
    assert [entry.name for entry in sheet.organisations] == ["Treff <b>Nord</b> & Söhne", "Quartiersbüro"]
    assert [dict(entry.facts)["Anbieter"] for entry in sheet.offers] == ["Treff <b>Nord</b> & Söhne"]
    assert sheet.partners == ()


def test_who_is_unknown_and_what_cannot_take_sheets_is_refused():
    with pytest.raises(UnknownName):
        sheets_of(city(), "nobody")
    with pytest.raises(UnknownName):
        sheets_of(city(), areas=("nowhere",))
    with pytest.raises(InvalidInput, match="niemand gefragt"):
        sheets_of(city())
    roster = replace(city(), records=replace(city().records, waves=(wave("herbst", "A B"),)))
    with pytest.raises(InvalidInput, match="Namensliste"):
        sheets_of(roster, "A")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_page_stands_alone_and_escapes_every_name(lang):
    page = html(sheets_of(city(), "B", lang=lang)[0], SEAL).decode()
    assert "<b>Nord</b>" not in page
    assert "Treff &lt;b&gt;Nord&lt;/b&gt; &amp; Söhne" in page
    assert re.findall(r"""<[^>]*\s(?:src|href|srcset|action)\s*=|url\(|@import|fetch\(""", page) == [], (
        "nothing is loaded"
    )
    assert "://" not in page
    assert f'<html lang="{lang}">' in page
    assert sheet_text("partners_title", lang) in page


def test_a_name_cannot_leave_the_data_of_the_page():
    nasty = actor("B", name="</script><script>alert(1)</script>")
    page = html(sheets_of(replace(city(), actors=(PEOPLE[0], nasty, PEOPLE[2])), "A")[0], SEAL).decode()
    assert page.count("</script>") == 2
    assert "alert(1)</script>" not in page


def test_the_key_of_a_sheet_is_in_no_other_sheet_and_the_secret_in_none():
    first, second = sheets_of(city(), "A", "B")
    pages = html(first, SEAL).decode(), html(second, SEAL).decode()
    assert SEAL.key(first.id) in pages[0]
    assert SEAL.key(first.id) not in pages[1]
    assert all(SEAL.secret not in page for page in pages)


def test_every_sheet_has_a_folder_with_page_workbook_and_cover_mail_and_like_names_do_not_collide():
    twins = replace(city(), actors=(replace(PEOPLE[0], name="Treff"), replace(PEOPLE[1], name="Treff"), PEOPLE[2]))
    files = parcels(sheets_of(twins, "A", "B", "C"), SEAL)
    assert len(files) == 9
    assert {name.rpartition("/")[0] for name in files} == {
        "rueckmeldebogen-treff",
        "rueckmeldebogen-treff-2",
        "rueckmeldebogen-jugendhaus",
    }
    mail = files["rueckmeldebogen-treff-2/anschreiben.txt"].decode()
    assert "rueckmeldebogen-treff-2.html" in mail
    assert mail.startswith("An: Treff\nBetreff: Kurze Rückmeldung: herbst\n")


def test_the_same_sheet_gives_the_same_bytes():
    sheet = sheets_of(city(), "A")[0]
    assert parcels([sheet], SEAL) == parcels([sheet], SEAL)
    assert "{" not in cover_mail(sheet, "a.html", "a.xlsx")
    assert datetime.fromisoformat(sheet.id.made).tzinfo is UTC or sheet.id.made.endswith("+00:00")
