package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/// espeak-ng as a program of its own. It needs no account, and is hard to understand: see the
/// catalogue. Texts go through its standard input, so that none is visible in a list of processes
/// or left on a disk.
final class EspeakTextToSpeech implements TextToSpeech {
  /// At its default loudness, espeak's peaks are clipped.
  private static final String HALF_LOUD = "50";

  private static final String UTF_8 = "1";

  private final ProviderSettings settings;
  private final String program;

  EspeakTextToSpeech(ProviderSettings settings) {
    this(settings, "espeak-ng");
  }

  EspeakTextToSpeech(ProviderSettings settings, String program) {
    this.settings = settings;
    this.program = program;
  }

  @Override
  public String provider() {
    return settings.provider();
  }

  @Override
  public Synthesis say(String text) throws ProviderFailure {
    if (!SpeakableText.hasSound(text)) {
      return new EmptySynthesis();
    }
    return new ProcessSynthesis(provider(), start(), EspeakText.of(text), settings.timeouts());
  }

  private Process start() throws ProviderFailure {
    String voice = settings.voice().isEmpty() ? settings.bareLanguage() : settings.voice();
    try {
      return new ProcessBuilder(
              List.of(program, "-v", voice, "-a", HALF_LOUD, "-b", UTF_8, "--stdin", "--stdout"))
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new ProviderFailure(provider(), FailureKind.UNREACHABLE, "espeak-ng is not installed");
    }
  }
}
