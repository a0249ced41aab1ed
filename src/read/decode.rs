//! Bytes to text: which encoding a page is really in, and whether it is text at all.
//!
//! A declaration is a hint and no more: pages in GB18030 that call themselves UTF-8 and the other
//! way round are common. Valid UTF-8 is taken as such; else the candidates are decoded and the one
//! that reads most like Chinese wins.

use crate::record::{NotReport, Problem, ProblemKind};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The most bytes that are looked at. The largest real pages, with pictures inside, have a few
/// million.
const MOST_BYTES: usize = 16 << 20;
/// How much of a document decides on its encoding.
const SAMPLE: usize = 64 << 10;
/// How far into a page a declaration may stand.
const PRESCAN: usize = 4096;

/// A document as text.
#[derive(Debug)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The encoding's name as the WHATWG standard has it.
    pub encoding: &'static str,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

/// Decodes a document, or says why there is no text in it.
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotReport> {
    let mut problems = Vec::new();
    let mut problem = |kind, what: String| problems.push(Problem { kind, span: None, what });
    let whole = bytes.len();
    let bytes = &bytes[..whole.min(MOST_BYTES)];
    if whole > MOST_BYTES {
        problem(ProblemKind::TooLarge, format!("{whole} > {MOST_BYTES}"));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[mark..]);
        if bad {
            problem(ProblemKind::BadBytes, encoding.name().to_owned());
        }
        return finish(text, encoding, problems);
    }
    if let Some(encoding) = without_mark(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(bytes);
        if bad {
            problem(ProblemKind::BadBytes, encoding.name().to_owned());
        }
        return finish(text, encoding, problems);
    }
    if is_binary(bytes) {
        return Err(NotReport::Binary);
    }
    let declared = declaration(bytes);
    let (text, encoding, bad) = choose(bytes, declared);
    if let Some(declared) = declared
        && !same_family(declared, encoding)
        && !bytes.is_ascii()
    {
        problem(ProblemKind::WrongCharset, declared.name().to_owned());
    }
    if bad {
        problem(ProblemKind::BadBytes, encoding.name().to_owned());
    }
    finish(text, encoding, problems)
}

fn finish(
    text: Cow<'_, str>,
    encoding: &'static Encoding,
    problems: Vec<Problem>,
) -> Result<Decoded, NotReport> {
    if text.trim_matches(|c: char| c.is_whitespace() || crate::text::is_hostile(c)).is_empty() {
        return Err(NotReport::Empty);
    }
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), problems })
}

/// GBK and GB2312 are parts of GB18030.
fn same_family(a: &'static Encoding, b: &'static Encoding) -> bool {
    let family = |e: &'static Encoding| if e == encoding_rs::GBK { GB18030 } else { e };
    family(a) == family(b)
}

/// The text, its encoding, and whether bytes had to be replaced.
fn choose<'a>(
    bytes: &'a [u8],
    declared: Option<&'static Encoding>,
) -> (Cow<'a, str>, &'static Encoding, bool) {
    let invalid = match std::str::from_utf8(bytes) {
        Ok(text) => return (Cow::Borrowed(text), UTF_8, false),
        Err(error) => error,
    };
    // A file cut in the middle of a character is UTF-8 all the same.
    if invalid.error_len().is_none() && invalid.valid_up_to() > 0 {
        let (text, _) = UTF_8.decode_without_bom_handling(bytes);
        return (text, UTF_8, true);
    }
    let sample = &bytes[invalid.valid_up_to().saturating_sub(SAMPLE / 2)..];
    let sample = &sample[..sample.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    let mut best = (GB18030, f64::MIN);
    // Earlier ones win where two read equally well.
    for encoding in declared.into_iter().chain([UTF_8, GB18030, BIG5, guess]) {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let likeness = likeness(&text);
        if likeness > best.1 {
            best = (encoding, likeness);
        }
    }
    let encoding = if best.0 == encoding_rs::GBK { GB18030 } else { best.0 };
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    (text, encoding, bad)
}

/// How much a text reads like Chinese prose, per character: common characters for it, replaced
/// and private ones against it.
fn likeness(text: &str) -> f64 {
    const COMMON: &str = "的一是不了在有年政府信息公开工作本申请行提供无法其他结果总计数量情况处理机关\
                          人民和为主动报告部门度项第条规定会发布市县区国家中华的業開請無實總計數處機關門報";
    let mut score = 0_i64;
    let mut letters = 0_i64;
    for c in text.chars().filter(|c| !c.is_ascii()) {
        letters += 1;
        score += match c {
            '\u{fffd}' => -20,
            '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}' => -10,
            c if COMMON.contains(c) => 5,
            '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}' => 0,
            '\u{2000}'..='\u{206f}' => 0,
            _ => -2,
        };
    }
    // Fewer characters for the same bytes speak for a wide encoding, so not the sum but the mean.
    #[allow(clippy::cast_precision_loss)] // A sample has few characters.
    let mean = score as f64 / letters.max(1) as f64;
    mean
}

/// UTF-16 without a byte order mark: every other byte of its ASCII is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    memchr::memchr(0, sample)?;
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = sample.len() / 64;
    let encoding = if odd > enough && even * 8 < odd {
        UTF_16LE
    } else if even > enough && odd * 8 < even {
        UTF_16BE
    } else {
        return None;
    };
    // Numbers in a binary file look alike; text has line breaks, spaces or tags, and no refuse.
    let (text, bad) = encoding.decode_without_bom_handling(sample);
    let strange = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    (!bad && strange * 50 < text.chars().count()).then_some(encoding)
}

