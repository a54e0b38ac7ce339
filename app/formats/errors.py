"""What is wrong with a file, in one line, the same words in a terminal and in a dialog."""

from engine.errors import FieldError
from engine.wording import printable


class FileError(ValueError):
    """A file that cannot be used.

    `file` as the user named it, `field` where in it ("network.sizes[2]", "line
    3, column 5" or empty for the file as a whole), `wrong` what is there,
    `right` what would be right. str() is one printable line of the four.
    """

    def __init__(self, file: str, field: str, wrong: str, right: str) -> None:
        said = (file or '""', field, wrong, right)
        self.file, self.field, self.wrong, self.right = map(printable, said)
        place = f"{self.file}: {self.field}" if self.field else self.file
        super().__init__(f"{place}: {self.wrong}; {self.right}")

    @classmethod
    def of(cls, file: str, error: FieldError) -> "FileError":
        """The same finding, with the file that it is in."""
        return cls(file, error.field, error.wrong, error.right)
