"""Pairs of actors or offers: what the two share, and what is known of their coordination."""
