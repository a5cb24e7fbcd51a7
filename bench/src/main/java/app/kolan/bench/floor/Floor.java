package app.kolan.bench.floor;

import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlWriter;
import app.kolan.twilio.twiml.Verb;
import java.util.Map;

/// The common part of all floors (minimal baseline servers): paths, limits and the answer to a
/// call.
final class Floor {
  static final String HEALTH = "/health";
  static final String INCOMING_CALL = "/webhook/incoming_call";
  static final String MEDIA = "/ws/twilio-media";

  /// The limits of the server's own listener.
  static final int LARGEST_LINE = 16 * 1024;

  static final int LARGEST_FRAME = 256 * 1024;

  private Floor() {}

  /// The port that a command line names first.
  static int port(String[] arguments) {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("the first argument is the port");
    }
    return Integer.parseInt(arguments[0]);
  }

  /// The event loops of the server's own listener: one for each processor that it may use.
  static int loops() {
    return Runtime.getRuntime().availableProcessors();
  }

  /// TwiML that connects a call to the media socket of this host.
  static String connect(String host) {
    var stream = new Verb.Stream("wss://" + host + MEDIA, null, null, null, Map.of());
    return TwimlWriter.write(Twiml.of(new Verb.Connect(null, stream)));
  }

  static void announce(String subject, int port) {
    System.out.println(subject + " listens on " + port);
  }
}
