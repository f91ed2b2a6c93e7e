//! Base 58 as Bitcoin writes it, by hand: a library for it is for `signing` alone.

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).map(|_| '1');
    let digits = converted(bytes, 256, 58);
    zeros.chain(digits.iter().rev().map(|digit| char::from(ALPHABET[*digit as usize]))).collect()
}

pub(crate) fn decode(text: &str) -> Vec<u8> {
    let place = |byte| ALPHABET.iter().position(|digit| *digit == byte).unwrap().to_le_bytes()[0];
    let digits: Vec<u8> = text.bytes().map(place).collect();
    let zeros = digits.iter().take_while(|digit| **digit == 0).map(|_| 0);
    let bytes = converted(&digits, 58, 256);
    zeros.chain(bytes.iter().rev().map(|byte| byte.to_le_bytes()[0])).collect()
}

/// A number of other digits, the lowest first.
fn converted(digits: &[u8], from: u32, to: u32) -> Vec<u32> {
    let mut converted: Vec<u32> = Vec::new();
    for digit in digits {
        let mut carry = u32::from(*digit);
        for place in &mut converted {
            carry += *place * from;
            *place = carry % to;
            carry /= to;
        }
        while carry > 0 {
            converted.push(carry % to);
            carry /= to;
        }
    }
    converted
}
