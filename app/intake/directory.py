"""Who answers to this name? Ids by id, name and short name, for one topic."""

from app.records.spelling import folded, meant

_CLOSE_ENOUGH = 75
_SHORTEST_SUGGESTION = 3  # a letter or two is near to everything
_MOST_SUGGESTIONS = 300
"""A file that misses more names than this has another fault; looking each up would take minutes."""


class Directory:
    """The names of one topic; every one may belong to several ids."""

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = {}
        self._names: dict[str, str] = {}
        self._suggested: dict[str, str | None] = {}

    def __bool__(self) -> bool:
        return bool(self._names)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._names

    def add(self, record_id: str, name: str, *more: str | None) -> None:
        """Let an id answer to its name, to further names and to itself."""
        self._names[record_id] = name
        for each in (record_id, name, *more):
            if each:
                self._ids.setdefault(folded(each), set()).add(record_id)

    def find(self, text: str) -> tuple[str, ...]:
        """The ids that answer to a text, sorted; an id in exactly this spelling answers alone."""
        return (text,) if text in self._names else tuple(sorted(self._ids.get(folded(text), ())))

    def name(self, record_id: str) -> str:
        """What an id is called."""
        return self._names[record_id]

    def suggest(self, text: str) -> str | None:
        """The name nearest to a text; None where none is near."""
        if text not in self._suggested:
            if len(self._suggested) >= _MOST_SUGGESTIONS:
                return None
            self._suggested[text] = self._nearest(text)
        return self._suggested[text]

    def _nearest(self, text: str) -> str | None:
        names = sorted(name for name in set(self._names.values()) if len(name) >= _SHORTEST_SUGGESTION)
        return next(iter(meant(text, names, likeness="part", least=_CLOSE_ENOUGH)), None)
