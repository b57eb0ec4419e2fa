"""Names of scopes: by what a part of a network can be chosen, and how that is written."""

from typing import Literal, get_args

ScopeKind = Literal["area", "theme", "target_group", "kind", "working_group", "actors"]
KINDS_OF_SCOPE: tuple[ScopeKind, ...] = get_args(ScopeKind)
SCOPE_DOC = "a part of the network: area, theme, target_group, kind or working_group=ID, area=ID,ID, or actors=ID,ID,ID"
