"""Sessions: setting one up, coming to it, ending it; what its attendees think of it is asked in `feedback`."""
