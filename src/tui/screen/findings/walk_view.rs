//! How the walkthrough is drawn: the equation worked out, the lead, the sentence, the history.

use super::view::{areas, progress, verdict_text};
use crate::form::Section;
use crate::record::{Addend, Finding, Flag, Verdict};
use crate::store::StoredFinding;
use crate::text::Lang;
use crate::tui::glyph::Glyph;
use crate::tui::layout;
use crate::tui::model::{Look, Model};
use crate::tui::over_years;
use crate::tui::request::YearCell;
use crate::tui::sheet::cell_name;
use crate::tui::theme::Role;
use crate::tui::widget::pen::Pen;
use crate::tui::words;
use crate::tui::worked::{figure, not_equal, signed};
use ratatui::layout::Rect;

/// A line of pieces.
type WalkLine = Vec<(String, Role)>;

/// The title: level, rule, what, who, when, how far.
pub fn title(model: &Model, pen: &mut Pen, line: Rect) {
    let look = model.look;
    let progress = progress(model);
    let columns = pen.widths.columns(&progress) as u16 + 2;
    pen.text(
        line.right().saturating_sub(columns),
        line.y,
        columns,
        &progress,
        pen.style(Role::Plain),
    );
    let room = line.width.saturating_sub(columns + 2);
    let Some(row) = model.findings.window.current() else {
        let text = if model.findings.window.loading.is_some() {
            pen.widths.ellipsis()
        } else {
            look.t("没有疑点", "no findings")
        };
        pen.text(line.x + 1, line.y, room, text, pen.style(Role::Faint));
        return;
    };
    let level = pen.style(Role::of(row.severity));
    let head = format!(
        "{} {} {}",
        row.severity.sign(pen.widths.plain()),
        look.say(row.severity.label()),
        row.rule
    );
    let name = words::rule_name(look, &row.rule);
    pen.pieces(
        line.x + 1,
        line.y,
        room,
        &[(&head, level), (" ", level), (name, pen.style(Role::Strong))],
    );
}

/// The line below the title: who, when, and the verdict.
pub fn subtitle(model: &Model, pen: &mut Pen, line: Rect) {
    let look = model.look;
    let Some(row) = model.findings.window.current() else { return };
    let verdict = verdict_text(look, row.verdict, row.changed);
    let marked = model.findings.marked.contains(&row.id);
    let mark = if marked { format!("{} ", Glyph::Chosen.on(pen.widths)) } else { String::new() };
    let verdict = format!("{mark}[{verdict}]");
    let columns = pen.widths.columns(&verdict) as u16 + 2;
    let text = format!("{} {}", row.agency, row.year);
    pen.text(
        line.x + 1,
        line.y,
        line.width.saturating_sub(columns + 2),
        &text,
        pen.style(Role::Strong),
    );
    let role = if row.changed {
        Role::Warning
    } else if row.verdict == Verdict::Open {
        Role::Faint
    } else {
        Role::Good
    };
    pen.text(line.right().saturating_sub(columns), line.y, columns, &verdict, pen.style(role));
}

/// Draws the finding of the cursor.
pub fn view(model: &Model, pen: &mut Pen) {
    let areas = areas(model);
    super::view::queue(model, pen, areas.queue);
    let area = areas.walk;
    let Some(walk) = &model.findings.walk else { return };
    let Some(row) = model.findings.window.current() else { return };
    let shown = &model.findings.shown;
    let stored = shown.finding.as_ref().filter(|stored| stored.finding.id == row.id);
    let Some(stored) = stored else {
        pen.text(area.x + 1, area.y, area.width, pen.widths.ellipsis(), pen.style(Role::Faint));
        return;
    };
    let (left, right) = split(area);
    let lines = lines(model.look, stored, &shown.years, usize::from(left.width));
    draw(pen, left, &lines, walk.top, " PgDn ");
    if let Some(right) = right {
        for y in area.y..area.bottom() {
            pen.glyph(right.x - 2, y, Glyph::Vertical, pen.style(Role::Faint));
        }
        let about = about(model.look, stored, usize::from(right.width));
        draw(pen, right, &about, 0, " r ");
    }
}

