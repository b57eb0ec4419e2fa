"""Supply and need in the district: who does what for whom where, and what is needed?"""
