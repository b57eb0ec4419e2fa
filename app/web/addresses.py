"""Names of topics in addresses of API and pages."""

from app.records.schema import Topic


def path_of(topic: Topic) -> str:
    """A topic in an address: ``funding_areas`` are under ``funding-areas``."""
    return topic.replace("_", "-")
