// Badges of our own making, before anybody signs them.

export const V1 = 'https://www.w3.org/2018/credentials/v1';
export const V2 = 'https://www.w3.org/ns/credentials/v2';
export const openBadges = version => `https://purl.imsglobal.org/spec/ob/v3p0/context${version && `-${version}`}.json`;

let counted = 0;
const id = () => `urn:uuid:00000000-0000-4000-8000-${String(++counted).padStart(12, '0')}`;

const achievement = () => ({
  id: id(),
  type: ['Achievement'],
  name: 'Teamwork',
  description: 'Works well with others.',
  criteria: {narrative: 'Worked with others for a year.'},
});

/** A badge by VC 2.0. */
export function badge(issuer, more = {}) {
  return {
    '@context': [V2, openBadges('3.0.3')],
    id: id(),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Teamwork',
    issuer: {id: issuer, type: ['Profile'], name: 'A district'},
    validFrom: '2025-03-01T00:00:00Z',
    credentialSubject: {id: id(), type: ['AchievementSubject'], achievement: achievement()},
    ...more,
  };
}

/** A badge by VC 1.1, with one of the older contexts of Open Badges. */
export function olderBadge(issuer, version, more = {}) {
  const {validFrom: issuanceDate, ...rest} = badge(issuer);
  return {...rest, '@context': [V1, openBadges(version)], issuanceDate, ...more};
}

/** Somebody vouches for something. */
export function endorsement(issuer, about, more = {}) {
  return {
    ...badge(issuer),
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'An endorsement',
    credentialSubject: {id: about, type: ['EndorsementSubject'], endorsementComment: 'Right so.'},
    ...more,
  };
}
