package app.kolan.server.provider.wire;

import app.kolan.vendors.Answer;
import app.kolan.vendors.Request;
import app.kolan.vendors.SocketTalk;
import app.kolan.vendors.StandIn;

/// Answers a request in three pieces, and every message of a socket with itself.
final class Echo extends StandIn {
  @Override
  protected void answer(Request request, Answer answer) {
    answer.write("one ");
    answer.write("two ");
    answer.write("three");
    answer.end();
  }

  @Override
  protected boolean talk(SocketTalk talk) {
    talk.onText(talk::send);
    talk.onBinary(talk::sendBinary);
    return true;
  }
}
