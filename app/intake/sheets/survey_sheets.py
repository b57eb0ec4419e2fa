"""Which columns have the two sheets of a survey: who was asked, and what they answered?"""

from app.intake.sheets.sheet import Column, Sheet, code_column, date_column, name_column, reference_column

WAVES = Sheet(
    topic="waves",
    de="Befragungen",
    en="Waves",
    variants=("Befragung", "surveys", "survey waves"),
    silence_tells=True,
    columns=(
        name_column(),
        date_column("date", "Datum", "Date", "Tag"),
        code_column("mode", "Art", "Mode", "wave_mode", "kind", required=True),
        reference_column("asked", "Gefragt", "Asked", "actors", "Befragte", is_list=True),
        reference_column("answered_by", "Geantwortet", "Answered by", "actors", "answered", is_list=True),
        reference_column("asked_about", "Gefragt nach", "Asked about", "actors", "Namensliste", "roster", is_list=True),
    ),
)


def _question(field_name: str, de: str, en: str) -> Column:
    return code_column(field_name, de, en, "extent")


TIE_REPORTS = Sheet(
    topic="tie_reports",
    de="Antworten",
    en="Tie reports",
    variants=("Antwort", "answers", "responses"),
    silence_tells=True,
    columns=(
        reference_column("wave", "Befragung", "Wave", "waves", "survey", required=True),
        reference_column("by", "Von", "By", "actors", "from", required=True),
        reference_column("about", "Über", "About", "actors", is_list=True, required=True),
        code_column("kind", "Art", "Kind", "cooperation_kind", "type"),
        code_column("together", "Arbeiten zusammen", "Together", "answer", "work together"),
        code_column("strength", "Stärke", "Strength", "strength"),
        _question("trust_reliability", "Verlässlich", "Trust reliability"),
        _question("trust_mission", "Trägt das Anliegen mit", "Trust mission"),
        _question("trust_openness", "Offen im Gespräch", "Trust openness"),
        _question("value_influence", "Hat Einfluss", "Value influence"),
        _question("value_involvement", "Bringt sich ein", "Value involvement"),
        _question("value_resources", "Trägt Mittel bei", "Value resources"),
    ),
)
