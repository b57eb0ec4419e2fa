"""Words that answer a question with yes, no or not known, in German and English, case-folded."""

YES_WORDS = frozenset({"ja", "j", "yes", "y", "x", "wahr", "true", "1", "✓", "✔", "☑", "✅", "vorhanden", "trifft zu"})
NO_WORDS = frozenset(
    {
        "nein",
        "n",
        "no",
        "falsch",
        "false",
        "0",
        "kein",
        "keine",
        "nicht",
        "not",
        "none",
        "✗",
        "✘",
        "❌",
        "trifft nicht zu",
    }
)
NOT_YET_WORDS = frozenset(
    {
        *("geplant", "in planung", "angedacht", "vorgesehen", "beabsichtigt", "gewünscht", "angestrebt", "noch nicht"),
        *("in vorbereitung", "im aufbau", "perspektivisch", "künftig", "zukünftig"),
        *("planned", "intended", "not yet", "in preparation", "future", "proposed"),
    }
)
"""Words for what is to be: nothing yet, and nobody said no."""
UNKNOWN_WORDS = frozenset(
    {
        *("weiß nicht", "weiss nicht", "unbekannt", "nicht bekannt", "unklar", "offen", "folgt"),
        *("?", "??", "???", "…", "...", "k. a.", "k.a.", "k. a", "k.a", "ka", "keine angabe", "keine angaben"),
        *(
            "n/a",
            "n. a.",
            "n.a.",
            "n. b.",
            "n.b.",
            "don't know",
            "dont know",
            "don’t know",
            "unknown",
            "not known",
            "unclear",
            "tbd",
        ),
    }
)
"""What people write where they know nothing; the cell could as well be empty."""

ANSWER_WORDS = YES_WORDS | NO_WORDS | NOT_YET_WORDS | UNKNOWN_WORDS
"""Every word that answers whether two work together, though not always with yes or no."""
