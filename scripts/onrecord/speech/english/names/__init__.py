"""The people and organisations that a story names: candidates, what shows that they are names, roles and gender."""
