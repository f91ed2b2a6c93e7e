use badgewright_credential::Entropy;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use ::rsa::pkcs1::EncodeRsaPrivateKey;
use ::rsa::pkcs1::der::asn1::UintRef;
use ::rsa::pkcs1::der::{Decode, Encode};

use super::rsa::{Draws, RsaSecret};
use super::*;

/// The key pair of RFC 7515 §A.2.1.
pub(crate) fn rfc_7515_a2() -> KeyPair {
    KeyPair::from_secret(KeyKind::Rsa, PRIVATE_DER).unwrap()
}

pub(crate) const PRIVATE_DER: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/known-answers/rsa/rfc-7515-a2.private.der"));
const JWS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/known-answers/rsa/rfc-7515-a2.jws"));

struct Counting(std::sync::atomic::AtomicU8);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill_with(|| self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
    }
}

fn public() -> RsaPublicKey {
    let PublicKey::Rsa(key) = rfc_7515_a2().public_key() else { panic!("an RSA key") };
    key
}

#[test]
fn the_signature_of_rfc_7515_a2_is_reproduced() {
    let (message, signature) = JWS.rsplit_once('.').unwrap();
    let pair = rfc_7515_a2();
    assert_eq!(URL_SAFE_NO_PAD.encode(pair.sign(message.as_bytes()).unwrap()), signature);
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    assert_eq!(pair.public_key().verify(message.as_bytes(), &signature), Ok(()));
    assert_eq!(public().verify_pss(message.as_bytes(), &signature), Err(SignatureMismatch));
}

#[test]
fn a_new_key_has_3072_bits_and_is_read_back_from_what_is_kept_of_it() {
    let made = RsaSecret::generate(&Counting(std::sync::atomic::AtomicU8::new(0)));
    assert_eq!((made.public().modulus().len(), made.public().exponent()), (384, &[1, 0, 1][..]));
    assert_eq!(format!("{:?}", made.public()), "RsaPublicKey(3072 bits)");
    let again = RsaSecret::from_der(&made.to_der()).unwrap();
    assert_eq!(again.public(), made.public());
    assert_eq!(again.sign(b"message").unwrap(), made.sign(b"message").unwrap());
}

#[test]
fn the_same_entropy_makes_the_same_key_and_other_entropy_another() {
    let of = |seed| RsaSecret::generate(&Counting(std::sync::atomic::AtomicU8::new(seed))).public().clone();
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}

#[test]
fn a_private_key_whose_numbers_do_not_belong_together_is_refused() {
    for place in [40, PRIVATE_DER.len() - 5] {
        let mut changed = PRIVATE_DER.to_vec();
        changed[place] ^= 4;
        assert!(KeyPair::from_secret(KeyKind::Rsa, &changed).is_err(), "byte {place}");
    }
    assert!(KeyPair::from_secret(KeyKind::Rsa, &PRIVATE_DER[1..]).is_err());
    assert!(KeyPair::from_secret(KeyKind::Rsa, &[PRIVATE_DER, &[0]].concat()).is_err());
    assert!(KeyPair::from_secret(KeyKind::Rsa, &without_primes()).is_err());
    assert!(KeyPair::from_secret(KeyKind::Rsa, &[]).is_err());
}

/// The key of RFC 7515 §A.2.1 with zeros for what follows its private exponent.
fn without_primes() -> Vec<u8> {
    let zero = UintRef::new(&[0]).unwrap();
    let mut key = ::rsa::pkcs1::RsaPrivateKey::<UintRef<'_>>::from_der(PRIVATE_DER).unwrap();
    (key.prime1, key.prime2) = (zero, zero);
    (key.exponent1, key.exponent2, key.coefficient) = (zero, zero, zero);
    key.to_der().unwrap()
}

/// Made by `rsa`, which takes long without optimisation for more.
#[test]
fn a_private_key_is_of_2048_to_4096_bits() {
    for (bits, is_taken) in [(1024, false), (2048, true), (4104, false)] {
        let mut draws = Draws { entropy: &Counting(std::sync::atomic::AtomicU8::new(3)), count: 0 };
        let made = ::rsa::PrivateKey::new(&mut draws, bits).unwrap();
        let der = made.to_pkcs1_der().unwrap();
        assert_eq!(KeyPair::from_secret(KeyKind::Rsa, der.as_bytes()).is_ok(), is_taken, "{bits}");
    }
}

#[test]
fn a_public_key_is_read_from_der_as_it_was_written() {
    assert_eq!(RsaPublicKey::from_der(&public().to_der()), Ok(public()));
    assert!(RsaPublicKey::from_der(&[]).is_err());
    let mut longer = public().to_der();
    longer.push(0);
    assert!(RsaPublicKey::from_der(&longer).is_err());
}

#[test]
fn numbers_that_make_no_key_or_one_that_costs_too_much_are_refused() {
    let number = |length: usize, first: u8, last: u8| {
        let mut number = vec![0x55; length];
        (number[0], number[length - 1]) = (first, last);
        number
    };
    let exponent = [1, 0, 1];
    for bytes in [256, 384, 512, 1024] {
        assert!(RsaPublicKey::new(&number(bytes, 0x80, 1), &exponent).is_ok(), "{bytes}");
    }
    for (modulus, why) in [
        (number(256, 0x7f, 1), "2047 bits"),
        (number(1025, 1, 1), "8193 bits"),
        (number(256, 0x80, 2), "even"),
        (vec![0; 256], "zero"),
    ] {
        assert_eq!(RsaPublicKey::new(&modulus, &exponent), Err(InvalidRsaKey), "{why}");
    }
    let modulus = number(256, 0x80, 1);
    assert_eq!(RsaPublicKey::new(&number(256, 0x80, 1), &[0, 0, 3]).unwrap().exponent(), [3]);
    for exponent in [&[][..], &[0], &[1], &[2], &[1, 0], &[2, 0, 0, 0, 1], &[1; 256]] {
        assert_eq!(RsaPublicKey::new(&modulus, exponent), Err(InvalidRsaKey), "{exponent:?}");
    }
}
