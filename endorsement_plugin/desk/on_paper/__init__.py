"""Applications that came on paper, as coordinators enter them."""
