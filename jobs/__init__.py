"""When: one module per job, and the timetable."""
