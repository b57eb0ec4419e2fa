"""Who is tied to whom on a day: the snapshot, its ties, and what is known of pairs."""
