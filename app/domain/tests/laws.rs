//! The digest that native and browser builds must share.

use domain::laws::digest;

#[test]
fn the_digest_of_ten_thousand_trips_is_known() {
    // A change of this number is a change of some price, schedule or rounding: say which in the change log.
    assert_eq!(digest(2026, 10_000), 8_489_678_025_905_134_865);
}
