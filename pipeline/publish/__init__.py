"""From the outputs of a run to a versioned release: what may go out, described in every usual way."""
