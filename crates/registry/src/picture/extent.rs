//! How much there is to draw, and where: both are bounded before a pixel is touched.

use resvg::tiny_skia::{Rect, Transform};
use resvg::usvg::{Group, Node, Tree};

use super::PictureError;

/// Shapes drawn, those of a clip path counted for each group it clips.
const MOST_SHAPES: usize = 250;
/// How far a shape may reach beyond the picture, in sides of the picture.
const MARGIN: f32 = 2.0;
/// Smallest and largest side of a picture, in its own units.
const SIDES: std::ops::RangeInclusive<f32> = 1.0..=100_000.0;

/// Refuses what would take too long, and coordinates on which the rasterizer fails: it panics, even while it
/// unwinds, for shapes that reach further than its fixed-point numbers.
pub(super) fn check(tree: &Tree) -> Result<(), PictureError> {
    let (width, height) = (tree.size().width(), tree.size().height());
    if !SIDES.contains(&width) || !SIDES.contains(&height) {
        return Err(PictureError::NotSvg);
    }
    let margin = MARGIN * width.max(height);
    let frame = Rect::from_ltrb(-margin, -margin, width + margin, height + margin);
    let mut extent = Extent { frame: frame.ok_or(PictureError::NotSvg)?, shapes_left: MOST_SHAPES };
    extent.take(tree.root(), Transform::identity())
}

struct Extent {
    frame: Rect,
    shapes_left: usize,
}

impl Extent {
    /// Takes a group's shapes into account as the renderer draws them. `onto` brings the coordinates of the
    /// tree that the group stands in onto the picture. The depth of both was bounded with the text.
    fn take(&mut self, group: &Group, onto: Transform) -> Result<(), PictureError> {
        if let Some(clip) = group.clip_path() {
            let placed = onto.pre_concat(group.abs_transform()).pre_concat(clip.transform());
            self.take(clip.root(), placed)?;
        }
        for node in group.children() {
            self.shapes_left =
                self.shapes_left.checked_sub(1).ok_or(PictureError::TooComplex("250 shapes"))?;
            match node {
                Node::Group(inner) => self.take(inner, onto)?,
                shape => self.place(shape.abs_stroke_bounding_box(), onto)?,
            }
        }
        Ok(())
    }

    fn place(&self, shape: Rect, onto: Transform) -> Result<(), PictureError> {
        let placed = shape.transform(onto).ok_or(PictureError::OutOfFrame)?;
        let inside = placed.left() >= self.frame.left()
            && placed.top() >= self.frame.top()
            && placed.right() <= self.frame.right()
            && placed.bottom() <= self.frame.bottom();
        if inside { Ok(()) } else { Err(PictureError::OutOfFrame) }
    }
}
