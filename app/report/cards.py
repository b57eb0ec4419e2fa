"""A finding as a card: its sentences, certainty, grounds and evidence for one language and audience."""

from app.findings import Audience, Finding
from app.network.graph.network import Network
from app.report.evidence import citable, evidence_line
from app.report.report import Card
from app.report.texts import label, label_of, sentences

_ABOUT_PAIRS = ("cooperation", "coordination")
"""Beginnings of the codes of what is not known about two or more organisations."""


class CardWriter:
    """Puts findings into words for one language and audience."""

    def __init__(self, network: Network, lang: str, audience: Audience) -> None:
        self.network = network
        self.lang = lang
        self.audience = audience

    def card(self, finding: Finding) -> Card:
        """The finding in words."""
        rests_on = label("rests", self._ground(finding), self.lang)
        words = sentences(
            finding.analysis,
            finding.message,
            self.lang,
            rests_on=rests_on,
            stand=self.network.as_of,
            audience=self.audience,
        )
        return Card(
            key=finding.key,
            analysis=finding.analysis,
            kind=finding.card,
            band=finding.band,
            subjects=finding.subjects,
            title=words.title,
            what=words.what,
            why=words.why,
            what_to_do=words.what_to_do,
            additions=words.additions,
            certainty=label("strength_band" if finding.card == "strength" else "band", finding.band, self.lang),
            rests_on=rests_on,
            unknowns=tuple(label_of(finding.analysis, "unknown", code, self.lang) for code in finding.unknowns),
            evidence=tuple(
                evidence_line(record, self.network, self.lang)
                for record in finding.evidence
                if citable(record, self.audience)
            ),
        )

    def _ground(self, finding: Finding) -> str:
        """Outside the coordinator's view nobody is told who denied or contradicted what.

        What is not known about something else than cooperation is called so.
        """
        about_pairs = any(code.startswith(_ABOUT_PAIRS) for code in finding.unknowns)
        if self.audience == "internal" or (finding.rests_on == "unknown" and not about_pairs):
            return finding.rests_on
        careful = {
            "absent": "not_entered",
            "unknown": "not_entered",
            "contradicted": "unsettled",
            "one_sided": "unsettled",
        }
        return careful.get(finding.rests_on, finding.rests_on)
