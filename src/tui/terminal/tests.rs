//! What is sent, replayed on another's terminal and counted.

use super::grid::Grid;
use super::*;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

fn terminal(width: u16, height: u16) -> vt100::Parser {
    vt100::Parser::new(height.try_into().unwrap(), width.try_into().unwrap(), 0)
}

/// Compares what an emulator shows with the frame that was to be seen.
fn same(screen: &vt100::Screen, frame: &Buffer, depth: Depth) -> Result<(), String> {
    let grid = Grid::of(frame, depth, Ambiguous::Narrow);
    for y in 0..grid.height {
        for (x, spot) in grid.row(y).iter().enumerate() {
            let cell = screen.cell(y as u16, x as u16).ok_or("no such cell")?;
            let lead = (spot.columns == 0).then(|| &grid.row(y)[x - 1]);
            if let Some(lead) = lead {
                // Where terminals do not agree it may be narrow, but must not show what was there.
                if !cell.is_wide_continuation() && (lead.sure || cell.contents().trim() != "") {
                    return Err(format!("{x},{y}: {:?} stands in a second half", cell.contents()));
                }
                continue;
            }
            let symbol = std::str::from_utf8(&spot.symbol).map_err(|e| e.to_string())?;
            if cell.contents().trim() != symbol.trim() {
                return Err(format!("{x},{y}: {:?} is not {symbol:?}", cell.contents()));
            }
            if style(cell) != style_of(&frame[(x as u16, y as u16)], spot.is_blank(), depth) {
                return Err(format!("{x},{y}: {symbol:?} has another style"));
            }
        }
    }
    Ok(())
}

type Seen = (vt100::Color, vt100::Color, [bool; 5]);

fn style(cell: &vt100::Cell) -> Seen {
    let flags = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
    let seen = (cell.fgcolor(), cell.bgcolor(), flags);
    if cell.contents().trim().is_empty() { on_blank(seen) } else { seen }
}

/// A blank shows its background, a line under it, and its foreground where one of these uses it.
fn on_blank((fg, bg, [_, _, _, underline, inverse]): Seen) -> Seen {
    let fg = if underline || inverse { fg } else { vt100::Color::Default };
    (fg, bg, [false, false, false, underline, inverse])
}

fn style_of(cell: &ratatui::buffer::Cell, blank: bool, depth: Depth) -> Seen {
    let color = |color: Color| match depth.reduce(color) {
        Color::Reset => vt100::Color::Default,
        Color::Red => vt100::Color::Idx(1),
        Color::Blue => vt100::Color::Idx(4),
        Color::White => vt100::Color::Idx(15),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        other => panic!("no such colour in these tests: {other:?}"),
    };
    let has = |modifier| cell.modifier.contains(modifier);
    let flags = [
        has(Modifier::BOLD),
        // The emulator knows one intensity only: the later code wins.
        has(Modifier::DIM),
        has(Modifier::ITALIC),
        has(Modifier::UNDERLINED),
        has(Modifier::REVERSED),
    ];
    let seen = (color(cell.fg), color(cell.bg), flags);
    if blank { on_blank(seen) } else { seen }
}

/// Something that a view does between two frames.
#[derive(Debug, Clone)]
enum Change {
    Text(u16, u16, String, Style),
    Style(Rect, Style),
    Scroll(u16, u16, i16),
    Erase(Rect),
}

const PIECES: &[&str] = &[
    "教育局",
    "嘉兴",
    "，",
    "a",
    "plain text",
    " ",
    "    ",
    "─",
    "│",
    "…",
    "①",
    "“",
    "e\u{301}",
    "é",
    "😀",
    "⚠\u{fe0f}",
    "✗",
    "▲",
    "𠮷",
    "12,345",
    "\u{202e}",
];

fn any_style() -> impl Strategy<Value = Style> {
    let colors = || {
        prop::sample::select(vec![
            Color::Reset,
            Color::Reset,
            Color::Red,
            Color::Blue,
            Color::White,
            Color::Indexed(238),
            Color::Rgb(1, 2, 3),
        ])
    };
    let modifiers = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::REVERSED,
        Modifier::ITALIC | Modifier::UNDERLINED,
        Modifier::BOLD | Modifier::REVERSED,
    ]);
    (colors(), colors(), modifiers).prop_map(|(fg, bg, add)| {
        Style::new().fg(fg).bg(bg).add_modifier(add).remove_modifier(!add)
    })
}

