// Signing and verifying by Digital Bazaar's libraries.
import * as bbs2023 from '@digitalbazaar/bbs-2023-cryptosuite';
import * as ecdsaSd2023 from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as bitstring from '@digitalbazaar/vc-bitstring-status-list';
import * as statusList from '@digitalbazaar/vc-status-list';
import * as vc from '@digitalbazaar/vc';
import {cryptosuite as ecdsaRdfc2019} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {createSignCryptosuite, createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {Ed25519Signature2018} from '@digitalbazaar/ed25519-signature-2018';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import jsigs from 'jsonld-signatures';
import {documentLoader} from '../loader.mjs';
import {older, oldest} from './keys.mjs';

const {AssertionProofPurpose, AuthenticationProofPurpose} = jsigs.purposes;

const makers = {
  'eddsa-rdfc-2022': key => new DataIntegrityProof({signer: key.signer(), cryptosuite: eddsaRdfc2022}),
  'eddsa-2022': key => new DataIntegrityProof({signer: key.signer(), cryptosuite: {...eddsaRdfc2022, name: 'eddsa-2022'}}),
  'eddsa-jcs-2022': key => new DataIntegrityProof({signer: key.signer(), cryptosuite: createSignCryptosuite()}),
  'ecdsa-rdfc-2019': key => new DataIntegrityProof({signer: key.signer(), cryptosuite: ecdsaRdfc2019}),
  'Ed25519Signature2018': async key => new Ed25519Signature2018({key: await oldest(key)}),
  'Ed25519Signature2020': async key => new Ed25519Signature2020({key: await older(key)}),
};

/**
 * Adds a proof, and asks nothing about the form of what is signed. `method` is another name of the key, `proof` has
 * further members of the proof, `date` is its `created` (`null` for none).
 */
export async function sign(document, suiteName, key, {method = key.id, proof, date, purpose = new AssertionProofPurpose()} = {}) {
  const suite = await makers[suiteName](key);
  Object.assign(suite, {verificationMethod: method, proof}, date === undefined ? {} : {date});
  // As it will be sent: members without a value are gone.
  return jsigs.sign(JSON.parse(JSON.stringify(document)), {suite, purpose, documentLoader});
}

/** A second proof over a signed document and its proof, on which it builds (`previousProof`). The library signs so when told to. */
export async function build(document, suiteName, key) {
  const first = document.proof;
  const suite = await makers[suiteName](key);
  suite.proof = {previousProof: first.id};
  const over = {...structuredClone(document), proof: [first]};
  const second = await suite.createProof({document: over, purpose: new AssertionProofPurpose(), documentLoader});
  return {...document, proof: [first, second]};
}

export const forAuthentication = challenge => new AuthenticationProofPurpose({challenge});

/** A base proof of which the holder can show parts, and one that shows some. */
export async function discloseSome(document, key, selective = ecdsaSd2023, selectivePointers = ['/credentialSubject', '/validFrom', '/name']) {
  const options = {purpose: new AssertionProofPurpose(), documentLoader};
  const signer = selective.createSignCryptosuite({mandatoryPointers: ['/issuer']});
  const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite: signer});
  const base = await jsigs.sign(structuredClone(document), {...options, suite});
  const chooser = selective.createDiscloseCryptosuite({selectivePointers});
  const derived = await jsigs.derive(structuredClone(base), {...options, suite: new DataIntegrityProof({cryptosuite: chooser})});
  return {base, derived};
}

export {bbs2023};

/** Wraps badges in a presentation that their holder signs. */
export async function present(credentials, holder, {challenge = 'a challenge', signed = true} = {}) {
  const presentation = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: holder.did,
    verifiableCredential: credentials,
  };
  const suite = makers['eddsa-rdfc-2022'](holder.key);
  return signed ? vc.signPresentation({presentation, suite, challenge, documentLoader}) : presentation;
}

const suites = () => [
  new DataIntegrityProof({cryptosuite: eddsaRdfc2022}),
  new DataIntegrityProof({cryptosuite: {...eddsaRdfc2022, name: 'eddsa-2022'}}),
  new DataIntegrityProof({cryptosuite: ecdsaRdfc2019}),
  new DataIntegrityProof({cryptosuite: ecdsaSd2023.createVerifyCryptosuite()}),
  new DataIntegrityProof({cryptosuite: bbs2023.createVerifyCryptosuite()}),
  new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()}),
  new Ed25519Signature2018(),
  new Ed25519Signature2020(),
];

async function checkStatus(options) {
  const [entry] = [options.credential.credentialStatus].flat();
  const library = entry.type === 'StatusList2021Entry' ? statusList : bitstring;
  return library.checkStatus(options);
}

/** What `@digitalbazaar/vc` says: whether it is right and in force, and if not, why. */
export async function verdict(credential) {
  const options = {credential: structuredClone(credential), suite: suites(), documentLoader, checkStatus};
  const result = await vc.verifyCredential(options);
  const errors = result.error?.errors ?? [result.error ?? result.statusResult?.error];
  const isRevoked = result.statusResult?.results?.some(({status}) => status);
  return isRevoked
    ? {verified: false, why: 'revoked'}
    : {verified: result.verified, why: errors.map(error => error?.message).join('; ')};
}

/** What it says of a presentation and all that is in it. */
export async function presentationVerdict(presentation) {
  const options = {presentation: structuredClone(presentation), suite: suites(), challenge: 'a challenge', documentLoader};
  const {verified, error, credentialResults} = await vc.verify({...options, unsignedPresentation: !presentation.proof});
  const inside = (credentialResults ?? []).map(result => result.error);
  return {verified, why: [error, ...inside].map(one => one?.message ?? '').join('; ')};
}
