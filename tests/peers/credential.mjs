// Node's verifiers of badges as peers: `node credential.mjs` reads {"credentials", "jwt", "older"} as JSON on stdin and prints what
// `@digitalbazaar/vc`, DCC's `verifier-core` and `jose` say of them. Each loads what it needs by its own loader, over https.
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {verifyCredential} from '@digitalcredentials/verifier-core';
import {importJWK, jwtVerify} from 'jose';
import {contexts as olderOpenBadges} from 'older-open-badges-context';
import {documentLoader, documentLoaderWith} from './loader.mjs';

/** The proof, the dates, and the status list with its own proof. */
async function digitalBazaar(credential, documentLoader) {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
  const errors = result.error?.errors ?? (result.error ? [result.error] : []);
  return {
    verified: result.verified,
    // That the list could be read is one thing, the bit another.
    revoked: result.statusResult?.results?.some(({status}) => status) ?? null,
    errors: errors.map(error => `${error.message} ${JSON.stringify(error.details ?? '')}`),
  };
}

/** Its log, step by step; without one the proof is wrong. It asks no registry, and its schemas are out of reach. */
async function dcc(credential) {
  const {log = [], errors = []} = await verifyCredential({credential, knownDIDRegistries: []});
  const steps = Object.fromEntries(log.map(({id, valid, error}) => [id, valid ?? error?.message]));
  return {...steps, errors: errors.map(({message}) => message)};
}

/** Is this JWT signed by a JsonWebKey of its `iss`? */
async function jose(jwt) {
  const [header, claims] = jwt.split('.', 2).map(part => JSON.parse(Buffer.from(part, 'base64url')));
  const {document} = await documentLoader(claims.iss);
  const method = document.verificationMethod.find(({id}) => id === header.kid);
  const {payload} = await jwtVerify(jwt, await importJWK(method.publicKeyJwk, header.alg));
  return {verified: true, header, payload, type: method.type};
}

// The program prints one document; what a library says aside goes elsewhere.
console.error = console.warn = console.info = () => {};
const print = console.log;
console.log = () => {};
const {credentials = [], jwt, older} = JSON.parse(readFileSync(0, 'utf8'));
const told = {credentials: []};
for (const credential of credentials) {
  told.credentials.push({digitalBazaar: await digitalBazaar(credential, documentLoader), dcc: await dcc(credential)});
}
if (older) {
  told.older = await digitalBazaar(older, documentLoaderWith(olderOpenBadges));
}
if (jwt) {
  told.jwt = await jose(jwt);
}
print(JSON.stringify(told));
process.exit();
