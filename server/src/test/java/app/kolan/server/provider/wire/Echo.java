package app.kolan.server.provider.wire;

import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubResponse;
import app.kolan.stubs.StubSocket;

/// Answers a request in three pieces, and every message of a socket with itself.
final class Echo extends ProviderStub {
  @Override
  protected void answer(StubRequest request, StubResponse answer) {
    answer.write("one ");
    answer.write("two ");
    answer.write("three");
    answer.end();
  }

  @Override
  protected boolean talk(StubSocket talk) {
    talk.onText(talk::send);
    talk.onBinary(talk::sendBinary);
    return true;
  }
}
