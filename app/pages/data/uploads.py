"""Files somebody handed over and has not yet taken in: kept in memory, for a day, within a limit."""

import secrets
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request

from app.errors import TooLarge, UnknownName
from app.formats.files import InputFile
from app.intake.questions import Question
from app.pages.data.outlooks import KeptOutlook

KEPT_FOR = timedelta(days=1)
MOST_BYTES = 256 * 2**20
"""All uploads together; the oldest leaves first."""

MOST_FILES = 50


@dataclass(slots=True)
class Upload:
    """Some files of one workspace that are looked at together, the questions they raised and the answers given so far.

    ``mapping`` says how their columns are read (TOML), ``mapping_name`` what it is called; None: they are as ours.
    ``targets`` are the columns of ours it was clicked together from, by table and column. ``taken_in``: they are part of
    the workspace, but for what was left open; else they were only looked at.
    """

    id: str
    workspace: str
    at: datetime
    files: dict[str, InputFile] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    mapping: str | None = None
    mapping_name: str = ""
    targets: Mapping[tuple[int, int], Sequence[str]] = field(default_factory=dict)
    outlook: KeptOutlook = field(default_factory=KeptOutlook)
    taken_in: bool = False

    def read_by(
        self, mapping: str | None, name: str, targets: Mapping[tuple[int, int], Sequence[str]] | None = None
    ) -> None:
        """Read the files by a mapping (TOML; None: as they are); what was asked and answered before is void."""
        self.mapping, self.mapping_name, self.targets = mapping, name, targets or {}
        self.questions.clear()
        self.answers.clear()

    @property
    def open_questions(self) -> int:
        """Number of questions nobody has answered."""
        return len(self.questions.keys() - self.answers.keys())

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(len(file.content) for file in self.files.values())


class Uploads:
    """The uploads of this process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Upload] = OrderedDict()

    def add(self, workspace: str, file: InputFile, *, upload_id: str | None, at: datetime) -> Upload:
        """Keep a file, beside those of an upload that is under way where its id is given; a name stands for one file.

        Raises:
            UnknownName: there is no such upload.
            TooLarge: it holds 50 files already.
        """
        upload = self.get(workspace, upload_id, at=at) if upload_id else self._begin(workspace, at)
        if file.name not in upload.files and len(upload.files) >= MOST_FILES:
            raise TooLarge(f"at most {MOST_FILES} files are looked at together", hint="hand over fewer at once")
        upload.files[file.name] = file
        self._forget(at)
        return upload

    def get(self, workspace: str, upload_id: str, *, at: datetime) -> Upload:
        """An upload of a workspace.

        Raises:
            UnknownName: there never was one, or it is kept no longer.
        """
        self._forget(at)
        upload = self._kept.get(upload_id)
        if upload is None or upload.workspace != workspace:
            raise UnknownName("these files are kept no longer", hint="hand the files over again")
        return upload

    def with_open_questions(self, workspace: str) -> Upload | None:
        """The upload of a workspace taken in last whose questions nobody has answered."""
        return next((upload for upload in self._of(workspace, taken_in=True) if upload.open_questions), None)

    def looked_at(self, workspace: str) -> tuple[Upload, ...]:
        """The uploads of a workspace that were looked at and neither taken in nor given up, the newest first."""
        return self._of(workspace, taken_in=False)

    def _of(self, workspace: str, *, taken_in: bool) -> tuple[Upload, ...]:
        return tuple(
            upload
            for upload in reversed(self._kept.values())
            if upload.workspace == workspace and upload.taken_in is taken_in
        )

    def keep_questions(self, upload: Upload) -> None:
        """Let go of an upload that was taken in; where a question was left at its default, it can be read once more."""
        self.drop(upload.id)
        defaults = {key: question.default for key, question in upload.questions.items()}
        answers = {key: answer for key, answer in upload.answers.items() if answer != defaults.get(key)}
        if defaults.keys() - answers.keys():
            again = replace(upload, id=secrets.token_urlsafe(12), answers=answers, taken_in=True)
            self._kept[again.id] = again

    def drop(self, upload_id: str) -> None:
        """Forget an upload that was taken in or given up."""
        self._kept.pop(upload_id, None)

    def drop_all(self, workspace: str) -> None:
        """Forget the uploads of a workspace that is gone."""
        for upload in [upload for upload in self._kept.values() if upload.workspace == workspace]:
            self.drop(upload.id)

    def _begin(self, workspace: str, at: datetime) -> Upload:
        upload = Upload(secrets.token_urlsafe(12), workspace, at)
        self._kept[upload.id] = upload
        return upload

    def _forget(self, at: datetime) -> None:
        for upload in [upload for upload in self._kept.values() if upload.at + KEPT_FOR < at]:
            self.drop(upload.id)
        while len(self._kept) > 1 and sum(upload.size for upload in self._kept.values()) > MOST_BYTES:
            self._kept.popitem(last=False)


def uploads_of(request: Request) -> Uploads:
    """The uploads of the service that a request came to."""
    uploads = request.app.state.uploads
    assert isinstance(uploads, Uploads)
    return uploads


UploadsOf = Annotated[Uploads, Depends(uploads_of)]
