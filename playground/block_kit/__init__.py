"""Block Kit as Slack enforces it: shapes, lengths, counts, ids."""
