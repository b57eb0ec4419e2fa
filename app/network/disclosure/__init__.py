"""Which numbers may be told?"""
