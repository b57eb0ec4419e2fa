"""Is every refusal of a command German where nobody asks for English, and English where somebody does?"""

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from app import errors
from app.cli.program import run
from app.cli.wrong_use import wrong_use_in_german, wrong_uses
from app.refusals import in_language, said, said_by_system, texts

WORKBOOK = "examples/essener-konsens/arbeitsmappe.xlsx"
ASKED = ("analyse", "density", "--from", WORKBOOK)
REPORT = ("report", "--from", WORKBOOK)

WRONG = {
    ("foo",): ("Den Befehl „foo“ gibt es nicht", "No such command 'foo'"),
    ("analyse",): ("Es fehlt: 'ID'", "Missing argument 'ID'"),
    ("template", "extra"): ("Das ist zu viel: extra", "unexpected extra argument(s) (extra)"),
    ("analyse", "density", "--frm", "x"): ("Die Option --frm gibt es nicht", "No such option: --frm"),
    ("analyse", "dichte"): ("Die Auswertung „dichte“ gibt es nicht", "unknown analysis dichte"),
    (*ASKED, "--set", "max=3"): ("Die Angabe „max“ gibt es nicht", "unknown parameter max"),
    (*ASKED, "--set", "max"): ("Name und Wert werden gebraucht", "a name and a value are needed"),
    (*ASKED, "--scope", "stadt=1"): ("„stadt=1“ ist kein Teil eines Netzes", "stadt=1 is no part of a network"),
    (*ASKED, "--scope", "area=nirgends"): ("Ein Gebiet „nirgends“ gibt es nicht", "there is no area nirgends"),
    (*REPORT, "--audience", "alle"): ("Den Leserkreis „alle“ gibt es nicht", "unknown audience alle"),
    (*REPORT, "--edition", "lang"): ("Die Fassung „lang“ gibt es nicht", "unknown edition lang"),
    (*REPORT, "--edition", "steckbrief", "--about", "XY"): ("„XY“ gibt es nicht", "nothing is called XY"),
    ("export", "--from", WORKBOOK, "--format", "xml"): ("Das Format „xml“ gibt es nicht", "unknown format xml"),
    ("export", "--from", WORKBOOK, "--as-of", "heute"): ("heute ist kein Tag", "heute is no day"),
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_what_is_wrong_is_said_in_the_language_of_the_command(
    arguments: tuple[str, ...], lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    in_english = () if lang == "de" or arguments == ("foo",) else ("--lang", "en")
    if lang == "en" and not in_english:
        return
    assert run([*arguments, *in_english]) in {1, 2}
    said = capsys.readouterr().err
    german, english = WRONG[arguments]
    assert (german in said, english in said) == (lang == "de", lang == "en")


def test_what_an_analysis_finds_is_listed_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", "duplicate-actors", "--from", WORKBOOK]) == 0
    assert run(["analyse", "parallel-offers", "--from", WORKBOOK]) == 0
    said = capsys.readouterr().out
    assert ("nichts gefunden" in said or "möglich" in said, "nothing found" in said) == (True, False)


def test_what_is_quoted_is_put_into_german_too() -> None:
    assert in_language(said("did_you_mean", names=("Nord", "Süd")), "de") == "Gemeint: „Nord“ oder „Süd“?"
    assert in_language(said("did_you_mean", names=("Nord", "Süd")), "en") == "did you mean Nord or Süd?"
    hint = said("no_parameters")
    unknown = said("unknown_parameter", name="x", hint=hint)
    assert unknown == f"unknown parameter x: {hint}"
    assert in_language(unknown, "de") == f"Die Angabe „x“ gibt es nicht. {hint.german}"
    missing = said("reference_unknown", record="a", target="b", target_topic="offers")
    assert in_language(missing, "de") == "a: „b“ gibt es nicht (Angebote)."
    assert in_language("Die Datei „x“ gibt es nicht.", "de") == "Die Datei „x“ gibt es nicht."


def test_a_sentence_keeps_its_german_on_the_way_to_another_process() -> None:
    sentence = said("run_cancelled")
    there = pickle.loads(pickle.dumps(errors.InvalidInput(sentence, hint=sentence)))
    assert (there.detail, in_language(there.detail, "de")) == (sentence, sentence.german)


def test_what_the_system_says_of_a_file_is_said_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "x").read_bytes()
    assert said_by_system(missing.value) == "No such file or directory"
    assert in_language(said_by_system(missing.value), "de") == "Die Datei oder den Ordner gibt es nicht"


OF_HTTP_AND_PAGES = (
    *("app/usecases/records/batch.py", "app/usecases/records/records.py", "app/usecases/records/small_counts.py"),
    *("app/usecases/follow_changes.py", "app/usecases/find_findings.py", "app/records/editing.py"),
    *("app/api/", "app/pages/", "app/web/", "app/client/"),
)
"""No command leads there; the pages have sentences of their own, and the API is English."""
OF_PROGRAMMERS = ("app/records/profile.py", "app/records/vocabulary.py")
"""Names that no command takes."""
IN_BOTH = ("app/usecases/spreading.py", "app/usecases/city_jobs.py")
"""Sentences that stand there in both languages."""
ERRORS = {name for name in vars(errors) if name[0].isupper()}


def sentences() -> Iterator[tuple[str, str]]:
    """Where each English sentence of a refusal stands, with ``{}`` for what it quotes."""
    for path in sorted(Path("app").rglob("*.py")):
        if path.as_posix().startswith((*OF_HTTP_AND_PAGES, *OF_PROGRAMMERS, *IN_BOTH)):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                told = [*node.args[:1], *(key.value for key in node.keywords if key.arg in {"hint", "message"})]
                for text in filter(None, map(template, told)):
                    yield f"{path}:{node.lineno}", text


def template(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def test_every_sentence_of_a_refusal_of_a_command_stands_in_the_table() -> None:
    told = [(place, text) for place, text in sentences() if re.search(r"[a-z]{2,} [a-z]", text)]
    assert told == [], "give it both languages in app/refusals.toml and say it with said(key)"
    assert len(texts()) > 200


def test_every_key_has_a_sentence_and_every_sentence_a_use() -> None:
    sources = "".join(path.read_text("utf-8") for path in sorted(Path("app").rglob("*.py")))
    used = set(re.findall(r"\bsaid\(\s*\"([a-z_]+)\"", sources))
    assert used - texts().keys() == set()
    made = ("topic_", "system_", "setting_", "unknown_")
    assert {key for key in texts() if not key.startswith(made) and f'"{key}"' not in sources} == set()


def test_german_sentences_quote_what_the_english_ones_do() -> None:
    for key, sentence in texts().items():
        english, german = (
            {name for _, name, _, _ in Formatter().parse(sentence[lang]) if name} for lang in ("en", "de")
        )
        assert german <= english, key
    for english, german in wrong_uses().items():
        assert {int(number) for number in re.findall(r"\{(\d)\}", german)} <= set(range(english.count("{}"))), english
    assert wrong_use_in_german("No such option: --x") == "Die Option --x gibt es nicht."


def test_a_list_that_somebody_sent_is_quoted_and_no_choice_of_names():
    sentence = said("value_not_boolean", value=[None, 1])
    assert "[None, 1]" in sentence
    assert "[None, 1]" in in_language(sentence, "de")
    assert said("did_you_mean", names=("Nord", "Süd")) == "did you mean Nord or Süd?"
