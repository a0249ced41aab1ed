//! What stands beside the tree: a place with its counts, or an agency with its years.

use super::{Agencies, Children};
use crate::export::{Column, Field};
use crate::record::{Agency, Severity, Verdict};
use crate::store::{AgencyCard, PlaceRow, YearRow};
use crate::text::Text;
use crate::tui::glyph::{Glyph, sparkline};
use crate::tui::model::{Look, Model};
use crate::tui::output::{self, Listing};
use crate::tui::theme::Role;
use crate::tui::widget::chart::{self, Series, Stroke};
use crate::tui::widget::pen::Pen;
use crate::tui::words;
use ratatui::layout::Rect;
/// Draws a place: its counts, and those of the places right below it.
pub fn place(state: &Agencies, look: Look, pen: &mut Pen, area: Rect, row: &PlaceRow) {
    let mut lines = vec![
        (look.t("机关", "agencies"), words::thousands(row.agencies)),
        (look.t("报告", "reports"), words::thousands(row.reports)),
    ];
    for severity in Severity::ALL {
        let standing = row.findings.standing(severity);
        let open = row.findings.open(severity);
        let open = format!("{standing}  ({} {open})", look.say(Verdict::Open.label()));
        lines.push((look.say(severity.label()), open));
    }
    for (y, (name, value)) in (area.y + 1..area.bottom()).zip(lines) {
        pen.text(area.x, y, 12, name, pen.style(Role::Faint));
        pen.text(area.x + 12, y, area.width.saturating_sub(12), &value, pen.style(Role::Plain));
    }
    if let Some(children) = state.children.get(&row.id) {
        let y = area.y + 7;
        below(look, pen, Rect { y, height: area.bottom().saturating_sub(y), ..area }, children);
    }
}

/// The places right below one, with their counts.
fn below(look: Look, pen: &mut Pen, area: Rect, children: &Children) {
    if area.height < 2 || children.places.is_empty() {
        return;
    }
    let faint = pen.style(Role::Faint);
    let headings = [look.t("机关", "agencies"), look.t("报告", "reports")];
    let signs = Severity::ALL.map(|severity| severity.sign(pen.widths.plain()));
    let label = area.width.saturating_sub(2 * 9 + 3 * 6).min(30);
    let mut x = area.x + label;
    for (heading, width) in headings.into_iter().chain(signs).zip([9, 9, 6, 6, 6]) {
        pen.right(x, area.y, width, heading, faint);
        x += width;
    }
    for (y, place) in (area.y + 1..area.bottom()).zip(&children.places) {
        pen.text(area.x, y, label, &place.name, pen.style(Role::Plain));
        let mut x = area.x + label;
        for count in [place.agencies, place.reports] {
            pen.right(x, y, 9, &words::thousands(count), pen.style(Role::Plain));
            x += 9;
        }
        for severity in Severity::ALL {
            let count = place.findings.standing(severity);
            let role = if count == 0 { Role::Faint } else { Role::of(severity) };
            pen.right(x, y, 6, &words::thousands(u64::from(count)), pen.style(role));
            x += 6;
        }
    }
}

/// A column of the table of years: its heading and its figure.
type YearColumn = ((&'static str, &'static str), fn(&YearRow) -> Option<String>);

fn number(value: Option<f64>) -> Option<String> {
    value.map(words::short_number)
}

/// Those that one looks at first stand first: what does not fit is left out from the right.
const COLUMNS: [YearColumn; 11] = [
    (("新收", "new"), |row| number(row.new)),
    (("办结", "closed"), |row| number(row.closed)),
    (("结转", "carried"), |row| number(row.carried_out)),
    (("公开率", "granted"), |row| row.granted_share().map(words::percent)),
    (("复议", "reviews"), |row| number(row.reviews)),
    (("诉讼", "lawsuits"), |row| number(row.lawsuits)),
    (("转入", "carried in"), |row| number(row.carried_in)),
    (("公开", "in full"), |row| number(row.granted)),
    (("部分", "in part"), |row| number(row.partial)),
    (("发布", "published"), |row| row.published.map(|day| day.to_string())),
    (("版式", "form"), |row| Some(row.form.name().to_owned())),
];

