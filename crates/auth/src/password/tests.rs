use super::*;

fn email() -> EmailAddress {
    EmailAddress::parse("maria.lindqvist@acme-widgets.com").unwrap()
}

fn judge(policy: PasswordPolicy, raw: &str) -> Result<(), PasswordRefused> {
    let owner = PasswordOwner { email: &email(), name: "Maria Lindqvist" };
    policy.accept(Password::parse(raw.to_owned()).unwrap(), owner).map(drop)
}

fn judge_by_default(raw: &str) -> Result<(), PasswordRefused> {
    judge(PasswordPolicy::new(PasswordPolicy::FLOOR), raw)
}

#[test]
fn reg_4_common_passwords_are_refused_with_a_reason() {
    let listed: Vec<&str> = common::LIST.lines().collect();
    assert!(listed.len() >= 10_000);
    assert!(listed.windows(2).all(|pair| pair[0].as_bytes() < pair[1].as_bytes()));
    for password in listed {
        assert_eq!(judge_by_default(password), Err(PasswordRefused::Common), "{password}");
        assert_eq!(judge_by_default(&password.to_uppercase()), Err(PasswordRefused::Common), "{password}");
    }
}

#[test]
fn reg_4_lists_without_a_match_end_the_search() {
    for absent in ["", "!", "\u{10ffff}", "password1234567890password", "0", "zzzzzzzzzzzzzzzzzzzzz", "test123!"] {
        assert!(!common::contains(absent), "{absent}");
    }
}

#[test]
fn reg_4_length_counts_characters_and_is_configurable_above_the_floor() {
    let fifteen = PasswordPolicy::new(15);
    assert_eq!(judge_by_default("kTq9vHx"), Err(PasswordRefused::TooShort { min: 8 }));
    assert_eq!(judge(PasswordPolicy::new(1), "kTq9vHx"), Err(PasswordRefused::TooShort { min: 8 }));
    assert_eq!(judge(fifteen, "kTq9vHxkTq9vHx"), Err(PasswordRefused::TooShort { min: 15 }));
    assert_eq!(judge(fifteen, "kTq9vHxkTq9vHxz"), Ok(()));
    assert_eq!(judge_by_default("крокодил"), Ok(()));
    assert_eq!(judge_by_default("Test123!"), Ok(()));
}

#[test]
fn reg_4_there_are_no_rules_of_composition() {
    for passphrase in
        ["correct horse battery staple", "        a very wide start", "天地玄黃宇宙洪荒", "🦀🦞🦐🦑🐙🐚🐌🐠"]
    {
        assert_eq!(judge_by_default(passphrase), Ok(()), "{passphrase}");
    }
}

#[test]
fn reg_4_nothing_is_cut_off() {
    let longest = "é".repeat(127) + "x";
    let password = Password::parse(longest.clone()).unwrap();
    assert_eq!(password.as_bytes(), longest.as_bytes());
    assert_eq!(Password::parse(longest + "y").unwrap_err(), PasswordTooLong);
    assert_eq!(Password::parse("a".repeat(10_000_000)).unwrap_err(), PasswordTooLong);
    assert_eq!(Password::parse(" x ".to_owned()).unwrap().as_bytes(), b" x ");
}

#[test]
fn reg_4_decomposed_letters_are_the_same_password() {
    let composed = Password::parse("sm\u{f6}rg\u{e5}sbord".to_owned()).unwrap();
    let decomposed = Password::parse("smo\u{308}rga\u{30a}sbord".to_owned()).unwrap();
    assert_eq!(composed.as_bytes(), decomposed.as_bytes());
}

#[test]
fn reg_4_words_of_the_owner_and_of_the_product_are_refused() {
    for password in
        ["bulkhead2026", "Lindqvist-Maria", "maria.lindqvist@acme-widgets.com", "LINDQVIST!2026", "12maria34"]
    {
        assert_eq!(judge_by_default(password), Err(PasswordRefused::Context), "{password}");
    }
    assert_eq!(judge_by_default("lindqvist eats purple walls"), Ok(()));
}

#[test]
fn reg_4_words_of_the_owner_are_refused_whichever_sigma_ends_them() {
    let email = EmailAddress::parse("ΝΙΚΟΛΑΟΣ@example.com").unwrap();
    let owner = PasswordOwner { email: &email, name: "Ελένη" };
    for password in ["ΝΙΚΟΛΑΟΣ2026", "νικολαος2026", "νικολαοσ2026", "2026-ΝΙΚΟΛΑΟΣ"] {
        let judged = PasswordPolicy::new(8).accept(Password::parse(password.to_owned()).unwrap(), owner).map(drop);
        assert_eq!(judged, Err(PasswordRefused::Context), "{password}");
    }
}

#[test]
fn reg_4_runs_are_refused() {
    for password in ["zzzzzzzzzzzzzzzzzzzzz", "23456789:;", "stuvwxyz{|", "~}|{zyxwv"] {
        assert_eq!(judge_by_default(password), Err(PasswordRefused::Pattern), "{password}");
    }
}

#[test]
fn aud_3_a_debug_print_shows_no_password() {
    assert_eq!(format!("{:?}", Password::parse("kTq9vHx!".to_owned()).unwrap()), "Password(..)");
}
