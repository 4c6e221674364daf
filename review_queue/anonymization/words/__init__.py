"""Words as they are used: everyday words that are names, short forms of names, English words."""
