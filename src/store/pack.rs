//! How documents are packed: with zstd, and a dictionary of what they have in common.

use super::{Error, Result, Store, error::explain};
use rusqlite::{Connection, OptionalExtension};
use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, Read};
use std::sync::Arc;
use zstd::bulk::Compressor;
use zstd::dict::DecoderDictionary;

/// Level 6 takes two and a half times as long for four bytes in a hundred.
const LEVEL: i32 = 3;

/// The size of a dictionary: twice as much is no better for pages of ten or thirty kilobytes.
const DICTIONARY: usize = 64 << 10;

/// So many documents are enough to see what they have in common.
const ENOUGH: usize = 400;
/// So many bytes of them too, of at least [`LEAST`] documents.
const ENOUGH_BYTES: usize = 4 << 20;
const LEAST: usize = 100;

/// Packs documents, in any thread. The default has no dictionary.
#[derive(Debug, Clone, Default)]
pub struct Packer(Option<Arc<Dictionary>>);

#[derive(Debug)]
struct Dictionary {
    id: u32,
    bytes: Vec<u8>,
}

/// A compressor with the number of the dictionary that it has loaded, 0 for none.
type Loaded = (u32, Compressor<'static>);

impl Packer {
    /// A decoded text as the database keeps it.
    pub fn pack(&self, text: &str) -> Vec<u8> {
        thread_local! {
            // To make one takes as long as to pack a page.
            static LOADED: RefCell<Option<Loaded>> =
                RefCell::new(Compressor::new(LEVEL).ok().map(|made| (0, made)));
        }
        let packed = LOADED.with_borrow_mut(|loaded| self.pack_with(loaded.as_mut()?, text).ok());
        // Packing into memory fails only where there is none left.
        packed.unwrap_or_else(|| zstd::encode_all(text.as_bytes(), LEVEL).unwrap_or_default())
    }

    fn pack_with(&self, (id, compressor): &mut Loaded, text: &str) -> io::Result<Vec<u8>> {
        let (wanted, bytes) = match &self.0 {
            Some(dictionary) => (dictionary.id, dictionary.bytes.as_slice()),
            None => (0, &[][..]),
        };
        if *id != wanted {
            compressor.set_dictionary(LEVEL, bytes)?;
            *id = wanted;
        }
        compressor.compress(text.as_bytes())
    }

    /// Whether it has a dictionary.
    pub fn has_dictionary(&self) -> bool {
        self.0.is_some()
    }
}

/// Texts from which a dictionary is made.
#[derive(Debug, Default)]
pub struct Samples {
    texts: Vec<u8>,
    sizes: Vec<usize>,
}

impl Samples {
    /// Takes in a text; whether there are enough now.
    pub fn take(&mut self, text: &str) -> bool {
        self.texts.extend_from_slice(text.as_bytes());
        self.sizes.push(text.len());
        self.sizes.len() >= ENOUGH || self.sizes.len() >= LEAST && self.texts.len() >= ENOUGH_BYTES
    }

    /// The dictionary; `None` where the texts have too little in common.
    fn dictionary(&self) -> Option<Dictionary> {
        let bytes = zstd::dict::from_continuous(&self.texts, &self.sizes, DICTIONARY).ok()?;
        let id = zstd::zstd_safe::get_dict_id(&bytes)?.get();
        Some(Dictionary { id, bytes })
    }
}

impl Store {
    /// Packs with the dictionary of this database, if it has one.
    pub fn packer(&self) -> Result<Packer> {
        let kept = self.ask(|conn| {
            conn.prepare_cached("SELECT id, bytes FROM dictionary LIMIT 1")?
                .query_row([], |row| Ok(Dictionary { id: row.get(0)?, bytes: row.get(1)? }))
                .optional()
        })?;
        Ok(Packer(kept.map(Arc::new)))
    }

    /// Makes the dictionary of a database that has none, keeps it, and packs with it.
    pub fn learn(&mut self, samples: &Samples) -> Result<Packer> {
        let Some(made) = samples.dictionary() else { return Ok(Packer::default()) };
        self.batch(|batch| {
            batch.ask(|tx| {
                tx.prepare_cached("INSERT OR IGNORE INTO dictionary VALUES (?, ?)")?
                    .execute((made.id, &made.bytes))
                    .map(drop)
            })
        })?;
        Ok(Packer(Some(Arc::new(made))))
    }

    /// The decoded text of a document.
    pub fn document_text(&self, source: i64) -> Result<Option<String>> {
        let body: Option<Vec<u8>> = self.ask(|conn| {
            conn.prepare_cached("SELECT body FROM source WHERE id = ?")?
                .query_row([source], |row| row.get(0))
                .optional()
        })?;
        let Some(body) = body else { return Ok(None) };
        let unpacked = Unpacker::default().text(&self.conn, &body);
        unpacked.map_err(|error| explain(&self.path, error))?.map(Some).map_err(|reason| {
            Error::Damaged {
                path: self.path.clone(),
                reason: format!("document {source}: {reason}"),
            }
        })
    }
}

/// Unpacks documents.
#[derive(Default)]
pub(super) struct Unpacker {
    dictionaries: HashMap<u32, DecoderDictionary<'static>>,
}

impl Unpacker {
    /// The text that was packed; what is wrong where there is none.
    pub(super) fn text(
        &mut self,
        conn: &Connection,
        body: &[u8],
    ) -> rusqlite::Result<std::result::Result<String, String>> {
        let read = match zstd::zstd_safe::get_dict_id_from_frame(body) {
            None => zstd::decode_all(body),
            Some(id) => {
                let id = id.get();
                let dictionary = match self.dictionaries.entry(id) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => {
                        let bytes: Option<Vec<u8>> = conn
                            .prepare_cached("SELECT bytes FROM dictionary WHERE id = ?")?
                            .query_row([id], |row| row.get(0))
                            .optional()?;
                        let Some(bytes) = bytes else {
                            return Ok(Err(format!("its dictionary {id} is not there")));
                        };
                        new.insert(DecoderDictionary::copy(&bytes))
                    }
                };
                zstd::Decoder::with_prepared_dictionary(body, dictionary).and_then(|mut decoder| {
                    let mut read = Vec::new();
                    decoder.read_to_end(&mut read).map(|_| read)
                })
            }
        };
        Ok(match read {
            Ok(read) => String::from_utf8(read).map_err(|_| "it is no text".to_owned()),
            Err(error) => Err(error.to_string()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(nth: usize) -> String {
        let menu: String =
            (0..40).map(|at| format!("<li><a href=\"/c/{at}\">栏目{at}</a>")).collect();
        format!("<html>{menu}<p>第{nth}页, 数字 {}</p></html>", nth * 7919 % 1000)
    }

    #[test]
    fn a_dictionary_is_learned_once_and_found_again() {
        let mut store = Store::in_memory().unwrap();
        let plain = store.packer().unwrap();
        assert!(!plain.has_dictionary());
        let mut samples = Samples::default();
        let enough = (0..1000).find(|nth| samples.take(&page(*nth))).unwrap();
        assert_eq!(enough + 1, ENOUGH);
        let learned = store.learn(&samples).unwrap();
        let again = store.packer().unwrap();
        assert!(learned.has_dictionary() && again.has_dictionary());
        let (before, after) = (plain.pack(&page(5000)), again.pack(&page(5000)));
        assert!(after.len() * 4 < before.len() * 3, "{} {}", after.len(), before.len());
        assert_eq!(learned.pack(&page(5000)), after);
        assert_eq!(plain.pack(&page(5000)), before, "one thread, now without a dictionary");
        let mut unpacker = Unpacker::default();
        for body in [before, after.clone()] {
            assert_eq!(unpacker.text(&store.conn, &body).unwrap().unwrap(), page(5000));
        }
        store.conn.execute("DELETE FROM dictionary", []).unwrap();
        let lost = Unpacker::default().text(&store.conn, &after).unwrap().unwrap_err();
        assert!(lost.contains("is not there"), "{lost}");
    }

    #[test]
    fn what_has_nothing_in_common_is_packed_without() {
        let mut store = Store::in_memory().unwrap();
        let mut samples = Samples::default();
        samples.take("");
        assert!(!store.learn(&samples).unwrap().has_dictionary());
    }
}
