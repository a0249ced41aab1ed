//! Lines of fields with commas between, and columns and rows that are only numbered.

use super::{figures, numbers};

#[test]
fn fields_are_cells() {
    let table = "\
信息内容,本年制发件数,本年废止件数,现行有效件数
规章,\"1,234\",,7
行政规范性文件,27,11,212
第二十条第（五）项,第二十条第（五）项,第二十条第（五）项,第二十条第（五）项
信息内容,本年处理决定数量,本年处理决定数量,本年处理决定数量
行政许可,349,349,349

三、本年度办理结果,\"（二）部分公开（区分处理的，只计这一情形，
不计其他情形）\",1,0,0,2,0,0,3
四、结转下年度继续办理,四、结转下年度继续办理,5,0,,0,0,1,6
";
    let cells = [
        "disclosure.regulations.issued",
        "disclosure.regulations.repealed",
        "disclosure.regulations.in_force",
        "disclosure.normative.in_force",
        "disclosure.licensing.decisions",
    ];
    let want = [Some(1234.0), None, Some(7.0), Some(212.0), Some(349.0)];
    assert_eq!(numbers(table, &cells), want);
    let partial = [1, 0, 0, 2, 0, 0, 3].map(|n| Some(f64::from(n)));
    assert_eq!(figures(table, "requests.partial"), partial);
    let carried = figures(table, "requests.carried_out");
    assert_eq!((carried[0], carried[2], carried[6]), (Some(5.0), None, Some(6.0)));
}

#[test]
fn a_comma_within_a_figure_parts_nothing() {
    for line in [
        "规章 1,234 5 7",
        "规章,1,234,",
        "行政许可1,234",
        "行政许可 1,234",
        "三、本年新收政府信息公开申请数量,1,234,0,0,0,0,234",
    ] {
        let table = format!("信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n{line}\n");
        let cells = [
            "disclosure.regulations.issued",
            "disclosure.licensing.decisions",
            "requests.new.natural",
        ];
        for (cell, got) in cells.iter().zip(numbers(&table, &cells)) {
            assert!(got.is_none() || got == Some(1234.0), "{cell} {got:?}: {line}");
        }
    }
}

#[test]
fn numbered_rows_and_columns_hold_no_figures() {
    let labels = ["行政复议", "结果维持", "结果维持", ""];
    for separator in [",", "\t", " | ", "  "] {
        let row = |cells: Vec<String>| cells.join(separator) + "\n";
        let mut table = "四、政府信息公开行政复议、行政诉讼情况\n".to_owned();
        table += &row((0..15).map(|n| n.to_string()).collect());
        for (at, label) in labels.iter().enumerate() {
            let mut cells = vec![at.to_string()];
            let figures =
                ["1", "0", "0", "0", "1", "0", "2", "0", "0", "2", "0", "0", "0", "3", "3"];
            let filled = |figure: &str| {
                let text = if label.is_empty() { figure } else { label };
                text.to_owned()
            };
            cells.extend(figures.map(filled));
            table += &row(cells);
        }
        let cells = ["disputes.reconsideration.upheld", "disputes.direct.corrected"];
        assert_eq!(numbers(&table, &cells), [Some(1.0), Some(2.0)], "{table}");
    }
}

#[test]
fn what_a_figure_looks_like_is_no_part_of_it() {
    let table = "\
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
|---|---|---|---|
| **规章** | **4** | <span lang=\"EN-US\">5</span> | <b>6</b> |
| 行政<span></span>规范性文件 | 7 | 8 | 10<sup>2</sup> |
";
    let cells = [
        "disclosure.regulations.issued",
        "disclosure.regulations.repealed",
        "disclosure.regulations.in_force",
        "disclosure.normative.repealed",
        "disclosure.normative.in_force",
    ];
    assert_eq!(numbers(table, &cells), [Some(4.0), Some(5.0), Some(6.0), Some(8.0), None]);
}

#[test]
fn one_figure_in_all_columns_is_not_three() {
    let table =
        "信息内容,本年处理决定数量,本年处理决定数量,本年处理决定数量\n行政许可,349,349,349\n";
    let cells = ["disclosure.licensing.prior_items", "disclosure.licensing.decisions"];
    assert_eq!(numbers(table, &cells), [None, Some(349.0)]);
    // Without its headings it may be one cell or three.
    let (_, row) = table.split_once('\n').unwrap();
    assert_eq!(numbers(row, &cells), [None, None]);
}

#[test]
fn two_figures_that_touch_a_label_are_none() {
    let cells = ["disclosure.fees.prior_items", "disclosure.fees.change"];
    assert_eq!(
        numbers("信息内容\n上一年项目数量\n本年增/减\n行政事业性收费6减3\n", &cells),
        [None, None]
    );
}

#[test]
fn the_number_of_a_row_is_not_its_first_figure() {
    let empty = ["nan"; 15].join(" | ");
    let table =
        format!("四、政府信息公开行政复议、行政诉讼情况\n| | 结果维持 |\n| 0 | {empty} |\n");
    assert_eq!(numbers(&table, &["disputes.reconsideration.upheld"]), [None], "{table}");
}
