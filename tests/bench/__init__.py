"""Measurements that `make bench` prints; ratios count, not the machine."""
