//! The bank's own pair of keys for this dialect, and how it signs with it: RSA of 1024 bits over SHA-1, as the real one still does.
//!
//! The private half stands here for everybody to read: it vouches for play money only. Signing takes a time that tells the key, which is no secret.

use num_bigint::BigUint;
use sha1::{Digest, Sha1};

/// The public half, as merchants put it into their settings.
pub const BANK_KEY: &str = "-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCcIDQwSUXToEqCY4JHGSyqZm97
TrmPWmnTViAgISIPyNoJSG5zGOLMFa2ZATjtw4YE3UwrPyajOv/BnEHHPU2hxjc4
ZOUxt+7cZiv4LbGjSRE8Etriaz3X5btW2YTrPsqSOesjEXxBo/E32v9mlWzb5W+v
ImTRl0YX/taQ2zA+XwIDAQAB
-----END PUBLIC KEY-----
";

const MODULUS: &[u8] = b"9c2034304945d3a04a82638247192caa666f7b4eb98f5a69d356202021220fc8da09486e7318e2cc15ad990138edc38604dd4c2b3f26a33affc19c41c73d4da1c6373864e531b7eedc662bf82db1a349113c12dae26b3dd7e5bb56d984eb3eca9239eb23117c41a3f137daff66956cdbe56faf2264d1974617fed690db303e5f";
const EXPONENT: &[u8] = b"5943f472f3421058e2a120821962a46e1d397a782d927030779c13ac2b258d7eda635a5d844363512ac7e1e6980521b8dbc927c6c649b224869ccd59b2b03354fa21cb9bd0800329c92ff8c2bfe40317d37eef574eaa8400bc6818b1de01fce120eb2ba6ccf9eb678492765e4ca444c3ba50e93e2ba19d8ed52f97b97271ff41";

/// Bytes of a signature.
const BYTES: usize = 128;

/// What stands before a digest of SHA-1 (RFC 8017, 9.2).
const SHA1: &[u8] = &[0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14];

/// Signs as RSASSA-PKCS1-v1_5 with SHA-1.
pub(super) fn sign(text: &[u8]) -> Vec<u8> {
    let tail = [&[0], SHA1, Sha1::digest(text).as_slice()].concat();
    let mut block = vec![0, 1];
    block.resize(BYTES - tail.len(), 0xff);
    block.extend(tail);
    let number = |digits: &[u8]| BigUint::parse_bytes(digits, 16).unwrap_or_default();
    let signature = BigUint::from_bytes_be(&block).modpow(&number(EXPONENT), &number(MODULUS)).to_bytes_be();
    [vec![0; BYTES.saturating_sub(signature.len())], signature].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;

    #[test]
    fn openssl_signs_the_same() {
        let signature = base64::engine::general_purpose::STANDARD.encode(sign(b"Mt=90000&Ref=order-1&Erreur=00000"));
        assert_eq!(
            signature,
            "ev0td06i9oAKAljX1cikWeIPpwv0UbJv1tfumg19oAmllwL3ynrMd87fVRgiQhsVs8kK8TXt/q+zcStsOycs7oDOsuqyi406AVFgDmb1ieSvg+h7rRkeunahgewK2MaWkLUKN/gKJEgyNB2bOLDS6uBRteppkJ5X3VmlS223PpE="
        );
    }
}
