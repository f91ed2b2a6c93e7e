//! The codes: name, what it means, and the standard's own error.

use super::Code;

/// Defines the codes and lists them, so that none can be left out of the list.
macro_rules! codes {
    ($($constant:ident = $name:literal: $meaning:literal $(=> $standard:literal)?;)*) => {
        impl Code {
            $(
                #[doc = $meaning]
                pub const $constant: Self = Self {
                    name: $name,
                    meaning: $meaning,
                    standard: codes!(@standard $($standard)?),
                };
            )*

            /// All codes, in the order of the checks.
            pub const ALL: &'static [Self] = &[$(Self::$constant),*];
        }
    };
    (@standard) => { None };
    (@standard $standard:literal) => { Some($standard) };
}

// The standards' errors: VC-DATA-MODEL §7.2, VC-DATA-INTEGRITY §4.7, CID §3.5, VC-BITSTRING-STATUS-LIST §3.5. A document that does not
// conform has a MALFORMED_VALUE_ERROR (VC-DATA-MODEL §7.1). DATA_LOSS_DETECTION_ERROR is named in VC-DATA-INTEGRITY §2.4.3, and not
// listed in §4.7; its URL is formed as that section says.
codes! {
    PARSE_EMPTY = "parse.empty": "Nothing was sent."
        => "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
    PARSE_TOO_LARGE = "parse.too_large": "What was sent is larger than any badge."
        => "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
    PARSE_NOT_JSON = "parse.not_json": "What was sent cannot be read: it is not written in JSON, as a badge is, or it is broken."
        => "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
    PARSE_DUPLICATE_KEY = "parse.duplicate_key": "The badge states the same thing twice, so two readers may see two different badges."
        => "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
    PARSE_NOT_AN_OBJECT = "parse.not_an_object": "What was sent is data (JSON), and no badge is in it."
        => "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
    PARSE_NOT_A_JWS = "parse.not_a_jws": "What was sent looks like a signed text (JWS) and cannot be read as one."
        => "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
    PARSE_JWS_PROVES_NOTHING = "parse.jws_proves_nothing": "The signed text names a way of signing that proves nothing or is not allowed."
        => "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR";
    PARSE_NOT_A_CREDENTIAL = "parse.not_a_credential": "What was sent is a signed text (JWT), and no badge is in it."
        => "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
    PARSE_NO_BADGE = "parse.no_badge": "There is no badge in the picture: copies and screenshots lose it.";
    PARSE_SECOND_BADGE = "parse.second_badge": "The picture holds a second badge.";
    PARSE_NOT_A_PICTURE = "parse.not_a_picture": "What was sent is no picture that can carry a badge.";
    PARSE_TRUNCATED = "parse.truncated": "The picture is cut off: get the whole file again.";
    PARSE_BAD_CRC = "parse.bad_crc": "The picture is damaged: get the file again.";
    PARSE_TOO_DEEP = "parse.too_deep": "The picture's parts are packed inside one another deeper than is looked.";
    PARSE_ENTITY = "parse.entity": "The picture uses abbreviations (XML entities) that can stand for anything, so it is not read.";
    PARSE_NOT_UTF8 = "parse.not_utf8": "The text in the picture cannot be read.";
    PARSE_MALFORMED_PICTURE = "parse.malformed_picture": "The picture breaks the rules of its format.";
    PARSE_ENVELOPE = "parse.envelope": "The envelope around the signed text says something itself, which nobody has signed."
        => "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
    PARSE_OPEN_BADGES_2 = "parse.open_badges_2": "This is an Open Badges 2 badge; only Open Badges 3.0 badges can be checked here.";
    PARSE_CLR = "parse.clr": "This is a Comprehensive Learner Record (CLR), which wraps badges and other credentials: take a badge out of it and check that.";
    PARSE_SD_JWT = "parse.sd_jwt": "This is a signed text of which parts can be left out (SD-JWT), a form that cannot be checked here.";
    PARSE_EMPTY_PRESENTATION = "parse.empty_presentation": "This is a presentation of credentials, and none is in it."
        => "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
    PARSE_OTHER_CREDENTIALS = "parse.other_credentials": "The presentation holds further credentials, which were not checked: check each by itself.";
    PARSE_WEB_PAGE = "parse.web_page": "The address leads to a web page and not to a badge.";
    PARSE_UNRECOGNISED = "parse.unrecognised": "What was sent is none of the forms a badge can have: JSON, a signed text (JWS), or a PNG or SVG picture.";
    PARSE_UNREACHABLE = "parse.unreachable": "The address did not answer.";
    PARSE_REFUSED_ADDRESS = "parse.refused_address": "The address may not be fetched: only public web addresses may.";

    PARSE_TOO_MANY_CREDENTIALS = "parse.too_many_credentials": "The presentation carries more credentials than are looked at.";

    CONTEXT_MISSING = "context.missing": "The badge does not say which vocabulary it is written in."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    CONTEXT_UNKNOWN = "context.unknown": "The badge uses a vocabulary that is not known here, so it cannot be decided what it says.";
    CONTEXT_INLINE = "context.inline": "The badge brings definitions of its own for its words, which could change their meaning.";
    CONTEXT_FIRST = "context.first": "The first vocabulary is not that of W3C Verifiable Credentials."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    CONTEXT_NO_OPEN_BADGES = "context.no_open_badges": "The badge does not use the vocabulary of Open Badges 3.0.";
    CONTEXT_OLDER = "context.older": "The badge uses an older version of the vocabulary.";
    CONTEXT_OTHER_COPY = "context.other_copy": "The badge was signed with another copy of its vocabulary than the one at its address, so it cannot be told whether its words meant to the signer what they mean now.";
    CONTEXT_MALFORMED = "context.malformed": "What the badge says about its vocabulary cannot be read."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    CONTEXT_NESTED = "context.nested": "A part of the badge brings a vocabulary of its own.";
    CONTEXT_INVALID = "context.invalid": "The badge's vocabularies contradict each other.";
    CONTEXT_SYNTAX = "context.syntax": "The badge is not written as its vocabulary wants it.";
    CONTEXT_UNSUPPORTED = "context.unsupported": "The badge uses something rare that programs read in different ways.";
    CONTEXT_UNSETTLED_TERM = "context.unsettled_term": "The badge uses a word that not every copy of its vocabulary defines.";
    CONTEXT_NOT_AT_TOP = "context.not_at_top": "A part of the badge stands in its midst, where readers do not look for it, so that it could be hidden.";
    CONTEXT_NOT_A_TERM = "context.not_a_term": "A part of the badge stands under a name where readers do not look for it, so that it could be hidden.";
    CONTEXT_UNDEFINED_TERM = "context.undefined_term": "The badge holds something that no signature covers, because its vocabulary does not define it."
        => "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR";
    CONTEXT_RELATIVE_TYPE = "context.relative_type": "The badge names a kind of thing that its vocabulary does not define, so no signature covers it."
        => "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR";
    CONTEXT_RELATIVE_ID = "context.relative_id": "Something in the badge is named by half an address, which no signature covers."
        => "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR";
    CONTEXT_RELATIVE_REFERENCE = "context.relative_reference": "The badge refers to something by half an address, which no signature covers."
        => "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR";
    CONTEXT_RESERVED_KEYWORD = "context.reserved_keyword": "The badge uses a word that is reserved, which no signature covers."
        => "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR";
    CONTEXT_BLANK_NODE_PROPERTY = "context.blank_node_property": "The badge holds a property without a name, which no signature covers."
        => "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR";
    CONTEXT_DROPPED_VALUE = "context.dropped_value": "The badge holds a value that no signature covers."
        => "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR";
    CONTEXT_INDEX = "context.index": "The badge holds a label (an index) that no signature covers."
        => "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR";
    CONTEXT_DIRECTION = "context.direction": "The badge says in which direction a text is read, which no signature covers."
        => "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR";
    CONTEXT_LANGUAGE_TAG = "context.language_tag": "The badge names a language in a way that no signature covers."
        => "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR";

    CONTEXT_RESOURCE_CHANGED = "context.resource_changed": "A document that the badge refers to is not the one that it was issued with."
        => "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR";
    CONTEXT_RESOURCE_MALFORMED = "context.resource_malformed": "What the badge says about a document that it refers to cannot be read."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    CONTEXT_RESOURCE_UNCHECKED = "context.resource_unchecked": "It was not checked whether a document that the badge refers to is still the one that it was issued with.";

    SCHEMA_DEVIATION = "schema.deviation": "The badge differs in form from what the standard wants.";
    SCHEMA_NO_CREDENTIAL = "schema.no_credential": "What was sent is no badge: it has none of a badge's parts.";
    SCHEMA_NOT_A_BADGE = "schema.not_a_badge": "It does not call itself an Open Badge.";
    SCHEMA_NO_ISSUER = "schema.no_issuer": "The badge does not say who issued it.";
    SCHEMA_NO_SUBJECT = "schema.no_subject": "The badge does not say whom it is about.";
    SCHEMA_NO_ACHIEVEMENT = "schema.no_achievement": "The badge does not say what was achieved.";
    SCHEMA_ACHIEVEMENT_NAME = "schema.achievement_name": "What was achieved has no name.";
    SCHEMA_ACHIEVEMENT_CRITERIA = "schema.achievement_criteria": "What was achieved has neither criteria nor a description.";
    SCHEMA_WRONG_CLASS = "schema.wrong_class": "A part calls itself something that does not belong in its place.";
    SCHEMA_MISSING = "schema.missing": "Something that the standard requires is missing.";
    SCHEMA_UNEXPECTED_MEMBER = "schema.unexpected_member": "Something does not belong in its place.";
    SCHEMA_WRONG_KIND = "schema.wrong_kind": "A value is of another kind, such as a number where text is wanted.";
    SCHEMA_NOT_LISTED = "schema.not_listed": "A value is not one of those that the standard lists.";
    SCHEMA_BAD_FORMAT = "schema.bad_format": "A date, an address or an identifier is not written as the standard wants it.";
    SCHEMA_OTHER = "schema.other": "The form differs in another way, which the detail tells.";
    SCHEMA_SINGLE_VALUE = "schema.single_value": "One value stands alone where the standard wants a list.";
    SCHEMA_VC_1_1 = "schema.vc_1_1": "The badge follows the older version 1.1 of the W3C data model.";
    SCHEMA_LINK = "schema.link": "A link leads to something that is no web page.";
    SCHEMA_RESULT_REFERENCE = "schema.result_reference": "A result refers to a description that the achievement does not have.";
    SCHEMA_RESULT_LEVEL = "schema.result_level": "A result names a level that its description does not have.";
    SCHEMA_RESULT_EMPTY = "schema.result_empty": "A result says nothing.";

    SUBJECT_MISSING = "subject.missing": "The badge does not say who it is about."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    SUBJECT_SEVERAL = "subject.several": "The badge is about several subjects at once, which Open Badges does not allow.";
    SUBJECT_ANONYMOUS = "subject.anonymous": "The badge carries nothing by which its holder could be recognised.";

    ISSUER_MISSING = "issuer.missing": "The badge does not say who issued it."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    ISSUER_UNREACHABLE = "issuer.unreachable": "The issuer's published keys could not be fetched, so it cannot be decided whether the issuer signed.";
    ISSUER_UNSUPPORTED = "issuer.unsupported": "The issuer's keys are published in a way that is not supported here.";
    ISSUER_KEY_OF_ANOTHER = "issuer.key_of_another": "The badge was signed with a key that is not the issuer's: anybody could issue in the issuer's name like that.";
    ISSUER_KEY_UNBOUND = "issuer.key_unbound": "The key is published at an address that need not be the issuer's, and the issuer does not list it.";
    ISSUER_KEY_NOT_LISTED = "issuer.key_not_listed": "The issuer does not list the key that signed the badge."
        => "https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD";
    ISSUER_KEY_REVOKED = "issuer.key_revoked": "The issuer has withdrawn the key that signed the badge.";
    ISSUER_KEY_EXPIRED = "issuer.key_expired": "The key that signed the badge has expired.";
    ISSUER_KEY_INVALID = "issuer.key_invalid": "The issuer's published key cannot be read."
        => "https://w3id.org/security#INVALID_VERIFICATION_METHOD";
    ISSUER_SECRET_SHOWN = "issuer.secret_shown": "The issuer has published the secret half of its key, so anybody can sign in its name."
        => "https://w3id.org/security#INVALID_VERIFICATION_METHOD";
    ISSUER_DOCUMENT_INVALID = "issuer.document_invalid": "The issuer's published key document cannot be read."
        => "https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT";
    ISSUER_DOCUMENT_ID_MISMATCH = "issuer.document_id_mismatch": "The published key document is another's."
        => "https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID";
    ISSUER_METHOD_URL_INVALID = "issuer.method_url_invalid": "The badge names its key in a way that leads nowhere."
        => "https://w3id.org/security#INVALID_VERIFICATION_METHOD_URL";
    ISSUER_METHOD_NOT_FOUND = "issuer.method_not_found": "The issuer does not publish the key that the badge names."
        => "https://w3id.org/security#INVALID_VERIFICATION_METHOD";
    ISSUER_METHOD_INVALID = "issuer.method_invalid": "The issuer's published key is not as the standard wants it."
        => "https://w3id.org/security#INVALID_VERIFICATION_METHOD";
    ISSUER_METHOD_CONTROLLER_MISMATCH = "issuer.method_controller_mismatch": "The published key is said to be another's."
        => "https://w3id.org/security#INVALID_VERIFICATION_METHOD";
    ISSUER_METHOD_NOT_LISTED = "issuer.method_not_listed": "The issuer does not publish the key for signing badges."
        => "https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD";
    ISSUER_METHOD_UNSUPPORTED = "issuer.method_unsupported": "The issuer's key is of a kind that cannot be used here.";
    ISSUER_METHOD_ID_RELATIVE = "issuer.method_id_relative": "The issuer's document names its key by half an address.";
    ISSUER_METHOD_WITHOUT_FRAGMENT = "issuer.method_without_fragment": "The badge names its key by the issuer's name alone.";
    ISSUER_METHOD_OLDER_TYPE = "issuer.method_older_type": "The issuer publishes its key in an older form.";
    ISSUER_METHOD_SEVERAL_FORMS = "issuer.method_several_forms": "The issuer publishes the same key in more than one form.";
    ISSUER_KEY_ENCODING = "issuer.key_encoding": "The issuer writes its key in a form that the standard of today does not have.";
    ISSUER_UNPROVEN = "issuer.unproven": "Nothing in the badge proves who issued it.";
    ISSUER_CONTRADICTED = "issuer.contradicted": "The signed text contradicts the badge in it, so it cannot be told what the issuer said.";
    ISSUER_NOT_HOLDER = "issuer.not_holder": "The presentation was signed with a key that is not its holder's.";
    ISSUER_CLAIM_DIFFERS = "issuer.claim_differs": "The signed text names another issuer than the badge in it.";

    PROOF_MISSING = "proof.missing": "The badge is not signed: anybody could have written it."
        => "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR";
    PROOF_NOT_SELF_ASSERTED = "proof.not_self_asserted": "A credential in the presentation is not signed, and its issuer is not the holder who signed the presentation."
        => "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR";
    PROOF_CHALLENGE = "proof.challenge": "The presentation was not signed in answer to the question that was asked: it may have been made for somebody else."
        => "https://w3id.org/security#INVALID_CHALLENGE_ERROR";
    PROOF_DOMAIN = "proof.domain": "The presentation was not signed for whom it should be."
        => "https://w3id.org/security#INVALID_DOMAIN_ERROR";
    PROOF_SIGNATURE_MISMATCH = "proof.signature_mismatch": "The signature does not fit: the badge was changed after it was signed, or it was not signed with this key."
        => "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR";
    PROOF_MALFORMED = "proof.malformed": "The signature cannot be read."
        => "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
    PROOF_PURPOSE = "proof.purpose": "The signature was made for another purpose than issuing a badge."
        => "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
    PROOF_EXPIRED = "proof.expired": "The signature has expired."
        => "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
    PROOF_UNSUPPORTED_SUITE = "proof.unsupported_suite": "The badge is signed in a way that cannot be checked here.";
    PROOF_CONTEXT_MISMATCH = "proof.context_mismatch": "The signature was made for another vocabulary than the badge's."
        => "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
    PROOF_PRESENTATION = "proof.presentation": "The badge came in a presentation whose own signature does not hold, which says nothing about the badge.";
    PROOF_PRESENTATION_UNCHECKED = "proof.presentation_unchecked": "The badge came in a presentation of which it could not be checked who signed it, which says nothing about the badge.";
    PROOF_PREVIOUS_MISSING = "proof.previous_missing": "The signature builds on another one, which is missing."
        => "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
    PROOF_PREVIOUS_MALFORMED = "proof.previous_malformed": "What the signature says about those that it builds on cannot be read."
        => "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
    PROOF_PREVIOUS_WRONG = "proof.previous_wrong": "The signature builds on another one, which does not hold."
        => "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
    PROOF_CIRCLE = "proof.circle": "The signature builds on itself, by way of others or at once."
        => "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
    PROOF_PREVIOUS_UNCHECKED = "proof.previous_unchecked": "The signature builds on another one, which could not be checked.";
    PROOF_PURPOSE_ABSENT = "proof.purpose_absent": "The signature does not say what it was made for, so it cannot be decided whether it was made to issue a badge."
        => "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
    PROOF_BASE = "proof.base": "The badge carries a signature that is meant for its holder alone, to show parts of the badge by; as it stands it proves nothing to anybody else.";
    PROOF_WRONG_KEY_TYPE = "proof.wrong_key_type": "The key is of another kind than the signature needs."
        => "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
    PROOF_KEY_UNAVAILABLE = "proof.key_unavailable": "The key to check the signature with could not be had.";
    PROOF_NOT_COMPUTED = "proof.not_computed": "The signature could not be computed, because the vocabulary of the badge is not in order."
        => "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";
    PROOF_NOT_OF_ALL = "proof.not_of_all": "The signature cannot stand for all that the badge says: parts of it have no meaning that could be signed."
        => "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";
    PROOF_OTHER_COPY = "proof.other_copy": "The signature is right, but it was made with another copy of the vocabulary than the one that is published at its address.";
    PROOF_TOO_COMPLEX = "proof.too_complex": "The badge is so entangled that working out its signature would take too long.";
    PROOF_OLDER_NAME = "proof.older_name": "The signature uses an older name for its method.";
    PROOF_DATE_ODD = "proof.date_odd": "A date in the signature is written in an unusual way.";
    PROOF_DOMAIN_IGNORED = "proof.domain_ignored": "The signature is bound to a website or a question, which does not matter for a badge.";
    PROOF_SELECTIVE = "proof.selective": "The signature is right for what the badge shows; its holder may have left out parts of what the issuer signed.";
    PROOF_BESIDE = "proof.beside": "Besides the signature that decides, the badge carries one that does not count.";
    PROOF_JWT_FORM = "proof.jwt_form": "The signed text (JWT) differs in form from what Open Badges wants.";
    PROOF_BESIDE_UNCHECKED = "proof.beside_unchecked": "Besides, the badge carries a signature that could not be checked.";
    PROOF_TOO_MANY = "proof.too_many": "The badge carries more signatures than are looked at.";

    STATUS_REVOKED = "status.revoked": "The issuer has revoked this badge.";
    STATUS_SUSPENDED = "status.suspended": "The issuer has suspended this badge.";
    STATUS_NONE = "status.none": "The badge names no place where its issuer would tell of a revocation, so it cannot be seen here whether the issuer still stands by it.";
    STATUS_UNREACHABLE = "status.unreachable": "The issuer's status list could not be fetched, so it cannot be decided whether the badge was revoked."
        => "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR";
    STATUS_UNVERIFIED = "status.unverified": "The status list could not be verified, so it is not believed."
        => "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR";
    STATUS_PURPOSE_MISMATCH = "status.purpose_mismatch": "The status list is kept for another purpose than the badge says."
        => "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR";
    STATUS_MALFORMED = "status.malformed": "What the badge says about its status, or the status list itself, cannot be read."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    STATUS_LIST_TOO_SHORT = "status.list_too_short": "The status list is shorter than the standard allows."
        => "https://www.w3.org/ns/credentials/status-list#STATUS_LIST_LENGTH_ERROR";
    STATUS_INDEX_OUT_OF_RANGE = "status.index_out_of_range": "The badge's place in the status list is beyond its end."
        => "https://www.w3.org/TR/vc-data-model#RANGE_ERROR";
    STATUS_STALE = "status.stale": "The status list is out of date, so it cannot be decided whether the badge was revoked since."
        => "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR";
    STATUS_UNSUPPORTED = "status.unsupported": "The badge's status is published in a way that is not supported here.";
    STATUS_OTHER_ISSUER = "status.other_issuer": "The status list is kept by another than the badge's issuer.";
    STATUS_INFORMATIVE = "status.informative": "The issuer has left a note about this badge, which does not bear on its validity.";
    STATUS_INDEX_NUMBER = "status.index_number": "The badge's place in the status list is written as a number where the standard wants text.";
    STATUS_PURPOSE_LIST = "status.purpose_list": "What the status list is kept for is written as a list where the standard wants one text.";
    STATUS_AMBIGUOUS = "status.ambiguous": "The status list is of an old kind that programs count in two ways, and they differ about this badge.";
    STATUS_UNNAMED = "status.unnamed": "The badge has no identifier by which it could be found in a list of revoked badges.";
    STATUS_TOO_MANY = "status.too_many": "The badge names more status lists than are looked at.";

    VALIDITY_EXPIRED = "validity.expired": "The badge has expired.";
    VALIDITY_NOT_YET = "validity.not_yet": "The badge is not valid yet.";
    VALIDITY_REVERSED = "validity.reversed": "The badge ends before it begins."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    VALIDITY_NOT_REFRESHED = "validity.not_refreshed": "The issuer offers a newer version of the badge at an address, from which none was had that can be relied on: the badge was checked as it was sent.";
    VALIDITY_ODD_DATE = "validity.odd_date": "A date is written in an unusual way.";
    VALIDITY_LEFT_OUT = "validity.left_out": "Its holder chose which parts of the badge are shown, and shows either no end date or no place where a revocation would be told, so it cannot be decided whether the badge still holds.";
    VALIDITY_UNREADABLE = "validity.unreadable": "A date cannot be read."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";

    RECIPIENT_OTHER = "recipient.other": "The badge was issued to somebody else.";
    RECIPIENT_MD5 = "recipient.md5": "The badge fits the person asked for, whom it hides with an old method that can be tricked.";
    RECIPIENT_WORD_ORDER = "recipient.word_order": "The badge has the names asked for in another order.";
    RECIPIENT_DIACRITICS = "recipient.diacritics": "The name on the badge differs from the one asked for in accents, apostrophes or hyphens.";
    RECIPIENT_UNIDENTIFIED = "recipient.unidentified": "The badge does not carry anything that could be compared with the person asked for.";

    ENDORSEMENTS_NOT_CHECKED = "endorsements.not_checked": "An endorsement was not checked, because the badge carries more than are looked at.";
    ENDORSEMENTS_UNREADABLE = "endorsements.unreadable": "What stands as an endorsement in the badge cannot be read as one.";
    ENDORSEMENTS_NOT_ITS_AUTHORS = "endorsements.not_its_authors": "An endorsement was not signed by the one it names, so it counts for nothing.";
    ENDORSEMENTS_UNDECIDED = "endorsements.undecided": "It could not be decided whether an endorsement holds.";
    ENDORSEMENTS_WITHDRAWN = "endorsements.withdrawn": "An endorsement was withdrawn by the one who gave it.";
    ENDORSEMENTS_NOT_IN_FORCE = "endorsements.not_in_force": "An endorsement is over, or has not begun.";
    ENDORSEMENTS_OTHER_SUBJECT = "endorsements.other_subject": "An endorsement is about something else than what it stands at.";
    ENDORSEMENTS_NOT_APPROVED = "endorsements.not_approved": "Who issues badges of this kind needs an approval, and none was found for this issuer.";
    ENDORSEMENTS_APPROVAL_OTHER_TIME = "endorsements.approval_other_time": "The issuer's approval does not cover the day on which this badge was awarded.";
    ENDORSEMENTS_APPROVAL_WITHDRAWN = "endorsements.approval_withdrawn": "The issuer's approval was withdrawn, and it is not known when, so this badge may be from before or after.";

    // Of what is about to be signed, and of credentials of any kind.
    CONTEXT_ORDER = "context.order": "A vocabulary does not belong here, or not in this place."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    CONTEXT_EXTENSIONS = "context.extensions": "The vocabulary of 1EdTech's extensions is missing where it is used, or named where it is not.";
    SCHEMA_NOT_A_CREDENTIAL = "schema.not_a_credential": "It does not call itself a credential."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    SCHEMA_NOT_A_PRESENTATION = "schema.not_a_presentation": "It is no presentation of credentials."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    SCHEMA_HOLDER = "schema.holder": "The presentation does not say in the standard's way who shows it."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    SCHEMA_CREDENTIAL = "schema.credential": "What the presentation shows is no credential."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    SCHEMA_ISSUER = "schema.issuer": "The issuer is not named in the standard's way."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    SCHEMA_SUBJECT = "schema.subject": "Nothing is said about anybody."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    SCHEMA_TEXT = "schema.text": "A name or a description is not written as text."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    SCHEMA_EMPTY = "schema.empty": "Something is there that says nothing.";
    SCHEMA_DATE = "schema.date": "A date is not written as the standard wants it."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    SCHEMA_RELATIVE_ID = "schema.relative_id": "Something is named by half an address."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    SCHEMA_NOT_AN_OBJECT = "schema.not_an_object": "Something stands where a part with members of its own is wanted.";
    SCHEMA_CLASS_MISSING = "schema.class_missing": "A part does not say what it is.";
    SCHEMA_CLASS_LIST = "schema.class_list": "A part says in one word what it is, where the standard wants a list.";
    SCHEMA_CLASS_BARE = "schema.class_bare": "A part says in a list what it is, where the standard wants one word.";
    SCHEMA_UNKNOWN_CLASS = "schema.unknown_class": "A part calls itself something that is not known here.";
    SCHEMA_CLOSED_CLASS = "schema.closed_class": "A part has something that the standard does not let it have.";
    SCHEMA_ACHIEVEMENT = "schema.achievement": "The badge does not say enough about what was achieved.";
    SCHEMA_ALIGNMENT_TARGET_NAME = "schema.alignment_target_name": "The badge does not name the standard that it says it fits.";
    SCHEMA_ALIGNMENT_TARGET_URL = "schema.alignment_target_url": "The badge does not say where the standard that it fits can be read.";
    SCHEMA_RESULT_DESCRIPTION = "schema.result_description": "The badge does not say enough about how a result is to be read.";
    SCHEMA_ENDORSEMENT_SUBJECT = "schema.endorsement_subject": "The endorsement does not say whom or what it is about.";
    SCHEMA_ENDORSEMENT_COMMENT = "schema.endorsement_comment": "The endorsement says nothing about it.";
    SCHEMA_CLEAR_EMAIL = "schema.clear_email": "The recipient's e-mail address stands there for all to read.";
    SCHEMA_WEAK_EMAIL_HASH = "schema.weak_email_hash": "The recipient's e-mail address is hidden so weakly that it can be guessed.";
    SCHEMA_HASHED_FLAG = "schema.hashed_flag": "The badge is wrong about whether it hides who the recipient is.";
    SCHEMA_RESOURCE_TWICE = "schema.resource_twice": "A document that is referred to is named twice."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    SCHEMA_RESOURCE_DIGEST = "schema.resource_digest": "It is not said in the standard's way how to recognise a document that is referred to."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    STATUS_SEVERAL = "status.several": "The badge has more than one status, where Open Badges knows one only.";
    STATUS_INDEX = "status.index": "The place in the status list is not written as the standard wants it."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    STATUS_PURPOSE = "status.purpose": "It is not said what the status list is kept for."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    STATUS_LIST = "status.list": "It is not said where the status list is."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    STATUS_ID = "status.id": "A place in the status list has the name of the whole list."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    VALIDITY_ORDER = "validity.order": "It ends before it begins."
        => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";

    // Where there was nothing to check.
    CONTEXT_NOT_REACHED = "context.not_reached": "Not looked at, because no badge was found in what was sent.";
    SCHEMA_NOT_REACHED = "schema.not_reached": "Not looked at, because no badge was found in what was sent.";
    SUBJECT_NOT_REACHED = "subject.not_reached": "Not looked at, because no badge was found in what was sent.";
    ISSUER_NOT_REACHED = "issuer.not_reached": "Not looked at, because no badge was found in what was sent.";
    PROOF_NOT_REACHED = "proof.not_reached": "Not looked at, because no badge was found in what was sent.";
    STATUS_NOT_REACHED = "status.not_reached": "Not looked at, because no badge was found in what was sent.";
    VALIDITY_NOT_REACHED = "validity.not_reached": "Not looked at, because no badge was found in what was sent.";
    RECIPIENT_NOT_REACHED = "recipient.not_reached": "Not looked at, because no badge was found in what was sent.";
    ENDORSEMENTS_NOT_REACHED = "endorsements.not_reached": "Not looked at, because no badge was found in what was sent.";
    PROOF_PRESENTATION_UNSIGNED = "proof.presentation_unsigned": "The badge came in a presentation that nobody signed.";
    PROOF_PRESENTATION_NOT_ASKED = "proof.presentation_not_asked": "The badge came in a presentation, whose own signature was not looked at.";
    STATUS_NOT_ASKED = "status.not_asked": "Not asked for, because the badge is not its issuer's as it stands.";
    RECIPIENT_NOT_ASKED = "recipient.not_asked": "Nobody in particular was asked for.";
    ENDORSEMENTS_NONE = "endorsements.none": "The badge carries no endorsements.";
    ENDORSEMENTS_NOT_ASKED = "endorsements.not_asked": "Not looked at, because the badge is not its issuer's as it stands.";
}
