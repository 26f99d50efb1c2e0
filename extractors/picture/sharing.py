"""When the reading of a document is to be shared among several tasks."""


class ManyPictures(Exception):
    """More pages of a document are pictures than one task is to look at: its pages, and the numbers of those.

    Answers a question of the caller's own; nothing is wrong with the document.
    """

    def __init__(self, pages: int, numbers: tuple[int, ...]) -> None:
        super().__init__(pages, numbers)
        self.pages, self.numbers = pages, numbers
