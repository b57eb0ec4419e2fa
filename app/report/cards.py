"""How does one finding become a card? Its sentences, certainty, grounds and evidence for one language and audience."""

from collections.abc import Iterable

from app.findings import Audience, Evidence, Finding
from app.network.network import Network
from app.report.report import Card, EvidenceLine
from app.report.texts import label, sentences, texts


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
            certainty=label("band", finding.band, self.lang),
            rests_on=rests_on,
            unknowns=tuple(label("unknown", code, self.lang) for code in finding.unknowns),
            evidence=tuple(map(self._evidence, self._citable(finding))),
        )

    def _ground(self, finding: Finding) -> str:
        """Outside the coordinator's view nobody is told who denied or contradicted what."""
        if self.audience == "internal":
            return finding.rests_on
        return {"absent": "not_entered", "contradicted": "unsettled", "one_sided": "unsettled"}.get(
            finding.rests_on, finding.rests_on
        )

    def _citable(self, finding: Finding) -> Iterable[Evidence]:
        """A statement about a tie is cited only to the coordinator: its row would name the speaker."""
        said = {"absent", "contradicted", "one_sided"}
        hidden = self.audience != "internal" and finding.rests_on in said
        return (one for one in finding.evidence if not (hidden and one.kind == "cooperation"))

    def _evidence(self, evidence: Evidence) -> EvidenceLine:
        source = evidence.source
        return EvidenceLine(
            kind=label("kind", evidence.kind, self.lang),
            name=self._name(evidence),
            detail=self._detail(evidence),
            file=source.file if source else None,
            sheet=source.sheet if source else None,
            row=source.row if source else None,
        )

    def _name(self, evidence: Evidence) -> str:
        if evidence.kind == "cooperation":
            return " – ".join(self.network.name("actors", one) for one in evidence.pair)
        return self.network.name(f"{evidence.kind}s", evidence.id)

    def _detail(self, evidence: Evidence) -> str | None:
        if evidence.field is None:
            return None
        table = "tie_status" if evidence.kind == "cooperation" else "field"
        return str(texts("common", self.lang)[table].get(evidence.field, evidence.field))
