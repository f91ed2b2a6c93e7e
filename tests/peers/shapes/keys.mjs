// Keys of issuers, the documents that list them, and where these stand.
import {encode} from 'base58-universal';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {Ed25519VerificationKey2018} from '@digitalbazaar/ed25519-verification-key-2018';
import {Ed25519VerificationKey2020} from '@digitalbazaar/ed25519-verification-key-2020';

const DID_CONTEXT = 'https://www.w3.org/ns/did/v1';
const CONTEXTS = {Multikey: 'https://w3id.org/security/multikey/v1', JsonWebKey: 'https://w3id.org/security/jwk/v1'};

export const ed25519 = () => Ed25519Multikey.generate();
export const ecdsa = curve => EcdsaMultikey.generate({curve});

/** The key under the name that a proof gives it. */
export function named(key, controller, id) {
  return Object.assign(key, {controller, id});
}

/** An issuer that is its key. */
export function didKey(key) {
  const did = `did:key:${key.publicKeyMultibase}`;
  return {did, key: named(key, did, `${did}#${key.publicKeyMultibase}`)};
}

/** An issuer that is its key as a JWK. */
export function didJwk(jwk) {
  return `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;
}

/** What a document says of a Multikey. */
export function multikey({id, controller, publicKeyMultibase}) {
  return {id, type: 'Multikey', controller, publicKeyMultibase};
}

/** A document that lists these methods, by reference or, if asked, embedded. */
export function controllerDocument(id, methods, {embedded = false} = {}) {
  const contexts = [...new Set(methods.map(({type}) => CONTEXTS[type]).filter(Boolean))];
  const whole = {'@context': [DID_CONTEXT, ...contexts], id};
  return embedded
    ? {...whole, assertionMethod: methods}
    : {...whole, verificationMethod: methods, assertionMethod: methods.map(method => method.id)};
}

/** The same Ed25519 key, as a method of the older suite. */
export async function older(key) {
  const exported = await key.export({publicKey: true, secretKey: true});
  const {publicKeyMultibase, secretKeyMultibase: privateKeyMultibase} = exported;
  const {id, controller} = key;
  return new Ed25519VerificationKey2020({id, controller, publicKeyMultibase, privateKeyMultibase});
}

/** The same key, as a method of the suite before that. */
export async function oldest(key) {
  const {publicKey, secretKey} = await key.export({publicKey: true, secretKey: true, raw: true});
  const {id, controller} = key;
  const privateKeyBase58 = encode(Buffer.concat([secretKey.slice(0, 32), publicKey]));
  return new Ed25519VerificationKey2018({id, controller, publicKeyBase58: encode(publicKey), privateKeyBase58});
}

/** Where issuers and their things stand: an https host, reached by did:web too. */
export class Place {
  constructor({port, documents}) {
    Object.assign(this, {documents, host: `localhost:${port}`, origin: `https://localhost:${port}`});
  }

  /** The DID of an issuer with this name. */
  did(name) {
    return `did:web:${encodeURIComponent(this.host)}:${name}`;
  }

  /** Serves a document; its URL. */
  serve(path, document, type = 'application/json') {
    this.documents[path] = {type, body: document};
    return this.origin + path;
  }

  /** An issuer with a did:web document that lists this key. */
  issuer(name, key, options) {
    const did = this.did(name);
    named(key, did, `${did}#key-1`);
    this.serve(`/${name}/did.json`, controllerDocument(did, [multikey(key)], options));
    return {did, key};
  }
}