/// Draws the finding of the cursor beside the list.
pub fn preview(model: &Model, pen: &mut Pen, area: Rect) {
    for y in area.y..area.bottom() {
        pen.glyph(area.x, y, Glyph::Vertical, pen.style(Role::Faint));
    }
    let area = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    let shown = &model.findings.shown;
    // While keys come fast, and until it is here, the finding before is left as it is.
    let Some(stored) = shown.finding.as_ref().filter(|_| model.findings.window.current().is_some())
    else {
        return;
    };
    let look = model.look;
    let columns = usize::from(area.width);
    let (finding, name) = (&stored.finding, words::rule_name(look, &stored.finding.rule));
    let mut all: Vec<WalkLine> = Vec::new();
    let head = format!("{} {name}", finding.rule);
    wrapped(look, &head, Role::of(finding.severity), columns, &mut all);
    let who = format!("{} {}", stored.agency.name, finding.year);
    wrapped(look, &who, Role::Strong, columns, &mut all);
    all.push(Vec::new());
    all.extend(lines(look, stored, &shown.years, columns));
    all.push(Vec::new());
    all.extend(about(look, stored, columns).into_iter().skip(2));
    draw(pen, area, &all, 0, " Enter ");
}

/// With room, what the rule means stands beside the finding.
fn split(area: Rect) -> (Rect, Option<Rect>) {
    let padded = |area: Rect| Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if area.width < layout::WIDE {
        return (padded(area), None);
    }
    let (left, right) = layout::left(area, area.width - (area.width * 2 / 5).min(70));
    (padded(left), Some(padded(right)))
}

/// Draws lines from one on; `key` shows the rest of them.
fn draw(pen: &mut Pen, area: Rect, lines: &[WalkLine], top: usize, key: &str) {
    // How far one has read has a line of its own where not all lines fit.
    let height = match lines.len() > usize::from(area.height) {
        true => area.height.saturating_sub(1),
        false => area.height,
    };
    for (y, line) in (area.y..area.y + height).zip(lines.iter().skip(top)) {
        let pieces: Vec<(&str, ratatui::style::Style)> =
            line.iter().map(|(text, role)| (text.as_str(), pen.style(*role))).collect();
        pen.pieces(area.x, y, area.width, &pieces);
    }
    let height = usize::from(height);
    if lines.len() > height && area.height > 0 {
        let last = (top + height).min(lines.len());
        let text = format!(" {}-{last}/{}{key}", top + 1, lines.len());
        let columns = text.len() as u16;
        let x = area.right().saturating_sub(columns);
        pen.text(x, area.bottom() - 1, columns, &text, pen.style(Role::Faint));
    }
}

/// How many lines the finding of the cursor has.
pub fn line_count(model: &Model) -> usize {
    let (left, _) = split(areas(model).walk);
    let shown = &model.findings.shown;
    let Some(stored) = &shown.finding else { return 0 };
    lines(model.look, stored, &shown.years, usize::from(left.width)).len()
}

/// The finding as lines.
pub fn lines(
    look: Look,
    stored: &StoredFinding,
    years: &[YearCell],
    columns: usize,
) -> Vec<WalkLine> {
    let finding = &stored.finding;
    let mut lines = Vec::new();
    if let Some(before) = &stored.changed {
        let gist = words::gist(look, &finding.cells, before.expected, before.actual);
        lines.push(vec![
            (
                format!(
                    "{} ",
                    look.t("判定后有变, 原为:", "changed since it was decided; it was:")
                ),
                Role::Warning,
            ),
            (gist, Role::Plain),
        ]);
    }
    if let Some((first, rest)) = finding.flags.split_first() {
        equation(look, finding, first, columns, &mut lines);
        for flag in rest {
            lines.push(short_equation(look, finding, flag));
        }
        if !first.addends.is_empty() || !rest.is_empty() {
            lines.push(Vec::new());
        }
    }
    // Where every figure is drawn and one cell explains them, the sentence would say it again.
    let drawn = finding.flags.iter().all(|flag| !flag.addends.is_empty());
    if !(drawn && lead(look, finding, columns, &mut lines)) {
        let message = crate::check::message(finding, look.lang);
        wrapped(look, &message, Role::Plain, columns, &mut lines);
    }
    for quote in &finding.quotes {
        let part = match (quote.section, look.lang) {
            (Section::Preamble, _) => look.say(Section::Preamble.title()).to_owned(),
            (section, Lang::Zh) => format!("第{}部分", NUMERALS[usize::from(section.number())]),
            (section, Lang::En) => format!("Part {}", section.number()),
        };
        let year =
            if quote.year == finding.year { String::new() } else { format!("{} ", quote.year) };
        let text = format!("{year}{part}: \"{}\"", crate::text::clean(&quote.text));
        wrapped(look, &text, Role::Notice, columns, &mut lines);
    }
    facts(look, finding, columns, &mut lines);
    if years.len() > 1 {
        lines.push(Vec::new());
        lines.push(over_years(look, finding, years, columns));
    }
    history(look, stored, columns, &mut lines);
    if !stored.source.is_empty() {
        let source =
            look.widths.tail(&crate::text::clean(&stored.source), columns.saturating_sub(6));
        lines.push(Vec::new());
        lines.push(vec![
            (format!("{} ", look.t("来源", "from")), Role::Faint),
            (source, Role::Plain),
        ]);
    }
    lines
}

