"""What sources want done with parts that are here: consent changed, the part taken back, or destroyed in time."""
