// How long `@digitalbazaar/vc` takes to sign the badge of our benchmarks with `eddsa-rdfc-2022`, and to verify it, beside a raw
// Ed25519 signature by Node's own crypto in the same process. Prints medians as JSON. All contexts, the key and its controller
// are at hand; nothing is fetched.
import {createPrivateKey, createPublicKey, sign as rawSign, verify as rawVerify} from 'node:crypto';
import {readFileSync} from 'node:fs';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {contexts as dataIntegrity} from '@digitalbazaar/data-integrity-context';
import {contexts as multikey} from '@digitalbazaar/multikey-context';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

/** Each is run once, in turn, so many times after the compiler has warmed up: what disturbs one disturbs all. */
const [WARM_UP, ROUNDS] = [100, 200];
/** As long as what `eddsa-rdfc-2022` signs: two SHA-256. */
const MESSAGE = Buffer.alloc(64, 42);

const signing = new URL('../../crates/signing/', import.meta.url);
const read = path => JSON.parse(readFileSync(new URL(path, signing), 'utf8'));
const badge = read('known-answers/open-badge/open-badge.json');

const did = badge.issuer.id;
const key = await Ed25519Multikey.generate({id: `${did}#key-1`, controller: did});
const publicKey = {'@context': 'https://w3id.org/security/multikey/v1', ...(await key.export({publicKey: true}))};
const documents = new Map([
  ...dataIntegrity,
  ...multikey,
  ['https://www.w3.org/ns/credentials/v2', read('contexts/credentials-v2.json')],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', read('contexts/open-badges-3.0.3.json')],
  ['https://purl.imsglobal.org/spec/ob/v3p0/extensions.json', read('contexts/open-badges-extensions.json')],
  [did, {'@context': 'https://www.w3.org/ns/did/v1', id: did, assertionMethod: [publicKey]}],
  [key.id, publicKey],
  ['https://www.w3.org/ns/did/v1', read('contexts/did-v1.json')],
]);
async function documentLoader(url) {
  if (!documents.has(url)) {
    throw new Error(`${url} is not at hand`);
  }
  return {contextUrl: null, documentUrl: url, document: documents.get(url)};
}

const signer = key.signer();
const sign = () => vc.issue({
  credential: structuredClone(badge),
  suite: new DataIntegrityProof({signer, cryptosuite}),
  documentLoader,
});
const signed = JSON.stringify(await sign());
// The status list is not asked for: its cost is no part of a proof's.
const checkStatus = async () => ({verified: true});
const verify = async () => {
  const credential = JSON.parse(signed);
  const result = await vc.verifyCredential({credential, suite: new DataIntegrityProof({cryptosuite}), documentLoader, checkStatus});
  if (!result.verified) {
    throw result.error;
  }
};

const seed = Buffer.alloc(32, 7);
const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8',
});
const verifyingKey = createPublicKey(privateKey);
const signature = rawSign(null, MESSAGE, privateKey);
const work = [
  () => rawSign(null, MESSAGE, privateKey),
  sign,
  () => rawVerify(null, MESSAGE, verifyingKey, signature),
  verify,
];

const times = work.map(() => []);
for (let round = 0; round < WARM_UP + ROUNDS; round++) {
  for (const [at, run] of work.entries()) {
    const begun = process.hrtime.bigint();
    await run();
    const micros = Number(process.hrtime.bigint() - begun) / 1e3;
    if (round >= WARM_UP) {
      times[at].push(micros);
    }
  }
}
const [rawSigned, issuing, rawVerifying, verifying] = times.map(all => all.sort((a, b) => a - b)[all.length >> 1]);
console.log(JSON.stringify({
  sign: {raw: rawSigned, peer: issuing},
  verify: {raw: rawVerifying, peer: verifying},
}));
