"""What people are told of a story's facts."""

from samples.metadata import BODY, one


def test_problems_quote_no_sentence_of_the_text():
    secret = "Every word of this notice belongs to the Quay Post alone and is not to be seen"
    texts = [
        f"{BODY}\n\nCopyright 2031 Quay Post, licence withheld: {secret}.",
        f"Boats Wait\nPosted: Sunday, February 28, 2031\n\n{BODY}",
        f"{BODY}\n\nSource: javascript:{secret.replace(' ', '')}",
    ]
    for text in texts:
        [problem] = one(text).problems
        assert not any(text[at : at + 24] in problem.message for at in range(len(text) - 24))
