"""Questions that may become runs, each named by all that its answer depends on."""

from collections.abc import Mapping
from datetime import date

from app.analysis.interface import analysis
from app.network.graph.scope import Scope
from app.store.bolt import Database
from app.store.workspaces import get_workspace
from app.usecases.run_analysis import AnalysisCall, name_of
from app.usecases.runs.lasting import FINDINGS, REPORT, Question
from app.usecases.snapshots import fingerprint_of


async def analysis_question(database: Database, request: AnalysisCall) -> Question:
    """One analysis, named as the run that answers it.

    Raises:
        UnknownName: no such workspace or analysis.
        InvalidInput: a parameter is unknown or out of bounds.
    """
    entry = analysis(request.analysis)
    parameters = entry.checked(request.values)
    stored = await get_workspace(database, request.workspace)
    day = request.as_of or stored.reference_date or request.today
    fingerprint = fingerprint_of(stored.fingerprint, request.scope)
    name = name_of(stored.id, fingerprint, day, entry.id, entry.version, parameters)
    return Question(id=name, workspace=stored.id, about=entry.id, scope="read")


async def findings_question(
    database: Database, workspace: str, *, as_of: date | None, today: date, scope: Scope | None, address: str
) -> Question:
    """What all analyses of the report find; ``address`` answers at once when they are done.

    Raises:
        UnknownName: no such workspace.
    """
    stored = await get_workspace(database, workspace)
    day = as_of or stored.reference_date or today
    name = name_of(stored.id, fingerprint_of(stored.fingerprint, scope), day, FINDINGS)
    return Question(id=name, workspace=stored.id, about=FINDINGS, scope="read", result_at=address)


async def report_question(
    database: Database, workspace: str, *, today: date, wanted: Mapping[str, object], progress: object, internal: bool
) -> Question:
    """The report as it is ``wanted``, which also tells of ``progress``.

    Raises:
        UnknownName: no such workspace.
    """
    stored = await get_workspace(database, workspace)
    name = name_of(stored.tag, today, REPORT, wanted, progress)
    return Question(id=name, workspace=stored.id, about=REPORT, scope="read" if internal else "reports")
