//! The clipboard of the terminal, also over SSH (OSC 52).

use std::io::{self, Write};

/// The most text that one sequence carries: 100,000 characters of base 64 less what surrounds
/// them. Terminals and multiplexers drop what is longer.
const MOST: usize = 74_994;

/// Sends text to the clipboard: how many bytes, or `None` if they are too many. Whether the
/// terminal takes them nobody tells.
pub fn send(line: &mut impl Write, text: &str) -> io::Result<Option<usize>> {
    if text.len() > MOST {
        return Ok(None);
    }
    let sequence = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
    line.write_all(sequence.as_bytes())?;
    line.flush()?;
    Ok(Some(text.len()))
}

/// Base 64 with padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for at in 0..4 {
            if at <= chunk.len() {
                let digit = group >> (18 - 6 * at) & 63;
                text.push(char::from(DIGITS[digit as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_64_is_that_of_the_rfc() {
        for (text, want) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), want);
        }
    }

    #[test]
    fn what_is_too_long_is_not_sent() {
        let mut line = Vec::new();
        assert_eq!(send(&mut line, &"x".repeat(MOST + 1)).unwrap(), None);
        assert!(line.is_empty());
        assert_eq!(send(&mut line, "6").unwrap(), Some(1));
        assert_eq!(line, b"\x1b]52;c;Ng==\x07");
    }
}
