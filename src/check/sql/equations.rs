//! The sums of tables three and four: which fail, and which blank totals they give.

use super::{NO_NUMBER, Statement, blank, by_number, keys, numbered, quoted, severity, whole};
use crate::check::sums::rule_of;
use crate::form::{Cell, Column, Equation, EquationKind, Role, Row, derivations, equations};
use crate::record::{RuleId, Severity, State};
use std::collections::HashMap;

/// The rule that says that a total was left blank.
const TOTAL_BLANK: RuleId = "T3-TOTBLANK";

/// Where one cell's value and its mark of a blank stand, after so many derivations.
#[derive(Debug, Clone, Default)]
struct Known {
    /// The columns of derivations that may have given it.
    derived: Vec<String>,
}

/// The equations of a document with every row of both forms, and what is known while they are
/// worked out. A row of outcomes that a document does not have adds 0 to the sums of its columns.
struct Book {
    equations: Vec<Equation>,
    known: HashMap<Cell, Known>,
}

pub(super) fn add(statement: &mut Statement) {
    let rows = Row::all().collect();
    let mut book = Book { equations: equations(rows).to_vec(), known: HashMap::new() };
    statement.part("printed", &printed(&book));
    let (mut before, mut given) = ("printed".to_owned(), HashMap::new());
    let mut stages = stages(&book.equations);
    for (nth, stage) in stages.drain(..).enumerate() {
        let name = format!("derived{}", nth + 1);
        let columns: Vec<String> = stage.iter().map(|at| book.derive(*at)).collect();
        statement
            .part(&name, &format!("  SELECT *,\n    {}\n  FROM {before}", columns.join(",\n    ")));
        for at in stage {
            let column = format!("given_{at}");
            book.known.entry(book.equations[at].right[0]).or_default().derived.push(column.clone());
            given.insert(at, column);
        }
        before = name;
    }
    let all = 0..book.equations.len();
    let sides: Vec<String> = all.clone().map(|at| book.sides(at)).collect();
    statement
        .part("sides", &format!("  SELECT *,\n    {}\n  FROM {before}", sides.join(",\n    ")));
    let off: Vec<String> = all.clone().map(|at| book.off(at, given.get(&at))).collect();
    statement.part("judged", &format!("  SELECT *,\n    {}\n  FROM sides", off.join(",\n    ")));
    // Only the few reports with something to say are unfolded into a row an equation.
    let says = all.clone().map(|at| match given.get(&at) {
        Some(given) => format!("off_{at} <> 0 OR {given} IS NOT NULL"),
        None => format!("off_{at} <> 0"),
    });
    let says: Vec<String> = says.collect();
    statement
        .part("telling", &format!("  SELECT * FROM judged\n  WHERE {}", says.join("\n    OR ")));
    let names = book.equations.iter().map(|equation| vec![rule_of(equation.kind).to_owned()]);
    statement.part("equation", &numbered(&["rule"], names));
    let column = |prefix: &str| by_number(all.clone().map(|at| format!("{prefix}_{at}")));
    let given = all.clone().map(|at| given.get(&at).cloned().unwrap_or(NO_NUMBER.to_owned()));
    statement.part(
        "unfolded",
        &format!(
            "  SELECT rule, agency, year,\n  {} AS off,\n  {} AS expected,\n  {} AS actual,\n  \
             {} AS left_open,\n  {} AS right_open,\n  {} AS given,\n  {} AS cells\n  \
             FROM telling CROSS JOIN equation",
            column("off"),
            column("left"),
            column("right"),
            column("left_open"),
            column("right_open"),
            by_number(given),
            by_number(book.equations.iter().map(cells)),
        ),
    );
    statement.flags.push(format!(
        "SELECT rule,\n  CASE WHEN left_open > 0 AND off < 0 OR right_open > 0 AND off > 0 THEN '{}' ELSE '{}' END AS severity,\n  \
         agency, year, cells, expected, actual\nFROM unfolded WHERE off <> 0",
        severity(Severity::Warning),
        severity(Severity::Error),
    ));
    statement.flags.push(format!(
        "SELECT {} AS rule, '{}' AS severity, agency, year, cells, given AS expected, {NO_NUMBER} AS actual\n\
         FROM unfolded WHERE given IS NOT NULL",
        quoted(TOTAL_BLANK),
        severity(Severity::Notice),
    ));
}

/// Derivations that can be asked together, after those that give their addends or the same total.
fn stages(equations: &[Equation]) -> Vec<Vec<usize>> {
    let mut stages: Vec<Vec<usize>> = Vec::new();
    for at in derivations(equations) {
        let needs =
            |cell: &Cell| equations[at].left.contains(cell) || equations[at].right[0] == *cell;
        let after = stages
            .iter()
            .rposition(|stage| stage.iter().any(|other| needs(&equations[*other].right[0])));
        let stage = after.map_or(0, |stage| stage + 1);
        if stage == stages.len() {
            stages.push(Vec::new());
        }
        stages[stage].push(at);
    }
    stages
}

/// Whether the row is one that a document may lack without harm to the sums.
fn optional(cell: Cell) -> Option<Row> {
    cell.as_request().map(|(row, _)| row).filter(|row| row.role() == Role::Outcome)
}

/// The column that says whether the document has the row.
fn has(row: Row) -> String {
    format!("has_{}", row.key().replace('.', "_"))
}

