package app.kolan.server.tts;

import app.kolan.server.provider.wire.ProviderHttp;

/// A voice that speaks over sockets, each of which says one text at a time.
final class SocketTextToSpeech implements TextToSpeech {
  private final SynthesisProtocol wire;
  private final ConnectionPool shelf;

  SocketTextToSpeech(SynthesisProtocol wire, ProviderHttp http) {
    this.wire = wire;
    this.shelf = new ConnectionPool(wire, http);
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
    return PlainText.hasSound(text)
        ? new SocketSynthesis(wire, shelf, PlainText.of(text))
        : new EmptySynthesis();
  }
}
