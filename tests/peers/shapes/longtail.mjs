// What only the feature `long-tail` checks: badges of which the holder shows parts, and secp256k1, signed by
// jsonld-signatures with Node's own cryptography.
import * as bitstring from '@digitalbazaar/vc-bitstring-status-list';
import crypto from 'node:crypto';
import jsigs from 'jsonld-signatures';
import {encode} from 'base58-universal';
import {documentLoader} from '../loader.mjs';
import {badge, olderBadge} from './badge.mjs';
import {controllerDocument, didJwk, didKey, ecdsa} from './keys.mjs';
import {discloseSome, sign, verdict} from './proofs.mjs';

const SUITE = 'EcdsaSecp256k1Signature2019';
const encoded = value => Buffer.from(value).toString('base64url');
const options = key => ({key, dsaEncoding: 'ieee-p1363'});

/** The suite, of which nobody maintains a package: a JWS without its payload over the hashes that all such suites have. */
class Secp256k1 extends jsigs.suites.LinkedDataSignature {
  constructor({pair, method}) {
    super({type: SUITE});
    Object.assign(this, {pair, verificationMethod: method});
  }

  ensureSuiteContext() {}

  signed(header, verifyData) {
    return Buffer.concat([Buffer.from(`${header}.`), verifyData]);
  }

  async sign({verifyData, proof}) {
    const header = encoded(JSON.stringify({alg: 'ES256K', b64: false, crit: ['b64']}));
    const signature = crypto.sign('sha256', this.signed(header, verifyData), options(this.pair.privateKey));
    return {...proof, jws: `${header}..${encoded(signature)}`};
  }

  async getVerificationMethod() {
    return {id: this.verificationMethod};
  }

  async verifySignature({verifyData, proof}) {
    const [header, , signature] = proof.jws.split('.');
    return crypto.verify('sha256', this.signed(header, verifyData), options(this.pair.publicKey), Buffer.from(signature, 'base64url'));
  }
}

const newPair = () => crypto.generateKeyPairSync('ec', {namedCurve: 'secp256k1'});
const jwkOf = pair => pair.publicKey.export({format: 'jwk'});

function multikeyOf(pair) {
  const {x, y} = jwkOf(pair);
  const odd = Buffer.from(y, 'base64url').at(-1) & 1;
  return `z${encode(Buffer.concat([Buffer.from([0xe7, 0x01, 2 + odd]), Buffer.from(x, 'base64url')]))}`;
}

const purpose = new jsigs.purposes.AssertionProofPurpose();
/** Whether the signature is right. Whose key it is, the library's purpose asks of documents that it does not have. */
const right = suite => async document => {
  const {proof, ...rest} = document;
  const found = await suite.verifyProof({proof, document: rest, documentLoader});
  return {verified: found.verified, why: found.error?.message ?? ''};
};

