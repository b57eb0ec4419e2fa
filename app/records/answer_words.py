"""Words that answer a question with yes, no or not known, in German and English, case-folded."""

YES_WORDS = frozenset({"ja", "j", "yes", "y", "x", "wahr", "true", "1", "✓", "✔"})
NO_WORDS = frozenset({"nein", "n", "no", "falsch", "false", "0"})
UNKNOWN_WORDS = frozenset(
    {
        "weiß nicht",
        "weiss nicht",
        "unbekannt",
        "nicht bekannt",
        "don't know",
        "dont know",
        "don’t know",
        "unknown",
        "not known",
        "?",
    }
)
