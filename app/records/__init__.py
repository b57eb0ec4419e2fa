"""What is a valid record of an organisation, an offer, a project, a place, a statistic?"""
