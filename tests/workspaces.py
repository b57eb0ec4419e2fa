"""Workspaces with awkward texts, as property tests write and read them."""

from datetime import date

from hypothesis import strategies as st

from app.records.actor import Actor
from app.records.areas import Area, Place
from app.records.cooperations import Cooperation, TieReport, Wave
from app.records.dates import PartialDate
from app.records.funding import FundingArea, Grant, Programme
from app.records.ids import made_id
from app.records.meetings import Occasion, WorkingGroup
from app.records.offers import Offer, Project
from app.records.records import Records
from app.records.sources import InventoryCheck
from app.records.statistic import Indicator, Observation
from app.records.vocabulary import vocabulary
from tests.factories import outline

WORDS = (
    "Haus", "Amt für Soziales und Wohnen", "Müller-Straße 9", "e.V.", "e. V.", "„Brücke“", "A/B", "Kinder & Co.", "(Süd)",
    "O'Neill-Treff", "Café Été", "=SUMME(A1)", "+49", "#1", "50 %", "2019", "Alt;Neu", "Tür, Tor", "Ort | Platz", "ẞ", "'Kiez'",
    "Ğ", "ja", "nein", "Semikolon; hier", "1.234", "-minus", "<b>", "a&b", "🙂",
)  # fmt: skip
DAYS = st.one_of(
    st.none(),
    st.sampled_from(["2019", "2023-05", "2021-12-31", "2024-02-29"]).map(PartialDate.parse),
)


def codes(name: str, most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(vocabulary(name).terms)), max_size=most, unique=True).map(tuple)


def code(name: str) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from(sorted(vocabulary(name).terms)))


