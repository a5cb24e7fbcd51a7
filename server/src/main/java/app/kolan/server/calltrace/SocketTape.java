package app.kolan.server.calltrace;

import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamEvent;

/// Records one media socket on its call's tape. Used by the socket's event loop only, and never
/// blocks it.
public final class SocketTape {
  /// The close code recorded for a socket that ended without a close frame.
  public static final int WITHOUT_CLOSE = 1006;

  private final TapeOfCall tape;
  private final int socket;
  private int frames;
  private boolean closed;

  SocketTape(TapeOfCall tape, int socket) {
    this.tape = tape;
    this.socket = socket;
  }

  /// Records an event from Twilio. Called before the event is processed.
  public void heard(StreamEvent event) {
    if (closed) {
      return;
    }
    if (event instanceof StreamEvent.Media media && media.track() == StreamEvent.Track.INBOUND) {
      frames++;
    }
    tape.add(new TapeLine.Heard(here(), socket, event));
  }

  /// Records a command that the server has sent.
  public void sent(StreamCommand command) {
    if (!closed) {
      tape.add(
          switch (command) {
            case StreamCommand.Media(var audio) ->
                new TapeLine.Said(here(), socket, SentAudio.of(audio));
            case StreamCommand.Mark(var name) -> new TapeLine.Marked(here(), socket, name);
            case StreamCommand.Clear() -> new TapeLine.Cleared(here(), socket);
          });
    }
  }

  /// Records that the socket gave the stream up for a reason outside the conversation.
  public void gaveUp(String why) {
    if (!closed) {
      tape.add(new TapeLine.GaveUp(here(), socket, why));
    }
  }

  /// The socket is closed; only the first time counts.
  public void closed(boolean byServer, int code) {
    if (!closed) {
      closed = true;
      tape.add(new TapeLine.Closed(here(), socket, byServer, code));
    }
  }

  private TapePosition here() {
    return tape.at(frames);
  }
}
