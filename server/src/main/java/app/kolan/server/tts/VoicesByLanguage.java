package app.kolan.server.tts;

import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.WrittenLanguage;
import java.util.Map;

/// A voice for each language: a text is said by the voice of the language that it is written in,
/// and by the usual one where that has none.
public final class VoicesByLanguage implements TextToSpeech {
  private final TextToSpeech usual;
  private final Map<WrittenLanguage, TextToSpeech> others;

  public VoicesByLanguage(TextToSpeech usual, Map<WrittenLanguage, TextToSpeech> others) {
    this.usual = usual;
    this.others = Map.copyOf(others);
  }

  /// To the usual voice.
  @Override
  public void connect() {
    usual.connect();
  }

  /// That of the usual voice.
  @Override
  public String provider() {
    return usual.provider();
  }

  @Override
  public Synthesis say(String text) throws ProviderFailure, InterruptedException {
    return of(text).say(text);
  }

  @Override
  public Synthesis say(String text, FallbackListener listener)
      throws ProviderFailure, InterruptedException {
    return of(text).say(text, listener);
  }

  private TextToSpeech of(String text) {
    return others.getOrDefault(WrittenLanguage.of(text), usual);
  }
}
