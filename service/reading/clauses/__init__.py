"""What each clause of a reply may mean, and which clauses belong together."""