export async function* shapes(place) {
  const pair = newPair();
  const did = `did:key:${multikeyOf(pair)}`;
  const suite = new Secp256k1({pair, method: `${did}#${multikeyOf(pair)}`});
  const signed = (document, by = suite) => jsigs.sign(document, {suite: by, purpose, documentLoader});
  const forged = document => ({...document, name: 'Forged'});
  // Open Badges' own context defines no such proof, that of VC 1.1 does.
  const one = await signed(olderBadge(did, '3.0.2'));
  yield {name: SUITE, document: one, theirs: right(suite)};
  yield {name: `${SUITE}, forged`, document: forged(one), theirs: right(suite)};
  const other = didKey(await ecdsa('P-256'));
  const foreign = await signed(olderBadge(other.did, '3.0.2'));
  yield {name: `${SUITE}, another issuer's badge`, document: foreign, theirs: right(suite)};
  const authentication = {...one, proof: {...one.proof, proofPurpose: 'authentication'}};
  yield {name: `${SUITE}, for another purpose`, document: authentication, theirs: right(suite)};
  const extended = {...one, proof: {...one.proof, unheardOf: 'a word that no context defines'}};
  yield {name: `${SUITE}, an undefined word in the proof`, document: extended, theirs: right(suite)};
  const embedded = {...one, proof: {...one.proof, verificationMethod: {id: suite.verificationMethod, type: 'Multikey'}}};
  yield {name: `${SUITE}, a method in the proof`, document: embedded, theirs: null};

  const jwkDid = didJwk(jwkOf(pair));
  const byJwk = new Secp256k1({pair, method: `${jwkDid}#0`});
  yield {name: `${SUITE}, did:jwk`, document: await signed(olderBadge(jwkDid, '3.0.2'), byJwk), theirs: right(byJwk)};
  const web = place.did('secp256k1');
  const method = {id: `${web}#k`, type: 'EcdsaSecp256k1VerificationKey2019', controller: web, publicKeyJwk: jwkOf(pair)};
  place.serve('/secp256k1/did.json', controllerDocument(web, [method]));
  const byWeb = new Secp256k1({pair, method: method.id});
  yield {name: `${SUITE}, did:web`, document: await signed(olderBadge(web, '3.0.2'), byWeb), theirs: right(byWeb)};
  const revoked = place.did('secp256k1-revoked');
  const late = {...method, id: `${revoked}#k`, controller: revoked, revoked: '2025-04-01T00:00:00Z'};
  place.serve('/secp256k1-revoked/did.json', controllerDocument(revoked, [late]));
  const byRevoked = new Secp256k1({pair, method: late.id});
  yield {name: `${SUITE}, a revoked key`, document: await signed(olderBadge(revoked, '3.0.2'), byRevoked), theirs: right(byRevoked)};

  const jwt = (payload, kid) => {
    const text = `${encoded(JSON.stringify({alg: 'ES256K', kid, typ: 'JWT'}))}.${encoded(JSON.stringify(payload))}`;
    return `${text}.${encoded(crypto.sign('sha256', Buffer.from(text), options(pair.privateKey)))}`;
  };
  const claims = document => ({...document, iss: document.issuer.id, jti: document.id, sub: document.credentialSubject.id, nbf: Date.parse(document.validFrom) / 1000});
  const verified = jwt => {
    const [header, payload, signature] = jwt.split('.');
    const isRight = crypto.verify('sha256', Buffer.from(`${header}.${payload}`), options(pair.publicKey), Buffer.from(signature, 'base64url'));
    return {verified: isRight, why: ''};
  };
  const text = jwt(claims(badge(did)), suite.verificationMethod);
  yield {name: 'JWT, ES256K', document: text, mediaType: 'application/vc+jwt', theirs: verified};
  const [header, , signature] = text.split('.');
  const changed = `${header}.${encoded(JSON.stringify(claims(forged(badge(did)))))}.${signature}`;
  yield {name: 'JWT, ES256K, forged', document: changed, mediaType: 'application/vc+jwt', theirs: verified};

  yield* shown(place);
}

/** Badges of which their holder shows parts. */
async function* shown(place) {
  const SD = 'ecdsa-sd-2023, what it discloses';
  const {did, key} = place.issuer('selective', await ecdsa('P-256'));
  const url = `${place.origin}/lists/selective`;
  const list = await bitstring.createList({length: 131072});
  list.setStatus(7, true);
  const made = {...await bitstring.createCredential({id: url, list, statusPurpose: 'revocation', context: bitstring.VC_BSL_VC_V2_CONTEXT}), issuer: did, validFrom: '2025-03-01T00:00:00Z'};
  place.serve('/lists/selective', await sign(made, 'ecdsa-rdfc-2019', key));
  const credentialStatus = index => ({
    id: `${url}#${index}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation',
    statusListIndex: String(index), statusListCredential: url,
  });
  const whole = index => badge(did, {validUntil: '2099-01-01T00:00:00Z', credentialStatus: credentialStatus(index)});
  const all = ['/credentialSubject', '/validFrom', '/validUntil', '/credentialStatus', '/name'];
  const {base, derived} = await discloseSome(whole(8), key, undefined, all);
  yield {name: `${SD}, end and status among it`, document: derived, theirs: verdict};
  const revoked = await discloseSome(whole(7), key, undefined, all);
  yield {name: `${SD}, revoked`, document: revoked.derived, theirs: verdict};
  const hidden = await discloseSome(whole(7), key);
  yield {name: `${SD}, revoked, which is not disclosed`, document: hidden.derived, theirs: verdict};
  yield {name: `${SD}, forged`, document: {...derived, name: 'Forged'}, theirs: verdict};
  const {name: _, ...shortened} = derived;
  yield {name: `${SD}, less than was disclosed`, document: shortened, theirs: verdict};
  yield {name: `${SD}, an undefined word added`, document: {...derived, unheardOf: 'x'}, theirs: null};
  yield {name: `${SD}, with the base proof's value`, document: {...derived, proof: base.proof}, theirs: verdict};
  const subject = {...whole(8).credentialSubject, identifier: [{type: 'IdentityObject', identityType: 'emailAddress', hashed: true, salt: 'x', identityHash: `sha256$${'0'.repeat(64)}`}]};
  const hashed = await discloseSome({...whole(8), credentialSubject: subject}, key, undefined, all);
  yield {name: `${SD}, a hashed recipient`, document: hashed.derived, theirs: verdict};
}
