"""Questions of an import: what a file leaves open, with answers to choose from and what happens without one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from app.errors import InvalidInput, Problem
from app.formats.messages import sentence
from app.intake.problems import Place, Problems
from app.intake.values.texts import Notice
from app.records.vocabulary import Lang

QuestionKind = Literal[
    "actors_by_name",
    "same_as",
    "which_of",
    "which_sheet",
    "add",
    "several",
    "together",
    "share_or_percent",
    "citywide",
    "renamed",
    "id_or_name",
    "emptied",
    "removed",
    "own_column",
    "crosses",
    "crosses_of",
    "matrix_numbers",
    "projects_by_name",
    "section",
    "further_row",
    "value_above",
    "same_rows",
    "areas_except",
    "not_running",
    "columns_are_areas",
    "several_names",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be given: the ``value`` to send and the ``label`` people read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Question that a file leaves open.

    ``key`` stays the same as long as the file and the records do; the answer is ``KEY=VALUE`` with the value of one of
    the ``choices``. Without one the ``default`` holds, which writes nothing that could be false. ``places`` are the
    cells it is about, each with file, sheet, row and column.
    """

    key: str
    kind: QuestionKind
    sentence: str
    choices: tuple[Choice, ...]
    default: str
    places: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Questions:
    """The questions met so far, and the ``answers`` given by key; one to a kind alone holds for all its questions."""

    problems: Problems
    answers: Mapping[str, str] = field(default_factory=dict)
    by_key: dict[str, Question] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    def ask(
        self,
        kind: QuestionKind,
        subject: str,
        place: Place,
        choices: Sequence[str | Choice],
        *,
        default: str,
        variant: str = "",
        noticed: Problem | None = None,
        **arguments: object,
    ) -> str:
        """The answer to a question, or its default, which is told at the place.

        Args:
            kind: what is asked; the sentence is ``question.KIND`` of messages.toml.
            subject: what it is asked of; with the kind it makes the key.
            place: the cell that gave rise to it.
            choices: values of ``choice.VALUE``, or choices with labels of their own.
            default: the value that holds without an answer.
            variant: ending of the key of the sentence, where a kind has several.
            noticed: what was told at the place already; else the question and its default are.
            arguments: what the sentence quotes.

        Raises:
            InvalidInput: the answer given is none of the choices.
        """
        lang = self.problems.lang
        key = f"{kind}:{subject}"
        offered = tuple(choice if isinstance(choice, Choice) else _choice(choice, lang) for choice in choices)
        self._met.add(key)
        if (answer_key := key if key in self.answers else kind) in self.answers:
            return self._given_answer(answer_key, offered)
        question = self.by_key.get(key) or Question(
            key=key,
            kind=kind,
            sentence=sentence(f"question.{kind}{variant}", lang, **arguments),
            choices=offered,
            default=default,
        )
        label = next(choice.label for choice in offered if choice.value == default)
        noticed = noticed or self.problems.open_question(Notice(f"question.{kind}{variant}", arguments), place, label)
        self.by_key[key] = replace(question, places=(*question.places, noticed))
        return default

    def choice(self, value: str) -> Choice:
        """A choice with the label that its value always has."""
        return _choice(value, self.problems.lang)

    def tell_unmet(self) -> None:
        """Tell which answers nobody asked for: another answer may have settled the question, or the data may have changed.

        Raises:
            InvalidInput: an answer is to a kind of question that there is none of.
        """
        lang, kinds = self.problems.lang, set(get_args(QuestionKind))
        unmet = sorted(self.answers.keys() - self._met - kinds)
        for key in unmet:
            if key.partition(":")[0] not in kinds:
                raise InvalidInput(sentence("no_question", lang, value=key), hint=sentence("no_question.hint", lang))
        if unmet:
            self.problems.notice_of_answers(unmet)

    def _given_answer(self, key: str, offered: Sequence[Choice]) -> str:
        answer = self.answers[key]
        if answer not in {choice.value for choice in offered}:
            lang, values = self.problems.lang, ", ".join(choice.value for choice in offered)
            raise InvalidInput(
                sentence("no_choice", lang, value=f"{key}={answer}"),
                hint=sentence("no_choice.hint", lang, value=values),
            )
        return answer


def _choice(value: str, lang: Lang) -> Choice:
    return Choice(value, sentence(f"choice.{value}", lang))


def read_answers(pairs: Sequence[str], lang: Lang) -> dict[str, str]:
    """Answers written as ``KEY=VALUE``.

    Raises:
        InvalidInput: one of them is not written so.
    """
    for pair in pairs:
        if "=" not in pair:
            raise InvalidInput(sentence("no_answer", lang, value=pair), hint=sentence("no_answer.hint", lang))
    return {pair.rpartition("=")[0]: pair.rpartition("=")[2] for pair in pairs}