const NUMERALS: [&str; 7] = ["", "一", "二", "三", "四", "五", "六"];

fn wrapped(look: Look, text: &str, role: Role, columns: usize, lines: &mut Vec<WalkLine>) {
    for line in look.widths.wrap(text, columns.min(110)) {
        lines.push(vec![(line, role)]);
    }
}

/// The first equation, an addend a line, with both sums and the difference.
fn equation(look: Look, finding: &Finding, flag: &Flag, columns: usize, lines: &mut Vec<WalkLine>) {
    let (left, right): (Vec<&Addend>, Vec<&Addend>) =
        flag.addends.iter().partition(|addend| addend.sign > 0);
    if left.is_empty() || right.is_empty() {
        return;
    }
    let label = (columns / 2).clamp(20, 44);
    let total = |side: &[&Addend]| side.iter().map(|addend| addend.number).sum::<Option<f64>>();
    let (expected, actual) = (total(&left), total(&right));
    addends(look, finding, &left, label, lines);
    lines.push(sum_line(look, look.t("应等于", "should equal"), expected, label, None));
    addends(look, finding, &right, label, lines);
    // As the form is worded: what the addends make, less what is printed.
    let difference = expected.zip(actual).map(|(expected, actual)| expected - actual);
    lines.push(sum_line(look, look.t("现为", "is"), actual, label, difference));
}

fn addends(
    look: Look,
    finding: &Finding,
    side: &[&Addend],
    label: usize,
    lines: &mut Vec<WalkLine>,
) {
    // Of a long sum only what is not zero is listed, and how much is not.
    let long = side.len() > 8;
    let shown: Vec<&&Addend> =
        side.iter().filter(|addend| !(long && addend.number == Some(0.0))).collect();
    for (at, addend) in shown.iter().enumerate() {
        let name = cell_name(addend.cell, look.lang);
        let is_suspect = finding.suspect == Some(addend.cell) && addend.year == finding.year;
        let sign = if at == 0 { " " } else { "+" };
        let number = figure(addend.number, look.widths);
        let role = if is_suspect { Role::Error } else { Role::Plain };
        let name =
            if addend.year == finding.year { name } else { format!("{} {name}", addend.year) };
        let mut line = vec![
            (format!("  {}", look.widths.left(&name, label)), role),
            (format!("{sign} "), Role::Faint),
            (look.widths.right(&number, 9), if is_suspect { Role::Error } else { Role::Strong }),
        ];
        if is_suspect && let Some(repair) = finding.repair {
            let text =
                format!("  {} {} ?", Glyph::Becomes.on(look.widths), words::short_number(repair));
            line.push((text, Role::Key));
        }
        lines.push(line);
    }
    let hidden = side.len() - shown.len();
    if hidden > 0 {
        let text = match look.lang {
            Lang::Zh => format!("  其余 {hidden} 格为 0"),
            Lang::En => format!("  {hidden} more are 0"),
        };
        lines.push(vec![(text, Role::Faint)]);
    }
}

fn sum_line(
    look: Look,
    name: &str,
    sum: Option<f64>,
    label: usize,
    difference: Option<f64>,
) -> WalkLine {
    let mut line = vec![
        (format!("  {}", look.widths.left(name, label)), Role::Faint),
        ("= ".to_owned(), Role::Faint),
        (look.widths.right(&figure(sum, look.widths), 9), Role::Strong),
    ];
    if let Some(difference) = difference {
        let text = format!("     {} {}", look.t("差", "off by"), signed(difference));
        line.push((text, Role::Error));
    }
    line
}

