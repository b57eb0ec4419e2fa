"""How does a real Neo4j run without a system Java, Maven, Docker or a running service?

``server`` starts and stops it; ``jars`` fetches and verifies what it is made of.
"""
