from config.secret import kept_secret


def test_the_secret_is_made_once(tmp_path):
    path = tmp_path / "data" / "secret-key"

    first = kept_secret(path)

    assert kept_secret(path) == first
    assert len(first) > 60


def test_only_the_owner_reads_it(tmp_path):
    kept_secret(tmp_path / "secret-key")

    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_two_installations_have_two_secrets(tmp_path):
    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "two")
