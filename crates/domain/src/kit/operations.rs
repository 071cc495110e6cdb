/// What clients do with the rows of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    List,
    Find,
    Create,
    Replace,
    Patch,
    /// Moves a row to the trash.
    Delete,
    /// Takes a row out of the trash.
    Restore,
    Import,
    Export,
}

/// A set of [`Operation`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operations(u16);

impl Operations {
    pub const READ: Self = Self::of(&[Operation::List, Operation::Find]);

    pub const FILES: Self = Self::of(&[Operation::Import, Operation::Export]);

    pub const READ_AND_WRITE: Self = Self::READ
        .with(Operation::Create)
        .with(Operation::Replace)
        .with(Operation::Patch)
        .with(Operation::Delete)
        .with(Operation::Restore);

    pub const WRITE: Self = Self::of(&[
        Operation::Create,
        Operation::Replace,
        Operation::Patch,
        Operation::Delete,
        Operation::Restore,
        Operation::Import,
    ]);

    pub const fn of(operations: &[Operation]) -> Self {
        let (mut set, mut position) = (Self(0), 0);
        while position < operations.len() {
            set = set.with(operations[position]);
            position += 1;
        }
        set
    }

    #[must_use]
    pub const fn with(self, operation: Operation) -> Self {
        Self(self.0 | 1 << operation as u16)
    }

    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two have an operation in common.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn contains(self, operation: Operation) -> bool {
        self.0 & 1 << operation as u16 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_it_is_made_of() {
        let set = Operations::READ.with(Operation::Export);
        let all = [Operation::List, Operation::Find, Operation::Create, Operation::Delete, Operation::Export];
        assert_eq!(all.map(|operation| set.contains(operation)), [true, true, false, false, true]);
        assert!(Operations::READ_AND_WRITE.contains(Operation::Restore));
        assert_eq!(Operations::of(&[Operation::Find, Operation::List]), Operations::READ);
    }
}
