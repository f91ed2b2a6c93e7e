// Withdrawn and not, by each method that a badge can name.
import * as bitstring from '@digitalbazaar/vc-bitstring-status-list';
import * as statusList from '@digitalbazaar/vc-status-list';
import {badge, olderBadge} from './badge.mjs';
import {ed25519} from './keys.mjs';
import {sign, verdict} from './proofs.mjs';

const LENGTH = 131072;
const SET = 7;
const CLEAR = 8;

export async function* shapes(place) {
  const {did, key} = place.issuer('lister', await ed25519());
  const signed = document => sign(document, 'eddsa-rdfc-2022', key);
  const url = name => `${place.origin}/lists/${name}`;

  const list = await bitstring.createList({length: LENGTH});
  list.setStatus(SET, true);
  const made = async (name, {id = url(name), statusPurpose = 'revocation', by = signed, bits = list, ...more} = {}) => {
    const options = {id, list: bits, statusPurpose, context: bitstring.VC_BSL_VC_V2_CONTEXT};
    const credential = {...await bitstring.createCredential(options), issuer: did, validFrom: '2025-03-01T00:00:00Z', ...more};
    place.serve(`/lists/${name}`, await by(credential));
  };
  const entry = (name, index) => ({
    id: `${url(name)}#${index}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation',
    statusListIndex: String(index), statusListCredential: url(name),
  });
  const listed = (name, index) => signed(badge(did, {credentialStatus: entry(name, index)}));
  await made('bits');
  yield {name: 'Bitstring, in force', document: await listed('bits', CLEAR), theirs: verdict};
  yield {name: 'Bitstring, revoked', document: await listed('bits', SET), theirs: verdict};
  yield {name: 'Bitstring, past the end', document: await listed('bits', LENGTH), theirs: verdict};
  await made('moved', {id: url('where-it-was')});
  yield {name: 'Bitstring, a list with another id', document: await listed('moved', CLEAR), theirs: verdict};
  yield {name: 'Bitstring, out of reach', document: await listed('nowhere', CLEAR), theirs: verdict};
  await made('forged');
  const {body: forged} = place.documents['/lists/forged'];
  const encodedList = await (await bitstring.createList({length: LENGTH})).encode();
  place.serve('/lists/forged', {...forged, credentialSubject: {...forged.credentialSubject, encodedList}});
  yield {name: 'Bitstring, a forged list', document: await listed('forged', SET), theirs: verdict};

  await made('late', {validUntil: '2025-04-01T00:00:00Z'});
  yield {name: 'Bitstring, a list past its end', document: await listed('late', CLEAR), theirs: verdict};
  await made('suspension', {statusPurpose: 'suspension'});
  yield {name: 'Bitstring, a list for another purpose', document: await listed('suspension', CLEAR), theirs: verdict};
  await made('short', {bits: await bitstring.createList({length: 64})});
  yield {name: 'Bitstring, a list that is too short', document: await listed('short', CLEAR), theirs: verdict};
  const other = place.issuer('other-lister', await ed25519());
  await made('others', {issuer: other.did, by: document => sign(document, 'eddsa-rdfc-2022', other.key)});
  yield {name: "Bitstring, another issuer's list", document: await listed('others', CLEAR), theirs: verdict};
  const number = {...entry('bits', SET), statusListIndex: SET};
  yield {name: 'Bitstring, revoked, the index a number', document: await signed(badge(did, {credentialStatus: number})), theirs: verdict};
  const both = [{...entry('suspension', CLEAR), statusPurpose: 'suspension'}, entry('bits', SET)];
  yield {name: 'Bitstring, the second of two revoked', document: await signed(badge(did, {credentialStatus: both})), theirs: verdict};

  const older = await statusList.createList({length: LENGTH});
  older.setStatus(SET, true);
  const credential = await statusList.createCredential({id: url('2021'), list: older, statusPurpose: 'revocation'});
  place.serve('/lists/2021', await signed({...credential, issuer: did, issuanceDate: '2025-03-01T00:00:00Z'}));
  for (const [name, index] of [['in force', CLEAR], ['revoked', SET]]) {
    const document = olderBadge(did, '3.0.1', {credentialStatus: {
      id: `${url('2021')}#${index}`, type: 'StatusList2021Entry', statusPurpose: 'revocation',
      statusListIndex: String(index), statusListCredential: url('2021'),
    }});
    document['@context'].push('https://w3id.org/vc/status-list/2021/v1');
    yield {name: `StatusList2021, ${name}`, document: await signed(document), theirs: verdict};
  }

  const extensions = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
  const extended = more => {
    const whole = badge(did, more);
    return {...whole, '@context': [...whole['@context'], extensions]};
  };
  const credentialStatus = {id: url('1edtech'), type: '1EdTechRevocationList'};
  const [kept, revoked] = [extended({credentialStatus}), extended({credentialStatus})];
  place.serve('/lists/1edtech', {
    id: url('1edtech'), issuer: did,
    revokedCredential: [{id: revoked.id, revoked: true, revocationReason: 'A mistake.'}],
  });
  yield {name: '1EdTechRevocationList, in force', document: await signed(kept), theirs: null};
  yield {name: '1EdTechRevocationList, revoked', document: await signed(revoked), theirs: null};

  const refreshService = {id: `${place.origin}/fresh`, type: '1EdTechCredentialRefresh'};
  const stale = extended({refreshService, validUntil: '2025-04-01T00:00:00Z'});
  const fresh = {...stale, validFrom: '2025-04-01T00:00:00Z', validUntil: '2100-01-01T00:00:00Z'};
  place.serve('/fresh', await signed(fresh));
  yield {name: 'refreshed', document: await signed(stale), theirs: null};
  const alone = extended({refreshService: {...refreshService, id: `${place.origin}/nothing`}});
  yield {name: 'a refresh out of reach', document: await signed(alone), theirs: null};
}
