use std::fmt;

use argon2::password_hash::phc::{Output, ParamsString, Salt};
use argon2::{ARGON2ID_IDENT, Params, PasswordHash as Phc, Version};

use super::{HashError, PARAMS};

/// Octets of a salt and of a hash.
pub const SALT: usize = 16;
pub const OUTPUT: usize = 32;

/// The most work that a stored hash may ask for. Ours never asked for more; an imported or tampered one could.
const MAX_MEMORY_KIB: u32 = 64 * 1024;
const MAX_PASSES: u32 = 8;
const MAX_LANES: u32 = 4;

/// A stored password: an argon2id hash with its salt and parameters as a PHC string. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(Box<Phc>);

impl PasswordHash {
    /// Reads a stored hash. [`HashError::Unusable`] for one that is no bounded argon2id.
    pub fn parse(stored: &str) -> Result<Self, HashError> {
        let hash = Self(Box::new(Phc::new(stored).map_err(|_| HashError::Unusable)?));
        hash.recipe()?;
        Ok(hash)
    }

    pub(super) fn new(salt: [u8; SALT], output: [u8; OUTPUT]) -> Result<Self, HashError> {
        Ok(Self(Box::new(Phc {
            algorithm: ARGON2ID_IDENT,
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&PARAMS).map_err(|_| HashError::Failed)?,
            salt: Some(Salt::new(&salt).map_err(|_| HashError::Failed)?),
            hash: Some(Output::new(&output).map_err(|_| HashError::Failed)?),
        })))
    }

    /// What it was made with.
    pub(super) fn recipe(&self) -> Result<(Params, &[u8]), HashError> {
        let params = Params::try_from(&*self.0).map_err(|_| HashError::Unusable)?;
        let bounded =
            params.m_cost() <= MAX_MEMORY_KIB && params.t_cost() <= MAX_PASSES && params.p_cost() <= MAX_LANES;
        let ours = self.0.algorithm == ARGON2ID_IDENT
            && self.0.version == Some(Version::V0x13.into())
            && self.0.hash.as_ref().is_some_and(|output| output.len() == OUTPUT);
        match &self.0.salt {
            Some(salt) if bounded && ours => Ok((params, salt.as_ref())),
            _ => Err(HashError::Unusable),
        }
    }

    /// Compares in constant time.
    pub(super) fn has_output(&self, output: &[u8; OUTPUT]) -> bool {
        Output::new(output).is_ok_and(|output| self.0.hash == Some(output))
    }

    /// Whether it was made with other parameters than those of today.
    pub(super) fn is_outdated(&self) -> bool {
        let costs = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        self.recipe().is_ok_and(|(params, _)| costs(&params) != costs(&PARAMS))
    }

    /// The PHC string, for the database only.
    pub(crate) fn to_stored(&self) -> String {
        self.0.to_string()
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}
