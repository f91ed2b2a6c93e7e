// Badges as JWTs, signed by `jose`. Its verdict is on the signature by the key that the issuer publishes: it knows nothing of
// credentials.
import {encode} from 'base58-universal';
import * as jose from 'jose';
import {documentLoader} from '../loader.mjs';
import {badge, endorsement, olderBadge} from './badge.mjs';
import {controllerDocument, didJwk} from './keys.mjs';

const pair = algorithm => jose.generateKeyPair(algorithm, {extractable: true});

const bytes = text => Buffer.from(text, 'base64url');
const compressed = ({x, y}) => Buffer.concat([Buffer.from([2 + (bytes(y).at(-1) & 1)]), bytes(x)]);
const named = (codec, key) => Buffer.concat([Buffer.from(codec), key]);

/** The ways to write a key into a did:key, beside Ed25519: multicodec's number, then the key. */
const DID_KEYS = [
  ['Ed25519', 'EdDSA', jwk => named([0xed, 0x01], bytes(jwk.x))],
  ['P-256', 'ES256', jwk => named([0x80, 0x24], compressed(jwk))],
  ['P-256, not compressed', 'ES256', jwk => named([0x80, 0x24], Buffer.concat([Buffer.from([4]), bytes(jwk.x), bytes(jwk.y)]))],
  ['P-256 as a JWK', 'ES256', ({crv, kty, x, y}) => named([0xd1, 0xd6, 0x03], Buffer.from(JSON.stringify({crv, kty, x, y})))],
];

/** What Open Badges wants in a JWT beside the badge. */
function claims(credential) {
  const {id: jti, issuer, credentialSubject} = credential;
  const from = credential.validFrom ?? credential.issuanceDate;
  return {...credential, iss: issuer.id, jti, sub: credentialSubject.id, nbf: Date.parse(from) / 1000};
}

const compact = (payload, header, key) => new jose.SignJWT(payload).setProtectedHeader(header).sign(key);

/** Verifies with a key, or with what a function finds for the header. */
const verdict = key => async jwt => {
  try {
    await jose.jwtVerify(jwt, key);
    return {verified: true, why: ''};
  } catch (error) {
    return {verified: false, why: error.message};
  }
};

/** The method that `kid` names in the issuer's document, loaded by Digital Bazaar's drivers. */
const listed = verdict(async ({kid, alg}) => {
  const {document} = await documentLoader(kid);
  return jose.importJWK(document.publicKeyJwk, alg);
});

