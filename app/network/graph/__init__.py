"""Who is tied to whom on a day?"""
