"""The rehearsal: a whole round of invented pairs on a clock that runs (`oksa rehearse`, P33)."""