/// A further equation on one line.
fn short_equation(look: Look, finding: &Finding, flag: &Flag) -> WalkLine {
    let side = |positive: bool| {
        let addends = flag.addends.iter().filter(|addend| (addend.sign > 0) == positive);
        let addends: Vec<&Addend> = addends.collect();
        let long = addends.len() > 7;
        let shown = addends.iter().filter(|addend| !(long && addend.number == Some(0.0)));
        let texts: Vec<String> = shown.map(|addend| figure(addend.number, look.widths)).collect();
        if texts.is_empty() { "0".to_owned() } else { texts.join("+") }
    };
    let head = format!("{} {} ", flag.severity.sign(look.widths.plain()), flag.rule);
    let text = if flag.addends.is_empty() {
        words::gist(look, &flag.cells, flag.expected, flag.actual)
    } else {
        let name = flag.cells.first().map(|cell| cell_name(*cell, look.lang)).unwrap_or_default();
        format!("{name}: {} {} {}", side(true), not_equal(look.widths), side(false))
    };
    let years = flag.addends.iter().map(|addend| addend.year).find(|year| *year != finding.year);
    let year = years.map(|year| format!(" ({year})")).unwrap_or_default();
    vec![(head, Role::of(flag.severity)), (format!("{text}{year}"), Role::Plain)]
}

/// The one cell that explains all of it. Whether there is one.
fn lead(look: Look, finding: &Finding, columns: usize, lines: &mut Vec<WalkLine>) -> bool {
    let count = finding.flags.len();
    let (Some(cell), Some(repair)) = (finding.suspect, finding.repair) else { return false };
    let printed = finding.flags.iter().flat_map(|flag| &flag.addends).find_map(|addend| {
        (addend.cell == cell && addend.year == finding.year).then_some(addend.number)?
    });
    let from = printed.map(words::short_number).unwrap_or_default();
    let arrow = Glyph::Becomes.on(look.widths);
    let name = cell_name(cell, look.lang);
    let to = words::short_number(repair);
    let slip = finding.slip.map(|slip| format!(" ({})", look.say(crate::check::slip(slip))));
    let slip = slip.unwrap_or_default();
    let text = match look.lang {
        Lang::Zh if count == 1 => format!("唯一单格解释: {name} {from} {arrow} {to}{slip}"),
        Lang::En if count == 1 => {
            format!("One cell explains it: {name} {from} {arrow} {to}{slip}")
        }
        Lang::Zh => format!("{count} 式同因。唯一单格解释: {name} {from} {arrow} {to}{slip}"),
        Lang::En => {
            format!(
                "{count} equations, one cause. One cell explains it: {name} {from} {arrow} {to}{slip}"
            )
        }
    };
    wrapped(look, &text, Role::Key, columns, lines);
    true
}

fn facts(look: Look, finding: &Finding, columns: usize, lines: &mut Vec<WalkLine>) {
    let facts: Vec<String> = finding
        .facts
        .iter()
        .map(|(name, value)| format!("{name} {}", crate::text::clean(value)))
        .collect();
    if !facts.is_empty() {
        let text = facts.join(look.t(", ", ", "));
        wrapped(look, &text, Role::Faint, columns, lines);
    }
}

/// The cell over the years, that of the finding in brackets.
fn over_years(look: Look, finding: &Finding, years: &[YearCell], columns: usize) -> WalkLine {
    let cell = finding.suspect.or(finding.cells.first().copied());
    let name = cell.map(|cell| cell_name(cell, look.lang)).unwrap_or_default();
    let name = format!("{name}  ");
    let room = columns.saturating_sub(look.widths.columns(&name));
    let mut line = vec![(name, Role::Faint)];
    line.extend(over_years::line(look, years, finding.year, room));
    line
}

/// Every decision on the finding, newest last.
fn history(look: Look, stored: &StoredFinding, columns: usize, lines: &mut Vec<WalkLine>) {
    if stored.history.is_empty() {
        return;
    }
    lines.push(Vec::new());
    for decision in &stored.history {
        let at = decision.at.get(..16).unwrap_or(&decision.at).replace('T', " ");
        let verdict = look.say(decision.verdict.label());
        let by = crate::text::clean(&decision.by);
        let note = crate::text::clean(&decision.note);
        let text = format!("{at} {by} {verdict} {note}");
        wrapped(look, text.trim_end(), Role::Faint, columns, lines);
    }
}

/// What the rule means, for the side of a wide screen.
fn about(look: Look, stored: &StoredFinding, columns: usize) -> Vec<WalkLine> {
    let mut lines = Vec::new();
    let Some(rule) = crate::check::rule(&stored.finding.rule) else { return lines };
    lines.push(vec![(format!("{} {}", rule.id, look.say(rule.name)), Role::Strong)]);
    for (heading, text) in crate::check::parts(rule, look.lang) {
        lines.push(Vec::new());
        lines.push(vec![(heading.to_owned(), Role::Faint)]);
        wrapped(look, &text, Role::Plain, columns, &mut lines);
    }
    lines
}
