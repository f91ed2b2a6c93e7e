// Every suite, right and forged; two proofs; the forms that published proofs have.
import {ALGORITHMS, generateBbsKeyPair} from '@digitalbazaar/bls12-381-multikey';
import {badge, olderBadge} from './badge.mjs';
import {didKey, ecdsa, ed25519} from './keys.mjs';
import {bbs2023, build, discloseSome, present, presentationVerdict, sign, verdict} from './proofs.mjs';

const forge = credential => ({...credential, name: 'Forged'});

export async function* shapes() {
  const ed = didKey(await ed25519());
  const keys = {
    'eddsa-rdfc-2022': ed,
    'eddsa-jcs-2022': ed,
    'Ed25519Signature2020': ed,
    'ecdsa-rdfc-2019 P-256': didKey(await ecdsa('P-256')),
    'ecdsa-rdfc-2019 P-384': didKey(await ecdsa('P-384')),
  };
  for (const [name, {did, key}] of Object.entries(keys)) {
    const document = await sign(badge(did), name.split(' ')[0], key);
    yield {name, document, theirs: verdict};
    yield {name: `${name}, forged`, document: forge(document), theirs: verdict};
  }

  for (const version of ['', '3.0.1', '3.0.2']) {
    for (const suite of ['Ed25519Signature2020', 'eddsa-rdfc-2022']) {
      const document = await sign(olderBadge(ed.did, version), suite, ed.key);
      yield {name: `VC 1.1 with context ${version || 'without a version'}, ${suite}`, document, theirs: verdict};
    }
  }

  const one = await sign(badge(ed.did), 'eddsa-rdfc-2022', ed.key);
  const withContext = {...badge(ed.did), '@context': [...badge(ed.did)['@context'], 'https://w3id.org/security/suites/ed25519-2020/v1']};
  const first = await sign(withContext, 'eddsa-rdfc-2022', ed.key);
  const both = await sign(first, 'Ed25519Signature2020', ed.key);
  yield {name: 'two proofs', document: both, theirs: verdict};
  yield {name: 'two proofs, forged', document: forge(both), theirs: verdict};
  const wrong = {...both, proof: [both.proof[0], {...both.proof[1], proofValue: both.proof[0].proofValue}]};
  yield {name: 'two proofs, the second of them wrong', document: wrong, theirs: verdict};

  const named = await sign(badge(ed.did), 'eddsa-rdfc-2022', ed.key, {proof: {id: 'urn:uuid:00000000-0000-4000-8000-00000000aaaa'}});
  const chain = await build(named, 'eddsa-rdfc-2022', ed.key);
  yield {name: 'a chain of proofs', document: chain, theirs: null};
  yield {name: 'a chain of proofs, its first taken away', document: {...chain, proof: chain.proof[1]}, theirs: null};
  const changed = {...chain.proof[0], proofValue: one.proof.proofValue};
  yield {name: 'a chain of proofs, its first exchanged', document: {...chain, proof: [changed, chain.proof[1]]}, theirs: null};

  const inside = {...one, proof: {'@context': 'https://w3id.org/security/data-integrity/v2', ...one.proof}};
  yield {name: 'a context inside the proof', document: inside, theirs: verdict};
  const bare = await sign(badge(ed.did), 'eddsa-rdfc-2022', ed.key, {method: ed.did});
  yield {name: 'a did:key without fragment as the method', document: bare, theirs: verdict};
  const another = didKey(await ed25519());
  const foreign = await sign(badge(another.did), 'eddsa-rdfc-2022', ed.key);
  yield {name: "another issuer's badge", document: foreign, theirs: verdict};

  const older = await sign(badge(ed.did), 'eddsa-2022', ed.key);
  yield {name: 'eddsa-2022', document: older, theirs: verdict};
  const p256 = keys['ecdsa-rdfc-2019 P-256'];
  const {base, derived} = await discloseSome(badge(p256.did), p256.key);
  yield {name: 'ecdsa-sd-2023, a base proof', document: base, theirs: verdict};
  yield {name: 'ecdsa-sd-2023, what it discloses', document: derived, theirs: verdict};
  const bls = didKey(await generateBbsKeyPair({algorithm: ALGORITHMS.BBS_BLS12381_SHA256}));
  const bbs = await discloseSome(badge(bls.did), bls.key, bbs2023);
  yield {name: 'bbs-2023, a base proof', document: bbs.base, theirs: verdict};
  yield {name: 'bbs-2023, what it discloses', document: bbs.derived, theirs: verdict};
  const unheard = {...one.proof, cryptosuite: 'unheard-of-2030'};
  yield {name: 'a proof of an unheard of suite', document: {...one, proof: unheard}, theirs: verdict};
  yield {name: 'a proof of an unheard of suite beside a good one', document: {...one, proof: [one.proof, unheard]}, theirs: verdict};

  const holder = didKey(await ed25519());
  const signed = await present([one], holder);
  yield {name: 'a presentation', document: signed, theirs: presentationVerdict};
  yield {name: 'a presentation, forged', document: {...signed, holder: ed.did}, theirs: presentationVerdict};
  const unsigned = await present([one], holder, {signed: false});
  yield {name: 'a presentation without proof', document: unsigned, theirs: presentationVerdict};
  const forged = await present([forge(one)], holder, {signed: false});
  yield {name: 'a presentation of a forged badge', document: forged, theirs: presentationVerdict};
  const several = await present([one, await sign(badge(another.did), 'eddsa-rdfc-2022', another.key)], holder, {signed: false});
  yield {name: 'a presentation of two badges', document: several, theirs: presentationVerdict};
}
