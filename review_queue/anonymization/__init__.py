"""Take identities out of text. Pure: no ORM, no request, nothing is kept but what is returned."""
