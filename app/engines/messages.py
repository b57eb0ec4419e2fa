"""What a person reads when an engine cannot compute: a sentence and what to do, in German and English."""

from collections.abc import Mapping

from app.errors import EngineUnavailable, InvalidInput
from app.records.vocabulary import Lang

_TEXTS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "unknown": {
        "de": (
            "Ein Rechenwerk „{name}“ gibt es nicht.",
            "So schreiben: local (Prozesse dieses Rechners), local[N] (Spark auf diesem Rechner), spark://RECHNER:PORT, yarn oder k8s://ADRESSE.",
        ),
        "en": (
            "There is no engine “{name}”.",
            "Write local (processes of this machine), local[N] (Spark on this machine), spark://HOST:PORT, yarn or k8s://ADDRESS.",
        ),
    },
    "no_pyspark": {
        "de": (
            "Für --engine {name} fehlt pyspark.",
            "Installieren: pip install 'netzblick[spark]'; oder --engine local nehmen, das Prozesse dieses Rechners rechnen lässt.",
        ),
        "en": (
            "--engine {name} needs pyspark, which is not installed.",
            "Install it: pip install 'netzblick[spark]'; or use --engine local, which computes in processes of this machine.",
        ),
    },
    "no_java": {
        "de": (
            "Für --engine {name} fehlt Java.",
            "Installieren Sie Java 17 oder 21 (Debian: openjdk-17-jre-headless), oder nennen Sie es mit JAVA_HOME; ohne Java rechnet --engine local.",
        ),
        "en": (
            "--engine {name} needs Java, which was not found.",
            "Install Java 17 or 21 (Debian: openjdk-17-jre-headless), or name it with JAVA_HOME; without Java use --engine local.",
        ),
    },
    "not_started": {
        "de": (
            "Spark ist für --engine {name} nicht gestartet: {reason}.",
            "Spark 4 braucht Java 17 oder 21; was es selbst meldet, steht darüber. Ohne Spark rechnet --engine local.",
        ),
        "en": (
            "Spark did not start for --engine {name}: {reason}.",
            "Spark 4 needs Java 17 or 21; what it says itself stands above. Without Spark use --engine local.",
        ),
    },
    "not_begun": {
        "de": (
            "Auf {name} kann Spark nicht anfangen: {reason}.",
            "Nimmt dort ein Spark der Version 4 Anwendungen an, und stimmen die Einstellungen in spark-defaults.conf? Ohne Spark rechnet --engine local.",
        ),
        "en": (
            "Spark cannot begin on {name}: {reason}.",
            "Does a Spark of version 4 accept applications there, and are the settings in spark-defaults.conf right? Without Spark use --engine local.",
        ),
    },
    "no_yarn": {
        "de": (
            "Für --engine yarn fehlt, wo YARN läuft.",
            "Nennen Sie mit HADOOP_CONF_DIR den Ordner seiner Einstellungen; ohne YARN rechnet --engine local.",
        ),
        "en": (
            "--engine yarn needs to know where YARN runs.",
            "Name the folder of its settings with HADOOP_CONF_DIR; without YARN use --engine local.",
        ),
    },
    "unreachable": {
        "de": (
            "Das Rechenwerk {name} ist nicht erreichbar.",
            "Läuft es dort, und stimmen Rechner und Port? Ohne ihn rechnet --engine local.",
        ),
        "en": (
            "The engine {name} cannot be reached.",
            "Is it running there, and are host and port right? Without it use --engine local.",
        ),
    },
    "no_worker": {
        "de": (
            "Das Rechenwerk {name} hat in {seconds:g} s keinen freien Arbeiter zugeteilt.",
            "Läuft dort ein Spark-Worker mit freien Kernen und freiem Speicher? Sonst später noch einmal, oder --engine local.",
        ),
        "en": (
            "The engine {name} assigned no free worker within {seconds:g} s.",
            "Does a Spark worker with free cores and memory run there? Else try later, or use --engine local.",
        ),
    },
    "foreign_worker": {
        "de": (
            "Auf den Arbeitern von {name} ist Netzblick {theirs} statt {ours} installiert.",
            "Installieren Sie dort dieselbe Fassung für dieselbe Version von Python, und nennen Sie sie mit PYSPARK_PYTHON.",
        ),
        "en": (
            "The workers of {name} have Netzblick {theirs} installed instead of {ours}.",
            "Install the same version there for the same version of Python, and name it with PYSPARK_PYTHON.",
        ),
    },
    "deserted": {
        "de": (
            "Das Rechenwerk {name} hat seit {seconds:g} s keinen Arbeiter mehr.",
            "Laufen dort noch Spark-Worker? Was fertig war, ist geschrieben; derselbe Befehl geht dort weiter, wo er war.",
        ),
        "en": (
            "The engine {name} has had no worker for {seconds:g} s.",
            "Do Spark workers still run there? What was finished is written; the same command goes on where it was.",
        ),
    },
    "lost": {
        "de": (
            "Das Rechenwerk {name} ist verloren gegangen.",
            "Was fertig war, ist geschrieben; derselbe Befehl geht dort weiter, wo er war.",
        ),
        "en": ("The engine {name} was lost.", "What was finished is written; the same command goes on where it was."),
    },
}


def unknown_engine(name: str, lang: Lang) -> InvalidInput:
    """There is no engine of that name."""
    detail, hint = _TEXTS["unknown"][lang]
    return InvalidInput(detail.format(name=name), hint=hint)


def unavailable(key: str, lang: Lang, **arguments: object) -> EngineUnavailable:
    """An engine that cannot be started or reached; ``key`` says why."""
    detail, hint = _TEXTS[key][lang]
    return EngineUnavailable(detail.format(**arguments), hint=hint)
