// G.711 mu-law to 16-bit linear samples and back, by table both ways.

const BIAS = 132;
const LOUDEST = 32635;

const linear = new Int16Array(256);
for (let code = 0; code < 256; code++) {
  const inverted = ~code & 0xff;
  const magnitude = (((inverted & 0x0f) * 8 + BIAS) << ((inverted >> 4) & 0x07)) - BIAS;
  linear[code] = inverted & 0x80 ? -magnitude : magnitude;
}

const codes = new Uint8Array(65536);
for (let sample = -32768; sample < 32768; sample++) {
  const magnitude = Math.min(Math.abs(sample), LOUDEST) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  codes[sample & 0xffff] = ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}

export function decode(mulaw) {
  const samples = new Int16Array(mulaw.length);
  for (let i = 0; i < mulaw.length; i++) {
    samples[i] = linear[mulaw[i]];
  }
  return samples;
}

export function encode(samples) {
  const mulaw = Buffer.allocUnsafe(samples.length);
  for (let i = 0; i < samples.length; i++) {
    mulaw[i] = codes[samples[i] & 0xffff];
  }
  return mulaw;
}
