"""What a credential demands, and whether evidence meets it. Plain Python; `today` is an argument."""
