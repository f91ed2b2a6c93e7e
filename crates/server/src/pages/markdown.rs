//! Markdown of badges as blocks that a template lays out, so that whatever is in it is escaped like any other text.
//! Raw HTML is shown as it is written, links and pictures as their text.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Most bytes that are laid out; what is longer is cut.
const LONGEST: usize = 20_000;

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph, or a heading, which is a strong one.
    Paragraph(Vec<Span>),
    /// A list's items.
    List(Vec<Vec<Span>>),
    /// Lines that are laid out as they are written.
    Code(String),
}

/// A piece of text in one face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) face: Face,
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Like the rest.
    Plain,
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
    /// Of a typewriter.
    Code,
}

/// The blocks of a Markdown text. Lists in lists are laid out as one list; headings as strong paragraphs.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let mut layout = Layout::default();
    for event in Parser::new(shortened(markdown)) {
        layout.take(event);
    }
    layout.end_item();
    layout.blocks
}

/// The text up to the last whole character within the limit.
fn shortened(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

#[derive(Default)]
struct Layout {
    blocks: Vec<Block>,
    item: Vec<Span>,
    strong: usize,
    emphasis: usize,
    lists: usize,
    /// The lines of a code block, while in one.
    code: Option<String>,
}

impl Layout {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => self.write(&text, Face::Code),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.write(&text, self.face()),
            Event::SoftBreak | Event::HardBreak => self.write(" ", self.face()),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong | Tag::Heading { .. } => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::CodeBlock(_) => {
                self.end_item();
                self.code = Some(String::new());
            }
            Tag::List(_) => {
                self.end_item();
                self.lists += 1;
                if self.lists == 1 {
                    self.blocks.push(Block::List(Vec::new()));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis => self.emphasis -= 1,
            TagEnd::Heading(_) => {
                self.strong -= 1;
                self.end_item();
            }
            TagEnd::List(_) => {
                self.end_item();
                self.lists -= 1;
            }
            TagEnd::CodeBlock => {
                self.blocks.extend(self.code.take().map(|code| Block::Code(code.trim_end().to_owned())))
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::HtmlBlock => self.end_item(),
            _ => {}
        }
    }

    fn face(&self) -> Face {
        match (self.strong, self.emphasis) {
            (0, 0) => Face::Plain,
            (0, _) => Face::Emphasis,
            _ => Face::Strong,
        }
    }

    fn write(&mut self, text: &str, face: Face) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
            return;
        }
        match self.item.last_mut() {
            Some(last) if last.face == face => last.text.push_str(text),
            _ => self.item.push(Span { text: text.to_owned(), face }),
        }
    }

    fn end_item(&mut self) {
        if self.item.is_empty() {
            return;
        }
        let item = std::mem::take(&mut self.item);
        match self.blocks.last_mut() {
            Some(Block::List(items)) if self.lists > 0 => items.push(item),
            _ => self.blocks.push(Block::Paragraph(item)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(item: &[Span]) -> String {
        let span = |span: &Span| match span.face {
            Face::Plain => span.text.clone(),
            Face::Strong => format!("[{}]", span.text),
            Face::Emphasis => format!("_{}_", span.text),
            Face::Code => format!("`{}`", span.text),
        };
        item.iter().map(span).collect()
    }

    fn outline(markdown: &str) -> Vec<String> {
        let block = |block: &Block| match block {
            Block::Paragraph(spans) => line(spans),
            Block::List(items) => {
                format!("* {}", items.iter().map(|it| line(it)).collect::<Vec<_>>().join(" | "))
            }
            Block::Code(code) => format!("$ {code}"),
        };
        blocks(markdown).iter().map(block).collect()
    }

    #[test]
    fn paragraphs_lists_and_faces_are_kept() {
        let text = "One *soft*\nline.\n\n- **Analyze.** Examines\n  `tasks`.\n- Plans.\n\nEnd.";
        assert_eq!(outline(text), ["One _soft_ line.", "* [Analyze.] Examines `tasks`. | Plans.", "End."]);
        assert_eq!(outline("# Title\n\n1. a\n   - b\n2. c"), ["[Title]", "* a | b | c"]);
    }

    #[test]
    fn code_keeps_its_lines() {
        assert_eq!(outline("Try:\n\n```\ncurl \\\n  <url>\n```"), ["Try:", "$ curl \\\n  <url>"]);
    }

    #[test]
    fn html_links_and_pictures_are_no_more_than_their_text() {
        assert_eq!(outline("<script>alert(1)</script>"), ["<script>alert(1)</script>"]);
        assert_eq!(
            outline("a [link](javascript:alert(1)) ![picture](https://x.example/t.png)"),
            ["a link picture"]
        );
    }

    #[test]
    fn a_very_long_text_is_cut_between_characters() {
        let Block::Paragraph(spans) = &blocks(&"é".repeat(LONGEST))[0] else { panic!("a paragraph") };
        assert_eq!(spans[0].text.len(), LONGEST);
    }
}
