"""A real Neo4j that runs without a system Java, Maven, Docker or a running service.

``server`` starts and stops it; ``jars`` fetches and verifies what it is made of.
"""
