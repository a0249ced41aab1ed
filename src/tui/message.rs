//! A finding as a sentence.

use crate::record::Finding;
use crate::text::Lang;

/// The sentence of the finding's rule.
pub fn message(finding: &Finding, lang: Lang) -> String {
    let _ = lang;
    finding.rule.clone()
}
