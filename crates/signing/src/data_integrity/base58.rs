//! Base58-btc of signatures. Libraries divide by 58, byte by byte, which takes a tenth of the time of a signature; this
//! divides by the fifth power of it, four bytes at once.

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// As many digits as fit in 32 bits.
const DIGITS: usize = 5;
const BASE: u64 = 58_u64.pow(5);

/// A number is written without zeros before it, and each zero byte before it as `1`.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut number: Vec<u32> = bytes.rchunks(4).rev().map(of_bytes).collect();
    // The last digit comes first.
    let mut digits = Vec::with_capacity(bytes.len() * 11 / 8 + DIGITS);
    while let Some(first) = number.iter().position(|limb| *limb != 0) {
        let mut rest = 0;
        for limb in &mut number[first..] {
            let dividend = rest << 32 | u64::from(*limb);
            *limb = (dividend / BASE) as u32;
            rest = dividend % BASE;
        }
        for _ in 0..DIGITS {
            digits.push(ALPHABET[(rest % 58) as usize]);
            rest /= 58;
        }
    }
    while digits.last() == Some(&ALPHABET[0]) {
        digits.pop();
    }
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    digits.resize(digits.len() + zeros, ALPHABET[0]);
    digits.into_iter().rev().map(char::from).collect()
}

/// The `length` bytes that a text stands for.
pub(super) fn decode(text: &str, length: usize) -> Option<Vec<u8>> {
    let zeros = text.bytes().take_while(|digit| *digit == ALPHABET[0]).count();
    // Four bytes each, the last first.
    let mut number: Vec<u32> = Vec::with_capacity(length / 4 + 1);
    for digits in text.as_bytes().chunks(DIGITS) {
        let mut carry = 0;
        let mut base = 1;
        for digit in digits {
            carry = carry * 58 + u64::from(value(*digit)?);
            base *= 58;
        }
        for limb in &mut number {
            let product = u64::from(*limb) * base + carry;
            *limb = product as u32;
            carry = product >> 32;
        }
        if carry > 0 {
            number.push(carry as u32);
        }
        if number.len() * 4 > length + 3 {
            return None;
        }
    }
    let bytes: Vec<u8> =
        number.iter().rev().flat_map(|limb| limb.to_be_bytes()).skip_while(|b| *b == 0).collect();
    (zeros + bytes.len() == length).then(|| [vec![0; zeros], bytes].concat())
}

fn of_bytes(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// What a digit counts.
fn value(digit: u8) -> Option<u8> {
    const VALUES: [u8; 128] = {
        let mut values = [u8::MAX; 128];
        let mut value = 0;
        while value < ALPHABET.len() {
            values[ALPHABET[value] as usize] = value as u8;
            value += 1;
        }
        values
    };
    VALUES.get(usize::from(digit)).copied().filter(|value| *value != u8::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_writes_and_reads_what_the_library_does(mut bytes in prop::collection::vec(any::<u8>(), 0..100), zeros in 0..4_usize) {
            bytes.iter_mut().take(zeros).for_each(|byte| *byte = 0);
            let text = bs58::encode(&bytes).into_string();
            prop_assert_eq!(&encode(&bytes), &text);
            prop_assert_eq!(decode(&text, bytes.len()), Some(bytes));
        }

        #[test]
        fn of_any_text_it_reads_what_the_library_does(text in "[1-9A-HJ-NP-Za-km-z]{0,90}|[ -~]{0,8}", length in 0..70_usize) {
            let theirs = bs58::decode(&text).into_vec().ok().filter(|bytes| bytes.len() == length);
            prop_assert_eq!(decode(&text, length), theirs);
        }
    }
}
