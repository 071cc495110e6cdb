//! There is no way to tenant data but `Db`: what would be one doesn't compile.

#[test]
fn no_other_way_leads_to_tenant_data() {
    trybuild::TestCases::new().compile_fail("tests/closed_doors/*.rs");
}
