// Badges signed by DCC's libraries, with the verdict of DCC's `verifier-core`.
import * as Ed25519Multikey from '@digitalcredentials/ed25519-multikey';
import * as vc from '@digitalcredentials/vc';
import {cryptosuite} from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalcredentials/data-integrity';
import {Ed25519Signature2020} from '@digitalcredentials/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalcredentials/ed25519-verification-key-2020';
import {securityLoader} from '@digitalcredentials/security-document-loader';
import {verifyCredential} from '@digitalcredentials/verifier-core';
import {badge, olderBadge} from './badge.mjs';
import {didKey} from './keys.mjs';

const documentLoader = securityLoader({fetchRemoteContexts: true}).build();

async function verdict(credential) {
  const {errors = []} = await verifyCredential({credential: structuredClone(credential), knownDIDRegistries: []});
  return {verified: errors.length === 0, why: errors.map(({message}) => message).join('; ')};
}

export async function* shapes(place) {
  const key = await Ed25519Multikey.generate();
  const issue = (credential, suite) => vc.issue({credential, suite, documentLoader});
  const own = didKey(key);
  const rdfc = () => new DataIntegrityProof({signer: key.signer(), cryptosuite});
  const document = await issue(badge(own.did), rdfc());
  yield {name: 'DCC, did:key', document, theirs: verdict};
  yield {name: 'DCC, did:key, forged', document: {...document, name: 'Forged'}, theirs: verdict};
  const older = new Ed25519Signature2020({key: await olderKey(key)});
  yield {name: 'DCC, VC 1.1 with Ed25519Signature2020', document: await issue(olderBadge(own.did, '3.0.1'), older), theirs: verdict};
  const web = place.issuer('dcc', key);
  yield {name: 'DCC, did:web', document: await issue(badge(web.did), rdfc()), theirs: verdict};
}

async function olderKey(key) {
  const {publicKeyMultibase, secretKeyMultibase} = await key.export({publicKey: true, secretKey: true});
  return new Ed25519VerificationKey2020({
    id: key.id, controller: key.controller, publicKeyMultibase, privateKeyMultibase: secretKeyMultibase,
  });
}