fn change() -> impl Strategy<Value = Change> {
    let text = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 1..6);
    let rect =
        || (0..40u16, 0..14u16, 1..20u16, 1..6u16).prop_map(|(x, y, w, h)| Rect::new(x, y, w, h));
    prop_oneof![
        4 => (0..40u16, 0..14u16, text, any_style())
            .prop_map(|(x, y, text, style)| Change::Text(x, y, text.concat(), style)),
        1 => (rect(), any_style()).prop_map(|(rect, style)| Change::Style(rect, style)),
        2 => (0..14u16, 0..14u16, -4..5i16).prop_map(|(a, b, by)| Change::Scroll(a.min(b), a.max(b), by)),
        1 => rect().prop_map(Change::Erase),
    ]
}

fn apply(change: &Change, frame: &mut Buffer) {
    let area = frame.area;
    match change {
        Change::Text(x, y, text, style) if *x < area.width && *y < area.height => {
            frame.set_string(*x, *y, text, *style);
        }
        Change::Text(..) => {}
        Change::Style(rect, style) => frame.set_style(rect.intersection(area), *style),
        Change::Scroll(top, bottom, by) => {
            let before = frame.clone();
            for y in *top..(*bottom).min(area.height) {
                let from = y.checked_add_signed(*by).filter(|from| (*top..*bottom).contains(from));
                let from = from.filter(|from| *from < area.height);
                for x in 0..area.width {
                    frame[(x, y)] =
                        from.map_or(Default::default(), |from| before[(x, from)].clone());
                }
            }
        }
        Change::Erase(rect) => {
            for position in rect.intersection(area).positions() {
                frame[position].reset();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_terminal_shows_what_was_drawn(
        width in 1..40u16,
        height in 1..14u16,
        frames in prop::collection::vec(prop::collection::vec(change(), 0..6), 1..12),
        cursor in prop::option::of((0..40u16, 0..14u16)),
        depth in prop::sample::select(vec![Depth::True, Depth::Indexed, Depth::None]),
    ) {
        let abilities = Abilities { depth, ..Abilities::FULL };
        let mut painter = Painter::new(abilities);
        let mut emulator = terminal(width, height);
        let mut frame = Buffer::empty(Rect::new(0, 0, width, height));
        let cursor = cursor.map(|(x, y)| Position::new(x.min(width - 1), y.min(height - 1)));
        for changes in &frames {
            changes.iter().for_each(|change| apply(change, &mut frame));
            emulator.process(&painter.paint(&frame, cursor));
            prop_assert_eq!(same(emulator.screen(), &frame, depth), Ok(()));
            if let Some(cursor) = cursor {
                prop_assert_eq!(emulator.screen().cursor_position(), (cursor.y, cursor.x));
            }
            prop_assert_eq!(emulator.screen().hide_cursor(), cursor.is_none());
            // Nothing is sent for a frame that is shown.
            prop_assert_eq!(painter.paint(&frame, cursor), b"");
        }
        // Painted whole it looks the same.
        painter.forget();
        let mut fresh = terminal(width, height);
        fresh.process(&painter.paint(&frame, cursor));
        prop_assert_eq!(same(fresh.screen(), &frame, depth), Ok(()));
    }
}

/// Names of equal length in columns, as a full page of Chinese has them.
const BODIES: [&str; 8] = [
    "人民政府办公室",
    "发展和改革委员会",
    "教育局",
    "自然资源和规划局",
    "住房和城乡建设局",
    "市场监督管理局",
    "财政局",
    "卫生健康委员会",
];

const PLACES: &str = "安宝昌长朝成城川春大德东丰凤福阜富高广桂海汉河和衡红洪湖华怀淮";

/// A screen of the explorer, in outline: a list of 18 rows in a frame, the bar of places above,
/// keys below; the row under the cursor is reversed.
fn list(first: usize, selected: usize, split: bool) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, 80, 24));
    let dim = Style::new().fg(Color::Indexed(244));
    let put = |frame: &mut Buffer, x, y, text: &str, style| {
        frame.set_string(x, y, text, style);
    };
    put(&mut frame, 1, 0, "勾稽 样例库 · 186 机关 · 1,024 报告 · 412 疑点 (已审 37)", Style::new());
    put(&mut frame, 72, 0, "? 帮助", dim);
    put(&mut frame, 1, 1, "1 机关  2 报告  3 对比  4 疑点  5 覆盖", Style::new());
    put(&mut frame, 0, 2, &format!("┌ 机关 {}┐", "─".repeat(71)), dim);
    for row in 0..18 {
        let (y, at) = (3 + row as u16, first + row);
        let style = match at == selected {
            true => Style::new().add_modifier(Modifier::REVERSED),
            false => Style::new(),
        };
        let width = if split { 32 } else { 78 };
        put(&mut frame, 0, y, "│", dim);
        put(&mut frame, 1, y, &" ".repeat(width), style);
        let place = |at: usize| PLACES.chars().nth(at % 31).unwrap();
        let name = format!("{}{}市{}", place(at), place(at * 7 + 3), BODIES[at * 5 % 8]);
        put(&mut frame, 3, y, &name, style);
        put(&mut frame, 26, y, "✗1", style.fg(Color::Red));
        if split {
            put(&mut frame, 33, y, "│", dim);
            let year = 2024 - row;
            put(
                &mut frame,
                35,
                y,
                &format!("{year}  {:>4}  {:>4}", year % 97, year % 89),
                Style::new(),
            );
        } else {
            put(&mut frame, 32, y, &format!("{:>6} {:>6}", at * 37 % 1000, at * 91 % 1000), style);
            put(&mut frame, 48, y, "规范性文件现行有效 应 377 现 380", style);
        }
        put(&mut frame, 79, y, "│", dim);
    }
    put(&mut frame, 0, 21, &format!("└{}┘", "─".repeat(78)), dim);
    put(&mut frame, 1, 22, "j/k 移动  Enter 打开  Space 选入对比  c 对比  / 筛选  f 疑点", dim);
    put(&mut frame, 60, 23, &format!("{:>4} / 1,024", selected + 1), dim);
    frame
}

