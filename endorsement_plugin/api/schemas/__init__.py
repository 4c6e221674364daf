"""What the API says and takes: plain values, decimals as strings, dates as ISO 8601."""
