package app.kolan.server.tts;

import app.kolan.server.provider.wire.ProviderHttp;

/// A text-to-speech provider over sockets, each of which synthesizes one text at a time.
final class SocketTextToSpeech implements TextToSpeech {
  private final SynthesisProtocol wire;
  private final ConnectionPool pool;

  SocketTextToSpeech(SynthesisProtocol wire, ProviderHttp http) {
    this.wire = wire;
    this.pool = new ConnectionPool(wire, http);
  }

  @Override
  public void connect() {
    pool.prepare();
  }

  @Override
  public String provider() {
    return wire.settings().provider();
  }

  @Override
  public Synthesis say(String text) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("before a text was said");
    }
    return SpeakableText.hasSound(text)
        ? new SocketSynthesis(wire, pool, SpeakableText.of(text))
        : new EmptySynthesis();
  }
}
