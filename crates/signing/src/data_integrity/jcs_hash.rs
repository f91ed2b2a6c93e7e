//! What both suites over JCS (RFC 8785) have in common: VC-DI-EDDSA §3.3 and VC-DI-ECDSA §3.3 differ in nothing but the hash
//! and the signature.

use sha2::Digest;

use super::ProofError;
use crate::json::{Members, Tree};
use crate::jsonld::JsonLdError;

/// VC-DI-EDDSA §3.3.4: the hash of the proof's configuration (§3.3.5), then that of the document (§3.3.3).
pub(super) fn hash_data<D: Digest>(
    document: &impl Members,
    options: &impl Members,
) -> Result<Vec<u8>, JsonLdError> {
    // §3.3.5 step 4 and §3.3.4 step 2
    let options_hash = D::digest(canonical(options)?);
    // §3.3.3 step 2 and §3.3.4 step 1
    let document_hash = D::digest(canonical(document)?);
    Ok([options_hash.as_slice(), document_hash.as_slice()].concat())
}

/// VC-DI-EDDSA §3.3.2 step 4: the proof's contexts take the place of the document's, which must start with them.
pub(super) fn take_contexts_of<M: Members>(options: &M, document: &mut M) -> Result<(), ProofError> {
    let Some(context) = options.member("@context") else { return Ok(()) };
    // step 4.1
    if !starts_with(document.member("@context"), context) {
        return Err(ProofError::ContextMismatch);
    }
    // step 4.2
    document.put("@context", context.clone());
    Ok(())
}

/// Whether the document's contexts start with the proof's, one after the other.
fn starts_with<J: Tree>(document: Option<&J>, proof: &J) -> bool {
    document.map_or(&[][..], Tree::items).starts_with(proof.items())
}

fn canonical(members: &impl Members) -> Result<Vec<u8>, JsonLdError> {
    serde_json_canonicalizer::to_vec(members)
        .map_err(|error| JsonLdError::Unsupported { pointer: String::new(), what: error.to_string() })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    /// RFC 8785 §3.2.2 and §3.2.3 (`values` is the example there), and what its author tests implementations with.
    #[test]
    fn the_rfcs_own_examples_come_out_byte_for_byte() {
        macro_rules! pair {
            ($name:literal) => {
                (
                    include_str!(concat!(
                        env!("CARGO_MANIFEST_DIR"),
                        "/known-answers/rfc-8785/",
                        $name,
                        ".in.json"
                    )),
                    include_str!(concat!(
                        env!("CARGO_MANIFEST_DIR"),
                        "/known-answers/rfc-8785/",
                        $name,
                        ".out.json"
                    )),
                )
            };
        }
        for (input, output) in [
            pair!("arrays"),
            pair!("french"),
            pair!("structures"),
            pair!("unicode"),
            pair!("values"),
            pair!("weird"),
        ] {
            let value: Value = serde_json::from_str(input).unwrap();
            assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), output.trim_end_matches('\n'));
        }
    }

    /// RFC 8785 §B: IEEE 754 numbers by their bits.
    #[test]
    fn the_numbers_of_the_rfcs_appendix_are_written_as_it_says() {
        for (bits, expected) in [
            (0x0000_0000_0000_0000_u64, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0x41b3_de43_5555_5555, "333333333.3333333"),
            (0x41b3_de43_5555_5556, "333333333.3333334"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] {
            let number = serde_json::Number::from_f64(f64::from_bits(bits)).unwrap();
            assert_eq!(serde_json_canonicalizer::to_string(&number).unwrap(), expected, "{bits:x}");
        }
    }
}