/// The table of years with all its columns, and a column a level for the standing findings.
pub fn listing(model: &Model) -> Option<Listing> {
    let card = model.agencies.card.as_ref()?;
    let lang = model.look.lang;
    let mut columns = vec![
        Column::left("agency", Text::new("机关", "agency"), lang),
        Column::left("year", Text::new("年度", "year"), lang),
    ];
    let heading =
        |(zh, en): (&'static str, &'static str)| Column::right(en, Text::new(zh, en), lang);
    columns.extend(COLUMNS.iter().map(|(names, _)| heading(*names)));
    let levels = [Severity::Error, Severity::Warning];
    columns.extend(levels.iter().map(|level| Column::right(level.key(), level.label(), lang)));
    let (first, last) = span(model, card);
    let rows = (first..=last).map(|year| {
        let mut fields =
            vec![Field::text(card.row.agency.name.clone()), Field::Int(i64::from(year))];
        match card.years.iter().find(|row| row.year == year) {
            Some(row) => {
                fields.extend(COLUMNS.iter().map(|(_, figure)| {
                    let shown = figure(row).unwrap_or_default();
                    let share = row.granted_share().filter(|_| shown.ends_with('%'));
                    output::figure(share.or(shown.parse().ok()), &shown)
                }));
                let standing = |level: &Severity| row.findings.standing(*level);
                let count = |level| i64::from(standing(level));
                fields.extend(levels.iter().map(|level| Field::Int(count(level))));
            }
            None => fields.resize(columns.len(), Field::Nothing),
        }
        fields
    });
    Some(Listing { title: lang.pick("历年", "years").to_owned(), rows: rows.collect(), columns })
}

/// Draws an agency: its years, how its figures went, and what was found.
pub fn agency(model: &Model, pen: &mut Pen, area: Rect, card: &AgencyCard) {
    let look = model.look;
    let mut y = area.y;
    subtitle(look, pen, area, &card.row.agency);
    if area.height > 12 {
        y += 2;
    } else {
        y += 1;
    }
    y = years(model, pen, Rect { y, height: area.bottom().saturating_sub(y), ..area }, card);
    y = trends(look, pen, Rect { y, height: area.bottom().saturating_sub(y), ..area }, card);
    y = latest(model, pen, Rect { y, height: area.bottom().saturating_sub(y), ..area });
    chart(look, pen, Rect { y, height: area.bottom().saturating_sub(y), ..area }, card);
}

/// New, closed and carried over by year, where there is room.
fn chart(look: Look, pen: &mut Pen, area: Rect, card: &AgencyCard) {
    let (Some(first), Some(last)) = (card.years.first(), card.years.last()) else { return };
    if area.height < 12 || card.years.len() < 2 {
        return;
    }
    let years: Vec<i16> = (first.year..=last.year).collect();
    let series = |figure: fn(&YearRow) -> Option<f64>, role, stroke| Series {
        values: years
            .iter()
            .map(|year| card.years.iter().find(|row| row.year == *year).and_then(figure))
            .collect(),
        role,
        stroke,
    };
    let lines = [
        series(|row| row.carried_out, Role::Faint, Stroke::Dotted),
        series(|row| row.closed, Role::Plain, Stroke::Dashed),
        series(|row| row.new, Role::Key, Stroke::Solid),
    ];
    let own = Glyph::Present.on(pen.widths);
    let text = match look.lang {
        crate::text::Lang::Zh => format!("{own} 新收   虚线 办结   点线 结转"),
        crate::text::Lang::En => format!("{own} new   dashed closed   dotted carried over"),
    };
    pen.text(area.x, area.y + 1, area.width, &text, pen.style(Role::Faint));
    let height = area.height.saturating_sub(2).min(22);
    let width = area.width.min(120);
    chart::draw(pen, Rect { y: area.y + 2, height, width, ..area }, &years, &lines);
}

fn subtitle(look: Look, pen: &mut Pen, area: Rect, agency: &Agency) {
    let dot = Glyph::Dot.on(pen.widths);
    let mut text =
        format!("{} {dot} {}", look.say(agency.level.label()), look.say(agency.kind.label()));
    if agency.place.code != 0 {
        text.push_str(&format!(" {dot} {}", agency.place.code));
    }
    pen.text(area.x, area.y, area.width, &text, pen.style(Role::Faint));
}

