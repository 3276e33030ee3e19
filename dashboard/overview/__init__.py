"""The leader's first page: where each level stands, what changed, which units need attention and why."""
