"""What each kind of identity may look like in a text: one index of spellings, built from all kinds, and how a
place of the text is judged where one of them stands."""
