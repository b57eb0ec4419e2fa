"""Feedback sheets: what an organisation or a round is asked to confirm, and the answers that come back."""
