"""What the tests of every app share: no network, strict templates, a browser."""
