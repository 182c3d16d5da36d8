"""Tables of events at scale: public event data and mapped tables as accounts whose evidence is a row."""
