"""Seals of feedback sheets and of answers, so that nobody answers for somebody else.

A workspace has a secret. From it and from what a sheet is about follows the key of that sheet, which travels in the
sheet alone and seals its answers by HMAC-SHA256; the ``tag`` of a sheet says whether it was made here for whom it names.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Literal

SubjectKind = Literal["organisation", "area"]
"""Who or what a sheet is about: the answers are those of an organisation, or of a round about its area."""

_TAG_DIGITS = 16
_REALM_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetId:
    """What tells one sheet from every other: workspace, wave, subject, and when it was made (ISO 8601)."""

    workspace: str
    wave: str
    kind: SubjectKind
    subject: str
    made: str


@dataclass(frozen=True, slots=True)
class Seal:
    """Makes and checks seals with the secret of a workspace."""

    secret: str

    @property
    def realm(self) -> str:
        """Names the secret without telling it: sheets of another installation bear another realm."""
        return self._signed("realm")[:_REALM_DIGITS]

    def key(self, sheet: SheetId) -> str:
        """The key of a sheet, 64 hex digits."""
        identity = [sheet.workspace, sheet.wave, sheet.kind, sheet.subject, sheet.made]
        return self._signed("sheet " + json.dumps(identity, ensure_ascii=True))

    def tag(self, sheet: SheetId) -> str:
        """Proof that a sheet was made here; it tells nothing about the key."""
        return hashlib.sha256(f"tag {self.key(sheet)}".encode()).hexdigest()[:_TAG_DIGITS]

    def row_tag(self, sheet: SheetId, row: str) -> str:
        """Proof that a row belongs to a sheet: workbooks cannot seal what is written into them."""
        return signed(self.key(sheet), f"row {row}")[:_TAG_DIGITS]

    def _signed(self, text: str) -> str:
        return signed(self.secret, text)


def signed(key: str, text: str) -> str:
    """HMAC-SHA256 of a text, in hex digits."""
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def is_signed(key: str, text: str, seal: str) -> bool:
    """Whether a seal is that of the text."""
    return hmac.compare_digest(signed(key, text).encode(), seal.encode())