export async function* shapes(place) {
  const shape = (name, jwt, theirs) => ({name: `JWT, ${name}`, document: jwt, mediaType: 'application/vc+jwt', theirs});
  const issuers = {};
  for (const alg of ['RS256', 'ES256', 'EdDSA']) {
    const {publicKey, privateKey} = await pair(alg);
    const did = place.did(`jwt-${alg}`);
    const jwk = await jose.exportJWK(publicKey);
    const method = {id: `${did}#key-1`, type: 'JsonWebKey', controller: did, publicKeyJwk: jwk};
    place.serve(`/jwt-${alg}/did.json`, controllerDocument(did, [method]));
    issuers[alg] = {did, jwk, publicKey, privateKey, kid: method.id};
    const payload = claims(badge(did));
    const jwt = await compact(payload, {alg, kid: method.id, typ: 'JWT'}, privateKey);
    yield shape(alg, jwt, listed);
    const [header, , signature] = jwt.split('.');
    const forged = Buffer.from(JSON.stringify({...payload, name: 'Forged'})).toString('base64url');
    yield shape(`${alg}, forged`, `${header}.${forged}.${signature}`, listed);
  }

  const {did, jwk, publicKey, privateKey, kid} = issuers.ES256;
  const alg = 'ES256';
  const right = claims(badge(did));
  yield shape('without kid', await compact(right, {alg}, privateKey), verdict(publicKey));
  const another = await compact({...right, iss: `${place.origin}/elsewhere`}, {alg, kid}, privateKey);
  yield shape('iss is not the issuer', another, listed);
  yield shape("the issuer's key in the header", await compact(right, {alg, jwk, typ: 'JWT'}, privateKey), verdict(publicKey));
  const stranger = await pair(alg);
  const theirOwn = await jose.exportJWK(stranger.publicKey);
  yield shape("a stranger's key in the header", await compact(right, {alg, jwk: theirOwn}, stranger.privateKey), verdict(stranger.publicKey));
  const older = olderBadge(did, '');
  const {iss, jti, sub, nbf} = claims(older);
  yield shape('VC 1.1 under vc', await compact({iss, jti, sub, nbf, vc: older}, {alg, kid, typ: 'JWT'}, privateKey), listed);
  yield shape('typ vc+jwt and no claims', await compact(badge(did), {alg, kid, typ: 'vc+jwt'}, privateKey), listed);
  const late = {...badge(did), validUntil: '2025-04-01T00:00:00Z'};
  yield shape('expired', await compact({...claims(late), exp: Date.parse(late.validUntil) / 1000}, {alg, kid}, privateKey), listed);
  const disagreeing = await compact({...right, jti: 'urn:uuid:00000000-0000-4000-8000-999999999999'}, {alg, kid}, privateKey);
  yield shape('jti is not the id', disagreeing, listed);
  yield shape('alg none', new jose.UnsecuredJWT(right).encode(), verdict(publicKey));
  const secret = Buffer.from(JSON.stringify(jwk));
  yield shape('HMAC with the public key', await compact(right, {alg: 'HS256', kid}, secret), verdict(publicKey));

  const own = {...right, '@context': [...right['@context'], 'https://vocabulary.example/v1'], mood: 'glad'};
  yield shape('words and a vocabulary of its own', await compact(own, {alg, kid}, privateKey), listed);
  yield shape('a header that nobody knows', await compact(right, {alg, kid, 'x-mood': 'glad'}, privateKey), listed);
  const critical = new jose.SignJWT(right).setProtectedHeader({alg, kid, crit: ['x-mood'], 'x-mood': 'glad'});
  yield shape('a header that must be understood', await critical.sign(privateKey, {crit: {'x-mood': true}}), listed);
  yield shape('an audience', await compact({...right, aud: 'https://elsewhere.example'}, {alg, kid}, privateKey), listed);
  const {sub: _, ...nobody} = right;
  yield shape('without sub', await compact(nobody, {alg, kid}, privateKey), listed);

  const about = badge(did);
  const friend = issuers.EdDSA;
  const vouched = await compact(claims(endorsement(friend.did, about.id)), {alg: 'EdDSA', kid: friend.kid, typ: 'JWT'}, friend.privateKey);
  for (const [name, endorsementJwt] of [['an endorsement inside', vouched], ['a forged endorsement inside', `${vouched.slice(0, -8)}AAAAAAAA`]]) {
    yield shape(name, await compact(claims({...about, endorsementJwt: [endorsementJwt]}), {alg, kid, typ: 'JWT'}, privateKey), listed);
  }

  const byKey = didJwk(jwk);
  yield shape('did:jwk', await compact(claims(badge(byKey)), {alg, kid: `${byKey}#0`}, privateKey), listed);
  for (const [name, algorithm, multicodec] of DID_KEYS) {
    const keys = await pair(algorithm);
    const spoken = multicodec(await jose.exportJWK(keys.publicKey));
    const id = `did:key:z${encode(spoken)}`;
    const jwt = await compact(claims(badge(id)), {alg: algorithm, kid: `${id}#${id.slice(8)}`}, keys.privateKey);
    yield shape(`did:key, ${name}`, jwt, verdict(keys.publicKey));
  }

  const college = `${place.origin}/college`;
  const ofCollege = claims(badge(college));
  const jwkUrl = place.serve('/college/key.json', jwk);
  yield shape('kid is the URL of a JWK', await compact(ofCollege, {alg, kid: jwkUrl}, privateKey), verdict(await fetched(jwkUrl)));
  const setUrl = place.serve('/college/jwks.json', {keys: [{...issuers.RS256.jwk, kid: 'other'}, {...jwk, kid: 'one'}]});
  const inSet = await compact(ofCollege, {alg, kid: `${setUrl}#one`}, privateKey);
  const set = jose.createRemoteJWKSet(new URL(setUrl));
  yield shape('kid is in a JWK set', inSet, verdict((header, token) => set({...header, kid: 'one'}, token)));
}

const fetched = async url => jose.importJWK(await (await fetch(url)).json(), 'ES256');
