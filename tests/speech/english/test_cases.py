"""The cases in this folder, as `samples/cases.py` reads them."""

from samples.cases import Case, check, of_folder


@of_folder(__file__)
def test_case(case: Case) -> None:
    check(case)
