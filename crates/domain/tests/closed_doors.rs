//! There is no way to tenant data but `Db`: what would be one doesn't compile.
//! It checks all dependencies for itself, which takes minutes, so `cargo test` leaves it out: `just doors`.

#[test]
fn no_other_way_leads_to_tenant_data() {
    trybuild::TestCases::new().compile_fail("tests/closed_doors/*.rs");
}