def drawn_ids(ids: list[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(ids), min_size=least, max_size=3, unique=True).map(tuple)


@st.composite
def workspaces(draw: st.DrawFn) -> Records:
    """A few records of every topic that refer to each other; ids need not follow names."""

    def name(prefix: str, number: int) -> str:
        words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
        return " ".join([*words, f"{prefix}{number}"])

    def period() -> dict[str, PartialDate | None]:
        start, end = draw(DAYS), draw(DAYS)
        backwards = start is not None and end is not None and end.last < start.first
        return {"start": start, "end": None if backwards else end}

    def numbered(prefix: str) -> list[tuple[str, int]]:
        return [(f"{prefix}{number}", number) for number in range(draw(st.integers(1, 4)))]

    area_ids = [record_id for record_id, _ in numbered("area")]
    actor_ids = [f"actor{number}" for number in range(draw(st.integers(2, 5)))]
    areas = [
        Area(
            id=area,
            name=name("G", at),
            kind=draw(st.sampled_from(["district", "quarter"])),
            code=draw(st.sampled_from([None, "007", "05113000"])),
            geometry=draw(st.sampled_from([None, outline(6.98, 51.46), outline(-7.5, -0.25)])),
        )
        for at, area in enumerate(area_ids)
    ]
    actors = [
        Actor(
            id=actor,
            name=name("E", at),
            short_name=draw(st.one_of(st.none(), st.just(f"K{at}"))),
            aliases=draw(st.sampled_from([(), (f"Früher {at}",), (f"Vor-Früher {at}", f"Haus, alt {at}")])),
            kinds=draw(codes("actor_kind")) or ("other",),
            sphere=draw(st.sampled_from(["public", "civic"])),
            one_person=draw(st.booleans()),
            mediator=draw(st.booleans()),
            note=draw(st.sampled_from([None, "zieht um; neuer\nMietvertrag", "=A1"])),
            active_in=draw(drawn_ids(area_ids)),
            home_area=draw(st.sampled_from([None, *area_ids])),
            **period(),
        )
        for at, actor in enumerate(actor_ids)
    ]
    places = [
        Place(
            id=place,
            name=name("O", at),
            kind=draw(code("place_kind")),
            functions=draw(codes("place_kind")),
            area=draw(st.sampled_from(area_ids)),
            operators=draw(drawn_ids(actor_ids)),
            established=draw(st.sampled_from([None, True, False])),
        )
        for place, at in numbered("place")
    ]
    groups = [
        WorkingGroup(
            id=group,
            name=name("R", at),
            kind=draw(code("working_group_kind")),
            areas=draw(drawn_ids(area_ids)),
            themes=draw(codes("theme")),
            members=draw(drawn_ids(actor_ids)),
            decides=draw(code("decides")),
            **period(),
        )
        for group, at in numbered("group")
    ]
    offers = [
        Offer(
            id=offer,
            name=name("A", at),
            leads=actor_ids[:1],
            partners=(),
            form=draw(code("offer_form")),
            area_mode=draw(st.sampled_from(["areas", "citywide"])),
            areas=draw(drawn_ids(area_ids)),
            target_groups=draw(codes("target_group")),
            themes=draw(codes("theme")),
            place=draw(st.sampled_from([None, *(place.id for place in places)])),
            legal_plurality=draw(st.booleans()),
            **period(),
        )
        for offer, at in numbered("offer")
    ]
    offers = [
        Offer(**{**{f: getattr(offer, f) for f in offer.__dataclass_fields__}, "leads": tuple(offer.leads)})
        for offer in offers
    ]
    projects = [
        Project(
            id=project,
            name=name("P", at),
            leads=(),
            partners=draw(drawn_ids(actor_ids, 1)),
            areas=draw(drawn_ids(area_ids)),
            participation=draw(code("participation")),
            role_model_why=draw(st.one_of(st.none(), st.sampled_from(["halbiert; Wartezeiten", "=A1"]))),
            **period(),
        )
        for project, at in numbered("project")
    ]
    funding = [
        FundingArea(
            id=area,
            name=name("F", at),
            basis=draw(code("funding_area_basis")),
            areas=draw(drawn_ids(area_ids)),
            **period(),
        )
        for area, at in numbered("funding")
    ]
    programme = Programme(id="programm", name="Programm; eins")
    grants = [
        Grant(
            id=f"programm--{actor_ids[0]}",
            programme="programm",
            recipients=(actor_ids[0],),
            offers=(offers[0].id,),
            amount_eur=draw(st.sampled_from([None, 0.0, 1234.5, 1.234, 120000.0])),
        )
    ]
    indicators = [
        Indicator(id="kennzahl", name="Kinder in Not", measure="count", direction="more_need", smallest_count=25)
    ]
    observations = [
        Observation(
            id=f"kennzahl--{area}--2023-12-31",
            indicator="kennzahl",
            area=area,
            ref_date=PartialDate.parse("2023-12-31"),
            value=draw(st.sampled_from([3.0, 12.0, 250.5, 1.234])),
            base=draw(st.sampled_from([None, 1000.0])),
        )
        for area in area_ids
    ]
    observations.append(
        Observation(
            id=f"kennzahl--{area_ids[0]}--2022",
            indicator="kennzahl",
            area=area_ids[0],
            ref_date=PartialDate.parse("2022"),
            suppressed=True,
        )
    )
    checks = [
        InventoryCheck(
            id=f"{area_ids[0]}--offers--2024",
            subject_kind="area",
            subject=area_ids[0],
            record_kind="offers",
            checked_on=PartialDate.parse("2024"),
            complete=draw(st.booleans()),
            by_role="Leitung; Süd",
        )
    ]
    occasions = [
        Occasion(
            id="fest--2024-05", name="Fest", date=PartialDate.parse("2024-05"), participants=draw(drawn_ids(actor_ids))
        )
    ]
    pairs = draw(
        st.lists(
            st.tuples(
                st.sampled_from(actor_ids),
                st.sampled_from(actor_ids),
                st.sampled_from(["other", "funding", "joint_offer"]),
            ),
            max_size=6,
        )
    )
    ties = {}
    for first, second, kind in pairs:
        if first != second:
            a, b = sorted((first, second))
            status = draw(
                st.sampled_from(["stated", "documented", "confirmed", "one_sided", "contradicted", "denied", "unknown"])
            )
            strength = None if status in {"denied", "unknown"} else draw(st.sampled_from([None, 1, 2, 3, 4]))
            basis = {
                "documented": "document",
                "confirmed": "survey",
                "one_sided": "survey",
                "contradicted": "survey",
            }.get(status, "stated")
            ties[a, b, kind] = Cooperation(
                id=f"{a}--{b}--{kind}",
                actor_a=a,
                actor_b=b,
                kind=kind,
                status=status,
                basis=basis,
                strength=strength,
                **period(),
            )
    wave = Wave(
        id="befragung--2024",
        name="Befragung",
        date=PartialDate.parse("2024"),
        mode="roster",
        asked=tuple(actor_ids[:2]),
        answered_by=(actor_ids[0],),
    )
    by_name = {"wave": wave.id, "by": actor_ids[0], "about": actor_ids[1], "kind": "other"}
    report_id = made_id("tie_reports", by_name)
    report = TieReport(
        id=report_id,
        wave=wave.id,
        by=actor_ids[0],
        about=actor_ids[1],
        strength=draw(st.sampled_from([None, 0, 3])),
        trust_openness=draw(st.sampled_from([None, 4])),
    )
    topics = {
        "areas": areas, "actors": actors, "places": places, "funding_areas": funding, "programmes": [programme], "indicators": indicators,
        "offers": offers, "projects": projects, "working_groups": groups, "grants": grants, "observations": observations, "occasions": occasions,
        "inventory_checks": checks, "cooperations": list(ties.values()), "waves": [wave], "tie_reports": [report],
    }  # fmt: skip
    return Records(**{topic: tuple(sorted(records, key=lambda record: record.id)) for topic, records in topics.items()})


DAY = date(2024, 9, 1)
