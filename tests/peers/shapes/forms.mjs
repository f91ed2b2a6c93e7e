// Forms of published badges that no schema allows, all rightly signed; endorsements; and what is no badge of this kind.
import {createHash} from 'node:crypto';
import {badge, endorsement, olderBadge} from './badge.mjs';
import {didKey, ed25519} from './keys.mjs';
import {forAuthentication, sign, verdict} from './proofs.mjs';

export async function* shapes(place) {
  const {did, key} = didKey(await ed25519());
  const signed = (document, by = key) => sign(document, 'eddsa-rdfc-2022', by);
  const shape = async (name, document) => ({name, document: await signed(document), theirs: verdict});
  const subject = more => ({...badge(did).credentialSubject, ...more});
  const achieved = more => {
    const {credentialSubject} = badge(did);
    return {...credentialSubject, achievement: {...credentialSubject.achievement, ...more}};
  };

  yield shape('a date alone', badge(did, {validFrom: '2025-03-01'}));
  yield shape('a date without zone, with nanoseconds', badge(did, {validFrom: '2025-03-01T12:30:00.123456789'}));
  yield shape('VC 1.1, a date alone', olderBadge(did, '', {issuanceDate: '2025-03-01'}));
  const image = 'https://portfolio.example/badge.png';
  yield shape('an image as a string', badge(did, {credentialSubject: achieved({image})}));
  yield shape('an achievement type of its own', badge(did, {credentialSubject: achieved({achievementType: 'Teaching'})}));
  yield shape('a subject with a name', badge(did, {credentialSubject: subject({name: 'Ada Jones'})}));
  yield shape('the issuer as a string', badge(did, {issuer: did}));
  yield shape('a single type of the achievement', badge(did, {credentialSubject: achieved({type: 'Achievement'})}));
  yield shape('one subject in an array', badge(did, {credentialSubject: [subject({})]}));
  const {id, ...nameless} = badge(did);
  yield shape('no id', nameless);
  yield shape('criteria with a type', badge(did, {credentialSubject: achieved({criteria: {type: 'Criteria', narrative: 'Worked.'}})}));
  yield shape('expired', badge(did, {validUntil: '2025-04-01T00:00:00Z'}));
  yield shape('not yet valid', badge(did, {validFrom: '2100-01-01T00:00:00Z'}));
  yield shape('valid until before it is valid', badge(did, {validFrom: '2025-03-01T00:00:00Z', validUntil: '2025-02-01T00:00:00Z'}));
  yield shape('VC 1.1, expired', olderBadge(did, '', {expirationDate: '2025-04-01T00:00:00Z'}));
  yield shape('two subjects', badge(did, {credentialSubject: [subject({}), subject({})]}));
  yield shape('AchievementCredential', badge(did, {type: ['VerifiableCredential', 'AchievementCredential']}));
  yield shape('no subject id', badge(did, {credentialSubject: subject({id: undefined})}));
  yield shape('no name', badge(did, {name: undefined}));
  yield shape('an achievement without a name', badge(did, {credentialSubject: achieved({name: undefined})}));
  const vocabulary = place.serve('/words.json', {'@context': {mood: 'https://vocabulary.example/mood'}});
  const own = badge(did, {mood: 'glad'});
  own['@context'].push(vocabulary);
  yield shape("a vocabulary of the issuer's own", own);
  const nested = {'@context': 'https://www.w3.org/ns/credentials/v2', ...badge(did).credentialSubject};
  yield shape('a context in the midst', badge(did, {credentialSubject: nested}));
  const paper = place.serve('/paper.txt', 'A paper.', 'text/plain');
  const related = text => [{id: paper, digestSRI: `sha256-${createHash('sha256').update(text).digest('base64')}`}];
  yield shape('a related resource', badge(did, {relatedResource: related('A paper.')}));
  yield shape('a related resource that has changed', badge(did, {relatedResource: related('Another.')}));

  const proved = async (name, options) => (
    {name, document: await sign(badge(did), 'eddsa-rdfc-2022', key, options), theirs: verdict});
  yield proved('a proof without created', {date: null});
  yield proved('a proof created without a zone', {date: '2025-03-01T00:00:00'});
  yield proved('a proof that has expired', {proof: {expires: '2025-04-01T00:00:00Z'}});
  yield proved('a proof that expires one day', {proof: {expires: '2100-04-01T00:00:00Z'}});
  yield proved('a proof for authentication', {purpose: forAuthentication('a challenge')});

  yield {name: 'a word that was not signed', document: {...await signed(badge(did)), grade: 'A'}, theirs: verdict};
  yield {name: 'no proof', document: badge(did), theirs: null};
  const inline = await signed(badge(did));
  inline['@context'] = [...inline['@context'], {name: 'https://vocabulary.example/description'}];
  yield {name: 'a word turned by an inline context', document: inline, theirs: verdict};

  const friend = didKey(await ed25519());
  const about = badge(did);
  const vouched = await sign(endorsement(friend.did, about.id), 'eddsa-rdfc-2022', friend.key);
  yield shape('an embedded endorsement', {...about, endorsement: [vouched]});
  const doubted = {...vouched, name: 'Forged'};
  yield shape('a forged embedded endorsement', {...about, endorsement: [doubted]});

  yield {
    name: 'Open Badges 2.0', theirs: null,
    document: {
      '@context': 'https://w3id.org/openbadges/v2', id: `${place.origin}/assertion`, type: 'Assertion',
      recipient: {type: 'email', identity: 'ada@district.example', hashed: false},
      badge: `${place.origin}/class`, issuedOn: '2020-01-01T00:00:00Z', verification: {type: 'hosted'},
    },
  };
}