/// Whether these are the bytes of a picture, an archive, a PDF or the like.
fn is_binary(bytes: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 16] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"BM",
        b"RIFF",
        b"II*\0",
        b"MM\0*",
        b"Rar!",
        b"7z\xbc\xaf",
        b"\x1f\x8b",
        b"\xd0\xcf\x11\xe0",
        b"SQLite format 3\0",
        b"\x7fELF",
    ];
    let head = &bytes[..bytes.len().min(SAMPLE)];
    let is_control = |b: &u8| matches!(b, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    // Counted in bytes, of which a register holds many.
    let controls: usize = head
        .chunks(255)
        .map(|chunk| usize::from(chunk.iter().map(|b| u8::from(is_control(b))).sum::<u8>()))
        .sum();
    // Two letters may begin a text; the short signatures count only with control bytes behind them.
    SIGNATURES.iter().any(|s| head.starts_with(s) && (s.len() > 3 || controls > 0))
        || controls * 20 > head.len()
}

/// The encoding that a page declares: `charset=` in a `meta` tag, `encoding=` in an XML prologue.
fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let value_after = |name: &[u8]| {
        let first = name[0];
        let mut starts = memchr::memchr2_iter(first, first.to_ascii_uppercase(), head);
        let is_name = |at: &usize| {
            head[*at..].get(..name.len()).is_some_and(|w| w.eq_ignore_ascii_case(name))
        };
        let at = starts.find(is_name)? + name.len();
        let rest = head[at..].trim_ascii_start();
        let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest
            .iter()
            .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.')))
            .unwrap_or(rest.len());
        Encoding::for_label(&rest[..end])
    };
    let declared = if head.trim_ascii_start().starts_with(b"<?xml") {
        value_after(b"encoding").or_else(|| value_after(b"charset"))
    } else {
        value_after(b"charset")
    };
    // A declaration that could be read cannot have been in UTF-16.
    declared.map(|e| if e == UTF_16LE || e == UTF_16BE { UTF_8 } else { e })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "<meta charset=CHARSET>某某县2023年政府信息公开工作年度报告\n本年收到申请 3 件。";

    fn encoded(encoding: &'static Encoding, declared: &str) -> Vec<u8> {
        let text = TEXT.replace("CHARSET", declared);
        encoding.encode(&text).0.into_owned()
    }

    fn kinds(decoded: &Decoded) -> Vec<ProblemKind> {
        decoded.problems.iter().map(|p| p.kind).collect()
    }

    #[test]
    fn declarations_are_hints() {
        for (encoding, declared, want, problem) in [
            (UTF_8, "utf-8", "UTF-8", None),
            (UTF_8, "gb2312", "UTF-8", Some(ProblemKind::WrongCharset)),
            (GB18030, "gb2312", "gb18030", None),
            (GB18030, "GBK", "gb18030", None),
            (GB18030, "utf-8", "gb18030", Some(ProblemKind::WrongCharset)),
            (GB18030, "big5", "gb18030", Some(ProblemKind::WrongCharset)),
            (GB18030, "nonsense", "gb18030", None),
        ] {
            let decoded = decode(&encoded(encoding, declared)).unwrap();
            assert_eq!(decoded.encoding, want, "{declared}");
            assert_eq!(kinds(&decoded), Vec::from_iter(problem), "{declared}");
            assert!(decoded.text.contains("政府信息公开工作年度报告"), "{declared}");
        }
    }

    #[test]
    fn big5_and_utf16_are_told_without_a_declaration() {
        let traditional = "某某鄉2022年政府信息公開工作年度報告，本年新收政府信息公開申請數量 0 件";
        let decoded = decode(&BIG5.encode(traditional).0).unwrap();
        assert_eq!((decoded.encoding, decoded.text.as_str()), ("Big5", traditional));
        for mark in [true, false] {
            let mut bytes: Vec<u8> = if mark { vec![0xff, 0xfe] } else { vec![] };
            bytes.extend(TEXT.encode_utf16().flat_map(u16::to_le_bytes));
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.encoding, decoded.text.as_str()), ("UTF-16LE", TEXT));
        }
    }

    #[test]
    fn bad_bytes_are_replaced_and_told() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(kinds(&decoded), [ProblemKind::BadBytes]);
    }

    #[test]
    fn what_is_no_text_is_told_apart() {
        for (bytes, want) in [
            (&b""[..], NotReport::Empty),
            (b" \r\n\t", NotReport::Empty),
            ("\u{feff}\u{200b}".as_bytes(), NotReport::Empty),
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", NotReport::Binary),
            (b"PK\x03\x04\x14\0\0\0", NotReport::Binary),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NotReport::Binary),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", NotReport::Binary),
        ] {
            assert_eq!(decode(bytes).err(), Some(want), "{bytes:?}");
        }
    }
}
