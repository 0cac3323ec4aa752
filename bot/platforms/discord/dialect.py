"""Dialect: standard Markdown into what Discord draws, with no word, link or line of code lost.

Discord has neither tables, pictures, rules, reference links, indented code nor headings below the third, and shows
every line break of the source: each is said in the nearest way it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode

from bot.platforms.discord.words import escaped, guarded, inside
from bot.prose import PARSER, readable

WIDEST_TABLE = 56
"""Characters of a code block's line that Discord shows on a computer without folding it."""
SMALLEST_HEADING = 3
RULE = "─" * 12

_WEB = re.compile(r"https?://", re.IGNORECASE)
_LANGUAGE = re.compile(r"[\w+#-]+")


def for_discord(markdown: str) -> str:
    """The same text in Discord's Markdown."""
    tree = SyntaxTreeNode(PARSER.parse(readable(markdown)))
    return "\n\n".join("\n".join(_block(node, "")) for node in tree.children)


def _block(node: SyntaxTreeNode, indent: str) -> list[str]:
    """One block in lines. Code, tables and quotes stand at the margin, where alone Discord draws them."""
    match node.type:
        case "heading":
            return [_heading(node)]
        case "bullet_list" | "ordered_list":
            return _list(node, indent)
        case "fence" | "code_block":
            return _code(node.content, node.info)
        case "blockquote":
            inner = [line for child in node.children for line in [*_block(child, ""), ""]][:-1]
            return [line if line.startswith("> ") else f"> {line}" for line in inner]
        case "table":
            return _table(node)
        case "hr":
            return [RULE]
        case "html_block":
            return [indent + escaped(line) for line in node.content.rstrip("\n").split("\n")]
        case _:
            return [indent + guarded(line) for line in _children(node).split("\n")]


def _heading(node: SyntaxTreeNode) -> str:
    """One level below the message's own title."""
    level = int(node.tag[1:]) + 1
    words = _children(node)
    if level <= SMALLEST_HEADING + 1:
        return f"{'#' * min(level, SMALLEST_HEADING)} {words}"
    return f"**{words.replace('**', '')}**"


def _list(node: SyntaxTreeNode, indent: str) -> list[str]:
    lines: list[str] = []
    number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    for item in node.children:
        marker = "- " if number is None else f"{number}. "
        inner = [line for child in item.children for line in _block(child, indent + " " * len(marker))]
        if inner and inner[0].startswith(indent + " " * len(marker)):
            inner[0] = indent + marker + inner[0][len(indent) + len(marker) :]
        else:
            inner.insert(0, (indent + marker).rstrip())
        lines.extend(inner)
        number = None if number is None else number + 1
    return lines


def _code(content: str, info: str) -> list[str]:
    language = _LANGUAGE.match(info.strip())
    inner = content.removesuffix("\n").replace("```", "`\u200b`\u200b`")
    return [f"```{language[0] if language else ''}", *inner.split("\n"), "```"]


def _table(node: SyntaxTreeNode) -> list[str]:
    """Aligned in a code block when it is narrow and holds no link; else one item a row, each cell after its heading."""
    rows = [row.children for part in node.children for row in part.children]
    plain = [[_plain(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in plain) for column in range(len(plain[0]))]
    has_links = any(one.type in ("link", "image") for row in rows for cell in row for one in cell.walk())
    if has_links or sum(widths) + 3 * (len(widths) - 1) > WIDEST_TABLE:
        return list(_rows_as_items([[_children(cell) for cell in row] for row in rows]))
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in plain]
    return _code("\n".join([lines[0], "-+-".join("-" * width for width in widths), *lines[1:]]), "")


def _rows_as_items(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    titles = [title.replace("**", "") for title in rows[0]]
    if not rows[1:]:
        yield " · ".join(titles)
    for row in rows[1:]:
        pairs = zip(titles, row, strict=True)
        yield "- " + " · ".join(f"**{title}** {cell}" if title else cell for title, cell in pairs)


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(
        " " if one.type in ("softbreak", "hardbreak") else one.content
        for one in node.walk()
        if one.type in ("text", "code_inline", "html_inline", "softbreak", "hardbreak")
    )


def _children(node: SyntaxTreeNode) -> str:
    return "".join(_inline(child) for child in node.children)


def _inline(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text" | "html_inline":
            return inside(node.content)
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "code_inline":
            return f"`` {node.content} ``" if "`" in node.content else f"`{node.content}`"
        case "strong":
            return f"**{_children(node)}**"
        case "em":
            return f"*{_children(node)}*"
        case "s":
            return f"~~{_children(node)}~~"
        case "link":
            return _link(node)
        case "image":
            return _address(inside(_plain(node)), str(node.attrs.get("src", "")))
        case _:
            return _children(node)


def _link(node: SyntaxTreeNode) -> str:
    href = str(node.attrs.get("href", ""))
    if any(child.type == "image" for child in node.children):
        return f"{_children(node)} ({_address('', href)})"
    if _plain(node) == href:
        return href
    return _address(_children(node), href)


def _address(name: str, href: str) -> str:
    """A named link where Discord draws one, the name and the address in full elsewhere."""
    if href.startswith("#") or not href:
        return name
    if not _WEB.match(href):
        return f"{name} ({inside(href)})" if name and name != href else inside(href)
    if not name or _WEB.search(name):
        return f"{name} (<{href}>)" if name else f"<{href}>"
    return f"[{name}](<{href}>)" if re.search(r"[()\s]", href) else f"[{name}]({href})"
