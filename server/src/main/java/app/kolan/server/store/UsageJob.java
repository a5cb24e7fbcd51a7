package app.kolan.server.store;

/// What something is used for in a call. The names are stored.
public enum UsageJob {
  /// Speech-to-text.
  STT("stt"),
  /// Language models.
  LLM("llm"),
  /// Text-to-speech.
  TTS("tts"),
  /// Realtime models, which take and produce audio.
  REALTIME("realtime"),
  /// The telephone line itself.
  TELEPHONY("telephony");

  private final String id;

  UsageJob(String id) {
    this.id = id;
  }

  /// Its name in price lists and in the API.
  public String id() {
    return id;
  }
}
