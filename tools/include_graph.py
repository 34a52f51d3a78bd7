"""include_graph.py: which folder of src/ includes which, from the #include lines as they are. A way
that a longer path already shows is left out."""
import collections
import glob
import re


def edges():
    """How many files of a folder include one of another."""
    found = collections.Counter()
    for path in glob.glob("src/*/*.[ch]"):
        here = path.split("/")[1]
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for there in set(re.findall(r'^#include "([a-z]+)/', text, re.M)):
            if there != here:
                found[here, there] += 1
        if re.search(r'^#include [<"]dateline\.h[>"]', text, re.M) and here in ("cli", "serve", "report"):
            found[here, "dateline.h"] += 1
    for path in glob.glob("src/*.c"):
        with open(path, encoding="utf-8") as file:
            for there in set(re.findall(r'^#include "([a-z]+)/', file.read(), re.M)):
                found["dateline.h", there] += 1
    return found


def reaches(graph, start, goal):
    """Whether a way of two steps or more leads from start to goal."""
    seen, todo = set(), [two for one in graph[start] if one != goal for two in graph[one]]
    while todo:
        node = todo.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            todo.extend(graph[node])
    return False


def shown():
    """The edges of the figure, in order."""
    found = edges()
    graph = collections.defaultdict(set)
    for here, there in found:
        graph[here].add(there)
    return sorted(pair for pair in found if not reaches(graph, *pair))


def mermaid():
    """The figure as a page of docs/ holds it."""
    lines = [f"    {here} --> {there}" for here, there in shown()]
    return "```mermaid\nflowchart TD\n" + "\n".join(lines) + "\n```\n"


def main():
    """Writes the figure into docs/architecture.md."""
    with open("docs/architecture.md", encoding="utf-8") as file:
        text = file.read()
    with open("docs/architecture.md", "w", encoding="utf-8") as file:
        file.write(re.sub(r"^```mermaid\n.*?^```\n", lambda _: mermaid(), text, flags=re.M | re.S))


if __name__ == "__main__":
    main()
