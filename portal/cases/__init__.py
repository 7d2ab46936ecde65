"""The law of the process: states, moves, events and clocks of a case. Pure: no database, no web, no clock."""