/// The bytes for each of some frames after the first.
fn bytes(frames: &[Buffer]) -> Vec<usize> {
    let mut painter = Painter::new(Abilities::FULL);
    let mut emulator = terminal(80, 24);
    let mut count = Vec::new();
    for frame in frames {
        let sent = painter.paint(frame, Some(Position::new(0, 23)));
        emulator.process(&sent);
        assert_eq!(same(emulator.screen(), frame, Depth::True), Ok(()));
        count.push(sent.len());
    }
    count
}

#[test]
fn frames_take_few_bytes() {
    let (full, split) = (|first, at| list(first, at, false), |first, at| list(first, at, true));
    let measured = [
        ("first screen", [full(0, 5), full(0, 5)]),
        ("cursor down", [full(0, 5), full(0, 6)]),
        ("scroll", [full(0, 17), full(1, 18)]),
        ("scroll back", [full(1, 1), full(0, 0)]),
        ("page", [full(0, 5), full(18, 23)]),
        ("cursor down beside a pane", [split(0, 5), split(0, 6)]),
        ("scroll beside a pane", [split(0, 17), split(1, 18)]),
        ("page beside a pane", [split(0, 5), split(18, 23)]),
    ]
    .map(|(what, frames)| (what, bytes(&frames)[1]));
    assert_eq!(
        measured,
        [
            ("first screen", 0),
            ("cursor down", 230),
            ("scroll", 233),
            ("scroll back", 220),
            ("page", 878),
            ("cursor down beside a pane", 141),
            ("scroll beside a pane", 491),
            ("page beside a pane", 675),
        ]
    );
    assert_eq!((bytes(&[full(0, 5)]), bytes(&[split(0, 5)])), (vec![3039], vec![2704]));
}
