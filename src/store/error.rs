//! What can go wrong with a database, each with the path and the next step.

use crate::text::Lang;
use std::path::{Path, PathBuf};

/// A failure of the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("there is no database at '{}'; make one with 'gouji --db {} ingest FOLDER'", .0.display(), .0.display())]
    Missing(PathBuf),
    /// The file is no SQLite database, or belongs to another program.
    #[error("'{}' is not a gouji database; choose another file with --db", .0.display())]
    NotOurs(PathBuf),
    /// The file was written by a newer version of the program.
    #[error("'{}' has schema {found} and this program knows up to {known}; use a newer gouji", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// The file needs a migration and may not be written to.
    #[error("'{}' has the older schema {found} and cannot be written to; make it writable and open it once", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
    },
    /// Another program has been writing for longer than one waits.
    #[error("'{}' is being written to by another program; try again when it is done", .0.display())]
    Busy(PathBuf),
    /// No room is left on the disk.
    #[error("no room is left for '{}'; what was there before is unharmed, free some space and repeat the command", .0.display())]
    Full(PathBuf),
    /// The file or its folder may not be written to.
    #[error("'{}' cannot be written to; change its permissions or copy it elsewhere", .0.display())]
    ReadOnly(PathBuf),
    /// The file may not be opened.
    #[error("'{}' cannot be opened ({reason}); check the path and its permissions", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file is damaged.
    #[error("'{}' is damaged ({reason}); run 'gouji doctor' and restore a copy", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// The question was called off by [`super::Interrupter::interrupt`].
    #[error("called off")]
    Interrupted,
    /// There is no such finding to decide on.
    #[error("there is no finding '{0}'; list them with 'gouji flags'")]
    NoFinding(String),
    /// A line of decisions cannot be understood.
    #[error(
        "a decision cannot be read: {0}; every line must be one written by 'gouji review export'"
    )]
    BadDecision(String),
    /// Anything else that SQLite says.
    #[error("the database '{}' failed: {reason}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
}

/// The result of asking the database.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The failure as a sentence with its path and the next step.
    pub fn message(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Error::Missing(path) => {
                let path = path.display();
                format!("没有数据库 '{path}'; 用 'gouji --db {path} ingest 文件夹' 建立")
            }
            Error::NotOurs(path) => {
                format!("'{}' 不是勾稽数据库; 用 --db 另选文件", path.display())
            }
            Error::Newer { path, found, known } => format!(
                "'{}' 的结构版本是 {found}, 本程序只认识到 {known}; 请用更新的 gouji",
                path.display()
            ),
            Error::Older { path, found } => format!(
                "'{}' 的结构版本 {found} 较旧而文件不可写; 改为可写后打开一次即可升级",
                path.display()
            ),
            Error::Busy(path) => {
                format!("另一程序正在写 '{}'; 等它结束后再试", path.display())
            }
            Error::Full(path) => {
                format!("磁盘已满, 无法写入 '{}'; 原有内容完好, 腾出空间后重新执行", path.display())
            }
            Error::ReadOnly(path) => {
                format!("'{}' 不可写; 修改权限或复制到别处", path.display())
            }
            Error::CannotOpen { path, reason } => {
                format!("无法打开 '{}' ({reason}); 检查路径和权限", path.display())
            }
            Error::Damaged { path, reason } => {
                format!("'{}' 已损坏 ({reason}); 运行 'gouji doctor' 并恢复备份", path.display())
            }
            Error::Interrupted => "已取消".to_owned(),
            Error::NoFinding(id) => format!("没有疑点 '{id}'; 用 'gouji flags' 列出"),
            Error::BadDecision(reason) => {
                format!("审核记录无法读取: {reason}; 每行应由 'gouji review export' 写出")
            }
            Error::Sqlite { path, reason } => {
                format!("数据库 '{}' 出错: {reason}", path.display())
            }
        }
    }

    /// Whether the failure is one of waiting, so that trying again may help.
    pub fn is_busy(&self) -> bool {
        matches!(self, Error::Busy(_))
    }
}

/// Turns what SQLite says into one of our sentences.
pub(super) fn explain(path: &Path, error: rusqlite::Error) -> Error {
    use rusqlite::ErrorCode;
    let path = path.to_owned();
    let reason = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy(path),
        Some(ErrorCode::DiskFull) => Error::Full(path),
        Some(ErrorCode::ReadOnly) => Error::ReadOnly(path),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            Error::CannotOpen { path, reason }
        }
        Some(ErrorCode::NotADatabase) => Error::NotOurs(path),
        Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { path, reason },
        Some(ErrorCode::OperationInterrupted) => Error::Interrupted,
        _ => Error::Sqlite { path, reason },
    }
}
