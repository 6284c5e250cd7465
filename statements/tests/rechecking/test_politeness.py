import time

from statements import politeness
from statements.politeness import wait_for_turn


class Cache:
    def __init__(self):
        self.ends = {}

    def add(self, key, value, timeout):
        if self.ends.get(key, 0) > time.monotonic():
            return False
        self.ends[key] = time.monotonic() + timeout
        return True


def test_one_site_is_asked_after_a_pause_and_another_at_once():
    cache = Cache()
    started = time.monotonic()
    wait_for_turn(cache, "a.example", seconds=0.3)
    wait_for_turn(cache, "b.example", seconds=0.3)
    at_once = time.monotonic()
    wait_for_turn(cache, "a.example", seconds=0.3)

    assert time.monotonic() - started >= 0.3
    assert at_once - started < time.monotonic() - at_once + 0.3


def test_a_cache_that_never_lets_go_holds_nobody_for_ever(monkeypatch):
    monkeypatch.setattr(politeness, "_LONGEST", 0.1)

    class Stuck:
        def add(self, key, value, timeout):
            return False

    wait_for_turn(Stuck(), "a.example")
