import pytest

from sources.reading.language import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister said that the harbour will stay open, and that it was not for sale."),
        ("fr", "Le ministre a dit que le port est ouvert et que rien ne sera vendu pour une fois."),
        ("es", "El ministro dijo que el puerto está abierto y que no se vende por una promesa."),
        ("de", "Der Minister hat gesagt, dass der Hafen offen ist und nicht verkauft wird."),
        ("tr", "Bakan, limanın açık olacağını ve bir gün daha çok gemi için hazır olduğunu dedi."),
        ("fa", "وزیر گفت که بندر باز می‌ماند و چیزی فروخته نخواهد شد، پس نگران نباشید."),
        ("ar", "قال الوزير إن الميناء سيبقى مفتوحا ولن يباع أي شيء منه."),
        ("ru", "Министр сказал, что порт останется открытым и ничего не будет продано."),
        ("uk", "Міністр сказав, що порт залишиться відкритим і нічого не буде продано."),
        ("zh", "部长 说 港口 将 保持 开放 不会 出售 任何 东西"),
    ],
)
def test_the_language_is_told_by_its_commonest_words_or_its_script(language, text):
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "Northfield", "1 2 3 4 5 6 7", "Lorem ipsum dolor sit amet"])
def test_what_cannot_be_told_is_left_open(text):
    assert language_of(text) == ""
