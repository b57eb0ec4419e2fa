"""Who does what for whom where, and what is needed?"""
