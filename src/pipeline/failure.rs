//! Files that could not be taken in: the path, the reason, the next step.

use crate::record::NotReport;
use crate::text::{Lang, Text, clean};
use std::io;
use std::path::Path;

/// A file that could not be taken in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Failure {
    /// The path as given or found.
    pub path: String,
    /// Why.
    pub reason: String,
    /// What to do about it.
    pub next_step: String,
}

/// More than this is no report, and would not fit beside others in memory.
pub(super) const LARGEST: u64 = 64 << 20;

impl Failure {
    fn new(path: &Path, reason: impl Into<String>, next_step: Text, lang: Lang) -> Failure {
        Failure {
            path: path.display().to_string(),
            reason: reason.into(),
            next_step: next_step.get(lang).to_owned(),
        }
    }

    /// A file or folder that the system does not give.
    pub(super) fn io(path: &Path, error: &io::Error, lang: Lang) -> Failure {
        let (reason, next_step) = match error.kind() {
            io::ErrorKind::NotFound => (
                lang.pick("没有这个文件", "there is no such file").to_owned(),
                Text::new("检查路径", "check the path"),
            ),
            io::ErrorKind::PermissionDenied => (
                lang.pick("没有读取权限", "no permission to read it").to_owned(),
                Text::new("修改权限后重新执行", "change its permissions and run again"),
            ),
            _ => (
                clean(&error.to_string()).into_owned(),
                Text::new(
                    "检查磁盘和文件后重新执行",
                    "check the disk and the file, then run again",
                ),
            ),
        };
        Failure::new(path, reason, next_step, lang)
    }

    /// A file that is larger than any report.
    pub(super) fn too_large(path: &Path, bytes: u64, lang: Lang) -> Failure {
        let mib = bytes >> 20;
        let reason = lang.pick(
            format!("有 {mib} MiB, 超过上限 {} MiB", LARGEST >> 20),
            format!("it has {mib} MiB, more than the {} MiB that are read", LARGEST >> 20),
        );
        let next = Text::new("确认这是一份报告", "check that it is a report");
        Failure::new(path, reason, next, lang)
    }

    /// What is neither a file nor a folder.
    pub(super) fn not_a_file(path: &Path, lang: Lang) -> Failure {
        let reason = lang.pick("既不是文件也不是文件夹", "neither a file nor a folder");
        Failure::new(path, reason, Text::new("给出文件或文件夹", "give files or folders"), lang)
    }

    /// A document in which a report should have been.
    pub(super) fn not_report(path: &Path, kind: NotReport, lang: Lang) -> Failure {
        Failure::new(path, kind.label().get(lang), kind.next_step(), lang)
    }

    /// A document on which the reader gave up, which it never should.
    pub(super) fn reader(path: &Path, lang: Lang) -> Failure {
        let reason = lang.pick("读取程序出错", "the reader failed");
        let next =
            Text::new("请把该文件连同此问题反馈给开发者", "please report this, with the file");
        Failure::new(path, reason, next, lang)
    }

    /// A line of the manifest that cannot be used.
    pub(super) fn manifest(path: &Path, line: u64, what: &str, lang: Lang) -> Failure {
        let what = clean(what);
        let reason = lang.pick(
            format!("清单第 {line} 行无法使用: '{what}'"),
            format!("line {line} of the manifest cannot be used: '{what}'"),
        );
        let next = Text::new(
            "改正该行后重新执行; 列为 path,agency,year,published,url",
            "mend the line and run again; the columns are path,agency,year,published,url",
        );
        Failure::new(path, reason, next, lang)
    }
}
