"""The warehouse's second home: a lake that several machines share (decision 35)."""