/// Whether the document has no cell of the row.
fn absent(row: Row) -> String {
    let first = Cell::request(row, Column::ALL[0]).index() + 1;
    let absent = State::Absent.letter().to_string().repeat(Column::ALL.len());
    format!("substr(states, {first}, {}) = '{absent}'", Column::ALL.len())
}

fn outcomes() -> impl Iterator<Item = Row> {
    Row::all().filter(|row| row.role() == Role::Outcome)
}

/// Each cell as a whole number (`is_…`: 0 for a blank, NULL for what cannot be read) and whether it
/// is a blank (`open_…`); each row of outcomes, whether it is there.
fn printed(book: &Book) -> String {
    let mut cells: Vec<Cell> =
        book.equations.iter().flat_map(|e| e.left.iter().chain(&e.right)).copied().collect();
    cells.sort_unstable();
    cells.dedup();
    let mut columns = vec!["agency".to_owned(), "year".to_owned()];
    columns.extend(
        outcomes()
            .map(|row| format!("CASE WHEN {} THEN 0 ELSE 1 END AS {}", absent(row), has(row))),
    );
    for cell in cells {
        let (sql, empty) = (cell.info().sql, blank(cell));
        let number = whole(sql);
        let number = number.trim_start_matches("CASE ").trim_end_matches(" END");
        let lacks =
            optional(cell).map_or(String::new(), |row| format!("WHEN {} THEN 0 ", absent(row)));
        columns.push(format!("CASE {lacks}{number} WHEN {empty} THEN 0 END AS is_{sql}"));
        columns.push(format!("CASE WHEN {empty} THEN 1 ELSE 0 END AS open_{sql}"));
    }
    format!("  SELECT {}\n  FROM figures", columns.join(",\n    "))
}

impl Book {
    /// The cell's value so far: printed or derived.
    fn value(&self, cell: Cell) -> String {
        let printed = format!("is_{}", cell.info().sql);
        match self.known.get(&cell) {
            Some(known) => format!("coalesce({}, {printed})", known.derived.join(", ")),
            None => printed,
        }
    }

    /// 1 where the cell is a blank that nothing has given so far.
    fn open(&self, cell: Cell) -> String {
        let printed = format!("open_{}", cell.info().sql);
        match self.known.get(&cell) {
            Some(known) => {
                let none: Vec<String> =
                    known.derived.iter().map(|column| format!("{column} IS NULL")).collect();
                format!("CASE WHEN {} THEN {printed} ELSE 0 END", none.join(" AND "))
            }
            None => printed,
        }
    }

    fn sum(&self, cells: &[Cell], of: impl Fn(&Book, Cell) -> String) -> String {
        let terms: Vec<String> = cells.iter().map(|cell| of(self, *cell)).collect();
        terms.join(" + ")
    }

    /// How many addends the document has.
    fn addends(equation: &Equation) -> String {
        match equation.kind {
            EquationKind::Outcomes => outcomes().map(has).collect::<Vec<_>>().join(" + "),
            _ => equation.left.len().to_string(),
        }
    }

    /// The total that the equation gives where it is blank, all addends can be read and one is known.
    fn derive(&self, at: usize) -> String {
        let equation = &self.equations[at];
        let blank = self.open(equation.right[0]);
        let (sum, open) =
            (self.sum(&equation.left, Book::value), self.sum(&equation.left, Book::open));
        let addends = Book::addends(equation);
        format!("CASE WHEN {blank} = 1 AND {open} < {addends} THEN {sum} END AS given_{at}")
    }

    /// Both sums, and how many blanks stand on either side.
    fn sides(&self, at: usize) -> String {
        let Equation { kind, left, right, .. } = &self.equations[at];
        let sum = self.sum(left, Book::value);
        let sum = match kind {
            // Without any outcome there is no such sum.
            EquationKind::Outcomes => {
                format!("CASE WHEN {} > 0 THEN {sum} END", Book::addends(&self.equations[at]))
            }
            _ => sum,
        };
        format!(
            "{sum} AS left_{at}, {} AS right_{at},\n    {} AS left_open_{at}, {} AS right_open_{at}",
            self.sum(right, Book::value),
            self.sum(left, Book::open),
            self.sum(right, Book::open),
        )
    }

    /// By how much the sides differ; NULL where nothing can be said: the total was derived from just
    /// this, it is unknown, or there are blanks on both sides of a balance.
    fn off(&self, at: usize, given: Option<&String>) -> String {
        let unknown = match self.equations[at].kind {
            EquationKind::Balance => format!("right_open_{at} > 0 AND left_open_{at} > 0"),
            _ => format!("right_open_{at} > 0"),
        };
        let own = given.map_or(String::new(), |given| format!(" OR {given} IS NOT NULL"));
        format!(
            "CASE WHEN {unknown}{own} THEN {NO_NUMBER} ELSE left_{at} - right_{at} END AS off_{at}"
        )
    }
}

/// The cells of the equation, the total first; of outcomes those that the document has.
fn cells(equation: &Equation) -> String {
    if equation.kind != EquationKind::Outcomes {
        return quoted(&keys(equation.right.iter().chain(&equation.left).copied()));
    }
    let mut out = quoted(equation.right[0].key());
    for cell in &equation.left {
        let key = quoted(&format!(" {}", cell.key()));
        match optional(*cell) {
            Some(row) => out += &format!(" || CASE WHEN {} = 1 THEN {key} ELSE '' END", has(row)),
            None => out += &format!(" || {key}"),
        }
    }
    out
}
