"""How does a test fill in a feedback sheet? As its page does: the answers beside what names the sheet, sealed."""

import json
from datetime import UTC, datetime
from typing import Any

from app.feedback.deliveries import pasted, saved
from app.feedback.html import blank_answer
from app.feedback.seal import Seal, SheetId, SubjectKind, signed
from app.feedback.sheet import Sheet

WAVE = "herbst"
SEAL = Seal("0123456789abcdef" * 4)
MADE = datetime(2024, 8, 1, 9, tzinfo=UTC)
AT = datetime(2024, 9, 1, 12, tzinfo=UTC)
ANSWERED = "2024-08-20T10:00:00Z"


def sheet_of(subject: str, kind: SubjectKind = "organisation", *, workspace: str = "stadt", wave: str = WAVE) -> Sheet:
    sheet_id = SheetId(workspace=workspace, wave=wave, kind=kind, subject=subject, made=MADE.isoformat())
    return Sheet(
        id=sheet_id, lang="de", name=subject, city="Stadt", wave_name="Herbst", as_of="01.09.2024", reply_by=""
    )


def payload(sheet: Sheet, *, seal: Seal = SEAL, answered: str = ANSWERED, **answers: Any) -> str:
    blank = blank_answer(sheet, seal).model_dump(mode="json")
    return json.dumps({**blank, "answered": answered, **answers}, ensure_ascii=False)


def answer_file(sheet: Sheet, *, seal: Seal = SEAL, answered: str = ANSWERED, **answers: Any) -> bytes:
    text = payload(sheet, seal=seal, answered=answered, **answers)
    return saved(text, signed(seal.key(sheet.id), text))


def answer_text(sheet: Sheet, *, seal: Seal = SEAL, answered: str = ANSWERED, **answers: Any) -> str:
    text = payload(sheet, seal=seal, answered=answered, **answers)
    return pasted(text, signed(seal.key(sheet.id), text))


def yes(*ids: str) -> list[dict[str, Any]]:
    return [{"id": actor, "answer": "yes"} for actor in ids]
