"""From received files to a published snapshot, in the order of design §7."""
