//! What is a report and what is not, on small pages of our own.

use gouji::read::{Hints, read};
use gouji::record::{NotReport, Outcome};

fn kind(page: &str) -> Option<NotReport> {
    match read(page.as_bytes(), &Hints::default()).outcome {
        Outcome::Report { .. } => None,
        Outcome::NotReport { kind, .. } => Some(kind),
    }
}

const TITLE: &str = "随县教育局2024年政府信息公开工作年度报告";

#[test]
fn what_is_no_report_is_told_as_what_it_is() {
    for (page, want) in [
        (
            "关于做好2024年政府信息公开工作年度报告编制工作的通知\n各乡镇人民政府:\n请按时报送。",
            NotReport::Notice,
        ),
        (
            "随县人民政府办公室关于印发2024年政府信息公开工作年度报告编制工作方案的通知\n各单位:",
            NotReport::Notice,
        ),
        (
            "关于印发政府信息公开工作年度报告格式的通知\n附件\n信息内容\n本年制发件数\n本年废止件数\n\
             现行有效件数\n规章\n行政规范性文件",
            NotReport::EmptyForm,
        ),
        (
            "随县2024年政府信息公开工作年度报告解读\n一、编制背景\n按要求编制。",
            NotReport::Interpretation,
        ),
        (
            "《随县2024年政府信息公开工作年度报告》已公开,现解读如下。\n一、编制依据\n二、主要内容",
            NotReport::Interpretation,
        ),
        ("随县2017年政府信息公开工作年度报告\n一、概述\n工作有序。", NotReport::Before2019),
        (
            "政府信息公开年报\n随县2024年政府信息公开工作年度报告 2025-01-10\n\
             随县2023年政府信息公开工作年度报告 2024-01-10\n\
             随县2022年政府信息公开工作年度报告 2023-01-10\n\
             随县2021年政府信息公开工作年度报告 2022-01-10\n共4条",
            NotReport::Index,
        ),
        ("政府信息公开年度报告\n一、总体情况\n工作有序。", NotReport::Unidentified),
        ("今日天气晴好。\n明日有雨。", NotReport::Other),
        ("\u{3000}\n \n", NotReport::Empty),
    ] {
        assert_eq!(kind(page), Some(want), "{page}");
    }
}

#[test]
fn pictures_and_attachments_are_told() {
    let page = |body: &str| {
        format!(
            "<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
        )
    };
    let attachment = page("<p><a href='/a/report.docx'>附件</a></p>");
    assert_eq!(kind(&attachment), Some(NotReport::AttachmentOnly));
    let whole = page("<p><img src='/upload/1.png'></p>");
    assert_eq!(kind(&whole), Some(NotReport::PictureOnly));
    let tables = page(
        "<p>一、总体情况</p><p>工作有序,公开及时,全年没有收到投诉举报。</p><p>二、主动公开政府信息情况</p>\
         <p><img src='/upload/2.jpg'></p><p>五、存在的主要问题及改进情况</p><p>人手不足。</p>",
    );
    assert_eq!(kind(&tables), Some(NotReport::PictureOnly));
}

#[test]
fn odd_reports_are_reports() {
    for page in [
        // Quotes the notice on which it rests, within a sentence and on a line.
        format!(
            "{TITLE}\n根据《关于做好2024年政府信息公开工作年度报告编制工作的通知》要求编制。\n一、总体情况"
        ),
        // Speaks of interpretations.
        format!("{TITLE}\n一、总体情况\n发布政策解读3篇,图解2篇。"),
        // Its subject was replaced.
        "随县教育局2024年某某推荐工作年度报告\n一、总体情况\n工作有序。".to_owned(),
        // Nothing but its title and a table.
        format!("{TITLE}\n规章 | 0 | 0 | 0 |\n行政规范性文件 | 1 | 0 | 3 |"),
        // An icon is no table.
        format!(
            "<html><body><h1>{TITLE}</h1><p>一、总体情况</p><p>工作有序。</p><p>二、主动公开政府信息情况</p>\
                 <img src='/icon/print.png'><table><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr></table>\
                 </body></html>"
        ),
    ] {
        assert_eq!(kind(&page), None, "{page}");
    }
}

#[test]
fn what_cannot_be_read_says_whose_and_for_which_year() {
    let named = |path: &str| Hints { path: path.to_owned(), ..Hints::default() };
    let picture = format!("<html><body><h1>{TITLE}</h1><img src='/upload/1.png'></body></html>");
    let other =
        Hints { agency: Some("随县财政局".to_owned()), year: Some(2022), ..Hints::default() };
    let whose = "湖北省随州市随县教育局";
    for (bytes, hints, kind, agency, year) in [
        (picture.as_bytes(), Hints::default(), NotReport::PictureOnly, Some(whose), Some(2024)),
        (
            b"%PDF-1.7\n\x01\x02\x03",
            named("随县教育局-2023.pdf"),
            NotReport::Binary,
            Some(whose),
            Some(2023),
        ),
        (
            b"%PDF-1.7\n\x01\x02\x03",
            other,
            NotReport::Binary,
            Some("湖北省随州市随县财政局"),
            Some(2022),
        ),
        (b"", named("scan-0001.txt"), NotReport::Empty, None, None),
    ] {
        let Outcome::NotReport { kind: got, agency: of, year: at } = read(bytes, &hints).outcome
        else {
            panic!("{kind:?} is no report");
        };
        assert_eq!((got, of.as_ref().map(|a| a.name.as_str()), at), (kind, agency, year));
    }
}
