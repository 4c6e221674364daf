"""What a coordinator sees of endorsements, and does with them."""
