package app.kolan.server.voice;

import app.kolan.server.provider.wire.ProviderHttp;

/// A voice that speaks over sockets, each of which says one text at a time.
final class SocketVoice implements Voice {
  private final SpeechWire wire;
  private final SocketShelf shelf;

  SocketVoice(SpeechWire wire, ProviderHttp http) {
    this.wire = wire;
    this.shelf = new SocketShelf(wire, http);
  }

  @Override
  public String provider() {
    return wire.settings().provider();
  }

  @Override
  public Speaking say(String text) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("before a text was said");
    }
    return PlainText.hasSound(text)
        ? new SocketSpeaking(wire, shelf, PlainText.of(text))
        : new Unspoken();
  }
}
