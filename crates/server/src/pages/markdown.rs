//! Markdown of badges as blocks that a template lays out, so that whatever is in it is escaped like any other text.
//! Raw HTML is shown as it is written, links and pictures as their text.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Most bytes that are laid out; what is longer is cut.
const LONGEST: usize = 20_000;

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Whether it stands in a list, and so begins with a bullet.
    pub(super) items: Vec<Vec<Span>>,
    pub(super) is_list: bool,
}

/// A piece of text in one face.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) is_strong: bool,
    pub(super) is_emphasis: bool,
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
}

impl Layout {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Strong) | Event::Start(Tag::Heading { .. }) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong -= 1,
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis -= 1,
            Event::Start(Tag::List(_)) => {
                self.end_item();
                self.lists += 1;
                if self.lists == 1 {
                    self.blocks.push(Block { items: Vec::new(), is_list: true });
                }
            }
            Event::End(TagEnd::List(_)) => {
                self.end_item();
                self.lists -= 1;
            }
            Event::End(TagEnd::Heading(_)) => {
                self.strong -= 1;
                self.end_item();
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.end_item(),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.write(&text),
            Event::SoftBreak | Event::HardBreak => self.write(" "),
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        let (is_strong, is_emphasis) = (self.strong > 0, self.emphasis > 0);
        match self.item.last_mut() {
            Some(last) if (last.is_strong, last.is_emphasis) == (is_strong, is_emphasis) => last.text.push_str(text),
            _ => self.item.push(Span { text: text.to_owned(), is_strong, is_emphasis }),
        }
    }

    fn end_item(&mut self) {
        if self.item.is_empty() {
            return;
        }
        let item = std::mem::take(&mut self.item);
        match self.blocks.last_mut() {
            Some(list) if list.is_list && self.lists > 0 => list.items.push(item),
            _ => self.blocks.push(Block { items: vec![item], is_list: false }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(markdown: &str) -> Vec<String> {
        let face = |span: &Span| match (span.is_strong, span.is_emphasis) {
            (true, _) => format!("[{}]", span.text),
            (_, true) => format!("_{}_", span.text),
            _ => span.text.clone(),
        };
        let line = |item: &Vec<Span>| item.iter().map(face).collect::<String>();
        blocks(markdown)
            .iter()
            .map(|block| {
                let items: Vec<String> = block.items.iter().map(line).collect();
                format!("{}{}", if block.is_list { "* " } else { "" }, items.join(" | "))
            })
            .collect()
    }

    #[test]
    fn paragraphs_lists_and_faces_are_kept() {
        let text = "One *soft*\nline.\n\n- **Analyze.** Examines\n  tasks.\n- Plans.\n\nEnd.";
        assert_eq!(outline(text), ["One _soft_ line.", "* [Analyze.] Examines tasks. | Plans.", "End."]);
        assert_eq!(outline("# Title\n\n1. a\n   - b\n2. c"), ["[Title]", "* a | b | c"]);
    }

    #[test]
    fn html_links_and_pictures_are_no_more_than_their_text() {
        assert_eq!(outline("<script>alert(1)</script>"), ["<script>alert(1)</script>"]);
        assert_eq!(outline("a [link](javascript:alert(1)) ![picture](https://x.example/t.png)"), ["a link picture"]);
    }

    #[test]
    fn a_very_long_text_is_cut_between_characters() {
        let shown: usize = blocks(&"é".repeat(LONGEST)).iter().flat_map(|b| &b.items).flatten().map(|s| s.text.len()).sum();
        assert_eq!(shown, LONGEST);
    }
}
