//! Tables that converters draw: under a ruler, in a frame.

use super::{figures, numbers};

/// The three tables' worth of one row each, drawn; the label of the second row goes on in the next
/// line of its column.
const MULTILINE: &str = "\
三、收到和处理政府信息公开申请情况

  ---------------------- -------------------- --- --- --- --- --- --- ----
  三、本年度办理结果     （一）予以公开       3   1   0   0   0   0   4

                         （三）不予公开       2   0   0   0   0   5   7
                         1.属于国家
                         秘密

  四、结转下年度继续办理                      0   0   0   0   1   0   1
  ---------------------- -------------------- --- --- --- --- --- --- ----
";

#[test]
fn a_ruler_says_which_lines_are_a_row() {
    for (row, want) in [
        ("requests.granted", [3, 1, 0, 0, 0, 0, 4]),
        ("requests.denied.state_secret", [2, 0, 0, 0, 0, 5, 7]),
        ("requests.carried_out", [0, 0, 0, 0, 1, 0, 1]),
    ] {
        assert_eq!(figures(MULTILINE, row), want.map(|n| Some(f64::from(n))), "{row}");
    }
}

#[test]
fn empty_cells_under_a_ruler_stay_in_their_columns() {
    let table = "\
二、主动公开政府信息情况

  信息内容         本年制发件数   本年废止件数   现行有效件数
  ---------------- -------------- -------------- --------------
  规章             4                             6
  行政规范性文件                  5              12

后面是文字。
";
    let got = numbers(
        table,
        &[
            "disclosure.regulations.issued",
            "disclosure.regulations.repealed",
            "disclosure.regulations.in_force",
            "disclosure.normative.issued",
            "disclosure.normative.repealed",
            "disclosure.normative.in_force",
        ],
    );
    assert_eq!(got, [Some(4.0), None, Some(6.0), None, Some(5.0), Some(12.0)]);
}

#[test]
fn a_ruler_of_another_width_holds_nothing() {
    // The figures stand across the columns of the ruler: nothing says whose they are.
    let table = "\
  信息内容         本年制发件数   本年废止件数   现行有效件数
  -------- ---- ---- ----
  规章     4         6
";
    let cells = ["disclosure.regulations.issued", "disclosure.regulations.repealed"];
    assert_eq!(numbers(table, &cells), [None, None]);
}

#[test]
fn a_frame_says_which_lines_are_a_row() {
    let row = |label: [&str; 3], figures: [&str; 7]| {
        let line =
            |label: &str, figures: [&str; 7]| format!("| {label} | {} |\n", figures.join(" | "));
        let stroke = format!("+------+{}\n", "----+".repeat(7));
        [stroke, line(label[0], figures), line(label[1], [""; 7]), line(label[2], [""; 7])].concat()
    };
    let table = [
        "三、收到和处理政府信息公开申请情况\n\n".to_owned(),
        row(["一、本年", "新收政府信息", "公开申请数量"], ["8", "1", "0", "0", "0", "0", "9"]),
        row(["二、上年", "结转政府信息", "公开申请数量"], ["1", "0", "0", "0", "0", "0", "1"]),
        row(["", "（一）予以", "公开"], ["7", "1", "0", "0", "0", "0", "8"]),
        row(["（七）", "总", "计"], ["7", "1", "0", "0", "0", "0", "8"]),
        row(["四、结转", "下年度继", "续办理"], ["2", "0", "0", "0", "0", "0", "2"]),
        format!("+------+{}\n", "----+".repeat(7)),
    ]
    .concat();
    for (row, want) in [
        ("requests.new", [8, 1, 0, 0, 0, 0, 9]),
        ("requests.carried_in", [1, 0, 0, 0, 0, 0, 1]),
        ("requests.granted", [7, 1, 0, 0, 0, 0, 8]),
        ("requests.closed", [7, 1, 0, 0, 0, 0, 8]),
        ("requests.carried_out", [2, 0, 0, 0, 0, 0, 2]),
    ] {
        assert_eq!(figures(&table, row), want.map(|n| Some(f64::from(n))), "{row}\n{table}");
    }
}

#[test]
fn a_figure_that_goes_on_in_the_next_line_is_none() {
    let stroke = "+---".repeat(15) + "+\n";
    let line = |cells: [&str; 15]| format!("| {} |\n", cells.join(" | "));
    let first: [&str; 15] = std::array::from_fn(|at| if at % 5 == 4 { "4" } else { "1" });
    let second: [&str; 15] = std::array::from_fn(|at| if at % 5 == 4 { "8" } else { "2" });
    let table = format!(
        "四、政府信息公开行政复议、行政诉讼情况\n结果维持\n\n{stroke}{}{}{stroke}",
        line(first),
        line(second)
    );
    assert_eq!(numbers(&table, &["disputes.reconsideration.upheld"]), [None], "{table}");
}
