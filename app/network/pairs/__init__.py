"""What do two share, and what is known of the pair?"""
