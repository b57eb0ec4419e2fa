"""Mappings kept under a name: checked before they are kept, and found again by it."""

from datetime import datetime

from app.errors import InvalidInput, Problem, UnknownName
from app.intake.mapping_file import parse_mapping
from app.records.spelling import folded, near_names
from app.records.vocabulary import Lang
from app.refusals import said
from app.store.bolt import Database
from app.store.kept_mappings import KeptMapping, keep_mapping, list_mappings

LONGEST_NAME = 200


async def keep(database: Database, workspace: str, name: str, text: str, *, at: datetime, lang: Lang) -> KeptMapping:
    """Keep a mapping (TOML) in place of one of the same name.

    Raises:
        InvalidInput: it is no mapping, or its name is empty or too long.
        UnknownName: no such workspace.
    """
    if not name.strip() or len(name) > LONGEST_NAME:
        problem = Problem(
            code="bad_name", message=said("name_length_invalid", longest_name=LONGEST_NAME), pointer="/name"
        )
        raise InvalidInput(said("mapping_without_name"), problems=(problem,))
    parse_mapping(text, lang)
    mapping = KeptMapping(name=name.strip(), text=text, at=at)
    await keep_mapping(database, workspace, mapping)
    return mapping


async def mapping_named(database: Database, workspace: str, name: str) -> KeptMapping:
    """The mapping of a name, in whatever spelling.

    Raises:
        UnknownName: no such workspace or mapping.
    """
    by_name = {folded(mapping.name): mapping for mapping in await list_mappings(database, workspace)}
    mapping = by_name.get(folded(name))
    if mapping is None:
        near = near_names(name, [mapping.name for mapping in by_name.values()])
        hint = f"did you mean „{near[0]}“?" if near else "list the mappings that are kept"
        raise UnknownName(said("unknown_mapping", name=name, workspace=workspace), hint=hint)
    return mapping
