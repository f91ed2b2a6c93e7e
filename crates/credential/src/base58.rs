//! Base58-btc of signatures (CID 1.0 §2.4). Libraries divide by 58, byte by byte, which takes a tenth of the time of a
//! signature; this reckons with the fifth power of it and with four bytes at once.

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// As many digits as fit in 32 bits.
const DIGITS: usize = 5;
const BASE: u64 = 58_u64.pow(5);

/// As many times four bytes as the longest signatures have, and as many times five digits.
const LIMBS: usize = 24;
const PLACES: usize = 27;
/// So many products of four bytes and five digits fit in 64 bits together.
const SUMMANDS: usize = 6;

/// What four bytes count in each place, from the last on, in times five digits, from the last on.
const COUNTS: [[u32; PLACES]; LIMBS] = {
    let mut counts = [[0; PLACES]; LIMBS];
    counts[0][0] = 1;
    let mut limb = 1;
    while limb < LIMBS {
        let (mut place, mut carry) = (0, 0);
        while place < PLACES {
            let product = ((counts[limb - 1][place] as u64) << 32) + carry;
            counts[limb][place] = (product % BASE) as u32;
            carry = product / BASE;
            place += 1;
        }
        limb += 1;
    }
    counts
};

/// `before`, and the text of these bytes: a number without zeros before it, and for each zero byte before it `1`.
#[must_use]
pub fn encode(before: char, bytes: &[u8]) -> String {
    if bytes.len() > LIMBS * 4 {
        return format!("{before}{}", bs58::encode(bytes).into_string());
    }
    let mut number = [0; PLACES];
    // From the last four bytes on, some at a time.
    for (bytes, counts) in bytes.rchunks(4 * SUMMANDS).zip(COUNTS.chunks(SUMMANDS)) {
        for (bytes, counts) in bytes.rchunks(4).zip(counts) {
            let limb = u64::from(of_bytes(bytes));
            for (place, count) in number.iter_mut().zip(counts) {
                *place += limb * u64::from(*count);
            }
        }
        let mut carry = 0;
        for place in &mut number {
            let sum = *place + carry;
            (*place, carry) = (sum % BASE, sum / BASE);
        }
    }
    let mut digits = [ALPHABET[0]; PLACES * DIGITS];
    // No place beyond what so many bytes need has anything in it.
    let places = PLACES.min(bytes.len() / 3 + 1);
    for (digits, place) in digits.rchunks_mut(DIGITS).zip(&number[..places]) {
        let mut rest = *place as u32;
        for digit in digits.iter_mut().rev() {
            *digit = ALPHABET[(rest % 58) as usize];
            rest /= 58;
        }
    }
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let first = digits.iter().position(|digit| *digit != ALPHABET[0]).unwrap_or(digits.len());
    let mut text = String::with_capacity(1 + zeros + digits.len() - first);
    text.push(before);
    text.extend(std::iter::repeat_n('1', zeros));
    text.push_str(str::from_utf8(&digits[first..]).unwrap_or_default());
    text
}

/// The `length` bytes that a text stands for; `None` if it stands for other than so many.
#[must_use]
pub fn decode(text: &str, length: usize) -> Option<Vec<u8>> {
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
            prop_assert_eq!(encode('z', &bytes), format!("z{text}"));
            prop_assert_eq!(decode(&text, bytes.len()), Some(bytes));
        }

        #[test]
        fn of_any_text_it_reads_what_the_library_does(text in "[1-9A-HJ-NP-Za-km-z]{0,90}|[ -~]{0,8}", length in 0..70_usize) {
            let theirs = bs58::decode(&text).into_vec().ok().filter(|bytes| bytes.len() == length);
            prop_assert_eq!(decode(&text, length), theirs);
        }
    }
}
