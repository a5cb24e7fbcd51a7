package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.SocketMessage;

/// Why an open socket closes early.
final class SocketCloseCauses {
  private static final int UNSUPPORTED = 1003;

  private SocketCloseCauses() {}

  /// @param frames how many frames of 20 ms were sent until then
  static Finding explain(Examination examination, SocketMessage end, int frames) {
    double seconds = frames / 50.0;
    String when = "after %.1f s".formatted(seconds);
    return switch (end) {
      case SocketMessage.Closed(var code, _) when code == UNSUPPORTED ->
          Finding.broken(
                  "the socket is closed with 1003 %s".formatted(when),
                  "the server got binary messages where texts were sent: something on the way, such as"
                      + " a WebSocket gateway, turns them",
                  Directive.FRAMES.in(examination.proxy()))
              .raising(31921, 31950);
      case SocketMessage.Closed(var code, _) ->
          Finding.broken(
                  "the socket is closed with %d %s".formatted(code, when),
                  "the server or something in front of it closes it while the caller talks",
                  "Read the server's log at this moment.")
              .raising(31921);
      case SocketMessage.Broken _ when examination.isDoubled() ->
          Finding.broken(
                  "the socket breaks " + when,
                  "requests are sent twice, upgrades too, and %s does not get along with two sockets"
                      .formatted(examination.proxy().title()),
                  Directive.MIRROR.in(examination.proxy()))
              .raising(31903);
      case SocketMessage.Broken(var detail, _) ->
          Finding.broken(
                  "the socket breaks %s while frames are sent".formatted(when),
                  "%s: %s cuts connections that last this long"
                      .formatted(detail, examination.proxy().title()),
                  Directive.IDLE.in(examination.proxy()))
              .raising(31903);
      case SocketMessage.Violation(var detail) ->
          Finding.broken(
                  "what comes through the socket breaks the protocol: " + detail,
                  "%s or the server changes frames".formatted(examination.proxy().title()),
                  "Force no compression (permessage-deflate): Twilio has not asked for it.")
              .raising(31924);
      case SocketMessage.Text _, SocketMessage.Binary _ ->
          throw new IllegalArgumentException("a message is no end");
    };
  }
}
