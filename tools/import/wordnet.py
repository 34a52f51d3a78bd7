"""wordnet.py - reads WordNet's data.noun and data.adj: lemmas, pointers, gloss."""


class Synset:
    __slots__ = ("key", "file", "lemmas", "pointers", "gloss")

    def __init__(self, line, pos):
        head, _, gloss = line.partition(" | ")
        fields = head.split()
        count = int(fields[3], 16)
        self.key, self.file, self.gloss = pos + fields[0], int(fields[1]), gloss.strip()
        self.lemmas = [fields[4 + 2 * i].replace("_", " ").removesuffix("(a)").removesuffix("(p)") for i in range(count)]
        at = 4 + 2 * count
        self.pointers = []
        for i in range(int(fields[at])):
            kind, offset, part = fields[at + 1 + 4 * i:at + 4 + 4 * i]
            self.pointers.append((kind, ("a" if part == "s" else part) + offset))

    def targets(self, *kinds):
        return [target for kind, target in self.pointers if kind in kinds]


class WordNet:
    def __init__(self, folder):
        self.synsets = {}
        for pos, name in (("n", "data.noun"), ("a", "data.adj")):
            with (folder / name).open(encoding="utf-8") as file:
                for line in file:
                    if not line.startswith(" "):
                        synset = Synset(line, pos)
                        self.synsets[synset.key] = synset

    def instances(self):
        """Proper nouns: synsets that are instances of something."""
        return [s for s in self.synsets.values() if s.targets("@i")]

    def ancestors(self, synset):
        """The lemmas of everything that the synset is, nearest first."""
        found, queue, seen = [], synset.targets("@i", "@"), set()
        while queue:
            key = queue.pop(0)
            if key in seen or key not in self.synsets:
                continue
            seen.add(key)
            found += self.synsets[key].lemmas
            queue += self.synsets[key].targets("@", "@i")
        return found

    def wholes(self, synset):
        """The synsets that contain this one, nearest first."""
        found, queue, seen = [], synset.targets("#p"), set()
        while queue:
            key = queue.pop(0)
            if key in seen or key not in self.synsets:
                continue
            seen.add(key)
            found.append(self.synsets[key])
            queue += self.synsets[key].targets("#p")
        return found
