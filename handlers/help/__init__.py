"""Help: what the asker may do, and the sentences every refusal ends with."""
