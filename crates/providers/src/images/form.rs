//! A form with files (RFC 7578), as a request has it.

use base::Random;

/// The body of `multipart/form-data`.
pub struct Form {
    boundary: String,
    body: Vec<u8>,
}

impl Form {
    /// No content has the boundary, which is random.
    pub fn new(random: &Random) -> Self {
        Self { boundary: format!("form-{}", hex::encode(random.bytes::<16>())), body: Vec::new() }
    }

    pub fn text(self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), None, value.as_bytes())
    }

    pub fn file(self, name: &str, file_name: &str, media_type: &str, content: &[u8]) -> Self {
        self.part(&format!("name=\"{name}\"; filename=\"{file_name}\""), Some(media_type), content)
    }

    fn part(mut self, disposition: &str, media_type: Option<&str>, content: &[u8]) -> Self {
        let head = format!("--{}\r\nContent-Disposition: form-data; {disposition}\r\n", self.boundary);
        self.body.extend(head.bytes());
        if let Some(media_type) = media_type {
            self.body.extend(format!("Content-Type: {media_type}\r\n").bytes());
        }
        self.body.extend(b"\r\n");
        self.body.extend(content);
        self.body.extend(b"\r\n");
        self
    }

    /// The `Content-Type`, and the body.
    pub fn finish(mut self) -> (String, Vec<u8>) {
        self.body.extend(format!("--{}--\r\n", self.boundary).bytes());
        (format!("multipart/form-data; boundary={}", self.boundary), self.body)
    }
}
