"""What each kind of identity may look like in a text: one index of spellings, built from all kinds."""
