package app.kolan.server.prompts;

import app.kolan.twilio.audio.Pcm;

/// An engine that renders each sentence as a tone as long as its text.
final class FakeEngine implements PromptEngine {
  boolean found = true;
  String version = "1";
  String failsAt = "";
  String silentAt = "";

  @Override
  public String name() {
    return "hum";
  }

  @Override
  public boolean isFound() {
    return found;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public String remedy() {
    return "learn to hum";
  }

  @Override
  public Pcm render(PromptSentence sentence) throws RenderingFailed {
    if (sentence.id().equals(failsAt)) {
      throw new RenderingFailed("it lost its voice");
    }
    int milliseconds = 200 + 20 * sentence.text().length();
    double peak = sentence.id().equals(silentAt) ? 0 : 0.9;
    return Tone.sine(440 + sentence.text().length(), peak, milliseconds, 16_000);
  }
}
