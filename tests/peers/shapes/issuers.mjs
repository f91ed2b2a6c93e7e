// Every way in which an issuer says what its key is.
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {encode} from 'base58-universal';
import {badge, olderBadge} from './badge.mjs';
import {controllerDocument, didJwk, didKey, ecdsa, ed25519, multikey, named} from './keys.mjs';
import {sign, verdict} from './proofs.mjs';

export async function* shapes(place) {
  const key = await ed25519();
  const signed = async ({did}, by = key, suite = 'eddsa-rdfc-2022') => sign(badge(did), suite, by);
  const shape = async (name, issuer, by, suite) => ({name, document: await signed(issuer, by, suite), theirs: verdict});

  yield shape('did:web, key by reference', place.issuer('referenced', key));
  yield shape('did:web, key embedded', place.issuer('embedded', key, {embedded: true}));
  const root = place.did('x').slice(0, -2);
  named(key, root, `${root}#key-1`);
  place.serve('/.well-known/did.json', controllerDocument(root, [multikey(key)]));
  yield shape('did:web of a whole host', {did: root});

  const p256 = await ecdsa('P-256');
  yield shape('did:web, P-256', place.issuer('p256', p256), p256, 'ecdsa-rdfc-2019');
  const jwk = await EcdsaMultikey.toJwk({keyPair: p256});
  const ofJwk = place.did('jwk');
  named(p256, ofJwk, `${ofJwk}#key-1`);
  const method = {id: p256.id, type: 'JsonWebKey', controller: ofJwk, publicKeyJwk: jwk};
  place.serve('/jwk/did.json', controllerDocument(ofJwk, [method]));
  yield shape('did:web, P-256 as a JsonWebKey', {did: ofJwk}, p256, 'ecdsa-rdfc-2019');

  const ofOld = place.issuer('older', key);
  const listed = {id: key.id, type: 'Ed25519VerificationKey2020', controller: ofOld.did, publicKeyMultibase: key.publicKeyMultibase};
  place.serve('/older/did.json', controllerDocument(ofOld.did, [listed]));
  yield shape('did:web, a method of the older suite', ofOld, key, 'Ed25519Signature2020');

  const unlisted = place.issuer('unlisted', key);
  const document = controllerDocument(unlisted.did, [multikey(key)]);
  place.serve('/unlisted/did.json', {...document, assertionMethod: []});
  yield shape('did:web, the key not for assertions', unlisted);
  const mistaken = place.issuer('mistaken', key);
  place.serve('/mistaken/did.json', controllerDocument(place.did('another'), [multikey(key)]));
  yield shape("did:web, another's document", mistaken);
  const gone = place.issuer('gone', key);
  const ofGone = await signed(gone);
  delete place.documents['/gone/did.json'];
  yield {name: 'did:web, out of reach', document: ofGone, theirs: verdict};

  const listing = async (path, method) => {
    const issuer = place.issuer(path, key);
    place.serve(`/${path}/did.json`, controllerDocument(issuer.did, [{...multikey(key), ...method}]));
    return issuer;
  };
  yield shape('did:web, a revoked key', await listing('revoked', {revoked: '2025-01-01T00:00:00Z'}));
  yield shape('did:web, an expired key', await listing('expired', {expires: '2025-01-01T00:00:00Z'}));
  yield shape('did:web, a key that expires one day', await listing('expiring', {expires: '2100-01-01T00:00:00Z'}));
  yield shape("did:web, another's key", await listing('lent', {controller: place.did('another')}));
  const shortly = place.issuer('shortly', key);
  const listedShortly = controllerDocument(shortly.did, [multikey(key)]);
  listedShortly.verificationMethod[0].id = '#key-1';
  place.serve('/shortly/did.json', {...listedShortly, assertionMethod: ['#key-1']});
  yield shape('did:web, relative ids', shortly);
  const okp = place.issuer('okp', key);
  const ofOkp = {id: key.id, type: 'JsonWebKey2020', controller: okp.did, publicKeyJwk: await Ed25519Multikey.toJwk({keyPair: key})};
  place.serve('/okp/did.json', controllerDocument(okp.did, [ofOkp]));
  yield shape('did:web, Ed25519 as a JsonWebKey2020', okp);
  const base58 = place.issuer('base58', key);
  const publicKeyBase58 = encode((await raw(key)));
  const old = {id: key.id, type: 'Ed25519VerificationKey2018', controller: base58.did, publicKeyBase58};
  place.serve('/base58/did.json', controllerDocument(base58.did, [old]));
  yield shape('did:web, a key in base58', base58, key, 'Ed25519Signature2020');
  const document2018 = await sign(olderBadge(base58.did, ''), 'Ed25519Signature2018', key);
  yield {name: 'Ed25519Signature2018', document: document2018, theirs: verdict};
  yield {name: 'Ed25519Signature2018, forged', document: {...document2018, name: 'Forged'}, theirs: verdict};

  for (const [name, pair, suite, toJwk] of [
    ['Ed25519', await ed25519(), 'eddsa-rdfc-2022', Ed25519Multikey.toJwk],
    ['P-256', await ecdsa('P-256'), 'ecdsa-rdfc-2019', EcdsaMultikey.toJwk],
  ]) {
    const did = didJwk(await toJwk({keyPair: pair}));
    named(pair, did, `${did}#0`);
    yield shape(`did:jwk, ${name}`, {did}, pair, suite);
  }

  // The same key in another base, as multibase allows and did:key does not.
  const plain = didKey(await ed25519());
  const bytes = Buffer.concat([Buffer.from([0xed, 0x01]), Buffer.from(await raw(plain.key))]);
  const other = `did:key:u${bytes.toString('base64url')}`;
  named(plain.key, other, `${other}#u${bytes.toString('base64url')}`);
  yield shape('did:key in base64url', {did: other}, plain.key);

  const academy = `${place.origin}/academy`;
  named(key, academy, `${academy}#key-1`);
  place.serve('/academy', controllerDocument(academy, [multikey(key)]));
  yield shape('an https issuer with its document', {did: academy});
  const lone = await ed25519();
  const school = `${place.origin}/school`;
  named(lone, school, `${school}/key.json`);
  place.serve('/school/key.json', {'@context': 'https://w3id.org/security/multikey/v1', ...multikey(lone)});
  place.serve('/school', {'@context': 'https://www.w3.org/ns/did/v1', id: school, assertionMethod: [lone.id]});
  yield shape('an https issuer, a lone Multikey below it', {did: school}, lone);
}

async function raw(key) {
  const {publicKey} = await key.export({publicKey: true, raw: true});
  return publicKey;
}
