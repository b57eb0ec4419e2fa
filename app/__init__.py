"""Netzblick: who works with whom in a district, what is missing, and what nobody knows."""
