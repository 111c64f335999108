"""What can happen: one function per event, one transaction each."""
