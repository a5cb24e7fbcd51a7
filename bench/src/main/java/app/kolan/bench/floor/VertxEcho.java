package app.kolan.bench.floor;

/// The server's own stack, which reads each frame, decodes its sound, and sends it back in a
/// message of its own: what a convenient program of twenty lines costs.
public final class VertxEcho {
  static final String SUBJECT = "vertx-echo";

  private VertxEcho() {}

  public static void main(String[] arguments) {
    Floor.announce(SUBJECT, start(Floor.port(arguments)).port());
  }

  static VertxFloor start(int port) {
    return VertxFloor.start(port, ReadingEcho::new);
  }
}
