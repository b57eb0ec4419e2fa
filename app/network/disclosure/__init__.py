"""Disclosure control: the numbers of people that may be shown."""
