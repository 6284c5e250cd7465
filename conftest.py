pytest_plugins = [
    "config.testing.browser",
    "config.testing.database",
    "config.testing.network",
    "config.testing.settings",
    "config.testing.tasks",
    "config.testing.templates",
]