fn years(model: &Model, pen: &mut Pen, area: Rect, card: &AgencyCard) -> u16 {
    let look = model.look;
    let width = |at: usize| {
        if look.lang == crate::text::Lang::Zh {
            [6, 6, 6, 7, 6, 5, 6, 6, 6, 12, 6][at]
        } else {
            [9, 9, 9, 9, 9, 9, 12, 9, 9, 12, 6][at]
        }
    };
    // Columns that do not fit are left out from the right.
    let room = usize::from(area.width).saturating_sub(5);
    let mut used = 0;
    let fitting = (0..COLUMNS.len()).take_while(|at| {
        used += width(*at);
        used <= room
    });
    let columns: Vec<usize> = fitting.collect();
    let faint = pen.style(Role::Faint);
    pen.text(area.x, area.y, 5, look.t("年度", "year"), faint);
    let mut x = area.x + 5;
    for at in &columns {
        let (heading, _) = COLUMNS[*at];
        pen.right(x, area.y, width(*at) as u16, look.t(heading.0, heading.1), faint);
        x += width(*at) as u16;
    }
    let end = x + 1;
    let mut y = area.y + 1;
    let (first, last) = span(model, card);
    // Two lines stay free for the trends and the findings.
    let most = usize::from(area.height.saturating_sub(if area.height > 8 { 4 } else { 1 }));
    for year in (first..=last).rev().take(most) {
        pen.text(area.x, y, 5, &year.to_string(), pen.style(Role::Plain));
        match card.years.iter().find(|row| row.year == year) {
            Some(row) => {
                let mut x = area.x + 5;
                for at in &columns {
                    let columns = width(*at) as u16;
                    match COLUMNS[*at].1(row) {
                        Some(text) => pen.right(x, y, columns, &text, pen.style(Role::Plain)),
                        None => pen.right(x, y, columns, Glyph::None.on(pen.widths), faint),
                    }
                    x += columns;
                }
                let mut x = end;
                for (text, severity) in words::tally_pieces(look, &row.findings) {
                    let style = pen.style(Role::of(severity));
                    let room = area.right().saturating_sub(x);
                    if usize::from(room) >= pen.widths.columns(&text) {
                        x = pen.text(x, y, room, &text, style) + 1;
                    }
                }
            }
            None => {
                let unreadable = card.unreadable.iter().find(|(at, _)| *at == year);
                let text = match unreadable {
                    Some((_, kind)) => format!("! {}", look.say(kind.label())),
                    None => {
                        format!("{} {}", Glyph::Missing.on(pen.widths), look.t("缺报", "missing"))
                    }
                };
                pen.text(
                    area.x + 7,
                    y,
                    area.width.saturating_sub(7),
                    &text,
                    pen.style(Role::Warning),
                );
            }
        }
        y += 1;
    }
    y
}

/// The years to show: from the agency's first to the database's last.
fn span(model: &Model, card: &AgencyCard) -> (i16, i16) {
    let own = card.years.iter().map(|row| row.year);
    let years = own.chain(card.unreadable.iter().map(|(year, _)| *year));
    let (low, high) =
        years.fold((i16::MAX, i16::MIN), |(low, high), year| (low.min(year), high.max(year)));
    let last =
        model.summary.as_ref().and_then(|summary| summary.years).map_or(high, |years| years.1);
    // A year misread as 1899 must not draw a century of gaps.
    (low.max(last.max(high).saturating_sub(20)), last.max(high))
}

fn trends(look: Look, pen: &mut Pen, area: Rect, card: &AgencyCard) -> u16 {
    if area.height < 3 || card.years.len() < 2 {
        return area.y;
    }
    let (Some(first), Some(last)) = (card.years.first(), card.years.last()) else { return area.y };
    let line = |figure: fn(&YearRow) -> Option<f64>| {
        let values: Vec<Option<f64>> = (first.year..=last.year)
            .map(|year| card.years.iter().find(|row| row.year == year).and_then(figure))
            .collect();
        sparkline(&values, pen.widths)
    };
    let (plain, faint) = (pen.style(Role::Plain), pen.style(Role::Faint));
    let pieces = [
        (look.t("新收 ", "new "), faint),
        (&line(|row| row.new), plain),
        (look.t("  公开率 ", "  granted "), faint),
        (&line(YearRow::granted_share), plain),
        (look.t("  结转 ", "  carried "), faint),
        (&line(|row| row.carried_out), plain),
    ];
    pen.pieces(area.x, area.y + 1, area.width, &pieces);
    area.y + 2
}

fn latest(model: &Model, pen: &mut Pen, area: Rect) -> u16 {
    let look = model.look;
    let findings = &model.agencies.findings;
    if area.height < 2 || findings.is_empty() {
        return area.y;
    }
    let room = usize::from(area.height - 1);
    let shown = if findings.len() > room { room.saturating_sub(1) } else { findings.len() };
    for (y, stored) in (area.y + 1..area.bottom()).zip(&findings[..shown]) {
        let finding = &stored.finding;
        let gist = words::finding_gist(look, finding);
        let style = pen.style(Role::of(finding.severity));
        let head = format!("{} {} ", finding.severity.sign(pen.widths.plain()), finding.rule);
        let verdict = match stored.verdict {
            Verdict::Open => String::new(),
            verdict => format!(" [{}]", look.say(verdict.label())),
        };
        let year = format!("{} ", finding.year);
        let plain = pen.style(Role::Plain);
        pen.pieces(
            area.x,
            y,
            area.width,
            &[(&head, style), (&year, plain), (&gist, plain), (&verdict, pen.style(Role::Faint))],
        );
    }
    if shown < findings.len() {
        let text = match look.lang {
            crate::text::Lang::Zh => format!("另有 {} 条, f 查看", findings.len() - shown),
            crate::text::Lang::En => format!("{} more: f", findings.len() - shown),
        };
        let y = area.y + 1 + shown as u16;
        pen.text(area.x, y, area.width, &text, pen.style(Role::Faint));
    }
    area.y + 1 + shown as u16 + u16::from(shown < findings.len())
}
