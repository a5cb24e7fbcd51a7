package app.kolan.bench.listening;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.SplittableRandom;

/// Background sound on a line besides the caller's voice. The same seed gives the same sound.
enum Background {
  SILENCE("nothing", 1) {
    @Override
    void fill(Signal signal, SplittableRandom random) {}
  },
  LINE_NOISE("line noise", 2) {
    @Override
    void fill(Signal signal, SplittableRandom random) {
      for (int i = 0; i < signal.length(); i++) {
        signal.set(i, random.nextGaussian());
      }
    }
  },
  RUMBLE("rumble of a car", 3) {
    @Override
    void fill(Signal signal, SplittableRandom random) {
      double sum = 0;
      for (int i = 0; i < signal.length(); i++) {
        sum = sum * 0.995 + random.nextGaussian();
        signal.set(i, sum);
      }
    }
  },
  HUM("mains hum", 4) {
    @Override
    void fill(Signal signal, SplittableRandom random) {
      double[] strengths = {1, 0.6, 0.4, 0.3, 0.2, 0.1};
      for (int i = 0; i < signal.length(); i++) {
        double sum = 0;
        for (int k = 0; k < strengths.length; k++) {
          sum += strengths[k] * Math.sin(2 * Math.PI * 50 * (k + 1) * i / Mulaw.RATE);
        }
        signal.set(i, sum);
      }
    }
  },
  FAN("a fan", 5) {
    @Override
    void fill(Signal signal, SplittableRandom random) {
      double slow = 0;
      double middle = 0;
      for (int i = 0; i < signal.length(); i++) {
        double white = random.nextGaussian();
        slow = 0.997 * slow + 0.03 * white;
        middle = 0.9 * middle + 0.25 * white;
        double turning = 1 + 0.15 * Math.sin(2 * Math.PI * 11 * i / Mulaw.RATE);
        signal.set(i, (slow + middle + 0.1 * white) * turning);
      }
    }
  },
  MUSIC("plucked music", 6) {
    @Override
    void fill(Signal signal, SplittableRandom random) {
      double[] scale = {196, 220, 246.9, 293.7, 329.6, 392, 440, 493.9, 587.3};
      int beat = Mulaw.RATE / 4;
      for (int at = 0; at < signal.length(); at += beat) {
        signal.add(at, Music.plucked(scale[random.nextInt(scale.length)], random));
        if (at / beat % 4 == 0) {
          signal.add(at, Music.plucked(scale[random.nextInt(3)] / 2, random));
        }
      }
    }
  },
  HOLD_MUSIC("an organ", 7) {
    @Override
    void fill(Signal signal, SplittableRandom random) {
      double[][] chords = {{262, 330, 392}, {220, 262, 330}, {175, 220, 262}, {196, 247, 294}};
      int bar = Mulaw.RATE * 2;
      for (int at = 0; at < signal.length(); at += bar) {
        signal.add(at, Music.chord(chords[at / bar % chords.length], bar));
      }
    }
  },
  VOICES("other people's talk", 8) {
    @Override
    void fill(Signal signal, SplittableRandom random) {
      var length = Duration.ofMillis(signal.length() * 1000L / Mulaw.RATE);
      for (int i = 0; i < 5; i++) {
        signal.add(0, Signal.of(Sounds.speechLike("guest " + random.nextInt(), length)));
      }
    }
  },
  KEYS("tones of keys", 9) {
    @Override
    void fill(Signal signal, SplittableRandom random) {
      for (int at = Mulaw.RATE; at < signal.length(); at += Mulaw.RATE * 4) {
        for (int key = 0; key < 6; key++) {
          signal.add(at + key * Mulaw.RATE / 4, Music.key(random.nextInt(12)));
        }
      }
    }
  },
  KNOCKS("knocks and clicks", 10) {
    @Override
    void fill(Signal signal, SplittableRandom random) {
      for (int at = 0; at < signal.length(); at += random.nextInt(Mulaw.RATE / 2, Mulaw.RATE * 3)) {
        signal.add(at, Music.burst(Mulaw.RATE / 25, 120, random));
      }
    }
  },
  COUGHS("coughs", 11) {
    @Override
    void fill(Signal signal, SplittableRandom random) {
      for (int at = Mulaw.RATE; at < signal.length(); at += Mulaw.RATE * 4) {
        signal.add(at, Music.burst(Mulaw.RATE / 6, 500, random));
        signal.add(at + Mulaw.RATE * 2 / 5, Music.burst(Mulaw.RATE / 8, 400, random));
      }
    }
  };

  private final String label;
  private final long seed;

  Background(String label, long seed) {
    this.label = label;
    this.seed = seed;
  }

  String label() {
    return label;
  }

  /// So much of this sound at this level.
  Signal sound(int samples, double dbfs) {
    var signal = new Signal(samples);
    fill(signal, new SplittableRandom(seed));
    return signal.levelled(dbfs);
  }

  abstract void fill(Signal signal, SplittableRandom random);
}
