//! Baking a badge into a picture of 300 KB, as JSON and as a JWS, and reading it out again.

#![expect(clippy::unwrap_used, reason = "a bench")]

use std::hint::black_box;

use badgewright_credential::baking;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use img_parts::png::PngChunk;

/// As large as pictures of badges are when nobody made them small.
const PICTURE_BYTES: usize = 300_000;
/// As large as encoders make the parts of the image data.
const IDAT_BYTES: usize = 8_192;
/// As large as a signed badge.
const BADGE_BYTES: usize = 4_000;

/// Bytes as unlike each other as compressed ones.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

fn png() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], contents: &[u8]| PngChunk::new(*kind, contents.to_vec().into());
    let header = [0, 0, 2, 0, 0, 0, 2, 0, 8, 6, 0, 0, 0];
    let data = noise(PICTURE_BYTES);
    let mut chunks = vec![chunk(b"IHDR", &header)];
    chunks.extend(data.chunks(IDAT_BYTES).map(|data| chunk(b"IDAT", data)));
    chunks.push(chunk(b"IEND", &[]));
    let bytes = chunks.into_iter().flat_map(|chunk| chunk.encoder().bytes().to_vec());
    b"\x89PNG\r\n\x1a\n".iter().copied().chain(bytes).collect()
}

fn svg() -> Vec<u8> {
    let path = "<path d=\"M10.5 20.25 L30 40 Z\" fill=\"#123456\"/>\n";
    let paths = path.repeat(PICTURE_BYTES / path.len());
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\">\n{paths}</svg>\n")
        .into_bytes()
}

fn bake_and_extract(criterion: &mut Criterion) {
    let forms = [
        ("json", format!("{{\"narrative\": \"{}\"}}", "x".repeat(BADGE_BYTES))),
        ("jws", format!("eyJh.{}.c2ln", "x".repeat(BADGE_BYTES))),
    ];
    for (kind, picture) in [("png", png()), ("svg", svg())] {
        let mut group = criterion.benchmark_group(format!("bake/{kind}"));
        group.throughput(Throughput::Bytes(picture.len().try_into().unwrap()));
        for (form, text) in &forms {
            group.bench_function(*form, |bench| {
                bench.iter(|| baking::bake(black_box(&picture), text).unwrap());
            });
        }
        let baked = baking::bake(&picture, &forms[0].1).unwrap();
        group.bench_function("extract", |bench| bench.iter(|| baking::extract(black_box(&baked)).unwrap()));
        group.finish();
    }
}

criterion_group!(benches, bake_and_extract);
criterion_main!(benches);
