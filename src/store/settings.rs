//! Settings that are kept with a database, such as the place on the screen.

use super::{Result, Store};
use rusqlite::OptionalExtension;

impl Store {
    /// A setting that is kept with this database.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        if let Some(local) = &self.local
            && let Some(value) = local.settings().remove(key)
        {
            return Ok(Some(value));
        }
        self.ask(|conn| {
            conn.prepare_cached("SELECT value FROM setting WHERE key = ?")?
                .query_row([key], |row| row.get(0))
                .optional()
        })
    }

    /// Keeps a setting, beside the database where that may not be written to.
    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<()> {
        if let Some(local) = &self.local {
            let mut settings = local.settings();
            settings.insert(key.to_owned(), value.to_owned());
            return local.save_settings(&settings);
        }
        self.ask(|conn| {
            conn.prepare_cached("INSERT OR REPLACE INTO setting VALUES (?, ?)")?
                .execute((key, value))?;
            Ok(())
        })
    }
}
