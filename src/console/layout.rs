//! Where everything is on the screen: a pure function of its size and of what is open, used by both update (how far
//! is a page?) and view, so that drawing never feeds back.

use ratatui::layout::Rect;

/// From this width on the panes stand side by side.
pub const COLUMNS_FROM: u16 = 100;
/// From this width on an open ticket stands beside the queue.
pub const WIDE_FROM: u16 = 160;
const SMALLEST: (u16, u16) = (40, 8);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    Queue,
    Ticket,
    Customer,
    Routing,
}

/// What there is to lay out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// A ticket is open.
    pub open: bool,
    pub outbox: bool,
    pub writing: bool,
    pub focus: Pane,
}

/// The areas of one frame. All lie inside the screen, and none overlaps another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    pub top: Rect,
    /// The panes in view.
    pub panes: Vec<(Pane, Rect)>,
    /// The names of the panes, where they are stacked.
    pub tabs: Option<Rect>,
    pub outbox: Option<Rect>,
    pub compose: Option<Rect>,
    pub message: Rect,
    pub hints: Rect,
    /// The guided tour, under everything.
    pub tour: Option<Rect>,
    /// No room for anything but a line that says so.
    pub too_small: bool,
}

impl Layout {
    pub fn pane(&self, pane: Pane) -> Option<Rect> {
        self.panes.iter().find(|(it, _)| *it == pane).map(|(_, area)| *area)
    }

    /// Where what lies over the screen goes: between the top line and the message.
    pub fn body(&self, width: u16) -> Rect {
        Rect::new(0, 1, width, self.message.y.saturating_sub(1))
    }
}

/// The panes between which Tab moves, in order.
pub fn ring(width: u16, open: bool) -> &'static [Pane] {
    match open {
        true if width >= WIDE_FROM => &[Pane::Queue, Pane::Ticket, Pane::Customer, Pane::Routing],
        true => &[Pane::Ticket, Pane::Customer, Pane::Routing],
        false => &[Pane::Queue, Pane::Customer, Pane::Routing],
    }
}

pub fn layout(width: u16, height: u16, shape: Shape) -> Layout {
    if width < SMALLEST.0 || height < SMALLEST.1 {
        return Layout { top: Rect::new(0, 0, width, height.min(1)), too_small: true, ..Layout::default() };
    }
    let line = |y| Rect::new(0, y, width, 1);
    let mut body = Rect::new(0, 1, width, height - 3);
    let mut layout = Layout { top: line(0), message: line(height - 2), hints: line(height - 1), ..Layout::default() };
    if shape.writing {
        let rows = (body.height * 11 / 20).max(5).min(body.height);
        let (above, below) = split_rows(body, body.height - rows);
        (body, layout.compose) = (above, Some(below));
    }
    if shape.outbox {
        layout.outbox = Some(body);
        return layout;
    }
    let focus = shape_focus(width, shape);
    if width < COLUMNS_FROM {
        if body.height >= 6 {
            let (tabs, rest) = split_rows(body, 1);
            (layout.tabs, body) = (Some(tabs), rest);
        }
        layout.panes.push((focus, body));
        return layout;
    }
    layout.panes = columns(body, shape.open);
    layout.panes.retain(|(_, area)| area.height > 0);
    layout
}

/// The focus as this width allows it: a pane that does not exist here gives way to the main one.
fn shape_focus(width: u16, shape: Shape) -> Pane {
    let ring = ring(width, shape.open);
    if ring.contains(&shape.focus) { shape.focus } else { ring[0] }
}

fn columns(body: Rect, open: bool) -> Vec<(Pane, Rect)> {
    let wide = body.width >= WIDE_FROM;
    let side = match body.width {
        ..120 => body.width * 35 / 100,
        120..WIDE_FROM => body.width * 36 / 100,
        _ => (body.width * 30 / 100).min(64),
    };
    let (main, side) = split_columns(body, body.width - side);
    let (customer, routing) = split_rows(side, side.height / 2);
    let mut panes = match (open, wide) {
        (true, true) => {
            let (queue, ticket) = split_columns(main, main.width * 45 / 100);
            vec![(Pane::Queue, queue), (Pane::Ticket, ticket)]
        }
        (true, false) => vec![(Pane::Ticket, main)],
        (false, _) => vec![(Pane::Queue, main)],
    };
    panes.extend([(Pane::Customer, customer), (Pane::Routing, routing)]);
    panes
}

fn split_rows(area: Rect, first: u16) -> (Rect, Rect) {
    let first = first.min(area.height);
    let above = Rect { height: first, ..area };
    (above, Rect { y: area.y + first, height: area.height - first, ..area })
}

fn split_columns(area: Rect, first: u16) -> (Rect, Rect) {
    let first = first.min(area.width);
    let left = Rect { width: first, ..area };
    (left, Rect { x: area.x + first, width: area.width - first, ..area })
}

/// An area of at most that size in the middle of another.
pub fn centred(within: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(within.width), height.min(within.height));
    Rect::new(within.x + (within.width - width) / 2, within.y + (within.height - height) / 2, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape(open: bool, focus: Pane) -> Shape {
        Shape { open, outbox: false, writing: false, focus }
    }

    fn panes(width: u16, height: u16, shape: Shape) -> Vec<Pane> {
        layout(width, height, shape).panes.into_iter().map(|(pane, _)| pane).collect()
    }

    #[test]
    fn three_panes_are_in_view_from_100_columns_and_four_from_160() {
        let three = [Pane::Queue, Pane::Customer, Pane::Routing];
        assert_eq!(panes(100, 30, shape(false, Pane::Queue)), three);
        assert_eq!(panes(100, 30, shape(true, Pane::Ticket)), [Pane::Ticket, Pane::Customer, Pane::Routing]);
        assert_eq!(panes(160, 48, shape(true, Pane::Ticket)).len(), 4);
        assert_eq!(panes(80, 24, shape(false, Pane::Routing)), [Pane::Routing]);
    }

    #[test]
    fn a_focus_that_is_not_there_gives_way_to_the_main_pane() {
        assert_eq!(panes(80, 24, shape(true, Pane::Queue)), [Pane::Ticket]);
        assert_eq!(panes(80, 24, shape(false, Pane::Ticket)), [Pane::Queue]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn areas_lie_inside_the_screen_and_never_overlap(
            width in 0u16..400, height in 0u16..120, open: bool, outbox: bool, writing: bool,
        ) {
            let layout = layout(width, height, Shape { open, outbox, writing, focus: Pane::Routing });
            let screen = Rect::new(0, 0, width, height);
            let mut areas = vec![layout.top];
            areas.extend(layout.panes.iter().map(|(_, area)| *area));
            areas.extend([layout.tabs, layout.outbox, layout.compose].into_iter().flatten());
            if !layout.too_small {
                areas.extend([layout.message, layout.hints]);
            }
            let cells: u32 = areas.iter().map(|area| area.area()).sum();
            prop_assert!(cells <= screen.area());
            for (at, area) in areas.iter().enumerate() {
                prop_assert_eq!(area.intersection(screen), *area);
                for other in &areas[at + 1..] {
                    prop_assert!(!area.intersects(*other), "{:?} and {:?}", area, other);
                }
            }
        }
    }
}
