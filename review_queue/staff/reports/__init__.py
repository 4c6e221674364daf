"""What a chief reviewer can print, download and look at: tables, charts, and the evidence pack.

Statistics raise alarms; nothing here writes, and nothing here changes a mark.
"""
