"""table.py - the format of every list: comment lines that tell its origin, then surface TAB value..."""
import dataclasses
import unicodedata


@dataclasses.dataclass
class Table:
    name: str
    what: str
    columns: str
    source: str
    rows: list

    def bytes(self):
        lines = [f"# {self.name}: {self.what}", f"# source: {self.source}; see LICENCES.md",
                 "# made by tools/import/import.py: change its input, not this file", f"# columns: {self.columns}"]
        lines += ["\t".join(str(field) for field in row).rstrip("\t") for row in self.rows]
        text = unicodedata.normalize("NFC", "\n".join(lines) + "\n")
        return text.encode("utf-8")


def read(path):
    """The rows of a list, comments left out."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")
