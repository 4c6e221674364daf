"""Tables of a pack, made again from what was sealed."""
