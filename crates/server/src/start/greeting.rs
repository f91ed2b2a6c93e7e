//! What a start prints: where it is, who it is, and two lines to try.

use serde_json::json;

use super::Started;

impl Started {
    /// For people.
    pub(crate) fn greeting(&self) -> String {
        let url = &self.service.public_url;
        let listening = self.address();
        let mut text =
            format!("\nBadgewright {} serves {url} (listening on {listening})\n", env!("CARGO_PKG_VERSION"));
        text += &format!("  Issuer      {}\n", self.service.issuing.issuer().did);
        text += &match &self.admin_key {
            Some(path) => format!("  Admin key   {}\n", path.display()),
            None => "  Admin key   kept elsewhere: admin.key is not in the data folder\n".to_owned(),
        };
        if self.service.is_demo() {
            text += "  Demo mode   nobody else can reach this address. Set `public_url` to an https URL on a DNS name before you issue in earnest.\n";
        }
        text + &self.first_steps()
    }

    /// A line that issues a badge and one that verifies it, ready to paste.
    fn first_steps(&self) -> String {
        let Some(key) = &self.admin_key else { return String::new() };
        let (here, badge) = (format!("http://{}", self.address()), self.data_dir.join("first-badge.json"));
        let (key, badge) = (quoted(&key.display().to_string()), quoted(&badge.display().to_string()));
        format!(
            "\nIssue a badge, and verify it:\n\
             \x20 curl -s {here}/v1/completions -H \"Authorization: Bearer $(cat {key})\" -H 'Content-Type: application/json' \
             -d '{{\"badge\": \"academic-rigor\", \"externalId\": \"first-badge\", \"recipient\": {{\"email\": \"ada@district.example\", \"name\": \"Ada Jones\"}}}}' \
             | tee {badge}\n\
             \x20 curl -s {here}/verify -H 'Content-Type: application/json' -d @{badge}\n\n"
        )
    }

    /// For programs.
    pub(crate) fn as_json(&self) -> String {
        let started = json!({
            "url": self.service.public_url.base(),
            "listening": self.address(),
            "did": self.service.issuing.issuer().did,
            "adminKeyFile": self.admin_key,
            "dataDir": self.data_dir,
            "demo": self.service.is_demo(),
        });
        format!("{started}\n")
    }

    /// Where it listens, as a program on this machine reaches it.
    fn address(&self) -> String {
        match self.listener.local_addr() {
            Ok(address) if address.ip().is_unspecified() => format!("localhost:{}", address.port()),
            Ok(address) => address.to_string(),
            Err(_) => String::new(),
        }
    }
}

/// A word for a POSIX shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
