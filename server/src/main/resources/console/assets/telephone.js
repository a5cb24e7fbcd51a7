// Between a browser's audio and a telephone's: what the microphone hears becomes frames of 20 ms of
// mu-law at 8 kHz, and what comes from the far end is played, with its marks, until it is cleared.
// An audio worklet, which runs on the audio thread.
const RATE = 8000;
const FRAME = 160;
const PHASES = 256;

/** ITU-T G.711, mu-law. */
const BIAS = 132;
const LOUDEST = 32635;
const encode = (sample) => {
  const whole = Math.round(sample * 32768);
  const size = Math.min(Math.abs(whole), LOUDEST) + BIAS;
  const exponent = 24 - Math.clz32(size);
  const mantissa = (size >> (exponent + 3)) & 15;
  return ~((whole < 0 ? 128 : 0) | (exponent << 4) | mantissa) & 255;
};
const decode = (code) => {
  const bits = ~code & 255;
  const size = ((((bits & 15) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
  return (bits & 128 ? -size : size) / 32768;
};

/** Interpolates between samples by a windowed sinc, and leaves out what is above a frequency. */
class Resampler {
  /** @param step input samples for each output sample */
  constructor(step) {
    this.step = step;
    const cutoff = 0.9 * Math.min(1, 1 / step);
    this.half = Math.ceil(8 / cutoff);
    this.kernel = Array.from({ length: PHASES + 1 }, (_, phase) => {
      const taps = Float32Array.from({ length: 2 * this.half }, (_, tap) => {
        const x = tap - this.half + 1 - phase / PHASES;
        const sinc = x === 0 ? 1 : Math.sin(Math.PI * cutoff * x) / (Math.PI * cutoff * x);
        const edge = Math.min(1, Math.abs(x) / this.half);
        return cutoff * sinc * (0.5 + 0.5 * Math.cos(Math.PI * edge));
      });
      const sum = taps.reduce((all, one) => all + one, 0);
      return taps.map((tap) => tap / sum);
    });
    this.recent = new Float32Array(2 * this.half);
    this.at = 0;
    this.place = 0;
  }

  /** Takes an input sample. */
  push(sample) {
    this.recent[this.at] = sample;
    this.at = (this.at + 1) % this.recent.length;
    this.place -= 1;
  }

  /** Whether another output sample lies before the next input sample. */
  get ready() {
    return this.place < 1;
  }

  /** The next output sample. */
  pull() {
    const taps = this.kernel[Math.round(Math.max(0, this.place) * PHASES)];
    let sum = 0;
    for (let tap = 0; tap < taps.length; tap++) {
      sum += taps[tap] * this.recent[(this.at + tap) % taps.length];
    }
    this.place += this.step;
    return sum;
  }
}

class Telephone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.heard = new Resampler(sampleRate / RATE);
    this.said = new Resampler(RATE / sampleRate);
    this.frame = new Uint8Array(FRAME);
    this.filled = 0;
    this.queue = [];
    this.position = 0;
    this.running = true;
    this.port.onmessage = ({ data }) => {
      if (data.clear) {
        const marks = this.queue.filter((each) => typeof each === "string");
        this.queue = [];
        this.position = 0;
        marks.forEach((mark) => this.port.postMessage({ mark }));
      } else if (data.stop) {
        this.running = false;
      } else {
        this.queue.push(data.mark ?? data.audio);
      }
    };
  }

  /** The next sample of the far end; silence when there is none. */
  next() {
    while (this.queue.length > 0) {
      const first = this.queue[0];
      if (typeof first === "string") {
        this.queue.shift();
        this.port.postMessage({ mark: first });
      } else if (this.position < first.length) {
        return decode(first[this.position++]);
      } else {
        this.queue.shift();
        this.position = 0;
      }
    }
    return 0;
  }

  listen(samples, count) {
    for (let i = 0; i < count; i++) {
      this.heard.push(samples ? samples[i] : 0);
      while (this.heard.ready) {
        this.frame[this.filled++] = encode(this.heard.pull());
        if (this.filled === FRAME) {
          this.port.postMessage({ frame: this.frame.slice() });
          this.filled = 0;
        }
      }
    }
  }

  process(inputs, outputs) {
    const out = outputs[0][0];
    this.listen(inputs[0]?.[0], out.length);
    for (let i = 0; i < out.length; i++) {
      while (!this.said.ready) {
        this.said.push(this.next());
      }
      out[i] = this.said.pull();
    }
    return this.running;
  }
}

registerProcessor("telephone", Telephone);
