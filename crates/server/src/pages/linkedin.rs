//! The link that adds a badge to a LinkedIn profile. It is an ordinary link: nothing is sent before it is followed.

use badgewright_credential::Timestamp;
use time::OffsetDateTime;
use url::form_urlencoded::Serializer;

/// A certificate as LinkedIn's form takes it.
pub(super) struct Certificate<'a> {
    pub(super) name: &'a str,
    pub(super) organization: &'a str,
    pub(super) issued: Option<Timestamp>,
    pub(super) expires: Option<Timestamp>,
    pub(super) url: &'a str,
    pub(super) id: &'a str,
}

impl Certificate<'_> {
    /// The address of the form, filled in.
    pub(super) fn link(&self) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("startTask", "CERTIFICATION_NAME");
        query.append_pair("name", self.name).append_pair("organizationName", self.organization);
        for (at, year, month) in
            [(self.issued, "issueYear", "issueMonth"), (self.expires, "expirationYear", "expirationMonth")]
        {
            let Some(at) = at.map(OffsetDateTime::from) else { continue };
            query.append_pair(year, &at.year().to_string());
            query.append_pair(month, &u8::from(at.month()).to_string());
        }
        query.append_pair("certUrl", self.url).append_pair("certId", self.id);
        format!("https://www.linkedin.com/profile/add?{}", query.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_filled_in_and_everything_is_encoded() {
        let certificate = Certificate {
            name: "Rigor & more",
            organization: "DESE",
            issued: "2026-11-01T15:04:05Z".parse().ok(),
            expires: None,
            url: "https://badges.example/credentials/1",
            id: "1",
        };
        assert_eq!(
            certificate.link(),
            "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Rigor+%26+more&organizationName=DESE\
             &issueYear=2026&issueMonth=11&certUrl=https%3A%2F%2Fbadges.example%2Fcredentials%2F1&certId=1"
        );
    }
}
