"""What may break a rule of readability, by name and with the reason. A waiver that nothing needs any more fails."""

# Sentences or labels that may hold a word to avoid: the whole sentence, the word, why.
WORDS: dict[tuple[str, str], str] = {
    ("teammanagers geraadpleegd", "geraadpleegd"): "the mandate rules name this step so, for staff only",
}
# Sentences of more than twenty words: the whole sentence, why.
LONG: dict[str, str] = {}
# Sources whose sentences are longer on average than twelve words: the source, why.
MEAN: dict[str, str] = {}
# Sources with more passive sentences than one in ten: the source, why.
PASSIVE: dict[str, str] = {}
