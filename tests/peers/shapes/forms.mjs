// Forms of published badges that no schema allows, all rightly signed; endorsements; and what is no badge of this kind.
import {badge, endorsement, olderBadge} from './badge.mjs';
import {didKey, ed25519} from './keys.mjs';
import {sign, verdict} from './proofs.mjs';

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
