#!/usr/bin/env python3
"""docs.py FOLDER: docs/*.md and rules/README.md as HTML pages, with the figure of the architecture.

The figure of the page is drawn by Graphviz.
"""
import glob
import html
import os
import re
import subprocess
import sys

import include_graph
import markdown

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · dateline</title>
<style>
:root {{ --ink: #1b1b1a; --ground: #fff; --soft: #5c5b57; --panel: #f4f3ef; --line: #d4d2cb; --act: #0b57a4; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #eeedea; --ground: #161616; --soft: #b0aea7;
  --panel: #222; --line: #46453f; --act: #82b8f5; }} }}
body {{ margin: 0 auto; max-width: 54rem; padding: 1rem 1.25rem 4rem; font: 17px/1.6 system-ui, sans-serif;
  color: var(--ink); background: var(--ground); }}
a {{ color: var(--act); }} nav {{ color: var(--soft); border-bottom: 1px solid var(--line); padding-bottom: .5rem; }}
pre {{ background: var(--panel); padding: .8rem 1rem; overflow-x: auto; border-radius: 6px; }}
code {{ font-size: .88em; }} :not(pre) > code {{ background: var(--panel); padding: .05em .3em; border-radius: 3px; }}
table {{ border-collapse: collapse; display: block; overflow-x: auto; }}
th, td {{ border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }}
img {{ max-width: 100%; background: #fff; border-radius: 6px; }}
</style>
</head>
<body>
<nav><a href="index.html">dateline</a></nav>
{body}
</body>
</html>
"""


def draw(path):
    lines = ["digraph {", 'bgcolor="transparent"; nodesep=0.35;',
             'node [shape=box style="rounded,filled" fillcolor="#e0eefc" color="#0b57a4" fontname="sans-serif"];',
             'edge [color="#5c5b57"];', '"dateline.h" [fillcolor="#dcf5ea" color="#00704a"];']
    lines += [f'"{here}" -> "{there}";' for here, there in include_graph.shown()]
    subprocess.run(["dot", "-Tsvg", "-o", path], input="\n".join(lines + ["}"]), text=True, check=True)


def target(link):
    """Where a link of a page leads once all pages stand in one folder."""
    if re.match(r"https?:|#", link):
        return link
    path, _, mark = link.partition("#")
    name = os.path.normpath(os.path.join("docs", path))
    mark = f"#{mark}" if mark else ""
    if os.path.dirname(name) == "docs" and name.endswith(".md"):
        return os.path.basename(name).replace("README", "index")[:-3] + ".html" + mark
    if name == "rules/README.md":
        return "rules.html" + mark
    return path if name == "docs/architecture.svg" else "source.html"


def publish(source, name, folder):
    with open(source, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"^```mermaid\n.*?^```$", "![Which folder of src/ includes which](architecture.svg)", text,
                  flags=re.M | re.S)
    title = re.match(r"#+ (.*)", text)[1]
    body = markdown.markdown(text, extensions=["tables", "fenced_code", "toc"])
    base = os.path.dirname(source)
    relative = (lambda link: link) if base == "docs" else \
        (lambda link: link if re.match(r"https?:|#", link) else os.path.relpath(os.path.join(base, link), "docs"))
    body = re.sub(r'(href|src)="([^"]+)"',
                  lambda m: f'{m[1]}="{html.escape(target(relative(html.unescape(m[2]))))}"', body)
    with open(os.path.join(folder, name + ".html"), "w", encoding="utf-8") as file:
        file.write(PAGE.format(title=html.escape(title), body=body))


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    draw(os.path.join(folder, "architecture.svg"))
    pages = {path: os.path.basename(path)[:-3].replace("README", "index") for path in sorted(glob.glob("docs/*.md"))}
    pages["rules/README.md"] = "rules"
    for source, name in pages.items():
        publish(source, name, folder)
    with open(os.path.join(folder, "source.html"), "w", encoding="utf-8") as file:
        file.write(PAGE.format(title="Sources", body="<h1>Sources</h1><p>This file stands in the source "
                               "code, beside these pages.</p>"))
    broken = 0
    for path in glob.glob(os.path.join(folder, "*.html")):
        with open(path, encoding="utf-8") as file:
            for link in re.findall(r'(?:href|src)="([^"#:]+)(?:#[^"]*)?"', file.read()):
                if not os.path.exists(os.path.join(folder, link)):
                    print(f"{path}: no {link}")
                    broken += 1
    print(f"{len(pages)} pages in {folder}")
    sys.exit(bool(broken))


main()
