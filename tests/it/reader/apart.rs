//! Labels and figures that a PDF prints apart, and cells of a row that it mixes.

use super::figures;
use gouji::form::{Form, Row};

const HEAD: &str = "三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n法人或其他组织\n";
const HEADINGS: &str = "商业\n企业\n科研\n机构\n社会公\n益组织\n法律服\n务机构\n其\n他\n总\n计\n";

/// Seven figures one a line, all of the one column.
fn lines(count: u32) -> String {
    format!("{count}\n0\n0\n0\n0\n0\n{count}\n")
}

fn row(count: u32) -> [Option<f64>; 7] {
    [count, 0, 0, 0, 0, 0, count].map(|n| Some(f64::from(n)))
}

#[test]
fn a_row_between_regular_ones_whose_figures_stand_elsewhere_is_text() {
    // The figures of two rows stand after the second of their labels.
    let text = format!(
        "{HEAD}{HEADINGS}一、本年新收政府信息公开申请数量\n{}二、上年结转政府信息公开申请数量\n\
         （一）予以公开\n{}{}1.属于国家秘密\n{}2.其他法律行政法规禁止公开\n{}",
        lines(3),
        lines(4),
        lines(5),
        lines(6),
        lines(7),
    );
    assert_eq!(figures(&text, "requests.new"), row(3));
    assert_eq!(figures(&text, "requests.carried_in"), [None; 7]);
    assert_eq!(figures(&text, "requests.granted"), [None; 7]);
    // From where as many figures as labels have come by, they take turns again.
    assert_eq!(figures(&text, "requests.denied.state_secret"), row(6));
    assert_eq!(figures(&text, "requests.denied.law_forbids"), row(7));
}

#[test]
fn figures_without_a_label_leave_open_which_were_meant() {
    // 予以公开 is not readable, and two rows follow the next label.
    let text = format!(
        "{HEAD}{HEADINGS}一、本年新收政府信息公开申请数量\n{}（二）部分公开\n{}{}1.属于国家秘密\n{}",
        lines(3),
        lines(4),
        lines(5),
        lines(6),
    );
    assert_eq!(figures(&text, "requests.partial"), [None; 7]);
}

#[test]
fn where_headings_are_mixed_so_are_the_cells_of_a_row() {
    let mixed = "商\n业\n企\n业\n科\n社会\n研\n公益\n机\n组织\n构\n法律\n服务\n机构\n其\n他\n";
    let table = format!("一、本年新收政府信息公开申请数量\n{}", lines(3));
    assert_eq!(figures(&format!("{HEAD}{HEADINGS}{table}"), "requests.new"), row(3));
    assert_eq!(figures(&format!("{HEAD}{mixed}{table}"), "requests.new"), [None; 7]);
    // A row in one line is in order whatever the headings are.
    let line = "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3\n";
    assert_eq!(figures(&format!("{HEAD}{mixed}{line}"), "requests.new"), row(3));
}

#[test]
fn sums_settle_rows_that_stand_in_order() {
    let mixed = "商\n业\n企\n业\n科\n社会\n研\n公益\n机\n组织\n构\n法律\n服务\n机构\n其\n他\n";
    let mut text = format!("{HEAD}{mixed}");
    let rows: Vec<Row> = Row::of_form(Form::F2021).collect();
    let count = |row: &Row| match row.key() {
        "new" | "closed" | "denied.process" => 5,
        _ => 0,
    };
    for row in &rows {
        text += &format!("{}\n{}", row.label().zh, lines(count(row)));
    }
    for name in &rows {
        let got = figures(&text, &format!("requests.{}", name.key()));
        assert_eq!(got, row(count(name)), "{}", name.key());
    }
}

#[test]
fn a_total_without_its_number_is_a_heading_where_the_row_is_there() {
    let text = format!(
        "{HEAD}一、本年新收政府信息公开申请数量\n{}总\n计\n{}（七）总计\n{}四、结转下年度继续办理\n{}",
        lines(3),
        lines(9),
        lines(2),
        lines(1),
    );
    let closed = figures(&text, "requests.closed");
    assert!(closed == row(2) || closed == [None; 7], "{closed:?}");
}

#[test]
fn a_heading_over_rows_has_no_figures_of_its_own() {
    let text = format!(
        "{HEAD}（六）其他处理\n{}1.申请人逾期不补正\n2.申请人逾期不缴费\n3.其他\n",
        lines(4)
    );
    assert_eq!(figures(&text, "requests.other.all"), [None; 7]);
}
