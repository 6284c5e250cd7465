"""The review desk: the extractor's proposals, worked through by curators."""
