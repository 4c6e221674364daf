"""A PDF that somebody sends: looked at before it is kept, kept byte for byte, inspected afterwards."""
